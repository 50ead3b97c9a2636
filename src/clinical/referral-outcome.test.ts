import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aReferral, aSetting, aSocialMeasure, at, scoresOf } from './outcome.fixture.ts'
import { type ReferralRecord, referralOutcome } from './referral-outcome.ts'

const setting = aSetting()
const social = { problem: 'F401' }

function outcomeOf(record: ReferralRecord, given = setting) {
  const outcome = referralOutcome(given, record)
  if (!outcome) throw new Error('the two measures of everybody are there')
  return outcome
}

describe('a finished course', () => {
  const [one, two] = aReferral().contacts.calls
  it.each([
    [0, false],
    [1, false],
    [2, true],
  ])('with %i treatment contacts: %s', (count, expected) => {
    const calls = [one, two].slice(0, count).flatMap((call) => call ?? [])
    const record = aReferral({}, { contacts: { calls, reviews: [], activity: [] } })
    expect(outcomeOf(record)).toMatchObject({ contactCount: count, isFinished: expected })
  })

  it('is not one while treatment goes on', () => {
    expect(outcomeOf(aReferral({}, { endedAt: null }))).toMatchObject({
      isEnded: false,
      isFinished: false,
      contactCount: 2,
    })
  })
})

describe('the pair of measures', () => {
  const scores = { phq9: [12, 6], gad7: [12, 10], spin: [40, 12] }

  it('is PHQ-9 and the problem’s own measure, where that has both scores', () => {
    const outcome = outcomeOf(aReferral(scores, social))
    expect(outcome.anxiety.instrument.id).toBe('spin')
    expect(outcome.own).toMatchObject({ instrumentId: 'spin', isPaired: true, fallback: null })
    expect(outcome.recovery).toBe('recovered')
  })

  it('is PHQ-9 and GAD-7 for a problem without a measure of its own', () => {
    const outcome = outcomeOf(aReferral(scores, { problem: 'F32' }))
    expect(outcome.anxiety.instrument.id).toBe('gad7')
    expect(outcome.own).toBeNull()
    expect(outcome.recovery).toBe('not_recovered')
  })

  it('falls back to GAD-7 when the own measure was answered once, and says so', () => {
    const outcome = outcomeOf(aReferral({ ...scores, spin: [40] }, social))
    expect(outcome.anxiety.instrument.id).toBe('gad7')
    expect(outcome.own).toMatchObject({ isPaired: false, fallback: 'not_paired' })
    expect(outcome.anxietyScores).toBe('paired')
  })

  it('falls back outside a demonstration while nobody has verified the thresholds', () => {
    const unverified = aSetting({}, [aSocialMeasure()])
    const outcome = outcomeOf(aReferral(scores, social), unverified)
    expect(outcome.anxiety.instrument.id).toBe('gad7')
    expect(outcome.own).toMatchObject({ isPaired: true, fallback: 'not_verified' })
    const shown = outcomeOf(aReferral(scores, social), { ...unverified, isDemonstration: true })
    expect(shown.anxiety.instrument.id).toBe('spin')
    expect(shown.isVerified).toBe(false)
    const strict = {
      ...unverified,
      isDemonstration: true,
      rules: { ...unverified.rules, unverifiedOwnMeasure: 'nowhere' as const },
    }
    expect(outcomeOf(aReferral(scores, social), strict).own?.fallback).toBe('not_verified')
  })

  it('falls back when the own measure is not installed, has no threshold, or not yet one', () => {
    const later = { ...aSocialMeasure('Dr A') }
    const withoutChange = { ...later, reliableChange: null }
    const from = (validFrom: string) => ({
      ...later,
      caseness: later.caseness && { ...later.caseness, validFrom },
    })
    const fallbackWith = (...instruments: Parameters<typeof aSetting>[1] & object) =>
      outcomeOf(aReferral(scores, social), aSetting({}, instruments)).own?.fallback
    expect(fallbackWith()).toBe('no_threshold')
    expect(fallbackWith(withoutChange)).toBe('no_threshold')
    expect(fallbackWith(from('2026-05-01'))).toBe('no_threshold')
    expect(fallbackWith(from('2026-04-30'))).toBeNull()
  })

  it('cannot be said when a measure of everybody is missing', () => {
    const empty = { ...setting, instruments: new Map() }
    expect(referralOutcome(empty, aReferral(scores))).toBeNull()
  })
})

describe('the outcome so far', () => {
  it('compares the first with the latest score while treatment goes on', () => {
    const record = aReferral({ phq9: [16, 9], gad7: [12, 6] }, { endedAt: null })
    expect(outcomeOf(record)).toMatchObject({ change: 'improved', recovery: 'recovered' })
  })

  it('has nothing to compare after one form', () => {
    const record = aReferral({ phq9: [16], gad7: [12] }, { endedAt: null })
    expect(outcomeOf(record)).toMatchObject({ casenessAtStart: 'at_caseness', change: 'unpaired' })
  })
})

describe('functioning', () => {
  const formsWith = (itemCount: number) =>
    scoresOf('wsas', [null, null]).map((score) => ({
      ...score,
      answers: Object.fromEntries(Array.from({ length: itemCount }, (_, index) => [index + 1, 3])),
    }))

  it.each([
    [3, false],
    [4, true],
    [5, true],
  ])('counts with %i of five items twice: %s, and has no part in recovery', (items, expected) => {
    const scores = aReferral({ phq9: [16, 9], gad7: [12, 6] }).scores
    const outcome = outcomeOf(aReferral({}, { scores: [...scores, ...formsWith(items)] }))
    expect(outcome.isFunctioningPaired).toBe(expected)
    expect(outcome.recovery).toBe('recovered')
  })
})

describe('any referral', () => {
  const total = fc.option(fc.integer({ min: 0, max: 21 }), { nil: null, freq: 6 })
  const history = fc.record({
    phq9: fc.array(total, { maxLength: 5 }),
    gad7: fc.array(total, { maxLength: 5 }),
    spin: fc.array(total, { maxLength: 5 }),
  })

  it('has the same outcome whatever the order of its records', () => {
    fc.assert(
      fc.property(history, fc.constantFrom('F401', 'F32', null), (totals, problem) => {
        const record = aReferral(totals, { problem })
        const turned = { ...record, scores: record.scores.toReversed() }
        expect(outcomeOf(turned)).toEqual(outcomeOf(record))
      }),
    )
  })

  it('is not moved by forms outside it', () => {
    fc.assert(
      fc.property(history, (totals) => {
        const record = aReferral(totals)
        const strays = [at('2025-12-01'), at('2026-06-01')].flatMap((day) =>
          ['phq9', 'gad7'].flatMap((id) => scoresOf(id, [27], day)),
        )
        const more = { ...record, scores: [...strays, ...record.scores] }
        const { followUp, ...moved } = outcomeOf(more)
        expect(moved).toEqual({ ...outcomeOf(record), followUp: undefined })
        expect(followUp).toEqual({
          depression: { isDue: true, total: 27 },
          anxiety: { isDue: true, total: 27 },
        })
      }),
    )
  })
})
