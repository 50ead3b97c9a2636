import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Instant, localDate, startOfDay, type Weekday } from './calendar.ts'
import type {
  DueKind,
  MeasureDecision,
  MeasureHistory,
  MeasurePoint,
  MeasureSchedule,
} from './measure-points.ts'
import { aPoint, plan, weeklyPoint } from './measure-schedule.fixture.ts'
import { measuresDue, postponedUntil } from './measure-schedule.ts'
import { proposeNextReview, reviewAfterChange } from './review-rhythm.ts'

/**
 * Whole courses, hour by hour: people who answer or not, therapists who review late, change the
 * day, pause and end, in years with changes of the clock, months and years that end in between.
 */

const timeZone = 'Europe/London'
const hour = 3_600_000
const day = 24 * hour

const points: readonly MeasurePoint[] = [
  ...plan.points,
  aPoint({
    id: 'session',
    when: { kind: 'before_session' },
    opensAfterDays: -2,
    servedFromDaysBefore: 4,
    priority: 2,
  }),
  aPoint({
    id: 'alliance',
    when: { kind: 'week', week: 3 },
    instruments: ['wai_sr'],
    opensAfterDays: -2,
    servedFromDaysBefore: 14,
    catchUpDays: 7,
    priority: 4,
  }),
]
const schedule = { ...plan, points }

interface Life {
  readonly start: Instant
  readonly weekday: Weekday
  /** One number an act: what happens on that day, and at which hour of it. */
  readonly days: readonly { readonly act: number; readonly hour: number }[]
}

const anyLife: fc.Arbitrary<Life> = fc.record({
  start: fc
    .integer({ min: 0, max: 730 * 24 })
    .map((hours) => Date.parse('2026-01-05T09:00Z') + hours * hour),
  weekday: fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7),
  days: fc.array(
    fc.record({ act: fc.integer({ min: 0, max: 99 }), hour: fc.integer({ min: 8, max: 21 }) }),
    { minLength: 40, maxLength: 90 },
  ),
})

interface Course {
  history: MeasureHistory
  /** Every time a form was on the list, and when it was answered. */
  readonly seen: {
    readonly at: Instant
    readonly due: readonly string[]
    readonly kinds: readonly DueKind[]
  }[]
  readonly answered: { readonly instrumentId: string; readonly at: Instant }[]
  readonly diligence: number
  readonly schedule: MeasureSchedule
}

interface Plan {
  readonly schedule: MeasureSchedule
  /** When a problem was recorded whose measure is SPIN. */
  readonly since?: Instant
}

/** Lives through the days; `diligence` is how many of a hundred days see every form answered. */
function live(life: Life, diligence: number, plan: Plan = { schedule }): Course {
  const rhythm = { weekday: life.weekday, by: '17:00' }
  const history: MeasureHistory = {
    now: life.start,
    courseStart: life.start,
    courseEnd: null,
    endingSince: null,
    assessedAt: null,
    rhythm,
    nextReviewAt: proposeNextReview(life.start, null, { ...rhythm, timeZone }),
    lastContactAt: null,
    nextSessionAt: null,
    modules: [],
    responses: [],
    decisions: [],
    requests: [],
    askedSince: new Map(plan.since === undefined ? [] : [['spin', plan.since]]),
    pausedRanges: [],
  }
  const course: Course = { history, seen: [], answered: [], diligence, schedule: plan.schedule }
  const firstDay = localDate(life.start, timeZone)
  for (const [index, { act, hour: at }] of life.days.entries()) {
    const midnight = startOfDay(addDays(firstDay, index + 1), timeZone)
    liveDay(course, midnight + at * hour, act)
  }
  return course
}

function liveDay(course: Course, now: Instant, act: number): void {
  course.history = { ...course.history, now }
  changeCourse(course, act)
  const { due } = measuresDue(course.schedule, course.history)
  const ids = due.map(({ instrumentId }) => instrumentId)
  course.seen.push({ at: now, due: ids, kinds: due.map(({ kind }) => kind) })
  if ((act * 37) % 100 >= course.diligence) return
  course.answered.push(...ids.map((instrumentId) => ({ instrumentId, at: now })))
  const responses = ids.map((instrumentId) => ({ instrumentId, submittedAt: now }))
  course.history = { ...course.history, responses: [...course.history.responses, ...responses] }
}

function changeCourse(course: Course, act: number): void {
  const { history } = course
  const { now, rhythm, nextReviewAt } = history
  if (!rhythm || nextReviewAt === null) return
  const isPaused = history.pausedRanges.some(({ to }) => to === null)
  if (isPaused) {
    if (act % 3 === 0) course.history = resumed(history)
  } else if (act < 4) {
    course.history = {
      ...history,
      pausedRanges: [...history.pausedRanges, { from: now, to: null }],
    }
  } else if (act < 10) {
    const changed = { weekday: ((act % 7) + 1) as Weekday, by: '12:00' }
    const next = reviewAfterChange(now, nextReviewAt, { ...changed, timeZone })
    course.history = { ...history, rhythm: changed, nextReviewAt: next }
  } else if (act < 20) {
    course.history = { ...history, nextSessionAt: now + 2 * day }
  } else if (now >= nextReviewAt - 6 * hour && act < 85) {
    const next = proposeNextReview(now, nextReviewAt, { ...rhythm, timeZone })
    course.history = { ...history, lastContactAt: now, nextReviewAt: next }
  }
  const { nextSessionAt } = course.history
  if (nextSessionAt !== null && nextSessionAt <= now) {
    course.history = { ...course.history, nextSessionAt: null }
  }
}

function resumed(history: MeasureHistory): MeasureHistory {
  const { now, rhythm } = history
  const pausedRanges = history.pausedRanges.map(({ from, to }) => ({ from, to: to ?? now }))
  const nextReviewAt = rhythm && proposeNextReview(now, null, { ...rhythm, timeZone })
  return { ...history, pausedRanges, nextReviewAt }
}

const weeklyOf = (all: readonly MeasurePoint[]) =>
  all.find(({ when }) => when.kind === 'weekly') ?? weeklyPoint
const runs = { numRuns: 80 }
const isPausedAt = ({ history }: Course, at: Instant) =>
  history.pausedRanges.some(({ from, to }) => from <= at && (to === null || at < to))

describe('through a whole course', () => {
  it('nobody is asked for a form within a day of answering it, whatever is moved about', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { answered } = live(life, 100)
        const last = new Map<string, Instant>()
        for (const { instrumentId, at } of answered) {
          const before = last.get(instrumentId)
          if (before !== undefined) expect(at - before).toBeGreaterThan(day)
          last.set(instrumentId, at)
        }
      }),
      runs,
    )
  })

  it('a form of one week is answered once', () => {
    // Answered just before a long pause, which moves its week on.
    const acts = `0,0,0,0,0,0,0,1,1,1,1,0,0,18,0,34,1,46,4,22,28,10,0,0,0,0,0,0,0,0,0,0,0,4,0,1,1,4,4,4,10,10,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0`
    const paused = {
      start: 1_813_186_800_000,
      weekday: 1 as const,
      days: acts.split(',').map((act) => ({ act: Number(act), hour: 8 })),
    }
    fc.assert(
      fc.property(anyLife, (life) => {
        const { answered } = live(life, 100)
        const alliance = answered.filter(({ instrumentId }) => instrumentId === 'wai_sr')
        expect(alliance.length).toBeLessThanOrEqual(1)
      }),
      { ...runs, examples: [[paused]] },
    )
  })

  it('somebody who answers nothing always has their weekly forms before them, but in a pause', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const course = live(life, 0)
        for (const { at, due } of course.seen) {
          if (!isPausedAt(course, at)) expect(due.slice(0, 2)).toEqual(['phq9', 'gad7'])
          else expect(due).toEqual([])
        }
      }),
      runs,
    )
  })

  it('somebody who answers everything is asked in each fortnight without a pause', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const course = live(life, 100)
        const isSteady = course.history.pausedRanges.length === 0
        const times = course.answered.filter(({ instrumentId }) => instrumentId === 'phq9')
        if (!isSteady) return
        const all = [life.start, ...times.map(({ at }) => at), course.history.now]
        for (const [index, at] of all.slice(1).entries()) {
          expect(at - (all[index] ?? 0)).toBeLessThanOrEqual(15 * day)
        }
      }),
      runs,
    )
  })

  it('no list names a form twice, or asks for more than a day holds', () => {
    fc.assert(
      fc.property(anyLife, fc.integer({ min: 0, max: 100 }), (life, diligence) => {
        for (const { due } of live(life, diligence).seen) {
          expect(new Set(due).size).toBe(due.length)
          const sum = due.reduce((total, id) => total + (plan.questions.get(id) ?? 0), 0)
          expect(sum <= plan.mostQuestionsADay || due.length === 1).toBe(true)
        }
      }),
      runs,
    )
  })

  it('what was declined is never asked in treatment, but once before the end', () => {
    fc.assert(
      fc.property(anyLife, fc.constantFrom('phq9', 'gad7'), (life, instrumentId) => {
        const no = (at: Instant): MeasureDecision => ({
          instrumentId,
          kind: 'declined',
          at,
          until: null,
        })
        const { history } = live(life, 50)
        const during = { ...history, decisions: [no(life.start)], pausedRanges: [] }
        const names = (each: MeasureHistory) =>
          measuresDue(schedule, each).due.map((due) => due.instrumentId)
        expect(names(during)).not.toContain(instrumentId)
        const endingSince = history.now + 20 * day
        const ending = { ...during, endingSince, now: endingSince + hour }
        expect(names(ending)).toContain(instrumentId)
        const twice = [no(life.start), no(endingSince + hour)]
        expect(names({ ...ending, decisions: twice, now: endingSince + 2 * hour })).not.toContain(
          instrumentId,
        )
        const ended = { ...ending, courseEnd: endingSince + hour, now: endingSince + 2 * hour }
        expect(names(ended)).toEqual([])
      }),
      runs,
    )
  })

  it('the measure of a problem recorded midway is asked from that day on, each week, and no sooner', () => {
    const own = [
      aPoint({ id: 'own_start', when: { kind: 'start' }, instruments: ['spin'], catchUpDays: 21 }),
      aPoint({ ...weeklyOf(points), id: 'own', instruments: ['spin'], priority: 2 }),
    ]
    const withOwn = { ...schedule, points: [...points, ...own] }
    // The day of the review is moved each time before this form has come: of a review that is never
    // done, and of one that was done weeks ago.
    const never = `4,4,4,4,4,4,4,4,4,4,4,4,4,4,5,20,4,4,4,4,4,4,5,5,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4`
    const once = `4,4,4,4,4,4,4,4,4,4,4,4,8,8,20,4,4,4,4,4,4,4,4,4,4,4,4,4,4,6,4,4,4,4,4,4,6,4,4,4,4,4`
    const moved = [
      { start: Date.parse('2026-01-05T09:00Z'), acts: never, noonOn: 17 },
      { start: 1_798_502_400_000, acts: once, noonOn: null },
    ].map(({ start, acts, noonOn }): [Life, number] => [
      {
        start,
        weekday: 1,
        days: acts.split(',').map((act, index) => ({
          act: Number(act),
          hour: index === noonOn ? 12 : 8,
        })),
      },
      0,
    ])
    fc.assert(
      fc.property(anyLife, fc.integer({ min: 0, max: 30 }), (life, afterDays) => {
        const since = life.start + afterDays * day + 2 * hour
        const { history, seen, answered } = live(life, 100, { schedule: withOwn, since })
        const asked = seen.filter(({ due }) => due.includes('spin')).map(({ at }) => at)
        expect(asked.every((at) => at >= since)).toBe(true)
        if (history.pausedRanges.length > 0) return
        const times = answered.filter(({ instrumentId }) => instrumentId === 'spin')
        const all = [since, ...times.map(({ at }) => at), history.now]
        // A day later than the others, where one day holds no more.
        for (const [index, at] of all.slice(1).entries()) {
          expect(at - (all[index] ?? 0)).toBeLessThanOrEqual(17 * day)
        }
      }),
      { ...runs, examples: moved },
    )
  })

  it('an extension of treatment beyond its planned weeks asks each week as before, and its end once', () => {
    const ends = [
      ...points,
      aPoint({
        id: 'mid',
        when: { kind: 'week', week: 4 },
        instruments: ['ceq'],
        opensAfterDays: -2,
        servedFromDaysBefore: 14,
        priority: 3,
      }),
      aPoint({ id: 'end', when: { kind: 'end' }, instruments: ['peq'], graceDays: 14 }),
      aPoint({
        id: 'follow_up',
        when: { kind: 'follow_up', daysAfterEnd: 4 * 7 },
        servedFromDaysBefore: 7,
        graceDays: 21,
      }),
    ]
    const planned = { ...schedule, points: ends }
    fc.assert(
      fc.property(anyLife, (life) => {
        // The plan was eight weeks: forty to ninety days and four weeks more.
        const weeks = Array.from({ length: 28 }, () => ({ act: 80, hour: 12 }))
        const longer = { ...life, days: [...life.days, ...weeks] }
        const { history, seen, answered } = live(longer, 100, { schedule: planned })
        const extension = history.now - 28 * day
        if (history.pausedRanges.some(({ to }) => to === null)) return
        const asked = seen.filter(({ at, due }) => at > extension && due.includes('phq9'))
        expect(asked.length).toBeGreaterThanOrEqual(2)
        expect(answered.filter(({ instrumentId }) => instrumentId === 'ceq').length).toBeLessThan(2)
        const kinds = seen.flatMap(({ kinds }) => kinds)
        expect(kinds).not.toContain('end')
        expect(kinds).not.toContain('ending')
        expect(kinds).not.toContain('follow_up')
        // What follows the end counts from the day on which it came, not from the planned one.
        const courseEnd = history.now + hour
        const ended = { ...history, courseEnd, nextReviewAt: null, responses: [] }
        const on = (now: Instant) =>
          measuresDue(planned, { ...ended, now }).due.map(({ kind }) => kind)
        expect(on(courseEnd + hour)).toEqual(['end'])
        expect(on(courseEnd + 27 * day)).toEqual([])
        expect(on(courseEnd + 29 * day)).toEqual(['follow_up', 'follow_up'])
      }),
      runs,
    )
  })

  it('a form postponed to tomorrow is asked tomorrow', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { history } = live(life, 30)
        const awake = { ...history, pausedRanges: [] }
        const [first] = measuresDue(schedule, awake).due
        if (!first) return
        const { instrumentId } = first
        const until = postponedUntil(history.now, 1, timeZone)
        const decisions = [{ instrumentId, kind: 'postponed' as const, at: history.now, until }]
        const on = (now: Instant) =>
          measuresDue(schedule, { ...awake, decisions, now }).due.map((due) => due.instrumentId)
        expect(on(history.now)).not.toContain(instrumentId)
        if (instrumentId === 'phq9') expect(on(until)).toContain(instrumentId)
      }),
      runs,
    )
  })
})
