import { sql } from 'kysely'
import type { MeasureDecision, MeasureRequest } from '#clinical/measure-points.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'

export type DecisionKind = MeasureDecision['kind']

/** A decision as the record tells it: who made it, and why. */
export interface DecisionLine {
  readonly instrumentId: string
  readonly kind: DecisionKind
  readonly reason: string | null
  readonly note: string | null
  readonly until: Date | null
  readonly at: Date
  readonly byName: string
  readonly isByPatient: boolean
}

export interface RequestLine {
  readonly id: string
  readonly instrumentId: string
  readonly rhythm: MeasureRequest['rhythm']
  readonly reason: string
  readonly at: Date
  readonly byName: string
  readonly withdrawnAt: Date | null
  /** From when a weekly one is not asked any more. */
  readonly until: Date | null
  readonly isOver: boolean
  /** When the form was last answered since it was asked for. */
  readonly answeredAt: Date | null
}

interface DecisionRow {
  instrument_id: string
  kind: DecisionKind
  reason: string | null
  note: string | null
  until: Date | null
  at: Date
  by_name: string
  is_staff: boolean
}

/** The last decisions of a course, newest first. */
export async function decisionsOf(
  ctx: Context,
  course: VisibleCourse,
  most: number,
): Promise<DecisionLine[]> {
  const rows = await ctx.rows(sql<DecisionRow>`
    select d.instrument_id, d.kind, d.reason, d.note, d.until, d.at, a.display_name as by_name,
      a.is_staff
    from measure_decision d join account a on a.service_id = d.service_id and a.id = d.by
    where d.service_id = ${ctx.service.id} and d.course_id = ${course.id} and d.at <= ${ctx.now}
    order by d.at desc, d.id desc limit ${most}`)
  return rows.map((row) => ({
    instrumentId: row.instrument_id,
    kind: row.kind,
    reason: row.reason,
    note: row.note,
    until: row.until,
    at: row.at,
    byName: row.by_name,
    isByPatient: !row.is_staff,
  }))
}

/**
 * What stands of it for whoever reads the scores: forms not to be asked, and those put aside in the
 * last days that were not answered since.
 */
export async function putAsideOf(ctx: Context, course: VisibleCourse): Promise<DecisionLine[]> {
  const lines = await decisionsOf(ctx, course, mostRead)
  const latest = new Map<string, DecisionLine>()
  for (const line of lines) {
    if (!latest.has(line.instrumentId)) latest.set(line.instrumentId, line)
  }
  const recent = ctx.now.getTime() - 7 * 86_400_000
  const standing = [...latest.values()].filter(
    ({ kind, at }) => kind === 'declined' || (kind !== 'resumed' && at.getTime() > recent),
  )
  if (standing.length === 0) return []
  const answered = await lastAnswers(ctx, course, standing)
  return standing.filter(
    ({ kind, instrumentId, at }) =>
      kind === 'declined' || !(at.getTime() < (answered.get(instrumentId)?.getTime() ?? 0)),
  )
}

async function lastAnswers(
  ctx: Context,
  course: VisibleCourse,
  lines: readonly DecisionLine[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await ctx.db
    .selectFrom('instrument_response')
    .select(['instrument_id', (of) => of.fn.max('submitted_at').as('at')])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where(
      'instrument_id',
      'in',
      lines.map(({ instrumentId }) => instrumentId),
    )
    .groupBy('instrument_id')
    .execute()
  return new Map(rows.map((row) => [row.instrument_id, row.at]))
}

/** Decisions are few; more than this are of no use to a reader. */
const mostRead = 50

export interface NewDecision {
  readonly instrumentId: string
  readonly kind: DecisionKind
  readonly reason: string | null
  readonly note: string | null
  readonly until: Date | null
  readonly sendKey: string
}

/** Kept once, however often it is sent; false for a repeat. */
export async function insertDecision(
  ctx: WriteContext,
  course: VisibleCourse,
  decision: NewDecision,
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('measure_decision')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      instrument_id: decision.instrumentId,
      kind: decision.kind,
      reason: decision.reason,
      note: decision.note,
      until: decision.until,
      at: ctx.now,
      by: personActing(ctx),
      send_key: decision.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface RequestRow {
  id: string
  instrument_id: string
  rhythm: MeasureRequest['rhythm']
  reason: string
  at: Date
  by_name: string
  withdrawn_at: Date | null
  until: Date | null
  is_over: boolean
  answered_at: Date | null
}

/** The last requests of a course, newest first. */
export async function requestsOf(
  ctx: Context,
  course: VisibleCourse,
  most: number,
): Promise<RequestLine[]> {
  const rows = await ctx.rows(sql<RequestRow>`
    select q.id, q.instrument_id, q.rhythm, q.reason, q.at, a.display_name as by_name,
      q.withdrawn_at, q.until, coalesce(q.until <= ${ctx.now}, false) as is_over,
      (select max(r.submitted_at) from instrument_response r
        where r.service_id = q.service_id and r.course_id = q.course_id
          and r.instrument_id = q.instrument_id and r.submitted_at >= q.at
          and r.submitted_at <= ${ctx.now}) as answered_at
    from measure_request q join account a on a.service_id = q.service_id and a.id = q.by
    where q.service_id = ${ctx.service.id} and q.course_id = ${course.id} and q.at <= ${ctx.now}
    order by q.at desc, q.id desc limit ${most}`)
  return rows.map((row) => ({
    id: row.id,
    instrumentId: row.instrument_id,
    rhythm: row.rhythm,
    reason: row.reason,
    at: row.at,
    byName: row.by_name,
    withdrawnAt: row.withdrawn_at,
    until: row.until,
    isOver: row.is_over,
    answeredAt: row.answered_at,
  }))
}

export async function insertRequest(
  ctx: WriteContext,
  course: VisibleCourse,
  request: {
    instrumentId: string
    rhythm: MeasureRequest['rhythm']
    until: Date | null
    reason: string
    sendKey: string
  },
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('measure_request')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      instrument_id: request.instrumentId,
      rhythm: request.rhythm,
      until: request.until,
      reason: request.reason,
      at: ctx.now,
      by: personActing(ctx),
      send_key: request.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function wasRequested(ctx: Context, sendKey: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('measure_request')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('send_key', '=', sendKey)
    .executeTakeFirst()
  return row !== undefined
}

/** Every open request for this form ends with it: an older one must not come back to life. */
export async function closeRequests(
  ctx: WriteContext,
  course: VisibleCourse,
  instrumentId: string,
): Promise<number> {
  const rows = await ctx.tx
    .updateTable('measure_request')
    .set({ withdrawn_at: ctx.now, withdrawn_by: personActing(ctx) })
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('instrument_id', '=', instrumentId)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

function personActing(ctx: WriteContext): string {
  const { actor } = ctx
  invariant(actor.kind === 'patient' || actor.kind === 'staff', 'a person decides on a form')
  return actor.id
}
