import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerUrgency, type SafetyAnswer, urgencyRank } from './urgency.ts'

function item9(current: number, previous: number | null, hasReviewedPlan = false): SafetyAnswer {
  return { current, previous, hasReviewedPlan, raisesFrom: 1, highFrom: 2 }
}

const anyAnswer = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    fc.boolean(),
  )
  .map(([current, previous, hasPlan]) => item9(current, previous, hasPlan))

describe('the urgency of item 9', () => {
  it.each([
    [0, null, false, []],
    [0, 3, true, []],
    [1, null, false, ['new']],
    [1, 0, true, ['new']],
    [1, 1, false, ['unchanged']],
    [1, 1, true, ['unchanged_with_reviewed_plan']],
    [1, 2, true, ['lower']],
    [2, null, true, ['high_answer', 'new']],
    [2, 0, false, ['high_answer', 'new']],
    [2, 1, true, ['high_answer', 'raised']],
    [2, 2, true, ['high_answer', 'unchanged']],
    [2, 2, false, ['high_answer', 'unchanged']],
    [2, 3, true, ['high_answer', 'lower']],
    [3, 2, true, ['high_answer', 'raised']],
  ])('answered %i after %s, plan reviewed %s', (current, previous, hasPlan, words) => {
    expect(answerUrgency(item9(current, previous, hasPlan))).toEqual(words)
  })

  it('always has a word from 1 on, and is never a category of risk', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const words = answerUrgency(answer)
        expect(words.length > 0).toBe(answer.current >= 1)
        for (const label of ['low', 'medium', 'high', 'risk']) expect(words).not.toContain(label)
      }),
    )
  })

  it('is calmed by a plan only when the answer is the same as before and not high', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const isCalmed = answerUrgency(answer).includes('unchanged_with_reviewed_plan')
        const { current, previous, hasReviewedPlan } = answer
        expect(isCalmed).toBe(hasReviewedPlan && current === 1 && previous === 1)
      }),
    )
  })

  it('ranks a raised answer before an unchanged one, and what nobody graded first', () => {
    expect(urgencyRank([])).toBe(0)
    expect(urgencyRank(['raised', 'high_answer'])).toBe(0)
    expect(urgencyRank(['new'])).toBeLessThan(urgencyRank(['raised']))
    expect(urgencyRank(['raised'])).toBeLessThan(urgencyRank(['unchanged']))
    expect(urgencyRank(['lower'])).toBeLessThan(urgencyRank(['unchanged_with_reviewed_plan']))
  })
})
