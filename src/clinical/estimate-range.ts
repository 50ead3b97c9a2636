import type { RangeModel, WeekSpread } from './expected-range.ts'
import { leastSquares, quantile } from './least-squares.ts'
import {
  coursesIn,
  type RangeObservation,
  type RangeTrial,
  type TrialPlan,
  tryRange,
} from './range-trial.ts'

export interface RangeScale {
  readonly instrumentId: string
  readonly minimum: number
  readonly maximum: number
  readonly untilWeek: number
  readonly quantiles: { readonly low: number; readonly high: number }
}

export interface RangeEstimate {
  readonly model: RangeModel
  readonly courseCount: number
  readonly formCount: number
  /** Of a model made from one half of the courses, tried on the other half. */
  readonly trial: RangeTrial
}

/**
 * Makes a model from a service's own finished courses by least squares on start score and
 * ln(1 + week), takes its edges from what is left over in each week, and tries a model of one half
 * of the courses on the other half, overall and by group; null when the line cannot be drawn (fewer
 * than four different points). What somebody's group is, is no part of either model.
 */
export function estimateRange(
  observations: readonly RangeObservation[],
  scale: RangeScale,
  plan: TrialPlan,
): RangeEstimate | null {
  const model = fitRange(observations, scale)
  const isFirstHalf = halves(observations)
  const half = fitRange(observations.filter(isFirstHalf), scale)
  if (model === null || half === null) return null
  const tried = observations.filter((observation) => !isFirstHalf(observation))
  return {
    model,
    courseCount: coursesIn(observations).size,
    formCount: observations.length,
    trial: tryRange(half, tried, plan),
  }
}

/**
 * Draws the line through these totals by least squares and takes the edges of each week from its
 * residuals and those of the weeks beside it; null when there are too few different points.
 */
export function fitRange(
  observations: readonly Omit<RangeObservation, 'groups'>[],
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
