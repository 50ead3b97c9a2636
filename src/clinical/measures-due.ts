import { isPausedAt, type PausedRange } from './active-days.ts'
import { addDays, atLocal, daysBetween, type Instant, localDate, localTime } from './calendar.ts'
import { measuresOpenAt } from './review-rhythm.ts'

export interface MeasuresSchedule {
  readonly now: Instant
  readonly courseStart: Instant
  readonly nextReviewAt: Instant | null
  /** The last review written or call held; null before the first. */
  readonly lastContactAt: Instant | null
  /** The instruments asked each week, in the order in which they are asked. */
  readonly weekly: readonly string[]
  /** Completed responses; an abandoned form is not one. */
  readonly responses: readonly { readonly instrumentId: string; readonly submittedAt: Instant }[]
  readonly pausedRanges: readonly PausedRange[]
  /** How many days before a review its measures open (content: 2). */
  readonly windowDays: number
  readonly timeZone: string
}

export interface DueMeasure {
  readonly instrumentId: string
  /**
   * `missed`: its review has passed, and it may still be answered ("when you can"), never shown as
   * overdue.
   */
  readonly kind: 'baseline' | 'weekly' | 'missed'
  readonly openedAt: Instant
  /** Null for a missed one: nothing is late. */
  readonly dueBefore: Instant | null
}

export interface MeasuresDue {
  readonly due: readonly DueMeasure[]
  /** When the next set opens; null while one is open, while paused, or without a planned review. */
  readonly opensNextAt: Instant | null
}

/**
 * Says which instruments to ask now: at once at the start, then from some days before each planned
 * review until that review, and afterwards "when you can" until the next set opens; nothing while
 * paused, and none that a response of the same window already serves (content model, section 12:
 * timing).
 */
export function measuresDue(schedule: MeasuresSchedule): MeasuresDue {
  const { now, courseStart, pausedRanges, windowDays, timeZone } = schedule
  if (now < courseStart || isPausedAt(now, pausedRanges)) return { due: [], opensNextAt: null }
  const nextReviewAt = comingReview(schedule)
  const week = { ...schedule, nextReviewAt, lastContactAt: contactInCourse(schedule) }
  const opensAt = nextReviewAt === null ? null : measuresOpenAt(nextReviewAt, windowDays, timeZone)
  const isOpen = opensAt !== null && opensAt <= now
  const due = schedule.weekly.flatMap((instrumentId) => {
    const ask = isOpen ? askInWindow(week, instrumentId, opensAt) : askBetween(week, instrumentId)
    return ask ? [ask] : []
  })
  return { due, opensNextAt: isOpen ? null : opensAt }
}

/**
 * The planned review, moved on by whole weeks when it is long past: a review that staff have not
 * done must not stop the weekly measures.
 */
function comingReview(schedule: MeasuresSchedule): Instant | null {
  const { now, nextReviewAt, windowDays, timeZone } = schedule
  if (nextReviewAt === null) return null
  const planned = localDate(nextReviewAt, timeZone)
  const daysPast = daysBetween(planned, localDate(now, timeZone))
  const weeks = Math.max(0, Math.floor((daysPast + windowDays) / 7))
  if (weeks === 0) return nextReviewAt
  return atLocal(addDays(planned, weeks * 7), localTime(nextReviewAt, timeZone), timeZone)
}

/** The call that starts a course is not a review of it: the first measures are still a baseline. */
function contactInCourse({ lastContactAt, courseStart, now }: MeasuresSchedule): Instant | null {
  if (lastContactAt === null || lastContactAt > now) return null
  return lastContactAt > courseStart ? lastContactAt : null
}

function askInWindow(
  schedule: MeasuresSchedule,
  instrumentId: string,
  opensAt: Instant,
): DueMeasure | null {
  const { now, courseStart, nextReviewAt, windowDays, timeZone } = schedule
  const last = lastResponse(schedule, instrumentId)
  // A set answered late, just before the next one opens, serves that one too: nobody is asked twice
  // in as many days.
  const servesFrom = measuresOpenAt(opensAt, windowDays, timeZone)
  if (last !== null && last >= servesFrom) return null
  const isBaseline = last === null && schedule.lastContactAt === null
  const openedAt = isBaseline ? courseStart : Math.max(opensAt, courseStart)
  if (nextReviewAt === null || nextReviewAt <= now) {
    return { instrumentId, kind: 'missed', openedAt, dueBefore: null }
  }
  const kind = isBaseline ? 'baseline' : 'weekly'
  return { instrumentId, kind, openedAt, dueBefore: nextReviewAt }
}

function askBetween(schedule: MeasuresSchedule, instrumentId: string): DueMeasure | null {
  const { courseStart, nextReviewAt, lastContactAt } = schedule
  const last = lastResponse(schedule, instrumentId)
  if (lastContactAt === null) {
    if (last !== null) return null
    return { instrumentId, kind: 'baseline', openedAt: courseStart, dueBefore: nextReviewAt }
  }
  const openedAt = Math.max(courseStart, previousOpening(schedule, lastContactAt))
  if (last !== null && last >= openedAt) return null
  return { instrumentId, kind: 'missed', openedAt, dueBefore: null }
}

/**
 * When the set before opened: before the last contact, or a week before the coming set, whichever
 * is earlier. A review done late must not make a set look missed that was answered in time for the
 * day it was promised.
 */
function previousOpening(schedule: MeasuresSchedule, lastContactAt: Instant): Instant {
  const { nextReviewAt, windowDays, timeZone } = schedule
  const beforeContact = measuresOpenAt(lastContactAt, windowDays, timeZone)
  if (nextReviewAt === null) return beforeContact
  return Math.min(beforeContact, measuresOpenAt(nextReviewAt, windowDays + 7, timeZone))
}

function lastResponse(schedule: MeasuresSchedule, instrumentId: string): Instant | null {
  const times = schedule.responses
    .filter((response) => response.instrumentId === instrumentId)
    .map((response) => response.submittedAt)
    .filter((at) => at >= schedule.courseStart && at <= schedule.now)
  return times.length === 0 ? null : Math.max(...times)
}
