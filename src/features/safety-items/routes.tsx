import { showPage } from '#features/frame/index.ts'
import {
  findSafetyItem,
  isForClinicians,
  lookAtItem,
  personToRing,
  possibleOwners,
  raiseWorry,
  type SafetyFault,
  type SafetyItem,
  safetyProtocol,
} from '#features/risk/index.ts'
import { safetyPlanOf } from '#features/safety-plan/index.ts'
import { findCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type Handler, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import { addSafetyNote } from './add-safety-note.ts'
import { changeOwner } from './change-owner.ts'
import { closeItem } from './close-item.ts'
import { ItemPage } from './item-page.tsx'
import { recordCallAttempt } from './record-call-attempt.ts'
import { recordDecision } from './record-decision.ts'
import { moment, note, type Returned, type SafetyActName } from './safety-form.ts'
import { setFollowUp } from './set-follow-up.ts'
import { WorryPage } from './worry-page.tsx'

const itemPath = '/people/:courseId/safety/:itemId'

export const safetyItemsRoutes: readonly Route[] = [
  get('/people/:courseId/safety', 'safety.act', showWorry),
  post('/people/:courseId/safety', 'safety.act', sendWorry),
  get(itemPath, 'safety.read', showItem),
  post(`${itemPath}/looks`, 'safety.act', look),
  ...actRoutes(),
]

type SendAct = (
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  form: Form,
) => Promise<SafetyFault[]>

function actRoutes(): Route[] {
  const acts: Record<SafetyActName, SendAct> = {
    calls: (ctx, course, item, form) =>
      recordCallAttempt(ctx, course, item, { outcome: form.text('outcome'), ...written(form) }),
    decisions: (ctx, course, item, form) =>
      recordDecision(ctx, course, item, {
        decision: form.text('decision'),
        reasons: note(form),
        planReviewBy: form.trimmed('plan_review_by'),
        sendKey: form.requiredActKey(),
      }),
    'follow-ups': (ctx, course, item, form) =>
      setFollowUp(ctx, course, item, {
        dueAt: moment(form, ctx.service.timeZone),
        ...written(form),
      }),
    owners: (ctx, course, item, form) =>
      changeOwner(ctx, course, item, { ownerId: form.text('owner_id'), ...written(form) }),
    notes: (ctx, course, item, form) => addSafetyNote(ctx, course, item, written(form)),
    closing: (ctx, course, item, form) =>
      closeItem(ctx, course, item, { decision: form.text('decision'), ...written(form) }),
  }
  const names: readonly SafetyActName[] = [
    'calls',
    'decisions',
    'follow-ups',
    'owners',
    'notes',
    'closing',
  ]
  return names.map((name) => post(`${itemPath}/${name}`, 'safety.act', send(name, acts[name])))
}

function written(form: Form) {
  return { note: note(form), sendKey: form.requiredActKey() }
}

function send(act: SafetyActName, write: SendAct): Handler {
  return async (ctx, request) => {
    const course = await clinicalCourse(ctx, request)
    const item = await findSafetyItem(ctx, course, request.params.itemId)
    const faults = await write(ctx, course, item, request.form)
    if (faults.length === 0) return redirect(wayOn(request.form, item))
    return itemPage(ctx, request, course, { act, faults, form: request.form })
  }
}

async function look(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await clinicalCourse(ctx, request)
  const item = await findSafetyItem(ctx, course, request.params.itemId)
  await lookAtItem(ctx, course, item.id)
  return redirect(wayOn(request.form, item))
}

/** Back to the review screen that the form stood on, or to the item. */
function wayOn(form: Form, item: SafetyItem): string {
  const record = `/people/${item.courseId}`
  return form.text('back') === record ? record : `${record}/safety/${item.id}`
}

async function showItem(ctx: Context, request: PageRequest): Promise<Response> {
  return itemPage(ctx, request, await clinicalCourse(ctx, request), null)
}

async function itemPage(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  returned: Returned | null,
): Promise<Response> {
  const item = await findSafetyItem(ctx, course, request.params.itemId)
  const [owners, person, plan] = await Promise.all([
    possibleOwners(ctx, course),
    personToRing(ctx, course),
    safetyPlanOf(ctx, course),
  ])
  await auditView(ctx, 'safety-item.viewed', item.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Safety',
    width: 'wide',
    status: returned ? 422 : 200,
    body: (
      <ItemPage
        item={item}
        protocol={safetyProtocol(ctx)}
        owners={owners}
        person={person}
        plan={plan}
        returned={returned}
        wayBack={wayBack(ctx, course)}
      />
    ),
  })
}

/** The list of safety items, for those whose work begins there; the record for the therapist. */
function wayBack(ctx: Context, course: VisibleCourse): { href: string; label: string } {
  const hasList = ctx.actor.kind === 'staff' && mayUse('duty.read', ctx.actor.roles)
  return course.access.has('therapist') || !hasList
    ? { href: `/people/${course.id}`, label: 'The record' }
    : { href: '/duty', label: 'All safety items' }
}

async function showWorry(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await clinicalCourse(ctx, request)
  const source = request.query.get('source')
  return showPage(ctx, request, {
    title: 'Safety',
    body: <WorryPage course={course} sourceId={isId(source) ? source : null} returned={null} />,
  })
}

async function sendWorry(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await clinicalCourse(ctx, request)
  const source = request.form.text('source')
  const sourceId = isId(source) ? source : null
  const worry = { ...written(request.form), sourceId }
  const sent = await raiseWorry(ctx, course, worry)
  if ('itemId' in sent) return redirect(`/people/${course.id}/safety/${sent.itemId}`)
  return showPage(ctx, request, {
    title: 'Safety',
    status: 422,
    body: <WorryPage course={course} sourceId={sourceId} returned={worry} />,
  })
}

/** The course for those who treat or answer for its treatment; for others it does not exist. */
async function clinicalCourse(ctx: Context, request: PageRequest): Promise<VisibleCourse> {
  const course = await findCourse(ctx, request.params.courseId)
  if (!isForClinicians(course)) throw notFound()
  return course
}
