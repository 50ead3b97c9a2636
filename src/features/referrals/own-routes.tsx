import { showPage } from '#features/frame/index.ts'
import { lastDigits } from '#features/risk/index.ts'
import { findMyCourse } from '#features/treatment/index.ts'
import type { Context, PatientActor } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { hasAnswered } from './characteristics.ts'
import { ownCharacteristics } from './characteristics-repository.ts'
import { readConsent } from './consent-form.ts'
import { ConsentPage, withdrawalMessage } from './consent-page.tsx'
import { latestConsent } from './consent-repository.ts'
import { emptyForm, type FormState, refusedForm } from './fields.tsx'
import { giveConsent } from './give-consent.ts'
import { NumberPage } from './number-page.tsx'
import { changeOwnNumber, ownNumber, readNumber } from './own-number.ts'
import { WelcomePage } from './welcome-page.tsx'
import { withdrawConsent } from './withdraw-consent.ts'

/** What a person reads and agrees to before treatment begins, and can read again. */
export const ownRoutes: readonly Route[] = [
  get('/welcome', 'treatment.own', showWelcome),
  get('/consent', 'treatment.own', async (ctx, request) =>
    showConsent(ctx, request, { state: emptyForm, sendKey: newId(), status: 200 }),
  ),
  post('/consent', 'treatment.own', saveConsent),
  post('/consent/withdrawal', 'treatment.own', takeBackConsent),
  get('/number', 'treatment.own', async (ctx, request) =>
    showNumber(ctx, request, { state: emptyForm, back: request.query.get('back'), status: 200 }),
  ),
  post('/number', 'treatment.own', saveNumber),
]

async function showNumber(
  ctx: Context,
  request: PageRequest,
  shown: { state: FormState; back: string | null; status: number },
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'My number',
    status: shown.status,
    body: (
      <NumberPage
        state={shown.state}
        ending={lastDigits(await ownNumber(ctx))}
        back={wayBack(shown.back)}
      />
    ),
  })
}

async function saveNumber(ctx: Context, request: PageRequest): Promise<Response> {
  const reading = readNumber(request.form)
  const back = request.form.text('back')
  if (!reading.ok) {
    const state = refusedForm(request.form, reading.errors)
    return showNumber(ctx, request, { state, back, status: 422 })
  }
  await changeOwnNumber(ctx, reading.value)
  return redirect(wayBack(back))
}

/** Back to where the number stood: an address from outside must not choose where a link leads. */
function wayBack(asked: string | null): string {
  return asked !== null && /^\/(help|account|safety\/[0-9a-f-]{36})$/.test(asked) ? asked : '/help'
}

async function showWelcome(ctx: Context, request: PageRequest): Promise<Response> {
  const patient = patientOf(ctx)
  const consent = await latestConsent(ctx, patient.patientId)
  const said = await ownCharacteristics(ctx, patient)
  const { genderIdentity, ethnicCategory } = ctx.content.characteristics
  const course = await findMyCourse(ctx)
  const guide = course && {
    name: course.therapistName,
    weekday: course.reviewWeekday,
    time: course.reviewTime?.slice(0, 5) ?? null,
  }
  return showPage(ctx, request, {
    title: 'Welcome',
    isBare: !course?.startedAt,
    body: (
      <WelcomePage
        protocol={ctx.content.protocols.onboarding}
        guide={guide}
        hasAgreed={consent !== null && consent.withdrawnAt === null}
        hasAnswered={
          hasAnswered(genderIdentity, said.genderIdentity) ||
          hasAnswered(ethnicCategory, said.ethnicCategory)
        }
      />
    ),
  })
}

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
  const sendKey = sendKeyOf(request)
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
    sendKey: sendKeyOf(request),
  })
  return redirect('/consent')
}

function patientOf(ctx: Context): PatientActor {
  if (ctx.actor.kind !== 'patient') throw notFound()
  return ctx.actor
}

function sendKeyOf(request: PageRequest): string {
  const key = request.form.text('send_key')
  if (!isId(key)) throw badRequest()
  return key
}
