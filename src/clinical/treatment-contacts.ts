import { type Instant, localDate, startOfWeek } from './calendar.ts'
import type { ContactRules } from './outcome-rules.ts'
import type { Span } from './score-pair.ts'

/** A call or meeting as it was recorded. */
export interface CallRecord {
  readonly purpose: string
  readonly outcome: string
  readonly at: Instant
}

/** A review that the therapist wrote to the person. */
export interface WrittenReview {
  readonly programmeId: string
  /** What it answers begins here: the review before it, or the start; null when not known. */
  readonly coversFrom: Instant | null
  readonly at: Instant
}

export interface ContactRecords {
  readonly calls: readonly CallRecord[]
  readonly reviews: readonly WrittenReview[]
  /** Moments at which the person did something in the programme. */
  readonly activity: readonly Instant[]
}

/**
 * Counts the attended treatment contacts of a referral within its span: calls that were held and
 * were treatment (NHS England, metadata of TreatmentCareContact_Count: attended, AppType 02, 03 or
 * 05, from referral to discharge), and weeks of written guidance as sessions of internet enabled
 * therapy (M343: each completed weekly log is one).
 */
export function treatmentContacts(
  rules: ContactRules,
  records: ContactRecords,
  span: Span & { readonly timeZone: string },
): number {
  const calls = records.calls.filter(
    (call) => isWithin(call.at, span) && isTreatment(rules, call),
  ).length
  return calls + guidedWeeks(rules, records, span)
}

/**
 * Counts the weeks, Monday to Sunday where the service is, in which the therapist sent a written
 * review of something that the person had done: one log a week at most, and none for writing to
 * somebody who is silent, so that two unanswered messages never make a finished course (our own
 * reading of IDS205, IAPT data set v2.1; ⚠ a service confirms it in content/outcomes).
 */
export function guidedWeeks(
  rules: ContactRules,
  { reviews, activity }: Pick<ContactRecords, 'reviews' | 'activity'>,
  span: Span & { readonly timeZone: string },
): number {
  const counted = countableReviews(rules, reviews, span).filter(
    (review) => !rules.weeklyLog.needsPatientActivity || answersActivity(review, activity, span),
  )
  return new Set(counted.map(({ at }) => startOfWeek(localDate(at, span.timeZone)))).size
}

/**
 * Says whether more of what the person did could still change the number of guided weeks: a written
 * review counts only with it, and none is known yet. Whoever reads the record part by part need not
 * read on where it says no.
 */
export function couldCountMore(
  rules: ContactRules,
  { reviews, activity }: Pick<ContactRecords, 'reviews' | 'activity'>,
  span: Span,
): boolean {
  return (
    rules.weeklyLog.needsPatientActivity &&
    countableReviews(rules, reviews, span).some(
      (review) => !answersActivity(review, activity, span),
    )
  )
}

function countableReviews(
  { weeklyLog }: ContactRules,
  reviews: readonly WrittenReview[],
  span: Span,
): readonly WrittenReview[] {
  if (!weeklyLog.counts) return []
  return reviews.filter(
    ({ at, programmeId }) =>
      isWithin(at, span) && !weeklyLog.notForProgrammes.includes(programmeId),
  )
}

/** The person did something in the time that the review answers. */
function answersActivity(
  { coversFrom, at }: WrittenReview,
  activity: readonly Instant[],
  span: Span,
): boolean {
  const from = coversFrom ?? span.from
  return activity.some((moment) => moment > from && moment <= at)
}

function isTreatment(rules: ContactRules, { purpose, outcome }: CallRecord): boolean {
  const type = rules.appointmentTypes[purpose]
  return (
    rules.attended.includes(outcome) && type !== undefined && rules.treatmentTypes.includes(type)
  )
}

function isWithin(at: Instant, { from, to }: Span): boolean {
  return at >= from && at <= to
}
