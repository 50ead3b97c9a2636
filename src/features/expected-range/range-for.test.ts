import { describe, expect, it } from 'vitest'
import { localDate } from '#clinical/calendar.ts'
import { courseRange } from './range-for.ts'
import type { ModelInUse } from './range-models.ts'

const timeZone = 'Europe/London'
const day = 86_400_000
/** A Tuesday, two weeks before the clocks go back. */
const start = Date.parse('2026-10-13T09:30:00Z')

const model: ModelInUse = {
  range: {
    instrumentId: 'phq9',
    coefficients: { constant: 0, start: 1, lnWeek: 0.8, startTimesLnWeek: -0.17 },
    spread: [
      { week: 0, low: 0, middle: 0, high: 0 },
      { week: 12, low: -3, middle: 0, high: 3 },
    ],
    untilWeek: 12,
    quantiles: { low: 0.25, high: 0.75 },
    minimum: 0,
    maximum: 27,
  },
  source: { text: 'made up', verifiedBy: '' },
  isApproved: false,
  isIllustrative: true,
  stored: null,
}

const band = (until: number, pauses: { from: number; to: number | null }[]) =>
  courseRange(model, { first: { at: start, total: 16 }, until, pauses, timeZone }).points.map(
    ({ at }) => localDate(at.getTime(), timeZone),
  )

describe('the weeks of an expected range', () => {
  it('follow each other at the time of day of the first form, over a change of the clocks', () => {
    const { points } = courseRange(model, {
      first: { at: start, total: 16 },
      until: start + 20 * day,
      pauses: [],
      timeZone,
    })
    expect(points.map(({ at }) => at.toISOString())).toEqual([
      '2026-10-13T09:30:00.000Z',
      '2026-10-20T09:30:00.000Z',
      '2026-10-27T10:30:00.000Z',
      '2026-11-03T10:30:00.000Z',
      '2026-11-10T10:30:00.000Z',
    ])
  })

  it('come later by the length of a pause that is over', () => {
    const pause = { from: start + 10 * day, to: start + 24 * day }
    expect(band(start + 40 * day, [pause])).toEqual([
      '2026-10-13',
      '2026-10-20',
      '2026-11-10',
      '2026-11-17',
      '2026-11-24',
    ])
  })

  it.each([0, 3, 7])('are found at once while a pause of week %i still runs', (week) => {
    const from = start + (week * 7 + 2) * day
    const days = band(from + 100 * day, [{ from, to: null }])
    expect(days).toHaveLength(Math.max(4, week + 1) + 1)
    const [inPause, last] = [localDate(from, timeZone), days.at(-1) ?? '']
    expect(last > inPause).toBe(true)
  })
})
