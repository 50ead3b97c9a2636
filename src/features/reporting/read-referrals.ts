import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Instant, plainDate, startOfDay } from '#clinical/calendar.ts'
import type { ReferralRecord } from '#clinical/referral-outcome.ts'
import type { Context } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'

/** One referral with everything that its outcome rests on. It never leaves this feature. */
export interface StoredReferral {
  readonly referralId: string
  /** The course that ended last, or the one that is open. */
  readonly courseId: string
  readonly record: ReferralRecord
}

interface ReferralRow {
  referralId: string
  courseId: string
  receivedOn: string
  endedAt: Date | null
  problem: string | null
  scores: unknown
  calls: unknown
  reviews: unknown
  activity: unknown
}

// Made once: making a schema costs more than using it.
const answers = z.record(z.string(), z.union([z.number(), z.literal('not_applicable')]))
const scoreSchema = z.tuple([
  z.string(),
  z.string(),
  z.number().nullable(),
  z.number(),
  answers.nullable(),
])
const scoresSchema = z.array(scoreSchema)
const activitySchema = z.array(z.number())
const callsSchema = z.array(z.tuple([z.string(), z.string(), z.number()]))
const reviewsSchema = z.array(z.tuple([z.string(), z.number().nullable(), z.number()]))

/** What of referrals is read in one go; of one person's, some is known already or read apart. */
interface Parts {
  /** Where what the person did is looked for. */
  readonly activity: readonly ActivitySource[]
  /** The course whose forms are known already. */
  readonly withoutFormsOf: string | null
}

/**
 * The referrals of these courses, raw: what counts and what does not is decided in clinical/. The
 * fragment `courses` gives referral_id, course_id and ended_at.
 */
export async function readReferrals(
  ctx: Context,
  courses: RawBuilder<unknown>,
  parts: Parts = everything,
): Promise<StoredReferral[]> {
  const rows = await ctx.rows(sql<ReferralRow>`
    select e.referral_id as "referralId", e.course_id as "courseId", e.ended_at as "endedAt",
      r.received_on as "receivedOn", ${problemOf} as problem, ${scoresOf(ctx, parts)} as scores,
      ${callsOf} as calls, ${reviewsOf} as reviews, ${activityOf(parts)} as activity
    from (${courses}) e
      join referral r on r.service_id = ${ctx.service.id} and r.id = e.referral_id`)
  return rows.map((row) => toReferral(ctx, row))
}

/** When the person did something under one referral, in one of the places where it is written. */
export async function activityIn(
  ctx: Context,
  referralId: string,
  source: 'messages' | 'entries',
): Promise<readonly Instant[]> {
  const [row] = await ctx.rows(sql<{ activity: unknown }>`
    select ${activityOf({ activity: [source], withoutFormsOf: null })} as activity
    from referral r where r.service_id = ${ctx.service.id} and r.id = ${referralId}`)
  return activitySchema.parse(row?.activity ?? [])
}

function instrumentsOfOutcomes(ctx: Context): string[] {
  const { rules, problemMeasures } = ctx.content.outcomes
  const always = rules.flatMap((one) => [
    one.depressionMeasure,
    one.anxietyMeasure,
    one.functioning.measure,
  ])
  return [...new Set([...always, ...problemMeasures.map(({ measure }) => measure)])]
}

// Moments are numbers of milliseconds, as clinical/ has them.
const instant = (column: string) => milliseconds(sql.raw(column))

// Of the descriptors that were recorded, the one decided on last (M203: latest date, highest id).
const problemOf = sql`(
  select a.problem_descriptor from assessment a
  where a.service_id = r.service_id and a.patient_id = r.patient_id and a.referral_id = r.id
    and a.problem_descriptor is not null
  order by a.decided_on desc, a.id desc limit 1)`

const itsCourses = sql`select c.id, c.programme_id, c.patient_id from course c
  where c.service_id = r.service_id and c.referral_id = r.id`

function scoresOf(ctx: Context, { withoutFormsOf }: Parts) {
  const functioning = ctx.content.outcomes.rules.map((rules) => rules.functioning.measure)
  return sql`(
    select coalesce(json_agg(json_build_array(i.id, i.instrument_id, i.total,
      ${instant('i.submitted_at')},
      case when i.instrument_id = any(${functioning}::text[]) then i.answers end)), '[]')
    from (${itsCourses}) c join instrument_response i
      on i.service_id = r.service_id and i.course_id = c.id ${butOf(withoutFormsOf)}
    where i.instrument_id = any(${instrumentsOfOutcomes(ctx)}::text[]))`
}

const callsOf = sql`(
  select coalesce(json_agg(json_build_array(t.purpose, t.outcome, ${instant('t.happened_at')})),
    '[]')
  from (${itsCourses}) c join contact t on t.service_id = r.service_id and t.course_id = c.id)`

const reviewsOf = sql`(
  select coalesce(json_agg(json_build_array(c.programme_id, ${instant('v.covers_from')},
    ${instant('v.at')})), '[]')
  from (${itsCourses}) c join review v on v.service_id = r.service_id and v.course_id = c.id
  where v.how = 'written')`

/** How a form was answered where the person did it themselves. */
export const ownModes = ['online', 'link'] as const

/** What the person did themselves, by where it is written. */
const done = {
  forms: ({ withoutFormsOf }: Parts) => sql`select i.submitted_at as at
    from (${itsCourses}) c join instrument_response i on i.service_id = r.service_id
      and i.course_id = c.id ${butOf(withoutFormsOf)} and i.mode in (${sql.join(ownModes)})`,
  messages: () => sql`select m.sent_at as at from (${itsCourses}) c join message m
    on m.service_id = r.service_id and m.course_id = c.id and m.from_patient`,
  entries: () => sql`select s.saved_at as at from (${itsCourses}) c
    join patient p on p.service_id = r.service_id and p.id = c.patient_id
    join entry e on e.service_id = r.service_id and e.course_id = c.id
    join entry_version s on s.service_id = r.service_id and s.entry_id = e.id
      and s.saved_by = p.account_id`,
  modules:
    () => sql`select d.at from (${itsCourses}) c join module_event d on d.service_id = r.service_id
    and d.course_id = c.id and d.kind in ('started', 'submitted')`,
  pages: () => sql`select unnest(array[g.first_at, g.last_at]) as at from (${itsCourses}) c
    join page_visit g on g.service_id = r.service_id and g.course_id = c.id`,
}

type ActivitySource = keyof typeof done

function butOf(courseId: string | null): RawBuilder<unknown> {
  return courseId === null ? sql`` : sql`and i.course_id <> ${courseId}`
}

const everything: Parts = {
  activity: Object.keys(done) as ActivitySource[],
  withoutFormsOf: null,
}

// As JSON: hundreds of moments of a long course are read ten times as fast as from PostgreSQL's own
// way of writing.
function activityOf(parts: Parts) {
  const each = sql.join(
    parts.activity.map((source) => done[source](parts)),
    sql` union all `,
  )
  return sql`(select coalesce(json_agg(distinct ${instant('done.at')}), '[]') from (${each}) done)`
}

function toReferral(ctx: Context, row: ReferralRow): StoredReferral {
  const receivedAt: Instant = startOfDay(plainDate(row.receivedOn), ctx.service.timeZone)
  return {
    referralId: row.referralId,
    courseId: row.courseId,
    record: {
      receivedAt,
      endedAt: row.endedAt?.getTime() ?? null,
      problem: row.problem,
      scores: scoresSchema.parse(row.scores).map(([id, instrumentId, total, at, answers]) => ({
        id,
        instrumentId,
        total,
        at,
        ...(answers ? { answers } : {}),
      })),
      contacts: {
        calls: callsSchema
          .parse(row.calls)
          .map(([purpose, outcome, at]) => ({ purpose, outcome, at })),
        reviews: reviewsSchema
          .parse(row.reviews)
          .map(([programmeId, coversFrom, at]) => ({ programmeId, coversFrom, at })),
        activity: activitySchema.parse(row.activity),
      },
    },
  }
}
