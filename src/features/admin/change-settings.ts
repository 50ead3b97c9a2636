import type { Context } from '#platform/context.ts'
import type { ServiceSettings } from '#platform/service-settings.ts'
import { transact } from '#platform/transact.ts'

/** Saves what the service decides for itself, and puts which settings changed into the audit. */
export async function changeSettings(
  ctx: Context,
  { name, settings }: { name: string; settings: ServiceSettings },
): Promise<void> {
  const before: Record<string, unknown> = { ...ctx.service.settings, name: ctx.service.name }
  const changed = Object.entries({ name, ...settings })
    .filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value))
    .map(([key]) => key)
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .updateTable('service')
      .set({ name, settings: JSON.stringify(settings) })
      .where('id', '=', ctx.service.id)
      .execute()
    ctx.audit('settings.changed', ctx.service.id, { detail: { changed: changed.join(' ') } })
  })
  ctx.forgetService()
}
