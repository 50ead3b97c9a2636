import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { insertCourseEvent } from './repository.ts'

export interface Caseload {
  /** People whose course is made and not begun. */
  readonly notStarted: number
  readonly inTreatment: number
  /** People whose treatment has ended, and who may still write or be asked for a follow-up. */
  readonly ended: number
}

/** Who would be left with nobody if this therapist went. */
export async function caseloadOf(ctx: Context, therapistId: string): Promise<Caseload> {
  const days = ctx.service.settings.writesAfterEndingDays
  const [row] = await ctx.rows(sql<Caseload>`
    select count(*) filter (where state = 'preparing') as "notStarted",
      count(*) filter (where state in ('active', 'paused')) as "inTreatment",
      count(*) filter (where ended_at > ${ctx.now}::timestamptz - make_interval(days => ${days}))
        as ended
    from course where service_id = ${ctx.service.id} and therapist_id = ${therapistId}`)
  return row ?? { notStarted: 0, inTreatment: 0, ended: 0 }
}

/** How many people that are. */
export function peopleOf({ notStarted, inTreatment, ended }: Caseload): number {
  return notStarted + inTreatment + ended
}

/**
 * Gives everybody to another therapist, also those whose treatment has ended, because they were
 * told who reads what they write; what was promised to them stands.
 */
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
