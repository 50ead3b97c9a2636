import { sql } from 'kysely'
import { z } from 'zod'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import {
  type Appointment,
  type Contact,
  callNoteSchema,
  callOutcomes,
  mechanisms,
  purposeOf,
} from './contact.ts'

// Made once: making a schema costs more than using it.
const mechanismSchema = z.enum(mechanisms)
const outcomeSchema = z.enum(callOutcomes)

interface AppointmentRow {
  id: string
  purpose: string
  mechanism: string
  join_link: string | null
  starts_at: Date
  minutes: number
  made_at: Date
  made_by_name: string
  cancelled_at: Date | null
  cancel_reason: string | null
  contact_id: string | null
}

/** Every call that was booked, the latest first, with the contact that was recorded for it. */
export async function listAppointments(
  ctx: Context,
  course: VisibleCourse,
): Promise<Appointment[]> {
  const rows = await ctx.rows(sql<AppointmentRow>`
    select p.id, p.purpose, p.mechanism, p.join_link, p.starts_at, p.minutes, p.made_at,
      a.display_name as made_by_name, p.cancelled_at, p.cancel_reason,
      (select c.id from contact c where c.service_id = p.service_id and c.course_id = p.course_id
        and c.appointment_id = p.id order by c.recorded_at limit 1) as contact_id
    from appointment p join account a on a.service_id = p.service_id and a.id = p.made_by
    where p.service_id = ${ctx.service.id} and p.course_id = ${course.id}
    order by p.starts_at desc, p.id desc`)
  return rows.map((row) => ({
    id: row.id,
    purpose: purposeOf(row.purpose),
    mechanism: mechanismSchema.parse(row.mechanism),
    joinLink: row.join_link,
    startsAt: row.starts_at,
    minutes: row.minutes,
    madeAt: row.made_at,
    madeByName: row.made_by_name,
    cancelledAt: row.cancelled_at,
    cancelReason: row.cancel_reason,
    contactId: row.contact_id,
  }))
}

/** The next call that is booked, or the one that is going on now; null when there is none. */
export async function nextAppointment(
  ctx: Context,
  course: VisibleCourse,
): Promise<Appointment | null> {
  const upcoming = (await listAppointments(ctx, course)).filter((call) => isAhead(call, ctx.now))
  return upcoming.at(-1) ?? null
}

export function isAhead(call: Appointment, now: Date): boolean {
  const endsAt = call.startsAt.getTime() + call.minutes * 60_000
  return call.cancelledAt === null && call.contactId === null && endsAt > now.getTime()
}

/** Cancelled, while the person may still be counting on it. */
export function isCalledOff(call: Appointment, now: Date): boolean {
  return call.cancelledAt !== null && call.startsAt > now
}

interface ContactRow {
  id: string
  appointment_id: string | null
  purpose: string
  mechanism: string
  outcome: string
  happened_at: Date
  minutes: number
  note: unknown
  recorded_at: Date
  recorded_by_name: string
}

/** Every call and meeting, held or missed, the latest first. A patient does not see the notes. */
export async function listContacts(ctx: Context, course: VisibleCourse): Promise<Contact[]> {
  const rows = await ctx.rows(sql<ContactRow>`
    select c.id, c.appointment_id, c.purpose, c.mechanism, c.outcome, c.happened_at, c.minutes,
      c.note, c.recorded_at, a.display_name as recorded_by_name
    from contact c join account a on a.service_id = c.service_id and a.id = c.recorded_by
    where c.service_id = ${ctx.service.id} and c.course_id = ${course.id}
    order by c.happened_at desc, c.id desc`)
  return rows.map((row) => ({
    id: row.id,
    appointmentId: row.appointment_id,
    purpose: purposeOf(row.purpose),
    mechanism: mechanismSchema.parse(row.mechanism),
    outcome: outcomeSchema.parse(row.outcome),
    happenedAt: row.happened_at,
    minutes: row.minutes,
    note: ctx.actor.kind === 'patient' ? {} : callNoteSchema.parse(row.note),
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
  }))
}

/** Who acts. Nobody books a call or logs time in the system's name. */
