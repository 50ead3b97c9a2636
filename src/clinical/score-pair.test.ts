import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, scoresOf } from './outcome.fixture.ts'
import { answersOf, type ScoreRecord, totalsOf } from './score-pair.ts'

const span = { from: at('2026-01-01'), to: at('2026-04-30') }

describe('the first and last score of a referral', () => {
  it('are the earliest and the latest valid ones', () => {
    expect(totalsOf(scoresOf('phq9', [15, 12, 8]), 'phq9', span)).toEqual({ first: 15, last: 8 })
  })

  it('leave out forms without a total, at either end', () => {
    const scores = scoresOf('phq9', [null, 14, 12, null])
    expect(totalsOf(scores, 'phq9', span)).toEqual({ first: 14, last: 12 })
  })

  it('have no last one while there is only one', () => {
    expect(totalsOf(scoresOf('phq9', [null, 14]), 'phq9', span)).toEqual({ first: 14, last: null })
    expect(totalsOf([], 'phq9', span)).toEqual({ first: null, last: null })
  })

  it('lie between referral and end: a follow-up form does not change the outcome', () => {
    const before = scoresOf('phq9', [27], at('2025-12-31'))
    const after = scoresOf('phq9', [27], at('2026-05-01'))
    const within = scoresOf('phq9', [15, 8])
    expect(totalsOf([...before, ...within, ...after], 'phq9', span)).toEqual({ first: 15, last: 8 })
    const onTheDays = [...scoresOf('phq9', [9], span.from), ...scoresOf('phq9', [3], span.to)]
    expect(totalsOf(onTheDays, 'phq9', span)).toEqual({ first: 9, last: 3 })
  })

  it('never mix two instruments', () => {
    const scores = [...scoresOf('gad7', [1, 2]), ...scoresOf('phq9', [15, 8])]
    expect(totalsOf(scores, 'phq9', span)).toEqual({ first: 15, last: 8 })
  })

  it('do not depend on the order in which the records are read', () => {
    const value = fc.record({
      id: fc.uuid(),
      instrumentId: fc.constant('phq9'),
      at: fc.integer({ min: span.from, max: span.from + 5 }),
      total: fc.option(fc.integer({ min: 0, max: 27 }), { nil: null }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(value, { selector: ({ id }) => id }),
        fc.integer(),
        (all, seed) => {
          const shuffled = all.toSorted(
            (a, b) => ((a.at * 31 + a.id.length * seed) % 7) - ((b.at * 31 + seed) % 7),
          )
          expect(totalsOf(shuffled.toReversed(), 'phq9', span)).toEqual(totalsOf(all, 'phq9', span))
        },
      ),
    )
  })
})

describe('the items of the functioning measure', () => {
  const formsOf = (answers: readonly ScoreRecord['answers'][]): ScoreRecord[] =>
    scoresOf(
      'wsas',
      answers.map(() => null),
    ).map((score, index) => {
      const given = answers[index]
      return given ? { ...score, answers: given } : score
    })

  it('each have a first and a last of their own, without what does not apply', () => {
    const forms = formsOf([
      { 1: 'not_applicable', 2: 6 },
      { 1: 4, 2: 3, 3: 5 },
      { 1: 'not_applicable', 2: 2 },
    ])
    const item = (number: number) => answersOf(forms, { instrumentId: 'wsas', item: number }, span)
    expect(item(1)).toEqual({ first: 4, last: null })
    expect(item(2)).toEqual({ first: 6, last: 2 })
    expect(item(3)).toEqual({ first: 5, last: null })
    expect(item(4)).toEqual({ first: null, last: null })
  })
})
