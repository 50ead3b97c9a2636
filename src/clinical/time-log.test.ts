import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ActivityPing, timeByActivity } from './time-log.ts'

const ping = (seconds: number, activity = 'review'): ActivityPing => ({
  at: seconds * 1000,
  activity,
})

describe('the time of a review', () => {
  it.each([
    [[0, 60, 120], 120],
    [[0, 89], 89],
    [[0, 90], 90],
    [[0, 91], 0],
    [[0, 60, 600, 660], 120],
    [[5], 0],
  ])('from pings at %j seconds is %i seconds', (pings, seconds) => {
    expect(
      timeByActivity(
        pings.map((at) => ping(at)),
        90,
      )[0]?.seconds,
    ).toBe(seconds)
  })

  it('is empty without a ping', () => {
    expect(timeByActivity([], 90)).toEqual([])
  })

  it('goes to the activity that was left', () => {
    const pings = [ping(0, 'reading'), ping(60, 'writing'), ping(90, 'writing'), ping(150, 'call')]
    expect(timeByActivity(pings, 90)).toEqual([
      { activity: 'writing', seconds: 90, minutes: 2 },
      { activity: 'reading', seconds: 60, minutes: 1 },
      { activity: 'call', seconds: 0, minutes: 0 },
    ])
  })

  const anyPings = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 7200 }), fc.constantFrom('reading', 'writing', 'call'))
      .map(([seconds, activity]) => ping(seconds, activity)),
    { maxLength: 40 },
  )

  it('does not depend on the order in which pings arrive, nor on one that arrives twice', () => {
    fc.assert(
      fc.property(anyPings, (pings) => {
        const time = timeByActivity(pings, 90)
        expect(timeByActivity([...pings].reverse(), 90)).toEqual(time)
        const sum = (of: typeof time) => of.reduce((total, { seconds }) => total + seconds, 0)
        expect(sum(timeByActivity([...pings, ...pings], 90))).toBe(sum(time))
      }),
    )
  })

  it('adds up, and is never more than the time that passed', () => {
    fc.assert(
      fc.property(anyPings, (pings) => {
        const time = timeByActivity(pings, 90)
        const seconds = time.reduce((total, each) => total + each.seconds, 0)
        const minutes = time.reduce((total, each) => total + each.minutes, 0)
        const at = pings.map((each) => each.at / 1000)
        expect(minutes).toBe(Math.round(seconds / 60))
        if (at.length > 0) expect(seconds).toBeLessThanOrEqual(Math.max(...at) - Math.min(...at))
      }),
    )
  })
})
