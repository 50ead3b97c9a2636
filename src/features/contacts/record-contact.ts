import { isDeepStrictEqual } from 'node:util'
import { sendNotice } from '#features/notices/index.ts'
import type { OwnCourse } from '#features/treatment/index.ts'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { requireOwn } from './book-call.ts'
import type { CallNote, CallOutcome, CallPurpose, Mechanism } from './contact.ts'

export interface ContactToRecord {
  readonly purpose: CallPurpose
  readonly mechanism: Mechanism
  readonly outcome: CallOutcome
  readonly happenedAt: Date
  readonly minutes: number
  readonly note: CallNote
  readonly appointmentId: string | null
  readonly sendKey: string
}

/**
 * Records a call or meeting, held or missed. Sent twice with one key it is one; other words under a
 * key that was used are refused, so that they are not taken for a repeat and lost. Returns its id.
 */
export async function recordContact(
  ctx: Context,
  course: OwnCourse,
  contact: ContactToRecord,
): Promise<string> {
  if (contact.appointmentId !== null) await requireOwn(ctx, course, contact.appointmentId)
  return transact(ctx, async (ctx) => {
    const id = await insertContact(ctx, course, contact)
    if (id === null) {
      const earlier = await recordedAs(ctx, course, contact)
      ctx.audit('contact.recorded-again', earlier, { patientId: course.patientId })
      return earlier
    }
    ctx.audit('contact.recorded', id, {
      patientId: course.patientId,
      detail: { outcome: contact.outcome, minutes: contact.minutes },
    })
    await tellOfMissedCall(ctx, course, { id, outcome: contact.outcome })
    return id
  })
}

async function insertContact(
  ctx: WriteContext,
  course: OwnCourse,
  contact: ContactToRecord,
): Promise<string | null> {
  const row = await ctx.tx
    .insertInto('contact')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      appointment_id: contact.appointmentId,
      mechanism: contact.mechanism,
      purpose: contact.purpose,
      outcome: contact.outcome,
      happened_at: contact.happenedAt,
      minutes: contact.minutes,
      note: JSON.stringify(contact.note),
      recorded_at: ctx.now,
      recorded_by: actingStaffId(ctx),
      send_key: contact.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

async function recordedAs(
  ctx: Context,
  course: OwnCourse,
  contact: ContactToRecord,
): Promise<string> {
  const row = await ctx.db
    .selectFrom('contact')
    .select(['id', 'note', 'outcome', 'minutes'])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('send_key', '=', contact.sendKey)
    .executeTakeFirst()
  const isTheSame =
    row?.outcome === contact.outcome &&
    row.minutes === contact.minutes &&
    isDeepStrictEqual(row.note, JSON.parse(JSON.stringify(contact.note)))
  if (!row || !isTheSame) throw conflict()
  return row.id
}

/** Nobody is left wondering whether that was their call: a kind word, with nothing in it. */
async function tellOfMissedCall(
  ctx: WriteContext,
  course: OwnCourse,
  contact: { id: string; outcome: CallOutcome },
): Promise<void> {
  const isMissed = contact.outcome === 'no_answer' || contact.outcome === 'did_not_attend'
  if (!isMissed || course.patientAccountId === null) return
  await sendNotice(ctx, {
    kind: 'call_missed',
    to: { accountId: course.patientAccountId },
    dedupeKey: `call-missed ${contact.id}`,
    link: '/sign-in',
  })
}
