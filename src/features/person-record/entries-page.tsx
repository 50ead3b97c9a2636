import { listComments, listEntries } from '#features/entries/index.ts'
import { showPage } from '#features/frame/index.ts'
import { findCourseToRead } from '#features/treatment/index.ts'
import { EntryView } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'

/** Everything a person wrote, by worksheet, newest first. */
export async function showEntries(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  const entries = await listEntries(ctx, course)
  const comments = await listComments(ctx, course)
  await auditView(ctx, 'record.viewed', course.id, course.patientId)
  const groups = Map.groupBy(entries, ({ worksheetId }) => worksheetId)
  return showPage(ctx, request, {
    title: 'Entries',
    body: (
      <div className="hr-reading">
        <a className="nhsuk-back-link" href={`/people/${course.id}`}>
          The record
        </a>
        <h1 className="nhsuk-heading-l">
          <span className="nhsuk-caption-l">
            <bdi>{course.patientName}</bdi>
          </span>
          Everything they wrote
        </h1>
        {entries.length === 0 && <p>Nothing yet.</p>}
        {[...groups].map(([id, written]) => {
          const worksheet = ctx.content.worksheets.get(id)
          return (
            worksheet && (
              <details className="hr-part" key={id}>
                <summary>
                  <h2 className="nhsuk-heading-s">
                    {worksheet.title} ({written.length})
                  </h2>
                </summary>
                {written.map((entry) => (
                  <EntryView
                    key={entry.id}
                    entry={entry}
                    worksheet={worksheet}
                    headingLevel={3}
                    comments={comments.filter(({ entryId }) => entryId === entry.id)}
                  />
                ))}
              </details>
            )
          )
        })}
      </div>
    ),
  })
}
