import { describe, expect, it } from 'vitest'
import type { MeasureHistory, MeasurePoint, PointTiming } from './measure-points.ts'
import {
  aPoint,
  at,
  both,
  course,
  endingPoint,
  plan,
  startPoint,
  thirdWeek,
} from './measure-schedule.fixture.ts'
import { measuresDue } from './measure-schedule.ts'

const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16)

/** What a schedule of this one point asks for, form by form. */
function asked(point: MeasurePoint, history: MeasureHistory, now: string) {
  const schedule = { ...plan, points: [point] }
  const { due } = measuresDue(schedule, { ...history, now: at(now) })
  return due.map(({ instrumentId, kind }) => `${instrumentId} ${kind}`)
}

function once(when: PointTiming, changes: Partial<MeasurePoint> = {}): MeasurePoint {
  return aPoint({ id: 'once', when, instruments: ['ceq'], ...changes })
}

describe('a form of one week of treatment', () => {
  const week3 = once(
    { kind: 'week', week: 3 },
    { opensAfterDays: -2, servedFromDaysBefore: 14, catchUpDays: 7 },
  )

  it.each([
    ['the day before it opens', '2026-11-14T23:59', []],
    ['with the weekly forms of that week', '2026-11-15T00:00', ['ceq once']],
    ['until the review', '2026-11-17T16:59', ['ceq once']],
    ['for a week more when they can', '2026-11-23T23:59', ['ceq missed']],
    ['and then no more', '2026-11-24T00:00', []],
  ])('is asked, %s', (_name, now, expected) => {
    const history = { ...course, nextReviewAt: at('2026-11-17T17:00') }
    expect(asked(week3, history, now)).toEqual(expected)
  })

  it('follows the review that is planned for that week, when it is not on its usual day', () => {
    const history = { ...course, nextReviewAt: at('2026-11-19T17:00') }
    expect(asked(week3, history, '2026-11-16T23:59')).toEqual([])
    expect(asked(week3, history, '2026-11-17T00:00')).toEqual(['ceq once'])
  })

  it('is not asked again when the review day changes after it was answered', () => {
    const responses = [{ instrumentId: 'ceq', submittedAt: at('2026-11-15T20:00') }]
    const moved = { ...thirdWeek, responses, rhythm: { weekday: 5, by: '12:00' } } as const
    expect(asked(week3, moved, '2026-11-19T10:00')).toEqual([])
  })

  it('waits for as long as treatment was paused', () => {
    const pausedRanges = [{ from: at('2026-11-05T10:00'), to: at('2026-11-19T10:00') }]
    const history = { ...course, nextReviewAt: at('2026-11-24T17:00'), pausedRanges }
    expect(asked(week3, history, '2026-11-20T10:00')).toEqual([])
    const later = { ...history, nextReviewAt: at('2026-12-01T17:00') }
    expect(asked(week3, later, '2026-11-28T23:59')).toEqual([])
    expect(asked(week3, later, '2026-11-29T00:00')).toEqual(['ceq once'])
  })

  it('opens at the local midnight when the clocks have changed in between', () => {
    const spring = {
      ...course,
      courseStart: at('2026-03-16T10:00'),
      nextReviewAt: at('2026-03-31T16:00'),
    }
    expect(asked(week3, spring, '2026-03-28T23:59')).toEqual([])
    expect(asked(week3, spring, '2026-03-29T00:00')).toEqual(['ceq once'])
    const autumn = {
      ...course,
      courseStart: at('2026-10-12T10:00'),
      nextReviewAt: at('2026-10-27T17:00'),
    }
    expect(asked(week3, autumn, '2026-10-24T22:59')).toEqual([])
    expect(asked(week3, autumn, '2026-10-24T23:00')).toEqual(['ceq once'])
  })

  it('crosses the end of a year without a slip', () => {
    const history = {
      ...course,
      courseStart: at('2026-12-18T10:00'),
      nextReviewAt: at('2027-01-05T17:00'),
    }
    expect(asked(week3, history, '2027-01-02T23:59')).toEqual([])
    expect(asked(week3, history, '2027-01-03T00:00')).toEqual(['ceq once'])
  })
})

describe('before a call', () => {
  const beforeCall = aPoint({
    id: 'session',
    when: { kind: 'before_session' },
    opensAfterDays: -2,
    servedFromDaysBefore: 4,
  })
  const withCall = { ...thirdWeek, responses: [], nextSessionAt: at('2026-11-26T09:30') }

  it('the forms open two days ahead, and close with the call', () => {
    expect(asked(beforeCall, withCall, '2026-11-23T23:59')).toEqual([])
    expect(asked(beforeCall, withCall, '2026-11-24T00:00')).toHaveLength(2)
    expect(asked(beforeCall, withCall, '2026-11-26T09:29')).toEqual([
      'phq9 session',
      'gad7 session',
    ])
    expect(asked(beforeCall, { ...withCall, nextSessionAt: null }, '2026-11-26T09:30')).toEqual([])
  })

  it('one completed set serves the review and the call of the same week', () => {
    const schedule = { ...plan, points: [...plan.points, beforeCall] }
    const history = { ...withCall, now: at('2026-11-24T09:00') }
    expect(measuresDue(schedule, history).due).toHaveLength(2)
    const responses = both('2026-11-22T20:00')
    expect(measuresDue(schedule, { ...history, responses }).due).toEqual([])
    const afterReview = { lastContactAt: at('2026-11-24T16:00'), now: at('2026-11-25T09:00') }
    const reviewed = { nextReviewAt: at('2026-12-01T17:00'), ...afterReview }
    expect(measuresDue(schedule, { ...history, responses, ...reviewed }).due).toEqual([])
  })
})

describe('with a module', () => {
  const released = once(
    { kind: 'at_module', moduleId: 'dep.m4', on: 'released' },
    { graceDays: 7, catchUpDays: 7 },
  )
  const opened = (text: string, on: 'released' | 'finished' = 'released') => ({
    ...thirdWeek,
    modules: [{ moduleId: 'dep.m4', on, at: at(text) }],
  })

  it.each([
    ['before the module is opened', '2026-11-18T10:59', []],
    ['from then on', '2026-11-18T11:00', ['ceq module']],
    ['until the end of its days', '2026-11-25T23:59', ['ceq module']],
    ['then when they can', '2026-11-26T00:00', ['ceq missed']],
    ['and no more a week later', '2026-12-03T00:00', []],
  ])('%s', (_name, now, expected) => {
    expect(asked(released, opened('2026-11-18T11:00'), now)).toEqual(expected)
  })

  it('finishing it is another moment', () => {
    expect(asked(released, opened('2026-11-18T11:00', 'finished'), '2026-11-18T12:00')).toEqual([])
  })

  it('the days of a pause do not use up its time', () => {
    const pausedRanges = [{ from: at('2026-11-20T10:00'), to: at('2026-12-04T10:00') }]
    const history = { ...opened('2026-11-18T11:00'), pausedRanges }
    expect(asked(released, history, '2026-12-07T10:00')).toEqual(['ceq module'])
    expect(asked(released, history, '2026-12-10T10:00')).toEqual(['ceq missed'])
  })
})

describe('after the assessment', () => {
  const experience = once({ kind: 'after_assessment' }, { opensAfterDays: 3, graceDays: 18 })

  it('it is asked some days into treatment, not before it', () => {
    const history = { ...course, assessedAt: at('2026-10-20T10:00') }
    expect(asked(experience, history, '2026-11-04T23:59')).toEqual([])
    expect(asked(experience, history, '2026-11-05T00:00')).toEqual(['ceq once'])
    expect(asked(experience, history, '2026-11-24T00:00')).toEqual([])
    expect(asked(experience, course, '2026-11-05T00:00')).toEqual([])
  })
})

describe('the measure of a problem that is recorded in treatment', () => {
  const own = { ...plan, points: [{ ...startPoint, instruments: ['spin'] }, ...plan.points] }
  const due = (since: string, now: string) =>
    measuresDue(own, {
      ...thirdWeek,
      responses: both('2026-11-17T12:00'),
      askedSince: new Map([['spin', at(since)]]),
      now: at(now),
    }).due.map(({ instrumentId, kind }) => `${instrumentId} ${kind}`)

  it('is wanted from that moment until the next review, and some weeks more when you can', () => {
    expect(due('2026-11-18T10:00', '2026-11-18T10:00')).toEqual(['spin baseline'])
    expect(due('2026-11-18T10:00', '2026-11-21T10:00')).toEqual(['spin baseline'])
  })

  it('is missed once a review was held without it', () => {
    expect(due('2026-11-16T10:00', '2026-11-18T10:00')).toEqual(['spin missed'])
    expect(due('2026-11-16T10:00', '2026-12-12T10:00')).not.toContain('spin missed')
  })
})

describe('before the end, at it and after it', () => {
  const ending = { ...thirdWeek, endingSince: at('2026-11-25T15:00') }
  const ended = { ...thirdWeek, courseEnd: at('2026-11-25T15:00'), nextReviewAt: null }
  const followUp = aPoint({
    id: 'follow',
    when: { kind: 'follow_up', daysAfterEnd: 28 },
    servedFromDaysBefore: 7,
    graceDays: 21,
  })

  it('the last scores are wanted for two weeks', () => {
    expect(asked(endingPoint, thirdWeek, '2026-11-25T16:00')).toEqual([])
    expect(asked(endingPoint, ending, '2026-11-25T14:59')).toEqual([])
    const both = ['phq9 ending', 'gad7 ending']
    expect(asked(endingPoint, ending, '2026-11-25T15:00')).toEqual(both)
    expect(asked(endingPoint, ending, '2026-12-09T23:59')).toHaveLength(2)
    expect(asked(endingPoint, ending, '2026-12-10T00:00')).toEqual([])
  })

  it('they are not asked once the end is recorded, as they would not count', () => {
    const over = { ...ending, courseEnd: at('2026-11-27T15:00') }
    expect(asked(endingPoint, over, '2026-11-27T14:59')).toHaveLength(2)
    expect(asked(endingPoint, over, '2026-11-27T15:00')).toEqual([])
    expect(asked(endingPoint, ended, '2026-11-26T10:00')).toEqual([])
  })

  it('what looks back on the whole is asked once the end is recorded', () => {
    const experience = once({ kind: 'end' }, { graceDays: 28 })
    expect(asked(experience, ending, '2026-11-26T10:00')).toEqual([])
    expect(asked(experience, ended, '2026-11-25T15:00')).toEqual(['ceq end'])
    expect(asked(experience, ended, '2026-12-24T00:00')).toEqual([])
  })

  it('those of the last week serve as the last', () => {
    expect(
      asked(endingPoint, { ...ending, responses: both('2026-11-18T00:00') }, '2026-11-26T10:00'),
    ).toEqual([])
    expect(
      asked(endingPoint, { ...ending, responses: both('2026-11-17T23:59') }, '2026-11-26T10:00'),
    ).toHaveLength(2)
  })

  it('nothing weekly is asked any more', () => {
    const { due } = measuresDue(plan, { ...ended, now: at('2026-12-12T10:00') })
    expect(due).toEqual([])
  })

  it('a follow-up opens on its day, and the page before says when', () => {
    const schedule = { ...plan, points: [followUp] }
    const before = measuresDue(schedule, { ...ended, now: at('2026-12-20T10:00') })
    expect(before.due).toEqual([])
    expect(iso(before.opensNextAt ?? 0)).toBe('2026-12-23T00:00')
    expect(asked(followUp, ended, '2026-12-23T00:00')).toEqual(['phq9 follow_up', 'gad7 follow_up'])
    expect(asked(followUp, ended, '2027-01-14T00:00')).toEqual([])
  })

  it('a follow-up over the change to summer time is at midnight there, too', () => {
    const winter = {
      ...ended,
      courseEnd: at('2026-03-04T15:00'),
      courseStart: at('2026-01-05T09:00'),
    }
    expect(asked(followUp, winter, '2026-03-31T22:59')).toEqual([])
    expect(asked(followUp, winter, '2026-03-31T23:00')).toHaveLength(2)
  })
})

describe('what a therapist asks for', () => {
  const request = (rhythm: 'once' | 'weekly', text: string) => [
    { instrumentId: 'phq15', rhythm, at: at(text), until: null },
  ]
  const due = (history: MeasureHistory, now: string) =>
    measuresDue(plan, { ...history, now: at(now) }).due.map(
      ({ instrumentId, kind }) => `${instrumentId} ${kind}`,
    )

  it('once is asked from then on, until it is answered', () => {
    const history = { ...thirdWeek, requests: request('once', '2026-11-18T10:00') }
    expect(due(history, '2026-11-18T09:59')).toEqual([])
    expect(due(history, '2026-11-18T10:00')).toEqual(['phq15 requested'])
    const answered = [
      ...thirdWeek.responses,
      { instrumentId: 'phq15', submittedAt: at('2026-11-19T10:00') },
    ]
    expect(due({ ...history, responses: answered }, '2026-11-20T10:00')).toEqual([])
  })

  it('each week until a day is not asked from then on, nor announced for it', () => {
    const [weekly] = request('weekly', '2026-11-18T10:00')
    if (!weekly) throw new Error('there is a request')
    const requests = [{ ...weekly, until: at('2026-11-24T00:00') }]
    const history = { ...thirdWeek, requests, responses: both('2026-11-22T09:00') }
    expect(due(history, '2026-11-23T23:59')).toEqual(['phq15 requested'])
    expect(due(history, '2026-11-24T00:00')).toEqual([])
    const coming = measuresDue(plan, { ...history, now: at('2026-11-23T10:00') }).coming
    expect(coming.map(({ instrumentId }) => instrumentId)).not.toContain('phq15')
  })

  it('each week comes with the weekly forms, from the next set on', () => {
    const history = { ...thirdWeek, requests: request('weekly', '2026-11-18T10:00') }
    expect(due(history, '2026-11-18T11:00')).toEqual([])
    expect(due({ ...history, responses: both('2026-11-22T09:00') }, '2026-11-22T10:00')).toEqual([])
    // Fifteen questions more than the sixteen of the day wait for another.
    expect(due({ ...history, responses: both('2026-11-22T09:00') }, '2026-11-23T10:00')).toEqual([
      'phq15 requested',
    ])
  })
})
