import { readPeople } from '#features/caseload/index.ts'
import { showPage } from '#features/frame/index.ts'
import { agreeWithDecisions, readDecision, superviseSignals } from '#features/on-track/index.ts'
import { lookAtRecord, readRecord } from '#features/person-record/index.ts'
import { drawsWhole } from '#features/review/index.ts'
import { findCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { whileSaving } from '#platform/transact.ts'
import { signalsForSupervisor } from './decision-panel.tsx'
import { SupervisionRecordPage, type SupervisionRecordPageProps } from './record-page.tsx'
import { commentsOn, requireSupervisor, sendComment } from './repository.ts'
import { scoreWallRoutes } from './score-wall-routes.tsx'
import { SupervisionPage } from './supervision-page.tsx'

const longestComment = 10_000

type Returned = Pick<SupervisionRecordPageProps, 'returned' | 'decision'>

export const supervisionRoutes: readonly Route[] = [
  get('/supervision', 'supervision.read', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Supervision',
      width: 'wide',
      body: <SupervisionPage ctx={ctx} people={await readPeople(ctx, 'supervised')} />,
    }),
  ),
  // Before one person's address, which would take "scores" for an id.
  ...scoreWallRoutes,
  get('/supervision/:courseId', 'supervision.read', async (ctx, request) =>
    showRecord(ctx, request, await supervised(ctx, request), {}),
  ),
  post('/supervision/:courseId/comments', 'supervision.comment', comment),
  post('/supervision/:courseId/signal-decisions', 'supervision.comment', decide),
]

async function supervised(ctx: Context, request: PageRequest): Promise<VisibleCourse> {
  const course = await findCourse(ctx, request.params.courseId)
  requireSupervisor(course)
  return course
}

async function comment(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await supervised(ctx, request)
  const body = request.form.trimmed('comment')
  const sent = request.form.text('send_key')
  const sendKey = isId(sent) ? sent : newId()
  const fault =
    body === ''
      ? 'Write your comment first'
      : body.length > longestComment
        ? `Use ${longestComment} characters or fewer`
        : null
  if (fault) return showRecord(ctx, request, course, { returned: { body, sendKey, fault } })
  await sendComment(ctx, course, { body, sendKey: request.form.actKey() ?? sendKey })
  return redirect(`/supervision/${course.id}`)
}

/** Agrees with what the therapist decided about the scores, or decides otherwise. */
async function decide(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await supervised(ctx, request)
  const { form } = request
  const sent = form.text('send_key')
  const sendKey = form.actKey() ?? newId()
  const signals = signalsForSupervisor(await readRecord(ctx, course))
  if (form.text('do') === 'agree') {
    const shown = new Set(form.all('decision'))
    const agreed = signals.filter(({ decision }) => decision !== null && shown.has(decision.id))
    await agreeWithDecisions(ctx, course, { signals: agreed, note: null, sendKey })
    return redirect(`/supervision/${course.id}`)
  }
  const faults: Record<string, string> = {}
  // Nothing left to decide: it was sent twice, or decided in another window.
  if (signals.length === 0) return redirect(`/supervision/${course.id}`)
  const decision = readDecision(form, signals, { faults, mustDecide: true })
  if (!decision || Object.keys(faults).length > 0) {
    const returned = { typed: form, faults, sendKey: isId(sent) ? sent : newId() }
    return showRecord(ctx, request, course, { decision: returned })
  }
  await superviseSignals(ctx, course, { ...decision, sendKey })
  return redirect(`/supervision/${course.id}`)
}

async function showRecord(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  { returned = null, decision = null }: Partial<Returned>,
): Promise<Response> {
  const record = await readRecord(ctx, course)
  const comments = await commentsOn(ctx, course)
  return whileSaving(lookAtRecord(ctx, course), () =>
    showPage(ctx, request, {
      title: 'Record',
      width: 'wide',
      status: returned || decision ? 422 : 200,
      body: (
        <SupervisionRecordPage
          ctx={ctx}
          record={record}
          comments={comments}
          returned={returned}
          decision={decision}
          drawsWhole={drawsWhole(request)}
        />
      ),
    }),
  )
}
