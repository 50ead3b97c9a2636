import type { Instrument, Threshold } from './instrument.ts'

export type ReliableChange = 'improved' | 'worsened' | 'none'

/** The first and the last valid total of one measure in a course; null when there is none. */
export interface MeasurePair {
  readonly instrument: Instrument
  readonly first: number | null
  readonly last: number | null
}

export type Caseness = 'at_caseness' | 'not_at_caseness' | 'unknown'
/** `not_counted`: not at caseness at the start, and so outside the denominator of recovery. */
export type Recovery = 'recovered' | 'not_recovered' | 'not_counted'
/** `unpaired`: a first or last total is missing, and so none of the three classes can be given. */
export type ChangeClass = 'improved' | 'deteriorated' | 'no_change' | 'unpaired'

/** The NHS outcome of one course, before asking whether the course counts as finished. */
export interface CourseOutcome {
  readonly casenessAtStart: Caseness
  readonly recovery: Recovery
  readonly change: ChangeClass
  readonly reliableRecovery: Recovery
  /**
   * False while a threshold that was used has been verified by nobody: say so wherever this is
   * shown.
   */
  readonly isVerified: boolean
}

/**
 * Gives last minus first in points of the scale, negative when the total fell, or null when one of
 * them is missing.
 */
export function changeFromStart(first: number | null, last: number | null): number | null {
  return first === null || last === null ? null : last - first
}

/**
 * Says whether a named person has verified a threshold; without one it must be shown as unverified.
 */
export function isVerified(threshold: Threshold | null): boolean {
  return threshold !== null && threshold.verifiedBy.trim() !== ''
}

/**
 * Says whether the change between two totals is larger than the error of measurement, at or beyond
 * the instrument's own threshold in points (PHQ-9 and GAD-7: NHS Talking Therapies, in PMC8411661),
 * or null when a total or threshold is missing.
 */
export function reliableChange(
  instrument: Instrument,
  first: number | null,
  last: number | null,
): ReliableChange | null {
  const change = changeFromStart(first, last)
  if (change === null || instrument.reliableChange === null) return null
  if (Math.abs(change) < instrument.reliableChange.atLeast) return 'none'
  const isRise = change > 0
  return isRise === (instrument.scoring.higherIs === 'worse') ? 'worsened' : 'improved'
}

/**
 * Says whether a total is at or above the instrument's clinical cut-off (PHQ-9 and GAD-7: NHS
 * Talking Therapies, in PMC8411661), or null when there is no total, no cut-off, or a scale on
 * which higher is better.
 */
export function isAtCaseness(instrument: Instrument, total: number | null): boolean | null {
  if (total === null || instrument.caseness === null) return null
  return instrument.scoring.higherIs === 'worse' ? total >= instrument.caseness.atLeast : null
}

/**
 * Says whether either first total is at caseness, or both are known and below it, or neither can be
 * said (NHS England, NHS Talking Therapies annual reports, metadata).
 */
export function casenessAtStart(depression: MeasurePair, anxiety: MeasurePair): Caseness {
  const each = [depression, anxiety].map((pair) => isAtCaseness(pair.instrument, pair.first))
  if (each.includes(true)) return 'at_caseness'
  return each.includes(null) ? 'unknown' : 'not_at_caseness'
}

/**
 * Says whether a person at caseness at the start was below it on both measures at the end, counting
 * a missing last total as not recovered, since the national rate divides by finished courses less
 * those not at caseness (NHS England, NHS Talking Therapies annual reports, metadata; that a course
 * is finished is for the caller to know).
 */
export function recovery(depression: MeasurePair, anxiety: MeasurePair): Recovery {
  const start = casenessAtStart(depression, anxiety)
  if (start === 'not_at_caseness') return 'not_counted'
  const isBelowOnBoth = [depression, anxiety].every(
    (pair) => isAtCaseness(pair.instrument, pair.last) === false,
  )
  return start === 'at_caseness' && isBelowOnBoth ? 'recovered' : 'not_recovered'
}

/**
 * Classes the change of a pair: improved is a reliable fall on either measure and a reliable rise
 * on neither (NHS England, metadata of reliable recovery); ⚠ unverified: deteriorated is its
 * mirror, and a fall on one with a rise on the other is no change; unpaired when any of the four
 * totals is missing.
 */
export function changeClass(depression: MeasurePair, anxiety: MeasurePair): ChangeClass {
  const each = [depression, anxiety].map((pair) =>
    reliableChange(pair.instrument, pair.first, pair.last),
  )
  if (each.includes(null)) return 'unpaired'
  const hasImproved = each.includes('improved')
  const hasWorsened = each.includes('worsened')
  if (hasImproved === hasWorsened) return 'no_change'
  return hasImproved ? 'improved' : 'deteriorated'
}

/**
 * Gives every outcome class of a pair, where reliable recovery is recovery and improvement together
 * (NHS England, metadata).
 */
export function courseOutcome(depression: MeasurePair, anxiety: MeasurePair): CourseOutcome {
  const recovered = recovery(depression, anxiety)
  const change = changeClass(depression, anxiety)
  const isReliable = recovered === 'recovered' && change === 'improved'
  const thresholds = [depression, anxiety].flatMap(({ instrument }) => [
    instrument.caseness,
    instrument.reliableChange,
  ])
  return {
    casenessAtStart: casenessAtStart(depression, anxiety),
    recovery: recovered,
    change,
    reliableRecovery: recovered === 'recovered' && !isReliable ? 'not_recovered' : recovered,
    isVerified: thresholds.every(isVerified),
  }
}
