import { activeDays, weekOfCourse } from './active-days.ts'
import type { Instant } from './calendar.ts'
import { type ContactScore, contactScores, isOfEarlierWeek } from './contact-score.ts'
import type { OnTrackQuestion } from './on-track.ts'
import { scoreCourse } from './score-course.ts'

/** How complete the forms are that the signals rest on. */
export interface DataQuality {
  /** Weeks of treatment that are over and have no scored form, counted from 1. */
  readonly missingWeeks: readonly number[]
  /** Whole weeks of treatment that are over, since it was asked. */
  readonly weeksOver: number
  /** Forms that were begun or sent and could not be scored. */
  readonly unscoredCount: number
  readonly lastAt: Instant | null
  /** Active days since the last scored form; null when there is none. */
  readonly daysSinceLast: number | null
  /** The last form is older than this week's: what is said of now is carried on from it. */
  readonly isCarried: boolean
  /** Contacts that had no form of their own week, each with the score that stands for it. */
  readonly carriedTo: readonly ContactScore[]
}

/**
 * Says which weeks of treatment have no scored form, of those since it was asked, where the form
 * before them was carried on: a set is answered some days before or after its review, so that the
 * two of a week can fall into the weeks beside it; whether the latest total is carried on from an
 * earlier week because it is more than `carriedAfterDays` active days old; and to which contacts a
 * total of before was carried in the same way.
 */
export function dataQuality(
  question: Pick<OnTrackQuestion, 'timeZone' | 'courseStart' | 'pausedRanges' | 'points'>,
  clock: {
    readonly now: Instant
    /** Null: from the start. */
    readonly since: Instant | null
    readonly carriedAfterDays: number
    readonly contacts: readonly Instant[]
  },
): DataQuality {
  const { now, since } = clock
  const rule = { ...question, carriedAfterDays: clock.carriedAfterDays }
  const { points } = scoreCourse(question.points)
  const weekBefore = Math.max(0, weekOf(question, since ?? question.courseStart) - 1)
  const weeksOver = Math.max(0, weekOf(question, now) - 1 - weekBefore)
  const answered = points.map(({ at }) => ({ at, week: weekOf(question, at) }))
  const weeks = new Set(answered.map(({ week }) => week))
  const isMissing = (week: number): boolean => {
    if (weeks.has(week)) return false
    const before = answered.findLast((point) => point.week < week)
    const after = answered.find((point) => point.week > week)
    const from = before?.at ?? since ?? question.courseStart
    return isOfEarlierWeek(from, after?.at ?? now, rule)
  }
  const lastAt = points.at(-1)?.at ?? null
  const daysSinceLast =
    lastAt === null ? null : activeDays({ ...question, from: lastAt, to: Math.max(now, lastAt) })
  return {
    missingWeeks: Array.from({ length: weeksOver }, (_, week) => weekBefore + week + 1).filter(
      isMissing,
    ),
    weeksOver,
    unscoredCount: question.points.length - points.length,
    lastAt,
    daysSinceLast,
    isCarried: lastAt !== null && isOfEarlierWeek(lastAt, Math.max(now, lastAt), rule),
    carriedTo: contactScores(
      points,
      clock.contacts.filter((at) => at <= now && at >= (since ?? at)),
      rule,
    ).filter(({ isCarried }) => isCarried),
  }
}

/** 0 before treatment, 1 for its first seven days, without the days of a pause. */
function weekOf(
  course: Pick<OnTrackQuestion, 'timeZone' | 'courseStart' | 'pausedRanges'>,
  at: Instant,
): number {
  const { courseStart, pausedRanges, timeZone } = course
  return at < courseStart ? 0 : weekOfCourse({ from: courseStart, to: at, pausedRanges, timeZone })
}
