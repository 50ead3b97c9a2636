import { sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { type Activity, activitySchema, inMinutes, type SeenTime } from './time.ts'

/** A page tells every 30 seconds; a browser that slept tells late. More is not one ping's work. */
const mostSeconds = 120

/**
 * Adds seconds of work that a page has seen. Never more than have passed since the last ping, so
 * that a repeated request or a second window adds nothing.
 */
export async function pingTime(
  ctx: Context,
  course: VisibleCourse,
  activity: Activity,
  seconds: number,
): Promise<void> {
  const last = await lastPingAt(ctx, course)
  const passed = last === null ? mostSeconds : Math.round((ctx.now.getTime() - last) / 1000)
  const counted = Math.min(Math.round(seconds), passed, mostSeconds)
  if (!(counted >= 1)) return
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .insertInto('time_ping')
      .values({
        service_id: ctx.service.id,
        account_id: actingStaffId(ctx),
        course_id: course.id,
        activity,
        at: ctx.now,
        seconds: counted,
      })
      .onConflict((conflict) =>
        conflict.columns(['service_id', 'account_id', 'course_id', 'at']).doNothing(),
      )
      .execute()
    ctx.audit('time.seen', course.id, {
      patientId: course.patientId,
      detail: { activity, seconds: counted },
    })
  })
}

async function lastPingAt(ctx: Context, course: VisibleCourse): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('time_ping')
    .select('at')
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', actingStaffId(ctx))
    .where('course_id', '=', course.id)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at.getTime() ?? null
}

interface UnloggedRow {
  activity: string
  seconds: number
}

/** What was seen of whoever asks, and is in no time entry yet; the longest activity first. */
export async function unloggedSeconds(ctx: Context, course: VisibleCourse): Promise<SeenTime[]> {
  const rows = await ctx.rows(sql<UnloggedRow>`
    select activity, sum(seconds)::integer as seconds from time_ping
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and account_id = ${actingStaffId(ctx)} and logged_in is null
    group by activity`)
  return inMinutes(new Map(rows.map((row) => [activitySchema.parse(row.activity), row.seconds])))
}
