import { sql } from 'kysely'
import { localDate } from '#clinical/calendar.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { errorFields } from '#platform/log.ts'
import { transact } from '#platform/transact.ts'
import { insertCourseEvent } from './repository.ts'

interface EndedPause {
  id: string
  patient_id: string
  next_review_at: Date
  until: string
}

/**
 * The clock of pauses: the day after the last one, treatment goes on by itself, so that nobody is
 * lost because nobody pressed a button. The review that was due at the end of the pause stays due.
 * Run as the system, as often as one likes and by several at once.
 */
export async function resumeEndedPauses(ctx: Context): Promise<{ resumed: number }> {
  let resumed = 0
  for (const { id } of await endedPauses(ctx, sql``)) {
    try {
      if (await transact(ctx, (ctx) => resume(ctx, id))) resumed += 1
    } catch (error) {
      // One course's trouble must not keep the others waiting; the next round tries again.
      ctx.log.error('a pause could not be ended', { step: id, ...errorFields(error) })
    }
  }
  return { resumed }
}

/** Read again under the lock: another round, or the therapist, may have been quicker. */
async function resume(ctx: WriteContext, courseId: string): Promise<boolean> {
  const [course] = await endedPauses(ctx, sql`and c.id = ${courseId} for update of c`)
  if (!course) {
    ctx.audit('course-pause.read', courseId)
    return false
  }
  await ctx.tx
    .updateTable('course')
    .set({ state: 'active' })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', courseId)
    .execute()
  await insertCourseEvent(ctx, courseId, {
    kind: 'resumed',
    detail: { at: course.next_review_at.toISOString(), until: course.until },
  })
  ctx.audit('course.resumed', courseId, {
    patientId: course.patient_id,
    detail: { until: course.until },
  })
  return true
}

/** A pause of which nobody wrote down the end lasts until the day of the next review. */
async function endedPauses(ctx: Context, which: ReturnType<typeof sql>): Promise<EndedPause[]> {
  const { timeZone } = ctx.service
  const today = localDate(ctx.now.getTime(), timeZone)
  return ctx.rows(sql<EndedPause>`
    select c.id, c.patient_id, c.next_review_at, pause.until
    from course c cross join lateral (
      select coalesce((select e.detail->>'until' from course_event e
          where e.service_id = c.service_id and e.course_id = c.id and e.kind = 'paused'
          order by e.at desc, e.id desc limit 1),
        (c.next_review_at at time zone ${timeZone})::date::text) as until) pause
    where c.service_id = ${ctx.service.id} and c.state = 'paused' and pause.until < ${today}
    ${which}`)
}
