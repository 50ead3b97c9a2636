import type { MeasureHistory, MeasurePoint, MeasureSchedule } from './measure-points.ts'

export const at = (text: string) => Date.parse(`${text}Z`)

export function aPoint(
  changes: Partial<MeasurePoint> & Pick<MeasurePoint, 'id' | 'when'>,
): MeasurePoint {
  return {
    instruments: ['phq9', 'gad7'],
    opensAfterDays: 0,
    servedFromDaysBefore: 0,
    graceDays: 0,
    catchUpDays: 0,
    remindAfterDays: 0,
    priority: 1,
    asksAgain: false,
    ...changes,
  }
}

export const startPoint = aPoint({
  id: 'start',
  when: { kind: 'start' },
  catchUpDays: 21,
  remindAfterDays: null,
})
export const weeklyPoint = aPoint({
  id: 'weekly',
  when: { kind: 'weekly' },
  opensAfterDays: -2,
  servedFromDaysBefore: 4,
  catchUpDays: null,
})
export const endingPoint = aPoint({
  id: 'ending',
  when: { kind: 'ending' },
  servedFromDaysBefore: 7,
  graceDays: 14,
  asksAgain: true,
})
export const requestPoint = aPoint({
  id: 'request',
  when: { kind: 'on_request' },
  instruments: ['phq15'],
  priority: 2,
})

export const plan: MeasureSchedule = {
  points: [startPoint, weeklyPoint, endingPoint, requestPoint],
  mostQuestionsADay: 30,
  questions: new Map([
    ['phq9', 9],
    ['gad7', 7],
    ['phq2', 2],
    ['wsas', 5],
    ['ceq', 6],
    ['wai_sr', 12],
    ['peq', 6],
    ['neq20', 20],
    ['phq15', 15],
    ['oci', 42],
    ['spin', 17],
  ]),
  longerForms: new Map([['phq2', ['phq9', 'phq8']]]),
  otherForms: new Map(),
  timeZone: 'Europe/London',
  lastScoreDaysAfterEnd: 0,
}

/** A course that began on Monday 2 November 2026, reviewed on Tuesdays by 17:00. */
export const course: MeasureHistory = {
  now: at('2026-11-02T10:00'),
  courseStart: at('2026-11-02T10:00'),
  courseEnd: null,
  endingSince: null,
  assessedAt: null,
  rhythm: { weekday: 2, by: '17:00' },
  nextReviewAt: at('2026-11-10T17:00'),
  lastContactAt: null,
  nextSessionAt: null,
  modules: [],
  responses: [],
  decisions: [],
  requests: [],
  askedSince: new Map(),
  pausedRanges: [],
}

export function both(submitted: string) {
  return ['phq9', 'gad7'].map((instrumentId) => ({ instrumentId, submittedAt: at(submitted) }))
}

export const thirdWeek: MeasureHistory = {
  ...course,
  nextReviewAt: at('2026-11-24T17:00'),
  lastContactAt: at('2026-11-17T15:00'),
  responses: both('2026-11-15T20:00'),
}
