import { z } from 'zod'
import { timeByActivity } from '#clinical/time-log.ts'

export const activities = ['review', 'message', 'call', 'safety', 'admin', 'supervision'] as const
export type Activity = (typeof activities)[number]

export const activitySchema = z.enum(activities)

export interface SeenTime {
  readonly activity: Activity
  readonly seconds: number
  /** Whole minutes; over all activities they add up to the rounded total. */
  readonly minutes: number
}

/** Most that one entry may hold; the database says the same. */
export const mostMinutes = 600

/** Rounds to minutes by the clinical rule, so that no minute is made or lost. */
export function inMinutes(seen: ReadonlyMap<Activity, number>): SeenTime[] {
  let at = 0
  const pings = [...seen].map(([activity, seconds]) => {
    const ping = { at, activity }
    at += seconds * 1000
    return ping
  })
  const spent = timeByActivity([...pings, { at, activity: 'end' }], Number.POSITIVE_INFINITY)
  return spent.flatMap(({ activity, seconds, minutes }) => {
    const known = activitySchema.safeParse(activity)
    return known.success ? [{ activity: known.data, seconds, minutes }] : []
  })
}

/**
 * Whether a figure may not be saved without a reason: it differs from what was measured. Where less
 * than half a minute was measured (no JavaScript, other work) it is typed, not changed.
 */
export function needsReason(minutes: number, measuredSeconds: number): boolean {
  if (measuredSeconds < 30) return false
  // Rounding over several activities may give a minute's part to one or the other.
  return minutes !== Math.floor(measuredSeconds / 60) && minutes !== Math.ceil(measuredSeconds / 60)
}
