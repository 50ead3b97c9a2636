import { sql } from 'kysely'
import { fieldAt } from '#content/field-rules.ts'
import { sendNotice } from '#features/notices/index.ts'
import type { OwnCourse, VisibleCourse } from '#features/treatment/index.ts'
import { type EntryComment, worksheetOf } from '#features/worksheets/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { transact } from '#platform/transact.ts'
import { findEntry } from './repository.ts'

/** Comments on entries of a course, oldest first; of one entry when it is named. */
export async function listComments(
  ctx: Context,
  course: VisibleCourse,
  entryIds?: readonly string[],
): Promise<EntryComment[]> {
  return ctx.rows(sql<EntryComment>`
    select c.id, c.entry_id as "entryId", c.field_id as "fieldId",
      c.entry_version as "entryVersion", c.author_id as "authorId",
      a.display_name as "authorName", c.body, c.at, r.read_at as "readAt"
    from entry e
      join entry_comment c on c.service_id = e.service_id and c.entry_id = e.id
      join account a on a.service_id = c.service_id and a.id = c.author_id
      left join entry_comment_receipt r on r.service_id = c.service_id and r.comment_id = c.id
        and r.reader_id = ${course.patientAccountId}
    where e.service_id = ${ctx.service.id} and e.course_id = ${course.id}
      and (${entryIds ?? null}::uuid[] is null or e.id = any(${entryIds ?? null}::uuid[]))
    order by c.at, c.id`)
}

export interface NewComment {
  readonly entryId: string
  readonly fieldId: string | null
  readonly body: string
  readonly sendKey: string
}

/**
 * Puts the therapist's words beside an entry, or beside one of its fields. Sent twice, it is one.
 */
export async function addComment(
  ctx: Context,
  course: OwnCourse,
  input: NewComment,
): Promise<void> {
  const entry = await findEntry(ctx, course, input.entryId)
  const worksheet = worksheetOf(ctx, entry.worksheetId)
  const fieldId = input.fieldId && fieldAt(worksheet, input.fieldId) ? input.fieldId : null
  const { actor } = ctx
  invariant(actor.kind === 'staff', 'a member of staff comments')
  await transact(ctx, async (ctx) => {
    const id = newId()
    await ctx.tx
      .insertInto('entry_comment')
      .values({
        service_id: ctx.service.id,
        id,
        entry_id: entry.id,
        field_id: fieldId,
        entry_version: entry.version,
        author_id: actor.id,
        body: input.body,
        at: ctx.now,
        send_key: input.sendKey,
      })
      .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
      .execute()
    ctx.audit('entry.commented', entry.id, { patientId: course.patientId })
    await tellOfComments(ctx, course)
  })
}

/** A review leaves several comments: they are one piece of news in an hour. */
async function tellOfComments(ctx: WriteContext, course: OwnCourse): Promise<void> {
  if (course.patientAccountId === null) return
  await sendNotice(ctx, {
    kind: 'new_message',
    to: { accountId: course.patientAccountId },
    dedupeKey: `comments ${course.id} ${ctx.now.toISOString().slice(0, 13)}`,
  })
}

/** The person has opened an entry with these beside it. */
export async function markCommentsRead(
  ctx: Context,
  course: VisibleCourse,
  comments: readonly EntryComment[],
): Promise<void> {
  const { actor } = ctx
  const fresh = comments.filter(({ readAt }) => readAt === null)
  if (fresh.length === 0 || actor.kind !== 'patient') return
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .insertInto('entry_comment_receipt')
      .values(
        fresh.map(({ id }) => ({
          service_id: ctx.service.id,
          comment_id: id,
          reader_id: actor.id,
          read_at: ctx.now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    ctx.audit('entry.comments-read', course.id, { patientId: course.patientId })
  })
}
