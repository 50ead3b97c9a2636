import { sql } from 'kysely'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import type { OpeningRequest } from './opening-form.ts'

export interface NamedCourse {
  readonly id: string
  readonly patientId: string
}

/** The course of the one person with this name and day of birth: the open one, or the latest. */
export async function courseOfNamed(
  ctx: Context,
  { givenName, familyName, dateOfBirth }: OpeningRequest,
): Promise<NamedCourse | null> {
  const rows = await ctx.rows(sql<{ id: string; patient_id: string }>`
    select distinct on (p.id) c.id, p.id as patient_id
    from patient p join course c on c.service_id = p.service_id and c.patient_id = p.id
    where p.service_id = ${ctx.service.id} and p.date_of_birth = ${dateOfBirth}::date
      and lower(p.family_name) = lower(${familyName})
      and lower(${givenName}) in (lower(p.given_name), lower(p.preferred_name))
    order by p.id, (c.state <> 'ended') desc, c.created_at desc limit 2`)
  const [row] = rows
  // Two people of the same name, born on one day: which of them is not guessed.
  return row && rows.length === 1 ? { id: row.id, patientId: row.patient_id } : null
}

interface NewOpening {
  readonly id: string
  readonly courseId: string
  readonly reason: string
  readonly endsAt: Date
  readonly sendKey: string
}

/** False for a form that arrived before. */
export async function insertOpening(ctx: WriteContext, opening: NewOpening): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('record_opening')
    .values({
      service_id: ctx.service.id,
      id: opening.id,
      course_id: opening.courseId,
      opened_by: actingStaffId(ctx),
      reason: opening.reason,
      opened_at: ctx.now,
      ends_at: opening.endsAt,
      send_key: opening.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

export async function endOwnOpenings(ctx: WriteContext, courseId: string): Promise<number> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('record_opening')
    .set({ ended_at: ctx.now })
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', courseId)
    .where('opened_by', '=', actingStaffId(ctx))
    .where('ended_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export interface Opening {
  readonly id: string
  readonly openedAt: Date
  readonly endsAt: Date
  readonly endedAt: Date | null
  readonly by: string
  readonly jobTitle: string | null
  readonly patientName: string
  readonly therapistName: string
  readonly reason: string
}

const mostShown = 200

/** Every opening of the service, newest first. */
export async function listOpenings(ctx: Context): Promise<Opening[]> {
  return ctx.rows(sql<Opening>`
    select o.id, o.opened_at as "openedAt", o.ends_at as "endsAt", o.ended_at as "endedAt",
      a.display_name as by, a.job_title as "jobTitle", t.display_name as "therapistName",
      concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name) as "patientName",
      o.reason
    from record_opening o
      join account a on a.service_id = o.service_id and a.id = o.opened_by
      join course c on c.service_id = o.service_id and c.id = o.course_id
      join account t on t.service_id = c.service_id and t.id = c.therapist_id
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
    where o.service_id = ${ctx.service.id}
    order by o.opened_at desc, o.id limit ${mostShown}`)
}

export async function serviceLeads(ctx: Context): Promise<string[]> {
  const rows = await ctx.rows(sql<{ id: string }>`
    select a.id from account_role r
      join account a on a.service_id = r.service_id and a.id = r.account_id
    where r.service_id = ${ctx.service.id} and r.role = 'service_lead' and a.disabled_at is null`)
  return rows.map(({ id }) => id)
}
