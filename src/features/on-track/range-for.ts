import { sql } from 'kysely'
import { activeDays, dayAfterActiveDays, type PausedRange } from '#clinical/active-days.ts'
import { atLocal, localTime } from '#clinical/calendar.ts'
import { expectedRange } from '#clinical/expected-range.ts'
import { scoreCourse } from '#clinical/score-course.ts'
import { pausesOf, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { CourseFacts } from './course-on-track.ts'
import { type ModelInUse, type RangeModels, rangeModels } from './range-models.ts'

/** The band of a chart: where people with the same start score usually are, week by week. */
export interface CourseRange {
  readonly points: readonly {
    readonly at: Date
    readonly low: number
    readonly middle: number
    readonly high: number
  }[]
  readonly source: string
  readonly isApproved: boolean
  readonly isIllustrative: boolean
}

/** A band needs some weeks to be read, also in the first. */
const leastWeeks = 4

/**
 * Where people who began at this person's first score usually are, from that form to the week that
 * runs now; null while the service (or, for the person themselves, their own setting) has it off,
 * and for an instrument without a model or a first score.
 */
export async function rangeFor(
  ctx: Context,
  course: VisibleCourse,
  instrumentId: string,
): Promise<CourseRange | null> {
  const { settings } = ctx.service
  const isTheirOwn = course.access.has('patient')
  const isOn = isTheirOwn ? settings.showExpectedRangeToPatients : settings.showExpectedRange
  if (!isOn) return null
  const [models, first, pauses] = await Promise.all([
    rangeModels(ctx),
    firstScore(ctx, course, instrumentId),
    pausesOf(ctx, course),
  ])
  const model = models.get(instrumentId)
  if (!model || !first) return null
  const until = course.endedAt ?? ctx.now
  return courseRange(model, {
    first: { at: first.submitted_at.getTime(), total: first.total },
    until: until.getTime(),
    pauses,
    timeZone: ctx.service.timeZone,
  })
}

/** Exported for its test: a pause that ran without end once kept the page from ever coming. */
export function courseRange(
  model: ModelInUse,
  course: {
    first: { at: number; total: number }
    until: number
    pauses: readonly PausedRange[]
    timeZone: string
  },
): CourseRange {
  const { first, until, timeZone } = course
  // A pause that still runs is drawn as if it ended now: nobody knows yet when it will.
  const pausedRanges = course.pauses.map(({ from, to }) => ({
    from,
    to: to ?? Math.max(from, until),
  }))
  const passed = Math.ceil(activeDays({ from: first.at, to: until, pausedRanges, timeZone }) / 7)
  const weeks = Math.min(model.range.untilWeek, Math.max(leastWeeks, passed))
  const timeOfDay = localTime(first.at, timeZone)
  const points = []
  for (let week = 0; week <= weeks; week++) {
    // A week that held a pause ends so much later.
    const day = dayAfterActiveDays(first.at, week * 7, { pausedRanges, timeZone })
    const at = week === 0 ? first.at : atLocal(day, timeOfDay, timeZone)
    const range = expectedRange(model.range, first.total, week)
    if (range) points.push({ at: new Date(at), ...range })
  }
  const { source, isApproved, isIllustrative } = model
  return { points, source: source.text, isApproved, isIllustrative }
}

/** The same for a record that has been read already: every weekly form that has a band. */
export function rangesOf(
  ctx: Context,
  course: VisibleCourse,
  facts: CourseFacts,
  models: RangeModels,
): ReadonlyMap<string, CourseRange> {
  const ranges = new Map<string, CourseRange>()
  if (!ctx.service.settings.showExpectedRange) return ranges
  for (const [id, model] of models) {
    const { first } = scoreCourse(facts.points.filter(({ instrumentId }) => instrumentId === id))
    if (!first) continue
    const until = (course.endedAt ?? ctx.now).getTime()
    const { timeZone } = ctx.service
    ranges.set(id, courseRange(model, { first, until, pauses: facts.pauses, timeZone }))
  }
  return ranges
}

async function firstScore(ctx: Context, course: VisibleCourse, instrumentId: string) {
  const [row] = await ctx.rows(sql<{ total: number; submitted_at: Date }>`
    select total, submitted_at from instrument_response
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and instrument_id = ${instrumentId} and total is not null
    order by submitted_at, id limit 1`)
  return row ? { ...row, total: Number(row.total) } : null
}
