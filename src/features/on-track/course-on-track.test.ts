import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { type CourseFacts, courseOnTrack, formQuality } from './course-on-track.ts'
import { signalReason } from './signal-words.ts'

let content: Content

beforeAll(async () => {
  content = await loadContent(path.join(repositoryRoot(), 'content'))
}, 30_000)

const day = 86_400_000
const first = Date.parse('2026-11-03T10:00:00Z')

const phq9On = (...forms: [days: number, total: number][]): CourseFacts['points'] =>
  forms.map(([days, total]) => ({ instrumentId: 'phq9', at: first + days * day, total }))

function factsWith(changes: Partial<CourseFacts>): CourseFacts {
  return {
    // Treatment begins ten days after the form at assessment.
    startedAt: new Date(first + 10 * day),
    endedAt: null,
    programmeId: 'dep',
    track: 'full',
    askedBeside: [],
    points: phq9On([0, 18], [14, 18]),
    finishedModules: [],
    sessionCount: 6,
    pauses: [],
    decisions: [],
    ...changes,
  }
}

function signalsOf(changes: Partial<CourseFacts>) {
  const facts = factsWith(changes)
  const now = new Date(first + 120 * day)
  const setting = { content, now, service: { timeZone: 'Europe/London' } }
  return courseOnTrack(setting, facts, new Map())
}

const codesOf = (changes: Partial<CourseFacts>) =>
  signalsOf(changes).forReview.map(({ code }) => code)

function wordsOf(changes: Partial<CourseFacts>): string[] {
  const { forReview, goodNews } = signalsOf(changes)
  return [...forReview, ...goodNews].map((signal) => signalReason({ content }, signal))
}

describe('half-way', () => {
  const modules = (...ids: string[]) => ids.map((id) => `dep.${id}`)

  it.each([
    ['full', modules('m1', 'm2', 'm3', 'm4'), []],
    ['full', modules('m1', 'm2', 'm3', 'm4', 'o3'), []],
    ['full', modules('m1', 'm2', 'm3', 'm4', 'm5'), ['no_change_by_module']],
    ['ba_only', modules('m1', 'm2', 'm3'), []],
    ['ba_only', modules('m1', 'm2', 'm3', 'm5', 'm6'), []],
    ['ba_only', modules('m1', 'm2', 'm3', 'm4'), ['no_change_by_module']],
    ['ba_only', modules('m1', 'm2', 'm3', 'o3'), ['no_change_by_module']],
  ])('on the track %s with %j finished gives %j', (track, finishedModules, expected) => {
    expect(codesOf({ track, finishedModules })).toEqual(expected)
  })
})

describe('a form whose reliable change nobody knows', () => {
  it('asks for nothing by it: WSAS, of the forms of every week', () => {
    const forms = [0, 7, 14].map((days, place) => ({
      at: first + days * day,
      total: [12, 20, 32][place] ?? null,
    }))
    const points = forms.map((form) => ({ ...form, instrumentId: 'wsas' }))
    expect(codesOf({ points })).toEqual([])
    const known = forms.map((form) => ({ ...form, instrumentId: 'core10' }))
    const askedBeside = [{ instrumentId: 'core10', since: first }]
    expect(codesOf({ points: known, askedBeside })).toEqual(['worse_than_start'])
  })
})

describe('weeks without a form', () => {
  const start = first + 10 * day
  const points = [{ instrumentId: 'wsas', at: start + 30 * day, total: 20 }]
  const missing = (wordedSince: number | null, { isWorded = true } = {}) => {
    const [wsas, phq9] = ['wsas', 'phq9'].map((id) => content.instruments.get(id))
    if (!wsas || !phq9) throw new Error('both are in the library')
    const { wording, stem, items, extra } = isWorded ? phq9 : wsas
    const asked = { ...wsas, wording, stem, items, extra, wordedSince }
    const instruments = new Map(content.instruments).set('wsas', asked)
    const setting = {
      content: { ...content, instruments },
      now: new Date(start + 43 * day),
      service: { timeZone: 'Europe/London' },
    }
    return formQuality(setting, factsWith({ points }), { contacts: [], endedAt: null }).get('wsas')
  }

  it('are none before the service had the words of the form', () => {
    expect(missing(null)).toMatchObject({ missingWeeks: [1, 2, 3, 4, 6], weeksOver: 6 })
    expect(missing(start + 15 * day)).toMatchObject({ missingWeeks: [3, 4, 6], weeksOver: 4 })
    expect(missing(start + 22 * day)).toMatchObject({ missingWeeks: [6], weeksOver: 3 })
    expect(missing(first)).toMatchObject({ missingWeeks: [1, 2, 3, 4, 6], weeksOver: 6 })
  })

  it('are none once its words were taken back: nobody can say since when it was not asked', () => {
    expect(missing(null, { isWorded: false })).toMatchObject({
      missingWeeks: [],
      weeksOver: 0,
      lastAt: points[0]?.at,
    })
  })
})

describe('weeks', () => {
  it('are whole weeks since the first form, for the cut points and in words', () => {
    expect(wordsOf({ points: phq9On([0, 18], [27, 18]) })).toEqual([])
    expect(wordsOf({ points: phq9On([0, 18], [28, 18]) })).toEqual([
      'PHQ-9 is 18 (4 weeks after the first form), no reliable change from 18; the cut point of ' +
        'these weeks is 17',
    ])
  })

  it.each([
    [6, 'PHQ-9 is 19 (less than a week after the first form), 7 above the start (12)'],
    [7, 'PHQ-9 is 19 (1 week after the first form), 7 above the start (12)'],
    [27, 'PHQ-9 is 19 (3 weeks after the first form), 7 above the start (12)'],
    [28, 'PHQ-9 is 19 (4 weeks after the first form), 7 above the start (12)'],
  ])('on day %i stand in the sentence', (days, expected) => {
    expect(wordsOf({ points: phq9On([0, 12], [days, 19]) })).toEqual([expected])
  })

  it('leave out a pause, and say so', () => {
    const pauses = [{ from: first + 2 * day, to: first + 16 * day }]
    expect(wordsOf({ pauses, points: phq9On([0, 18], [41, 18]) })).toEqual([])
    expect(wordsOf({ pauses, points: phq9On([0, 18], [42, 18]) })[0]).toContain(
      '(4 weeks after the first form, pauses not counted)',
    )
  })
})
