import { describe, expect, it } from 'vitest'
import { aForm, anItem } from './instrument.fixture.ts'
import type { Instrument, Scoring } from './instrument.ts'
import { isAsked, missingItems, subscaleScores, totalScore } from './scoring.ts'

const sum = aForm(3, 4).scoring

function scoredAs(changes: Partial<Scoring>, others: Partial<Instrument> = {}): Instrument {
  return aForm(3, 4, { scoring: { ...sum, ...changes }, ...others })
}

describe('a total', () => {
  it('turns reversed items round within their own answers', () => {
    const fromOne = [1, 2, 3, 4, 5].map((value) => ({ value, label: '', loinc: null }))
    const form = aForm(3, 4, {
      items: [anItem(1, { isReversed: true }), anItem(2, { isReversed: true, options: fromOne })],
    })
    expect(totalScore(form, { 1: 0, 2: 5 })).toBe(3 + 1)
    expect(totalScore(form, { 1: 3, 2: 2 })).toBe(0 + 4)
  })

  it('is the mean of the items that apply, to its decimals', () => {
    const items = [1, 2, 3].map((number) => anItem(number, { mayNotApply: true }))
    const form = scoredAs({ method: 'mean', decimals: 2 }, { items })
    expect(totalScore(form, { 1: 1, 2: 2, 3: 2 })).toBe(1.67)
    expect(totalScore(form, { 1: 1, 2: 2, 3: 'not_applicable' })).toBe(1.5)
    expect(totalScore(form, { 1: 1, 2: 2 })).toBeNull()
  })

  it('is not made of situations none of which apply', () => {
    const form = scoredAs({ method: 'mean' }, { items: [anItem(1, { mayNotApply: true })] })
    expect(totalScore(form, { 1: 'not_applicable' })).toBeNull()
  })

  it('keeps the decimals of a replaced answer where the rule of the form has them', () => {
    const whole = scoredAs({ prorateUpTo: 1 })
    const exact = scoredAs({ prorateUpTo: 1, prorateDecimals: 2 })
    expect(totalScore(whole, { 1: 1, 2: 2 })).toBe(5)
    expect(totalScore(exact, { 1: 1, 2: 2 })).toBe(4.5)
    expect(totalScore(exact, { 1: 1, 2: 2, 3: 2 })).toBe(5)
  })

  it('adds before it multiplies, and rounds half up', () => {
    expect(totalScore(scoredAs({ add: -1, multiplyBy: 2.5 }), { 1: 1, 2: 1, 3: 2 })).toBe(8)
    expect(totalScore(scoredAs({ multiplyBy: 2.5, decimals: 1 }), { 1: 1, 2: 0, 3: 0 })).toBe(2.5)
    expect(totalScore(scoredAs({ multiplyBy: 1.115, decimals: 2 }), { 1: 1, 2: 0, 3: 0 })).toBe(
      1.12,
    )
  })

  it('is read from a table where the instrument has one', () => {
    const lookup = new Map([
      [3, 7.25],
      [4, 9.51],
    ])
    expect(totalScore(scoredAs({ lookup, decimals: 2 }), { 1: 1, 2: 1, 3: 1 })).toBe(7.25)
    expect(totalScore(scoredAs({ lookup, decimals: 2 }), { 1: 4, 2: 4, 3: 4 })).toBeNull()
  })

  it('is not there for an instrument that has none', () => {
    expect(totalScore(scoredAs({ method: 'none' }), { 1: 1, 2: 1, 3: 1 })).toBeNull()
  })

  it('refuses "not applicable" where every item applies', () => {
    expect(() => totalScore(aForm(3, 4), { 2: 'not_applicable' })).toThrow(/item 2/)
  })
})

describe('an item that hangs on another', () => {
  const asked = anItem(2, { askIf: { item: 1, atLeast: 1 } })
  const form = scoredAs({}, { items: [anItem(1), asked, anItem(3)] })

  it('is not missing while it is not asked, and counts as nothing', () => {
    expect(missingItems(form, { 1: 0, 3: 2 })).toEqual([])
    expect(totalScore(form, { 1: 0, 3: 2 })).toBe(2)
  })

  it('is missing once it is asked', () => {
    expect(isAsked(asked, { 1: 1 })).toBe(true)
    expect(missingItems(form, { 1: 1, 3: 2 })).toEqual([2])
    expect(totalScore(form, { 1: 1, 3: 2 })).toBeNull()
  })

  it('does not count with an answer from before the other was changed', () => {
    expect(totalScore(form, { 1: 0, 2: 3, 3: 2 })).toBe(2)
  })

  it('leaves the total open while nobody knows whether it is asked', () => {
    expect(totalScore(form, { 2: 3, 3: 2 })).toBeNull()
  })
})

describe('subscales', () => {
  const scale = { label: '', countFrom: 1, countTo: 9, multiplyBy: 1, minimum: 0, maximum: 12 }
  const form = aForm(3, 4, {
    subscales: [
      { ...scale, id: 'sum', items: [1, 2], method: 'sum', higherIs: 'worse' },
      { ...scale, id: 'mean', items: [1, 3], method: 'mean', multiplyBy: 10, higherIs: 'worse' },
      { ...scale, id: 'count', items: [1, 2, 3], method: 'count', countFrom: 2, higherIs: 'worse' },
    ],
  })

  it('each count their own items in their own way', () => {
    expect(subscaleScores(form, { 1: 1, 2: 2, 3: 4 })).toEqual({ sum: 3, mean: 25, count: 2 })
  })

  it('are given one by one, as far as their items are answered', () => {
    expect(subscaleScores(form, { 1: 1, 2: 2 })).toEqual({ sum: 3, mean: null, count: null })
  })
})
