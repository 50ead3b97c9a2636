import {
  answerToIsland,
  type EntryPost,
  isNothing,
  PrintPage,
  readEntryPost,
  saveEntry,
} from '#features/entries/index.ts'
import { showPage } from '#features/frame/index.ts'
import { findCourse, requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import { safetyPlanSheet, worksheetOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { json, ownPath, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { auditView } from '#platform/transact.ts'
import { safetyPlanOf } from './safety-plan.ts'
import { SafetyPlanPage, WriteTogetherPage } from './safety-plan-page.tsx'

/** The safety plan: the person's own page of it, and where staff write it with them. */
export const safetyPlanRoutes: readonly Route[] = [
  get('/plan', 'treatment.own', async (ctx, request) => {
    const plan = await safetyPlanOf(ctx, await requireMyCourse(ctx))
    return showPage(ctx, request, { title: 'My plan', body: <SafetyPlanPage plan={plan} /> })
  }),
  get('/plan/print', 'treatment.own', async (ctx, request) => {
    const { worksheet, entry } = await safetyPlanOf(ctx, await requireMyCourse(ctx))
    const groups = entry ? [{ worksheet, entries: [entry] }] : []
    return showPage(ctx, request, {
      title: 'My plan',
      body: (
        <PrintPage
          title={worksheet.title}
          back="/plan"
          save={null}
          printedAt={ctx.now}
          groups={groups}
        />
      ),
    })
  }),
  get('/people/:courseId/plan', 'safety.act', async (ctx, request) =>
    showTogether(ctx, request, await findCourse(ctx, request.params.courseId), {
      back: ownPath(request.query.get('back') ?? ''),
      posted: null,
    }),
  ),
  post('/people/:courseId/plan', 'safety.act', saveTogether),
  post('/people/:courseId/plan/autosave', 'safety.act', async (ctx, request) => {
    const course = await findCourse(ctx, request.params.courseId)
    const posted = readPlan(ctx, request)
    const saved = await saveEntry(ctx, course, posted.save)
    const worksheet = worksheetOf(ctx, safetyPlanSheet)
    const versions = `/people/${course.id}/entries/${saved.entry.id}`
    return json(answerToIsland(ctx, worksheet, { posted, saved, versions }))
  }),
]

async function saveTogether(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourse(ctx, request.params.courseId)
  const posted = readPlan(ctx, request)
  const back = backFrom(course, request.form.text('back'))
  if (isNothing(posted)) return redirect(back)
  const saved = await saveEntry(ctx, course, posted.save)
  if (saved.outcome === 'conflict') {
    return redirect(`/people/${course.id}/entries/${saved.entry.id}`)
  }
  if (Object.keys(posted.errors).length > 0) {
    return showTogether(ctx, request, course, { back, posted })
  }
  if (!posted.added) return redirect(back)
  const place = `?back=${encodeURIComponent(back)}#entry-${posted.added}`
  return redirect(`/people/${course.id}/plan${place}`)
}

/** Whatever worksheet a form may name: here it is the plan. */
function readPlan(ctx: Context, request: PageRequest): EntryPost {
  return readEntryPost(worksheetOf(ctx, safetyPlanSheet), request.form)
}

function backFrom(course: VisibleCourse, asked: string | null): string {
  const own = asked === null ? null : ownPath(asked)
  const record = `/people/${course.id}`
  return own?.startsWith(`${record}/safety/`) ? own : record
}

async function showTogether(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  shown: { back: string | null; posted: EntryPost | null },
): Promise<Response> {
  const { entry, worksheet } = await safetyPlanOf(ctx, course)
  const href = backFrom(course, shown.back)
  const { posted } = shown
  await auditView(ctx, 'entry.viewed', entry?.id ?? course.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Safety',
    status: posted ? 422 : 200,
    body: (
      <WriteTogetherPage
        id="entry"
        worksheet={worksheet}
        entry={entry}
        stage={null}
        action={`/people/${course.id}/plan`}
        saveKey={newId()}
        therapistName={course.therapistName}
        patientName={course.patientName}
        readBy={
          `They can read and change this. So can ${course.therapistName}, their supervisor and ` +
          'whoever looks after a safety item. In an emergency others can read it.'
        }
        owner={course.id}
        // No copy of a person's plan stays in a browser of the service.
        isSharedDevice
        isPrimary
        saveWords="Save the plan"
        {...(posted ? { posted: { form: posted.form, errors: posted.errors } } : {})}
        back={href}
        backWords={href.includes('/safety/') ? 'The safety item' : 'The record'}
      />
    ),
  })
}
