import { activeDays, dayAfterActiveDays } from './active-days.ts'
import { addDays, daysBetween, type Instant, localDate, startOfDay } from './calendar.ts'
import { lastScoreUntil } from './last-score.ts'
import type {
  Ask,
  Asked,
  DueKind,
  MeasurePoint,
  MeasureRequest,
  PointTiming,
  Situation,
} from './measure-points.ts'
import { nextReview } from './review-rhythm.ts'
import { askWeekly, type WeeklyQuestion } from './weekly-measures.ts'

/**
 * Says what each point of a schedule asks for in one course, open now or opening later, and leaves
 * out what a response serves and what its time has passed for (content model, section 12: timing).
 */
export function askedAtPoints(situation: Situation): Asked[] {
  return situation.schedule.points.flatMap((point) =>
    point.when.kind === 'on_request'
      ? situation.history.requests.flatMap((request) => requested(situation, point, request))
      : point.instruments.flatMap((instrumentId) => {
          const ask = askAt(situation, point, instrumentId)
          return ask ? [{ ...ask, instrumentId, point, requestedAt: null }] : []
        }),
  )
}

function askAt(situation: Situation, point: MeasurePoint, instrumentId: string): Ask | null {
  if (!isTimeFor(situation, point.when.kind)) return null
  const last = lastResponse(situation, instrumentId)
  const since = sinceWhen(situation, instrumentId)
  if (point.when.kind === 'start') return askAtStart(situation, { point, last, since })
  if (point.when.kind === 'weekly') return askWeekly(situation, { point, last, since })
  const at = momentOf(situation, point.when)
  if (at === null) return null
  const ask = askOnce(situation, point, { instrumentId, at, last })
  return ask && point.when.kind === 'ending' ? whileItCounts(situation, ask) : ask
}

/** After the end a last score is wanted no longer than it counts. */
function whileItCounts(situation: Situation, ask: Ask): Ask {
  const { courseEnd } = situation.history
  if (courseEnd === null || ask.dueBefore === null) return ask
  return { ...ask, dueBefore: Math.min(ask.dueBefore, countsUntil(situation, courseEnd)) }
}

/** What is asked after the end is not asked before it, nor the other way round. */
function isTimeFor(situation: Situation, kind: PointTiming['kind']): boolean {
  const { now, courseEnd } = situation.history
  if (kind === 'end' || kind === 'follow_up') return courseEnd !== null
  if (courseEnd === null) return true
  // A last score is asked for as long as it counts, and no longer.
  return kind === 'ending' && now < countsUntil(situation, courseEnd)
}

function countsUntil({ schedule }: Situation, courseEnd: Instant): Instant {
  return lastScoreUntil(courseEnd, schedule.lastScoreDaysAfterEnd, schedule.timeZone)
}

/** A longer form that was completed stands for the shorter one in it. */
function lastResponse({ schedule, history }: Situation, instrumentId: string): Instant | null {
  const serving = [instrumentId, ...(schedule.longerForms.get(instrumentId) ?? [])]
  const times = history.responses
    .filter((response) => serving.includes(response.instrumentId))
    .map(({ submittedAt }) => submittedAt)
  return times.length === 0 ? null : Math.max(...times)
}

/** From the start, or from the day on which a form became part of this person's schedule. */
function sinceWhen({ history }: Situation, instrumentId: string): Instant {
  return Math.max(history.courseStart, history.askedSince.get(instrumentId) ?? 0)
}

/** The baseline: wanted from the start until the first review after it, whenever that is done. */
function askAtStart(
  situation: Situation,
  { point, last, since: openedAt }: WeeklyQuestion,
): Ask | null {
  const { now, lastContactAt } = situation.history
  const { comingReviewAt } = situation
  if (last !== null) return null
  const isReviewed = lastContactAt !== null && lastContactAt >= openedAt
  const isReviewPast = comingReviewAt !== null && comingReviewAt <= now
  if (!isReviewed && !isReviewPast) {
    return { kind: 'baseline', openedAt, dueBefore: comingReviewAt }
  }
  const closesOn = dayAfter(situation, openedAt, point.graceDays + (point.catchUpDays ?? 0) + 1)
  return !isReviewed || now < closesOn ? { kind: 'missed', openedAt, dueBefore: null } : null
}

/** When a point comes in this course; null when that is not known (yet). */
function momentOf(situation: Situation, when: PointTiming): Instant | null {
  const { history, schedule } = situation
  switch (when.kind) {
    case 'after_assessment':
      // Nothing is asked before treatment has begun, and with it consent.
      return history.assessedAt === null ? null : Math.max(history.assessedAt, history.courseStart)
    case 'before_session':
      return history.nextSessionAt
    case 'at_module':
      return firstMoment(situation, when)
    case 'week':
    case 'mid':
      return reviewInWeek(situation, when.week)
    case 'ending':
      return history.endingSince ?? history.courseEnd
    case 'end':
      return history.courseEnd
    case 'follow_up': {
      if (history.courseEnd === null) return null
      const endedOn = localDate(history.courseEnd, schedule.timeZone)
      return startOfDay(addDays(endedOn, when.daysAfterEnd), schedule.timeZone)
    }
    default:
      return null
  }
}

function firstMoment(
  { history }: Situation,
  { moduleId, on }: Extract<PointTiming, { kind: 'at_module' }>,
): Instant | null {
  const times = history.modules
    .filter((moment) => moment.moduleId === moduleId && moment.on === on)
    .map(({ at }) => at)
  return times.length === 0 ? null : Math.min(...times)
}

/**
 * The review of a week of treatment: the planned one when it falls in that week, so that a form of
 * one week comes together with the weekly ones; or else the agreed day and hour.
 */
function reviewInWeek(situation: Situation, week: number): Instant {
  const { schedule, history, comingReviewAt } = situation
  const { timeZone } = schedule
  const firstDay = dayAfter(situation, history.courseStart, (week - 1) * 7)
  if (comingReviewAt !== null) {
    const day = daysBetween(localDate(firstDay, timeZone), localDate(comingReviewAt, timeZone))
    if (day >= 0 && day < 7) return comingReviewAt
  }
  if (history.rhythm) return nextReview(firstDay - 1, { ...history.rhythm, timeZone })
  return startOfDay(addDays(localDate(firstDay, timeZone), 6), timeZone)
}

function dayAfter({ schedule, history }: Situation, from: Instant, days: number): Instant {
  const { timeZone } = schedule
  const day = dayAfterActiveDays(from, days, { pausedRanges: history.pausedRanges, timeZone })
  return startOfDay(day, timeZone)
}

interface Once {
  readonly instrumentId: string
  readonly at: Instant
  readonly last: Instant | null
}

/**
 * Something asked once at a moment: expected until the end of its grace, and for some days more
 * "when you can". A form postponed beyond that is asked on the day that was said.
 */
function askOnce(situation: Situation, point: MeasurePoint, { instrumentId, at, last }: Once) {
  const { schedule, history } = situation
  const { timeZone } = schedule
  const { opensAfterDays, graceDays, catchUpDays, when } = point
  const dayFrom = (days: number) => startOfDay(addDays(localDate(at, timeZone), days), timeZone)
  if (last !== null && last >= dayFrom(-point.servedFromDaysBefore)) return null
  if (last !== null && wasAnsweredForWeek(situation, point, { last, at })) return null
  const openedAt = Math.max(
    opensAfterDays === 0 ? at : dayFrom(opensAfterDays),
    sinceWhen(situation, instrumentId),
  )
  const isContact = isOfAWeek(when) || when.kind === 'before_session'
  const dueBefore =
    isContact && graceDays === 0 ? at : dayAfter(situation, Math.max(at, openedAt), graceDays + 1)
  const ask = { kind: kindOf(when), openedAt, dueBefore }
  if (history.now < dueBefore) return ask
  const closesAt = catchUpDays ? dayAfter(situation, dueBefore, catchUpDays) : dueBefore
  const promisedUntil = endOfPostponement(situation, instrumentId, { openedAt, closesAt })
  const isOver = history.now >= Math.max(closesAt, promisedUntil)
  return isOver ? null : { kind: 'missed' as const, openedAt, dueBefore: null }
}

/**
 * A pause that begins when a form of one week has just been answered moves that week on: the days
 * of the pause do not make the answer too old for it.
 */
function wasAnsweredForWeek(
  { schedule, history }: Situation,
  { when, servedFromDaysBefore }: MeasurePoint,
  { last, at }: { last: Instant; at: Instant },
): boolean {
  const { pausedRanges } = history
  const days = activeDays({ from: last, to: at, pausedRanges, timeZone: schedule.timeZone })
  return isOfAWeek(when) && days <= servedFromDaysBefore
}

function isOfAWeek({ kind }: PointTiming): boolean {
  return kind === 'week' || kind === 'mid'
}

/** The end of the day for which a form was postponed while it was open; else nothing later. */
function endOfPostponement(
  { schedule, history }: Situation,
  instrumentId: string,
  open: { openedAt: Instant; closesAt: Instant },
): Instant {
  const latest = history.decisions.findLast((each) => each.instrumentId === instrumentId)
  const until = latest?.kind === 'postponed' ? latest.until : null
  if (!latest || until === null) return open.closesAt
  if (latest.at < open.openedAt || latest.at >= open.closesAt) return open.closesAt
  const day = localDate(until, schedule.timeZone)
  return startOfDay(addDays(day, 1), schedule.timeZone)
}

const kinds: Readonly<Partial<Record<PointTiming['kind'], DueKind>>> = {
  before_session: 'session',
  at_module: 'module',
  mid: 'mid',
  ending: 'ending',
  end: 'end',
  follow_up: 'follow_up',
}

function kindOf({ kind }: PointTiming): DueKind {
  return kinds[kind] ?? 'once'
}

/**
 * What a therapist asked for: once, from now on, until it is answered; or with the weekly forms
 * from the next set on, until a day.
 */
function requested(
  situation: Situation,
  point: MeasurePoint,
  { instrumentId, rhythm, at, until }: MeasureRequest,
): Asked[] {
  const { schedule, history, comingReviewAt } = situation
  const isOver = (moment: Instant) => until !== null && moment >= until
  if (history.courseEnd !== null || isOver(history.now)) return []
  const last = lastResponse(situation, instrumentId)
  const about = { instrumentId, requestedAt: at }
  if (rhythm === 'weekly') {
    const weekly = schedule.points.find(({ when }) => when.kind === 'weekly')
    const asWeekly = weekly ? { ...weekly, priority: point.priority } : point
    const ask = askWeekly(situation, { point: asWeekly, last, since: at })
    if (!ask || isOver(ask.openedAt)) return []
    const kind = ask.kind === 'weekly' ? 'requested' : ask.kind
    return [{ ...ask, ...about, kind, point: { ...asWeekly, id: point.id } }]
  }
  if (last !== null && last >= at) return []
  const isAhead = comingReviewAt !== null && comingReviewAt > history.now
  const dueBefore = isAhead ? comingReviewAt : null
  return [{ ...about, point, kind: 'requested', openedAt: at, dueBefore }]
}
