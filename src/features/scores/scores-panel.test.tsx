import path from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { PageSettingsProvider } from '#ui/page-settings.tsx'
import { scoreSeries } from './score-series.ts'
import { ScoresPanel } from './scores-panel.tsx'

let content: Content
beforeAll(async () => {
  content = await loadContent(path.join(repositoryRoot(), 'content'))
})

function aResponse(day: number, total: number | null, item9: number): MeasureResponse {
  return {
    id: String(day),
    instrumentId: 'phq9',
    instrumentVersion: 1,
    answers: { 1: 2, 9: item9 },
    extra: {},
    subscores: {},
    declinedItems: [],
    leftItems: [],
    wordingHash: null,
    total,
    mode: 'online',
    enteredById: 'x',
    startedAt: null,
    submittedAt: new Date(Date.UTC(2026, 10, day, 9)),
    enteredAt: null,
  }
}

const responses = [aResponse(2, 18, 0), aResponse(9, null, 1), aResponse(16, 11, 2)]

function panelOf(responses: readonly MeasureResponse[]): { html: string; text: string } {
  const settings = {
    csrfToken: '',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    now: new Date('2026-11-17T09:00:00Z'),
  }
  const html = renderToStaticMarkup(
    <PageSettingsProvider settings={settings}>
      <ScoresPanel content={content} instrumentIds={['phq9', 'gad7']} responses={responses} />
    </PageSettingsProvider>,
  )
  return { html, text: html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }
}

describe('the scores on the review screen', () => {
  it('say the last total, its movement, its source, and item 9 always', () => {
    const { text } = panelOf(responses)
    expect(text).toContain('PHQ-9 11, down 7 since last time')
    expect(text).toContain('18 at the start')
    expect(text).toContain('reliably better (6 points or more)')
    expect(text).toContain('not yet verified by a named clinician')
    expect(text).toContain('Item 9: 2 (was 1)')
    expect(text).not.toMatch(/\b(low|medium|high) risk\b/i)
  })

  it('say each phobia scale, and which is 4 or more, with the rule that nobody verified', () => {
    const phobia = (day: number, [social = 0, panic = 0]: number[]) => ({
      ...aResponse(day, null, 0),
      instrumentId: 'iapt_phobia',
      answers: { 1: social, 2: panic },
      subscores: { social, panic_agoraphobia: panic, specific: null },
    })
    const { html, text } = panelOf([phobia(2, [3, 6]), phobia(9, [5, 6])])
    expect(text).toContain('Social situations 5 (0 to 8), was 3')
    expect(text).toContain('Situations linked with panic 6 (0 to 8), was 6')
    expect(text).toContain('Particular objects or activities without a score (0 to 8)')
    expect(text).toContain(
      'By its own rules, not a diagnosis: social situations: 4 or more (not verified); situations ' +
        'linked with panic: 4 or more (not verified); particular objects or activities: 4 or more ' +
        'cannot be said, answers are missing',
    )
    expect(text).toContain('Social situations: 4 or more (not verified): yes (no last time)')
    expect(text).toContain('Situations linked with panic: 4 or more (not verified): yes, as last')
    expect(text).toContain('as quoted in goodmedicine.org.uk; not seen itself. Not yet verified')
    // It is what this form says, and stands open.
    expect(html).toMatch(/<details class="nhsuk-details" open="">[^/]*By its own rules/)
    expect(text).toContain('All Phobia scales forms in a table')
    expect(text).not.toContain('no total')
  })

  it('say how a form with a total is sorted in a line, and the rule on request', () => {
    const answers = { 1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: 0, 7: 0, 8: 0, 9: 0 }
    const { html, text } = panelOf([{ ...aResponse(2, 10, 0), instrumentVersion: 2, answers }])
    expect(text).toContain(
      'By its own rules, not a diagnosis: answers fit the major depressive pattern (not verified)',
    )
    expect(text).toContain(
      'At least 5 of these: items 1 to 8 answered 2 or more; item 9 answered 1',
    )
    expect(html).toMatch(/<details class="nhsuk-details">[^/]*By its own rules/)
  })

  it('are silent on how a form with a total is sorted, while it is and was sorted nowhere', () => {
    const quiet = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 0, 7: 0, 8: 0, 9: 0 }
    const raised = { ...quiet, 1: 2, 2: 2, 3: 2, 4: 2, 5: 2 }
    const form = (day: number, answers: Record<number, number>) => ({
      ...aResponse(day, 9, 0),
      instrumentVersion: 2,
      answers,
    })
    expect(panelOf([form(2, quiet), form(9, quiet)]).text).not.toContain('By its own rules')
    expect(panelOf([form(2, raised), form(9, quiet)]).text).toContain('By its own rules')
    expect(panelOf([form(2, quiet), form(9, raised)]).text).toContain('By its own rules')
    // Missing answers are said: nobody knows what they would have been.
    expect(panelOf([form(2, { 1: 2, 2: 2 })]).text).toContain('cannot be said')
  })

  it('give a chart only the forms that have a total', () => {
    const [series] = scoreSeries(content, responses)
    expect(series).toMatchObject({ label: 'PHQ-9', minimum: 0, maximum: 27, caseness: 10 })
    expect(series?.points.map((point) => point.value)).toEqual([18, 11])
  })

  it('give a chart a line for each part of a form that has no total, and no cut-off', () => {
    const forms = [2, 9].map((day) => ({
      ...aResponse(day, null, 0),
      instrumentId: 'iapt_phobia',
      subscores: { social: day, panic_agoraphobia: null, specific: null },
    }))
    expect(scoreSeries(content, forms)).toMatchObject([
      {
        partId: 'social',
        label: 'Phobia scales: Social situations',
        maximum: 8,
        caseness: null,
        points: [{ value: 2 }, { value: 9 }],
      },
    ])
    // A page that reads totals alone draws none of them.
    expect(
      scoreSeries(
        content,
        forms.map(({ subscores, ...rest }) => rest),
      ),
    ).toEqual([])
  })

  it('give a chart the mark of bands that nobody has confirmed, and none for the others', () => {
    const spin = responses.map((one) => ({ ...one, instrumentId: 'spin' }))
    expect(scoreSeries(content, spin)).toMatchObject([{ bandsMark: ' (not verified)' }])
    expect(scoreSeries(content, responses)).toMatchObject([{ bandsMark: '' }])
  })
})
