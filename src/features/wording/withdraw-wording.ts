import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { endWording, importedWording, moveWordingStamp } from './repository.ts'

/**
 * Takes the service's wording of an instrument out of use: nobody is asked it any more, and
 * answers given in it can still be shown in it. False when none is in use.
 */
export async function withdrawWording(
  ctx: Context,
  instrumentId: string,
  reason: string,
): Promise<boolean> {
  const isWithdrawn = await transact(ctx, async (ctx) => {
    await moveWordingStamp(ctx)
    const inUse = (await importedWording(ctx, instrumentId)).find((one) => !one.withdrawnAt)
    if (inUse) await endWording(ctx, inUse.id, { reason, replacedBy: null })
    ctx.audit(inUse ? 'wording.withdrawn' : 'wording.kept', inUse?.id ?? null, {
      detail: { instrument: instrumentId },
    })
    return inUse !== undefined
  })
  ctx.forgetService()
  return isWithdrawn
}
