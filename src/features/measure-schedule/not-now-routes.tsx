import type { Instrument } from '#clinical/instrument.ts'
import type { DueMeasure } from '#clinical/measure-points.ts'
import { showPage } from '#features/frame/index.ts'
import { requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'
import { declineMeasure, resumeMeasure, skipMeasure } from './decline-measure.ts'
import { type DueMeasures, dueMeasures } from './due-measures.ts'
import { formAddress, formAt } from './form-address.ts'
import { NotNowPage, type NotNowWay } from './not-now-page.tsx'
import { type PutAside, postponeMeasure } from './postpone-measure.ts'

export const notNowRoutes: readonly Route[] = [
  get('/measures/:formKey/not-now', 'treatment.own', showNotNow),
  post('/measures/:formKey/not-now', 'treatment.own', putAside),
  post('/measures/:formKey/again', 'treatment.own', takeUpAgain),
]

type Act = (ctx: Context, course: VisibleCourse, input: PutAside) => Promise<unknown>
const acts: Readonly<Record<NotNowWay, Act>> = {
  postponed: postponeMeasure,
  skipped: skipMeasure,
  declined: declineMeasure,
}

async function showNotNow(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const instrument = formAt(ctx, course, request)
  const measures = await dueMeasures(ctx, course)
  const asked = askedOf(measures, instrument)
  if (!asked) return redirect('/measures')
  return page(ctx, request, course, { instrument, asked, measures })
}

async function putAside(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const instrument = formAt(ctx, course, request)
  const measures = await dueMeasures(ctx, course)
  const asked = askedOf(measures, instrument)
  // Answered meanwhile, or put aside already from another tab.
  if (!asked) return redirect('/measures')
  const way = wayOf(request.form.text('way'))
  if (way === null) return page(ctx, request, course, { instrument, asked, measures })
  const { patientReasons } = ctx.content.protocols.measures
  const reason = patientReasons.find(({ id }) => id === request.form.text('reason'))
  await acts[way](ctx, course, {
    instrumentId: instrument.id,
    reason: reason?.label ?? null,
    note: null,
    sendKey: actKey(request),
  })
  return redirect('/measures')
}

async function takeUpAgain(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { id: instrumentId } = formAt(ctx, course, request)
  await resumeMeasure(ctx, course, { instrumentId, sendKey: actKey(request) })
  return redirect('/measures')
}

/** The act's own key: the same press twice is one decision, another choice is another. */
export function actKey(request: PageRequest): string {
  const key = request.form.actKey()
  if (key === null) throw badRequest()
  return key
}

function askedOf({ due, later }: DueMeasures, instrument: Instrument): DueMeasure | null {
  return [...due, ...later].find(({ instrumentId }) => instrumentId === instrument.id) ?? null
}

function askedAgain({ isAskedAgain, kind }: DueMeasure) {
  if (!isAskedAgain) return null
  return kind === 'requested' ? 'by_therapist' : 'before_end'
}

function wayOf(text: string): NotNowWay | null {
  return text === 'postponed' || text === 'skipped' || text === 'declined' ? text : null
}

function page(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  shown: { instrument: Instrument; asked: DueMeasure; measures: DueMeasures },
): Response {
  const isReturned = request.method === 'POST'
  const { instrument, asked, measures } = shown
  const { points, isEnding } = measures
  const asking = points.filter(({ instruments }) => instruments.includes(instrument.id))
  const isAskedBeforeEnd =
    course.endedAt === null && !isEnding && asking.some(({ asksAgain }) => asksAgain)
  const isWeekly = asking.some(({ when }) => when.kind === 'weekly')
  const key = request.form.text('send_key')
  return showPage(ctx, request, {
    title: 'Not now',
    status: isReturned ? 422 : 200,
    body: (
      <NotNowPage
        instrument={instrument}
        address={formAddress(ctx, course, instrument)}
        therapistName={course.therapistName}
        isWeekly={course.endedAt === null && isWeekly}
        showsChange={isWeekly}
        askedAgain={askedAgain(asked)}
        isAskedBeforeEnd={isAskedBeforeEnd}
        reasons={ctx.content.protocols.measures.patientReasons}
        way={request.form.text('way')}
        reason={request.form.text('reason')}
        isWayMissing={isReturned}
        sendKey={isId(key) ? key : newId()}
      />
    ),
  })
}
