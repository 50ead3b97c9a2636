import { describe, expect, it } from 'vitest'
import { type AfterEnd, asksForLook, openFollowUp } from './follow-up.ts'
import { aDepressionMeasure, anAnxietyMeasure } from './instrument.fixture.ts'

const day = 86_400_000
const endedAt = Date.parse('2026-09-01T10:00Z')
const followedUpAt = endedAt + 30 * day
const experience = anAnxietyMeasure({ id: 'peq', caseness: null, reliableChange: null })
const measures = [aDepressionMeasure(), anAnxietyMeasure(), experience]
const instruments = new Map(measures.map((one) => [one.id, one]))

const phq9 = (total: number | null, at: number) => ({ instrumentId: 'phq9', total, at })

function opened(changes: Partial<AfterEnd>) {
  return openFollowUp(
    { endedAt, answeredAt: null, forms: [], modules: [], ...changes },
    instruments,
  )
}

/** From the last total of treatment to one at the follow-up. */
function score(end: number | null, total: number) {
  const before = end === null ? [] : [phq9(end, endedAt - day)]
  const found = opened({ forms: [...before, phq9(total, followedUpAt)] })?.scores[0]
  if (!found) throw new Error('a total after the end has a score')
  return found
}

describe('a follow-up', () => {
  it.each([
    ['well', 5, 9, false],
    ['at the cut-off again', 5, 10, true],
    ['reliably worse, and below it', 3, 9, true],
    ['one point short of it', 4, 9, false],
    ['still a case, though better', 14, 11, true],
    ['with nothing to compare, below', null, 9, false],
    ['with nothing to compare, above', null, 10, true],
  ])('that finds somebody %s (%s to %i) asks for a look: %s', (_, end, total, asks) => {
    expect(asksForLook(score(end, total))).toBe(asks)
  })

  it('says how far the total is from the last of treatment', () => {
    expect(score(5, 13)).toMatchObject({ end: 5, change: 8, isCase: true, isWorse: true })
    expect(score(null, 13)).toMatchObject({ end: null, change: null, isWorse: false })
  })

  it('compares with the last total before the end, and takes the latest after it', () => {
    const forms = [
      phq9(9, followedUpAt + day),
      phq9(18, endedAt - 50 * day),
      phq9(4, endedAt),
      phq9(null, followedUpAt + 2 * day),
      phq9(14, followedUpAt),
    ]
    expect(opened({ forms })?.scores).toMatchObject([{ total: 9, end: 4, change: 5 }])
  })

  it('is open from the first thing that came until somebody answers after the last', () => {
    const modules = [{ moduleId: 'f1', at: followedUpAt }]
    const forms = [phq9(3, followedUpAt + 2 * day)]
    expect(opened({ modules, forms })).toMatchObject({
      since: followedUpAt,
      latest: followedUpAt + 2 * day,
      moduleIds: ['f1'],
    })
    const between = opened({ modules, forms, answeredAt: followedUpAt + day })
    expect(between).toMatchObject({ since: followedUpAt + 2 * day, moduleIds: [] })
    expect(opened({ modules, forms, answeredAt: followedUpAt + 2 * day })).toBeNull()
  })

  it('is not opened by what came before the end, nor by a form that shows no relapse', () => {
    expect(opened({ modules: [{ moduleId: 'm8', at: endedAt }] })).toBeNull()
    expect(opened({ forms: [phq9(20, endedAt)] })).toBeNull()
    const forms = [{ instrumentId: 'peq', total: 3, at: followedUpAt }]
    expect(opened({ forms })).toBeNull()
    expect(opened({ answeredAt: endedAt - 9 * day, forms: [phq9(8, endedAt + 1)] })).not.toBeNull()
  })

  it('is open although its form could not be scored', () => {
    expect(opened({ forms: [phq9(null, followedUpAt)] })).toMatchObject({ scores: [] })
  })
})
