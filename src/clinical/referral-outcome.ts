import { type Instant, localDate, type PlainDate } from './calendar.ts'
import { isInForce } from './change.ts'
import type { Instrument } from './instrument.ts'
import { type FollowUpScore, followUpScore, lastScoreUntil } from './last-score.ts'
import { type CourseOutcome, courseOutcome, type MeasurePair } from './outcome.ts'
import { measureOfProblem, type OutcomeRules, type ProblemMeasure } from './outcome-rules.ts'
import {
  answersOf,
  type FirstAndLast,
  type ScoreRecord,
  type Span,
  totalsOf,
} from './score-pair.ts'
import { type ContactRecords, treatmentContacts } from './treatment-contacts.ts'
import { asOn, isVerifiedForOutcomes } from './verification.ts'

/** Everything about one referral that its outcome is worked out from. */
export interface ReferralRecord {
  readonly receivedAt: Instant
  /** Null while a course under it is still open. */
  readonly endedAt: Instant | null
  /** The code of the problem it is for; null when none was recorded. */
  readonly problem: string | null
  readonly scores: readonly ScoreRecord[]
  readonly contacts: ContactRecords
}

/** What the service says, and where and when it says it. */
export interface OutcomeSetting {
  readonly rules: OutcomeRules
  readonly problemMeasures: readonly ProblemMeasure[]
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly now: Instant
}

/** Why the anxiety measure that everybody answers stands in for the problem's own. */
export type Fallback = 'not_paired' | 'not_verified' | 'no_threshold'

/** The measure of anxiety that belongs to the problem, whether or not it was used. */
export interface OwnMeasure {
  readonly instrumentId: string
  readonly nameInRules: string
  readonly hasFirst: boolean
  readonly isPaired: boolean
  /** Null when it was used. */
  readonly fallback: Fallback | null
}

export interface ReferralOutcome extends CourseOutcome {
  readonly isEnded: boolean
  readonly contactCount: number
  readonly isFinished: boolean
  readonly depression: MeasurePair
  readonly anxiety: MeasurePair
  /** The measure of anxiety that everybody answers, whether or not it was used. */
  readonly common: MeasurePair
  /** Either the problem's own measure or the one for everybody has a first score, or both. */
  readonly anxietyScores: 'none' | 'first_only' | 'paired'
  readonly own: OwnMeasure | null
  /** First and last of each item of the functioning measure, in the order of the form. */
  readonly functioning: readonly FirstAndLast[]
  readonly isFunctioningPaired: boolean
  /** Of the two measures used, from some weeks after the end on; null while it has not ended. */
  readonly followUp: { readonly depression: FollowUpScore; readonly anxiety: FollowUpScore } | null
}

/**
 * Gives the outcome of a referral, at its end or so far, or null when the two measures that
 * everybody answers are not installed with their thresholds; the pair is PHQ-9 and the measure that
 * belongs to the problem, or GAD-7 where that cannot be used (M202 to M204; Clark 2018, Annual
 * Review of Clinical Psychology, table 2).
 */
export function referralOutcome(
  setting: OutcomeSetting,
  record: ReferralRecord,
): ReferralOutcome | null {
  const { rules, instruments, timeZone } = setting
  const endedAt = record.endedAt ?? setting.now
  const day = localDate(endedAt, timeZone)
  const depressionMeasure = usable(instruments.get(rules.depressionMeasure), day)
  const anxietyMeasure = usable(instruments.get(rules.anxietyMeasure), day)
  if (depressionMeasure === null || anxietyMeasure === null) return null
  const from = record.receivedAt
  const { daysAfterEnd } = rules.lastScore
  const to = record.endedAt === null ? endedAt : lastScoreUntil(endedAt, daysAfterEnd, timeZone)
  const span = { from, to }
  const pairOf = (instrument: Instrument): MeasurePair => ({
    instrument,
    ...totalsOf(record.scores, instrument.id, span),
  })
  const depression = pairOf(depressionMeasure)
  const common = pairOf(anxietyMeasure)
  const chosen = ownPair(setting, record, { span, day })
  const anxiety = chosen?.pair ?? common
  const contactCount = treatmentContacts(rules.contacts, record.contacts, {
    from,
    to: endedAt,
    timeZone,
  })
  return {
    isEnded: record.endedAt !== null,
    contactCount,
    isFinished: record.endedAt !== null && contactCount >= rules.contacts.finishedFrom,
    depression,
    anxiety,
    common,
    anxietyScores: anxietyScores(common, chosen?.own ?? null),
    own: chosen?.own ?? null,
    ...functioningOf(setting, record, span),
    followUp: followUpOf(setting, record, { depression, anxiety }),
    ...courseOutcome(depression, anxiety, rules),
  }
}

/** On the problem's own measure or the one for everybody (M196, M197, M198). */
function anxietyScores(
  common: MeasurePair,
  own: OwnMeasure | null,
): ReferralOutcome['anxietyScores'] {
  if (common.last !== null || own?.isPaired === true) return 'paired'
  return common.first !== null || own?.hasFirst === true ? 'first_only' : 'none'
}

function followUpOf(
  { rules, timeZone, now }: OutcomeSetting,
  { endedAt, scores }: ReferralRecord,
  { depression, anxiety }: { depression: MeasurePair; anxiety: MeasurePair },
): ReferralOutcome['followUp'] {
  if (endedAt === null) return null
  const when = { endedAt, fromDays: rules.followUp.fromDays, timeZone, now }
  return {
    depression: followUpScore(scores, depression.instrument.id, when),
    anxiety: followUpScore(scores, anxiety.instrument.id, when),
  }
}

/** The pair of the problem's own measure, or null in `pair` with the reason why it is not used. */
function ownPair(
  { rules, problemMeasures, instruments, isDemonstration }: OutcomeSetting,
  record: ReferralRecord,
  { span, day }: { span: Span; day: PlainDate },
): { own: OwnMeasure; pair: MeasurePair | null } | null {
  const wanted = measureOfProblem(problemMeasures, record.problem)
  if (wanted === null) return null
  const totals = totalsOf(record.scores, wanted.measure, span)
  const instrument = usable(instruments.get(wanted.measure), day)
  const uncounted = whyNotCounted({ rules, isDemonstration }, instruments.get(wanted.measure), day)
  const fallback = uncounted ?? (totals.last === null ? 'not_paired' : null)
  const isUsed = fallback === null && instrument !== null
  return {
    own: {
      instrumentId: wanted.measure,
      nameInRules: instruments.get(wanted.measure)?.shortName ?? wanted.measure,
      hasFirst: totals.first !== null,
      isPaired: totals.last !== null,
      fallback,
    },
    pair: isUsed ? { instrument, ...totals } : null,
  }
}

/**
 * Says why a problem's own measure may not stand in an outcome on a day, whatever its scores are:
 * it lacks a threshold, or nobody has verified them; null when it may.
 */
export function whyNotCounted(
  { rules, isDemonstration }: Pick<OutcomeSetting, 'rules' | 'isDemonstration'>,
  instrument: Instrument | undefined,
  day: PlainDate,
): Exclude<Fallback, 'not_paired'> | null {
  const found = usable(instrument, day)
  if (found === null) return 'no_threshold'
  const mayUseUnverified = rules.unverifiedOwnMeasure === 'in_a_demonstration' && isDemonstration
  return isVerifiedForOutcomes(found) || mayUseUnverified ? null : 'not_verified'
}

/**
 * An instrument with the thresholds of the day, when both are there and in force; otherwise null.
 */
function usable(instrument: Instrument | undefined, day: PlainDate): Instrument | null {
  if (!instrument) return null
  const then = asOn(instrument, day)
  return isInForce(then.caseness, day) && isInForce(then.reliableChange, day) ? then : null
}

/**
 * WSAS is five scores, and a person counts when at least four of them have a first and a last value
 * (NHS England, annual metadata: WASASTOTAL). It has no part in recovery.
 */
function functioningOf(
  { rules, instruments }: OutcomeSetting,
  record: ReferralRecord,
  span: Span,
): Pick<ReferralOutcome, 'functioning' | 'isFunctioningPaired'> {
  const { measure: instrumentId, leastItems } = rules.functioning
  const items = instruments.get(instrumentId)?.items ?? []
  const forms = record.scores.filter((score) => score.instrumentId === instrumentId)
  const functioning = items.map(({ number: item }) =>
    answersOf(forms, { instrumentId, item }, span),
  )
  const paired = functioning.filter(({ last }) => last !== null).length
  return { functioning, isFunctioningPaired: paired > 0 && paired >= leastItems }
}
