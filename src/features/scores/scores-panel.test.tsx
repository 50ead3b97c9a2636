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

describe('the scores on the review screen', () => {
  it('say the last total, its movement, its source, and item 9 always', () => {
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
    const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(text).toContain('PHQ-9 11, down 7 since last time')
    expect(text).toContain('18 at the start')
    expect(text).toContain('reliably better (6 points or more)')
    expect(text).toContain('not yet verified by a named clinician')
    expect(text).toContain('Item 9: 2 (was 1)')
    expect(text).not.toMatch(/\b(low|medium|high) risk\b/i)
  })

  it('give a chart only the forms that have a total', () => {
    const [series] = scoreSeries(content, responses)
    expect(series).toMatchObject({ label: 'PHQ-9', minimum: 0, maximum: 27, caseness: 10 })
    expect(series?.points.map((point) => point.value)).toEqual([18, 11])
  })

  it('give a chart the mark of bands that nobody has confirmed, and none for the others', () => {
    const spin = responses.map((one) => ({ ...one, instrumentId: 'spin' }))
    expect(scoreSeries(content, spin)).toMatchObject([{ bandsMark: ' (not verified)' }])
    expect(scoreSeries(content, responses)).toMatchObject([{ bandsMark: '' }])
  })
})
