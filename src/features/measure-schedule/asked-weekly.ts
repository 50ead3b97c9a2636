import { sql } from 'kysely'
import { z } from 'zod'
import { ownMeasureWord } from '#content/measure-types.ts'
import type { Context } from '#platform/context.ts'
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
const requestsSchema = z.array(z.object({ instrumentId: z.string(), since: moment }))

interface AskedRow {
  course_id: string
  programme_id: string
  problems: unknown
  requests: unknown
}

/**
 * For each of these courses, which whoever asks has found: the measure of the person's own problem,
 * and what their therapist asks for each week.
 */
export async function askedWeeklyIn(
  ctx: Context,
  courseIds: readonly string[],
): Promise<ReadonlyMap<string, AskedWeekly>> {
  const ids = `{${courseIds.join(',')}}`
  const rows = await ctx.rows(sql<AskedRow>`
    select c.id as course_id, c.programme_id, (
        select jsonb_agg(jsonb_build_object('code', a.problem_descriptor,
          'recordedAt', extract(epoch from a.recorded_at) * 1000) order by a.decided_on, a.id)
        from assessment a where a.service_id = c.service_id and a.patient_id = c.patient_id
          and a.referral_id = c.referral_id and a.problem_descriptor is not null
          and a.recorded_at <= ${ctx.now}) as problems, (
        select jsonb_agg(jsonb_build_object('instrumentId', q.instrument_id,
          'since', extract(epoch from q.at) * 1000) order by q.at, q.id)
        from measure_request q where q.service_id = c.service_id and q.course_id = c.id
          and q.rhythm = 'weekly' and q.withdrawn_at is null and q.at <= ${ctx.now}
          and coalesce(q.until > ${ctx.now}, true)) as requests
    from course c where c.service_id = ${ctx.service.id} and c.id = any(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.course_id, askedWeekly(ctx, row)]))
}

function askedWeekly(ctx: Context, row: AskedRow): AskedWeekly {
  const own = ownMeasureIn(ctx, problemsSchema.parse(row.problems ?? []))
  const points = ctx.content.programmes.get(row.programme_id)?.measures.points ?? []
  const isOwnWeekly = points.some(
    ({ when, instruments }) => when.kind === 'weekly' && instruments.includes(ownMeasureWord),
  )
  const asked = isOwnWeekly ? askedForProblem(own) : null
  const theirs = own && asked !== null ? [{ instrumentId: asked, since: own.since }] : []
  return { own, forms: [...theirs, ...requestsSchema.parse(row.requests ?? [])] }
}
