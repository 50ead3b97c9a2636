import {
  addComment,
  entryHistory,
  findEntry,
  flagsFor,
  listComments,
} from '#features/entries/index.ts'
import { showPage } from '#features/frame/index.ts'
import { findCourseToRead, findOwnCourse, type VisibleCourse } from '#features/treatment/index.ts'
import { type UnsavedComment, worksheetOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { ownPath, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { auditView } from '#platform/transact.ts'
import { StaffEntryPage } from './entry-page.tsx'

const longestComment = 4000

/** What staff see of an entry, and what the therapist says beside it. */
export const entryRoutes: readonly Route[] = [
  get('/people/:courseId/entries/:entryId', 'record.read', async (ctx, request) => {
    const course = await findCourseToRead(ctx, request.params.courseId)
    return showStaffEntry(ctx, request, course, null)
  }),
  post('/people/:courseId/entries/:entryId/comments', 'record.act', async (ctx, request) => {
    const course = await findOwnCourse(ctx, request.params.courseId)
    const entry = await findEntry(ctx, course, request.params.entryId)
    const body = request.form.trimmed('body')
    const sendKey = request.form.requiredActKey()
    if (body === '') return showStaffEntry(ctx, request, course, 'Write the comment first.')
    if (body.length > longestComment) {
      return showStaffEntry(ctx, request, course, `Use ${longestComment} characters or fewer.`)
    }
    await addComment(ctx, course, {
      entryId: entry.id,
      fieldId: request.form.text('field_id') || null,
      body,
      sendKey,
    })
    const back = ownPath(request.form.text('back'))
    return redirect(back ?? `/people/${course.id}/entries/${entry.id}`)
  }),
]

async function showStaffEntry(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  error: string | null,
): Promise<Response> {
  const entry = await findEntry(ctx, course, request.params.entryId)
  const comments = await listComments(ctx, course, [entry.id])
  const history = await entryHistory(ctx, course, entry.id)
  const worksheet = worksheetOf(ctx, entry.worksheetId)
  const flags = (await flagsFor(ctx, course)).flatMap((raised) =>
    raised.worksheet.id === worksheet.id ? [raised.flag] : [],
  )
  await auditView(ctx, 'entry.viewed', entry.id, course.patientId)
  return showPage(ctx, request, {
    title: 'Entry',
    status: error ? 422 : 200,
    body: (
      <StaffEntryPage
        course={course}
        entry={entry}
        worksheet={worksheet}
        comments={comments}
        history={history}
        flags={flags}
        newKey={newId}
        error={error}
        unsaved={error ? unsavedIn(request) : null}
      />
    ),
  })
}

function unsavedIn(request: PageRequest): UnsavedComment {
  return { fieldId: request.form.text('field_id') || null, body: request.form.text('body') }
}
