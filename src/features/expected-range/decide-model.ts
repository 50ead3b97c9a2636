import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { insertModelEvent, type StoredModel, storedModels } from './model-repository.ts'

interface ModelDecision {
  readonly modelId: string
  readonly kind: 'approved' | 'withdrawn'
  /** Why, in the words of the person who answers for it. */
  readonly note: string
  readonly sendKey: string
}

/** A named person takes a model into use, or out of it; sent twice it is one decision. */
export async function decideModel(ctx: Context, decision: ModelDecision): Promise<void> {
  const { actor } = ctx
  invariant(actor.kind === 'staff', 'a named person answers for a model')
  const { modelId, kind, note, sendKey } = decision
  const model = await findModel(ctx, modelId)
  await transact(ctx, async (ctx) => {
    const event = { id: newId(), modelId, kind, note, byId: actor.id, sendKey }
    const isNew = await insertModelEvent(ctx, event)
    const detail = { instrument: model.instrumentId }
    if (!isNew) return ctx.audit('range-model.decided-again', modelId, { detail })
    if (kind === 'withdrawn' && model.state !== 'approved') throw conflict()
    ctx.audit(`range-model.${kind}`, modelId, { detail })
  })
}

export async function findModel(ctx: Context, modelId: string): Promise<StoredModel> {
  const model = (await storedModels(ctx)).find(({ id }) => id === modelId)
  if (!model) throw notFound()
  return model
}
