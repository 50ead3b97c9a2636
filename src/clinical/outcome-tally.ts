import { isAtCaseness, reliableChange } from './change.ts'
import type { MeasurePair } from './outcome.ts'
import type { ReferralOutcome } from './referral-outcome.ts'
import { addValue, type Spread } from './spread.ts'

/** What is counted over the referrals that ended in a period. */
export const tallyNames = [
  'ended',
  'never_treated',
  'treated_once',
  'finished',
  'depression_first_only',
  'depression_missing',
  'depression_paired',
  'anxiety_first_only',
  'anxiety_missing',
  'anxiety_paired',
  'both_paired',
  'own_measure_due',
  'own_measure_paired',
  'own_not_paired',
  'own_not_verified',
  'own_no_threshold',
  'at_caseness',
  'not_at_caseness',
  'caseness_unknown',
  'recovered',
  'reliably_recovered',
  'improved',
  'deteriorated',
  'no_change',
  'unpaired',
  'functioning_paired',
  'follow_up_due',
  'follow_up_depression',
  'follow_up_depression_better',
  'follow_up_depression_worse',
  'follow_up_depression_below',
  'follow_up_anxiety',
  'follow_up_anxiety_better',
  'follow_up_anxiety_worse',
  'follow_up_anxiety_below',
  'thresholds_unverified',
] as const
export type TallyName = (typeof tallyNames)[number]
export type Counts = Readonly<Record<TallyName, number>>

/** First and last values of one score. */
export interface Spreads {
  readonly first: Spread
  readonly last: Spread
}

/** Grows by one outcome at a time, so that a service of any size needs the same memory. */
export interface Tally {
  readonly counts: Record<TallyName, number>
  /** Treatment contacts of each finished course. */
  readonly contacts: Spread
  /** Every first and last total, paired or not, of the two measures that everybody answers. */
  readonly depression: Spreads
  readonly anxiety: Spreads
  /** Each item of the functioning measure over those with a first and a last value of it. */
  readonly functioning: Spreads[]
  /** The same over those who count as paired by the measure as a whole. */
  readonly functioningWhole: Spreads[]
}

/** Makes a tally of nobody. */
export function emptyTally(): Tally {
  const none = tallyNames.map((name) => [name, 0] as const)
  // Every name is there, since it was made from the list of names.
  const counts = Object.fromEntries(none) as Record<TallyName, number>
  return {
    counts,
    contacts: new Map(),
    depression: noSpreads(),
    anxiety: noSpreads(),
    functioning: [],
    functioningWhole: [],
  }
}

function noSpreads(): Spreads {
  return { first: new Map(), last: new Map() }
}

/**
 * Adds one referral to a tally, in place: an open one is left out, and one that ended before a
 * second treatment contact counts in nothing that asks for a finished course (M056, M075, M076,
 * M153; NHS England, NHS Talking Therapies metadata).
 */
export function addTo(tally: Tally, outcome: ReferralOutcome): void {
  if (!outcome.isEnded) return
  const { counts } = tally
  counts.ended += 1
  if (outcome.contactCount === 0) counts.never_treated += 1
  if (outcome.contactCount === 1) counts.treated_once += 1
  if (!outcome.isFinished) return
  counts.finished += 1
  addCompleteness(counts, outcome)
  addClasses(counts, outcome)
  addFollowUp(counts, outcome)
  addScores(tally, outcome)
}

function addScores(tally: Tally, outcome: ReferralOutcome): void {
  addValue(tally.contacts, outcome.contactCount)
  addPair(tally.depression, outcome.depression)
  addPair(tally.anxiety, outcome.common)
  if (outcome.isFunctioningPaired) tally.counts.functioning_paired += 1
  for (const [index, item] of outcome.functioning.entries()) {
    tally.functioning[index] ??= noSpreads()
    tally.functioningWhole[index] ??= noSpreads()
    if (item.last !== null) addPair(tally.functioning[index], item)
    if (outcome.isFunctioningPaired) addPair(tally.functioningWhole[index], item)
  }
}

function addPair({ first, last }: Spreads, pair: Pick<MeasurePair, 'first' | 'last'>): void {
  addValue(first, pair.first)
  addValue(last, pair.last)
}

/** A follow-up is compared with the last score of treatment, and changes no outcome. */
function addFollowUp(counts: Tally['counts'], { followUp, ...outcome }: ReferralOutcome): void {
  if (followUp?.depression.isDue !== true) return
  counts.follow_up_due += 1
  for (const measure of ['depression', 'anxiety'] as const) {
    const { instrument, last } = outcome[measure]
    const { total } = followUp[measure]
    if (total === null) continue
    const name = `follow_up_${measure}` as const
    counts[name] += 1
    const change = reliableChange(instrument, last, total)
    if (change === 'improved') counts[`${name}_better`] += 1
    if (change === 'worsened') counts[`${name}_worse`] += 1
    if (isAtCaseness(instrument, total) === false) counts[`${name}_below`] += 1
  }
}

function addCompleteness(counts: Tally['counts'], outcome: ReferralOutcome): void {
  const { depression, anxiety, anxietyScores, own } = outcome
  if (depression.first === null) counts.depression_missing += 1
  else if (depression.last === null) counts.depression_first_only += 1
  else counts.depression_paired += 1
  counts[anxietyTally[anxietyScores]] += 1
  if (depression.last !== null && anxiety.last !== null) counts.both_paired += 1
  if (own === null) return
  counts.own_measure_due += 1
  if (own.isPaired) counts.own_measure_paired += 1
  if (own.fallback !== null) counts[`own_${own.fallback}`] += 1
}

const anxietyTally = {
  none: 'anxiety_missing',
  first_only: 'anxiety_first_only',
  paired: 'anxiety_paired',
} as const

function addClasses(counts: Tally['counts'], outcome: ReferralOutcome): void {
  const { casenessAtStart } = outcome
  counts[casenessAtStart === 'unknown' ? 'caseness_unknown' : casenessAtStart] += 1
  if (outcome.recovery === 'recovered') counts.recovered += 1
  if (outcome.reliableRecovery === 'recovered') counts.reliably_recovered += 1
  counts[outcome.change] += 1
  if (!outcome.isVerified) counts.thresholds_unverified += 1
}
