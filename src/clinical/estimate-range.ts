import { expectedRange, type RangeModel, type WeekSpread } from './expected-range.ts'
import { leastSquares, quantile } from './least-squares.ts'

/** One total of a finished course, with the total that the course began at. */
export interface RangeObservation {
  readonly courseId: string
  readonly start: number
  /** Weeks since the first form, above 0; parts allowed. */
  readonly week: number
  readonly total: number
  /** What calibration is reported by: "Age" → "18 to 25"; absent where it was not recorded. */
  readonly groups: Readonly<Record<string, string>>
}

export interface RangeScale {
  readonly instrumentId: string
  readonly minimum: number
  readonly maximum: number
  readonly untilWeek: number
  readonly quantiles: { readonly low: number; readonly high: number }
}

/** How often people were where the model says; `expected` are the shares it promises. */
export interface Calibration {
  readonly courseCount: number
  readonly formCount: number
  /** The share of forms at or below the upper edge, 0 to 1. */
  readonly atOrBelowHigh: number
  readonly withinRange: number
  /**
   * Mean of total minus expected, in points: above 0 means that people were higher than it says.
   */
  readonly meanError: number
}

export interface GroupCalibration extends Calibration {
  readonly by: string
  readonly group: string
}

export interface RangeEstimate {
  readonly model: RangeModel
  readonly courseCount: number
  readonly formCount: number
  /** Of a model made from one half of the courses, tried on the other half. */
  readonly overall: Calibration
  /** The same by group; groups with too few courses to say anything are left out. */
  readonly byGroup: readonly GroupCalibration[]
  readonly leftOut: readonly string[]
}

/**
 * Makes a model from a service's own finished courses by least squares on start score and
 * ln(1 + week), takes its edges from what is left over in each week, and tries a model of one half
 * of the courses on the other half, overall and by group; null when the line cannot be drawn (fewer
 * than four different points). Groups with fewer than `leastCourses` courses are named, not shown.
 */
export function estimateRange(
  observations: readonly RangeObservation[],
  scale: RangeScale,
  leastCourses: number,
): RangeEstimate | null {
  const model = fitRange(observations, scale)
  const isFirstHalf = halves(observations)
  const half = fitRange(observations.filter(isFirstHalf), scale)
  if (model === null || half === null) return null
  const tried = observations.filter((observation) => !isFirstHalf(observation))
  const groups = groupsOf(tried)
  const isBigEnough = (members: readonly RangeObservation[]) =>
    coursesIn(members).size >= leastCourses
  return {
    model,
    courseCount: coursesIn(observations).size,
    formCount: observations.length,
    overall: calibrationOf(half, tried),
    byGroup: groups
      .filter(({ members }) => isBigEnough(members))
      .map(({ by, group, members }) => ({ by, group, ...calibrationOf(half, members) })),
    leftOut: groups
      .filter(({ members }) => !isBigEnough(members))
      .map(({ by, group }) => `${by}: ${group}`),
  }
}

/**
 * Draws the line through these totals by least squares and takes the edges of each week from its
 * residuals and those of the weeks beside it; null when there are too few different points.
 */
export function fitRange(
  observations: readonly RangeObservation[],
  scale: RangeScale,
): RangeModel | null {
  const used = observations.filter(({ week }) => week > 0 && week <= scale.untilWeek)
  const rows = used.map(({ start, week }) => rowOf(start, week))
  const found = leastSquares(
    rows,
    used.map(({ total }) => total),
  )
  if (found === null) return null
  const [constant = 0, start = 0, lnWeek = 0, startTimesLnWeek = 0] = found
  const residuals = used.map(({ week, total }, index) => {
    const row = rows[index] ?? []
    const expected = row.reduce((sum, value, place) => sum + value * (found[place] ?? 0), 0)
    return { week, points: total - expected }
  })
  return {
    instrumentId: scale.instrumentId,
    coefficients: { constant, start, lnWeek, startTimesLnWeek },
    spread: spreadOf(residuals, scale),
    untilWeek: scale.untilWeek,
    quantiles: scale.quantiles,
    minimum: scale.minimum,
    maximum: scale.maximum,
  }
}

/**
 * Says how often these people were at or below the upper edge and within the range of a model, and
 * by how many points they lay above or below the middle of it.
 */
export function calibrationOf(
  model: RangeModel,
  observations: readonly RangeObservation[],
): Calibration {
  let [below, within, error, count] = [0, 0, 0, 0]
  for (const { start, week, total } of observations) {
    const range = expectedRange(model, start, week)
    if (range === null) continue
    count += 1
    if (total <= range.high) below += 1
    if (total <= range.high && total >= range.low) within += 1
    error += total - range.middle
  }
  const share = (sum: number): number => (count === 0 ? 0 : sum / count)
  return {
    courseCount: coursesIn(observations).size,
    formCount: count,
    atOrBelowHigh: share(below),
    withinRange: share(within),
    meanError: share(error),
  }
}

function rowOf(start: number, week: number): number[] {
  const passed = Math.log1p(week)
  return [1, start, passed, start * passed]
}

function spreadOf(
  residuals: readonly { week: number; points: number }[],
  { untilWeek, quantiles }: RangeScale,
): WeekSpread[] {
  const spread: WeekSpread[] = [{ week: 0, low: 0, middle: 0, high: 0 }]
  for (let week = 1; week <= untilWeek; week++) {
    const near = residuals
      .filter((residual) => Math.abs(residual.week - week) <= 1)
      .map(({ points }) => points)
    if (near.length === 0) continue
    spread.push({
      week,
      low: quantile(near, quantiles.low),
      middle: quantile(near, 0.5),
      high: quantile(near, quantiles.high),
    })
  }
  return spread
}

/** The courses in the order of their ids, taken in turn: the same halves on every run. */
function halves(
  observations: readonly RangeObservation[],
): (observation: RangeObservation) => boolean {
  const inTurn = [...coursesIn(observations)].sort()
  const first = new Set(inTurn.filter((_, index) => index % 2 === 0))
  return ({ courseId }) => first.has(courseId)
}

function groupsOf(
  observations: readonly RangeObservation[],
): { by: string; group: string; members: RangeObservation[] }[] {
  const groups = new Map<string, { by: string; group: string; members: RangeObservation[] }>()
  for (const observation of observations) {
    for (const [by, group] of Object.entries(observation.groups)) {
      const key = JSON.stringify([by, group])
      const known = groups.get(key) ?? { by, group, members: [] }
      known.members.push(observation)
      groups.set(key, known)
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

function coursesIn(observations: readonly RangeObservation[]): Set<string> {
  return new Set(observations.map(({ courseId }) => courseId))
}
