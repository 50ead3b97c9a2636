import { moveWordingStamp } from '#features/wording/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { type Role, roleNames } from '#platform/permissions.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { endVerification, findVerification, insertVerification } from './repository.ts'
import { type NewVerification, whyRefused } from './verified-number.ts'

/**
 * A clinician puts their name to a number of a questionnaire, in this service and from a day on;
 * sent twice it is one verification. What stood before stays, and holds for the days before.
 */
export async function verifyNumber(
  ctx: Context,
  verification: NewVerification & { readonly sendKey: string },
): Promise<void> {
  const { instrumentId: instrument, what, threshold, validFrom } = verification
  const known = ctx.content.instruments.get(instrument)
  if (!known) throw notFound()
  if (whyRefused(known, verification) !== null) throw conflict()
  const signedBy = signatureOf(ctx)
  await transact(ctx, async (ctx) => {
    await moveWordingStamp(ctx)
    const id = newId()
    const row = { ...verification, id, instrumentVersion: known.version, signedBy }
    const isNew = await insertVerification(ctx, row)
    const value = threshold && `${threshold.op} ${threshold.value}`
    ctx.audit(isNew ? 'number.verified' : 'number.kept', isNew ? id : null, {
      detail: { instrument, what, value, validFrom },
    })
  })
  ctx.forgetService()
}

/** Takes back a verification that was a mistake: it counts for no day any more. */
export async function withdrawVerification(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const found = await findVerification(ctx, id)
  if (!found) throw notFound()
  const { instrumentId: instrument, what } = found
  await transact(ctx, async (ctx) => {
    await moveWordingStamp(ctx)
    const isEnded = await endVerification(ctx, { id, reason, byId: signatureOf(ctx).id })
    ctx.audit(isEnded ? 'number.verification-withdrawn' : 'number.kept', id, {
      detail: { instrument, what },
    })
  })
  ctx.forgetService()
}

/** Name and role as they are today: both may change, and the signature does not. */
export function signatureOf({ actor }: Context): { id: string; name: string; role: string } {
  invariant(actor.kind === 'staff', 'a named clinician answers for a number')
  const [first] = [...actor.roles].filter((role) => answering.includes(role))
  const role = actor.jobTitle || roleNames[first ?? 'supervisor']
  return { id: actor.id, name: actor.name, role }
}

const answering: readonly Role[] = ['supervisor', 'safety_lead']
