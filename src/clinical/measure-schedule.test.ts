import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DueMeasure, MeasureHistory } from './measure-points.ts'
import { at, both, course, plan, thirdWeek } from './measure-schedule.fixture.ts'
import { measuresDue } from './measure-schedule.ts'

const whatIsDue = (history: MeasureHistory) => measuresDue(plan, history)

function kinds(history: MeasureHistory): string[] {
  return whatIsDue(history).due.map(({ instrumentId, kind }) => `${instrumentId} ${kind}`)
}

function on(now: string, history: MeasureHistory, more: Partial<MeasureHistory> = {}) {
  return kinds({ ...history, now: at(now), ...more })
}

const bothAs = (kind: DueMeasure['kind']) => [`phq9 ${kind}`, `gad7 ${kind}`]

describe('at the start of a course', () => {
  it('the measures are due at once, before the first review', () => {
    expect(whatIsDue(course).due[0]).toEqual({
      instrumentId: 'phq9',
      pointId: 'start',
      questionCount: 9,
      isAskedAgain: false,
      remindAt: null,
      kind: 'baseline',
      openedAt: course.courseStart,
      dueBefore: course.nextReviewAt,
    })
    expect(kinds(course)).toEqual(bothAs('baseline'))
  })

  it('nothing is due before it', () => {
    expect(on('2026-11-02T09:59', course)).toEqual([])
  })

  it('an answered baseline is not asked again until the first review comes near', () => {
    const responses = both('2026-11-02T11:00')
    expect(on('2026-11-07T23:59', course, { responses })).toEqual([])
    expect(on('2026-11-08T00:00', course, { responses })).toEqual(bothAs('weekly'))
  })

  it('an unanswered baseline stays the baseline when the first window opens', () => {
    expect(on('2026-11-09T10:00', course)).toEqual(bothAs('baseline'))
  })

  it('the call that starts the course is not a review that was missed', () => {
    expect(on('2026-11-03T10:00', course, { lastContactAt: course.courseStart })).toEqual(
      bothAs('baseline'),
    )
  })

  it('answers given before the course do not stand for its baseline', () => {
    expect(on('2026-11-02T11:00', course, { responses: both('2026-10-30T11:00') })).toEqual(
      bothAs('baseline'),
    )
  })
})

describe('each week', () => {
  it.each([
    ['2026-11-18T10:00', []],
    ['2026-11-21T23:59', []],
    ['2026-11-22T00:00', bothAs('weekly')],
    ['2026-11-24T16:59', bothAs('weekly')],
    ['2026-11-24T17:00', bothAs('missed')],
  ])('at %s is due %j', (now, expected) => {
    expect(on(now, thirdWeek)).toEqual(expected)
  })

  it('says when the set opened, by when it is due, and when the next one opens', () => {
    const before = whatIsDue({ ...thirdWeek, now: at('2026-11-20T10:00') })
    expect(before).toMatchObject({ due: [], opensNextAt: at('2026-11-22T00:00') })
    const { due, opensNextAt } = whatIsDue({ ...thirdWeek, now: at('2026-11-23T10:00') })
    const dates = { openedAt: at('2026-11-22T00:00'), dueBefore: at('2026-11-24T17:00') }
    expect(due[0]).toMatchObject({ instrumentId: 'phq9', kind: 'weekly', ...dates })
    expect(opensNextAt).toBeNull()
  })

  it('one answered form leaves the other due', () => {
    const responses = [{ instrumentId: 'phq9', submittedAt: at('2026-11-22T09:00') }]
    expect(on('2026-11-23T10:00', thirdWeek, { responses })).toEqual(['gad7 weekly'])
  })

  it('a completed set serves until the next window, also when the review is written late', () => {
    const responses = both('2026-11-22T09:00')
    expect(on('2026-11-24T18:00', thirdWeek, { responses })).toEqual([])
    const reviewedLate = {
      responses,
      lastContactAt: at('2026-11-26T12:00'),
      nextReviewAt: at('2026-12-01T17:00'),
    }
    expect(on('2026-11-26T13:00', thirdWeek, reviewedLate)).toEqual([])
    expect(on('2026-11-29T00:00', thirdWeek, reviewedLate)).toEqual(bothAs('weekly'))
  })

  it('a missed set can be answered when the person can, until the next one opens', () => {
    const missed = {
      lastContactAt: at('2026-11-24T16:00'),
      nextReviewAt: at('2026-12-01T17:00'),
    }
    const [first] = whatIsDue({ ...thirdWeek, ...missed, now: at('2026-11-25T10:00') }).due
    expect(first).toMatchObject({ kind: 'missed', dueBefore: null })
    const responses = both('2026-11-25T20:00')
    expect(on('2026-11-26T10:00', thirdWeek, { ...missed, responses })).toEqual([])
    expect(on('2026-11-29T10:00', thirdWeek, { ...missed, responses })).toEqual(bothAs('weekly'))
  })

  it('a set answered late, the day before the next opens, serves the next as well', () => {
    const responses = both('2026-11-21T20:00')
    expect(on('2026-11-22T10:00', thirdWeek, { responses })).toEqual([])
  })

  it('a review that staff are a week late with does not stop the measures', () => {
    const responses = both('2026-11-22T09:00')
    expect(on('2026-11-28T23:59', thirdWeek, { responses })).toEqual([])
    const { due } = whatIsDue({ ...thirdWeek, responses, now: at('2026-11-29T00:00') })
    expect(due[0]).toMatchObject({ kind: 'weekly', dueBefore: at('2026-12-01T17:00') })
  })

  it('is reckoned on the local clock when summer time begins and ends', () => {
    const spring = {
      ...course,
      courseStart: at('2026-03-02T10:00'),
      lastContactAt: at('2026-03-24T12:00'),
      nextReviewAt: at('2026-03-31T16:00'),
      responses: both('2026-03-23T10:00'),
    }
    expect(on('2026-03-28T23:59', spring)).toEqual([])
    expect(on('2026-03-29T00:00', spring)).toEqual(bothAs('weekly'))
    const autumn = {
      ...spring,
      lastContactAt: at('2026-10-20T12:00'),
      nextReviewAt: at('2026-10-27T17:00'),
      responses: both('2026-10-19T10:00'),
    }
    expect(on('2026-10-24T22:59', autumn)).toEqual([])
    expect(on('2026-10-24T23:00', autumn)).toEqual(bothAs('weekly'))
  })
})

describe('during a pause', () => {
  const pausedRanges = [{ from: at('2026-11-20T00:00'), to: at('2026-12-04T00:00') }]

  it('nothing is asked', () => {
    expect(on('2026-11-23T10:00', thirdWeek, { pausedRanges })).toEqual([])
    expect(whatIsDue({ ...thirdWeek, now: at('2026-11-23T10:00'), pausedRanges })).toMatchObject({
      due: [],
      opensNextAt: null,
    })
  })

  it('and afterwards the week goes on', () => {
    const nextReviewAt = at('2026-12-08T17:00')
    expect(on('2026-12-07T10:00', thirdWeek, { pausedRanges, nextReviewAt })).toEqual(
      bothAs('weekly'),
    )
  })
})

describe('whenever a person looks', () => {
  const anyHour = fc
    .integer({ min: 0, max: 24 * 60 })
    .map((h) => course.courseStart + h * 3_600_000)
  const anySchedule = fc
    .record({
      now: anyHour,
      nextReviewAt: fc.option(anyHour, { nil: null }),
      lastContactAt: fc.option(anyHour, { nil: null }),
    })
    .map((changes) => ({ ...course, ...changes }))

  it('nobody is asked again for what they have just answered', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const responses = ['phq9', 'gad7'].map((instrumentId) => ({
          instrumentId,
          submittedAt: schedule.now,
        }))
        expect(kinds({ ...schedule, responses })).toEqual([])
      }),
    )
  })

  it('nobody is asked twice in a day', () => {
    fc.assert(
      fc.property(anySchedule, fc.integer({ min: 0, max: 24 }), (schedule, hoursAgo) => {
        const submittedAt = schedule.now - hoursAgo * 3_600_000
        fc.pre(submittedAt >= schedule.courseStart)
        const responses = [{ instrumentId: 'phq9', submittedAt }]
        expect(kinds({ ...schedule, responses }).join()).not.toContain('phq9')
      }),
    )
  })

  it('the order of the responses does not matter', () => {
    const times = fc.array(anyHour, { maxLength: 6 })
    fc.assert(
      fc.property(anySchedule, times, (schedule, hours) => {
        const responses = hours.map((submittedAt) => ({ instrumentId: 'phq9', submittedAt }))
        const backwards = { ...schedule, responses: [...responses].reverse() }
        expect(whatIsDue(backwards)).toEqual(whatIsDue({ ...schedule, responses }))
      }),
    )
  })
})
