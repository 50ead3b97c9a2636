import { showPage } from '#features/frame/index.ts'
import { listThread, Thread } from '#features/messages/index.ts'
import { findCourseToRead, programmeOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { MessageActions } from './person-parts.tsx'

/** Everything that was written to and by a person, newest last. */
export async function showMessages(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  const thread = await listThread(ctx, course)
  await auditView(ctx, 'record.viewed', course.id, course.patientId)
  const { modules } = programmeOf(ctx, course)
  const mayAct = course.access.has('therapist')
  return showPage(ctx, request, {
    title: 'Messages',
    body: (
      <div className="hr-reading">
        <a className="nhsuk-back-link" href={`/people/${course.id}`}>
          The record
        </a>
        <h1 className="nhsuk-heading-l">
          <span className="nhsuk-caption-l">
            <bdi>{course.patientName}</bdi>
          </span>
          All messages
        </h1>
        <Thread
          messages={thread}
          headingLevel={2}
          showLast={thread.length}
          moduleTitle={(id) => modules.get(id)?.title ?? null}
          empty={<p>Nobody has written yet.</p>}
          actions={(message) => (
            <MessageActions {...{ ctx, mayAct, message }} courseId={course.id} />
          )}
        />
      </div>
    ),
  })
}
