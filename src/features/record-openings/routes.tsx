import { localDate } from '#clinical/calendar.ts'
import { emptyForm, type FormState, refusedForm } from '#features/form-fields/index.ts'
import { showPage } from '#features/frame/index.ts'
import { requireFreshSignIn } from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import { endOpening, openRecord } from './open-record.ts'
import { readOpening } from './opening-form.ts'
import { OpeningPage } from './opening-page.tsx'
import { OpeningsPage } from './openings-page.tsx'
import { listOpenings } from './repository.ts'

/** A record opened in an emergency: asked for, ended, and seen by the service lead. */
export const recordOpeningsRoutes: readonly Route[] = [
  get('/record-openings/new', 'record.open', async (ctx, request) => {
    requireFreshSignIn(ctx, request)
    return showForm(ctx, request, emptyForm)
  }),
  post('/record-openings', 'record.open', open),
  post('/people/:courseId/opening-end', 'record.open', async (ctx, request) => {
    const { courseId } = request.params
    if (!isId(courseId)) throw notFound()
    await endOpening(ctx, courseId)
    return redirect('/')
  }),
  get('/record-openings', 'record-openings.read', async (ctx, request) => {
    const openings = await listOpenings(ctx)
    await auditView(ctx, 'record-openings.viewed', null, null)
    return showPage(ctx, request, {
      title: 'Opened records',
      width: 'wide',
      body: <OpeningsPage openings={openings} now={ctx.now} />,
    })
  }),
]

async function open(ctx: Context, request: PageRequest): Promise<Response> {
  requireFreshSignIn(ctx, request)
  const sendKey = request.form.requiredActKey()
  const reading = readOpening(request.form, localDate(ctx.now.getTime(), ctx.service.timeZone))
  if (!reading.ok) return showForm(ctx, request, refusedForm(request.form, reading.errors))
  const opened = await openRecord(ctx, reading.value, sendKey)
  if (opened) return redirect(`/people/${opened.courseId}`)
  return showForm(ctx, request, refusedForm(request.form, { family_name: foundNobody }))
}

const foundNobody =
  'No one record here has this name and date of birth. ' +
  'Check the spelling, or ring your service lead.'

function showForm(ctx: Context, request: PageRequest, state: FormState): Response {
  return showPage(ctx, request, {
    title: 'Open a record',
    status: Object.keys(state.errors).length > 0 ? 422 : 200,
    body: <OpeningPage state={state} sendKey={newId()} />,
  })
}
