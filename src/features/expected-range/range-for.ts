import { activeDays, dayAfterActiveDays, type PausedRange } from '#clinical/active-days.ts'
import { atLocal, localTime } from '#clinical/calendar.ts'
import { expectedRange } from '#clinical/expected-range.ts'
import { type ScorePoint, scoreCourse } from '#clinical/score-course.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { ModelInUse, RangeModels } from './range-models.ts'

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
  /** The last week that the model knows, where treatment has gone on beyond it; null before. */
  readonly stopsAfterWeek: number | null
}

/** What of a course the band of a form begins and ends with. */
interface CourseScores {
  readonly points: readonly (ScorePoint & { readonly instrumentId: string })[]
  readonly pauses: readonly PausedRange[]
}

/** A band needs some weeks to be read, also in the first. */
const leastWeeks = 4

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
  const { untilWeek } = model.range
  const stopsAfterWeek = passed > untilWeek ? untilWeek : null
  return { points, source: source.text, isApproved, isIllustrative, stopsAfterWeek }
}

/**
 * Where people who began at this person's first score usually are, from that form to the week that
 * runs now, for every form that has a model; none while the service (or, for the person
 * themselves, its setting for them) has it off.
 */
export function rangesOf(
  ctx: Context,
  course: VisibleCourse,
  facts: CourseScores,
  models: RangeModels,
): ReadonlyMap<string, CourseRange> {
  const ranges = new Map<string, CourseRange>()
  const { settings, timeZone } = ctx.service
  const isTheirOwn = course.access.has('patient')
  if (!(isTheirOwn ? settings.showExpectedRangeToPatients : settings.showExpectedRange)) {
    return ranges
  }
  for (const [id, model] of models) {
    const { first } = scoreCourse(facts.points.filter(({ instrumentId }) => instrumentId === id))
    if (!first) continue
    const until = (course.endedAt ?? ctx.now).getTime()
    ranges.set(id, courseRange(model, { first, until, pauses: facts.pauses, timeZone }))
  }
  return ranges
}
