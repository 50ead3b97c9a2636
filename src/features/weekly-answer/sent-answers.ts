import { sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { isId } from '#platform/ids.ts'

/** Waits for any other sending with this key, and says whether it was sent. */
export async function wasSent(
  ctx: WriteContext,
  course: VisibleCourse,
  sendKey: string,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sendKey}, 0))`.execute(ctx.tx)
  return isSent(ctx, course, sendKey)
}

export async function isSent(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<boolean> {
  if (!isId(sendKey)) return false
  const [row] = await ctx.rows(sql<{ sent: boolean }>`
    select exists (select from message where service_id = ${ctx.service.id}
        and course_id = ${course.id} and send_key = ${sendKey})
      or exists (select from contact where service_id = ${ctx.service.id}
        and course_id = ${course.id} and send_key = ${sendKey}) as sent`)
  return row?.sent ?? false
}

/** The words that were sent with this key; null when none were. */
export async function wordsSentAs(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('message')
    .select('body')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('send_key', '=', sendKey)
    .executeTakeFirst()
  return row?.body ?? null
}
