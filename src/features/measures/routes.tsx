import type { DueMeasure } from '#clinical/measure-points.ts'
import { showPage } from '#features/frame/index.ts'
import { instrumentOf } from '#features/instruments/index.ts'
import { dueMeasures, formAddress } from '#features/measure-schedule/index.ts'
import { programmeOf, requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { nearDay } from '#ui/time.tsx'
import { type FillIn, fillIn, resumeStep, takenBack } from './fill-in.ts'
import { fillingRoutes } from './filling-routes.tsx'
import { formMinutes } from './form-minutes.ts'
import { isByThePerson, type MeasureResponse } from './measure-types.ts'
import { OverviewPage } from './overview-page.tsx'
import { responsesOf } from './repository.ts'
import { summaryOf } from './score-words.ts'
import { SentPage } from './sent-page.tsx'

export const measuresRoutes: readonly Route[] = [
  get('/measures', 'treatment.own', showOverview),
  get('/measures/sent', 'treatment.own', showSent),
  ...fillingRoutes,
]

async function showOverview(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { due, later, setAside, opensNextAt } = await dueMeasures(ctx, course)
  const filling = await fillIn(ctx, course)
  const formOf = (instrumentId: string) => {
    const instrument = instrumentOf(ctx.content, instrumentId)
    return { instrument, address: formAddress(ctx, course, instrument) }
  }
  const forms = due.map((measure: DueMeasure) => ({
    ...formOf(measure.instrumentId),
    due: measure,
    isStarted: filling.drafts.has(measure.instrumentId),
  }))
  return showPage(ctx, request, {
    title: 'Short forms',
    body: (
      <OverviewPage
        forms={forms}
        takenBack={(await takenBack(ctx, course)).map((one) => ({
          ...one,
          address: formAddress(ctx, course, one.instrument),
        }))}
        aside={setAside.map((aside) => ({ ...formOf(aside.instrumentId), aside }))}
        later={later.map(({ instrumentId }) => instrumentOf(ctx.content, instrumentId))}
        startAt={startAt(ctx, course, filling)}
        minutes={formMinutes(forms.map(({ instrument }) => instrument))}
        opensNextAt={opensNextAt === null ? null : new Date(opensNextAt)}
        therapistName={course.therapistName}
        nextReviewAt={aheadOf(ctx, course)}
        protocol={ctx.content.protocols.safety}
      />
    ),
  })
}

/** The first question that is open; where all is answered and not sent, the form to send from. */
function startAt(ctx: Context, course: VisibleCourse, filling: FillIn): string {
  const step = resumeStep(filling)
  const instrument = step?.instrument ?? filling.instruments[0]
  if (!instrument) return '/measures'
  return `${formAddress(ctx, course, instrument)}${step?.part === 'more' ? '/more' : ''}`
}

async function showSent(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const responses = await responsesOf(ctx, course)
  const last = responses.findLast(({ mode }) => isByThePerson(mode))
  if (!last) return redirect('/measures')
  const set = responses.filter((one) => one.submittedAt.getTime() === last.submittedAt.getTime())
  await auditView(ctx, 'measure.viewed', null, course.patientId)
  return showPage(ctx, request, {
    title: 'Sent',
    body: (
      <SentPage
        summaries={set.flatMap(
          ({ instrumentId }) => summaryOf(instrumentOf(ctx.content, instrumentId), responses) ?? [],
        )}
        since={sinceWords(ctx, responses, last)}
        therapistName={course.therapistName}
        nextReviewAt={aheadOf(ctx, course)}
        weeklyRatings={weeklyRatings(ctx, course)}
      />
    ),
  })
}

/** A review that is late is not promised again for a day that has passed. */
function aheadOf(ctx: Context, course: VisibleCourse): Date | null {
  return course.nextReviewAt && course.nextReviewAt > ctx.now ? course.nextReviewAt : null
}

function sinceWords(
  ctx: Context,
  responses: readonly MeasureResponse[],
  last: MeasureResponse,
): string {
  const before = responses.findLast(({ submittedAt }) => submittedAt < last.submittedAt)
  if (!before) return ''
  const days = (last.submittedAt.getTime() - before.submittedAt.getTime()) / 86_400_000
  if (days > 4 && days < 10) return 'last week'
  return nearDay(before.submittedAt, ctx.now, ctx.service.timeZone)
}

function weeklyRatings(ctx: Context, course: VisibleCourse) {
  const worksheet = ctx.content.worksheets.get(programmeOf(ctx, course).weeklyRatings ?? '')
  return worksheet ? { href: `/entries/new/${worksheet.id}`, title: worksheet.title } : null
}
