import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Instant, localDate, startOfDay, type Weekday } from '#clinical/calendar.ts'
import type { MeasureHistory, MeasureSchedule } from '#clinical/measure-points.ts'
import { measuresDue } from '#clinical/measure-schedule.ts'
import { proposeNextReview } from '#clinical/review-rhythm.ts'
import { loadContent } from '#content/load-content.ts'
import { ownMeasureWord } from '#content/measure-types.ts'
import { repositoryRoot } from '#platform/repository-root.ts'

/**
 * The depression programme as it ships, lived through day by day by somebody with PTSD: with calls,
 * the two modules that have a measure of their own, and days on which nothing is answered.
 */

const content = await loadContent(path.join(repositoryRoot(), 'content'))
const measures = content.programmes.get('dep')?.measures
if (!measures) throw new Error('the programme ships')
const timeZone = 'Europe/London'

/** As a service without any licence follows it: what stands in is asked, and PCL-5 is theirs. */
const standsIn = (id: string, when: string) => {
  if (id === ownMeasureWord) return when === 'weekly' ? ['pcl5_week'] : ['pcl5']
  const instrument = content.instruments.get(id)
  if (instrument?.wording === 'bundled') return [id]
  return instrument?.usedInstead ? [instrument.usedInstead] : []
}
const schedule: MeasureSchedule = {
  points: measures.points.map((point) => ({
    ...point,
    instruments: [...new Set(point.instruments.flatMap((id) => standsIn(id, point.when.kind)))],
  })),
  mostQuestionsADay: content.protocols.measures.mostQuestionsADay,
  questions: new Map([...content.instruments.values()].map(({ id, items }) => [id, items.length])),
  longerForms: new Map(
    ['phq8', 'phq2', 'gad2', 'pcl5_week'].map((short) => [
      short,
      content.protocols.measures.longerForms.flatMap(({ form, holds }) =>
        holds.includes(short) ? [form] : [],
      ),
    ]),
  ),
  otherForms: new Map(),
  timeZone,
  lastScoreDaysAfterEnd: 0,
}

interface Life {
  readonly weekday: Weekday
  /** Days after the start on which a call is held; it is booked five days before. */
  readonly calls: readonly number[]
  readonly sleepOn: number
  readonly worryOn: number
  /** Days on which whatever is asked is left unanswered. */
  readonly silent: readonly number[]
}

interface Lived {
  readonly answered: readonly { readonly id: string; readonly day: number }[]
  readonly asked: readonly { readonly day: number; readonly kinds: readonly string[] }[]
}

const start = Date.parse('2026-09-07T09:00Z')
const at = (days: number, hour = 10) =>
  startOfDay(addDays(localDate(start, timeZone), days), timeZone) + hour * 3_600_000

function live(life: Life, days = 60): Lived {
  const rhythm = { weekday: life.weekday, by: '17:00' }
  const answered: { id: string; day: number }[] = []
  const asked: { day: number; kinds: string[] }[] = []
  let nextReviewAt = proposeNextReview(start, null, { ...rhythm, timeZone })
  let lastContactAt: Instant | null = null
  for (let today = 0; today <= days; today += 1) {
    const now = at(today)
    if (nextReviewAt < now) {
      lastContactAt = nextReviewAt
      nextReviewAt = proposeNextReview(now, nextReviewAt, { ...rhythm, timeZone })
    }
    const calls = life.calls.filter((call) => call >= today && call - 5 <= today)
    const history = historyAt(life, { now, rhythm, nextReviewAt, lastContactAt, answered })
    const { due } = measuresDue(schedule, {
      ...history,
      nextSessionAt: calls.length === 0 ? null : at(Math.min(...calls), 15),
    })
    asked.push({
      day: today,
      kinds: due.map(({ instrumentId, kind }) => `${instrumentId} ${kind}`),
    })
    if (life.silent.includes(today)) continue
    answered.push(...due.map(({ instrumentId: id }) => ({ id, day: today })))
  }
  return { answered, asked }
}

function historyAt(
  { sleepOn, worryOn }: Life,
  facts: Pick<MeasureHistory, 'now' | 'rhythm' | 'nextReviewAt' | 'lastContactAt'> & {
    readonly answered: Lived['answered']
  },
): MeasureHistory {
  const { answered, ...rest } = facts
  return {
    ...rest,
    courseStart: start,
    courseEnd: null,
    endingSince: null,
    assessedAt: start,
    nextSessionAt: null,
    modules: [
      { moduleId: 'dep.o1', on: 'released', at: at(sleepOn, 8) },
      { moduleId: 'dep.o1', on: 'finished', at: at(sleepOn + 8, 8) },
      { moduleId: 'dep.o2', on: 'released', at: at(worryOn, 8) },
      { moduleId: 'dep.o2', on: 'finished', at: at(worryOn + 15, 8) },
    ],
    responses: answered.map(({ id, day }) => ({ instrumentId: id, submittedAt: at(day) })),
    decisions: [],
    requests: [],
    askedSince: new Map(),
    pausedRanges: [],
  }
}

const anyLife: fc.Arbitrary<Life> = fc.record({
  weekday: fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7),
  calls: fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 9 }),
  sleepOn: fc.integer({ min: 5, max: 40 }),
  worryOn: fc.integer({ min: 5, max: 40 }),
  silent: fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 40 }),
})

const quiet: Life = { weekday: 2, calls: [], sleepOn: 200, worryOn: 200, silent: [] }
const daysOf = ({ answered }: Lived, ...ids: string[]) =>
  answered.flatMap(({ id, day }) => (ids.includes(id) ? [day] : []))

describe('the depression programme as it ships', () => {
  it('gives nobody the same form twice in a window, whatever calls and modules come together', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const lived = live(life)
        const families = [['phq9'], ['gad7'], ['pcl5', 'pcl5_week'], ['pswq'], ['hr_together']]
        for (const family of families) {
          const days = daysOf(lived, ...family)
          for (const [index, later] of days.slice(1).entries()) {
            expect(later - (days[index] ?? 0)).toBeGreaterThan(2)
          }
        }
        expect(daysOf(lived, 'pswq').length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 300 },
    )
  })

  it('has a PCL-5 of the month at the start and half-way, so that who leaves early has a pair', () => {
    const lived = live(quiet)
    expect(daysOf(lived, 'pcl5')).toHaveLength(2)
    const [, midway = 0] = daysOf(lived, 'pcl5')
    expect(midway).toBeGreaterThanOrEqual(20)
    expect(midway).toBeLessThanOrEqual(28)
    // That week asks the month's form in place of the week's.
    expect(daysOf(lived, 'pcl5_week').filter((one) => Math.abs(one - midway) < 5)).toEqual([])
    // Who answered nothing in that week is still asked in the two weeks after it.
    const silent = Array.from({ length: 9 }, (_, index) => midway - 3 + index)
    expect(daysOf(live({ ...quiet, silent }), 'pcl5')).toHaveLength(2)
  })

  it('wants the set before a call from who has missed it, and from nobody else', () => {
    const call = 18
    const kinds = (life: Life) =>
      live(life).asked.flatMap((one) => (one.day <= call ? one.kinds : []))
    expect(kinds({ ...quiet, calls: [call] }).filter((kind) => /session/.test(kind))).toEqual([])
    // Reviews are on Tuesdays, days 8 and 15: nothing is answered from day 9 to the call.
    const silent = Array.from({ length: 8 }, (_, index) => 9 + index)
    const missed = live({ ...quiet, calls: [call], silent })
    expect(missed.asked.find((one) => one.day === 17)?.kinds).toEqual(
      expect.arrayContaining(['phq9 session', 'gad7 session']),
    )
  })

  it('asks the module on worry its own measure before and after', () => {
    const lived = live({ ...quiet, worryOn: 24 })
    expect(daysOf(lived, 'pswq')).toHaveLength(2)
    expect(lived.asked.flatMap(({ kinds }) => kinds)).toContain('pswq module')
    expect(daysOf(live(quiet), 'pswq')).toEqual([])
  })

  it('uses each kind of moment that a schedule has', () => {
    const kinds = new Set(measures.points.map(({ when }) => when.kind))
    expect([...kinds].sort()).toEqual([
      'after_assessment',
      'at_module',
      'before_session',
      'end',
      'ending',
      'follow_up',
      'mid',
      'on_request',
      'start',
      'week',
      'weekly',
    ])
  })
})
