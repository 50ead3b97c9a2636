import { describe, expect, it } from 'vitest'
import {
  type Asking,
  type CallReach,
  contactState,
  latestNextContact,
  type RecordedCall,
} from './safety-contact.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const hours = {
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '18:00',
  timeZone: 'Europe/London',
  bankHolidays: ['2026-12-25', '2026-12-28'],
} as const
const rules = { firstWithinHours: 72, thenWithinDays: 7 }

// Monday 2 November 2026.
const raised = at('2026-11-02T09:00')
const call = (text: string, reach: CallReach): RecordedCall => ({ at: at(text), reach })
const therapist: Asking = {
  now: at('2026-11-02T12:00'),
  isSenior: false,
  isUnchangedWithReviewedPlan: false,
  hours: 'working',
}

function latest(calls: RecordedCall[], asking: Partial<Asking> = {}, helpAskedAt?: number) {
  const state = contactState(calls, raised, helpAskedAt ?? null)
  const moment = latestNextContact(state, { ...therapist, ...asking }, rules, hours)
  return moment === null ? null : new Date(moment).toISOString().slice(0, 16)
}

describe('until somebody has spoken with the person', () => {
  it('the clock cannot be moved before their telephone has rung', () => {
    expect(latest([])).toBeNull()
  })

  it.each(['step', 'attempt'] as const)('a %s moves it only if it was theirs', (reach) => {
    const expected = reach === 'attempt' ? '2026-11-03T18:00' : null
    expect(latest([call('2026-11-02T10:00', reach)])).toBe(expected)
  })

  it('it ends with the working day after it was raised, however often somebody tries', () => {
    const calls = ['2026-11-02T10:00', '2026-11-03T09:00', '2026-11-04T09:00', '2026-11-09T09:00']
    const tried = calls.map((when) => call(when, 'attempt'))
    expect(latest(tried, { now: at('2026-11-09T10:00') })).toBe('2026-11-03T18:00')
  })

  it('only a supervisor or duty clinician sets it a working day further on', () => {
    const tried = [call('2026-11-02T10:00', 'attempt')]
    const asking = { isSenior: true, now: at('2026-11-06T10:00') }
    expect(latest(tried, asking)).toBe('2026-11-09T18:00')
    expect(latest([], asking)).toBeNull()
  })

  it('an unchanged answer with a reviewed plan may wait as long, without a try', () => {
    expect(latest([], { isUnchangedWithReviewedPlan: true })).toBe('2026-11-03T18:00')
  })
})

describe('after a talk', () => {
  it('the first follow-up comes within 72 hours, inside working hours', () => {
    expect(latest([call('2026-11-02T11:00', 'contact')])).toBe('2026-11-05T11:00')
    // From Thursday, 72 hours end on a Sunday: it is the Friday then.
    expect(latest([call('2026-11-05T11:00', 'contact')])).toBe('2026-11-06T18:00')
  })

  it('over Christmas it is the first day on which somebody is there', () => {
    // Thursday 24 December, late: Friday and Monday are holidays.
    expect(latest([call('2026-12-24T17:00', 'contact')])).toBe('2026-12-29T18:00')
  })

  it('after the second talk it comes within 7 days of the last', () => {
    const calls = [call('2026-11-02T11:00', 'contact'), call('2026-11-05T10:00', 'contact')]
    expect(latest(calls)).toBe('2026-11-12T10:00')
  })

  it('tries after it do not put it off', () => {
    const calls = [call('2026-11-02T11:00', 'contact'), call('2026-11-05T10:00', 'attempt')]
    expect(latest(calls, { isSenior: true })).toBe('2026-11-05T11:00')
  })

  it('a later call for help counts as if nobody had spoken with them', () => {
    const talked = [call('2026-11-02T11:00', 'contact')]
    expect(latest(talked, {}, at('2026-11-04T09:00'))).toBeNull()
    const rang = [...talked, call('2026-11-04T09:30', 'attempt')]
    expect(latest(rang, {}, at('2026-11-04T09:00'))).toBe('2026-11-05T18:00')
  })

  it('a service that answers day and night need not wait for an opening', () => {
    expect(latest([call('2026-11-05T11:00', 'contact')], { hours: 'any' })).toBe('2026-11-08T11:00')
  })
})

describe('tries', () => {
  it('are counted since the last talk, at whatever number they were', () => {
    const calls = [
      call('2026-11-02T10:00', 'attempt'),
      call('2026-11-02T11:00', 'contact'),
      call('2026-11-09T10:00', 'step'),
      call('2026-11-09T11:00', 'attempt'),
    ]
    const state = contactState(calls, raised, null)
    expect(state).toMatchObject({ contactCount: 1, triesSince: 2, attemptsSince: 1 })
  })
})
