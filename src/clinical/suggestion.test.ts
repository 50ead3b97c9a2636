import { describe, expect, it } from 'vitest'
import { isDecided, type SuggestionFacts, standsSince } from './suggestion.ts'

const day = 86_400_000
const at = (days: number) => Date.parse('2026-11-02T09:00:00Z') + days * day

const aCourse = (more: Partial<SuggestionFacts> = {}): SuggestionFacts => ({
  now: at(20),
  startedAt: at(0),
  forms: [],
  modules: new Map(),
  done: [],
  callsHeld: [],
  callsBooked: [],
  ...more,
})
const phq = (days: number, total: number | null, sleep = 0) => ({
  instrumentId: 'phq9',
  at: at(days),
  total,
  answers: { 3: sleep },
})
const low = { type: 'total', instrument: 'phq9', op: '<', value: 5, last: 2 } as const

describe('a line that rests on forms', () => {
  it.each([
    ['no form', [], null],
    ['one form of the two that it needs', [phq(7, 3)], null],
    ['two in a row', [phq(7, 9), phq(14, 4), phq(19, 3)], 19],
    ['three in a row: since the second', [phq(5, 4), phq(12, 4), phq(19, 3)], 12],
    ['the latest does not hold', [phq(5, 4), phq(12, 4), phq(19, 8)], null],
    ['it went away and came back', [phq(2, 4), phq(6, 4), phq(9, 8), phq(13, 4), phq(19, 4)], 19],
    ['a form without a total', [phq(12, 4), phq(19, null)], null],
  ] as const)('%s', (_what, forms, days) => {
    expect(standsSince(low, aCourse({ forms }))).toBe(days === null ? null : at(days))
  })

  it('asks an item by its number', () => {
    const sleep = {
      type: 'item',
      instrument: 'phq9',
      item: 3,
      op: '>=',
      value: 2,
      last: 1,
    } as const
    expect(standsSince(sleep, aCourse({ forms: [phq(7, 9, 1), phq(14, 9, 2)] }))).toBe(at(14))
    expect(standsSince(sleep, aCourse({ forms: [phq(14, 9, 1)] }))).toBe(null)
  })
})

describe('a line that rests on work', () => {
  const modules = new Map([['dep.m3', { openedAt: at(8), submittedAt: at(15) }]])
  const tooFew = {
    type: 'all',
    of: [
      { type: 'submitted', module: 'dep.m3' },
      { type: 'done', worksheet: 'common.week_plan', sinceOpened: 'dep.m3', fewerThan: 2 },
    ],
  } as const
  const done = (...days: number[]) =>
    days.map((each) => ({ worksheetId: 'common.week_plan', at: at(each) }))

  it('counts what was done since the module was opened, and nothing before', () => {
    expect(standsSince(tooFew, aCourse({ modules, done: done(3, 5, 10) }))).toBe(at(15))
    expect(standsSince(tooFew, aCourse({ modules, done: done(9, 10) }))).toBe(null)
  })

  it('does not stand before the module is finished, or when it is unknown', () => {
    const open = new Map([['dep.m3', { openedAt: at(8), submittedAt: null }]])
    expect(standsSince(tooFew, aCourse({ modules: open }))).toBe(null)
    expect(standsSince(tooFew, aCourse())).toBe(null)
  })

  it('gives a module its days', () => {
    const split = { type: 'open_for', module: 'dep.m3', fewerThanDays: 11 } as const
    expect(standsSince(split, aCourse({ modules, now: at(18) }))).toBe(at(8))
    expect(standsSince(split, aCourse({ modules, now: at(19) }))).toBe(null)
  })
})

describe('a line that rests on calls', () => {
  const weekly = { type: 'calls', fewerThan: 1, withinDays: 7 } as const
  it.each([
    ['none since the start', [], [], 0],
    ['the last one eight days ago: since yesterday', [3, 12], [], 19],
    ['one this week', [15], [], null],
    ['none this week, and one is booked', [3], [22], null],
    ['a booked one that was missed is none', [3], [18], 10],
  ] as const)('%s', (_what, held, booked, days) => {
    const facts = aCourse({ callsHeld: held.map(at), callsBooked: booked.map(at) })
    expect(standsSince(weekly, facts)).toBe(days === null ? null : at(days))
  })

  it('asks for two calls in the first two weeks, and no longer', () => {
    const twice = {
      type: 'all',
      of: [
        { type: 'weeks', atMost: 2 },
        { type: 'calls', fewerThan: 2, withinDays: 14 },
      ],
    } as const
    expect(standsSince(twice, aCourse({ now: at(9), callsHeld: [at(1)] }))).toBe(at(0))
    expect(standsSince(twice, aCourse({ now: at(9), callsHeld: [at(1), at(8)] }))).toBe(null)
    expect(standsSince(twice, aCourse({ now: at(14), callsHeld: [at(1)] }))).toBe(null)
  })
})

describe('a decision', () => {
  const once = { id: 'sleep', againAfterDays: null }
  const decisions = [{ suggestionId: 'sleep', at: at(12) }]
  it('holds while the line stands, and not for a line that came back', () => {
    expect(isDecided(once, at(10), { decisions, now: at(40) })).toBe(true)
    expect(isDecided(once, at(13), { decisions, now: at(40) })).toBe(false)
    expect(isDecided({ ...once, id: 'worry' }, at(10), { decisions, now: at(40) })).toBe(false)
  })

  it('holds for so many days where the line is to be said again', () => {
    const weekly = { id: 'sleep', againAfterDays: 7 }
    expect(isDecided(weekly, at(10), { decisions, now: at(18) })).toBe(true)
    expect(isDecided(weekly, at(10), { decisions, now: at(20) })).toBe(false)
  })
})
