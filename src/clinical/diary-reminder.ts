import {
  addDays,
  type Instant,
  localDate,
  localTime,
  minuteOfDay,
  type PlainDate,
} from './calendar.ts'

/** Hours in which nobody's telephone lights up because of us. */
export interface QuietHours {
  readonly quietFrom: string
  readonly quietUntil: string
}

/** Whether a time of day lies in the quiet hours, which reach over midnight. */
export function isQuiet(time: string, { quietFrom, quietUntil }: QuietHours): boolean {
  return time >= quietFrom || time < quietUntil
}

/** The times that a person may choose for a reminder: every half hour outside the quiet hours. */
export function reminderTimes(quiet: QuietHours): readonly string[] {
  const times = Array.from({ length: 48 }, (_, half) => clock(half * 30))
  return times.filter((time) => !isQuiet(time, quiet))
}

function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * The days on which somebody who asks for a reminder now is reminded: from today while its time is
 * still to come, else from tomorrow, for so many days (content model, section 11: 21).
 */
export function reminderDays(asked: {
  now: Instant
  timeZone: string
  atTime: string
  days: number
}): { firstOn: PlainDate; lastOn: PlainDate } {
  const today = localDate(asked.now, asked.timeZone)
  const isToCome = minuteOfDay(localTime(asked.now, asked.timeZone)) < minuteOfDay(asked.atTime)
  const firstOn = isToCome ? today : addDays(today, 1)
  return { firstOn, lastOn: addDays(firstOn, asked.days - 1) }
}
