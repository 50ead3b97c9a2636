import { addDays, atLocal, localDate, startOfDay } from '#clinical/calendar.ts'
import type { RatedSeries } from './progress-sources.ts'

/** A number that somebody gave in a worksheet. */
export interface RatedPoint {
  readonly series: string
  readonly at: Date
  readonly value: number
}

/** One line of ratings, ready to be drawn below the scores. */
export interface AxisLine extends RatedSeries {
  readonly points: readonly { readonly at: Date; readonly value: number }[]
  /** Many moments in a week stand as the average of that week. */
  readonly isWeeklyMean: boolean
}

export interface GoalLine {
  /** In the person's own words. */
  readonly goal: string
  readonly points: readonly { readonly at: Date; readonly value: number }[]
}

const weekMilliseconds = 7 * 86_400_000

/** Each series that has been rated, in the order of the sources; dense ones week by week. */
export function axisLines(
  sources: readonly RatedSeries[],
  points: readonly RatedPoint[],
): AxisLine[] {
  const bySeries = Map.groupBy(points, ({ series }) => series)
  return sources.flatMap((source) => {
    const own = (bySeries.get(source.name) ?? []).toSorted(
      (a, b) => a.at.getTime() - b.at.getTime(),
    )
    if (own.length === 0) return []
    const isWeeklyMean = isDense(own)
    return [{ ...source, isWeeklyMean, points: isWeeklyMean ? weeklyMeans(own) : own }]
  })
}

/** More than one and a half points a week are a diary, and not a weekly rating. */
function isDense(points: readonly { readonly at: Date }[]): boolean {
  const first = points[0]?.at.getTime() ?? 0
  const last = points.at(-1)?.at.getTime() ?? first
  const weeks = Math.floor((last - first) / weekMilliseconds) + 1
  return points.length > 1.5 * weeks
}

/** The average of each week from the first point on, at the middle of its moments. */
export function weeklyMeans(
  points: readonly { readonly at: Date; readonly value: number }[],
): { at: Date; value: number }[] {
  const first = Math.min(...points.map(({ at }) => at.getTime()))
  const weeks = Map.groupBy(points, ({ at }) =>
    Math.floor((at.getTime() - first) / weekMilliseconds),
  )
  return [...weeks]
    .sort(([a], [b]) => a - b)
    .map(([, inWeek]) => ({
      at: new Date(mean(inWeek.map(({ at }) => at.getTime()))),
      value: mean(inWeek.map(({ value }) => value)),
    }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Where an axis of today ends: the same for the whole day, so that a drawing of it can be kept. */
export function lastMinuteOfToday(ctx: {
  readonly now: Date
  readonly service: { readonly timeZone: string }
}): Date {
  const { timeZone } = ctx.service
  return new Date(atLocal(localDate(ctx.now.getTime(), timeZone), '23:59', timeZone))
}

/**
 * One axis for everything of a course: from its start, or a form before it, to today or its end.
 */
export function courseSpan(
  course: { readonly startedAt: Date | null; readonly endedAt: Date | null },
  now: Date,
  moments: readonly Date[],
): { from: Date; to: Date } | null {
  const times = moments.map((at) => at.getTime())
  if (times.length === 0) return null
  const until = (course.endedAt ?? now).getTime()
  return {
    from: new Date(Math.min(course.startedAt?.getTime() ?? Number.POSITIVE_INFINITY, ...times)),
    to: new Date(Math.max(until, ...times)),
  }
}

const drawnWeeks = 26

/**
 * The latest half year of an axis, its first day whole: of a longer one, what a week's answer is
 * about.
 */
export function latestStretch(
  { from, to }: { from: Date; to: Date },
  timeZone: string,
): { from: Date; to: Date } {
  const day = addDays(localDate(to.getTime(), timeZone), -7 * drawnWeeks)
  return { from: new Date(Math.max(from.getTime(), startOfDay(day, timeZone))), to }
}

/** A goal that was written again in the same words is the same goal, with one line. */
export function mergeGoals(goals: readonly GoalLine[]): GoalLine[] {
  const byWords = Map.groupBy(goals, ({ goal }) => goal.trim().toLocaleLowerCase('en'))
  return [...byWords.values()].flatMap((same) => {
    const [first] = same
    const points = same.flatMap((each) => each.points)
    return first
      ? [{ goal: first.goal, points: points.sort((a, b) => a.at.getTime() - b.at.getTime()) }]
      : []
  })
}
