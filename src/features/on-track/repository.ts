import { sql } from 'kysely'
import type { ReviewCode } from '#clinical/on-track.ts'
import type { DecisionCode, SignalDecision } from '#clinical/signal-decision.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'

/** What somebody decided about a signal, as it stands in the record. */
export interface Decision extends SignalDecision {
  readonly id: string
  readonly courseId: string
  readonly note: string | null
  readonly byId: string
  readonly byName: string
  /** The therapist's decision that a supervisor said yes to. */
  readonly agreesWith: string | null
}

interface DecisionRow {
  id: string
  course_id: string
  instrument_id: string
  code: ReviewCode
  since: Date
  decision: DecisionCode
  agrees_with: string | null
  note: string | null
  decided_by: string
  by_name: string
  decided_role: Decision['role']
  at: Date
}

/** Everything that was decided about the scores of a course, the latest first. */
export async function decisionsOf(ctx: Context, course: VisibleCourse): Promise<Decision[]> {
  return decisionsIn(ctx, [course.id])
}

/** The same for a whole list, which has asked already whose courses these are. */
export async function decisionsIn(ctx: Context, courseIds: readonly string[]): Promise<Decision[]> {
  const ids = `{${courseIds.join(',')}}`
  const rows = await ctx.rows(sql<DecisionRow>`
    select d.id, d.course_id, d.instrument_id, d.code, d.since, d.decision, d.agrees_with, d.note,
      d.decided_by, a.display_name as by_name, d.decided_role, d.at
    from signal_decision d
      join account a on a.service_id = d.service_id and a.id = d.decided_by
    where d.service_id = ${ctx.service.id} and d.course_id = any(${ids}::uuid[])
    order by d.at desc, d.id`)
  return rows.map((row) => ({
    id: row.id,
    courseId: row.course_id,
    instrumentId: row.instrument_id,
    code: row.code,
    since: row.since.getTime(),
    decision: row.decision,
    role: row.decided_role,
    at: row.at.getTime(),
    note: row.note,
    byId: row.decided_by,
    byName: row.by_name,
    agreesWith: row.agrees_with,
  }))
}

export interface NewDecision {
  readonly id: string
  readonly courseId: string
  readonly instrumentId: string
  readonly code: ReviewCode
  readonly since: number
  readonly decision: DecisionCode
  readonly agreesWith: string | null
  readonly note: string | null
  readonly byId: string
  readonly role: Decision['role']
  readonly sendKey: string
}

/** Writes decisions down; one that was written with this key before is left as it is. */
export async function insertDecisions(
  ctx: WriteContext,
  decisions: readonly NewDecision[],
): Promise<readonly string[]> {
  const rows = await ctx.tx
    .insertInto('signal_decision')
    .values(
      decisions.map((decision) => ({
        service_id: ctx.service.id,
        id: decision.id,
        course_id: decision.courseId,
        instrument_id: decision.instrumentId,
        code: decision.code,
        since: new Date(decision.since),
        decision: decision.decision,
        agrees_with: decision.agreesWith,
        note: decision.note,
        decided_by: decision.byId,
        decided_role: decision.role,
        at: ctx.now,
        send_key: decision.sendKey,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['service_id', 'send_key', 'instrument_id', 'code']).doNothing(),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
