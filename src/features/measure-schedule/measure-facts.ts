import { sql } from 'kysely'
import { z } from 'zod'
import type { PausedRange } from '#clinical/active-days.ts'
import { isWeekday } from '#clinical/calendar.ts'
import type { MeasureHistory, MeasurePoint } from '#clinical/measure-points.ts'
import type { RecordedProblem } from '#clinical/own-measure.ts'
import { programmeOf, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'

// Made once: making a schema costs more than using it.
const moment = z.number().transform((milliseconds) => Math.round(milliseconds))
const factsSchema = z.object({
  lastContactAt: moment.nullable(),
  nextSessionAt: moment.nullable(),
  assessedAt: moment.nullable(),
  endedAs: z.string().nullable(),
  modules: z.array(
    z.object({ moduleId: z.string(), on: z.enum(['released', 'finished']), at: moment }),
  ),
  responses: z.array(z.object({ instrumentId: z.string(), submittedAt: moment })),
  decisions: z.array(
    z.object({
      instrumentId: z.string(),
      kind: z.enum(['postponed', 'skipped', 'declined', 'resumed']),
      at: moment,
      until: moment.nullable(),
    }),
  ),
  requests: z.array(
    z.object({
      instrumentId: z.string(),
      rhythm: z.enum(['once', 'weekly']),
      at: moment,
      until: moment.nullable(),
    }),
  ),
  problems: z.array(z.object({ code: z.string(), recordedAt: moment })),
  pauses: z.array(z.object({ kind: z.enum(['paused', 'resumed']), at: moment })),
})

export interface MeasureFacts {
  readonly history: Omit<MeasureHistory, 'askedSince'>
  /** In the order that decides on outcomes: the last one counts. */
  readonly problems: readonly RecordedProblem[]
  /** The reason for which treatment ended; null while it goes on. */
  readonly endedAs: string | null
}

/**
 * What decides on a person's forms, in one round trip. Of responses and decisions only the last of
 * each form is read, so that a year of weekly forms costs no more than a month.
 */
export async function measureFacts(
  ctx: Context,
  course: VisibleCourse & { readonly startedAt: Date },
  instrumentIds: readonly string[],
): Promise<MeasureFacts> {
  const { points } = programmeOf(ctx, course).measures
  const lastModule = lastModuleOf(ctx, course)
  const [row] = await ctx.rows(sql<{ facts: unknown }>`
    select jsonb_build_object(
      'lastContactAt', (select ${milliseconds(sql`max(at)`)} from review where ${own(ctx, course)}
        and at <= ${ctx.now}),
      'nextSessionAt', (select ${milliseconds(sql`min(starts_at)`)} from appointment
        where ${own(ctx, course)} and cancelled_at is null and starts_at > ${ctx.now}),
      'assessedAt', (select ${milliseconds(assessedAt(course.startedAt))} from assessment
        where ${ofReferral(ctx, course)} and decision = 'offer_programme'),
      'problems', (select coalesce(jsonb_agg(jsonb_build_object('code', problem_descriptor,
          'recordedAt', ${milliseconds(sql`recorded_at`)}) order by decided_on, id), '[]')
        from assessment where ${ofReferral(ctx, course)} and problem_descriptor is not null
          and recorded_at <= ${ctx.now}),
      'endedAs', (select detail->>'reasonCode' from course_event
        where ${own(ctx, course)} and kind = 'ended' order by at desc limit 1),
      'modules', ${modulesJson(ctx, course, [...namedIn(points), ...lastModule])},
      'responses', ${responsesJson(ctx, course, instrumentIds)},
      'decisions', ${decisionsJson(ctx, course)},
      'requests', ${requestsJson(ctx, course)},
      'pauses', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'at',
          ${milliseconds(sql`at`)}) order by at, id), '[]') from course_event
        where ${own(ctx, course)} and kind in ('paused', 'resumed'))) as facts`)
  const { pauses, endedAs, problems, ...facts } = factsSchema.parse(row?.facts)
  const history: MeasureFacts['history'] = {
    ...facts,
    now: ctx.now.getTime(),
    courseStart: course.startedAt.getTime(),
    courseEnd: course.endedAt?.getTime() ?? null,
    endingSince: firstOf(facts.modules.filter(({ moduleId }) => lastModule.includes(moduleId))),
    rhythm: rhythmOf(course),
    nextReviewAt: course.nextReviewAt?.getTime() ?? null,
    pausedRanges: pausedRanges(pauses),
  }
  return { history, problems, endedAs: course.endedAt ? endedAs : null }
}

type Sql = ReturnType<typeof sql>

function own(ctx: Context, course: VisibleCourse): Sql {
  return sql`service_id = ${ctx.service.id} and course_id = ${course.id}`
}

function ofReferral(ctx: Context, course: VisibleCourse): Sql {
  return sql`service_id = ${ctx.service.id} and patient_id = ${course.patientId}
    and referral_id = ${course.referralId}`
}

/** The assessment that treatment came of: what is decided in its course is not another one. */
function assessedAt(startedAt: Date): Sql {
  return sql`coalesce(max(recorded_at) filter (where recorded_at <= ${startedAt}),
    min(recorded_at))`
}

function namedIn(points: readonly MeasurePoint[]): string[] {
  return points.flatMap(({ when }) => (when.kind === 'at_module' ? [when.moduleId] : []))
}

/** The last module of the person's own track: with it the ending comes near. */
function lastModuleOf(ctx: Context, course: VisibleCourse): string[] {
  const { tracks, core } = programmeOf(ctx, course)
  return (tracks.get(course.track)?.modules ?? core).slice(-1)
}

function firstOf(moments: readonly { readonly at: number }[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments.map(({ at }) => at))
}

/** When the modules that the schedule names were first opened or finished. */
function modulesJson(ctx: Context, course: VisibleCourse, named: readonly string[]): Sql {
  if (named.length === 0) return sql`'[]'::jsonb`
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('moduleId', module_id, 'on', on_,
      'at', at)), '[]') from (
    select module_id, case when kind = 'submitted' then 'finished' else 'released' end as on_,
      ${milliseconds(sql`min(at)`)} as at
    from module_event where ${own(ctx, course)} and module_id = any(${[...named]}::text[])
      and kind in ('released', 'accepted', 'submitted') group by 1, 2) moment)`
}

/**
 * The last response of each form, of the schedule or asked for beside it, found form by form in the
 * index: not one row more is read.
 */
function responsesJson(ctx: Context, course: VisibleCourse, ids: readonly string[]): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('instrumentId', known.id,
      'submittedAt', ${milliseconds(sql`last.submitted_at`)})), '[]')
    from (select unnest(${[...ids]}::text[]) union select instrument_id from measure_request
      where ${own(ctx, course)} and withdrawn_at is null) as known(id) cross join lateral (
      select submitted_at from instrument_response
      where ${own(ctx, course)} and instrument_id = known.id and submitted_at <= ${ctx.now}
      order by submitted_at desc limit 1) last)`
}

function decisionsJson(ctx: Context, course: VisibleCourse): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('instrumentId', instrument_id,
      'kind', kind, 'at', ${milliseconds(sql`at`)}, 'until', ${milliseconds(sql`until`)})
      order by at, id), '[]') from (
    select distinct on (instrument_id, kind) * from measure_decision
    where ${own(ctx, course)} and at <= ${ctx.now}
    order by instrument_id, kind, at desc, id desc) latest)`
}

function requestsJson(ctx: Context, course: VisibleCourse): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('instrumentId', instrument_id,
      'rhythm', rhythm, 'at', ${milliseconds(sql`at`)},
      'until', ${milliseconds(sql`until`)})), '[]') from (
    select distinct on (instrument_id) * from measure_request
    where ${own(ctx, course)} and withdrawn_at is null and at <= ${ctx.now}
    order by instrument_id, at desc) latest)`
}

function rhythmOf({ reviewWeekday, reviewTime }: VisibleCourse): MeasureHistory['rhythm'] {
  if (reviewWeekday === null || !isWeekday(reviewWeekday) || reviewTime === null) return null
  return { weekday: reviewWeekday, by: reviewTime.slice(0, 5) }
}

function pausedRanges(events: readonly { kind: 'paused' | 'resumed'; at: number }[]) {
  const ranges: { from: number; to: number | null }[] = []
  for (const { kind, at } of events) {
    const open = ranges.at(-1)
    if (kind === 'paused') ranges.push({ from: at, to: null })
    else if (open?.to === null) open.to = at
  }
  return ranges satisfies PausedRange[]
}
