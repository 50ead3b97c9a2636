import { describe, expect, test } from 'vitest'
import { axisLines, courseSpan, latestStretch, mergeGoals, weeklyMeans } from './axis-lines.ts'

const day = (number: number) => new Date(Date.UTC(2026, 9, 1 + number, 12))
const source = { name: 'mood', label: 'Mood', min: 0, max: 10 }
const points = (days: readonly number[]) =>
  days.map((number) => ({ series: 'mood', at: day(number), value: number % 7 }))

describe('ratings on the axis of the scores', () => {
  test('what is rated once a week stands as it was given', () => {
    const [line] = axisLines([source], points([0, 7, 14]))
    expect(line?.isWeeklyMean).toBe(false)
    expect(line?.points).toHaveLength(3)
  })

  test('a diary of many moments stands as the average of each week', () => {
    const [line] = axisLines([source], points([0, 1, 2, 3, 7, 8, 9, 21, 22]))
    expect(line?.isWeeklyMean).toBe(true)
    expect(line?.points.map(({ value }) => value)).toEqual([1.5, 1, 0.5])
  })

  test('what was never rated has no line, and the order is that of the programme', () => {
    const other = { ...source, name: 'other' }
    const lines = axisLines(
      [other, source],
      [...points([0]), { series: 'strange', at: day(1), value: 1 }],
    )
    expect(lines.map(({ name }) => name)).toEqual(['mood'])
  })

  test('an average never leaves the range of what it is made of', () => {
    for (const { value, at } of weeklyMeans(points([0, 1, 5, 6, 13, 20]))) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(6)
      expect(at.getTime()).toBeGreaterThanOrEqual(day(0).getTime())
    }
  })
})

describe('one axis of time', () => {
  const course = { startedAt: day(7), endedAt: null }

  test('from the start, or a form before it, to today', () => {
    expect(courseSpan(course, day(60), [day(3), day(30)])).toEqual({ from: day(3), to: day(60) })
    expect(courseSpan(course, day(60), [day(30)])).toEqual({ from: day(7), to: day(60) })
  })

  test('it ends with treatment, or with the last form after it', () => {
    const ended = { ...course, endedAt: day(40) }
    expect(courseSpan(ended, day(400), [day(30)])?.to).toEqual(day(40))
    expect(courseSpan(ended, day(400), [day(70)])?.to).toEqual(day(70))
  })

  test('of a long course the latest half year can be taken, of a short one all', () => {
    const long = { from: day(0), to: day(365) }
    expect(latestStretch(long, 'UTC')).toEqual({
      from: new Date('2027-04-02T00:00:00Z'),
      to: day(365),
    })
    expect(latestStretch({ from: day(0), to: day(26 * 7) }, 'UTC')).toEqual({
      from: day(0),
      to: day(182),
    })
  })

  test('without anything to draw there is none', () => {
    expect(courseSpan(course, day(60), [])).toBeNull()
  })
})

test('a goal written again in the same words is one goal with one line', () => {
  const merged = mergeGoals([
    { goal: 'Walk the dog', points: [{ at: day(9), value: 4 }] },
    { goal: ' walk the dog', points: [{ at: day(2), value: 1 }] },
    { goal: 'Post', points: [] },
  ])
  expect(merged.map(({ goal, points }) => [goal, points.map(({ value }) => value)])).toEqual([
    ['Walk the dog', [1, 4]],
    ['Post', []],
  ])
})
