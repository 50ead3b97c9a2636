import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CourseSignalQuestion, courseSignals } from './course-signals.ts'
import { aDepressionMeasure, anAnxietyMeasure, aThreshold } from './instrument.fixture.ts'

const day = 86_400_000
const courseStart = Date.parse('2026-11-02T12:00Z')

const quiet: CourseSignalQuestion = {
  now: courseStart + 14 * day,
  timeZone: 'Europe/London',
  courseStart,
  pausedRanges: [],
  instrument: aDepressionMeasure(),
  points: [],
  finishedModuleCount: 2,
  sessionCount: 2,
  rules: {
    supervisorWithinDays: 7,
    noChangeByModule: 5,
    severeFrom: 20,
    severeAtWeek: 4,
    noVerdictBeforeSession: 6,
  },
}

function codes(totals: number[], changes: Partial<CourseSignalQuestion> = {}): string[] {
  const points = totals.map((total, week) => ({ at: courseStart + week * 7 * day, total }))
  return courseSignals({ ...quiet, points, ...changes }).signals.map(({ code }) => code)
}

describe('worsening', () => {
  it.each([
    [[12, 17], []],
    [[12, 18], ['worse_than_start']],
    [[12, 19], ['worse_than_start']],
    [[12, 18, 12], []],
  ])('from the start: PHQ-9 %j gives %j', (totals, expected) => {
    expect(codes(totals)).toEqual(expected)
  })

  it.each([
    [[18, 8, 13], []],
    [[15, 10, 16], ['worse_than_best']],
    [[18, 8, 14], ['worse_than_best']],
    [
      [20, 8, 14],
      ['worse_than_best', 'reliably_improved'],
    ],
  ])('from the best score so far: PHQ-9 %j gives %j', (totals, expected) => {
    expect(codes(totals)).toEqual(expected)
  })

  it.each([
    [[9, 12], []],
    [[9, 13], ['worse_than_start']],
    [[9, 14], ['worse_than_start']],
  ])('has its own threshold on GAD-7: %j gives %j', (totals, expected) => {
    expect(codes(totals, { instrument: anAnxietyMeasure() })).toEqual(expected)
  })

  it('goes to the supervisor within a week of the form that shows it', () => {
    const points = [12, 18].map((total, week) => ({ at: courseStart + week * 7 * day, total }))
    expect(courseSignals({ ...quiet, points }).signals).toEqual([
      {
        code: 'worse_than_start',
        instrumentId: 'phq9',
        by: 6,
        total: 18,
        since: courseStart + 7 * day,
        supervisorBy: courseStart + 14 * day,
        isVerified: false,
      },
    ])
  })

  it('from the best score has the same clock, and good news has none', () => {
    const points = [20, 8, 14].map((total, week) => ({ at: courseStart + week * 7 * day, total }))
    const { signals } = courseSignals({ ...quiet, points })
    expect(signals.map(({ by, supervisorBy }) => [by, supervisorBy])).toEqual([
      [6, courseStart + 21 * day],
      [-6, null],
    ])
  })

  it('says whether anybody has verified its threshold', () => {
    const instrument = aDepressionMeasure({ reliableChange: aThreshold(6, 'Dr A. Person') })
    const points = [12, 18].map((total, week) => ({ at: courseStart + week * 7 * day, total }))
    expect(courseSignals({ ...quiet, instrument, points }).signals[0]?.isVerified).toBe(true)
  })
})

describe('no reliable change', () => {
  it.each([
    [4, [14, 10], []],
    [5, [14, 10], ['no_change_by_module']],
    [6, [14, 9], ['no_change_by_module']],
    [6, [14, 8], ['reliably_improved']],
  ])('with %i modules finished and PHQ-9 %j gives %j', (finishedModuleCount, totals, expected) => {
    expect(codes(totals, { finishedModuleCount })).toEqual(expected)
  })

  it.each([
    [20, [20, 20], []],
    [21, [20, 19], []],
    [21, [20, 20], ['severe_without_change']],
    [21, [20, 21], ['severe_without_change']],
    [35, [22, 20], ['severe_without_change']],
    [21, [27, 21], ['reliably_improved']],
  ])('on day %i and PHQ-9 %j gives %j', (days, totals, expected) => {
    expect(codes(totals, { now: courseStart + days * day })).toEqual(expected)
  })

  it('does not count the weeks of a pause', () => {
    const pausedRanges = [{ from: courseStart + 2 * day, to: courseStart + 9 * day }]
    const now = courseStart + 27 * day
    expect(codes([20, 20], { now, pausedRanges })).toEqual([])
    expect(codes([20, 20], { now: now + day, pausedRanges })).toEqual(['severe_without_change'])
  })

  it('asks nothing about a severe score where content sets none', () => {
    const rules = { ...quiet.rules, severeFrom: null }
    expect(codes([20, 20], { rules, now: courseStart + 40 * day })).toEqual([])
  })
})

describe('the signals of a course', () => {
  it('are none before there are two scores', () => {
    expect(codes([])).toEqual([])
    expect(codes([27], { finishedModuleCount: 8 })).toEqual([])
  })

  it.each([
    [5, false],
    [6, true],
    [7, true],
  ])('after %i sessions may be judged: %s', (sessionCount, mayJudge) => {
    expect(courseSignals({ ...quiet, sessionCount }).mayJudge).toBe(mayJudge)
  })

  it('never say improved and worsened from the start at once', () => {
    const totals = fc.array(fc.integer({ min: 0, max: 27 }), { maxLength: 10 })
    const modules = fc.integer({ min: 0, max: 8 })
    fc.assert(
      fc.property(totals, modules, (scores, finishedModuleCount) => {
        const found = codes(scores, { finishedModuleCount, now: courseStart + 70 * day })
        expect(new Set(found).size).toBe(found.length)
        const fromStart = ['worse_than_start', 'reliably_improved', 'no_change_by_module']
        const count = found.filter((code) => fromStart.includes(code)).length
        expect(count).toBeLessThanOrEqual(1)
      }),
    )
  })
})
