import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  coefficientsFrom,
  expectedRange,
  expectedTotal,
  type PublishedFigures,
  type RangeModel,
  spreadFrom,
} from './expected-range.ts'

const figures: PublishedFigures = {
  startMean: 11.7,
  startDeviation: 5.8,
  endMean: 8.6,
  endDeviation: 5.9,
  correlation: 0.55,
  weeks: 12,
}

function aModel(changes: Partial<PublishedFigures> = {}, z = 0.6745): RangeModel {
  const used = { ...figures, ...changes }
  return {
    instrumentId: 'phq9',
    coefficients: coefficientsFrom(used),
    spread: spreadFrom(used, z),
    untilWeek: used.weeks,
    quantiles: { low: 0.25, high: 0.75 },
    minimum: 0,
    maximum: 27,
  }
}

describe('the line from published figures', () => {
  it('expects the mean of the start at the start and the mean of the end at the end', () => {
    expect(expectedTotal(aModel(), 11.7, 0)).toBeCloseTo(11.7, 9)
    expect(expectedTotal(aModel(), 11.7, 12)).toBeCloseTo(8.6, 9)
  })

  // Worked out by hand: 8.6 + 0.55 × 5.9/5.8 × (20 − 11.7), and 5.9 × √(1 − 0.55²) × 0.8416 above.
  it('expects 13.2 at the end of somebody who began at 20, four in five below 17.4', () => {
    expect(expectedTotal(aModel(), 20, 12)).toBeCloseTo(13.24, 2)
    expect(expectedRange(aModel({}, 0.8416), 20, 12)?.high).toBeCloseTo(17.39, 2)
  })

  it('reaches more than half of the way by week 4, because most change comes early', () => {
    const moved = 20 - expectedTotal(aModel(), 20, 4)
    const whole = 20 - expectedTotal(aModel(), 20, 12)
    expect(moved / whole).toBeCloseTo(Math.log(5) / Math.log(13), 9)
    expect(moved / whole).toBeGreaterThan(0.5)
  })
})

describe('the expected range', () => {
  const start = fc.integer({ min: 0, max: 27 })
  const week = fc.double({ min: 0, max: 12, noNaN: true })

  it('is the start score itself on the first day', () => {
    expect(expectedRange(aModel(), 18, 0)).toEqual({ low: 18, middle: 18, high: 18 })
  })

  it.each([
    [-1, 4],
    [28, 4],
    [18, -0.1],
    [18, 12.1],
  ])('says nothing of a start of %d in week %d', (from, at) => {
    expect(expectedRange(aModel(), from, at)).toBeNull()
  })

  it('keeps its order and stays on the scale, for every start and week', () => {
    fc.assert(
      fc.property(start, week, (from, at) => {
        const range = expectedRange(aModel(), from, at)
        expect(range).not.toBeNull()
        if (range === null) return
        expect(range.low).toBeGreaterThanOrEqual(0)
        expect(range.middle).toBeGreaterThanOrEqual(range.low)
        expect(range.high).toBeGreaterThanOrEqual(range.middle)
        expect(range.high).toBeLessThanOrEqual(27)
      }),
    )
  })

  it('is never lower for somebody who began higher', () => {
    fc.assert(
      fc.property(start, start, week, (one, other, at) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const [lower, higher] = [
          expectedRange(aModel(), less, at),
          expectedRange(aModel(), more, at),
        ]
        expect(higher?.high ?? 0).toBeGreaterThanOrEqual(lower?.high ?? 0)
        expect(higher?.low ?? 0).toBeGreaterThanOrEqual(lower?.low ?? 0)
      }),
    )
  })

  it('grows wider with the weeks, and wider still with a weaker correlation', () => {
    const width = (model: RangeModel, at: number) => {
      const range = expectedRange(model, 14, at)
      return range === null ? 0 : range.high - range.low
    }
    expect(width(aModel(), 1)).toBeLessThan(width(aModel(), 4))
    expect(width(aModel(), 4)).toBeLessThan(width(aModel(), 12))
    expect(width(aModel(), 8)).toBeLessThan(width(aModel({ correlation: 0.3 }), 8))
  })
})
