import { sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'

export interface SupervisionComment {
  readonly id: string
  readonly authorName: string
  readonly body: string
  readonly at: Date
  readonly readAt: Date | null
}

/** What supervisors said to the therapist about this person, the latest first. */
export async function commentsOn(
  ctx: Context,
  course: VisibleCourse,
): Promise<SupervisionComment[]> {
  requireSupervisor(course)
  return ctx.rows(sql<SupervisionComment>`
    select s.id, a.display_name as "authorName", s.body, s.at, s.read_at as "readAt"
    from supervision_comment s join account a on a.service_id = s.service_id and a.id = s.author_id
    where s.service_id = ${ctx.service.id} and s.course_id = ${course.id}
    order by s.at desc, s.id`)
}

/** Tells the therapist alone what the supervisor thinks. Sent twice with one key, it is one. */
export async function sendComment(
  ctx: Context,
  course: VisibleCourse,
  comment: { body: string; sendKey: string },
): Promise<void> {
  requireSupervisor(course)
  const { actor } = ctx
  invariant(actor.kind === 'staff', 'a supervisor is a member of staff')
  await transact(ctx, async (ctx) => {
    const id = newId()
    await ctx.tx
      .insertInto('supervision_comment')
      .values({
        service_id: ctx.service.id,
        id,
        course_id: course.id,
        author_id: actor.id,
        therapist_id: course.therapistId,
        body: comment.body,
        at: ctx.now,
        send_key: comment.sendKey,
      })
      .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
      .execute()
    ctx.audit('supervision-comment.sent', id, { patientId: course.patientId })
  })
}

/** Only for the supervisor of the course's therapist: for anybody else there is nothing here. */
export function requireSupervisor(course: VisibleCourse): void {
  if (!course.access.has('supervisor')) throw notFound()
}
