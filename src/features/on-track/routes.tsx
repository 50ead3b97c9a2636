import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { decideModel, findModel } from './decide-model.ts'
import { storedModels, storedModelsInUse } from './model-repository.ts'
import { ModelsPage } from './models-page.tsx'
import type { ReturnedDecision } from './own-model.tsx'
import { shippedModels } from './range-models.ts'

const longestNote = 4000

export const onTrackRoutes: readonly Route[] = [
  get('/expected-range', 'expected-range.read', (ctx, request) => showModels(ctx, request, null)),
  post('/expected-range/:modelId/approval', 'expected-range.decide', (ctx, request) =>
    decide(ctx, request, 'approved'),
  ),
  post('/expected-range/:modelId/withdrawal', 'expected-range.decide', (ctx, request) =>
    decide(ctx, request, 'withdrawn'),
  ),
]

async function decide(
  ctx: Context,
  request: PageRequest,
  kind: 'approved' | 'withdrawn',
): Promise<Response> {
  const { id: modelId } = await findModel(ctx, request.params.modelId ?? '')
  const note = request.form.trimmed('note')
  const sent = request.form.text('send_key')
  const fault =
    note === ''
      ? 'Say why, for those who ask later'
      : note.length > longestNote
        ? `Use ${longestNote} characters or fewer`
        : null
  if (fault) {
    const sendKey = isId(sent) ? sent : newId()
    return showModels(ctx, request, { modelId, note, sendKey, faults: { note: fault } })
  }
  await decideModel(ctx, { modelId, kind, note, sendKey: request.form.actKey() ?? newId() })
  return redirect(`/expected-range#model-${modelId}`)
}

async function showModels(
  ctx: Context,
  request: PageRequest,
  returned: ReturnedDecision | null,
): Promise<Response> {
  const [stored, inUse] = await Promise.all([storedModels(ctx), storedModelsInUse(ctx)])
  const models = shippedModels(ctx.content)
  const files = [...ctx.content.expectedRanges.values()].flatMap((file) => {
    const model = models.get(file.id)
    return model ? [{ file, model }] : []
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
