import { describe, expect, it } from 'vitest'
import { estimateRange } from './estimate-range.ts'
import type { RangeModel } from './expected-range.ts'
import { calibrationOf, furthestGroup, type RangeObservation, tryRange } from './range-trial.ts'

/** Says 10 at any time, and that three in four are at 12 or below. */
const model: RangeModel = {
  instrumentId: 'phq9',
  coefficients: { constant: 10, start: 0, lnWeek: 0, startTimesLnWeek: 0 },
  spread: [
    { week: 0, low: 0, middle: 0, high: 0 },
    { week: 1, low: -2, middle: 0, high: 2 },
    { week: 2, low: -2, middle: 0, high: 2 },
  ],
  untilWeek: 2,
  quantiles: { low: 0.25, high: 0.75 },
  minimum: 0,
  maximum: 27,
}

let next = 0

/** Courses of one form each, so many of them above the upper edge. */
function courses(
  count: number,
  above: number,
  groups: RangeObservation['groups'],
): RangeObservation[] {
  return Array.from({ length: count }, (_, index) => {
    next += 1
    const total = index < above ? 20 : 10
    return { courseId: `course ${next}`, start: 15, week: 1, total, groups }
  })
}

const plan = {
  leastCourses: 30,
  groups: ['White', 'Mixed', 'Black', 'Not known'].map((group) => ({ by: 'Ethnic', group })),
}

describe('a trial by group', () => {
  const observations = [
    ...courses(80, 20, { Ethnic: 'White', Age: '26 to 64' }),
    ...courses(40, 20, { Ethnic: 'Black', Age: '26 to 64' }),
    ...courses(29, 7, { Ethnic: 'Not known', Age: 'Not known' }),
  ]
  const trial = tryRange(model, observations, plan)

  it('has every group once: with its calibration, or with its count alone', () => {
    const found = trial.byGroup.map(({ by, group, courseCount }) => [by, group, courseCount])
    expect(found).toEqual([
      ['Age', '26 to 64', 120],
      ['Ethnic', 'White', 80],
      ['Ethnic', 'Black', 40],
    ])
    expect(trial.tooFew).toEqual([
      { by: 'Age', group: 'Not known', courseCount: 29 },
      { by: 'Ethnic', group: 'Mixed', courseCount: 0 },
      { by: 'Ethnic', group: 'Not known', courseCount: 29 },
    ])
  })

  it('leaves nobody out of the count of a characteristic', () => {
    for (const by of ['Age', 'Ethnic']) {
      const lines = [...trial.byGroup, ...trial.tooFew].filter((line) => line.by === by)
      const sum = lines.reduce((total, { courseCount }) => total + courseCount, 0)
      expect(sum).toBe(trial.overall.courseCount)
    }
  })

  it('says for each group how often people were at or below the upper edge', () => {
    const [, white, black] = trial.byGroup
    expect(white?.atOrBelowHigh).toBe(0.75)
    expect(white?.meanError).toBe(2.5)
    expect(black?.atOrBelowHigh).toBe(0.5)
    expect(black?.meanError).toBe(5)
    expect(black).toMatchObject(calibrationOf(model, observations.slice(80, 120)))
  })

  it.each([
    [29, 0, 1],
    [30, 1, 0],
    [31, 1, 0],
  ])('with %d courses judges %d groups of one', (count, judged, unjudged) => {
    const one = tryRange(model, courses(count, 0, { Age: 'any' }), { ...plan, groups: [] })
    expect([one.byGroup.length, one.tooFew.length]).toEqual([judged, unjudged])
  })
})

describe('the group that a model fits least', () => {
  const trialOf = (groups: Record<string, [count: number, above: number]>) =>
    tryRange(
      model,
      Object.entries(groups).flatMap(([group, [count, above]]) =>
        courses(count, above, { Ethnic: group }),
      ),
      { leastCourses: 30, groups: [] },
    )

  it('is the one furthest from what the upper edge promises, on either side', () => {
    const above = furthestGroup(trialOf({ White: [100, 25], Black: [40, 20] }), 0.75)
    expect(above?.calibration.group).toBe('Black')
    expect(above?.gap).toBeCloseTo(-0.25, 10)
    const below = furthestGroup(trialOf({ White: [100, 30], Black: [40, 2] }), 0.75)
    expect(below?.calibration.group).toBe('Black')
    expect(below?.gap).toBeCloseTo(0.2, 10)
  })

  it('counts the unknown like any other group', () => {
    const trial = trialOf({ White: [100, 25], 'Not known': [60, 40] })
    expect(furthestGroup(trial, 0.75)?.calibration.group).toBe('Not known')
  })

  it('is told from chance by the number of people, not of forms', () => {
    // 0.75 × 0.25 / 36, its root times 1.96: 0.1414.
    const small = furthestGroup(trialOf({ White: [36, 14] }), 0.75)
    expect(small?.chance).toBeCloseTo(0.1414, 3)
    expect(small?.gap).toBeCloseTo(-0.1389, 3)
    expect(small?.isWithinChance).toBe(true)
    expect(furthestGroup(trialOf({ White: [36, 15] }), 0.75)?.isWithinChance).toBe(false)
    const twice = courses(36, 15, { Ethnic: 'White' }).flatMap((each) => [
      each,
      { ...each, week: 2 },
    ])
    const again = tryRange(model, twice, { leastCourses: 30, groups: [] })
    expect(furthestGroup(again, 0.75)?.chance).toBeCloseTo(0.1414, 3)
  })

  it('is nobody when no group is large enough', () => {
    expect(furthestGroup(trialOf({ White: [29, 20] }), 0.75)).toBeNull()
  })
})

describe('who somebody is', () => {
  it('is no part of a model: the same courses in other groups give the same one', () => {
    const people = Array.from({ length: 60 }, (_, course) => course).flatMap((course) =>
      [1, 3, 6, 9].map((week, place) => ({
        courseId: `course ${String(course).padStart(3, '0')}`,
        start: 8 + (course % 17),
        week,
        total: 12 - Math.log1p(week) + (((course * 4 + place) * 7919) % 601) / 100,
        groups: { Ethnic: course % 3 === 0 ? 'Black' : 'White', Gender: 'Female' },
      })),
    )
    const others = people.map((each, index) => ({
      ...each,
      groups: { Ethnic: index % 2 === 0 ? 'Asian' : 'Not known', Gender: 'Male' },
    }))
    const scale = {
      instrumentId: 'phq9',
      minimum: 0,
      maximum: 27,
      untilWeek: 12,
      quantiles: model.quantiles,
    }
    const [one, other] = [people, others].map((some) => estimateRange(some, scale, plan))
    expect(one?.model.coefficients.start).toBeTypeOf('number')
    expect(other?.model).toEqual(one?.model)
    expect(other?.trial.overall).toEqual(one?.trial.overall)
    expect(other?.trial.byGroup).not.toEqual(one?.trial.byGroup)
  })
})
