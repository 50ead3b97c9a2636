import {
  changeFromStart,
  isVerified,
  type ReliableChange,
  reliableChange,
} from '#clinical/change.ts'
import type { Instrument, Threshold } from '#clinical/instrument.ts'
import { markAfter } from '#clinical/verification.ts'
import type { MeasureResponse } from './measure-types.ts'

/** "12, down 3 since last time": direction in words, never an arrow alone. */
export function directionWords(total: number, before: number | null, since: string): string {
  if (before === null) return `${total}`
  const change = changeFromStart(before, total) ?? 0
  if (change === 0) return `${total}, the same as ${since}`
  return `${total}, ${change < 0 ? 'down' : 'up'} ${Math.abs(change)} since ${since}`
}

/** "Lower is better." */
export function betterWords(instrument: Instrument): string {
  return instrument.scoring.higherIs === 'worse' ? 'Lower is better.' : 'Higher is better.'
}

/** What the change since the start means for staff, with where the threshold comes from. */
export function reliableChangeWords(
  instrument: Instrument,
  first: number | null,
  last: number | null,
): { change: ReliableChange; words: string; source: string } | null {
  const change = reliableChange(instrument, first, last)
  const threshold = instrument.reliableChange
  if (change === null || threshold === null) return null
  const { op, value } = threshold
  const less = op === '>' ? `${value} points or less` : `under ${value} points`
  const words = {
    improved: `reliably better (${pointsWords(threshold)})`,
    worsened: `reliably worse (${pointsWords(threshold)})`,
    none: `no reliable change (${less})`,
  }[change]
  const verified = isVerified(threshold) ? '' : '; not yet verified by a named clinician'
  const mark = markAfter(instrument, 'reliable_change')
  return { change, words: `${words}${mark}`, source: `${threshold.source}${verified}` }
}

/** "6 points or more", "more than 6 points": what a change has to be. */
export function pointsWords({ op, value }: Pick<Threshold, 'op' | 'value'>): string {
  return op === '>' ? `more than ${value} points` : `${value} points or more`
}

export interface InstrumentSummary {
  readonly instrument: Instrument
  /** Oldest first. */
  readonly responses: readonly MeasureResponse[]
  readonly latest: MeasureResponse
  readonly total: number | null
  /** The valid total before the latest one. */
  readonly before: number | null
  readonly first: number | null
  readonly sinceStart: number | null
}

/** One instrument of a course in figures; null when it was never filled in. */
export function summaryOf(
  instrument: Instrument,
  all: readonly MeasureResponse[],
): InstrumentSummary | null {
  const responses = all.filter(({ instrumentId }) => instrumentId === instrument.id)
  const latest = responses.at(-1)
  if (!latest) return null
  const totals = responses.slice(0, -1).flatMap(({ total }) => (total === null ? [] : [total]))
  const first = totals[0] ?? null
  return {
    instrument,
    responses,
    latest,
    total: latest.total,
    before: totals.at(-1) ?? null,
    first,
    sinceStart: changeFromStart(first, latest.total),
  }
}
