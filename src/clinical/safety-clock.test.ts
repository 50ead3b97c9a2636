import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, localDate } from './calendar.ts'
import {
  type ClockRule,
  clockState,
  dueAt,
  endOfNextWorkingDay,
  isServiceOpen,
  nextEscalation,
  nextOpening,
  type ServiceHours,
  safetyClocks,
} from './safety-clock.ts'

const hours: ServiceHours = {
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '18:00',
  timeZone: 'Europe/London',
  bankHolidays: ['2026-12-25', '2026-12-28', '2027-01-01'],
}
const at = (text: string) => Date.parse(text)
const iso = (instant: Instant) => new Date(instant).toISOString().slice(0, 16)

const lookSameDay: ClockRule = { withinMinutes: 240, hours: 'working', sameWorkingDay: true }
const eightHours: ClockRule = { withinMinutes: 480, hours: 'working', sameWorkingDay: false }

describe('a look on the same working day, at latest after 4 hours', () => {
  it.each([
    ['on a Tuesday morning', '2026-11-24T09:12', '2026-11-24T13:12'],
    ['late in the day: by closing', '2026-11-24T16:30', '2026-11-24T18:00'],
    ['exactly at opening', '2026-11-24T08:00', '2026-11-24T12:00'],
    ['exactly at closing: from the next opening', '2026-11-24T18:00', '2026-11-25T12:00'],
    ['in the night', '2026-11-25T02:00', '2026-11-25T12:00'],
    ['on a Friday evening', '2026-11-27T19:00', '2026-11-30T12:00'],
    ['on a Saturday', '2026-11-28T10:00', '2026-11-30T12:00'],
    [
      'on Christmas Eve evening: bank holidays and a weekend',
      '2026-12-24T18:30',
      '2026-12-29T12:00',
    ],
    ['in summer time', '2026-07-14T08:12', '2026-07-14T12:12'],
    ['over the weekend in which clocks go forward', '2026-03-28T12:00', '2026-03-30T11:00'],
    ['over the weekend in which clocks go back', '2026-10-24T12:00', '2026-10-26T12:00'],
  ])('%s', (_name, raised, due) => {
    expect(iso(dueAt(at(`${raised}Z`), lookSameDay, hours))).toBe(due)
  })
})

describe('a contact within 8 working hours', () => {
  it.each([
    ['fits into the day', '2026-11-24T09:00', '2026-11-24T17:00'],
    ['ends exactly at closing', '2026-11-24T10:00', '2026-11-24T18:00'],
    ['runs on into the next day', '2026-11-24T16:00', '2026-11-25T14:00'],
    ['runs on over a weekend', '2026-11-27T16:00', '2026-11-30T14:00'],
    ['runs on over bank holidays', '2026-12-24T16:00', '2026-12-29T14:00'],
  ])('%s', (_name, raised, due) => {
    expect(iso(dueAt(at(`${raised}Z`), eightHours, hours))).toBe(due)
  })
})

describe('a clock that runs day and night', () => {
  it('counts every minute, also through the hour that is missing', () => {
    const rule: ClockRule = { withinMinutes: 60, hours: 'any', sameWorkingDay: true }
    expect(iso(dueAt(at('2026-03-29T00:30Z'), rule, hours))).toBe('2026-03-29T01:30')
    expect(iso(dueAt(at('2026-11-28T23:30Z'), rule, hours))).toBe('2026-11-29T00:30')
  })
})

describe('both clocks of a safety item', () => {
  it('look today, and speak within the working hours that follow', () => {
    const trigger = {
      id: 'x',
      lookWithinMinutes: 240,
      contactWithinHours: 8,
      hours: 'working' as const,
    }
    const clocks = safetyClocks(at('2026-11-24T16:30Z'), trigger, hours)
    expect(iso(clocks.lookBy)).toBe('2026-11-24T18:00')
    expect(iso(clocks.contactBy)).toBe('2026-11-25T14:30')
  })

  it('both run at once when the trigger asks for it', () => {
    const trigger = { id: 'x', lookWithinMinutes: 60, contactWithinHours: 2, hours: 'any' as const }
    const clocks = safetyClocks(at('2026-11-28T22:00Z'), trigger, hours)
    expect(iso(clocks.lookBy)).toBe('2026-11-28T23:00')
    expect(iso(clocks.contactBy)).toBe('2026-11-29T00:00')
  })

  it('let an unchanged answer with a reviewed plan wait for the next working day', () => {
    expect(iso(endOfNextWorkingDay(at('2026-11-27T10:00Z'), hours))).toBe('2026-11-30T18:00')
    expect(iso(endOfNextWorkingDay(at('2026-11-28T10:00Z'), hours))).toBe('2026-12-01T18:00')
  })
})

describe('any clock', () => {
  const anyRaised = fc
    .integer({ min: 0, max: 3 * 365 * 24 * 60 })
    .map((minutes) => at('2026-01-01T00:00Z') + minutes * 60_000)
  const anyMinutes = fc.integer({ min: 1, max: 3000 })

  it('runs out after it was raised, while the service is open or at its closing', () => {
    fc.assert(
      fc.property(anyRaised, anyMinutes, fc.boolean(), (raised, withinMinutes, sameWorkingDay) => {
        const due = dueAt(raised, { withinMinutes, hours: 'working', sameWorkingDay }, hours)
        expect(due).toBeGreaterThan(raised)
        expect(isServiceOpen(due - 1, hours)).toBe(true)
        if (!sameWorkingDay) expect(due - raised).toBeGreaterThanOrEqual(withinMinutes * 60_000)
      }),
    )
  })

  it('never runs out later because it was raised earlier or is shorter', () => {
    fc.assert(
      fc.property(anyRaised, anyMinutes, anyMinutes, (raised, minutes, more) => {
        const rule = { ...eightHours, withinMinutes: minutes }
        const due = dueAt(raised, rule, hours)
        expect(dueAt(raised + more * 60_000, rule, hours)).toBeGreaterThanOrEqual(due)
        const longer = { ...rule, withinMinutes: minutes + more }
        expect(dueAt(raised, longer, hours)).toBeGreaterThan(due)
      }),
    )
  })

  it('of the same working day ends on the day of the next opening', () => {
    fc.assert(
      fc.property(anyRaised, (raised) => {
        const due = dueAt(raised, lookSameDay, hours)
        const opening = nextOpening(raised, hours)
        expect(localDate(due, hours.timeZone)).toBe(localDate(opening, hours.timeZone))
        expect(due - opening).toBeLessThanOrEqual(240 * 60_000)
      }),
    )
  })

  it('refuses settings with which it would never run out', () => {
    const raised = at('2026-11-24T09:00Z')
    expect(() => dueAt(raised, lookSameDay, { ...hours, days: [] })).toThrow(RangeError)
    expect(() => dueAt(raised, lookSameDay, { ...hours, to: '08:00' })).toThrow(RangeError)
    for (const withinMinutes of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dueAt(raised, { ...lookSameDay, withinMinutes }, hours)).toThrow(RangeError)
    }
  })
})

describe('opening hours', () => {
  it.each([
    ['2026-11-24T07:59', false],
    ['2026-11-24T08:00', true],
    ['2026-11-24T17:59', true],
    ['2026-11-24T18:00', false],
    ['2026-11-28T12:00', false],
    ['2026-12-25T12:00', false],
    ['2026-07-14T07:00', true],
    ['2026-07-14T17:00', false],
  ])('at %s UTC the service is open: %s', (now, expected) => {
    expect(isServiceOpen(at(`${now}Z`), hours)).toBe(expected)
  })
})

describe('the state of a clock', () => {
  it.each([
    [-60_000, { isLate: false, minutesLeft: 1, minutesLate: 0 }],
    [-1, { isLate: false, minutesLeft: 0, minutesLate: 0 }],
    [0, { isLate: true, minutesLeft: 0, minutesLate: 0 }],
    [61_000, { isLate: true, minutesLeft: 0, minutesLate: 1 }],
  ])('%i ms from due', (offset, expected) => {
    expect(clockState(1e12 + offset, 1e12)).toEqual(expected)
  })
})

describe('escalation', () => {
  const steps = [
    { to: 'duty_clinician', withinMinutes: 30 },
    { to: 'supervisor', withinMinutes: 60 },
  ]
  const due = 1e12
  const waiting = { dueAt: due, answeredAt: null, escalations: [] }
  const minutes = (count: number) => count * 60_000

  const repeat = { everyHours: 24 }

  it('tells the duty clinician at the moment the clock runs out', () => {
    const expected = { to: 'duty_clinician', step: 0, at: due }
    expect(nextEscalation({ steps, repeat }, waiting, due - 1)).toEqual({
      ...expected,
      isDue: false,
    })
    expect(nextEscalation({ steps, repeat }, waiting, due)).toEqual({ ...expected, isDue: true })
  })

  it('tells the supervisor when the minutes of the duty clinician have passed', () => {
    const told = { ...waiting, escalations: [{ to: 'duty_clinician', at: due + minutes(2) }] }
    const expected = { to: 'supervisor', step: 1, at: due + minutes(32) }
    expect(nextEscalation({ steps, repeat }, told, due + minutes(32) - 1)).toEqual({
      ...expected,
      isDue: false,
    })
    expect(nextEscalation({ steps, repeat }, told, due + minutes(32))).toEqual({
      ...expected,
      isDue: true,
    })
  })

  it('tells everybody again each day when everybody was told and nobody did anything', () => {
    const told = [
      { to: 'duty_clinician', at: due },
      { to: 'supervisor', at: due + minutes(30) },
    ]
    const next = { ...waiting, escalations: told }
    const day = minutes(24 * 60)
    const expected = { to: 'everybody_again', step: 2, at: due + minutes(30) + day }
    const then = due + minutes(30) + day
    expect(nextEscalation({ steps, repeat }, next, then - 1)).toEqual({ ...expected, isDue: false })
    expect(nextEscalation({ steps, repeat }, next, then)).toEqual({ ...expected, isDue: true })
    const again = { ...next, escalations: [...told, { to: 'everybody_again', at: then }] }
    expect(nextEscalation({ steps, repeat }, again, then + day)).toMatchObject({
      step: 3,
      isDue: true,
    })
  })

  it('waits for a clock that was set anew, also when somebody was told before', () => {
    const told = {
      ...waiting,
      dueAt: due + minutes(600),
      escalations: [{ to: 'duty_clinician', at: due }],
    }
    expect(nextEscalation({ steps, repeat }, told, due + minutes(599))).toMatchObject({
      to: 'supervisor',
      at: due + minutes(600),
      isDue: false,
    })
  })

  it('ends when somebody answered', () => {
    expect(
      nextEscalation({ steps, repeat }, { ...waiting, answeredAt: due - 5 }, due * 2),
    ).toBeNull()
  })
})
