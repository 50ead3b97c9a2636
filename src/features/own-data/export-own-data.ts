import type { Values } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { ownValue } from '#content/worksheet-values.ts'
import { saidOfThemselves } from '#features/characteristics/index.ts'
import { listComments, listEntries } from '#features/entries/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/** Everything that a person wrote and said of themselves, as data with its labels. */
export async function exportOwnData(ctx: Context, course: VisibleCourse): Promise<string> {
  const entries = await listEntries(ctx, course, { withArchived: true, limit: 100_000 })
  const comments = await listComments(ctx, course)
  return `${JSON.stringify(
    {
      writtenBy: course.patientName,
      exportedAt: ctx.now.toISOString(),
      aboutMe: await saidOfThemselves(ctx),
      entries: entries.map((entry) => ({
        id: entry.id,
        worksheet: ctx.content.worksheets.get(entry.worksheetId)?.title ?? entry.worksheetId,
        worksheetId: entry.worksheetId,
        worksheetVersion: entry.worksheetVersion,
        state: entry.status,
        about: entry.aboutAt?.toISOString() ?? null,
        firstSaved: entry.createdAt.toISOString(),
        lastSaved: entry.updatedAt.toISOString(),
        answers: answersOf(ctx, entry.worksheetId, entry.values),
        values: entry.values,
        comments: comments
          .filter(({ entryId }) => entryId === entry.id)
          .map(({ authorName, body, at }) => ({
            by: authorName,
            at: at.toISOString(),
            said: body,
          })),
      })),
    },
    null,
    2,
  )}\n`
}

function answersOf(
  ctx: Context,
  worksheetId: string,
  values: Values,
): { question: string; answer: string }[] {
  const stages = ctx.content.worksheets.get(worksheetId)?.stages ?? []
  return stages
    .flatMap(({ fields }) => fields)
    .flatMap((field) => {
      const answer = displayValue(field, ownValue(values, field.id))
      return answer === '' ? [] : [{ question: field.label, answer }]
    })
}
