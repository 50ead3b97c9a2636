import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Circumstances,
  type EngagementQuestion,
  engagementState,
  halvingReasons,
  halvingReasonsOf,
} from './engagement.ts'

const day = 86_400_000
const lastActionAt = Date.parse('2026-11-02T12:00Z')
const days = [3, 5, 7, 9, 12, 14, 21, 28]
const steps = days.map((each) => ({ day: each, who: 'therapist', actionId: `day_${each}` }))

function silentFor(daysSilent: number, changes: Partial<EngagementQuestion> = {}) {
  return engagementState({
    now: lastActionAt + daysSilent * day,
    lastActionAt,
    pausedRanges: [],
    timeZone: 'Europe/London',
    steps,
    halvedFor: [],
    ...changes,
  })
}

describe('the steps of the non-engagement protocol', () => {
  it.each(days)('come on day %i and not a day before', (each) => {
    expect(silentFor(each - 1).current?.day ?? 0).toBeLessThan(each)
    expect(silentFor(each).current?.day).toBe(each)
    expect(silentFor(each + 1).reached.some((step) => step.day === each)).toBe(true)
  })

  it.each([
    [3, 2],
    [5, 3],
    [7, 4],
    [9, 5],
    [12, 6],
    [14, 7],
    [21, 11],
    [28, 14],
  ])('of day %i come on day %i when halved', (each, halved) => {
    const halvedFor = ['open_safety_item'] as const
    expect(silentFor(halved, { halvedFor }).current?.day).toBe(each)
    expect(silentFor(halved - 1, { halvedFor }).current?.day ?? 0).toBeLessThan(each)
    expect(silentFor(halved, { halvedFor }).isHalved).toBe(true)
  })

  it('name the next one and how many days are left', () => {
    expect(silentFor(0).next).toEqual({ step: steps[0], inDays: 3 })
    expect(silentFor(0).current).toBeNull()
    expect(silentFor(8).next).toEqual({ step: steps[3], inDays: 1 })
    expect(silentFor(40).next).toBeNull()
  })

  it('stand still during a pause and go on after it', () => {
    const from = lastActionAt + 4 * day
    const pausedRanges = [{ from, to: from + 14 * day }]
    const inPause = silentFor(10, { pausedRanges })
    expect(inPause).toMatchObject({ isPaused: true, daysSilent: 4, reached: [], current: null })
    expect(silentFor(18, { pausedRanges }).current?.day).toBe(3)
    expect(silentFor(19, { pausedRanges }).current?.day).toBe(5)
  })

  it('do not begin before an action that a wrong clock dated ahead', () => {
    expect(silentFor(-3)).toMatchObject({ daysSilent: 0, current: null })
  })

  it('are only added to as the silence grows, and never fewer when halved', () => {
    const anyDays = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(anyDays, anyDays, (silent, more) => {
        const now = silentFor(silent).reached
        expect(silentFor(silent + more).reached.slice(0, now.length)).toEqual(now)
        const halved = silentFor(silent, { halvedFor: ['rising_score'] }).reached
        expect(halved.length).toBeGreaterThanOrEqual(now.length)
      }),
    )
  })

  it('do not depend on the order in which content lists them', () => {
    const backwards = [...steps].reverse()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (silent) => {
        expect(silentFor(silent, { steps: backwards })).toEqual(silentFor(silent))
      }),
    )
  })
})

describe('the days are halved', () => {
  const calm: Circumstances = {
    hasOpenSafetyItem: false,
    change: 0,
    lastTotal: 10,
    risingFrom: 6,
    severeFrom: 20,
  }

  it.each<[string, Partial<Circumstances>, string[]]>([
    ['not without a reason', {}, []],
    ['for an open safety item', { hasOpenSafetyItem: true }, ['open_safety_item']],
    ['not for a rise of 5', { change: 5 }, []],
    ['for a rise of 6', { change: 6 }, ['rising_score']],
    ['for a rise of 7', { change: 7 }, ['rising_score']],
    ['not for a fall', { change: -12 }, []],
    ['not for a total of 19', { lastTotal: 19 }, []],
    ['for a total of 20', { lastTotal: 20 }, ['severe_score']],
    ['for a total of 21', { lastTotal: 21 }, ['severe_score']],
    ['not for what is unknown', { change: null, lastTotal: null, risingFrom: null }, []],
  ])('%s', (_name, changes, reasons) => {
    expect(halvingReasonsOf({ ...calm, ...changes })).toEqual(reasons)
  })

  it('for every reason at once, in the order content may use', () => {
    const all = { ...calm, hasOpenSafetyItem: true, change: 9, lastTotal: 27 }
    expect(halvingReasonsOf(all)).toEqual(halvingReasons)
  })
})
