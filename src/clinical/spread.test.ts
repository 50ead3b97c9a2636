import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addValue, deviationOf, meanOf, medianOf, type Spread, sizeOf } from './spread.ts'

function spreadOf(values: readonly (number | null)[]): Spread {
  const spread: Spread = new Map()
  for (const value of values) addValue(spread, value)
  return spread
}

it.each([
  [[], null, null, null],
  [[5], 5, 5, null],
  [[null, 5, null], 5, 5, null],
  [[1, 2, 3], 2, 2, 1],
  [[1, 2, 3, 10], 4, 2.5, 4.08],
  [[0, 0, 0, 8], 2, 0, 4],
  [[2.3, 2.31], 2.305, 2.305, 0.01],
])('of %j: mean %s, median %s, deviation %s', (values, mean, median, deviation) => {
  const spread = spreadOf(values)
  const near = (found: number | null) => (found === null ? null : Math.round(found * 1000) / 1000)
  expect([near(meanOf(spread)), near(medianOf(spread))]).toEqual([mean, median])
  const found = deviationOf(spread)
  expect(found === null ? null : Math.round(found * 100) / 100).toBe(deviation)
})

it('agrees with working from the list itself, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2 }), (values) => {
      const spread = spreadOf(values)
      const sorted = values.toSorted((a, b) => a - b)
      const [low, high] = [
        sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
        sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0,
      ]
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      expect(sizeOf(spread)).toBe(values.length)
      expect(medianOf(spread)).toBe((low + high) / 2)
      expect(meanOf(spread)).toBeCloseTo(mean, 9)
      expect(deviationOf(spread)).toBeCloseTo(Math.sqrt(squares / (values.length - 1)), 9)
      expect(meanOf(spreadOf(values.toReversed()))).toBeCloseTo(mean, 9)
    }),
  )
})
