import { sql } from 'kysely'
import { z } from 'zod'
import type { PausedRange } from '#clinical/active-days.ts'
import type { Context } from '#platform/context.ts'
import type { VisibleCourse } from './find-course.ts'

// Made once: making a schema costs more than using it.
const detailSchema = z.record(z.string(), z.unknown())
const pauseSchema = z.object({ until: z.string().optional() })

export interface HistoryLine {
  readonly what: string
  readonly moduleId: string | null
  readonly at: Date
  readonly byName: string
  readonly reason: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

interface HistoryRow {
  what: string
  module_id: string | null
  at: Date
  by_name: string | null
  reason: string | null
  detail: unknown
}

/** Everything that happened to a course and its modules, newest first. */
export async function courseHistory(ctx: Context, course: VisibleCourse): Promise<HistoryLine[]> {
  const rows = await ctx.rows(sql<HistoryRow>`
    select happened.*, a.display_name as by_name from (
      select 'course.' || kind as what, null as module_id, at, by, reason, detail from course_event
        where service_id = ${ctx.service.id} and course_id = ${course.id}
      union all
      select 'module.' || kind, module_id, at, by, reason, '{}'::jsonb from module_event
        where service_id = ${ctx.service.id} and course_id = ${course.id}
    ) happened
    left join account a on a.service_id = ${ctx.service.id} and a.id = happened.by
    order by at desc, what`)
  return rows.map((row) => ({
    what: row.what,
    moduleId: row.module_id,
    at: row.at,
    byName: row.by_name ?? 'Handrail',
    reason: row.reason,
    detail: detailSchema.parse(row.detail),
  }))
}

/** When the course stood still; a pause that still runs has no end. */
export async function pausesOf(ctx: Context, course: VisibleCourse): Promise<PausedRange[]> {
  const rows = await ctx.db
    .selectFrom('course_event')
    .select(['kind', 'at'])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('kind', 'in', ['paused', 'resumed'])
    .orderBy('at')
    .execute()
  const ranges: { from: number; to: number | null }[] = []
  for (const row of rows) {
    const open = ranges.at(-1)
    if (row.kind === 'paused') ranges.push({ from: row.at.getTime(), to: null })
    else if (open && open.to === null) open.to = row.at.getTime()
  }
  return ranges
}

/** Until when the present pause was agreed, and why; null when the course is not paused. */
export async function currentPause(
  ctx: Context,
  course: VisibleCourse,
): Promise<{ since: Date; until: string | null; reason: string | null } | null> {
  if (course.state !== 'paused') return null
  const row = await ctx.db
    .selectFrom('course_event')
    .select(['at', 'reason', 'detail'])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('kind', '=', 'paused')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { until } = pauseSchema.parse(row.detail)
  return { since: row.at, until: until ?? null, reason: row.reason }
}
