/**
 * Where people who began at one total usually are later: a straight line on the start score and on
 * the logarithm of the week, with what was left over beside it. Four numbers that can be read.
 */
export interface RangeModel {
  readonly instrumentId: string
  /** Expected total = constant + start × start + lnWeek × L + startTimesLnWeek × start × L, with
   * L = ln(1 + weeks since the first form). */
  readonly coefficients: RangeCoefficients
  /** How far totals lie from that line, in points of the scale, for whole weeks from 0 on. */
  readonly spread: readonly WeekSpread[]
  /** The last week that the model speaks of. */
  readonly untilWeek: number
  /** The shares of people at or below the lower and the upper edge, between 0 and 1. */
  readonly quantiles: { readonly low: number; readonly high: number }
  readonly minimum: number
  readonly maximum: number
}

export interface RangeCoefficients {
  readonly constant: number
  readonly start: number
  readonly lnWeek: number
  readonly startTimesLnWeek: number
}

/** Points from the line at the lower edge, the middle and the upper edge. */
export interface WeekSpread {
  readonly week: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

export interface ExpectedRange {
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** Means and standard deviations at the start and the end of treatment, as they were published. */
export interface PublishedFigures {
  readonly startMean: number
  readonly startDeviation: number
  readonly endMean: number
  readonly endDeviation: number
  /** The correlation of the first with the last total, from 0 to 1: assumed when not published. */
  readonly correlation: number
  /** How many weeks lie between the two. */
  readonly weeks: number
}

/**
 * Gives the total that the line expects of somebody who began at `start`, so many weeks (0 or more,
 * parts allowed) after the first form, in points and not yet held to the ends of the scale; weeks
 * after the model's last are its last.
 */
export function expectedTotal(model: RangeModel, start: number, week: number): number {
  const { constant, start: slope, lnWeek, startTimesLnWeek } = model.coefficients
  const passed = Math.log1p(Math.min(Math.max(week, 0), model.untilWeek))
  return constant + slope * start + lnWeek * passed + startTimesLnWeek * start * passed
}

/**
 * Gives the range, in points and inside the scale, in which people who began at `start` usually are
 * so many weeks after the first form, or null for a start outside the scale, a week before the
 * start or a week after the model's last (regression on start score and week; its source stands in
 * the model's own file).
 */
export function expectedRange(
  model: RangeModel,
  start: number,
  week: number,
): ExpectedRange | null {
  const isOutside = start < model.minimum || start > model.maximum
  if (isOutside || week < 0 || week > model.untilWeek) return null
  const expected = expectedTotal(model, start, week)
  const spread = spreadAt(model.spread, week)
  if (spread === null) return null
  const held = (points: number): number =>
    Math.min(model.maximum, Math.max(model.minimum, expected + points))
  return { low: held(spread.low), middle: held(spread.middle), high: held(spread.high) }
}

/**
 * Gives the coefficients that follow from published means, deviations and an assumed correlation:
 * the usual regression of the last on the first total, reached along the logarithm of the weeks
 * (E[Y|x] = m₁ + r·(s₁/s₀)·(x − m₀); steps of ln(1 + week), because most change comes early).
 */
export function coefficientsFrom(figures: PublishedFigures): RangeCoefficients {
  const { startMean, endMean, weeks } = figures
  const slope = (figures.correlation * figures.endDeviation) / figures.startDeviation
  const whole = Math.log1p(weeks)
  return {
    constant: 0,
    start: 1,
    lnWeek: (endMean - slope * startMean) / whole,
    startTimesLnWeek: (slope - 1) / whole,
  }
}

/**
 * Gives the spread for each week from 0 to the last that follows from published figures, as a
 * normal curve whose variance grows with ln(1 + week) up to s₁²·(1 − r²); `z` is how many
 * deviations the edge lies from the middle (0.674 for three in four).
 */
export function spreadFrom(figures: PublishedFigures, z: number): WeekSpread[] {
  const { endDeviation, correlation, weeks } = figures
  const atEnd = endDeviation * Math.sqrt(1 - correlation ** 2)
  return Array.from({ length: weeks + 1 }, (_, week) => {
    const points = z * atEnd * Math.sqrt(Math.log1p(week) / Math.log1p(weeks))
    return { week, low: -points, middle: 0, high: points }
  })
}

/** Between two whole weeks the spread lies between theirs. */
function spreadAt(spread: readonly WeekSpread[], week: number): Omit<WeekSpread, 'week'> | null {
  const before = spread.findLast((each) => each.week <= week)
  if (!before) return null
  const after = spread.find((each) => each.week > week) ?? before
  const share = after.week === before.week ? 0 : (week - before.week) / (after.week - before.week)
  const between = (from: number, to: number): number => from + share * (to - from)
  return {
    low: between(before.low, after.low),
    middle: between(before.middle, after.middle),
    high: between(before.high, after.high),
  }
}
