import { sql } from 'kysely'
import { z } from 'zod'
import { ownMeasureWord } from '#content/measure-types.ts'
import type { Context } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'
import { askedForProblem, type OwnMeasureState, ownMeasureIn } from './own-measure.ts'

/** What one person is asked each week beside what the programme asks of everybody. */
export interface AskedWeekly {
  readonly own: OwnMeasureState | null
  readonly forms: readonly WeeklyForm[]
}

export interface WeeklyForm {
  readonly instrumentId: string
  readonly since: number
}

const moment = z.number().transform((milliseconds) => Math.round(milliseconds))
const problemsSchema = z.array(z.object({ code: z.string(), recordedAt: moment }))
const requestsSchema = z.array(
  z.object({ instrumentId: z.string(), since: moment, until: moment.nullable() }),
)

/** What was recorded and asked for, the same at whatever time it is asked. */
export interface AskedRecord {
  readonly problems: z.infer<typeof problemsSchema>
  readonly requests: z.infer<typeof requestsSchema>
}

/**
 * For each of these courses, which whoever asks has found: the problems recorded, and what their
 * therapist asks for each week.
 */
export async function askedRecordsIn(
  ctx: Context,
  courseIds: readonly string[],
): Promise<ReadonlyMap<string, AskedRecord>> {
  const ids = `{${courseIds.join(',')}}`
  const rows = await ctx.rows(sql<{ course_id: string; problems: unknown; requests: unknown }>`
    select c.id as course_id, (
        select jsonb_agg(jsonb_build_object('code', a.problem_descriptor,
          'recordedAt', ${milliseconds(sql`a.recorded_at`)}) order by a.decided_on, a.id)
        from assessment a where a.service_id = c.service_id and a.patient_id = c.patient_id
          and a.referral_id = c.referral_id and a.problem_descriptor is not null) as problems, (
        select jsonb_agg(jsonb_build_object('instrumentId', q.instrument_id,
          'since', ${milliseconds(sql`q.at`)}, 'until', ${milliseconds(sql`q.until`)})
          order by q.at, q.id)
        from measure_request q where q.service_id = c.service_id and q.course_id = c.id
          and q.rhythm = 'weekly' and q.withdrawn_at is null) as requests
    from course c where c.service_id = ${ctx.service.id} and c.id = any(${ids}::uuid[])`)
  return new Map(
    rows.map(({ course_id, problems, requests }) => [
      course_id,
      {
        problems: problemsSchema.parse(problems ?? []),
        requests: requestsSchema.parse(requests ?? []),
      },
    ]),
  )
}

/** What a person on this programme is asked each week, by what has been recorded until now. */
export function askedWeekly(
  ctx: Context,
  programmeId: string,
  { problems, requests }: AskedRecord,
): AskedWeekly {
  const now = ctx.now.getTime()
  const own = ownMeasureIn(
    ctx,
    problems.filter(({ recordedAt }) => recordedAt <= now),
  )
  const points = ctx.content.programmes.get(programmeId)?.measures.points ?? []
  const isOwnWeekly = points.some(
    ({ when, instruments }) => when.kind === 'weekly' && instruments.includes(ownMeasureWord),
  )
  const asked = isOwnWeekly ? askedForProblem(own, 'weekly') : null
  const theirs = own && asked !== null ? [{ instrumentId: asked, since: own.since }] : []
  const holding = requests.filter(
    ({ since, until }) => since <= now && (until === null || until > now),
  )
  return {
    own,
    forms: [...theirs, ...holding.map(({ instrumentId, since }) => ({ instrumentId, since }))],
  }
}
