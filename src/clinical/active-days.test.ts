import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activeDays, isPausedAt, weekOfCourse } from './active-days.ts'

const at = (text: string) => Date.parse(text)
const timeZone = 'Europe/London'
const day = 86_400_000

describe('days of treatment', () => {
  it('are calendar days, not spans of 24 hours', () => {
    const span = { pausedRanges: [], timeZone }
    expect(
      activeDays({ ...span, from: at('2026-05-01T22:00Z'), to: at('2026-05-01T23:30Z') }),
    ).toBe(1)
    expect(
      activeDays({ ...span, from: at('2026-05-01T00:00Z'), to: at('2026-05-01T22:00Z') }),
    ).toBe(0)
    expect(
      activeDays({ ...span, from: at('2026-03-28T12:00Z'), to: at('2026-03-30T11:00Z') }),
    ).toBe(2)
    expect(
      activeDays({ ...span, from: at('2026-05-02T00:00Z'), to: at('2026-05-01T00:00Z') }),
    ).toBe(0)
  })

  it('leave out a pause once, also when two pauses overlap', () => {
    const from = at('2026-05-01T12:00Z')
    const pausedRanges = [
      { from: at('2026-05-10T12:00Z'), to: at('2026-05-14T12:00Z') },
      { from: at('2026-05-04T12:00Z'), to: at('2026-05-11T12:00Z') },
    ]
    expect(activeDays({ from, to: at('2026-05-21T12:00Z'), pausedRanges, timeZone })).toBe(10)
  })

  it('stand still while a pause lasts', () => {
    const pausedRanges = [{ from: at('2026-05-04T12:00Z'), to: null }]
    const from = at('2026-05-01T12:00Z')
    for (const to of ['2026-05-04T13:00Z', '2026-05-20T13:00Z', '2026-09-01T00:00Z']) {
      expect(activeDays({ from, to: at(to), pausedRanges, timeZone })).toBe(3)
    }
  })

  it('with any pauses are between none and all of the days, and never fall as time passes', () => {
    const start = at('2026-01-01T09:00Z')
    const offset = fc.integer({ min: -100, max: 400 }).map((hours) => start + hours * 3_600_000)
    const aPause = fc.tuple(offset, fc.option(offset, { nil: null }))
    fc.assert(
      fc.property(fc.array(aPause, { maxLength: 5 }), offset, (pauses, to) => {
        const pausedRanges = pauses.map(([from, until]) => ({ from, to: until }))
        const span = { from: start, to, pausedRanges, timeZone }
        const days = activeDays(span)
        expect(days).toBeGreaterThanOrEqual(0)
        expect(days).toBeLessThanOrEqual(activeDays({ ...span, pausedRanges: [] }))
        expect(activeDays({ ...span, to: to + day })).toBeGreaterThanOrEqual(days)
      }),
    )
  })

  it('make weeks that begin with 1', () => {
    const from = at('2026-05-01T12:00Z')
    const week = (to: string) => weekOfCourse({ from, to: at(to), pausedRanges: [], timeZone })
    expect([week('2026-05-01T12:00Z'), week('2026-05-07T12:00Z')]).toEqual([1, 1])
    expect([week('2026-05-08T00:00Z'), week('2026-06-26T12:00Z')]).toEqual([2, 9])
  })
})

describe('a pause', () => {
  it('lasts from its first moment until just before its end', () => {
    const pause = [{ from: 100, to: 200 }]
    expect([99, 100, 199, 200].map((now) => isPausedAt(now, pause))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isPausedAt(1e12, [{ from: 100, to: null }])).toBe(true)
    expect(isPausedAt(100, [])).toBe(false)
  })
})
