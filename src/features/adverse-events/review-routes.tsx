import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { download, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'
import { auditView, transact } from '#platform/transact.ts'
import { exportEvents } from './export-events.ts'
import { eventsToReview, findEventToReview } from './repository.ts'
import { reviewEvent } from './review-event.ts'
import { ReviewEventPage, ReviewListPage } from './review-page.tsx'

const longestNote = 10_000

export const reviewEventRoutes: readonly Route[] = [
  get('/adverse-events', 'adverse-events.review', showList),
  // Before the address of one event, which would take "export" for an id.
  get('/adverse-events/export', 'adverse-events.review', sendExport),
  get('/adverse-events/:eventId', 'adverse-events.review', (ctx, request) =>
    showOne(ctx, request, null),
  ),
  post('/adverse-events/:eventId/reviews', 'adverse-events.review', sendReview),
]

async function showList(ctx: Context, request: PageRequest): Promise<Response> {
  const events = await eventsToReview(ctx)
  return showPage(ctx, request, {
    title: 'Negative effects and adverse events',
    width: 'wide',
    body: <ReviewListPage protocol={ctx.content.protocols.adverseEvents} events={events} />,
  })
}

async function sendExport(ctx: Context): Promise<Response> {
  const events = await eventsToReview(ctx)
  await transact(ctx, async (ctx) =>
    ctx.audit('adverse-events.exported', null, { detail: { count: events.length } }),
  )
  const file = exportEvents(events, ctx.service.timeZone)
  return download(file, 'text/csv; charset=utf-8', 'adverse-events.csv')
}

async function showOne(
  ctx: Context,
  request: PageRequest,
  returned: { note: string; sendKey: string; fault: string } | null,
): Promise<Response> {
  const event = await findEventToReview(ctx, request.params.eventId)
  await auditView(ctx, 'adverse-event.viewed', event.id, event.patientId)
  return showPage(ctx, request, {
    title: 'Record',
    status: returned ? 422 : 200,
    body: (
      <ReviewEventPage
        protocol={ctx.content.protocols.adverseEvents}
        event={event}
        sendKey={returned?.sendKey ?? newId()}
        typed={{ note: returned?.note ?? '' }}
        faults={returned ? { note: returned.fault } : {}}
      />
    ),
  })
}

async function sendReview(ctx: Context, request: PageRequest): Promise<Response> {
  const event = await findEventToReview(ctx, request.params.eventId)
  const { form } = request
  const note = form.trimmed('note').slice(0, longestNote)
  const decision = form.text('decision')
  const version = Number(form.text('version'))
  const sendKey = form.requiredActKey()
  if (!Number.isInteger(version)) throw badRequest()
  if (decision !== 'reviewed' && decision !== 'more_needed') throw badRequest()
  if (note === '') {
    return showOne(ctx, request, {
      note,
      sendKey: form.sendKey(),
      fault:
        decision === 'reviewed'
          ? 'Write what you make of it before you close it'
          : 'Write what more is needed',
    })
  }
  await reviewEvent(ctx, { eventId: event.id, version, decision, note, sendKey })
  return redirect('/adverse-events')
}
