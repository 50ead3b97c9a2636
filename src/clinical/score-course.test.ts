import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScorePoint, scoreCourse, summariseCourse } from './score-course.ts'

const series = (...totals: (number | null)[]): ScorePoint[] =>
  totals.map((total, week) => ({ at: week * 7, total }))

describe('a course of scores', () => {
  it('has a first, a last and a change', () => {
    expect(scoreCourse(series(15, null, 12, 9))).toMatchObject({
      first: { at: 0, total: 15 },
      last: { at: 21, total: 9 },
      change: -6,
    })
  })

  it('of one form has no last: it is a start and not a course', () => {
    expect(scoreCourse(series(15, null))).toMatchObject({ last: null, change: null })
    expect(scoreCourse([])).toMatchObject({ first: null, last: null, change: null, points: [] })
  })

  it('does not depend on the order of the forms, and leaves out those without a total', () => {
    const anyTotal = fc.option(fc.integer({ min: 0, max: 27 }), { nil: null })
    fc.assert(
      fc.property(fc.array(anyTotal, { maxLength: 12 }), (totals) => {
        const points = series(...totals)
        const course = scoreCourse(points)
        expect(scoreCourse([...points].reverse())).toEqual(course)
        expect(course.points).toHaveLength(totals.filter((total) => total !== null).length)
      }),
    )
  })
})

describe('the words for a course', () => {
  it.each([
    [[], 'nothing_yet', 0],
    [[15], 'first_only', 0],
    [[15, 15], 'about_the_same', 0],
    [[15, 13], 'about_the_same', 2],
    [[15, 12], 'lower', 3],
    [[15, 11], 'lower', 4],
    [[15, 17], 'about_the_same', 2],
    [[15, 18], 'higher', 3],
    [[15, 19], 'higher', 4],
  ])('of %j is %s by %i, when 3 points are noticeable', (totals, code, by) => {
    expect(summariseCourse(series(...totals), 3)).toMatchObject({ code, by })
  })

  it('never say that no change is a change', () => {
    expect(summariseCourse(series(15, 15), 0).code).toBe('about_the_same')
  })
})
