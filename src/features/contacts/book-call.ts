import { sendNotice } from '#features/notices/index.ts'
import type { OwnCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { CallPurpose } from './contact.ts'
import { actorId } from './repository.ts'

export interface CallToBook {
  readonly purpose: CallPurpose
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
        starts_at: call.startsAt,
        minutes: call.minutes,
        made_at: ctx.now,
        made_by: actorId(ctx),
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

/** Cancels a booked call; one that was held, missed or cancelled before stays as it is. */
export async function cancelCall(
  ctx: Context,
  course: OwnCourse,
  input: { appointmentId: string; reason: string | null },
): Promise<void> {
  await requireOwn(ctx, course, input.appointmentId)
  await transact(ctx, async (ctx) => {
    const result = await ctx.tx
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
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) throw conflict()
    ctx.audit('call.cancelled', input.appointmentId, { patientId: course.patientId })
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
