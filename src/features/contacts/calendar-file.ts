import type { Appointment } from './contact.ts'

/**
 * One call as a calendar file (RFC 5545). It lies in a calendar that others may see, so its title
 * says nothing, and no service, person or reason stands in it.
 */
export function calendarFile(call: Appointment, now: Date): string {
  const endsAt = new Date(call.startsAt.getTime() + call.minutes * 60_000)
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Calendar//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${call.id}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(call.startsAt)}`,
    `DTEND:${stamp(endsAt)}`,
    'SUMMARY:Call',
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}

function stamp(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '')
}
