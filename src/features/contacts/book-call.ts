import { sql } from 'kysely'
import { sendNotice } from '#features/notices/index.ts'
import type { OwnCourse } from '#features/treatment/index.ts'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { CallPurpose, Mechanism } from './contact.ts'

export interface CallToBook {
  readonly purpose: CallPurpose
  readonly mechanism: Mechanism
  readonly joinLink: string | null
  readonly startsAt: Date
  readonly minutes: number
  readonly sendKey: string
}

/** Books a call and tells the person that one is in their diary. The send key becomes its id. */
export async function bookCall(ctx: Context, course: OwnCourse, call: CallToBook): Promise<string> {
  await transact(ctx, async (ctx) => {
    const booked = await ctx.tx
      .insertInto('appointment')
      .values({
        service_id: ctx.service.id,
        id: call.sendKey,
        course_id: course.id,
        purpose: call.purpose,
        mechanism: call.mechanism,
        join_link: call.joinLink,
        starts_at: call.startsAt,
        minutes: call.minutes,
        made_at: ctx.now,
        made_by: actingStaffId(ctx),
      })
      .onConflict((conflict) => conflict.columns(['service_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!booked) {
      await requireOwn(ctx, course, call.sendKey)
      ctx.audit('call.booked-again', call.sendKey, { patientId: course.patientId })
      return
    }
    ctx.audit('call.booked', call.sendKey, { patientId: course.patientId })
    if (course.patientAccountId === null) return
    await sendNotice(ctx, {
      kind: 'call_booked',
      to: { accountId: course.patientAccountId },
      dedupeKey: `call-booked ${call.sendKey}`,
    })
  })
  return call.sendKey
}

/**
 * Cancels a booked call and tells the person that their diary changed; one that was held, missed or
 * cancelled before stays as it is.
 */
export async function cancelCall(
  ctx: Context,
  course: OwnCourse,
  input: { appointmentId: string; reason: string | null },
): Promise<void> {
  await requireOwn(ctx, course, input.appointmentId)
  await transact(ctx, async (ctx) => {
    const cancelled = await ctx.tx
      .updateTable('appointment')
      .set({ cancelled_at: ctx.now, cancel_reason: input.reason })
      .where('service_id', '=', ctx.service.id)
      .where('course_id', '=', course.id)
      .where('id', '=', input.appointmentId)
      .where('cancelled_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('contact')
              .select('contact.id')
              .where('contact.service_id', '=', ctx.service.id)
              .where('contact.appointment_id', '=', input.appointmentId),
          ),
        ),
      )
      .returning('starts_at')
      .executeTakeFirst()
    if (!cancelled) throw conflict()
    ctx.audit('call.cancelled', input.appointmentId, { patientId: course.patientId })
    if (course.patientAccountId === null || cancelled.starts_at <= ctx.now) return
    await sendNotice(ctx, {
      kind: 'call_cancelled',
      to: { accountId: course.patientAccountId },
      dedupeKey: `call-cancelled ${input.appointmentId}`,
    })
  })
}

/** The appointment belongs to this course, or it is not found. */
export async function requireOwn(
  ctx: Context,
  course: OwnCourse,
  appointmentId: string,
): Promise<void> {
  const row = await ctx.db
    .selectFrom('appointment')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('id', '=', appointmentId)
    .executeTakeFirst()
  if (!row) throw notFound()
}

/** When this therapist has calls booked already, so that no two are at one time. */
export interface BusyTime {
  readonly startsAt: Date
  readonly minutes: number
}

/** Without the call that was booked with this key: sent twice, it is no clash with itself. */
export async function busyTimes(
  ctx: Context,
  course: OwnCourse,
  sendKey: string,
): Promise<BusyTime[]> {
  return ctx.rows(sql<BusyTime>`
    select p.starts_at as "startsAt", p.minutes
    from appointment p join course c on c.service_id = p.service_id and c.id = p.course_id
    where p.service_id = ${ctx.service.id} and c.therapist_id = ${course.therapistId}
      and p.id <> ${sendKey} and p.cancelled_at is null
      and p.starts_at > ${ctx.now}::timestamptz - interval '3 hours'
    order by p.starts_at`)
}
