import { sql } from 'kysely'
import { z } from 'zod'
import {
  type OwnCourse,
  rememberedOfCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import type { DecidedSuggestion } from './suggestion.ts'

/** What the lines of a programme are judged by, beyond what every review reads anyway. */
export interface SuggestionHistory {
  /** Newest first. */
  readonly decisions: readonly DecidedSuggestion[]
  readonly done: readonly { readonly worksheetId: string; readonly at: Date }[]
}

// Made once: making a schema costs more than using it.
const decisionSchema = z.enum(['accepted', 'put_away'])

// A year has hundreds of entries: counted once for each state of them.
const rememberedDone = rememberedOfCourse<SuggestionHistory['done']>('entries', 200)

/** What was decided so far, and when each entry was whole in the worksheets that are counted. */
export async function suggestionHistory(
  ctx: Context,
  course: VisibleCourse,
  worksheetIds: readonly string[],
): Promise<SuggestionHistory> {
  const [decisions, done] = await Promise.all([
    decisionsOn(ctx, course),
    rememberedDone(ctx, course, () => wholeEntries(ctx, course, worksheetIds)),
  ])
  return { decisions, done }
}

interface DecisionRow extends Omit<DecidedSuggestion, 'decision'> {
  readonly decision: string
}

async function decisionsOn(
  ctx: Context,
  course: VisibleCourse,
): Promise<readonly DecidedSuggestion[]> {
  const rows = await ctx.rows(sql<DecisionRow>`
    select d.id, d.suggestion_id as "suggestionId", d.decision, d.reason,
      a.display_name as "byName", d.at
    from suggestion_decision d
      join account a on a.service_id = d.service_id and a.id = d.decided_by
    where d.service_id = ${ctx.service.id} and d.course_id = ${course.id}
    order by d.at desc, d.id`)
  return rows.map((row) => ({ ...row, decision: decisionSchema.parse(row.decision) }))
}

/** Of entries only that they are whole, the first made first. */
export function wholeEntries(
  ctx: Context,
  course: VisibleCourse,
  worksheetIds: readonly string[],
): Promise<SuggestionHistory['done']> {
  if (worksheetIds.length === 0) return Promise.resolve([])
  return ctx.rows(sql<SuggestionHistory['done'][number]>`
    select worksheet_id as "worksheetId", created_at as at from entry
    where service_id = ${ctx.service.id} and course_id = ${course.id} and status = 'done'
      and worksheet_id = any(${[...worksheetIds]}::text[])
    order by created_at`)
}

export interface NewDecision {
  readonly suggestionId: string
  readonly since: Date
  readonly decision: DecidedSuggestion['decision']
  readonly reason: string | null
  readonly sendKey: string
}

/** Null when this was sent before. */
export async function insertDecision(
  ctx: WriteContext,
  course: OwnCourse,
  made: NewDecision,
): Promise<string | null> {
  const row = await ctx.tx
    .insertInto('suggestion_decision')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      suggestion_id: made.suggestionId,
      programme_version: course.programmeVersion,
      since: made.since,
      decision: made.decision,
      reason: made.reason,
      decided_by: actingPersonId(ctx),
      at: ctx.now,
      send_key: made.sendKey,
    })
    .onConflict((conflict) =>
      conflict.columns(['service_id', 'send_key', 'suggestion_id']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}
