import { showPage } from '#features/frame/index.ts'
import { findMyCourse, requireMyCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { download } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { calendarFile } from './calendar-file.ts'
import { CallsPage } from './calls-page.tsx'
import { isAhead, isCalledOff, listAppointments, listContacts } from './repository.ts'
import { staffRoutes } from './staff-routes.tsx'

export const contactsRoutes: readonly Route[] = [
  get('/calls', 'treatment.own', showCalls),
  get('/calls/:appointmentId/calendar', 'treatment.own', downloadCall),
  ...staffRoutes,
]

async function showCalls(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findMyCourse(ctx)
  const calls = course ? await listAppointments(ctx, course) : []
  return showPage(ctx, request, {
    title: 'Calls',
    body: (
      <CallsPage
        therapistName={course?.therapistName ?? null}
        ahead={calls.filter((call) => isAhead(call, ctx.now)).reverse()}
        cancelled={calls.filter((call) => isCalledOff(call, ctx.now)).reverse()}
        past={course ? await listContacts(ctx, course) : []}
        servicePhone={ctx.service.settings.servicePhone}
      />
    ),
  })
}

async function downloadCall(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const call = (await listAppointments(ctx, course)).find(
    ({ id }) => id === request.params.appointmentId,
  )
  if (!call || call.cancelledAt !== null) throw notFound()
  return download(calendarFile(call, ctx.now), 'text/calendar; charset=utf-8', 'call.ics')
}
