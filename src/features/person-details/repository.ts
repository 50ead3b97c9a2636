import { sql } from 'kysely'
import type { WriteContext } from '#platform/context.ts'

/** Gives the number that stood there before, read under the lock of its row. */
export async function updateNumber(
  ctx: WriteContext,
  patientId: string,
  given: { phone: string; mayLeaveVoicemail: boolean },
): Promise<string | null> {
  const [before] = await ctx.rows(sql<{ phone: string | null }>`
    select phone from patient where service_id = ${ctx.service.id} and id = ${patientId}
    for update`)
  await ctx.tx
    .updateTable('patient')
    .set({ phone: given.phone, may_leave_voicemail: given.mayLeaveVoicemail })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', patientId)
    .execute()
  return before?.phone ?? null
}

export async function setVoicemail(
  ctx: WriteContext,
  patientId: string,
  mayLeaveVoicemail: boolean,
): Promise<void> {
  await ctx.tx
    .updateTable('patient')
    .set({ may_leave_voicemail: mayLeaveVoicemail })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', patientId)
    .execute()
}
