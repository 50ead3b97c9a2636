import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeClass,
  changeFromStart,
  courseOutcome,
  isAtCaseness,
  isVerified,
  type MeasurePair,
  reliableChange,
} from './change.ts'
import { aDepressionMeasure, anAnxietyMeasure, aThreshold } from './instrument.fixture.ts'

const phq9 = aDepressionMeasure()
const gad7 = anAnxietyMeasure()

type Total = number | null

function pairs(phq: [Total, Total], gad: [Total, Total]): [MeasurePair, MeasurePair] {
  return [
    { instrument: phq9, first: phq[0], last: phq[1] },
    { instrument: gad7, first: gad[0], last: gad[1] },
  ]
}

const phqTotal = fc.integer({ min: 0, max: 27 })
const gadTotal = fc.integer({ min: 0, max: 21 })
const orMissing = (total: fc.Arbitrary<number>) => fc.option(total, { nil: null, freq: 5 })
const anyPairs = fc
  .tuple(orMissing(phqTotal), orMissing(phqTotal), orMissing(gadTotal), orMissing(gadTotal))
  .map(([p1, p2, g1, g2]) => pairs([p1, p2], [g1, g2]))

describe('reliable change', () => {
  it.each([
    [15, 10, 'none'],
    [15, 9, 'improved'],
    [15, 8, 'improved'],
    [10, 15, 'none'],
    [10, 16, 'worsened'],
    [10, 17, 'worsened'],
    [10, 10, 'none'],
  ])('on PHQ-9 from %i to %i is %s', (first, last, expected) => {
    expect(reliableChange(phq9, first, last)).toBe(expected)
  })

  it.each([
    [12, 9, 'none'],
    [12, 8, 'improved'],
    [12, 7, 'improved'],
    [8, 11, 'none'],
    [8, 12, 'worsened'],
    [8, 13, 'worsened'],
  ])('on GAD-7 from %i to %i is %s', (first, last, expected) => {
    expect(reliableChange(gad7, first, last)).toBe(expected)
  })

  it('turns round on a scale where higher is better', () => {
    const better = aDepressionMeasure({ scoring: { ...phq9.scoring, higherIs: 'better' } })
    expect(reliableChange(better, 10, 16)).toBe('improved')
    expect(reliableChange(better, 16, 10)).toBe('worsened')
    expect(isAtCaseness(better, 20)).toBeNull()
  })

  it('is not said without a total or a threshold', () => {
    expect(reliableChange(phq9, null, 9)).toBeNull()
    expect(reliableChange(phq9, 9, null)).toBeNull()
    expect(reliableChange(aDepressionMeasure({ reliableChange: null }), 20, 2)).toBeNull()
    expect(changeFromStart(3, null)).toBeNull()
    expect(changeFromStart(15, 9)).toBe(-6)
  })

  it('forwards is the mirror of backwards', () => {
    const mirror = { improved: 'worsened', worsened: 'improved', none: 'none' } as const
    fc.assert(
      fc.property(phqTotal, phqTotal, (first, last) => {
        const forwards = reliableChange(phq9, first, last)
        expect(reliableChange(phq9, last, first)).toBe(forwards && mirror[forwards])
      }),
    )
  })
})

describe('caseness', () => {
  it.each([
    [phq9, 9, false],
    [phq9, 10, true],
    [phq9, 11, true],
    [gad7, 7, false],
    [gad7, 8, true],
    [gad7, 9, true],
  ])('of a total: case %#', (instrument, total, expected) => {
    expect(isAtCaseness(instrument, total)).toBe(expected)
  })

  it('is not said without a total or a cut-off', () => {
    expect(isAtCaseness(phq9, null)).toBeNull()
    expect(isAtCaseness(aDepressionMeasure({ caseness: null }), 20)).toBeNull()
  })
})

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
    expect(courseOutcome(...pairs(phq, gad))).toMatchObject({
      casenessAtStart: caseness,
      change,
      recovery: recovered,
      reliableRecovery: reliably,
    })
  })

  it('with a missing total has no class of change and no recovery', () => {
    expect(courseOutcome(...pairs([15, 8], [12, null]))).toMatchObject({
      casenessAtStart: 'at_caseness',
      change: 'unpaired',
      recovery: 'not_recovered',
      reliableRecovery: 'not_recovered',
    })
  })

  it('with one first total missing and the other below its cut-off is of unknown caseness', () => {
    expect(courseOutcome(...pairs([9, 3], [null, 3])).casenessAtStart).toBe('unknown')
    expect(courseOutcome(...pairs([9, 3], [null, 3])).recovery).toBe('not_recovered')
    expect(courseOutcome(...pairs([10, 3], [null, 3])).recovery).toBe('recovered')
  })

  it('is verified only when a named person has verified every threshold', () => {
    const checked = { caseness: aThreshold(10, 'Dr A'), reliableChange: aThreshold(6, 'Dr A') }
    const first = { instrument: aDepressionMeasure(checked), first: 15, last: 8 }
    const second = { instrument: anAnxietyMeasure(checked), first: 12, last: 6 }
    const [, unverified] = pairs([15, 8], [12, 6])
    expect(courseOutcome(first, second).isVerified).toBe(true)
    expect(courseOutcome(first, unverified).isVerified).toBe(false)
    expect(isVerified(aThreshold(6, '  '))).toBe(false)
    expect(isVerified(null)).toBe(false)
  })

  it('keeps its identities for any totals', () => {
    fc.assert(
      fc.property(anyPairs, ([depression, anxiety]) => {
        const outcome = courseOutcome(depression, anxiety)
        const { casenessAtStart, recovery, reliableRecovery, change } = outcome
        const isBoth = recovery === 'recovered' && change === 'improved'
        expect(reliableRecovery === 'recovered').toBe(isBoth)
        expect(recovery === 'not_counted').toBe(casenessAtStart === 'not_at_caseness')
        expect(reliableRecovery === 'not_counted').toBe(recovery === 'not_counted')
        if (recovery === 'recovered') expect(casenessAtStart).toBe('at_caseness')
        expect(courseOutcome(anxiety, depression)).toEqual(outcome)
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
        const forwards = changeClass(depression, anxiety)
        expect(changeClass(back(depression), back(anxiety))).toBe(mirror[forwards])
      }),
      { numRuns: 500 },
    )
  })
})
