import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactScores, isOfEarlierWeek } from './contact-score.ts'

const day = 86_400_000
const start = Date.UTC(2026, 9, 5, 9)
const at = (days: number) => start + days * day
const rule = { timeZone: 'Europe/London', pausedRanges: [], carriedAfterDays: 10 }
const points = [
  { at: at(0), total: 15 },
  { at: at(7), total: null },
  { at: at(14), total: 9 },
]

describe('the score of a contact', () => {
  it.each([
    ['the form of its week', 16, { at: at(14), total: 9, isCarried: false }],
    ['the form of the same moment', 14, { at: at(14), total: 9, isCarried: false }],
    ['one of ten days before', 24, { at: at(14), total: 9, isCarried: false }],
    ['carried on from eleven days before', 25, { at: at(14), total: 9, isCarried: true }],
    ['carried on over a form that had no total', 13, { at: at(0), total: 15, isCarried: true }],
  ])('is %s', (_what, days, expected) => {
    expect(contactScores(points, [at(days)], rule)).toEqual([{ ...expected, contactAt: at(days) }])
  })

  it('is none before the first form', () => {
    expect(contactScores(points, [at(-1)], rule)).toEqual([])
    expect(contactScores([], [at(30)], rule)).toEqual([])
  })

  it('does not grow old in a pause', () => {
    const paused = { ...rule, pausedRanges: [{ from: at(15), to: at(29) }] }
    expect(contactScores(points, [at(31)], paused)[0]?.isCarried).toBe(false)
    expect(contactScores(points, [at(31)], rule)[0]?.isCarried).toBe(true)
  })

  it('counts days by the calendar, also when the clocks go back on 25 October', () => {
    // Ten calendar days, and ten days and an hour by the clock.
    const answered = Date.UTC(2026, 9, 18, 8)
    expect(isOfEarlierWeek(answered, Date.UTC(2026, 9, 28, 23, 30), rule)).toBe(false)
    expect(isOfEarlierWeek(answered, Date.UTC(2026, 9, 29, 0, 30), rule)).toBe(true)
  })

  it('is always the latest one that there was, whatever the order of forms and contacts', () => {
    const anyPoints = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 90 }).map(at),
        total: fc.option(fc.integer({ min: 0, max: 27 })),
      }),
      { maxLength: 12 },
    )
    const anyContacts = fc.array(fc.integer({ min: -5, max: 95 }).map(at), { maxLength: 12 })
    fc.assert(
      fc.property(anyPoints, anyContacts, (points, contacts) => {
        for (const score of contactScores(points, contacts, rule)) {
          const before = points.filter(({ at, total }) => total !== null && at <= score.contactAt)
          expect(score.at).toBe(Math.max(...before.map(({ at }) => at)))
          expect(score.isCarried).toBe(isOfEarlierWeek(score.at, score.contactAt, rule))
        }
      }),
    )
  })
})
