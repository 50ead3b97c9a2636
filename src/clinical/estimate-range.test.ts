import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateRange, fitRange } from './estimate-range.ts'
import { expectedTotal } from './expected-range.ts'
import { leastSquares, quantile } from './least-squares.ts'
import { calibrationOf, type RangeObservation } from './range-trial.ts'

const scale = {
  instrumentId: 'phq9',
  minimum: 0,
  maximum: 27,
  untilWeek: 12,
  quantiles: { low: 0.25, high: 0.75 },
}

const plan = { leastCourses: 10, groups: [] }

/** Totals that lie on a line we know, with a little noise that repeats itself. */
function aService(courses: number, noise: (index: number) => number): RangeObservation[] {
  return Array.from({ length: courses }, (_, course) => course).flatMap((course) =>
    [1, 2, 4, 6, 8, 10, 12].map((week, place) => {
      const start = 8 + (course % 17)
      const total = start - (0.5 + 0.14 * start) * Math.log1p(week)
      return {
        courseId: `course ${String(course).padStart(4, '0')}`,
        start,
        week,
        total: total + noise(course * 7 + place),
        groups: {
          Programme: course % 3 === 0 ? 'one' : 'other',
          Age: course < 4 ? 'rare' : 'usual',
        },
      }
    }),
  )
}

/** Between −3 and 3, evenly, the same on every run. */
const even = (index: number): number => ((index * 7919) % 601) / 100 - 3

describe('least squares', () => {
  it('finds the coefficients that made the values', () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(number, number, number), (made) => {
        const rows = Array.from({ length: 20 }, (_, row) => [1, row, Math.sin(row)])
        const values = rows.map((row) => row.reduce((sum, x, i) => sum + x * (made[i] ?? 0), 0))
        for (const [i, found] of (leastSquares(rows, values) ?? []).entries()) {
          expect(found).toBeCloseTo(made[i] ?? 0, 6)
        }
      }),
    )
  })

  it('leaves no difference that a row still explains', () => {
    const rows = Array.from({ length: 30 }, (_, row) => [1, row % 7, Math.log1p(row)])
    const values = rows.map((_, row) => even(row))
    const found = leastSquares(rows, values) ?? []
    const left = rows.map(
      (row, i) => (values[i] ?? 0) - row.reduce((sum, x, j) => sum + x * (found[j] ?? 0), 0),
    )
    for (const column of [0, 1, 2]) {
      expect(
        rows.reduce((sum, row, i) => sum + (row[column] ?? 0) * (left[i] ?? 0), 0),
      ).toBeCloseTo(0, 6)
    }
  })

  it('gives nothing when the rows do not settle it', () => {
    expect(leastSquares([], [])).toBeNull()
    expect(leastSquares([[1, 2]], [3])).toBeNull()
    expect(
      leastSquares(
        [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
        [1, 2, 3],
      ),
    ).toBeNull()
  })

  it.each([
    [0, 1],
    [0.25, 2],
    [0.5, 3],
    [0.75, 4],
    [1, 5],
    [0.875, 4.5],
  ])('the share %d of 1 to 5 lies at or below %d', (share, value) => {
    expect(quantile([3, 1, 5, 2, 4], share)).toBe(value)
  })
})

describe('a model from a service’s own courses', () => {
  it('finds the line that the totals lie on', () => {
    const model = fitRange(
      aService(60, () => 0),
      scale,
    )
    if (model === null) throw new Error('no model')
    expect(model.coefficients.start).toBeCloseTo(1, 6)
    expect(model.coefficients.lnWeek).toBeCloseTo(-0.5, 6)
    expect(model.coefficients.startTimesLnWeek).toBeCloseTo(-0.14, 6)
    expect(expectedTotal(model, 20, 8)).toBeCloseTo(20 - 3.3 * Math.log(9), 6)
  })

  it('has three in four at or below its upper edge among people it has not seen', () => {
    const estimate = estimateRange(aService(400, even), scale, plan)
    expect(estimate?.courseCount).toBe(400)
    expect(estimate?.trial.overall.courseCount).toBe(200)
    expect(estimate?.trial.overall.atOrBelowHigh).toBeGreaterThan(0.7)
    expect(estimate?.trial.overall.atOrBelowHigh).toBeLessThan(0.8)
    expect(estimate?.trial.overall.withinRange).toBeGreaterThan(0.44)
    expect(estimate?.trial.overall.withinRange).toBeLessThan(0.56)
    expect(Math.abs(estimate?.trial.overall.meanError ?? 9)).toBeLessThan(0.3)
  })

  it('is tried by group, and names the groups that are too few to say anything', () => {
    const estimate = estimateRange(aService(400, even), scale, plan)
    expect(estimate?.trial.byGroup.map(({ by, group }) => `${by}: ${group}`)).toEqual([
      'Age: usual',
      'Programme: one',
      'Programme: other',
    ])
    expect(estimate?.trial.tooFew).toEqual([{ by: 'Age', group: 'rare', courseCount: 2 }])
  })

  it('shows a group that it does not fit', () => {
    const people = aService(400, even).map((each) =>
      each.groups.Programme === 'one' ? { ...each, total: each.total + 4 } : each,
    )
    const estimate = estimateRange(people, scale, plan)
    const one = estimate?.trial.byGroup.find(({ group }) => group === 'one')
    const other = estimate?.trial.byGroup.find(({ group }) => group === 'other')
    expect(one?.meanError).toBeGreaterThan(2)
    expect(one?.atOrBelowHigh).toBeLessThan(0.5)
    expect(other?.meanError).toBeLessThan(-1)
  })

  it('does not depend on the order of the courses', () => {
    const people = aService(80, even)
    expect(estimateRange([...people].reverse(), scale, plan)?.trial.overall.atOrBelowHigh).toBe(
      estimateRange(people, scale, plan)?.trial.overall.atOrBelowHigh,
    )
  })

  it('is not made from too little', () => {
    expect(estimateRange([], scale, plan)).toBeNull()
    const alike = aService(40, even).map((each) => ({ ...each, start: 12, week: 4 }))
    expect(estimateRange(alike, scale, plan)).toBeNull()
  })

  it('says nothing of how it does when there is nobody to try it on', () => {
    const model = fitRange(aService(40, even), scale)
    expect(model && calibrationOf(model, [])).toEqual({
      courseCount: 0,
      formCount: 0,
      atOrBelowHigh: 0,
      withinRange: 0,
      meanError: 0,
    })
  })
})
