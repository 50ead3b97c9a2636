import { localDate } from '#clinical/calendar.ts'
import { idFor, type Life } from './life.ts'
import type { Person } from './read-people.ts'

interface Call {
  readonly id: string
  readonly purpose: Person['calls'][number]['purpose']
  readonly outcome: Person['calls'][number]['outcome']
  readonly at: number
  readonly minutes: number
  readonly note?: object
  readonly recordedAt: number
}

/** One call of their therapist, held or missed. */
export function addCall({ rows, ids, diary }: Life, call: Call): void {
  diary.add(ids.therapist, {
    courseId: ids.course,
    from: call.at,
    until: call.at + call.minutes * 60_000,
    isHeld: call.outcome === 'attended' || call.outcome === 'late_seen',
  })
  rows.add('contact', {
    id: call.id,
    course_id: ids.course,
    appointment_id: null,
    mechanism: 'telephone',
    purpose: call.purpose,
    outcome: call.outcome,
    happened_at: new Date(call.at),
    minutes: call.minutes,
    note: JSON.stringify(call.note ?? {}),
    recorded_at: new Date(call.recordedAt),
    recorded_by: ids.therapist,
    send_key: call.id,
  })
}

/** Time of the therapist, spent for one person. */
export function addMinutes(
  { person, rows, ids, timeline }: Life,
  work: { key: string; activity: 'review' | 'call'; minutes: number; at: number },
): void {
  rows.add('time_entry', {
    id: idFor(person.key, 'time', work.key),
    course_id: ids.course,
    account_id: ids.therapist,
    activity: work.activity,
    worked_on: localDate(work.at, timeline.timeZone),
    measured_seconds: work.minutes * 60,
    minutes: work.minutes,
    changed_reason: null,
    at: new Date(work.at),
  })
}
