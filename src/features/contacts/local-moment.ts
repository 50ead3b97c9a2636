import { localDate, localTime } from '#clinical/calendar.ts'

export function asLocal(at: Date, timeZone: string): { date: string; time: string } {
  return { date: localDate(at.getTime(), timeZone), time: localTime(at.getTime(), timeZone) }
}

/** A whole number as it was typed; null for anything else. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null
}
