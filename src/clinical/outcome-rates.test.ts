import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aReferral, aSetting, at } from './outcome.fixture.ts'
import {
  denominatorOf,
  figureOf,
  type PublishedMeasure,
  percentage,
  publishedCount,
  publishedFigure,
} from './outcome-rates.ts'
import { addTo, type Counts, emptyTally } from './outcome-tally.ts'
import { type ReferralRecord, referralOutcome } from './referral-outcome.ts'

const aMeasure = (changes: Partial<PublishedMeasure>): PublishedMeasure => ({
  id: 'recovery',
  label: 'Recovery',
  group: 'outcomes',
  countId: 'M191',
  rateId: 'M192',
  counts: 'recovered',
  of: 'finished_less_not_at_caseness',
  explains: 'what it is',
  source: 'metadata',
  ...changes,
})

function countsOf(changes: Partial<Record<keyof Counts, number>>): Counts {
  return { ...emptyTally().counts, ...changes }
}

// England, all referrals: finished, not at caseness, recovery, reliable recovery, improvement,
// deterioration, no reliable change, each count with its percentage where one is published. NHS
// England, NHS Talking Therapies annual reports 2017-18 to 2024-25, and by problem for 2019-20
// (Open Government Licence v3.0), as collected in bennettoxford/nhstt, measures_annual, f65c91b.
const published: [string, number, number, ...[number, number][]][] = [
  [
    '2024-25',
    670419,
    35234,
    [321061, 50.5],
    [301815, 47.5],
    [452284, 67.5],
    [39157, 5.8],
    [170457, 25.4],
  ],
  [
    '2023-24',
    671648,
    37164,
    [318013, 50.1],
    [298780, 47.1],
    [448634, 66.8],
    [39870, 5.9],
    [174695, 26],
  ],
  [
    '2022-23',
    672193,
    37805,
    [316251, 49.9],
    [297186, 46.8],
    [446968, 66.5],
    [39919, 5.9],
    [174915, 26],
  ],
  [
    '2021-22',
    664087,
    38168,
    [313919, 50.2],
    [296070, 47.3],
    [444555, 66.9],
    [38267, 5.8],
    [169783, 25.6],
  ],
  [
    '2020-21',
    634649,
    37267,
    [306990, 51.4],
    [291091, 48.7],
    [433327, 68.3],
    [34535, 5.4],
    [157738, 24.9],
  ],
  [
    '2019-20',
    606192,
    36054,
    [291371, 51.1],
    [276261, 48.5],
    [406118, 67],
    [35316, 5.8],
    [158960, 26.2],
  ],
  [
    '2018-19',
    582556,
    35706,
    [284810, 52.1],
    [270763, 49.5],
    [392662, 67.4],
    [33660, 5.8],
    [149884, 25.7],
  ],
  [
    '2017-18',
    554709,
    36767,
    [263295, 50.8],
    [250395, 48.3],
    [368518, 66.4],
    [32931, 5.9],
    [147631, 26.6],
  ],
  [
    'depression',
    249838,
    11342,
    [118021, 49.5],
    [111389, 46.7],
    [166244, 66.5],
    [15946, 6.4],
    [65751, 26.3],
  ],
  [
    'social phobias',
    15925,
    624,
    [6355, 41.5],
    [6069, 39.7],
    [10645, 66.8],
    [849, 5.3],
    [4325, 27.2],
  ],
  ['OCD', 12728, 564, [6026, 49.5], [5459, 44.9], [8170, 64.2], [682, 5.4], [3814, 30]],
  ['PTSD', 25357, 506, [10486, 42.2], [10335, 41.6], [16892, 66.6], [1803, 7.1], [6438, 25.4]],
]

describe('published percentages', () => {
  it.each(published)(
    'of %s follow from the published counts',
    (_year, finished, notCase, ...five) => {
      const names = [
        'recovered',
        'reliably_recovered',
        'improved',
        'deteriorated',
        'no_change',
      ] as const
      const counts = countsOf({
        finished,
        not_at_caseness: notCase,
        ...Object.fromEntries(names.map((name, index) => [name, five[index]?.[0] ?? 0])),
      })
      for (const [index, counted] of names.entries()) {
        const of = index < 2 ? 'finished_less_not_at_caseness' : 'finished'
        expect(figureOf(aMeasure({ counts: counted, of }), counts).percentage).toBe(
          five[index]?.[1],
        )
      }
    },
  )

  it('do not follow from the number at caseness, which is no denominator', () => {
    // 2024-25: 634,248 at caseness, and 937 of whom neither was known.
    expect(percentage(321061, 634248)).not.toBe(50.5)
  })
})

describe('a rate', () => {
  it('has one decimal, halves up, and is nothing of nobody', () => {
    expect([percentage(1, 3), percentage(2, 3), percentage(1, 800), percentage(1, 2000)]).toEqual([
      33.3, 66.7, 0.1, 0.1,
    ])
    expect([percentage(0, 7), percentage(7, 7), percentage(0, 0)]).toEqual([0, 100, null])
  })

  it('of recovery divides by finished courses less those not at caseness', () => {
    const counts = countsOf({ finished: 10, not_at_caseness: 3, at_caseness: 5, recovered: 2 })
    expect(denominatorOf(counts, 'finished_less_not_at_caseness')).toBe(7)
    expect(figureOf(aMeasure({}), counts)).toMatchObject({ count: 2, of: 7, percentage: 28.6 })
    expect(figureOf(aMeasure({ of: null }), counts)).toMatchObject({ of: null, percentage: null })
  })
})

describe('small numbers', () => {
  const limits = { hideBelow: 5, roundTo: 5 }
  it.each([
    [0, 0],
    [1, null],
    [4, null],
    [5, 5],
    [7, 5],
    [8, 10],
    [1234, 1235],
  ])('%i is published as %s', (count, expected) => {
    expect(publishedCount(count, limits)).toBe(expected)
  })

  it('hide a percentage that would give them away', () => {
    const hidden = figureOf(aMeasure({}), countsOf({ finished: 40, recovered: 3 }))
    expect(publishedFigure(hidden, limits)).toMatchObject({
      count: null,
      of: 40,
      isHidden: true,
      percentage: null,
    })
    const few = figureOf(aMeasure({}), countsOf({ finished: 3 }))
    expect(publishedFigure(few, limits)).toMatchObject({ of: null, percentage: null })
    const enough = figureOf(aMeasure({}), countsOf({ finished: 41, recovered: 22 }))
    expect(publishedFigure(enough, limits)).toMatchObject({ count: 20, of: 40, percentage: 50 })
  })
})

describe('what is counted', () => {
  const total = (most: number) =>
    fc.option(fc.integer({ min: 0, max: most }), { nil: null, freq: 5 })
  const calls = fc.array(
    fc.record({
      purpose: fc.constantFrom('review', 'first_call', 'ending'),
      outcome: fc.constantFrom('attended', 'did_not_attend'),
      at: fc.integer({ min: at('2025-12-20'), max: at('2026-05-20') }),
    }),
    { maxLength: 6 },
  )
  const person = fc
    .record({
      totals: fc.record({
        phq9: fc.array(total(27), { maxLength: 4 }),
        gad7: fc.array(total(21), { maxLength: 4 }),
        spin: fc.array(total(68), { maxLength: 4 }),
      }),
      problem: fc.constantFrom('F32', 'F401', null),
      endedAt: fc.constantFrom(at('2026-04-30'), at('2026-02-01'), null),
      calls,
    })
    .map(({ totals, problem, endedAt, calls }) =>
      aReferral(totals, { problem, endedAt, contacts: { calls, reviews: [], activity: [] } }),
    )

  function tallyOf(people: readonly ReferralRecord[]) {
    const setting = aSetting()
    const tally = emptyTally()
    for (const record of people) {
      const outcome = referralOutcome(setting, record)
      if (outcome) addTo(tally, outcome)
    }
    return tally.counts
  }

  it('keeps the identities between the classes, whoever the people are', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 30 }), (people) => {
        const n = tallyOf(people)
        expect(n.improved + n.deteriorated + n.no_change + n.unpaired).toBe(n.finished)
        expect(n.at_caseness + n.not_at_caseness + n.caseness_unknown).toBe(n.finished)
        expect(n.never_treated + n.treated_once + n.finished).toBe(n.ended)
        expect(n.ended).toBe(people.filter(({ endedAt }) => endedAt !== null).length)
        expect(n.reliably_recovered).toBeLessThanOrEqual(Math.min(n.recovered, n.improved))
        expect(n.recovered).toBeLessThanOrEqual(n.at_caseness)
        expect(n.unpaired).toBe(n.finished - n.both_paired)
        expect(n.depression_paired + n.depression_first_only + n.depression_missing).toBe(
          n.finished,
        )
        expect(n.anxiety_paired + n.anxiety_first_only + n.anxiety_missing).toBe(n.finished)
        for (const name of ['depression', 'anxiety'] as const) {
          const answered = n[`follow_up_${name}`]
          expect(answered).toBeLessThanOrEqual(n.follow_up_due)
          const moved = n[`follow_up_${name}_better`] + n[`follow_up_${name}_worse`]
          expect(moved).toBeLessThanOrEqual(answered)
          expect(n[`follow_up_${name}_below`]).toBeLessThanOrEqual(answered)
        }
        expect(n.own_measure_paired + n.own_not_paired).toBe(n.own_measure_due)
        expect(n.both_paired).toBeLessThanOrEqual(Math.min(n.depression_paired, n.anxiety_paired))
        const notRecovered = n.finished - n.not_at_caseness - n.recovered
        expect(notRecovered).toBeGreaterThanOrEqual(0)
        expect(notRecovered).toBe(n.at_caseness + n.caseness_unknown - n.recovered)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same in any order, and grows with each person', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 20 }), (people) => {
        const all = tallyOf(people)
        expect(tallyOf(people.toReversed())).toEqual(all)
        const fewer = tallyOf(people.slice(1))
        for (const name of Object.keys(all) as (keyof Counts)[]) {
          expect(all[name]).toBeGreaterThanOrEqual(fewer[name])
        }
      }),
      { numRuns: 40 },
    )
  })
})
