import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aDepressionMeasure, anAnxietyMeasure, aThreshold } from './instrument.fixture.ts'
import { theRules } from './outcome.fixture.ts'
import { changeClass, courseOutcome, type MeasurePair } from './outcome.ts'
import { totalScore } from './scoring.ts'

const phq9 = aDepressionMeasure()
const gad7 = anAnxietyMeasure()
const rules = theRules()

type Total = number | null
type Pairs = [MeasurePair, MeasurePair]

function pairs(phq: [Total, Total], gad: [Total, Total]): Pairs {
  return [
    { instrument: phq9, first: phq[0], last: phq[1] },
    { instrument: gad7, first: gad[0], last: gad[1] },
  ]
}

const outcomeOf = ([depression, anxiety]: Pairs) => courseOutcome(depression, anxiety, rules)

const phqTotal = fc.integer({ min: 0, max: 27 })
const gadTotal = fc.integer({ min: 0, max: 21 })
const orMissing = (total: fc.Arbitrary<number>) => fc.option(total, { nil: null, freq: 5 })
const anyPairs = fc
  .tuple(orMissing(phqTotal), orMissing(phqTotal), orMissing(gadTotal), orMissing(gadTotal))
  .map(([p1, p2, g1, g2]) => pairs([p1, p2], [g1, g2]))

describe('the outcome of a course', () => {
  // The truth table of the outcome rules: PHQ-9, GAD-7, caseness, change, recovery, reliable
  // recovery.
  it.each<[[number, number], [number, number], string, string, string, string]>([
    [[15, 8], [12, 6], 'at_caseness', 'improved', 'recovered', 'recovered'],
    [[10, 9], [7, 7], 'at_caseness', 'no_change', 'recovered', 'not_recovered'],
    [[9, 3], [7, 7], 'not_at_caseness', 'improved', 'not_counted', 'not_counted'],
    [[20, 13], [15, 20], 'at_caseness', 'no_change', 'not_recovered', 'not_recovered'],
    [[16, 10], [9, 7], 'at_caseness', 'improved', 'not_recovered', 'not_recovered'],
    [[11, 9], [8, 4], 'at_caseness', 'improved', 'recovered', 'recovered'],
    [[9, 15], [5, 5], 'not_at_caseness', 'deteriorated', 'not_counted', 'not_counted'],
    [[10, 9], [8, 7], 'at_caseness', 'no_change', 'recovered', 'not_recovered'],
    [[10, 10], [8, 7], 'at_caseness', 'no_change', 'not_recovered', 'not_recovered'],
    [[10, 9], [8, 8], 'at_caseness', 'no_change', 'not_recovered', 'not_recovered'],
  ])('from PHQ-9 %j and GAD-7 %j', (phq, gad, caseness, change, recovered, reliably) => {
    expect(outcomeOf(pairs(phq, gad))).toMatchObject({
      casenessAtStart: caseness,
      change,
      recovery: recovered,
      reliableRecovery: reliably,
    })
  })

  it('with a missing total has no class of change and no recovery', () => {
    expect(outcomeOf(pairs([15, 8], [12, null]))).toMatchObject({
      casenessAtStart: 'at_caseness',
      change: 'unpaired',
      recovery: 'not_recovered',
      reliableRecovery: 'not_recovered',
    })
  })

  it('with one first total missing and the other below its cut-off is of unknown caseness', () => {
    expect(outcomeOf(pairs([9, 3], [null, 3])).casenessAtStart).toBe('unknown')
    expect(outcomeOf(pairs([9, 3], [null, 3])).recovery).toBe('not_recovered')
    expect(outcomeOf(pairs([10, 3], [null, 3])).recovery).toBe('recovered')
  })

  it('is verified only when a named person has verified every threshold', () => {
    const checked = { caseness: aThreshold(10, 'Dr A'), reliableChange: aThreshold(6, 'Dr A') }
    const first = { instrument: aDepressionMeasure(checked), first: 15, last: 8 }
    const second = { instrument: anAnxietyMeasure(checked), first: 12, last: 6 }
    const [, unverified] = pairs([15, 8], [12, 6])
    expect(outcomeOf([first, second]).isVerified).toBe(true)
    expect(outcomeOf([first, unverified]).isVerified).toBe(false)
  })

  it('keeps its identities for any totals', () => {
    fc.assert(
      fc.property(anyPairs, ([depression, anxiety]) => {
        const outcome = outcomeOf([depression, anxiety])
        const { casenessAtStart, recovery, reliableRecovery, change } = outcome
        const isBoth = recovery === 'recovered' && change === 'improved'
        expect(reliableRecovery === 'recovered').toBe(isBoth)
        expect(recovery === 'not_counted').toBe(casenessAtStart === 'not_at_caseness')
        expect(reliableRecovery === 'not_counted').toBe(recovery === 'not_counted')
        if (recovery === 'recovered') expect(casenessAtStart).toBe('at_caseness')
        expect(outcomeOf([anxiety, depression])).toEqual(outcome)
      }),
      { numRuns: 500 },
    )
  })

  it('is never both better and worse, and the mirror of the course run backwards', () => {
    const mirror = {
      improved: 'deteriorated',
      deteriorated: 'improved',
      no_change: 'no_change',
      unpaired: 'unpaired',
    } as const
    fc.assert(
      fc.property(anyPairs, ([depression, anxiety]) => {
        const back = ({ instrument, first, last }: MeasurePair): MeasurePair => ({
          instrument,
          first: last,
          last: first,
        })
        const forwards = changeClass(depression, anxiety, rules)
        expect(changeClass(back(depression), back(anxiety), rules)).toBe(mirror[forwards])
      }),
      { numRuns: 500 },
    )
  })

  it('with a rise beside a fall is what the rules say', () => {
    const [depression, anxiety] = pairs([20, 13], [15, 20])
    const asRise = theRules({ riseWithFall: 'deteriorated' })
    expect(changeClass(depression, anxiety, rules)).toBe('no_change')
    expect(changeClass(depression, anxiety, asRise)).toBe('deteriorated')
    expect(courseOutcome(...pairs([15, 8], [12, 6]), asRise).change).toBe('improved')
  })

  // Every threshold of the outcome one below, at and one above, the other measure lying still.
  it.each<[[number, number], [number, number], string, string]>([
    [[15, 10], [5, 5], 'no_change', 'not_recovered'],
    [[15, 9], [5, 5], 'improved', 'recovered'],
    [[15, 8], [5, 5], 'improved', 'recovered'],
    [[9, 14], [8, 8], 'no_change', 'not_recovered'],
    [[9, 15], [8, 8], 'deteriorated', 'not_recovered'],
    [[9, 16], [8, 8], 'deteriorated', 'not_recovered'],
    [[5, 5], [11, 8], 'no_change', 'not_recovered'],
    [[5, 5], [11, 7], 'improved', 'recovered'],
    [[5, 5], [11, 6], 'improved', 'recovered'],
    [[10, 10], [7, 10], 'no_change', 'not_recovered'],
    [[10, 10], [7, 11], 'deteriorated', 'not_recovered'],
    [[10, 10], [7, 12], 'deteriorated', 'not_recovered'],
    [[9, 9], [7, 7], 'no_change', 'not_counted'],
    [[10, 9], [7, 7], 'no_change', 'recovered'],
    [[9, 9], [8, 7], 'no_change', 'recovered'],
  ])(
    'at its thresholds, from PHQ-9 %j and GAD-7 %j, is %s and %s',
    (phq, gad, change, recovery) => {
      expect(outcomeOf(pairs(phq, gad))).toMatchObject({ change, recovery })
    },
  )

  it('is never made worse by a lower last total', () => {
    const rank = { improved: 2, no_change: 1, deteriorated: 0, unpaired: -1 }
    fc.assert(
      fc.property(phqTotal, phqTotal, phqTotal, gadTotal, gadTotal, (p1, a, b, g1, g2) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const better = outcomeOf(pairs([p1, low], [g1, g2]))
        const worse = outcomeOf(pairs([p1, high], [g1, g2]))
        expect(rank[better.change]).toBeGreaterThanOrEqual(rank[worse.change])
        if (worse.recovery === 'recovered') expect(better.recovery).toBe('recovered')
        if (worse.reliableRecovery === 'recovered')
          expect(better.reliableRecovery).toBe('recovered')
      }),
      { numRuns: 500 },
    )
  })

  it('follows from the answers alone, for every pattern of answers and gaps', () => {
    const answers = (count: number) =>
      fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 40 }), {
        minLength: count,
        maxLength: count,
      })
    const formOf = (given: readonly (number | undefined)[]) =>
      Object.fromEntries(
        given.flatMap((answer, index) => (answer === undefined ? [] : [[index + 1, answer]])),
      )
    fc.assert(
      fc.property(answers(9), answers(9), answers(7), answers(7), (p1, p2, g1, g2) => {
        const total = (instrument: typeof phq9, given: typeof p1) =>
          totalScore(instrument, formOf(given))
        const phq: [Total, Total] = [total(phq9, p1), total(phq9, p2)]
        const gad: [Total, Total] = [total(gad7, g1), total(gad7, g2)]
        const isComplete = [p1, p2, g1, g2].every((given) => !given.includes(undefined))
        expect(outcomeOf(pairs(phq, gad)).change === 'unpaired').toBe(!isComplete)
      }),
      { numRuns: 300 },
    )
  })
})
