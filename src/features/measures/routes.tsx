import type { DueMeasure } from '#clinical/measures-due.ts'
import { showPage } from '#features/frame/index.ts'
import { programmeOf, requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { nearDay } from '#ui/time.tsx'
import { dueMeasures } from './due-measures.ts'
import { fillIn } from './fill-in.ts'
import { fillingRoutes } from './filling-routes.tsx'
import { instrumentOf, type MeasureResponse } from './measure-types.ts'
import { OverviewPage } from './overview-page.tsx'
import { responsesOf } from './repository.ts'
import { summaryOf } from './score-words.ts'
import { SentPage } from './sent-page.tsx'
import { enterForm, showEnterForm } from './staff-entry.tsx'

export const measuresRoutes: readonly Route[] = [
  get('/measures', 'treatment.own', showOverview),
  get('/measures/sent', 'treatment.own', showSent),
  ...fillingRoutes,
  get('/people/:courseId/measures/new', 'record.act', showEnterForm),
  post('/people/:courseId/measures', 'record.act', enterForm),
]

// A question takes about a quarter of a minute to read and answer.
const questionsAMinute = 4

async function showOverview(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { due, opensNextAt } = await dueMeasures(ctx, course)
  const { drafts } = await fillIn(ctx, course)
  const forms = due.map((measure: DueMeasure) => ({
    due: measure,
    instrument: instrumentOf(ctx.content, measure.instrumentId),
    isStarted: drafts.has(measure.instrumentId),
  }))
  const questions = forms.reduce((sum, { instrument }) => sum + instrument.items.length, 0)
  return showPage(ctx, request, {
    title: 'Short forms',
    body: (
      <OverviewPage
        forms={forms}
        minutes={Math.max(1, Math.round(questions / questionsAMinute))}
        opensNextAt={opensNextAt === null ? null : new Date(opensNextAt)}
        therapistName={course.therapistName}
        nextReviewAt={aheadOf(ctx, course)}
        protocol={ctx.content.protocols.safety}
      />
    ),
  })
}

async function showSent(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const responses = await responsesOf(ctx, course)
  const last = responses.at(-1)
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
