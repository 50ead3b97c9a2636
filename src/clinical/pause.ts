import { addDays, type Instant, type PlainDate, startOfDay } from './calendar.ts'

/**
 * Gives the moment at which a pause agreed until a day is over: the beginning of the day after it
 * (content model, section 10: a pause has an end).
 */
export function pauseOverAt(until: PlainDate, timeZone: string): Instant {
  return startOfDay(addDays(until, 1), timeZone)
}

/** Says whether a pause agreed until a day has run out (content model, section 10). */
export function isPauseOver(now: Instant, until: PlainDate, timeZone: string): boolean {
  return now >= pauseOverAt(until, timeZone)
}
