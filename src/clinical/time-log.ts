import type { Instant } from './calendar.ts'

/** A sign that somebody worked on something: a key, a scroll, a page opened. */
export interface ActivityPing {
  readonly at: Instant
  readonly activity: string
}

export interface ActivityTime {
  readonly activity: string
  readonly seconds: number
  /**
   * Whole minutes; over all activities they add up to the rounded total, so that no minute is made
   * or lost.
   */
  readonly minutes: number
}

/**
 * Sums the time from each ping to the next for the activity of the earlier one, leaving out every
 * gap longer than `idleAfterSeconds`, whatever order the pings arrive in, with the longest activity
 * first (design default: 90 seconds).
 */
export function timeByActivity(
  pings: readonly ActivityPing[],
  idleAfterSeconds: number,
): ActivityTime[] {
  const ordered = [...pings].sort((a, b) => a.at - b.at || compare(a.activity, b.activity))
  const spent = new Map<string, number>()
  ordered.forEach((ping, index) => {
    const next = ordered[index + 1]
    const gap = next === undefined ? 0 : next.at - ping.at
    const counted = gap <= idleAfterSeconds * 1000 ? gap : 0
    spent.set(ping.activity, (spent.get(ping.activity) ?? 0) + counted)
  })
  return withMinutes([...spent].map(([activity, milliseconds]) => ({ activity, milliseconds })))
}

/**
 * Rounds so that the parts add up: the largest remainders get the minutes that rounding down left
 * over.
 */
function withMinutes(spent: { activity: string; milliseconds: number }[]): ActivityTime[] {
  const total = spent.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const whole = spent.reduce((sum, part) => sum + Math.floor(part.milliseconds / 60_000), 0)
  const left = Math.round(total / 60_000) - whole
  const remainder = (part: { milliseconds: number }): number => part.milliseconds % 60_000
  const raised = new Set(
    [...spent]
      .sort((a, b) => remainder(b) - remainder(a) || compare(a.activity, b.activity))
      .slice(0, left)
      .map(({ activity }) => activity),
  )
  return spent
    .map(({ activity, milliseconds }) => ({
      activity,
      seconds: Math.floor(milliseconds / 1000),
      minutes: Math.floor(milliseconds / 60_000) + (raised.has(activity) ? 1 : 0),
    }))
    .sort((a, b) => b.seconds - a.seconds || compare(a.activity, b.activity))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
