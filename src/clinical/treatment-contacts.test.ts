import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, theRules } from './outcome.fixture.ts'
import {
  type CallRecord,
  type ContactRecords,
  couldCountMore,
  guidedWeeks,
  treatmentContacts,
} from './treatment-contacts.ts'

const { contacts: rules } = theRules()
const span = { from: at('2026-01-01'), to: at('2026-04-30'), timeZone: 'Europe/London' }
const aCall = (changes: Partial<CallRecord> = {}): CallRecord => ({
  purpose: 'review',
  outcome: 'attended',
  at: at('2026-02-02'),
  ...changes,
})
const aReview = (day: string, coversFrom: string | null) => ({
  programmeId: 'dep',
  coversFrom: coversFrom === null ? null : at(coversFrom),
  at: at(day),
})
const withCalls = (calls: readonly CallRecord[]): ContactRecords => ({
  calls,
  reviews: [],
  activity: [],
})

describe('calls as treatment contacts', () => {
  it.each([
    ['attended', 1],
    ['late_seen', 1],
    ['late_not_seen', 0],
    ['did_not_attend', 0],
    ['no_answer', 0],
    ['cancelled_by_patient', 0],
    ['cancelled_by_service', 0],
  ])('a review call that was %s counts %i', (outcome, expected) => {
    expect(treatmentContacts(rules, withCalls([aCall({ outcome })]), span)).toBe(expected)
  })

  it.each([
    ['review', 1],
    ['ending', 1],
    ['first_call', 0],
    ['follow_up', 0],
    ['something unknown', 0],
  ])('a call held as %s counts %i', (purpose, expected) => {
    expect(treatmentContacts(rules, withCalls([aCall({ purpose })]), span)).toBe(expected)
  })

  it('count only from referral to end', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-04-30', '2026-05-01']
    const calls = days.map((day) => aCall({ at: at(day) }))
    expect(treatmentContacts(rules, withCalls(calls), span)).toBe(2)
  })
})

describe('weeks of written guidance', () => {
  it('count once a calendar week, whatever is written in it', () => {
    // Monday and Thursday of one week, Tuesday of the next.
    const reviews = [
      aReview('2026-02-02', '2026-01-26'),
      aReview('2026-02-05', '2026-02-02'),
      aReview('2026-02-10', '2026-02-05'),
    ]
    const activity = ['2026-01-30', '2026-02-03', '2026-02-09'].map(at)
    expect(guidedWeeks(rules, { reviews, activity }, span)).toBe(2)
  })

  it('do not count for writing to somebody who did nothing', () => {
    const reviews = [aReview('2026-02-02', '2026-01-26'), aReview('2026-02-09', '2026-02-02')]
    expect(guidedWeeks(rules, { reviews, activity: [] }, span)).toBe(0)
    // What was done before the period of a review belongs to the review before.
    expect(guidedWeeks(rules, { reviews, activity: [at('2026-01-26')] }, span)).toBe(0)
    expect(guidedWeeks(rules, { reviews, activity: [at('2026-02-02')] }, span)).toBe(1)
    const lenient = {
      ...rules,
      weeklyLog: { ...rules.weeklyLog, needsPatientActivity: false },
    }
    expect(guidedWeeks(lenient, { reviews, activity: [] }, span)).toBe(2)
  })

  it('the first of them answers what was done since the referral', () => {
    const reviews = [aReview('2026-01-12', null)]
    expect(guidedWeeks(rules, { reviews, activity: [at('2026-01-02')] }, span)).toBe(1)
  })

  it('can be left out, for all programmes or for one', () => {
    const records = { reviews: [aReview('2026-02-02', null)], activity: [at('2026-01-30')] }
    const without = (weeklyLog: Partial<typeof rules.weeklyLog>) =>
      guidedWeeks({ ...rules, weeklyLog: { ...rules.weeklyLog, ...weeklyLog } }, records, span)
    expect(without({})).toBe(1)
    expect(without({ counts: false })).toBe(0)
    expect(without({ notForProgrammes: ['dep'] })).toBe(0)
    expect(without({ notForProgrammes: ['panic'] })).toBe(1)
  })

  it('go by the calendar where the service is: Sunday night and Monday morning are two weeks', () => {
    // Sunday 23:30 in London is a summer Sunday, though it is 22:30 in UTC; an hour on is Monday.
    const sunday = Date.parse('2026-04-05T22:30:00Z')
    const reviews = [sunday, sunday + 3_600_000].map((moment) => ({
      programmeId: 'dep',
      coversFrom: null,
      at: moment,
    }))
    const records = { reviews, activity: [at('2026-04-01')] }
    expect(guidedWeeks(rules, records, span)).toBe(2)
    expect(guidedWeeks(rules, records, { ...span, timeZone: 'UTC' })).toBe(1)
  })

  it('and calls add up to the contacts of a course', () => {
    const records = {
      calls: [aCall(), aCall({ outcome: 'no_answer' })],
      reviews: [aReview('2026-02-09', '2026-02-02')],
      activity: [at('2026-02-04')],
    }
    expect(treatmentContacts(rules, records, span)).toBe(2)
  })
})

describe('reading on for what the person did', () => {
  it('is needed while a review that counts has nothing to answer', () => {
    const reviews = [aReview('2026-02-02', '2026-01-26'), aReview('2026-02-09', '2026-02-02')]
    const could = (...days: string[]) =>
      couldCountMore(rules, { reviews, activity: days.map(at) }, span)
    expect(could()).toBe(true)
    expect(could('2026-01-30')).toBe(true)
    expect(could('2026-01-30', '2026-02-03')).toBe(false)
    const weeklyLog = { ...rules.weeklyLog, notForProgrammes: ['dep'] }
    expect(couldCountMore({ ...rules, weeklyLog }, { reviews, activity: [] }, span)).toBe(false)
  })

  it('never changes the weeks where it is not needed', () => {
    const moment = fc.integer({ min: at('2025-12-01'), max: at('2026-05-31') })
    const review = fc.record({
      programmeId: fc.constantFrom('dep', 'panic'),
      coversFrom: fc.option(moment),
      at: moment,
    })
    const moments = fc.array(moment, { maxLength: 30 })
    fc.assert(
      fc.property(fc.array(review, { maxLength: 12 }), moments, moments, (reviews, known, more) => {
        fc.pre(!couldCountMore(rules, { reviews, activity: known }, span))
        expect(guidedWeeks(rules, { reviews, activity: [...known, ...more] }, span)).toBe(
          guidedWeeks(rules, { reviews, activity: known }, span),
        )
      }),
      { numRuns: 500 },
    )
  })
})
