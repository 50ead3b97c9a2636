import { describe, expect, it } from 'vitest'
import type { MeasureDecision, MeasureHistory } from './measure-points.ts'
import {
  aPoint,
  at,
  both,
  course,
  endingPoint,
  plan,
  thirdWeek,
} from './measure-schedule.fixture.ts'
import { measuresDue, postponedUntil } from './measure-schedule.ts'

type Kind = MeasureDecision['kind']

function decided(kind: Kind, text: string, until: string | null = null): MeasureDecision {
  return { instrumentId: 'phq9', kind, at: at(text), until: until === null ? null : at(until) }
}

function on(now: string, history: MeasureHistory, ...decisions: MeasureDecision[]) {
  return measuresDue(plan, { ...history, now: at(now), decisions })
}

const names = ({ due }: ReturnType<typeof on>) => due.map(({ instrumentId }) => instrumentId)

describe('a form that is postponed', () => {
  const postponed = decided('postponed', '2026-11-22T10:00', '2026-11-23T00:00')

  it('waits until the next day, and the others stay', () => {
    const result = on('2026-11-22T23:59', thirdWeek, postponed)
    expect(names(result)).toEqual(['gad7'])
    expect(result.setAside).toEqual([
      { instrumentId: 'phq9', why: 'postponed', until: at('2026-11-23T00:00') },
    ])
  })

  it('is asked again on that day, with a reminder of its own', () => {
    const [phq9] = on('2026-11-23T09:00', thirdWeek, postponed).due
    expect(phq9).toMatchObject({ instrumentId: 'phq9', remindAt: at('2026-11-23T00:00') })
  })

  it('may still be answered that day when its time is over by then', () => {
    const last = { ...thirdWeek, endingSince: at('2026-11-25T15:00'), nextReviewAt: null }
    const evening = decided('postponed', '2026-12-09T20:00', '2026-12-10T00:00')
    const onlyEnding = { ...plan, points: [endingPoint] }
    const namesOn = (now: string) =>
      measuresDue(onlyEnding, { ...last, now: at(now), decisions: [evening] }).due.map(
        ({ instrumentId }) => instrumentId,
      )
    expect(namesOn('2026-12-10T10:00')).toEqual(['phq9'])
    expect(namesOn('2026-12-11T00:00')).toEqual([])
  })

  it('until tomorrow means midnight, also when clocks change tonight', () => {
    const until = (now: string) =>
      new Date(postponedUntil(at(now), 1, 'Europe/London')).toISOString().slice(0, 16)
    expect(until('2026-03-28T20:00')).toBe('2026-03-29T00:00')
    expect(until('2026-03-29T20:00')).toBe('2026-03-29T23:00')
    expect(until('2026-10-24T20:00')).toBe('2026-10-24T23:00')
    expect(until('2026-10-25T20:00')).toBe('2026-10-26T00:00')
    expect(until('2026-12-31T20:00')).toBe('2027-01-01T00:00')
  })
})

describe('a form that is left out this time', () => {
  const skipped = decided('skipped', '2026-11-23T10:00')

  it('is not asked until the next set opens, not even "when you can"', () => {
    const reviewed = {
      ...thirdWeek,
      lastContactAt: at('2026-11-24T16:00'),
      nextReviewAt: at('2026-12-01T17:00'),
    }
    expect(names(on('2026-11-23T11:00', thirdWeek, skipped))).toEqual(['gad7'])
    expect(names(on('2026-11-26T10:00', reviewed, skipped))).toEqual(['gad7'])
    expect(names(on('2026-11-29T00:00', reviewed, skipped))).toEqual(['phq9', 'gad7'])
  })

  it('as the baseline is asked again with the first weekly set', () => {
    const early = decided('skipped', '2026-11-03T10:00')
    expect(names(on('2026-11-04T10:00', course, early))).toEqual(['gad7'])
    expect(names(on('2026-11-08T00:00', course, early))).toEqual(['phq9', 'gad7'])
  })
})

describe('two forms of one measure', () => {
  const twins = new Map([
    ['phq9', ['gad7']],
    ['gad7', ['phq9']],
  ])
  const due = (now: string, ...decisions: MeasureDecision[]) =>
    measuresDue({ ...plan, otherForms: twins }, { ...thirdWeek, now: at(now), decisions })

  it('are declined together, and said once, by the one it was said of', () => {
    const result = due('2026-11-22T10:00', decided('declined', '2026-11-18T10:00'))
    expect(names(result)).toEqual([])
    expect(result.setAside).toEqual([{ instrumentId: 'phq9', why: 'declined', until: null }])
    expect(result.coming).toEqual([])
  })

  it('are taken up together again', () => {
    const declined = decided('declined', '2026-11-18T10:00')
    const resumed = { ...decided('resumed', '2026-11-19T10:00'), instrumentId: 'gad7' }
    expect(names(due('2026-11-22T10:00', declined, resumed))).toEqual(['phq9', 'gad7'])
  })

  it('are put off or left out one by one', () => {
    const skipped = decided('skipped', '2026-11-22T09:00')
    const postponed = decided('postponed', '2026-11-22T09:00', '2026-11-23T00:00')
    expect(names(due('2026-11-22T10:00', skipped))).toEqual(['gad7'])
    expect(names(due('2026-11-22T10:00', postponed))).toEqual(['gad7'])
  })
})

describe('a form that is asked in place of a shorter one', () => {
  it('is reminded of as that one would be', () => {
    const asked = { ...plan, longerForms: new Map([['gad7', ['phq9']]]) }
    const history = { ...thirdWeek, now: at('2026-11-22T10:00') }
    const points = asked.points.map((point) =>
      point.when.kind === 'weekly'
        ? { ...point, instruments: ['gad7'], remindAfterDays: 1 }
        : { ...point, instruments: point.when.kind === 'start' ? ['phq9'] : [] },
    )
    const first = { ...history, responses: [], lastContactAt: null }
    const result = measuresDue({ ...asked, points }, first)
    expect(result.due).toMatchObject([{ instrumentId: 'phq9', remindAt: at('2026-11-23T00:00') }])
  })
})

describe('a form that is declined', () => {
  const declined = decided('declined', '2026-11-18T10:00')
  // The last module of the track was opened on a Friday, a day after weekly forms were answered.
  const ending = {
    ...thirdWeek,
    endingSince: at('2026-12-18T15:00'),
    lastContactAt: at('2026-12-15T15:00'),
    nextReviewAt: at('2026-12-29T17:00'),
    responses: both('2026-12-17T10:00').filter(({ instrumentId }) => instrumentId === 'gad7'),
  }
  const ended = { ...ending, courseEnd: at('2026-12-20T15:00'), nextReviewAt: null }

  it('is not asked, nor announced, week after week', () => {
    for (const now of ['2026-11-22T10:00', '2026-11-24T18:00', '2026-12-06T10:00']) {
      const result = on(now, thirdWeek, declined)
      expect(names(result)).not.toContain('phq9')
      expect(result.coming.map(({ instrumentId }) => instrumentId)).not.toContain('phq9')
    }
  })

  it('stays on the list of what was put aside, also between two sets', () => {
    const responses = both('2026-11-19T10:00')
    const { setAside } = on('2026-11-20T10:00', { ...thirdWeek, responses }, declined)
    expect(setAside).toEqual([{ instrumentId: 'phq9', why: 'declined', until: null }])
    const last = { ...ended, responses: both('2026-12-21T10:00') }
    expect(on('2026-12-22T10:00', last, declined).setAside).toEqual([])
  })

  it('is asked once more before the end, for the pair of scores', () => {
    expect(names(on('2026-12-18T14:59', ending, declined))).toEqual([])
    const [phq9] = on('2026-12-18T15:00', ending, declined).due
    expect(phq9).toMatchObject({ instrumentId: 'phq9', kind: 'ending', isAskedAgain: true })
  })

  it('and not again after a second no', () => {
    const again = decided('declined', '2026-12-19T11:00')
    expect(names(on('2026-12-19T12:00', ending, declined, again))).toEqual([])
  })

  it('and not after the end, when it would not count any more', () => {
    expect(names(on('2026-12-20T14:59', ended, declined))).toEqual(['phq9'])
    expect(names(on('2026-12-20T15:00', ended, declined))).toEqual([])
  })

  it('but for the days in which a service lets a last score count', () => {
    const schedule = { ...plan, lastScoreDaysAfterEnd: 2 }
    const due = (now: string, history: MeasureHistory = ended) =>
      measuresDue(schedule, { ...history, decisions: [declined], now: at(now) }).due
    expect(due('2026-12-20T15:00')).toMatchObject([
      { instrumentId: 'phq9', kind: 'ending', dueBefore: at('2026-12-22T23:59:59.999') },
    ])
    expect(due('2026-12-22T23:59')).toHaveLength(1)
    expect(due('2026-12-23T00:00')).toEqual([])
    // Somebody who left before the last module is asked from the end on.
    expect(due('2026-12-20T15:00', { ...ended, endingSince: null })).toHaveLength(1)
  })

  it('a reminder for tomorrow, asked for near the end, does not undo the no for later', () => {
    const tomorrow = decided('postponed', '2026-12-19T11:00', '2026-12-20T00:00')
    const followUp = aPoint({
      id: 'follow_up',
      when: { kind: 'follow_up', daysAfterEnd: 30 },
      graceDays: 14,
    })
    const schedule = { ...plan, points: [...plan.points, followUp] }
    const decisions = [declined, tomorrow]
    const later = { ...ended, decisions, now: at('2027-01-20T10:00') }
    expect(measuresDue(schedule, later).due.map(({ instrumentId }) => instrumentId)).toEqual([
      'gad7',
    ])
    expect(names(on('2026-12-20T10:00', ending, ...decisions))).toEqual(['phq9'])
  })

  it('is asked as before once it is taken up again', () => {
    const resumed = decided('resumed', '2026-11-19T10:00')
    const [phq9] = on('2026-11-22T10:00', thirdWeek, declined, resumed).due
    expect(phq9).toMatchObject({ instrumentId: 'phq9', isAskedAgain: false })
  })

  it('is asked when the therapist asks for it later', () => {
    const asked = { rhythm: 'once' as const, at: at('2026-11-19T10:00'), until: null }
    const requests = [{ instrumentId: 'phq9', ...asked }]
    expect(names(on('2026-11-19T11:00', { ...thirdWeek, requests }, declined))).toEqual(['phq9'])
    const no = decided('declined', '2026-11-19T12:00')
    expect(names(on('2026-11-19T13:00', { ...thirdWeek, requests }, declined, no))).toEqual([])
  })
})

describe('a longer form', () => {
  const short = {
    ...plan,
    points: plan.points.map((point) => ({ ...point, instruments: [...point.instruments, 'phq2'] })),
  }

  it('is asked in place of the shorter one in it', () => {
    const { due } = measuresDue(short, { ...thirdWeek, now: at('2026-11-22T10:00') })
    expect(due.map(({ instrumentId }) => instrumentId)).toEqual(['phq9', 'gad7'])
  })

  it('that was completed serves the shorter one', () => {
    const history = { ...thirdWeek, responses: both('2026-11-22T09:00') }
    expect(measuresDue(short, { ...history, now: at('2026-11-23T10:00') }).due).toEqual([])
  })

  it('that was declined leaves the shorter one', () => {
    const decisions = [decided('declined', '2026-11-18T10:00')]
    const history = { ...thirdWeek, decisions, now: at('2026-11-22T10:00') }
    expect(measuresDue(short, history).due.map(({ instrumentId }) => instrumentId)).toEqual([
      'gad7',
      'phq2',
    ])
  })
})
