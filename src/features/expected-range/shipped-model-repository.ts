import { sql } from 'kysely'
import { hashOf } from '#content/canonical-json.ts'
import type { Content, ExpectedRangeFile } from '#content/types.ts'
import type { Context, WriteContext } from '#platform/context.ts'

/** What was decided last about a model that ships. */
export interface ShippedDecision {
  readonly instrumentId: string
  /** Of the numbers that were decided on: a later file with others is another model. */
  readonly modelHash: string
  readonly kind: 'approved' | 'withdrawn'
  readonly note: string
  readonly decidedAt: Date
  readonly decidedBy: string
}

/** Of the numbers alone, so that better words beside them are the same model. */
export function hashOfModel({ id, quantiles, coefficients, spread }: ExpectedRangeFile): string {
  return hashOf({ id, quantiles, coefficients, spread })
}

/**
 * What stands for a model in an address, where a questionnaire's name must not: of its numbers, so
 * that what was read is what is decided on.
 */
export function keyOfModel(file: ExpectedRangeFile): string {
  return hashOfModel(file).slice(0, 16)
}

/** By instrument, whatever the model was then. */
export async function shippedDecisions(
  ctx: Context,
): Promise<ReadonlyMap<string, ShippedDecision>> {
  const rows = await ctx.rows(sql<ShippedDecision>`
    select distinct on (e.instrument_id) e.instrument_id as "instrumentId",
      e.model_hash as "modelHash", e.kind, e.note, e.at as "decidedAt",
      a.display_name as "decidedBy"
    from shipped_model_event e
      join account a on a.service_id = e.service_id and a.id = e.by
    where e.service_id = ${ctx.service.id}
    order by e.instrument_id, e.at desc, e.id desc`)
  return new Map(rows.map((row) => [row.instrumentId, row]))
}

/** The models that ship and are accepted here, as they are now. */
export async function acceptedModels(ctx: Context): Promise<ReadonlyMap<string, ShippedDecision>> {
  const decisions = await shippedDecisions(ctx)
  return new Map([...decisions].filter(([, decision]) => isStanding(ctx.content, decision)))
}

/** Accepted, and with the numbers that were accepted. */
export function isStanding(content: Content, decision: ShippedDecision): boolean {
  const file = content.expectedRanges.get(decision.instrumentId)
  return (
    file !== undefined && decision.kind === 'approved' && hashOfModel(file) === decision.modelHash
  )
}

/** False when it was written with this key before. */
export async function insertShippedEvent(
  ctx: WriteContext,
  event: {
    id: string
    instrumentId: string
    modelHash: string
    kind: 'approved' | 'withdrawn'
    note: string
    byId: string
    sendKey: string
  },
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('shipped_model_event')
    .values({
      service_id: ctx.service.id,
      id: event.id,
      instrument_id: event.instrumentId,
      model_hash: event.modelHash,
      kind: event.kind,
      note: event.note,
      at: ctx.now,
      by: event.byId,
      send_key: event.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
