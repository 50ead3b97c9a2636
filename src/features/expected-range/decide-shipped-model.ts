import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { acceptedModels, hashOfModel, insertShippedEvent } from './shipped-model-repository.ts'

interface ShippedModelDecision {
  readonly instrumentId: string
  readonly kind: 'approved' | 'withdrawn'
  /** Why, in the words of the person who answers for it. */
  readonly note: string
  readonly sendKey: string
}

/**
 * A named person takes the model that ships into use in this service, or out of it; sent twice it
 * is one decision.
 */
export async function decideShippedModel(
  ctx: Context,
  { instrumentId, kind, note, sendKey }: ShippedModelDecision,
): Promise<void> {
  const { actor } = ctx
  invariant(actor.kind === 'staff', 'a named person answers for a model')
  const file = ctx.content.expectedRanges.get(instrumentId)
  if (!file) throw notFound()
  await transact(ctx, async (ctx) => {
    const isInUse = (await acceptedModels(ctx)).has(instrumentId)
    const id = newId()
    const modelHash = hashOfModel(file)
    const event = { id, instrumentId, modelHash, kind, note, byId: actor.id, sendKey }
    const isNew = await insertShippedEvent(ctx, event)
    const detail = { instrument: instrumentId, modelHash }
    if (!isNew) return ctx.audit('shipped-model.decided-again', null, { detail })
    if (kind === 'withdrawn' && !isInUse) throw conflict()
    ctx.audit(`shipped-model.${kind}`, id, { detail })
  })
}
