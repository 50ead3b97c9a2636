import { localDate } from '#clinical/calendar.ts'
import { listStaff } from '#features/accounts/index.ts'
import { isClinicianOf, latestDecision, problemChoices } from '#features/assessment/index.ts'
import { latestConsent } from '#features/consent/index.ts'
import { nextAppointment } from '#features/contacts/index.ts'
import { type FieldErrors, refusedForm } from '#features/form-fields/index.ts'
import { showPage } from '#features/frame/index.ts'
import { type IntakePerson, mayChange } from '#features/referrals/index.ts'
import { findOwnCourse, startReadiness } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { mayUse, type Permission } from '#platform/permissions.ts'
import { auditView } from '#platform/transact.ts'
import { PersonPage } from './person-page.tsx'
import type { PersonPart, PersonView } from './person-view.ts'

interface Refused {
  readonly part: PersonPart
  readonly form: Form
  readonly errors: FieldErrors
}

/** Shows one person; after a refusal, with what was typed and what is wrong with it. */
export async function showPerson(
  ctx: Context,
  request: PageRequest,
  person: IntakePerson,
  refused: Refused | null = null,
): Promise<Response> {
  const view = await personView(ctx, request, person, refused)
  await auditView(ctx, 'person.viewed', person.id, person.id)
  return showPage(ctx, request, {
    title: 'Getting started',
    status: refused ? 422 : 200,
    body: <PersonPage view={view} />,
  })
}

async function personView(
  ctx: Context,
  request: PageRequest,
  person: IntakePerson,
  refused: Refused | null,
): Promise<PersonView> {
  const isGuide = person.course !== null && isGuidedBy(ctx, person)
  const [readiness] = await startReadiness(ctx, [person.id])
  const course = person.course && isGuide ? await findOwnCourse(ctx, person.course.id) : null
  const sendKey = request.form.text('send_key')
  return {
    person,
    decision: await latestDecision(ctx, person.id, { withText: isClinicianOf(person) }),
    consent: await latestConsent(ctx, person.id),
    missing: readiness?.missing ?? [],
    firstCall: course ? await nextAppointment(ctx, course) : null,
    therapists: person.course ? [] : await listStaff(ctx, 'therapist'),
    programmes: ctx.content.programmes,
    problems: problemChoices(ctx),
    consentProtocol: ctx.content.protocols.consent,
    characteristics: ctx.content.characteristics,
    today: localDate(ctx.now.getTime(), ctx.service.timeZone),
    sendKey: isId(sendKey) ? sendKey : newId(),
    may: {
      change: mayChange(person) && holds(ctx, 'intake.write'),
      assess: isClinicianOf(person) && holds(ctx, 'assessment.write'),
      start: isGuide,
    },
    refused: refused && { part: refused.part, state: refusedForm(refused.form, refused.errors) },
    saved: savedPart(request.query.get('saved')),
  }
}

function isGuidedBy(ctx: Context, person: IntakePerson): boolean {
  return (
    ctx.actor.kind === 'staff' &&
    person.access.has('therapist') &&
    person.course?.therapistId === ctx.actor.id
  )
}

function holds(ctx: Context, permission: Permission): boolean {
  return mayUse(permission, ctx.actor.kind === 'staff' ? ctx.actor.roles : null)
}

const parts: readonly PersonPart[] = [
  'details',
  'assessment',
  'problem',
  'plan',
  'sign-in',
  'consent',
  'first-call',
  'start',
]

function savedPart(text: string | null): PersonPart | null {
  return parts.find((part) => part === text) ?? null
}
