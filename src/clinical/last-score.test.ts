import { describe, expect, it } from 'vitest'
import { followUpScore, lastScoreUntil } from './last-score.ts'
import { aReferral, aSetting, at, scoresOf } from './outcome.fixture.ts'
import { referralOutcome } from './referral-outcome.ts'
import type { ScoreRecord } from './score-pair.ts'

const london = 'Europe/London'
const iso = (instant: number) => new Date(instant).toISOString()

describe('the last moment that counts', () => {
  it('is the end itself, unless a service’s rules allow for days', () => {
    const endedAt = Date.parse('2026-04-30T12:00Z')
    expect(lastScoreUntil(endedAt, 0, london)).toBe(endedAt)
  })

  it.each([
    ['one day is the whole of the next', '2026-04-30T12:00Z', 1, '2026-05-01T22:59:59.999Z'],
    [
      'also after an ending just before midnight',
      '2026-04-30T22:59Z',
      1,
      '2026-05-01T22:59:59.999Z',
    ],
    ['or just after it', '2026-04-30T23:01Z', 1, '2026-05-02T22:59:59.999Z'],
    ['over the change to summer time', '2026-03-28T12:00Z', 2, '2026-03-30T22:59:59.999Z'],
    ['and back', '2026-10-24T12:00Z', 2, '2026-10-26T23:59:59.999Z'],
  ])('%s', (_name, endedAt, days, expected) => {
    expect(iso(lastScoreUntil(Date.parse(endedAt), days, london))).toBe(expected)
  })
})

describe('a form answered about the closing press', () => {
  const endedAt = Date.parse('2026-04-30T12:00Z')
  const last = (moment: number): ScoreRecord[] =>
    ['phq9', 'gad7'].map((id) => ({ id: `${id}-last`, instrumentId: id, total: 2, at: moment }))
  const outcome = (daysAfterEnd: number, moment: number) => {
    const { scores } = aReferral({ phq9: [16], gad7: [12] })
    const record = aReferral({}, { endedAt, scores: [...scores, ...last(moment)] })
    const setting = aSetting()
    const rules = { ...setting.rules, lastScore: { daysAfterEnd } }
    return referralOutcome({ ...setting, rules }, record)
  }

  it.each([
    ['a moment before it', 0, endedAt - 1, 'improved'],
    ['at it', 0, endedAt, 'improved'],
    ['a moment after it', 0, endedAt + 1, 'unpaired'],
    ['after it, where a day counts', 1, endedAt + 1, 'improved'],
    ['at the end of that day', 1, Date.parse('2026-05-01T22:59:59.999Z'), 'improved'],
    ['a moment later', 1, Date.parse('2026-05-01T23:00Z'), 'unpaired'],
  ])('%s, by a rule of %i days: %s', (_name, days, moment, change) => {
    expect(outcome(days, moment)).toMatchObject({
      change,
      reliableRecovery: change === 'improved' ? 'recovered' : 'not_recovered',
      anxietyScores: change === 'improved' ? 'paired' : 'first_only',
    })
  })

  it('adds no contact: a call after the end is none, whatever the days', () => {
    const setting = aSetting()
    const rules = { ...setting.rules, lastScore: { daysAfterEnd: 6 } }
    const calls = [{ purpose: 'review', outcome: 'attended', at: endedAt + 1 }]
    const record = aReferral({}, { endedAt, contacts: { calls, reviews: [], activity: [] } })
    expect(referralOutcome({ ...setting, rules }, record)?.contactCount).toBe(0)
  })
})

describe('a follow-up score', () => {
  const when = { endedAt: at('2026-04-30'), fromDays: 30, timeZone: london, now: at('2026-06-30') }
  const onDay = (day: string) => scoresOf('phq9', [4], Date.parse(day))

  it.each([
    ['the 29th day', '2026-05-29T22:59:59.999Z', null],
    ['the 30th day, from its midnight', '2026-05-29T23:00Z', 4],
    ['later', '2026-06-20T10:00Z', 4],
    ['after now', '2026-07-01T10:00Z', null],
  ])('on %s: %s', (_name, day, total) => {
    expect(followUpScore(onDay(day), 'phq9', when)).toEqual({ isDue: true, total })
  })

  it('is the first valid one of them, and of this measure alone', () => {
    const scores = [
      ...scoresOf('phq9', [null, 7, 3], at('2026-06-01')),
      ...scoresOf('gad7', [1], at('2026-05-31')),
    ]
    expect(followUpScore(scores, 'phq9', when).total).toBe(7)
  })

  it('is not due before its day', () => {
    const early = { ...when, now: Date.parse('2026-05-29T22:59Z') }
    expect(followUpScore([], 'phq9', early)).toEqual({ isDue: false, total: null })
    expect(followUpScore([], 'phq9', { ...early, now: early.now + 60_000 }).isDue).toBe(true)
  })

  it('changes nothing of an outcome', () => {
    const { scores } = aReferral({ phq9: [16, 15], gad7: [12, 12] })
    const before = referralOutcome(aSetting(), aReferral({}, { scores }))
    const later = scoresOf('phq9', [1], at('2026-06-05'))
    const after = referralOutcome(aSetting(), aReferral({}, { scores: [...scores, ...later] }))
    expect(after?.followUp?.depression).toEqual({ isDue: true, total: 1 })
    expect({ ...after, followUp: null }).toEqual({ ...before, followUp: null })
  })
})
