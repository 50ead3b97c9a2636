import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { insertCourseEvent } from './repository.ts'

/** How many people a therapist has who have not ended; for the page that hands them over. */
export async function openCoursesOf(ctx: Context, therapistId: string): Promise<number> {
  const [row] = await ctx.rows(sql<{ count: number }>`
    select count(*) as count from course
    where service_id = ${ctx.service.id} and therapist_id = ${therapistId} and state <> 'ended'`)
  return row?.count ?? 0
}

/** Gives everybody who has not ended to another therapist; what was promised to them stands. */
export async function handOverCaseload(
  ctx: Context,
  input: { fromId: string; toId: string; reason: string },
): Promise<number> {
  return transact(ctx, async (ctx) => {
    const courses = await ctx.tx
      .updateTable('course')
      .set({ therapist_id: input.toId })
      .where('service_id', '=', ctx.service.id)
      .where('therapist_id', '=', input.fromId)
      .where('state', '<>', 'ended')
      .returning(['id', 'patient_id'])
      .execute()
    for (const course of courses) {
      await insertCourseEvent(ctx, course.id, {
        kind: 'therapist_changed',
        reason: input.reason,
        detail: { from: input.fromId, to: input.toId },
      })
      ctx.audit('course.handed-over', course.id, { patientId: course.patient_id })
    }
    ctx.audit('caseload.handed-over', input.fromId, { detail: { count: courses.length } })
    return courses.length
  })
}
