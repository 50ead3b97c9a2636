import { addDays, atLocal, isPlainDate, localDate, type PlainDate } from '#clinical/calendar.ts'
import type { ResponseMode } from '#features/measures/index.ts'

/** What is wrong with the day on which a form was filled in. */
export const filledOnWords = {
  no_date: 'Give the day on which it was filled in',
  ahead: 'That day is still to come. Check the date',
  too_long_ago: 'That day is more than a year ago. Check the year',
} as const

type FilledOnFault = keyof typeof filledOnWords

// A guard against a mistyped year, not a clinical rule.
const longestAgoDays = 366

/**
 * When a form was filled in: now, if that was today; else the middle of that day, because nobody
 * knows the hour. Or what is wrong with the day.
 */
export function readFilledOn(
  typed: string,
  clock: { now: Date; timeZone: string },
): { at: Date } | { fault: FilledOnFault } {
  if (!isPlainDate(typed)) return { fault: 'no_date' }
  const today = localDate(clock.now.getTime(), clock.timeZone)
  if (typed > today) return { fault: 'ahead' }
  if (typed < addDays(today, -longestAgoDays)) return { fault: 'too_long_ago' }
  if (typed === today) return { at: clock.now }
  return { at: new Date(atLocal(typed as PlainDate, '12:00', clock.timeZone)) }
}

export function readMode(text: string): Extract<ResponseMode, 'telephone' | 'paper'> | null {
  return text === 'telephone' || text === 'paper' ? text : null
}
