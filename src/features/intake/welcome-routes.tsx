import { hasAnswered, ownCharacteristics } from '#features/characteristics/index.ts'
import { latestConsent } from '#features/consent/index.ts'
import { showPage } from '#features/frame/index.ts'
import { findMyCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { WelcomePage } from './welcome-page.tsx'

/** What a person reads first, before treatment begins, and can read again. */
export const welcomeRoutes: readonly Route[] = [get('/welcome', 'treatment.own', showWelcome)]

async function showWelcome(ctx: Context, request: PageRequest): Promise<Response> {
  if (ctx.actor.kind !== 'patient') throw notFound()
  const patient = ctx.actor
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
