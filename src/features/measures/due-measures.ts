import { sql } from 'kysely'
import { z } from 'zod'
import { type MeasuresDue, measuresDue } from '#clinical/measures-due.ts'
import { pausesOf, programmeOf, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

// Measures open two days before a planned review (content model, section 12).
const windowDays = 2

interface ScheduleRow {
  last_contact_at: Date | null
  responses: unknown
}

const responsesSchema = z.array(z.object({ instrumentId: z.string(), submittedAt: z.number() }))

/** Which questionnaires this person is asked now, and when the next ones open. */
export async function dueMeasures(ctx: Context, course: VisibleCourse): Promise<MeasuresDue> {
  if (!course.startedAt || course.state === 'ended') return { due: [], opensNextAt: null }
  const [row] = await ctx.rows(sql<ScheduleRow>`
    select
      (select max(at) from review where service_id = ${ctx.service.id}
        and course_id = ${course.id}) as last_contact_at,
      (select coalesce(jsonb_agg(jsonb_build_object('instrumentId', instrument_id,
          'submittedAt', floor(extract(epoch from submitted_at) * 1000))), '[]')
        from instrument_response where service_id = ${ctx.service.id}
          and course_id = ${course.id}) as responses`)
  return measuresDue({
    now: ctx.now.getTime(),
    courseStart: course.startedAt.getTime(),
    nextReviewAt: course.nextReviewAt?.getTime() ?? null,
    lastContactAt: row?.last_contact_at?.getTime() ?? null,
    weekly: programmeOf(ctx, course).measures.weekly,
    responses: responsesSchema.parse(row?.responses ?? []),
    pausedRanges: course.state === 'paused' ? await pausesOf(ctx, course) : [],
    windowDays,
    timeZone: ctx.service.timeZone,
  })
}
