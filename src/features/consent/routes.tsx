import { emptyForm, type FormState, refusedForm } from '#features/form-fields/index.ts'
import { showPage } from '#features/frame/index.ts'
import { findMyCourse } from '#features/treatment/index.ts'
import type { Context, PatientActor } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { readConsent } from './consent-form.ts'
import { ConsentPage, withdrawalMessage } from './consent-page.tsx'
import { giveConsent } from './give-consent.ts'
import { latestConsent } from './repository.ts'
import { withdrawConsent } from './withdraw-consent.ts'

/** What a person agrees to before treatment begins, can read again and can take back. */
export const consentRoutes: readonly Route[] = [
  get('/consent', 'treatment.own', async (ctx, request) =>
    showConsent(ctx, request, { state: emptyForm, sendKey: newId(), status: 200 }),
  ),
  post('/consent', 'treatment.own', saveConsent),
  post('/consent/withdrawal', 'treatment.own', takeBackConsent),
]

async function showConsent(
  ctx: Context,
  request: PageRequest,
  { state, sendKey, status }: { state: FormState; sendKey: string; status: number },
): Promise<Response> {
  const patient = patientOf(ctx)
  const consent = await latestConsent(ctx, patient.patientId)
  const course = await findMyCourse(ctx)
  const { consent: protocol } = ctx.content.protocols
  return showPage(ctx, request, {
    title: protocol.title,
    status,
    isBare: !course?.startedAt,
    body: (
      <ConsentPage
        protocol={protocol}
        consent={consent}
        state={state}
        sendKey={sendKey}
        hasStarted={Boolean(course?.startedAt)}
        therapistName={course?.therapistName ?? null}
      />
    ),
  })
}

async function saveConsent(ctx: Context, request: PageRequest): Promise<Response> {
  const patient = patientOf(ctx)
  const reading = readConsent(request.form, ctx.content.protocols.consent)
  const sendKey = request.form.requiredSendKey()
  if (!reading.ok) {
    const state = refusedForm(request.form, reading.errors)
    return showConsent(ctx, request, { state, sendKey, status: 422 })
  }
  await giveConsent(ctx, patient.patientId, { id: sendKey, answers: reading.value })
  return redirect('/consent')
}

async function takeBackConsent(ctx: Context, request: PageRequest): Promise<Response> {
  await withdrawConsent(ctx, patientOf(ctx), {
    // The box on the page holds 4,000 characters: only what no page of ours sends is cut.
    said: request.form.trimmed('said').slice(0, 19_000).toWellFormed(),
    message: withdrawalMessage,
    sendKey: request.form.requiredSendKey(),
  })
  return redirect('/consent')
}

function patientOf(ctx: Context): PatientActor {
  if (ctx.actor.kind !== 'patient') throw notFound()
  return ctx.actor
}
