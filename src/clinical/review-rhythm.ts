import {
  addDays,
  atLocal,
  daysBetween,
  type Instant,
  localDate,
  localTime,
  nextWeekday,
  type PlainDate,
  startOfDay,
  type Weekday,
} from './calendar.ts'

/**
 * The promise made to a patient: on this weekday, by this hour ('HH:MM') on the service's clock.
 */
export interface ReviewRhythm {
  readonly weekday: Weekday
  readonly by: string
  readonly timeZone: string
}

export interface ReviewState {
  readonly state: 'ahead' | 'due_today' | 'late'
  /** Whole calendar days until the promised day; 0 on the day and after it. */
  readonly daysUntil: number
  /** Whole calendar days after the promised day; 0 also when late by hours only. */
  readonly daysLate: number
}

/** The parts of "Priya reads what you write on Tuesdays, by 5 pm. Next: tomorrow." */
export interface ReviewPromise {
  readonly weekday: Weekday
  readonly by: string
  /** Null when no review is planned, which a person in treatment must never see. */
  readonly next: {
    readonly day: 'today' | 'tomorrow' | 'later' | 'late'
    readonly date: PlainDate
    readonly time: string
    readonly at: Instant
  } | null
}

/**
 * Gives the first promised moment strictly after a moment, on the local clock in summer and winter
 * alike.
 */
export function nextReview(after: Instant, rhythm: ReviewRhythm): Instant {
  const { weekday, by, timeZone } = rhythm
  const yesterday = addDays(localDate(after, timeZone), -1)
  const first = nextWeekday(yesterday, weekday)
  const instant = atLocal(first, by, timeZone)
  return instant > after ? instant : atLocal(addDays(first, 7), by, timeZone)
}

/**
 * Proposes the review that follows one just done, or the start: the first promised moment after
 * both the doing and the day that was promised, so that a review written early does not bring the
 * next one forward, and on a later day than the doing, because there would be nothing to read yet
 * (weekly support: Hadjistavropoulos 2020).
 */
export function proposeNextReview(
  doneAt: Instant,
  promisedAt: Instant | null,
  rhythm: ReviewRhythm,
): Instant {
  const next = nextReview(Math.max(doneAt, promisedAt ?? doneAt), rhythm)
  const isSameDay = localDate(next, rhythm.timeZone) === localDate(doneAt, rhythm.timeZone)
  return isSameDay ? nextReview(next, rhythm) : next
}

/**
 * Gives the review that follows a change of the agreed day or hour: the first promised moment on a
 * later day than the change, as at the start (proposeNextReview); but a review that was promised
 * for the very day of the change is not put off by a week when only its hour moves.
 */
export function reviewAfterChange(
  changedAt: Instant,
  promisedAt: Instant | null,
  rhythm: ReviewRhythm,
): Instant {
  const dayOf = (at: Instant) => localDate(at, rhythm.timeZone)
  const next = nextReview(changedAt, rhythm)
  const wasForToday = promisedAt !== null && dayOf(promisedAt) === dayOf(changedAt)
  if (wasForToday && dayOf(next) === dayOf(changedAt)) return next
  return proposeNextReview(changedAt, null, rhythm)
}

/**
 * Says whether a review is ahead, due on this calendar day, or late, which it is from the promised
 * moment on.
 */
export function reviewState(now: Instant, promisedAt: Instant, timeZone: string): ReviewState {
  const days = daysBetween(localDate(now, timeZone), localDate(promisedAt, timeZone))
  if (now >= promisedAt) return { state: 'late', daysUntil: 0, daysLate: Math.max(0, -days) }
  return { state: days === 0 ? 'due_today' : 'ahead', daysUntil: days, daysLate: 0 }
}

/**
 * Gives the parts of the sentence that tells a patient when they will be answered, as values
 * without words.
 */
export function reviewPromise(
  now: Instant,
  nextReviewAt: Instant | null,
  rhythm: ReviewRhythm,
): ReviewPromise {
  const { weekday, by, timeZone } = rhythm
  if (nextReviewAt === null) return { weekday, by, next: null }
  const { state, daysUntil } = reviewState(now, nextReviewAt, timeZone)
  const ahead = daysUntil === 1 ? 'tomorrow' : 'later'
  const day = state === 'late' ? 'late' : state === 'due_today' ? 'today' : ahead
  return {
    weekday,
    by,
    next: {
      day,
      date: localDate(nextReviewAt, timeZone),
      time: localTime(nextReviewAt, timeZone),
      at: nextReviewAt,
    },
  }
}

/**
 * Gives the moment at which the measures for a review open: the beginning of the local day a number
 * of whole days before it (content model, section 12: 2 days before a planned contact).
 */
export function measuresOpenAt(reviewAt: Instant, windowDays: number, timeZone: string): Instant {
  return startOfDay(addDays(localDate(reviewAt, timeZone), -windowDays), timeZone)
}
