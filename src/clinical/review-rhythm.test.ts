import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, localDate, localTime, type Weekday, weekdayOf } from './calendar.ts'
import {
  measuresOpenAt,
  nextReview,
  proposeNextReview,
  type ReviewRhythm,
  reviewAfterChange,
  reviewPromise,
  reviewState,
} from './review-rhythm.ts'

const timeZone = 'Europe/London'
const tuesdays: ReviewRhythm = { weekday: 2, by: '17:00', timeZone }
const at = (text: string) => Date.parse(`${text}Z`)
const iso = (instant: Instant) => new Date(instant).toISOString().slice(0, 16)

describe('the next review', () => {
  it.each([
    ['on Monday: tomorrow', '2026-11-23T10:00', '2026-11-24T17:00'],
    ['on the day, before the hour: today', '2026-11-24T16:59', '2026-11-24T17:00'],
    ['on the day, at the hour: next week', '2026-11-24T17:00', '2026-12-01T17:00'],
    ['over the change to summer time', '2026-03-24T17:00', '2026-03-31T16:00'],
    ['over the change to winter time', '2026-10-20T16:00', '2026-10-27T17:00'],
    ['over the end of the year', '2026-12-29T17:00', '2027-01-05T17:00'],
    ['over a leap day', '2028-02-22T17:00', '2028-02-29T17:00'],
  ])('%s', (_name, after, expected) => {
    expect(iso(nextReview(at(after), tuesdays))).toBe(expected)
  })

  it.each([
    ['done on its day', '2026-11-24T14:00', '2026-11-24T17:00', '2026-12-01T17:00'],
    ['done a day early', '2026-11-23T14:00', '2026-11-24T17:00', '2026-12-01T17:00'],
    ['done two days late', '2026-11-26T14:00', '2026-11-24T17:00', '2026-12-01T17:00'],
    [
      'done a week late, in the morning',
      '2026-12-01T10:00',
      '2026-11-24T17:00',
      '2026-12-08T17:00',
    ],
    ['done eight days late', '2026-12-02T14:00', '2026-11-24T17:00', '2026-12-08T17:00'],
  ])('after one %s', (_name, done, promised, expected) => {
    expect(iso(proposeNextReview(at(done), at(promised), tuesdays))).toBe(expected)
  })

  it('after the first call, with nothing promised yet, is the first agreed day', () => {
    expect(iso(proposeNextReview(at('2026-11-26T14:00'), null, tuesdays))).toBe('2026-12-01T17:00')
  })

  it('after a start on the agreed day is not promised for that same evening', () => {
    expect(iso(proposeNextReview(at('2026-11-24T10:00'), null, tuesdays))).toBe('2026-12-01T17:00')
  })

  it('is always on the agreed day and hour, within eight days', () => {
    const anyMoment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2030-01-01T00:00') })
    const anyDay = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7)
    fc.assert(
      fc.property(anyMoment, anyDay, (after, weekday) => {
        const next = nextReview(after, { weekday, by: '09:30', timeZone })
        expect(next).toBeGreaterThan(after)
        expect(next - after).toBeLessThanOrEqual(7 * 86_400_000 + 3_600_000)
        expect(weekdayOf(localDate(next, timeZone))).toBe(weekday)
        expect(localTime(next, timeZone)).toBe('09:30')
      }),
    )
  })
})

describe('a promised review', () => {
  const promised = at('2026-11-24T17:00')

  it.each([
    ['2026-11-20T09:00', 'ahead', 4, 0],
    ['2026-11-23T23:59', 'ahead', 1, 0],
    ['2026-11-24T00:00', 'due_today', 0, 0],
    ['2026-11-24T16:59', 'due_today', 0, 0],
    ['2026-11-24T17:00', 'late', 0, 0],
    ['2026-11-25T08:00', 'late', 0, 1],
    ['2026-11-26T23:00', 'late', 0, 2],
  ])('at %s is %s', (now, state, daysUntil, daysLate) => {
    expect(reviewState(at(now), promised, timeZone)).toEqual({ state, daysUntil, daysLate })
  })

  it.each([
    ['2026-11-21T09:00', 'later'],
    ['2026-11-23T09:00', 'tomorrow'],
    ['2026-11-24T09:00', 'today'],
    ['2026-11-24T17:00', 'late'],
  ])('at %s is told to the patient as %s', (now, day) => {
    const promise = reviewPromise(at(now), promised, tuesdays)
    const next = { day, date: '2026-11-24', time: '17:00', at: promised }
    expect(promise).toEqual({ weekday: 2, by: '17:00', next })
  })

  it('that does not exist is not made up', () => {
    expect(reviewPromise(promised, null, tuesdays).next).toBeNull()
  })
})

describe('the measures of a review', () => {
  it('open at the beginning of the day two days before, summer or winter', () => {
    expect(iso(measuresOpenAt(at('2026-11-24T17:00'), 2, timeZone))).toBe('2026-11-22T00:00')
    expect(iso(measuresOpenAt(at('2026-03-31T16:00'), 2, timeZone))).toBe('2026-03-29T00:00')
    expect(iso(measuresOpenAt(at('2026-03-30T16:00'), 2, timeZone))).toBe('2026-03-28T00:00')
    expect(iso(measuresOpenAt(at('2026-10-27T17:00'), 2, timeZone))).toBe('2026-10-24T23:00')
  })
})

describe('a changed review day', () => {
  it.each([
    ['to a later day of the week', '2026-11-20T10:00', '2026-11-26T17:00', '2026-11-24T17:00'],
    ['to this very day: next week', '2026-11-24T10:00', '2026-11-26T17:00', '2026-12-01T17:00'],
    ['with nothing promised, on the day', '2026-11-24T10:00', null, '2026-12-01T17:00'],
    ['by its hour only, on the day', '2026-11-24T10:00', '2026-11-24T12:00', '2026-11-24T17:00'],
    [
      'by its hour only, after the new hour',
      '2026-11-24T17:30',
      '2026-11-24T19:00',
      '2026-12-01T17:00',
    ],
    ['on the day when clocks go back', '2026-10-25T00:30', null, '2026-10-27T17:00'],
  ])('%s', (_name, changedAt, promisedAt, expected) => {
    const promised = promisedAt === null ? null : at(promisedAt)
    expect(iso(reviewAfterChange(at(changedAt), promised, tuesdays))).toBe(expected)
  })

  it('never promises a review for the day of the change that was not promised before', () => {
    const anyMoment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2028-01-01T00:00') })
    const anyDay = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7)
    fc.assert(
      fc.property(anyMoment, anyDay, (changedAt, weekday) => {
        const next = reviewAfterChange(changedAt, null, { ...tuesdays, weekday })
        expect(localDate(next, timeZone) > localDate(changedAt, timeZone)).toBe(true)
        expect(next - changedAt).toBeLessThan(9 * 86_400_000)
      }),
    )
  })
})
