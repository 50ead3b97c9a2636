import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import {
  endLicenceCheck,
  insertLicenceCheck,
  licenceChecks,
  moveWordingStamp,
} from './repository.ts'

export interface LicenceInput {
  readonly instrumentId: string
  readonly checkedBy: string
  readonly checkedOn: string
  /** Where the owner says so: an address, or the paper. */
  readonly seenAt: string
}

/** Lets a held questionnaire be used: who checked its owner's page, and when. */
export async function switchLicenceOn(ctx: Context, input: LicenceInput): Promise<void> {
  await transact(ctx, async (ctx) => {
    await moveWordingStamp(ctx)
    const { instrumentId: instrument, checkedBy, checkedOn } = input
    const inUse = (await licenceChecks(ctx, instrument)).find((one) => !one.withdrawnAt)
    const id = inUse?.id ?? (await insertLicenceCheck(ctx, input))
    ctx.audit(inUse ? 'licence.kept' : 'licence.checked', id, {
      detail: { instrument, checkedBy, checkedOn },
    })
  })
  ctx.forgetService()
}

/** Holds it back again: it is not asked any more; scores that it gave stay. */
export async function switchLicenceOff(
  ctx: Context,
  instrumentId: string,
  reason: string,
): Promise<void> {
  await transact(ctx, async (ctx) => {
    await moveWordingStamp(ctx)
    const inUse = (await licenceChecks(ctx, instrumentId)).find((one) => !one.withdrawnAt)
    if (inUse) await endLicenceCheck(ctx, inUse.id, reason)
    ctx.audit(inUse ? 'licence.withdrawn' : 'licence.kept', inUse?.id ?? null, {
      detail: { instrument: instrumentId },
    })
  })
  ctx.forgetService()
}
