import { addDays, atLocal, daysBetween, type Instant, localDate, localTime } from './calendar.ts'
import type {
  Ask,
  MeasureHistory,
  MeasurePoint,
  MeasureSchedule,
  Situation,
} from './measure-points.ts'
import { measuresOpenAt } from './review-rhythm.ts'

/** What the weekly windows are worked out from: one form, and when it was last completed. */
export interface WeeklyQuestion {
  readonly point: MeasurePoint
  /** Before this moment it was not asked for: the start, or a therapist's request. */
  readonly since: Instant
  readonly last: Instant | null
}

/**
 * Gives the planned review, moved on by whole weeks when it is long past: a review that staff have
 * not done must not stop the weekly measures.
 */
export function comingReview(
  { points, timeZone }: MeasureSchedule,
  { now, nextReviewAt }: Pick<MeasureHistory, 'now' | 'nextReviewAt'>,
): Instant | null {
  if (nextReviewAt === null) return null
  const windowDays = daysBefore(points.find(({ when }) => when.kind === 'weekly'))
  const planned = localDate(nextReviewAt, timeZone)
  const daysPast = daysBetween(planned, localDate(now, timeZone))
  const weeks = Math.max(0, Math.floor((daysPast + windowDays) / 7))
  if (weeks === 0) return nextReviewAt
  return weeksLater(nextReviewAt, weeks, timeZone)
}

/** Says whether the weekly set of the coming review is open, answered or not. */
export function isWeeklyOpen({ schedule, history, comingReviewAt }: Situation): boolean {
  const point = schedule.points.find(({ when }) => when.kind === 'weekly')
  if (!point || comingReviewAt === null || history.courseEnd !== null) return false
  return opening(point, comingReviewAt, schedule.timeZone) <= history.now
}

/**
 * Says when a weekly form is asked: from some days before the planned review until it, and
 * afterwards "when you can" until the next set opens; null when a completed form serves (content
 * model, section 12: timing).
 */
export function askWeekly(situation: Situation, question: WeeklyQuestion): Ask | null {
  const { schedule, history, comingReviewAt } = situation
  const { point } = question
  const opensAt = comingReviewAt && opening(point, comingReviewAt, schedule.timeZone)
  const isOpen = opensAt !== null && opensAt <= history.now
  const ask = isOpen ? askInWindow(situation, question) : askBetween(situation, question)
  if (ask || comingReviewAt === null || opensAt === null) return ask
  const nextAt = isOpen ? weeksLater(comingReviewAt, 1, schedule.timeZone) : comingReviewAt
  const openedAt = Math.max(opening(point, nextAt, schedule.timeZone), question.since)
  return { kind: 'weekly', openedAt, dueBefore: nextAt }
}

function opening(point: MeasurePoint, reviewAt: Instant, timeZone: string): Instant {
  return measuresOpenAt(reviewAt, daysBefore(point), timeZone)
}

function daysBefore(point: MeasurePoint | undefined): number {
  return point ? -point.opensAfterDays : 0
}

function weeksLater(at: Instant, weeks: number, timeZone: string): Instant {
  return atLocal(addDays(localDate(at, timeZone), weeks * 7), localTime(at, timeZone), timeZone)
}

function askInWindow(situation: Situation, question: WeeklyQuestion): Ask | null {
  const { schedule, history, comingReviewAt } = situation
  const { point, last, since } = question
  if (comingReviewAt === null) return null
  // A set answered late, just before the next one opens, serves that one too: nobody is asked twice
  // in as many days.
  const { servedFromDaysBefore } = point
  const servedFrom = measuresOpenAt(comingReviewAt, servedFromDaysBefore, schedule.timeZone)
  if (last !== null && last >= servedFrom) return null
  const openedAt = Math.max(opening(point, comingReviewAt, schedule.timeZone), since)
  const dueBefore = graceEnd(point, comingReviewAt, schedule.timeZone)
  if (history.now < dueBefore) return { kind: 'weekly', openedAt, dueBefore }
  return missed(situation, point, { openedAt, dueBefore })
}

function askBetween(situation: Situation, question: WeeklyQuestion): Ask | null {
  const { lastContactAt } = situation.history
  const ask = askMovedOn(situation, question)
  return ask || lastContactAt === null ? ask : askReviewed(situation, question, lastContactAt)
}

/**
 * A review that is moved on, again and again, must not leave a form unasked for more than a
 * fortnight: the set of the week before is asked while nobody has reviewed it, where no form served
 * it or the set before it. A fortnight that was agreed between two reviews is no missed set.
 */
function askMovedOn(situation: Situation, { point, last, since }: WeeklyQuestion): Ask | null {
  const { schedule, history, comingReviewAt } = situation
  const { now, lastContactAt } = history
  const { timeZone } = schedule
  if (comingReviewAt === null) return null
  const reviewAt = weeksLater(comingReviewAt, -1, timeZone)
  const openedAt = opening(point, reviewAt, timeZone)
  if (openedAt > now || since > openedAt) return null
  if (lastContactAt !== null && lastContactAt >= openedAt) return null
  const { servedFromDaysBefore } = point
  const servedFrom = measuresOpenAt(
    weeksLater(reviewAt, -1, timeZone),
    servedFromDaysBefore,
    timeZone,
  )
  if (last !== null && last >= servedFrom) return null
  return missed(situation, point, { openedAt, dueBefore: graceEnd(point, reviewAt, timeZone) })
}

function askReviewed(
  situation: Situation,
  { point, last, since }: WeeklyQuestion,
  lastContactAt: Instant,
): Ask | null {
  const { schedule, history } = situation
  const opened = previousOpening(situation, point, lastContactAt)
  // What was asked for after the set had opened comes with the next one.
  if (since > opened && since > history.courseStart) return null
  const openedAt = Math.max(since, opened)
  if (last !== null && last >= openedAt) return null
  const dueBefore = graceEnd(point, lastContactAt, schedule.timeZone)
  return missed(situation, point, { openedAt, dueBefore })
}

function missed(
  { schedule, history }: Situation,
  { catchUpDays }: MeasurePoint,
  { openedAt, dueBefore }: { openedAt: Instant; dueBefore: Instant },
): Ask | null {
  const ask: Ask = { kind: 'missed', openedAt, dueBefore: null }
  if (catchUpDays === null) return ask
  const days = daysBetween(
    localDate(dueBefore, schedule.timeZone),
    localDate(history.now, schedule.timeZone),
  )
  return days < catchUpDays ? ask : null
}

/** On the review itself, or at the end of the last day of grace. */
function graceEnd({ graceDays }: MeasurePoint, reviewAt: Instant, timeZone: string): Instant {
  return graceDays === 0 ? reviewAt : measuresOpenAt(reviewAt, -graceDays - 1, timeZone)
}

/**
 * When the set before opened: before the last contact, or a week before the coming set, whichever
 * is earlier. A review done late must not make a set look missed that was answered in time for the
 * day it was promised.
 */
function previousOpening(
  { schedule, history }: Situation,
  point: MeasurePoint,
  lastContactAt: Instant,
): Instant {
  const { timeZone } = schedule
  const { nextReviewAt } = history
  const beforeContact = opening(point, lastContactAt, timeZone)
  if (nextReviewAt === null) return beforeContact
  const weekBefore = measuresOpenAt(nextReviewAt, daysBefore(point) + 7, timeZone)
  return Math.min(beforeContact, weekBefore)
}
