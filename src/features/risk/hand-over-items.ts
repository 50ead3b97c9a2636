import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { insertEvent } from './repository.ts'

/** Gives a colleague's open items to whoever takes over their people. The clocks run on. */
export async function handOverItems(
  ctx: Context,
  input: { fromId: string; toId: string; reason: string },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    const items = await ctx.tx
      .updateTable('safety_item')
      .set({ owner_id: input.toId })
      .where('service_id', '=', ctx.service.id)
      .where('owner_id', '=', input.fromId)
      .where('closed_at', 'is', null)
      .returning(['id', 'patient_id'])
      .execute()
    for (const item of items) {
      await insertEvent(ctx, item.id, {
        kind: 'owner_changed',
        detail: { from: input.fromId, to: input.toId },
        note: input.reason,
      })
      ctx.audit('safety-item.handed-over', item.id, { patientId: item.patient_id })
    }
    ctx.audit('safety-item.owners-moved', input.fromId, { detail: { count: items.length } })
  })
}
