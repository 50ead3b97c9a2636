import { sql } from 'kysely'
import { z } from 'zod'
import type { OwnCourse, VisibleCourse } from '#features/treatment/index.ts'
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

const moment = z.string().transform((text) => new Date(text))
// Made once: making a schema costs more than using it.
const historySchema = z.object({
  decisions: z.array(
    z.object({
      id: z.string(),
      suggestionId: z.string(),
      decision: z.enum(['accepted', 'put_away']),
      reason: z.string().nullable(),
      byName: z.string(),
      at: moment,
    }),
  ),
  done: z.array(z.object({ worksheetId: z.string(), at: moment })),
})

/** One round trip; of entries only that they are whole, in the worksheets that are counted. */
export async function suggestionHistory(
  ctx: Context,
  course: VisibleCourse,
  worksheetIds: readonly string[],
): Promise<SuggestionHistory> {
  const [row] = await ctx.rows(sql<{ history: unknown }>`
    select jsonb_build_object(
      'decisions', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id,
          'suggestionId', d.suggestion_id, 'decision', d.decision, 'reason', d.reason,
          'byName', a.display_name, 'at', d.at) order by d.at desc, d.id), '[]')
        from suggestion_decision d
          join account a on a.service_id = d.service_id and a.id = d.decided_by
        where d.service_id = ${ctx.service.id} and d.course_id = ${course.id}),
      'done', (select coalesce(jsonb_agg(jsonb_build_object('worksheetId', worksheet_id,
          'at', created_at) order by created_at), '[]')
        from entry where service_id = ${ctx.service.id} and course_id = ${course.id}
          and status = 'done' and worksheet_id = any(${[...worksheetIds]}::text[]))) as history`)
  return historySchema.parse(row?.history)
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
