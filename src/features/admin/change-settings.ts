import type { Context } from '#platform/context.ts'
import type { ServiceSettings } from '#platform/service-settings.ts'
import { transact } from '#platform/transact.ts'

/** Saves what the service decides for itself, and puts which settings changed into the audit. */
export async function changeSettings(ctx: Context, settings: ServiceSettings): Promise<void> {
  const before: Record<string, unknown> = { ...ctx.service.settings }
  const changed = Object.entries(settings)
    .filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value))
    .map(([name]) => name)
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .updateTable('service')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', ctx.service.id)
      .execute()
    ctx.audit('settings.changed', ctx.service.id, { detail: { changed: changed.join(' ') } })
  })
  ctx.forgetService()
}
