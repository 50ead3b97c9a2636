import { isAtCaseness, reliableChange } from './change.ts'
import type { Instrument } from './instrument.ts'
import type { OutcomeRules } from './outcome-rules.ts'
import { isVerifiedForOutcomes } from './verification.ts'

/** The first and the last valid total of one measure in a referral; null when there is none. */
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

/** The rules that a class needs: those that content/outcomes lets a service decide. */
export type ChangeRules = Pick<OutcomeRules, 'riseWithFall'>

/** The NHS outcome of one pair of measures, before asking whether the course is finished. */
export interface CourseOutcome {
  readonly casenessAtStart: Caseness
  readonly recovery: Recovery
  readonly change: ChangeClass
  readonly reliableRecovery: Recovery
  /**
   * False while a threshold that was used has been verified by nobody, or the scoring it counts in
   * is in doubt: say so wherever this is shown.
   */
  readonly isVerified: boolean
}

/**
 * Says whether either first total is at caseness, or both are known and below it, or neither can be
 * said (NHS England, NHS Talking Therapies annual reports, metadata).
 */
export function casenessAtStart(depression: MeasurePair, anxiety: MeasurePair): Caseness {
  const first = isAtCaseness(depression.instrument, depression.first)
  const second = isAtCaseness(anxiety.instrument, anxiety.first)
  if (first === true || second === true) return 'at_caseness'
  return first === null || second === null ? 'unknown' : 'not_at_caseness'
}

/**
 * Says whether a person at caseness at the start was below it on both measures at the end, counting
 * a missing last total as not recovered, since the national rate divides by finished courses less
 * those not at caseness (M192; NHS England, NHS Talking Therapies metadata; that a course is
 * finished is for the caller to know).
 */
export function recovery(depression: MeasurePair, anxiety: MeasurePair): Recovery {
  const start = casenessAtStart(depression, anxiety)
  if (start === 'not_at_caseness') return 'not_counted'
  const isBelowOnBoth =
    isAtCaseness(depression.instrument, depression.last) === false &&
    isAtCaseness(anxiety.instrument, anxiety.last) === false
  return start === 'at_caseness' && isBelowOnBoth ? 'recovered' : 'not_recovered'
}

/**
 * Classes the change of a pair: improved is a reliable fall on either measure and a reliable rise
 * on neither (NHS England, metadata of Count_ReliableRecovery); deteriorated is a reliable rise on
 * either without a reliable fall on the other, and for a rise beside a fall the rules say what it
 * counts as (⚠ both our reading: the metadata spells out improvement alone); unpaired when any of
 * the four totals is missing.
 */
export function changeClass(
  depression: MeasurePair,
  anxiety: MeasurePair,
  { riseWithFall }: ChangeRules,
): ChangeClass {
  const first = reliableChange(depression.instrument, depression.first, depression.last)
  const second = reliableChange(anxiety.instrument, anxiety.first, anxiety.last)
  if (first === null || second === null) return 'unpaired'
  const hasImproved = first === 'improved' || second === 'improved'
  const hasWorsened = first === 'worsened' || second === 'worsened'
  if (hasImproved && hasWorsened) return riseWithFall
  if (hasImproved) return 'improved'
  return hasWorsened ? 'deteriorated' : 'no_change'
}

/**
 * Gives every outcome class of a pair, where reliable recovery is recovery and reliable improvement
 * together (M193; NHS England, metadata).
 */
export function courseOutcome(
  depression: MeasurePair,
  anxiety: MeasurePair,
  rules: ChangeRules,
): CourseOutcome {
  const recovered = recovery(depression, anxiety)
  const change = changeClass(depression, anxiety, rules)
  const isReliable = recovered === 'recovered' && change === 'improved'
  return {
    casenessAtStart: casenessAtStart(depression, anxiety),
    recovery: recovered,
    change,
    reliableRecovery: recovered === 'recovered' && !isReliable ? 'not_recovered' : recovered,
    isVerified: [depression, anxiety].every(({ instrument }) => isVerifiedForOutcomes(instrument)),
  }
}
