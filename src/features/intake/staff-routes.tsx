import { localDate, type PlainDate } from '#clinical/calendar.ts'
import { listStaff } from '#features/accounts/index.ts'
import {
  isClinicianOf,
  latestDecision,
  problemChoices,
  readAssessment,
  readProblemChange,
  recordAssessment,
  recordProblem,
  wasAssessedAs,
} from '#features/assessment/index.ts'
import { codesTyped, notAskedYet } from '#features/characteristics/index.ts'
import { giveConsent, readConsent } from '#features/consent/index.ts'
import { bookCall } from '#features/contacts/index.ts'
import { dayBoxes, refusedForm } from '#features/form-fields/index.ts'
import { showPage } from '#features/frame/index.ts'
import { readDetails } from '#features/person-details/index.ts'
import {
  changeDetails,
  findPerson,
  type IntakePerson,
  invitePerson,
  isGettingStarted,
  mayChange,
  readNewPerson,
  recordPerson,
} from '#features/referrals/index.ts'
import { findOwnCourse, startCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { conflict, forbidden, notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import { readFirstCall } from './first-call-form.ts'
import { IntakePage } from './intake-page.tsx'
import { listIntake } from './list-intake.ts'
import { NewPersonPage } from './new-person-page.tsx'
import type { PersonPart } from './person-view.ts'
import { planCourse } from './plan-course.ts'
import { readPlan } from './plan-form.ts'
import { searchPeople } from './search-people.ts'
import { showPerson } from './show-person.tsx'
import { conditionWords } from './start-words.ts'

export const staffRoutes: readonly Route[] = [
  get('/intake', 'intake.read', (ctx, request) => showIntake(ctx, request, null)),
  // Posted, because a name in an address stays in histories and in the logs of proxies.
  post('/intake/search', 'intake.read', (ctx, request) =>
    showIntake(ctx, request, request.form.trimmed('name').replace(/\s+/g, ' ').slice(0, 100)),
  ),
  // After signing in again, and for whoever goes back to a search that is over.
  get('/intake/search', 'intake.read', async () => redirect('/intake')),
  get('/intake/new', 'intake.write', showNewPerson),
  post('/intake/new', 'intake.write', addPerson),
  get('/intake/:patientId', 'intake.read', async (ctx, request) =>
    showPerson(ctx, request, await findPerson(ctx, request.params.patientId)),
  ),
  post('/intake/:patientId/details', 'intake.write', saveDetails),
  post('/intake/:patientId/assessment', 'assessment.write', saveAssessment),
  post('/intake/:patientId/problem', 'assessment.write', saveProblem),
  post('/intake/:patientId/course', 'intake.write', savePlan),
  post('/intake/:patientId/invite', 'person.invite', sendInvite),
  post('/intake/:patientId/consent', 'intake.write', saveConsent),
  post('/intake/:patientId/first-call', 'record.act', bookFirstCall),
  post('/intake/:patientId/start', 'record.act', start),
]

async function showIntake(
  ctx: Context,
  request: PageRequest,
  name: string | null,
): Promise<Response> {
  const people = await listIntake(ctx)
  const search = name ? { name, found: await searchPeople(ctx, name) } : null
  await auditView(ctx, 'intake.viewed', null, null)
  const mayAdd = ctx.actor.kind === 'staff' && mayUse('intake.write', ctx.actor.roles)
  return showPage(ctx, request, {
    title: 'Getting started',
    body: <IntakePage people={people} search={search} today={todayOf(ctx)} mayAdd={mayAdd} />,
  })
}

async function showNewPerson(ctx: Context, request: PageRequest): Promise<Response> {
  const lists = ctx.content.characteristics
  const typed = { ...dayBoxes('received_on', todayOf(ctx)), ...codesTyped(notAskedYet(lists)) }
  const state = { typed, errors: {} }
  return showPage(ctx, request, {
    title: 'Add a person',
    body: <NewPersonPage state={state} lists={lists} sendKey={newId()} duplicates={[]} />,
  })
}

async function addPerson(ctx: Context, request: PageRequest): Promise<Response> {
  const { form } = request
  const patientId = request.form.requiredSendKey()
  const lists = ctx.content.characteristics
  const again = (errors: Parameters<typeof refusedForm>[1], duplicates = noDuplicates) =>
    showPage(ctx, request, {
      title: 'Add a person',
      status: 422,
      body: (
        <NewPersonPage
          state={refusedForm(form, errors)}
          lists={lists}
          sendKey={patientId}
          duplicates={duplicates}
        />
      ),
    })
  const reading = readNewPerson(form, { today: todayOf(ctx), lists })
  if (!reading.ok) return again(reading.errors)
  const recorded = await recordPerson(ctx, {
    patientId,
    person: reading.value,
    isSomebodyElse: form.text('is_somebody_else') === 'yes',
  })
  return recorded.ok ? redirect(`/intake/${patientId}`) : again({}, recorded.duplicates)
}

const noDuplicates: Parameters<typeof NewPersonPage>[0]['duplicates'] = []

async function saveDetails(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findChangeable(ctx, request)
  const reading = readDetails(request.form, {
    today: todayOf(ctx),
    lists: ctx.content.characteristics,
    stored: person.details,
  })
  if (!reading.ok) return refuse(ctx, request, person, 'details', reading.errors)
  await changeDetails(ctx, person, reading.value)
  return saved(person, 'details')
}

async function saveAssessment(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findPerson(ctx, request.params.patientId)
  const { programmes } = ctx.content
  const offered = { programmes, problems: problemChoices(ctx) }
  const reading = readAssessment(request.form, offered, todayOf(ctx))
  if (!reading.ok) return refuse(ctx, request, person, 'assessment', reading.errors)
  await recordAssessment(ctx, person, {
    id: request.form.requiredSendKey(),
    assessment: reading.value,
  })
  return saved(person, 'assessment')
}

async function saveProblem(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findPerson(ctx, request.params.patientId)
  if (!isClinicianOf(person)) throw notFound()
  // A second press would find its own problem on record.
  if (await wasAssessedAs(ctx, person, request.form.requiredSendKey()))
    return saved(person, 'problem')
  const decision = await latestDecision(ctx, person.id, { withText: true })
  const recorded = decision?.text?.problemDescriptor ?? null
  const reading = readProblemChange(request.form, problemChoices(ctx), recorded)
  if (!reading.ok) return refuse(ctx, request, person, 'problem', reading.errors)
  await recordProblem(ctx, person, { id: request.form.requiredSendKey(), problem: reading.value })
  return saved(person, 'problem')
}

async function savePlan(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findChangeable(ctx, request)
  // A second press comes after the course was made: it shows the plan as it stands.
  if (person.course?.state === 'preparing') return saved(person, 'plan')
  const decision = await latestDecision(ctx, person.id, { withText: false })
  const programme = ctx.content.programmes.get(decision?.programmeId ?? '')
  if (!isGettingStarted(person) || !programme) throw conflict()
  if (decision?.decision !== 'offer_programme') throw conflict()
  const therapists = await listStaff(ctx, 'therapist')
  const reading = readPlan(
    request.form,
    programme,
    therapists.map(({ id }) => id),
  )
  if (!reading.ok) return refuse(ctx, request, person, 'plan', reading.errors)
  await planCourse(ctx, person, { programmeId: programme.id, plan: reading.value })
  const isTheirs = ctx.actor.kind === 'staff' && reading.value.therapistId === ctx.actor.id
  // A therapist who gave the person to a colleague may not look any more.
  return person.access.has('administrator') || isTheirs
    ? saved(person, 'plan')
    : redirect('/intake')
}

const inviteWords = {
  no_email: 'Enter their e-mail address under details first',
  email_taken: 'Somebody else signs in with this e-mail address. Each person needs their own',
  has_signed_in: "They have set a password already, so they don't need a link",
} as const

async function sendInvite(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findChangeable(ctx, request)
  const invited = await invitePerson(ctx, person)
  if (invited.ok) return saved(person, 'sign-in')
  return refuse(ctx, request, person, 'sign-in', { invite: inviteWords[invited.why] })
}

async function saveConsent(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findChangeable(ctx, request)
  const reading = readConsent(request.form, ctx.content.protocols.consent)
  if (!reading.ok) return refuse(ctx, request, person, 'consent', reading.errors)
  await giveConsent(ctx, person.id, { id: request.form.requiredSendKey(), answers: reading.value })
  return saved(person, 'consent')
}

async function bookFirstCall(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findPerson(ctx, request.params.patientId)
  const course = await findOwnCourse(ctx, person.course?.id)
  const reading = readFirstCall(request.form, {
    now: ctx.now,
    today: todayOf(ctx),
    timeZone: ctx.service.timeZone,
  })
  if (!reading.ok) return refuse(ctx, request, person, 'first-call', reading.errors)
  await bookCall(ctx, course, {
    purpose: 'first_call',
    // By video the link is sent with the message that greets them.
    joinLink: null,
    ...reading.value,
    sendKey: request.form.requiredSendKey(),
  })
  return saved(person, 'first-call')
}

async function start(ctx: Context, request: PageRequest): Promise<Response> {
  const person = await findPerson(ctx, request.params.patientId)
  const course = await findOwnCourse(ctx, person.course?.id)
  const record = `/people/${course.id}`
  if (course.state === 'active' || course.state === 'paused') return redirect(record)
  const started = await startCourse(ctx, course)
  if (started.ok) return redirect(record)
  const missing = started.missing.map((one) => conditionWords[one].label)
  return refuse(ctx, request, person, 'start', {
    start: `Treatment can't start yet. Still missing: ${missing.join(', ')}`,
  })
}

async function findChangeable(ctx: Context, request: PageRequest): Promise<IntakePerson> {
  const person = await findPerson(ctx, request.params.patientId)
  if (!mayChange(person)) throw forbidden()
  return person
}

function refuse(
  ctx: Context,
  request: PageRequest,
  person: IntakePerson,
  part: PersonPart,
  errors: Parameters<typeof refusedForm>[1],
): Promise<Response> {
  return showPerson(ctx, request, person, { part, form: request.form, errors })
}

function saved(person: IntakePerson, part: PersonPart): Response {
  return redirect(`/intake/${person.id}?saved=${part}`)
}

/**
 * The id of what the form makes: without one, a second press could not be told from a second
 * thing.
 */

function todayOf(ctx: Context): PlainDate {
  return localDate(ctx.now.getTime(), ctx.service.timeZone)
}
