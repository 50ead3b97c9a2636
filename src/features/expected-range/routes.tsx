import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { notFound } from '#platform/refusals.ts'
import { decideModel, findModel } from './decide-model.ts'
import { decideShippedModel } from './decide-shipped-model.ts'
import { storedModels, storedModelsInUse } from './model-repository.ts'
import { ModelsPage } from './models-page.tsx'
import { noteId, type ReturnedDecision } from './own-model.tsx'
import { shippedModels } from './range-models.ts'
import { keyOfModel, shippedDecisions } from './shipped-model-repository.ts'

const longestNote = 4000

export const expectedRangeRoutes: readonly Route[] = [
  get('/expected-range', 'expected-range.read', (ctx, request) => showModels(ctx, request, null)),
  post('/expected-range/:modelId/approval', 'expected-range.decide', (ctx, request) =>
    decide(ctx, request, 'approved'),
  ),
  post('/expected-range/:modelId/withdrawal', 'expected-range.decide', (ctx, request) =>
    decide(ctx, request, 'withdrawn'),
  ),
  post('/expected-range/shipped/:modelKey/approval', 'expected-range.decide', (ctx, request) =>
    decideShipped(ctx, request, 'approved'),
  ),
  post('/expected-range/shipped/:modelKey/withdrawal', 'expected-range.decide', (ctx, request) =>
    decideShipped(ctx, request, 'withdrawn'),
  ),
]

async function decide(
  ctx: Context,
  request: PageRequest,
  kind: 'approved' | 'withdrawn',
): Promise<Response> {
  const { id: modelId } = await findModel(ctx, request.params.modelId ?? '')
  return decided(ctx, request, modelId, (answer) => decideModel(ctx, { ...answer, modelId, kind }))
}

async function decideShipped(
  ctx: Context,
  request: PageRequest,
  kind: 'approved' | 'withdrawn',
): Promise<Response> {
  const key = request.params.modelKey ?? ''
  const file = [...ctx.content.expectedRanges.values()].find((one) => keyOfModel(one) === key)
  if (!file) throw notFound()
  return decided(ctx, request, key, (answer) =>
    decideShippedModel(ctx, { ...answer, instrumentId: file.id, kind }),
  )
}

/** Takes the reason, acts on it, and goes back to the model that it is about. */
async function decided(
  ctx: Context,
  request: PageRequest,
  modelId: string,
  act: (answer: { note: string; sendKey: string }) => Promise<void>,
): Promise<Response> {
  const note = request.form.trimmed('note')
  const fault =
    note === ''
      ? 'Say why, for those who ask later'
      : note.length > longestNote
        ? `Use ${longestNote} characters or fewer`
        : null
  if (fault) {
    const sendKey = request.form.sendKey()
    return showModels(ctx, request, {
      modelId,
      note,
      sendKey,
      faults: { [noteId(modelId)]: fault },
    })
  }
  await act({ note, sendKey: request.form.actKey() ?? newId() })
  return redirect(`/expected-range#model-${modelId}`)
}

async function showModels(
  ctx: Context,
  request: PageRequest,
  returned: ReturnedDecision | null,
): Promise<Response> {
  const [stored, inUse] = await Promise.all([storedModels(ctx), storedModelsInUse(ctx)])
  const decisions = await shippedDecisions(ctx)
  const models = shippedModels(ctx.content)
  const files = [...ctx.content.expectedRanges.values()].flatMap((file) => {
    const model = models.get(file.id)
    return model ? [{ file, model, decision: decisions.get(file.id) ?? null }] : []
  })
  const roles = ctx.actor.kind === 'staff' ? ctx.actor.roles : null
  return showPage(ctx, request, {
    title: 'Where people’s scores usually are',
    status: returned ? 422 : 200,
    body: (
      <ModelsPage
        ctx={ctx}
        shipped={files}
        stored={stored}
        inUse={new Map(inUse.map(({ instrumentId, id }) => [instrumentId, id]))}
        mayDecide={mayUse('expected-range.decide', roles)}
        returned={returned}
      />
    ),
  })
}
