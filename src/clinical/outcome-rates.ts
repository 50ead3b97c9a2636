import type { Counts, TallyName } from './outcome-tally.ts'

/** What a published percentage divides by. */
export const denominators = [
  'ended',
  'finished',
  'finished_less_not_at_caseness',
  'own_measure_due',
  'follow_up_due',
  'follow_up_depression',
  'follow_up_anxiety',
] as const
export type Denominator = (typeof denominators)[number]

/** One published measure, as content/outcomes/measures.yaml has it. */
export interface PublishedMeasure {
  readonly id: string
  readonly label: string
  readonly group: 'courses' | 'scores' | 'outcomes' | 'follow_up'
  /** Its identifier for the count in the national publication; null where it has none. */
  readonly countId: string | null
  readonly rateId: string | null
  readonly counts: TallyName
  readonly of: Denominator | null
  readonly explains: string
  readonly source: string
}

export interface Figure {
  readonly measure: PublishedMeasure
  readonly count: number
  /** Null for a count that is no part of anything. */
  readonly of: number | null
  /** 0 to 100 with one decimal; null when there is nobody to divide by. */
  readonly percentage: number | null
}

export interface SmallNumbers {
  readonly hideBelow: number
  readonly roundTo: number
}

/**
 * Gives the number a published percentage divides by; recovery and reliable recovery divide by the
 * finished courses less those not at caseness, not by those at caseness (M192, M195; NHS England,
 * NHS Talking Therapies metadata).
 */
export function denominatorOf(counts: Counts, denominator: Denominator): number {
  return denominator === 'finished_less_not_at_caseness'
    ? counts.finished - counts.not_at_caseness
    : counts[denominator]
}

/**
 * Gives a part as a percentage with one decimal, halves up, as it is published, or null of nothing.
 */
export function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 1000) / whole) / 10
}

/** Gives the figure of one published measure from what was counted. */
export function figureOf(measure: PublishedMeasure, counts: Counts): Figure {
  const count = counts[measure.counts]
  const of = measure.of === null ? null : denominatorOf(counts, measure.of)
  return { measure, count, of, percentage: of === null ? null : percentage(count, of) }
}

/** A figure as it may be published: null is hidden. */
export interface PublishedFigure {
  readonly measure: PublishedMeasure
  readonly count: number | null
  readonly of: number | null
  readonly isHidden: boolean
  readonly percentage: number | null
}

/**
 * Gives a count as it may be published: hidden from 1 to one less than the limit, otherwise rounded
 * to the nearest multiple (NHS England, NHS Talking Therapies publications below the national
 * level: 1 to 4 are hidden and other counts rounded to 5).
 */
export function publishedCount(count: number, { hideBelow, roundTo }: SmallNumbers): number | null {
  if (count > 0 && count < hideBelow) return null
  return Math.round(count / roundTo) * roundTo
}

/**
 * Gives a figure as it may be published; its percentage is worked out from the rounded counts, so
 * that it tells nothing they do not, and is hidden with either of them.
 */
export function publishedFigure(figure: Figure, limits: SmallNumbers): PublishedFigure {
  const count = publishedCount(figure.count, limits)
  const of = figure.of === null ? null : publishedCount(figure.of, limits)
  const isHidden = count === null || (figure.of !== null && of === null)
  const shown = isHidden || of === null || count === null ? null : percentage(count, of)
  return { measure: figure.measure, count, of, isHidden, percentage: shown }
}
