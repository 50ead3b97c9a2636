import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainDate } from './calendar.ts'
import {
  changeFromStart,
  changesBegun,
  isAtCaseness,
  isInForce,
  isVerified,
  reliableChange,
} from './change.ts'
import { aDepressionMeasure, anAnxietyMeasure, aThreshold } from './instrument.fixture.ts'
import { aMobilityMeasure, aSocialMeasure } from './outcome.fixture.ts'

const phq9 = aDepressionMeasure()
const gad7 = anAnxietyMeasure()
const phqTotal = fc.integer({ min: 0, max: 27 })

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

describe('a threshold that must be passed, not only reached', () => {
  const mobility = aMobilityMeasure()

  it.each([
    [2.29, false],
    [2.3, false],
    [2.31, true],
  ])('a mean of %d is a case: %s', (total, expected) => {
    expect(isAtCaseness(mobility, total)).toBe(expected)
  })

  it.each([
    [3, 2.28, 'none'],
    [3, 2.27, 'improved'],
    [3, 2.26, 'improved'],
    [2.27, 3, 'worsened'],
    [1.6, 2.33, 'worsened'],
    [2.33, 1.6, 'improved'],
    [4.03, 3.3, 'improved'],
    [1.6, 2.32, 'none'],
  ])('from %d to %d is %s, whatever binary arithmetic makes of hundredths', (a, b, expected) => {
    expect(reliableChange(mobility, a, b)).toBe(expected)
  })

  it('as the raw error of measurement gives the same as the whole points in use', () => {
    const raw = aDepressionMeasure({ reliableChange: aThreshold(5.2, '', '>') })
    fc.assert(
      fc.property(phqTotal, phqTotal, (first, last) => {
        expect(reliableChange(raw, first, last)).toBe(reliableChange(phq9, first, last))
      }),
    )
  })
})

describe('a scale where higher is better', () => {
  const wellbeing = aDepressionMeasure({
    scoring: { ...phq9.scoring, higherIs: 'better' },
    caseness: aThreshold(25),
    reliableChange: aThreshold(5),
  })

  it.each([
    [24, true],
    [25, false],
    [26, false],
  ])('%i of 25 is a case: %s, for the cut-off begins the healthy range', (total, expected) => {
    expect(isAtCaseness(wellbeing, total)).toBe(expected)
  })

  it.each([
    [10, 14, 'none'],
    [10, 15, 'improved'],
    [10, 16, 'improved'],
    [15, 10, 'worsened'],
    [14, 10, 'none'],
  ])('from %i to %i is %s', (first, last, expected) => {
    expect(reliableChange(wellbeing, first, last)).toBe(expected)
  })

  it('can have a healthy range that begins above its cut-off', () => {
    const above = { ...wellbeing, caseness: aThreshold(16, '', '>') }
    expect([15, 16, 17].map((total) => isAtCaseness(above, total))).toEqual([true, true, false])
  })
})

describe('where a reliable change begins', () => {
  it.each([
    [
      [18, 14, 12, 11],
      [null, null, 'improved', null],
    ],
    [
      [18, 12, 13, 12],
      [null, 'improved', null, null],
    ],
    [
      [12, 18, 6, 12],
      [null, 'worsened', 'improved', null],
    ],
    [[12], [null]],
    [[], []],
  ] as const)('of %j: %j', (totals, begun) => {
    expect(changesBegun(phq9, totals)).toEqual(begun)
  })

  it('is nowhere on a scale without a number for it', () => {
    expect(changesBegun(aDepressionMeasure({ reliableChange: null }), [27, 0])).toEqual([
      null,
      null,
    ])
  })
})

describe('a threshold', () => {
  it('is verified only by a named person, and never when it is not there', () => {
    expect(isVerified(aThreshold(6, 'Dr A'))).toBe(true)
    expect(isVerified(aThreshold(6, '  '))).toBe(false)
    expect(isVerified(null)).toBe(false)
  })

  it('is in force from its first day, or always', () => {
    const later = { ...aThreshold(6), validFrom: '2026-04-01' }
    const on = (day: string) => isInForce(later, plainDate(day))
    expect([on('2026-03-31'), on('2026-04-01'), on('2026-04-02')]).toEqual([false, true, true])
    expect(isInForce(aThreshold(6), plainDate('1999-01-01'))).toBe(true)
    expect(isInForce(null, plainDate('2026-01-01'))).toBe(false)
  })

  it('cuts monotonously: a higher total is never less of a case', () => {
    for (const instrument of [phq9, gad7, aSocialMeasure(), aMobilityMeasure()]) {
      const total = fc.integer({ min: 0, max: 8000 }).map((hundredths) => hundredths / 100)
      fc.assert(
        fc.property(total, total, (one, other) => {
          const [low, high] = one < other ? [one, other] : [other, one]
          if (isAtCaseness(instrument, low)) expect(isAtCaseness(instrument, high)).toBe(true)
        }),
      )
    }
  })
})
