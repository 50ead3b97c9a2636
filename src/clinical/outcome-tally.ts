import type { ReferralOutcome } from './referral-outcome.ts'

/** What is counted over the referrals that ended in a period. */
export const tallyNames = [
  'ended',
  'never_treated',
  'treated_once',
  'finished',
  'depression_first_only',
  'depression_missing',
  'depression_paired',
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
  'thresholds_unverified',
] as const
export type TallyName = (typeof tallyNames)[number]
export type Counts = Readonly<Record<TallyName, number>>

/** Sums of one item of the functioning measure over those who have a first and a last value. */
export interface ItemSums {
  count: number
  first: number
  last: number
}

/** Grows by one outcome at a time, so that a service of any size needs the same memory. */
export interface Tally {
  readonly counts: Record<TallyName, number>
  readonly functioning: ItemSums[]
}

/** Makes a tally of nobody. */
export function emptyTally(): Tally {
  const none = tallyNames.map((name) => [name, 0] as const)
  // Every name is there, since it was made from the list of names.
  return { counts: Object.fromEntries(none) as Record<TallyName, number>, functioning: [] }
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
  if (outcome.isFunctioningPaired) counts.functioning_paired += 1
  for (const [index, { first, last }] of outcome.functioning.entries()) {
    tally.functioning[index] ??= { count: 0, first: 0, last: 0 }
    const sums = tally.functioning[index]
    if (first === null || last === null) continue
    sums.count += 1
    sums.first += first
    sums.last += last
  }
}

function addCompleteness(counts: Tally['counts'], outcome: ReferralOutcome): void {
  const { depression, anxiety, hasAnxietyPair, own } = outcome
  if (depression.first === null) counts.depression_missing += 1
  else if (depression.last === null) counts.depression_first_only += 1
  else counts.depression_paired += 1
  if (hasAnxietyPair) counts.anxiety_paired += 1
  if (depression.last !== null && anxiety.last !== null) counts.both_paired += 1
  if (own === null) return
  counts.own_measure_due += 1
  if (own.isPaired) counts.own_measure_paired += 1
  if (own.fallback !== null) counts[`own_${own.fallback}`] += 1
}

function addClasses(counts: Tally['counts'], outcome: ReferralOutcome): void {
  const { casenessAtStart } = outcome
  counts[casenessAtStart === 'unknown' ? 'caseness_unknown' : casenessAtStart] += 1
  if (outcome.recovery === 'recovered') counts.recovered += 1
  if (outcome.reliableRecovery === 'recovered') counts.reliably_recovered += 1
  counts[outcome.change] += 1
  if (!outcome.isVerified) counts.thresholds_unverified += 1
}
