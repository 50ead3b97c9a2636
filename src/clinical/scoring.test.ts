import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aDepressionMeasure, anAnxietyMeasure } from './instrument.fixture.ts'
import type { Answers, Instrument } from './instrument.ts'
import { bandOf, missingItems, raisedSignals, totalScore } from './scoring.ts'

const phq9 = aDepressionMeasure()

function answersFrom(values: readonly (number | undefined)[]): Answers {
  const given = values.flatMap((value, index) => (value === undefined ? [] : [[index + 1, value]]))
  return Object.fromEntries(given)
}

function prorating(prorateUpTo: number): Instrument {
  return aDepressionMeasure({ scoring: { ...phq9.scoring, prorateUpTo } })
}

const aFullForm = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 })
const anyForm = fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }), {
  minLength: 9,
  maxLength: 9,
})

describe('the total', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0], 0],
    [[3, 3, 3, 3, 3, 3, 3, 3, 3], 27],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1], 9],
    // HL7's published example states 13 for these answers; they sum to 10.
    [[1, 2, 1, 0, 1, 2, 1, 2, 0], 10],
  ])('of %j is %i', (values, total) => {
    expect(totalScore(phq9, answersFrom(values))).toBe(total)
  })

  it('is not given when an item is missing and the instrument replaces none', () => {
    expect(totalScore(phq9, answersFrom([1, 1, 1, 1, 1, 1, 1, 1]))).toBeNull()
    expect(totalScore(phq9, {})).toBeNull()
  })

  it.each([
    [0, 12],
    [1, 12],
    [2, 12],
    [3, null],
  ])('with %i missing and two replaceable is %s', (missingCount, total) => {
    const values = [1, 2, 1, 1, 1, 2, 1, 2, 1].slice(0, 9 - missingCount)
    expect(totalScore(prorating(2), answersFrom(values))).toBe(total)
  })

  it('is never made of no answers at all', () => {
    expect(totalScore(prorating(9), {})).toBeNull()
  })

  it.each([-1, 4, 1.5, Number.NaN])('refuses the answer %s and names the item', (answer) => {
    expect(() => totalScore(phq9, { 4: answer })).toThrow(RangeError)
    expect(() => totalScore(phq9, { 4: answer })).toThrow(/item 4 of phq9/)
  })

  it('refuses an item that the form does not have', () => {
    expect(() => totalScore(phq9, { 10: 1 })).toThrow(/phq9 has no item 10/)
  })

  it('stays within the range of the instrument, whole, with any items missing', () => {
    fc.assert(
      fc.property(anyForm, fc.integer({ min: 0, max: 9 }), (values, prorateUpTo) => {
        const total = totalScore(prorating(prorateUpTo), answersFrom(values))
        if (total === null) return
        expect(Number.isInteger(total)).toBe(true)
        expect(total).toBeGreaterThanOrEqual(0)
        expect(total).toBeLessThanOrEqual(27)
      }),
    )
  })

  it('does not fall when an answer rises', () => {
    fc.assert(
      fc.property(aFullForm, fc.integer({ min: 0, max: 8 }), (values, index) => {
        const higher = values.map((value, at) => (at === index ? Math.min(3, value + 1) : value))
        const [before, after] = [values, higher].map((form) => totalScore(phq9, answersFrom(form)))
        expect(Number(after)).toBe(Number(before) + ((values[index] ?? 0) < 3 ? 1 : 0))
      }),
    )
  })

  it('does not depend on the order in which items were answered', () => {
    fc.assert(
      fc.property(aFullForm, (values) => {
        const entries = Object.entries(answersFrom(values))
        const backwards = Object.fromEntries(entries.reverse())
        expect(totalScore(phq9, backwards)).toBe(totalScore(phq9, answersFrom(values)))
      }),
    )
  })

  it('is given exactly when no more items are missing than may be replaced', () => {
    fc.assert(
      fc.property(anyForm, fc.integer({ min: 0, max: 8 }), (values, prorateUpTo) => {
        const answers = answersFrom(values)
        const isGiven = missingItems(phq9, answers).length <= prorateUpTo
        expect(totalScore(prorating(prorateUpTo), answers) !== null).toBe(isGiven)
      }),
    )
  })
})

describe('missing items', () => {
  it('are named in the order of the form', () => {
    expect(missingItems(phq9, { 1: 0, 3: 2, 9: 0 })).toEqual([2, 4, 5, 6, 7, 8])
  })

  it('do not include an item answered 0', () => {
    expect(missingItems(anAnxietyMeasure(), answersFrom([0, 0, 0, 0, 0, 0, 0]))).toEqual([])
  })
})

describe('the band', () => {
  it.each([
    [0, 'none'],
    [4, 'none'],
    [5, 'mild'],
    [9, 'mild'],
    [10, 'moderate'],
    [14, 'moderate'],
    [15, 'moderately severe'],
    [19, 'moderately severe'],
    [20, 'severe'],
    [27, 'severe'],
  ])('of %i is %s', (total, label) => {
    expect(bandOf(phq9, total)?.label).toBe(label)
  })

  it('is not invented where the instrument has none', () => {
    expect(bandOf(phq9, 28)).toBeNull()
    expect(bandOf(anAnxietyMeasure(), 5)).toBeNull()
  })
})

describe('a safety item', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 1],
  ])('answered %i raises %i signals', (answer, count) => {
    expect(raisedSignals(phq9, { 9: answer })).toHaveLength(count)
  })

  it('raises its signal in an abandoned form without a total', () => {
    const answers = { 9: 1 }
    expect(totalScore(phq9, answers)).toBeNull()
    expect(raisedSignals(phq9, answers)).toEqual([
      { signal: 'phq9_item9', item: 9, answer: 1, atLeast: 1 },
    ])
  })

  it('raises its signal even in a form that cannot be scored', () => {
    expect(raisedSignals(phq9, { 4: 99, 9: 7 })).toHaveLength(1)
  })

  it('raises nothing when it was not answered', () => {
    expect(raisedSignals(phq9, answersFrom([3, 3, 3, 3, 3, 3, 3, 3]))).toEqual([])
  })

  it('is counted whatever the other answers are', () => {
    fc.assert(
      fc.property(anyForm, (values) => {
        const isRaised = raisedSignals(phq9, answersFrom(values)).length === 1
        expect(isRaised).toBe((values[8] ?? 0) >= 1)
      }),
    )
  })
})
