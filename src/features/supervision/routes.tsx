import { readPeople } from '#features/caseload/index.ts'
import { showPage } from '#features/frame/index.ts'
import { lookAtRecord, readRecord } from '#features/review/index.ts'
import { findCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { SupervisionRecordPage } from './record-page.tsx'
import { commentsOn, requireSupervisor, sendComment } from './repository.ts'
import { SupervisionPage } from './supervision-page.tsx'

const longestComment = 10_000

export const supervisionRoutes: readonly Route[] = [
  get('/supervision', 'supervision.read', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Supervision',
      width: 'wide',
      body: <SupervisionPage ctx={ctx} people={await readPeople(ctx, 'supervised')} />,
    }),
  ),
  get('/supervision/:courseId', 'supervision.read', async (ctx, request) =>
    showRecord(ctx, request, await supervised(ctx, request), null),
  ),
  post('/supervision/:courseId/comments', 'supervision.comment', comment),
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
  if (fault) return showRecord(ctx, request, course, { body, sendKey, fault })
  await sendComment(ctx, course, { body, sendKey: request.form.actKey() ?? sendKey })
  return redirect(`/supervision/${course.id}`)
}

async function showRecord(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  returned: { body: string; sendKey: string; fault: string } | null,
): Promise<Response> {
  const record = await readRecord(ctx, course)
  const comments = await commentsOn(ctx, course)
  await lookAtRecord(ctx, course)
  return showPage(ctx, request, {
    title: 'Record',
    width: 'wide',
    status: returned ? 422 : 200,
    body: (
      <SupervisionRecordPage ctx={ctx} record={record} comments={comments} returned={returned} />
    ),
  })
}
