import { type FieldErrors, refusedForm } from '#features/form-fields/index.ts'
import { showPage } from '#features/frame/index.ts'
import { findMyCourse, startReadiness } from '#features/treatment/index.ts'
import type { Context, PatientActor } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { readAboutYou } from './about-you-form.ts'
import { AboutYouPage } from './about-you-page.tsx'
import { codesTyped } from './asked-of-them.tsx'
import { statedGenderWords } from './characteristics.ts'
import { describeSelf } from './describe-self.ts'
import { ownCharacteristics } from './repository.ts'

/** What a person says of themselves, before treatment begins or at any time after. */
export const characteristicsRoutes: readonly Route[] = [
  get('/about-you', 'treatment.own', (ctx, request) => showAboutYou(ctx, request, null)),
  post('/about-you', 'treatment.own', saveAboutYou),
]

async function showAboutYou(
  ctx: Context,
  request: PageRequest,
  errors: FieldErrors | null,
): Promise<Response> {
  const patient = patientOf(ctx)
  const stored = await ownCharacteristics(ctx, patient)
  const course = await findMyCourse(ctx)
  const lists = ctx.content.characteristics
  return showPage(ctx, request, {
    title: 'About you',
    status: errors ? 422 : 200,
    isBare: !course?.startedAt,
    body: (
      <AboutYouPage
        lists={lists}
        state={
          errors ? refusedForm(request.form, errors) : { typed: codesTyped(stored), errors: {} }
        }
        referralSays={statedGenderWords(lists, stored.statedGender)}
        wasSaved={!errors && request.query.has('saved')}
        next={await nextPage(ctx, patient)}
      />
    ),
  })
}

async function saveAboutYou(ctx: Context, request: PageRequest): Promise<Response> {
  const patient = patientOf(ctx)
  const stored = await ownCharacteristics(ctx, patient)
  const reading = readAboutYou(request.form, ctx.content.characteristics, stored)
  if (!reading.ok) return showAboutYou(ctx, request, reading.errors)
  await describeSelf(ctx, patient, { stored, said: reading.value })
  return redirect('/about-you?saved=yes')
}

/** Before they have agreed, the next page is what they read and agree to. */
async function nextPage(ctx: Context, patient: PatientActor) {
  const [readiness] = await startReadiness(ctx, [patient.patientId])
  return readiness?.missing.includes('consent')
    ? { href: '/consent', label: 'Go on to what you agree to' }
    : { href: '/', label: "Go to today's page" }
}

function patientOf(ctx: Context): PatientActor {
  if (ctx.actor.kind !== 'patient') throw notFound()
  return ctx.actor
}
