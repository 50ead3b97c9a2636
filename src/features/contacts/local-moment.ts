import { atLocal, isPlainDate, localDate, localTime } from '#clinical/calendar.ts'

/** A day and a time as typed into a form, on the service's clock; null when they are not one. */
export function localMoment(date: string, time: string, timeZone: string): Date | null {
  if (!isPlainDate(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  return new Date(atLocal(date, time, timeZone))
}

export function asLocal(at: Date, timeZone: string): { date: string; time: string } {
  return { date: localDate(at.getTime(), timeZone), time: localTime(at.getTime(), timeZone) }
}

/** A whole number as it was typed; null for anything else. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null
}
