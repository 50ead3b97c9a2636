import path from 'node:path'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#clinical/calendar.ts'
import type { Instrument, NumberName } from '#clinical/instrument.ts'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import { ScoreDrawing } from '#features/person-record/score-drawing.tsx'
import { ProgressPage, type ProgressView } from '#features/progress/progress-page.tsx'
import { scoreView } from '#features/progress/score-view.ts'
import { OutcomePanel } from '#features/reporting/outcome-panel.tsx'
import { ScoresPanel, scoreSeries } from '#features/scores/index.ts'
import { scoreWall } from '#features/supervision/score-wall.ts'
import { ScoreWallPage } from '#features/supervision/score-wall-page.tsx'
import { repositoryRoot } from '#platform/repository-root.ts'
import { PageSettingsProvider } from '#ui/page-settings.tsx'

/**
 * Every instrument of the library on every page that shows its numbers. What is confirmed is read
 * here from the file, by hand and not by the function that the pages use.
 */
const content = await loadContent(path.join(repositoryRoot(), 'content'))
const all = [...content.instruments.values()].filter(({ scoring }) => scoring.method !== 'none')
const cases = all.map((instrument) => [instrument.id, instrument] as const)
const mark = '(not verified)'

const now = new Date('2026-11-29T09:00:00Z')
const timeZone = 'Europe/London'
const settings = { csrfToken: '', locale: 'en-GB', timeZone, now }
const start = Date.parse('2026-11-02T09:00:00Z')
const week = 7 * 86_400_000

function textOf(page: ReactNode): { html: string; text: string } {
  const html = renderToStaticMarkup(
    <PageSettingsProvider settings={settings}>{page}</PageSettingsProvider>,
  )
  const text = html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&gt;', '>')
    .replaceAll(/\s+/g, ' ')
  return { html, text }
}

/** Seen in the source that it names: of its own number, and of the total that it cuts. */
function isConfirmed(instrument: Instrument, name: NumberName): boolean {
  const { caseness, reliableChange, bandsSource, scoringSource } = instrument
  const isSeen = (of: { confidence: string; verifiedBy: string } | null) =>
    of !== null && (of.confidence === 'seen' || of.verifiedBy !== '')
  const own = {
    caseness,
    reliable_change: reliableChange,
    bands: bandsSource,
    scoring: scoringSource,
  }
  return (
    (scoringSource === null || isSeen(scoringSource)) && (name === 'scoring' || isSeen(own[name]))
  )
}

/** Three forms: the worst total, one between, and the best, as far apart as the scale allows. */
function totalsOf({ scoring: { minimum, maximum, higherIs } }: Instrument): number[] {
  const middle = Math.round((minimum + maximum) / 2)
  return higherIs === 'worse' ? [maximum, middle, minimum] : [minimum, middle, maximum]
}

function formsOf(instrument: Instrument): MeasureResponse[] {
  return totalsOf(instrument).map((total, index) => ({
    id: String(index),
    instrumentId: instrument.id,
    instrumentVersion: instrument.version,
    answers: {},
    extra: {},
    subscores: {},
    declinedItems: [],
    leftItems: [],
    wordingHash: null,
    total,
    mode: 'online',
    enteredById: 'x',
    startedAt: null,
    submittedAt: new Date(start + index * week),
    enteredAt: null,
  }))
}

/** Each of these must be followed by the mark where its number is not confirmed, and only there. */
function expectMarked(text: string, pattern: RegExp, isSure: boolean, atLeast = 1): void {
  const found = [...text.matchAll(new RegExp(pattern.source, 'g'))]
  expect(found.length, `${pattern} in: ${text}`).toBeGreaterThanOrEqual(atLeast)
  for (const match of found) {
    const after = text.slice(match.index + match[0].length)
    expect(after.startsWith(` ${mark}`), `${match[0]}${after.slice(0, 60)}`).toBe(!isSure)
  }
}

function expectTotals(text: string, instrument: Instrument): void {
  const isSure = isConfirmed(instrument, 'scoring')
  expect(text.includes('(scoring not verified)'), instrument.id).toBe(!isSure)
}

const escaped = (words: string) => words.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

describe.each(cases)('%s', (id, instrument) => {
  const confirmed = (name: NumberName) => isConfirmed(instrument, name)
  const hasMoved = instrument.reliableChange !== null
  const [series] = scoreSeries(content, formsOf(instrument))
  if (!series) throw new Error(id)

  test('on a person’s own page: nothing but the total and its direction, unless confirmed', () => {
    const view = scoreView(instrument, series, { isWeekly: true, range: null, timeZone })
    const page: ProgressView = {
      scores: [view],
      marks: [],
      pauses: [],
      timeSpan: null,
      others: [],
      ratings: [],
      goals: [],
      goalScale: null,
      diary: null,
      practice: { planned: 0, done: 0 },
      whoReads: '',
    }
    const { html, text } = textOf(<ProgressPage view={page} />)
    expect(text).toContain(`${instrument.shortName} was ${totalsOf(instrument)[2]}`)
    expect(text).toContain('at the start')
    const hasLine = instrument.caseness !== null && confirmed('caseness')
    expect(html.includes('hr-chart__reference')).toBe(hasLine)
    expect(text.includes('dashed line')).toBe(hasLine)
    const hasRing = hasMoved && confirmed('reliable_change')
    expect(text.includes('usually a real change')).toBe(hasRing)
    expect(text.includes('ordinary ups and downs since')).toBe(hasRing)
    expect(text).not.toContain('not verified')
    for (const { label } of instrument.bands) expect(text).not.toContain(`>${label}<`)
  })

  test('on the review: line, bands, rings and total', () => {
    const drawn = (
      <ScoreDrawing
        instrument={instrument}
        timeZone={timeZone}
        range={null}
        series={series}
        timeSpan={null}
        marks={[]}
        pauses={[]}
        isFirst
        isSaidAbove={false}
      />
    )
    const { html, text } = textOf(drawn)
    if (instrument.bands.length > 0) expectMarked(text, /Strips/, confirmed('bands'))
    const strips = text.slice(text.indexOf('Strips'))
    for (const [, name] of html.matchAll(/hr-chart__band-name"[^>]*>([^<]*)</g)) {
      expect(strips, 'below the drawing, after the mark').toContain(name?.replace(/…$/, ''))
    }
    if (instrument.caseness) {
      expectMarked(text, /cut-off \d+(\.\d+)?/, confirmed('caseness'))
    }
    if (hasMoved) {
      expectMarked(text, /reliably (better|worse) than at the start/, confirmed('reliable_change'))
    }
    expectTotals(text, instrument)
  })

  test('in the panel of scores: total, band and change', () => {
    const panel = (
      <ScoresPanel content={content} instrumentIds={[id]} responses={formsOf(instrument)} />
    )
    const { text } = textOf(panel)
    const last = totalsOf(instrument)[2] ?? 0
    const band = instrument.bands.find(({ from, to }) => from <= last && last <= to)
    if (band) expectMarked(text, new RegExp(`, ${escaped(band.label)}`), confirmed('bands'))
    if (hasMoved) {
      const change = /reliably (better|worse) \([^)]*points[^)]*\)|no reliable change \([^)]*\)/
      expectMarked(text, change, confirmed('reliable_change'))
    }
    expectTotals(text, instrument)
  })

  test('among the small drawings of supervision', () => {
    const points = formsOf(instrument).map(({ instrumentId, submittedAt, total }) => ({
      instrumentId,
      at: submittedAt.getTime(),
      total,
    }))
    const row = { started_at: new Date(start), points, pauses: [] }
    const person = { courseId: 'c', name: 'Ann', group: 'quiet', state: 'active', row }
    const ctx = { content, now, service: { timeZone } }
    // Only what a drawing needs of a person and of a request.
    const wall = scoreWall(ctx as never, [person] as never, instrument, new Map())
    const therapist = { id: 't', name: 'Priya Nair' }
    const { html, text } = textOf(
      <ScoreWallPage
        therapists={[therapist]}
        therapist={therapist}
        instruments={[instrument]}
        instrument={instrument}
        wall={wall}
        addressOf={() => '/supervision/scores'}
      />,
    )
    expect(html).toContain('hr-small-chart')
    if (instrument.caseness) {
      expectMarked(text, /the cut-off at \d+(\.\d+)?/, confirmed('caseness'))
      const label = html.match(/aria-label="([^"]*)"/g)?.join(' ') ?? ''
      expect(label.includes('cut-off at'), label).toBe(!confirmed('caseness'))
      if (!confirmed('caseness')) expectMarked(label, /cut-off at \d+(\.\d+)?/, false)
    }
    if (hasMoved) {
      expectMarked(
        text,
        /(reliably (better|worse)|no reliable change)/,
        confirmed('reliable_change'),
      )
    }
    expectTotals(text, instrument)
  })

  test('in the outcome so far: case, change and total', () => {
    const [first = 0, , last = 0] = totalsOf(instrument)
    const pair = { instrument, first, last }
    const outcome = {
      outcome: {
        isEnded: false,
        contactCount: 2,
        isFinished: false,
        depression: pair,
        anxiety: { ...pair, first: null, last: null },
        common: { ...pair, first: null, last: null },
        anxietyScores: 'none',
        followUp: null,
        own: null,
        functioning: [],
        isFunctioningPaired: false,
        casenessAtStart: 'at_caseness',
        recovery: 'recovered',
        change: 'improved',
        reliableRecovery: 'recovered',
        isVerified: true,
      },
      rules: rulesOf(content),
      ownNotAsked: null,
      isFinal: false,
    } as const
    const { text } = textOf(<OutcomePanel given={outcome} />)
    if (instrument.caseness) expectMarked(text, /(a case|not a case)/, confirmed('caseness'), 2)
    if (hasMoved) expectMarked(text, /reliably (better|worse)/, confirmed('reliable_change'))
    expectTotals(text, instrument)
  })
})

function rulesOf({ outcomes }: Content) {
  const [rules] = outcomes.rules
  if (!rules) throw new Error('no rules')
  return { ...rules, validFrom: plainDate('2025-04-01') }
}

test('the library has numbers of each kind, so that the pages above are put to the test', () => {
  const count = (name: NumberName, isSure: boolean) =>
    all.filter((one) => {
      const has =
        name === 'caseness' ? one.caseness : name === 'bands' ? one.bands[0] : one.reliableChange
      return (name === 'scoring' || has) && isConfirmed(one, name) === isSure
    }).length
  for (const name of ['caseness', 'reliable_change', 'bands', 'scoring'] as const) {
    expect(count(name, true), name).toBeGreaterThan(0)
    expect(count(name, false), name).toBeGreaterThan(0)
  }
})
