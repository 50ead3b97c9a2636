import { sql } from 'kysely'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import { noteNewNumber } from '#features/risk/index.ts'
import { findMyCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { updateNumber } from './repository.ts'

export interface OwnNumber {
  readonly phone: string
  /** A neutral voicemail was agreed for the old number: for another it is asked again. */
  readonly mayLeaveVoicemail: boolean
}

export function readNumber(form: Form): Reading<OwnNumber> {
  const reader = new FormReader(form)
  const phone = reader.phone('phone')
  if (phone === null) reader.fail('phone', 'Enter the number to ring you on')
  const mayLeaveVoicemail = reader.isTicked('may_leave_voicemail')
  if (reader.errors || phone === null) return { ok: false, errors: reader.errors ?? {} }
  return { ok: true, value: { phone, mayLeaveVoicemail } }
}

/** The number that a person's team rings, as the person themselves may see it. */
export async function ownNumber(ctx: Context): Promise<string | null> {
  if (ctx.actor.kind !== 'patient') throw notFound()
  const [row] = await ctx.rows(sql<{ phone: string | null }>`
    select phone from patient
    where service_id = ${ctx.service.id} and id = ${ctx.actor.patientId}`)
  return row?.phone ?? null
}

/**
 * The person gives another number: in their details at once, and on every safety item about which
 * somebody is to ring them. Sent twice, it is one change.
 */
export async function changeOwnNumber(ctx: Context, given: OwnNumber): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'patient') throw notFound()
  const course = await findMyCourse(ctx)
  await transact(ctx, async (ctx) => {
    const before = await updateNumber(ctx, actor.patientId, given)
    const isOther = before !== given.phone
    ctx.audit(isOther ? 'person.details-changed' : 'person.details-sent-again', actor.patientId, {
      patientId: actor.patientId,
      detail: { fields: 'phone mayLeaveVoicemail' },
    })
    if (course && isOther) await noteNewNumber(ctx, course, { was: before, is: given.phone })
  })
}
