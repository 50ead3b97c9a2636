import { type RawBuilder, sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { isId } from '#platform/ids.ts'
import { type Activity, activities, activitySchema } from './time.ts'

export interface TimeEntry {
  readonly id: string
  readonly accountId: string
  readonly byName: string
  readonly activity: Activity
  /** The local day, YYYY-MM-DD. */
  readonly workedOn: string
  readonly measuredSeconds: number
  readonly minutes: number
  readonly changedReason: string | null
  readonly correctsId: string | null
  /** The entry that counts in its place; null when this one counts. */
  readonly correctedBy: string | null
  readonly at: Date
}

/** The professional time of a course. */
export interface LoggedTime {
  /** Minutes that count, by activity; activities without any are left out. */
  readonly minutes: readonly { readonly activity: Activity; readonly minutes: number }[]
  /** How many entries there are, those that were corrected among them. */
  readonly count: number
  /** The latest of them first. */
  readonly entries: readonly TimeEntry[]
}

/** All that was logged is counted; of the entries all are read, or only so many of the latest. */
export async function loggedTime(
  ctx: Context,
  course: VisibleCourse,
  latest: number | null = null,
): Promise<LoggedTime> {
  const [sums, entries] = await Promise.all([
    ctx.rows(sql<{ activity: string; minutes: number; count: number }>`
      select activity, count(*)::int as count,
        coalesce(sum(minutes) filter (where id not in (select corrects_id from time_entry
          where ${own(ctx, course)} and corrects_id is not null)), 0)::int as minutes
      from time_entry where ${own(ctx, course)} group by activity`),
    entriesWhere(ctx, sql`${own(ctx, course)} order by at desc, id desc limit ${latest}`),
  ])
  const minutesOf = new Map(sums.map(({ activity, minutes }) => [activity, minutes]))
  return {
    minutes: activities
      .map((activity) => ({ activity, minutes: minutesOf.get(activity) ?? 0 }))
      .filter(({ minutes }) => minutes > 0),
    count: sums.reduce((sum, { count }) => sum + count, 0),
    entries,
  }
}

/** One entry of a course; null when it has none of this id. */
export async function findTimeEntry(
  ctx: Context,
  course: VisibleCourse,
  entryId: string,
): Promise<TimeEntry | null> {
  if (!isId(entryId)) return null
  const [entry] = await entriesWhere(ctx, sql`${own(ctx, course)} and id = ${entryId}`)
  return entry ?? null
}

function own(ctx: Context, course: VisibleCourse): RawBuilder<unknown> {
  return sql`service_id = ${ctx.service.id} and course_id = ${course.id}`
}

interface TimeEntryRow {
  id: string
  account_id: string
  by_name: string
  activity: string
  worked_on: string
  measured_seconds: number
  minutes: number
  changed_reason: string | null
  corrects_id: string | null
  corrected_by: string | null
  at: Date
}

async function entriesWhere(ctx: Context, which: RawBuilder<unknown>): Promise<TimeEntry[]> {
  // First which, then what is said of them: of a long course some are asked for.
  const rows = await ctx.rows(sql<TimeEntryRow>`
    with asked as materialized (select * from time_entry where ${which})
    select t.id, t.account_id, a.display_name as by_name, t.activity, t.worked_on,
      t.measured_seconds, t.minutes, t.changed_reason, t.corrects_id, t.at,
      (select c.id from time_entry c
        where c.service_id = t.service_id and c.corrects_id = t.id) as corrected_by
    from asked t
      join account a on a.service_id = t.service_id and a.id = t.account_id
    order by t.at desc, t.id desc`)
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    byName: row.by_name,
    activity: activitySchema.parse(row.activity),
    workedOn: row.worked_on,
    measuredSeconds: row.measured_seconds,
    minutes: row.minutes,
    changedReason: row.changed_reason,
    correctsId: row.corrects_id,
    correctedBy: row.corrected_by,
    at: row.at,
  }))
}
