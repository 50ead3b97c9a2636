import { addDays, atLocal } from '#clinical/calendar.ts'
import type { PlannedThing } from './week.ts'

/**
 * What is planned, as a file for a calendar (RFC 5545). A calendar is looked at over a shoulder and
 * often shared: it has days and times, and none of the person's words.
 */
export function calendarFile(
  things: readonly PlannedThing[],
  { now, timeZone }: { now: Date; timeZone: string },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Calendar file//EN',
    ...things.flatMap((thing) => [
      'BEGIN:VEVENT',
      `UID:${thing.entryId}`,
      `DTSTAMP:${utc(now.getTime())}`,
      ...moment(thing, timeZone),
      'SUMMARY:Something I planned',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** Half an hour where there is a clock, else the whole day. */
function moment({ day, time }: PlannedThing, timeZone: string): string[] {
  if (time === null) {
    const plain = (date: string) => date.replaceAll('-', '')
    return [`DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(addDays(day, 1))}`]
  }
  const at = atLocal(day, time, timeZone)
  return [`DTSTART:${utc(at)}`, `DTEND:${utc(at + 30 * 60_000)}`]
}

function utc(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
}
