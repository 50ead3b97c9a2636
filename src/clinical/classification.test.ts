import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from './classification.ts'
import { aForm } from './instrument.fixture.ts'
import type { Answers, Classification, CountRule } from './instrument.ts'

const about = { source: 'a paper', verifiedBy: '', confidence: 'seen' } as const

function rule(items: number[], atLeast: number, from: number, to = 99): CountRule {
  return { items: items.map((item) => ({ item, atLeast })), from, to }
}

const complex: Classification = {
  ...about,
  id: 'complex',
  label: 'Complex pattern',
  rules: [rule([1, 2], 2, 1), rule([3, 4], 2, 1)],
  unless: [],
}
const plain: Classification = {
  ...complex,
  id: 'plain',
  label: 'Pattern',
  rules: [rule([1, 2], 2, 1)],
  unless: ['complex'],
}
const some: Classification = { ...complex, id: 'some', rules: [rule([1, 2, 3, 4], 2, 2, 3)] }
const form = aForm(4, 4, { classifications: [complex, plain, some] })

function found(answers: Answers): Record<string, boolean | null> {
  return Object.fromEntries(classify(form, answers).map(({ id, holds }) => [id, holds]))
}

describe('a classification', () => {
  it.each([
    [
      { 1: 2, 2: 0, 3: 2, 4: 0 },
      { complex: true, plain: false, some: true },
    ],
    [
      { 1: 2, 2: 0, 3: 1, 4: 0 },
      { complex: false, plain: true, some: false },
    ],
    [
      { 1: 1, 2: 1, 3: 4, 4: 4 },
      { complex: false, plain: false, some: true },
    ],
    [
      { 1: 2, 2: 2, 3: 2, 4: 2 },
      { complex: true, plain: false, some: false },
    ],
  ])('of %j is %j', (answers, expected) => {
    expect(found(answers)).toEqual(expected)
  })

  it('is open while a missing answer could decide it either way', () => {
    expect(found({ 1: 2 })).toEqual({ complex: null, plain: null, some: null })
    expect(found({ 1: 2, 3: 3 })).toMatchObject({ complex: true, plain: false })
    expect(found({ 1: 0, 2: 0 })).toMatchObject({ complex: false, plain: false, some: null })
    expect(found({})).toEqual({ complex: null, plain: null, some: null })
  })

  it('counts an item that does not apply as one that was not met', () => {
    expect(found({ 1: 'not_applicable', 2: 0, 3: 4, 4: 4 })).toMatchObject({ complex: false })
  })

  it('says where it comes from and that nobody has verified it', () => {
    expect(classify(form, {})[0]).toMatchObject({ source: 'a paper', isVerified: false })
    const checked = aForm(4, 4, { classifications: [{ ...complex, verifiedBy: 'Dr A Person' }] })
    expect(classify(checked, {})[0]?.isVerified).toBe(true)
  })

  it('never has a pattern and the one that stands above it at once', () => {
    const answers = fc.dictionary(
      fc.constantFrom('1', '2', '3', '4'),
      fc.integer({ min: 0, max: 4 }),
    )
    fc.assert(
      fc.property(answers, (given) => {
        const { complex: above, plain: below } = found(given)
        expect(above === true && below === true).toBe(false)
      }),
    )
  })
})
