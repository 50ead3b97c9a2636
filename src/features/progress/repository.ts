import { sql } from 'kysely'
import { z } from 'zod'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

const moment = z.string().transform((text) => new Date(text))

const recordSchema = z.object({
  responses: z.array(
    z.object({ instrumentId: z.string(), at: moment, total: z.number().nullable() }),
  ),
  calls: z.array(moment),
  opened: z.array(z.object({ moduleId: z.string(), at: moment })),
  series: z.array(z.object({ series: z.string(), at: moment, value: z.number() })),
  goals: z.array(
    z.object({
      goal: z.string(),
      points: z.array(z.object({ at: moment, value: z.number() })),
    }),
  ),
  diary: z.array(z.object({ kind: z.string(), mean: z.number(), count: z.number() })),
})

/** What a person's own graphs are drawn from. */
export type ProgressRecord = z.infer<typeof recordSchema>

export interface ProgressQuestion {
  /** The names of the series that are rated again and again. */
  readonly ratings: readonly string[]
  readonly goal: { worksheetId: string; field: string; series: string }
  readonly diary: { worksheetId: string; kindField: string; series: string } | null
}

/** Everything in one round trip: the page is opened on a phone, and often. */
export async function progressRecord(
  ctx: Context,
  course: VisibleCourse,
  question: ProgressQuestion,
): Promise<ProgressRecord> {
  const [row] = await ctx.rows(sql<{ record: unknown }>`
    select jsonb_build_object(
      'responses', ${responsesJson(ctx, course)},
      'calls', ${callsJson(ctx, course)},
      'opened', ${openedJson(ctx, course)},
      'series', ${seriesJson(ctx, course, question.ratings)},
      'goals', ${goalsJson(ctx, course, question.goal)},
      'diary', ${diaryJson(ctx, course, question.diary)}) as record`)
  return recordSchema.parse(row?.record)
}

function responsesJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object(
        'instrumentId', instrument_id, 'at', submitted_at, 'total', total)
      order by submitted_at), '[]')
    from instrument_response
    where service_id = ${ctx.service.id} and course_id = ${course.id})`
}

/** Calls in which they spoke. */
function callsJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(happened_at order by happened_at), '[]') from contact
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and outcome in ('attended', 'late_seen'))`
}

function openedJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('moduleId', module_id, 'at', at)
      order by at), '[]')
    from module_event
    where service_id = ${ctx.service.id} and course_id = ${course.id} and kind = 'released')`
}

function seriesJson(ctx: Context, course: VisibleCourse, names: readonly string[]) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('series', series, 'at', at,
      'value', value)
      order by at), '[]')
    from series_point
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and series = any(${[...names]}::text[]))`
}

function goalsJson(ctx: Context, course: VisibleCourse, goal: ProgressQuestion['goal']) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object(
      'goal', e.content->>${goal.field}::text, 'points', rated.points)
      order by e.created_at), '[]')
    from entry e
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'value', s.value)
          order by s.at), '[]') as points
        from series_point s
        where s.service_id = e.service_id and s.course_id = e.course_id
          and s.series = ${goal.series} and s.entry_id = e.id) rated
    where e.service_id = ${ctx.service.id} and e.course_id = ${course.id}
      and e.worksheet_id = ${goal.worksheetId} and e.status <> 'archived'
      and coalesce(e.content->>${goal.field}::text, '') <> '')`
}

function diaryJson(ctx: Context, course: VisibleCourse, diary: ProgressQuestion['diary']) {
  if (!diary) return sql`'[]'::jsonb`
  return sql`(select coalesce(jsonb_agg(jsonb_build_object(
      'kind', kind, 'mean', mean, 'count', number) order by number desc, kind), '[]')
    from (
      select e.content->>${diary.kindField}::text as kind, avg(s.value) as mean, count(*) as number
      from entry e
        join series_point s on s.service_id = e.service_id and s.course_id = e.course_id
          and s.series = ${diary.series} and s.entry_id = e.id
      where e.service_id = ${ctx.service.id} and e.course_id = ${course.id}
        and e.worksheet_id = ${diary.worksheetId} and e.status <> 'archived'
        and jsonb_typeof(e.content->${diary.kindField}::text) = 'string'
      group by 1) by_kind)`
}
