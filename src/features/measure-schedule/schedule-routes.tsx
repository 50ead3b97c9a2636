import { localDate } from '#clinical/calendar.ts'
import type { MeasurePoint } from '#clinical/measure-points.ts'
import { showPage } from '#features/frame/index.ts'
import { instrumentOf, usableInstrument } from '#features/instruments/index.ts'
import {
  asOwnCourse,
  findCourseToRead,
  findOwnCourse,
  programmeOf,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { auditView } from '#platform/transact.ts'
import { declineMeasure, resumeMeasure, skipMeasure } from './decline-measure.ts'
import { type DueMeasures, dueMeasures } from './due-measures.ts'
import { parseDecision, parseRequest } from './forms-form.ts'
import { actKey } from './not-now-routes.tsx'
import { type DecisionLine, decisionsOf, requestsOf } from './repository.ts'
import { requestMeasure, withdrawRequest } from './request-measure.ts'
import type { FormsFormProps, OfferedForm } from './schedule-forms.tsx'
import { SchedulePage } from './schedule-page.tsx'

export const scheduleRoutes: readonly Route[] = [
  get('/people/:courseId/measures', 'record.read', showSchedule),
  post('/people/:courseId/measures/requests', 'record.act', ask),
  post('/people/:courseId/measures/withdrawals', 'record.act', stopAsking),
  post('/people/:courseId/measures/decisions', 'record.act', leaveOut),
  post('/people/:courseId/measures/resumptions', 'record.act', askAgain),
]

/** How far back the page lists; the record holds all. */
const mostLines = 50

async function showSchedule(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  return page(ctx, request, course, null)
}

async function ask(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const offered = new Set(offeredForms(ctx, await dueMeasures(ctx, course)).map(({ id }) => id))
  const today = localDate(ctx.now.getTime(), ctx.service.timeZone)
  const parsed = parseRequest(request.form, ctx.content.protocols.measures, { offered, today })
  if (!parsed.ok) return returned(ctx, request, course, 'request', parsed.faults)
  await requestMeasure(ctx, course, { ...parsed.input, sendKey: actKey(request) })
  return redirect(`/people/${course.id}/measures`)
}

async function stopAsking(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { id } = instrumentOf(ctx.content, request.form.text('form'))
  await withdrawRequest(ctx, course, id)
  return redirect(`/people/${course.id}/measures`)
}

async function leaveOut(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const scheduled = new Set(scheduledIds(await dueMeasures(ctx, course)))
  const parsed = parseDecision(request.form, ctx.content.protocols.measures, scheduled)
  if (!parsed.ok) return returned(ctx, request, course, 'leave', parsed.faults)
  const { way, ...input } = parsed.input
  const act = way === 'skipped' ? skipMeasure : declineMeasure
  await act(ctx, course, { ...input, sendKey: actKey(request) })
  return redirect(`/people/${course.id}/measures`)
}

async function askAgain(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { id: instrumentId } = instrumentOf(ctx.content, request.form.text('form'))
  await resumeMeasure(ctx, course, { instrumentId, sendKey: actKey(request) })
  return redirect(`/people/${course.id}/measures`)
}

function returned(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  form: 'request' | 'leave',
  faults: Readonly<Record<string, string>>,
): Promise<Response> {
  return page(ctx, request, course, { form, typed: request.form, faults })
}

async function page(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  typed: FormsFormProps['returned'],
): Promise<Response> {
  const [measures, decisions, requests] = await Promise.all([
    dueMeasures(ctx, course),
    decisionsOf(ctx, course, mostLines),
    requestsOf(ctx, course, mostLines),
  ])
  await auditView(ctx, 'measure.schedule-viewed', course.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Forms',
    status: typed ? 422 : 200,
    body: (
      <SchedulePage
        courseId={course.id}
        patientId={course.patientId}
        patientName={course.patientName}
        mayAct={asOwnCourse(course) !== null}
        mayRequest={course.state === 'active' || course.state === 'paused'}
        isPaused={course.state === 'paused'}
        measures={measures}
        decisions={decisions}
        requests={requests}
        whyNotAsked={(id) => whyNotAsked(ctx, id)}
        points={measures.points}
        protocol={ctx.content.protocols.measures}
        nameOf={(id) => ctx.content.instruments.get(id)?.shortName ?? id}
        titleOf={(id) => programmeOf(ctx, course).modules.get(id)?.title ?? id}
        offered={offeredForms(ctx, measures).map((form) => ({
          ...form,
          remark: remarkOn(form.id, decisions),
        }))}
        scheduled={scheduledIds(measures)}
        isEnding={measures.isEnding}
        safetyForms={scheduledIds(measures).filter(
          (id) => (ctx.content.instruments.get(id)?.safetyItems.length ?? 0) > 0,
        )}
        sendKey={newId()}
        returned={typed}
      />
    ),
  })
}

/**
 * Every form of the library that can be asked here: first the measure of their own problem, then
 * those of the programme, the ones meant for a request before the others.
 */
function offeredForms(ctx: Context, { own, points }: DueMeasures): Omit<OfferedForm, 'remark'>[] {
  const isForRequest = ({ when }: MeasurePoint) => when.kind === 'on_request'
  const named = [...points.filter(isForRequest), ...points.filter((one) => !isForRequest(one))]
  const byName = [...ctx.content.instruments.values()].sort((a, b) =>
    a.shortName.localeCompare(b.shortName, 'en'),
  )
  const grouped = [
    ...(own ? [{ id: own.instrumentId, group: 'The measure of their own problem' }] : []),
    ...named.flatMap(({ instruments }) =>
      instruments.map((id) => ({ id, group: 'The programme' })),
    ),
    ...byName.map(({ id }) => ({ id, group: 'Others' })),
  ]
  const first = new Map(grouped.toReversed().map((form) => [form.id, form]))
  return grouped.filter((form) => first.get(form.id) === form && whyNotAsked(ctx, form.id) === null)
}

function whyNotAsked(ctx: Context, instrumentId: string): string | null {
  const found = usableInstrument(ctx, instrumentId)
  return 'usable' in found ? null : found.missing
}

function scheduledIds({ due, later, coming }: DueMeasures): string[] {
  return [...new Set([...due, ...later, ...coming].map(({ instrumentId }) => instrumentId))]
}

/** A request is a new question: whoever puts it should know that the last one was answered no. */
function remarkOn(instrumentId: string, decisions: readonly DecisionLine[]): string | null {
  const latest = decisions.find((line) => line.instrumentId === instrumentId)
  return latest?.kind === 'declined' ? 'they said they would rather not' : null
}
