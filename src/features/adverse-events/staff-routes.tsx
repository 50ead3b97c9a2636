import { showPage } from '#features/frame/index.ts'
import { triggerLabel } from '#features/risk/index.ts'
import {
  asOwnCourse,
  findCourseToRead,
  findOwnCourse,
  type OwnCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import type { Faults } from '#ui/fields.tsx'
import { formatTime } from '#ui/time.tsx'
import { type AdverseEvent, latestOf } from './adverse-event.ts'
import { beginFrom, sourceInAddress, sourceOf } from './begin-event.ts'
import { emptyEvent, parseEvent, type TypedEvent, typedEvent, typedFrom } from './event-form.ts'
import { judgeEvent, recordEvent } from './record-event.ts'
import { EventPage, EventsPage, NewEventPage } from './record-page.tsx'
import { eventsOf, findEvent, reviewersFor, safetyItemsOf } from './repository.ts'

const path = '/people/:courseId/adverse-events'

export const staffEventRoutes: readonly Route[] = [
  get(path, 'adverse-events.read', showEvents),
  get(`${path}/new`, 'adverse-events.record', async (ctx, request) =>
    showNew(ctx, request, await findOwnCourse(ctx, request.params.courseId), null),
  ),
  post(path, 'adverse-events.record', sendNew),
  get(`${path}/:eventId`, 'adverse-events.read', async (ctx, request) =>
    showEvent(ctx, request, await findCourseToRead(ctx, request.params.courseId), null),
  ),
  post(`${path}/:eventId`, 'adverse-events.record', sendVersion),
]

interface Returned {
  typed: TypedEvent
  faults: Faults
  sendKey: string
}

async function showEvents(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  const events = await eventsOf(ctx, course)
  await auditView(ctx, 'adverse-events.viewed', course.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Record',
    body: (
      <EventsPage
        course={course}
        protocol={ctx.content.protocols.adverseEvents}
        events={events}
        mayRecord={course.access.has('therapist')}
      />
    ),
  })
}

async function showNew(
  ctx: Context,
  request: PageRequest,
  course: OwnCourse,
  returned: Returned | null,
): Promise<Response> {
  const from = returned ? request.form.text('source') : sourceInAddress(request.query.get('from'))
  const sourceId = returned ? request.form.text('source_id') : request.query.get('response')
  const begun = await beginFrom(ctx, course, { from, sourceId })
  const empty = emptyEvent(ctx.now, ctx.service.timeZone)
  const safetyItems = await safetyChoices(ctx, course)
  await auditView(ctx, 'adverse-events.viewed', course.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Record',
    status: returned ? 422 : 200,
    body: (
      <NewEventPage
        course={course}
        protocol={ctx.content.protocols.adverseEvents}
        typed={returned?.typed ?? { ...empty, ...begun.typed }}
        faults={returned?.faults ?? {}}
        sendKey={returned?.sendKey ?? newId()}
        safetyItems={safetyItems}
        source={begun.source}
        sourceId={begun.sourceId}
        about={begun.about}
      />
    ),
  })
}

async function sendNew(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { form } = request
  const typed = typedEvent(form)
  const parsed = parseEvent(typed, asked(ctx, false))
  if (!parsed.ok) {
    return showNew(ctx, request, course, { typed, faults: parsed.faults, sendKey: form.sendKey() })
  }
  const begun = await beginFrom(ctx, course, {
    from: form.text('source'),
    sourceId: form.text('source_id'),
  })
  await recordEvent(ctx, course, {
    judged: parsed.judged,
    sendKey: form.requiredActKey(),
    source: sourceOf(form.text('source')),
    sourceId: begun.sourceId,
  })
  return redirect(`/people/${course.id}/adverse-events`)
}

async function showEvent(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  returned: Returned | null,
): Promise<Response> {
  const event = await findEvent(ctx, course, request.params.eventId)
  const safetyItems = await safetyChoices(ctx, course)
  const reviewers = await reviewersFor(ctx, course)
  await auditView(ctx, 'adverse-event.viewed', event.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Record',
    status: returned ? 422 : 200,
    body: (
      <EventPage
        course={course}
        protocol={ctx.content.protocols.adverseEvents}
        event={event}
        hasNoReviewer={reviewers.length === 0}
        typed={asOwnCourse(course) && (returned?.typed ?? beginningOf(ctx, event))}
        faults={returned?.faults ?? {}}
        sendKey={returned?.sendKey ?? newId()}
        safetyItems={safetyItems}
      />
    ),
  })
}

/** A correction begins from what stands; the first writing up from what the person told. */
function beginningOf(ctx: Context, event: AdverseEvent): TypedEvent {
  const latest = latestOf(event)
  if (latest) return typedFrom(latest)
  const empty = emptyEvent(event.recordedAt, ctx.service.timeZone)
  return event.source === 'patient' ? { ...empty, learntFrom: 'patient' } : empty
}

async function sendVersion(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const event = await findEvent(ctx, course, request.params.eventId)
  const { form } = request
  const typed = typedEvent(form)
  const basedOn = Number(form.text('based_on'))
  if (!Number.isInteger(basedOn) || basedOn < 0) throw badRequest()
  const parsed = parseEvent(typed, asked(ctx, basedOn > 0))
  if (!parsed.ok) {
    const returned = { typed, faults: parsed.faults, sendKey: form.sendKey() }
    return showEvent(ctx, request, course, returned)
  }
  await judgeEvent(ctx, course, {
    judged: parsed.judged,
    sendKey: form.requiredActKey(),
    eventId: event.id,
    basedOn,
  })
  return redirect(`/people/${course.id}/adverse-events/${event.id}`)
}

function asked(ctx: Context, isCorrection: boolean) {
  return {
    protocol: ctx.content.protocols.adverseEvents,
    isCorrection,
    now: ctx.now,
    timeZone: ctx.service.timeZone,
  }
}

async function safetyChoices(ctx: Context, course: VisibleCourse) {
  const items = await safetyItemsOf(ctx, course)
  return items.map((item) => ({
    id: item.id,
    label: `${formatTime(item.raisedAt, 'date', ctx.service.timeZone)}: ${triggerLabel(
      ctx.content.protocols.safety,
      item,
    )}`,
  }))
}
