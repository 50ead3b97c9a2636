import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  atLocal,
  daysBetween,
  isPlainDate,
  isTimeOfDay,
  isWeekday,
  localDate,
  localMoment,
  localTime,
  minuteOfDay,
  nextWeekday,
  type PlainDate,
  plainDate,
  startOfWeek,
  type Weekday,
  weekdayOf,
} from './calendar.ts'

const london = 'Europe/London'
const utc = (text: string) => Date.parse(text)

const anyDate = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1970-01-01', days))
const anyInstant = fc.integer({ min: utc('1990-01-01T00:00Z'), max: utc('2037-01-01T00:00Z') })
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

describe('a plain date', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2100-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-01', false],
    ['0999-01-01', false],
    ['2026-01-01T00:00', false],
    ['', false],
  ])('%s exists: %s', (text, expected) => {
    expect(isPlainDate(text)).toBe(expected)
    if (!expected) expect(() => plainDate(text)).toThrow(RangeError)
  })

  it.each<[PlainDate, number, PlainDate]>([
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-29', 1, '2024-03-01'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', -1, '2026-10-24'],
    ['2024-02-29', 366, '2025-03-01'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s moved by %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysBetween(date, expected)).toBe(days)
  })

  it('refuses parts of a day and years beyond four figures', () => {
    expect(() => addDays('2026-01-01', 0.5)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
  })

  it('moved there and back is the same day', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date)
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })
})

describe('weekdays', () => {
  it.each<[PlainDate, Weekday]>([
    ['1970-01-01', 4],
    ['1969-12-28', 7],
    ['2024-02-29', 4],
    ['2026-11-24', 2],
    ['2000-01-01', 6],
  ])('%s is day %i', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday)
  })

  it('the next one is one to seven days ahead and never today', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), (date, weekday) => {
        const next = nextWeekday(date, weekday)
        expect(weekdayOf(next)).toBe(weekday)
        expect(daysBetween(date, next)).toBeGreaterThanOrEqual(1)
        expect(daysBetween(date, next)).toBeLessThanOrEqual(7)
      }),
    )
  })

  it('a week begins on Monday', () => {
    expect(startOfWeek('2026-11-29')).toBe('2026-11-23')
    expect(startOfWeek('2026-11-23')).toBe('2026-11-23')
    expect([0, 1, 7, 8, 1.5].map(isWeekday)).toEqual([false, true, true, false, false])
  })
})

describe('local time in London', () => {
  it.each<[PlainDate, string, string]>([
    ['2026-01-15', '17:00', '2026-01-15T17:00Z'],
    ['2026-07-15', '17:00', '2026-07-15T16:00Z'],
    ['2026-07-15', '00:00', '2026-07-14T23:00Z'],
    // Clocks go forward at 01:00 on 29 March 2026: 01:00 to 01:59 do not exist.
    ['2026-03-29', '00:59', '2026-03-29T00:59Z'],
    ['2026-03-29', '01:00', '2026-03-29T01:00Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:30Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00Z'],
    // Clocks go back at 02:00 on 25 October 2026: 01:00 to 01:59 come twice, and the first counts.
    ['2026-10-25', '00:59', '2026-10-24T23:59Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30Z'],
    ['2026-10-25', '02:00', '2026-10-25T02:00Z'],
  ])('%s %s is %s', (date, time, instant) => {
    expect(new Date(atLocal(date, time, london)).toISOString()).toBe(
      `${instant.slice(0, 16)}:00.000Z`,
    )
  })

  it('puts a moment on the day that people there have', () => {
    expect(localDate(utc('2026-07-14T22:59:59.999Z'), london)).toBe('2026-07-14')
    expect(localDate(utc('2026-07-14T23:00Z'), london)).toBe('2026-07-15')
    expect(localDate(utc('2026-12-31T23:59Z'), london)).toBe('2026-12-31')
    expect(localTime(utc('2026-03-29T01:00Z'), london)).toBe('02:00')
    expect(localTime(utc('2026-10-25T01:30Z'), london)).toBe('01:30')
    expect(localTime(utc('2026-01-01T00:00Z'), london)).toBe('00:00')
  })

  it('works in zones on both sides of the date line', () => {
    expect(localDate(utc('2026-01-01T10:30Z'), 'Pacific/Kiritimati')).toBe('2026-01-02')
    expect(localDate(utc('2026-01-01T10:30Z'), 'Pacific/Pago_Pago')).toBe('2025-12-31')
    const noon = atLocal('2026-01-02', '12:00', 'Pacific/Kiritimati')
    expect(new Date(noon).toISOString()).toBe('2026-01-01T22:00:00.000Z')
  })

  it('refuses times and zones that do not exist', () => {
    for (const time of ['24:00', '9:00', '12:60', '', '12:00:00']) {
      expect(() => minuteOfDay(time)).toThrow(RangeError)
    }
    expect(minuteOfDay('23:59')).toBe(1439)
    expect(() => localDate(0, 'Europe/Nowhere')).toThrow(RangeError)
    expect(() => localDate(Number.NaN, london)).toThrow(RangeError)
  })

  it('read and set again is the same clock, but in the hour that comes twice', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const minute = instant - (instant % 60_000)
        const again = atLocal(localDate(minute, london), localTime(minute, london), london)
        expect([0, 3_600_000]).toContain(minute - again)
      }),
    )
  })

  it('shows the day and the time that were set, but in the hour that is missing', () => {
    fc.assert(
      fc.property(anyDate, anyTime, (date, time) => {
        const instant = atLocal(date, time, london)
        const shift = minuteOfDay(localTime(instant, london)) - minuteOfDay(time)
        expect(localDate(instant, london)).toBe(date)
        expect([0, 60]).toContain(shift)
      }),
    )
  })
})

describe('a day and a time as typed', () => {
  it.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['9:30', false],
    ['09:60', false],
    ['09:30:00', false],
    ['', false],
  ])('%s is a time of day: %s', (text, expected) => {
    expect(isTimeOfDay(text)).toBe(expected)
    if (!expected) expect(localMoment('2026-07-01', text, london)).toBeNull()
  })

  it('are the moment that the clock there shows', () => {
    expect(localMoment('2026-07-01', '09:30', london)).toEqual(new Date('2026-07-01T08:30Z'))
    expect(localMoment('2026-02-29', '09:30', london)).toBeNull()
  })
})
