/** A moment: milliseconds since 1970-01-01T00:00Z, the same everywhere. */
export type Instant = number

/** A day on the calendar, 'YYYY-MM-DD', with neither a time nor a zone. */
export type PlainDate = `${number}-${number}-${number}`

/** ISO 8601: Monday is 1 and Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const dayInMilliseconds = 86_400_000
const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)$/
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/**
 * Says whether a text is a day that exists, written 'YYYY-MM-DD', years 1000 to 9999 (ISO 8601).
 */
export function isPlainDate(text: string): text is PlainDate {
  if (dayNumbers.has(text)) return true
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const instant = Date.parse(`${text}T00:00:00Z`)
  if (!Number.isFinite(instant) || !new Date(instant).toISOString().startsWith(text)) return false
  remember(dayNumbers, text, instant / dayInMilliseconds)
  return true
}

/**
 * Reads a day written 'YYYY-MM-DD', and throws a RangeError for a day that does not exist (ISO
 * 8601).
 */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError('not a day of the calendar, written YYYY-MM-DD')
  return text
}

/** Says whether a number is a weekday, Monday 1 to Sunday 7 (ISO 8601). */
export function isWeekday(value: number): value is Weekday {
  return weekdays.some((weekday) => weekday === value)
}

/**
 * Gives the day that the calendar shows in a time zone at a moment, summer time included (IANA time
 * zones).
 */
export function localDate(instant: Instant, timeZone: string): PlainDate {
  return dateOf(Math.floor((instant + offsetAt(instant, timeZone)) / dayInMilliseconds))
}

/**
 * Gives the time that the clock shows in a time zone at a moment, 'HH:MM', 24 hours (IANA time
 * zones).
 */
export function localTime(instant: Instant, timeZone: string): string {
  const day = instant + offsetAt(instant, timeZone)
  const minutes = Math.floor(day / 60_000) - Math.floor(day / dayInMilliseconds) * 1440
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/**
 * Gives the moment at which the clock of a time zone shows 'HH:MM' on a day, taking the first of
 * two when clocks go back and moving on by the missing hour when they go forward (as RFC 5545 and
 * Temporal do); throws a RangeError for no time.
 */
export function atLocal(date: PlainDate, time: string, timeZone: string): Instant {
  const asUtc = dayNumber(date) * dayInMilliseconds + minuteOfDay(time) * 60_000
  const offsetBefore = offsetAt(asUtc - dayInMilliseconds, timeZone)
  const offsetAfter = offsetAt(asUtc + dayInMilliseconds, timeZone)
  if (offsetBefore === offsetAfter) return asUtc - offsetBefore
  const shown = [asUtc - offsetBefore, asUtc - offsetAfter].filter(
    (instant) => instant + offsetAt(instant, timeZone) === asUtc,
  )
  return shown.length > 0 ? Math.min(...shown) : asUtc - offsetBefore
}

/**
 * Gives the moment of a day and a time as typed on the clock of a time zone, or null when either is
 * no such thing (ISO 8601).
 */
export function localMoment(date: string, time: string, timeZone: string): Date | null {
  return isPlainDate(date) && isTimeOfDay(time) ? new Date(atLocal(date, time, timeZone)) : null
}

/** Gives the moment at which a day begins in a time zone (IANA time zones). */
export function startOfDay(date: PlainDate, timeZone: string): Instant {
  return atLocal(date, '00:00', timeZone)
}

/**
 * Moves a day by whole days, back when negative, and throws a RangeError beyond the years 1000 to
 * 9999.
 */
export function addDays(date: PlainDate, days: number): PlainDate {
  if (!Number.isInteger(days)) throw new RangeError('days are whole')
  return dateOf(dayNumber(date) + days)
}

/**
 * Counts the days from one day to another, negative when the second is earlier, whatever the clocks
 * do.
 */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Gives the weekday of a day, Monday 1 to Sunday 7 (ISO 8601). */
export function weekdayOf(date: PlainDate): Weekday {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (((dayNumber(date) + 3) % 7) + 7) % 7
  return weekdays[sinceMonday] ?? 1
}

/** Gives the first day after this one, never this one, that falls on a weekday (ISO 8601). */
export function nextWeekday(date: PlainDate, weekday: Weekday): PlainDate {
  const ahead = (weekday - weekdayOf(date) + 7) % 7
  return addDays(date, ahead === 0 ? 7 : ahead)
}

/** Gives the Monday that begins the week of a day (ISO 8601). */
export function startOfWeek(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date))
}

/** Says whether a text is a time of day, written 'HH:MM', 00:00 to 23:59 (ISO 8601). */
export function isTimeOfDay(text: string): boolean {
  return timeOfDay.test(text)
}

/**
 * Reads 'HH:MM', 00:00 to 23:59, as minutes since midnight, and throws a RangeError for anything
 * else.
 */
export function minuteOfDay(time: string): number {
  const known = minutesByTime.get(time)
  if (known !== undefined) return known
  const found = timeOfDay.exec(time)
  if (!found) throw new RangeError('not a time of day, written HH:MM')
  const minutes = Number(found[1]) * 60 + Number(found[2])
  minutesByTime.set(time, minutes)
  return minutes
}

function dayNumber(date: PlainDate): number {
  return dayNumbers.get(plainDate(date)) ?? Date.parse(`${date}T00:00:00Z`) / dayInMilliseconds
}

function dateOf(number: number): PlainDate {
  const known = datesByNumber.get(number)
  if (known) return known
  const date = plainDate(new Date(number * dayInMilliseconds).toISOString().slice(0, 10))
  remember(datesByNumber, number, date)
  return date
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

/** How far the clock of the zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(instant: Instant, timeZone: string): number {
  const quarter = Math.floor(instant / quarterHour)
  const offsets = offsetsOf(timeZone)
  const known = offsets.get(quarter)
  if (known !== undefined) return known
  const offset = readOffset(instant, timeZone)
  const from = quarter * quarterHour
  // Kept only for a quarter of an hour in which the clock does not change.
  const isSteady = [from, from + quarterHour - 1000].every(
    (moment) => readOffset(moment, timeZone) === offset,
  )
  if (isSteady) remember(offsets, quarter, offset)
  return offset
}

function readOffset(instant: Instant, timeZone: string): number {
  const wholeSecond = Math.floor(instant / 1000) * 1000
  const shown = new Map<string, number>()
  for (const part of formatterOf(timeZone).formatToParts(wholeSecond)) {
    shown.set(part.type, Number(part.value))
  }
  const of = (name: string): number => shown.get(name) ?? Number.NaN
  const asUtc = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  )
  return asUtc - wholeSecond
}

// A list of a hundred people asks for the same few days and hours thousands of times.
const quarterHour = 900_000
const mostRemembered = 20_000
const dayNumbers = new Map<string, number>()
const datesByNumber = new Map<number, PlainDate>()
const minutesByTime = new Map<string, number>()
const offsetsByZone = new Map<string, Map<number, number>>()

function offsetsOf(timeZone: string): Map<number, number> {
  const known = offsetsByZone.get(timeZone)
  if (known) return known
  const made = new Map<number, number>()
  offsetsByZone.set(timeZone, made)
  return made
}

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (map.size >= mostRemembered) map.clear()
  map.set(key, value)
}

// Making a formatter costs a thousand times more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}
