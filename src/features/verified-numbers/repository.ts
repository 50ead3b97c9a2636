import type { NumberName } from '#clinical/instrument.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import type { NewVerification, RecordedVerification } from './verified-number.ts'

/** Of one instrument or of all, newest first: those withdrawn are kept. */
export async function listVerifications(
  ctx: Context,
  instrumentId?: string,
): Promise<RecordedVerification[]> {
  const rows = await ctx.db
    .selectFrom('instrument_verification as v')
    .leftJoin('account as a', (join) =>
      join.onRef('a.service_id', '=', 'v.service_id').onRef('a.id', '=', 'v.withdrawn_by'),
    )
    .selectAll('v')
    .select('a.display_name as withdrawn_by_name')
    .where('v.service_id', '=', ctx.service.id)
    .$if(instrumentId !== undefined, (query) =>
      query.where('v.instrument_id', '=', instrumentId ?? ''),
    )
    .orderBy('v.recorded_at', 'desc')
    .orderBy('v.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    instrumentId: row.instrument_id,
    instrumentVersion: row.instrument_version,
    what: nameOf(row.what),
    threshold:
      row.value === null ? null : { op: row.op === '>' ? '>' : '>=', value: Number(row.value) },
    formItems: row.form_items,
    source: row.source,
    verifiedOn: row.verified_on,
    validFrom: row.valid_from,
    verifiedByName: row.verified_by_name,
    verifiedByRole: row.verified_by_role,
    recordedAt: row.recorded_at,
    withdrawnAt: row.withdrawn_at,
    withdrawnByName: row.withdrawn_by_name,
    withdrawnReason: row.withdrawn_reason,
  }))
}

export async function findVerification(
  ctx: Context,
  id: string,
): Promise<RecordedVerification | null> {
  return (await listVerifications(ctx)).find((one) => one.id === id) ?? null
}

// The table's own check holds it to the four.
const nameOf = (what: string) => what as NumberName

/** False when it was written with this key before. */
export async function insertVerification(
  ctx: WriteContext,
  verification: NewVerification & {
    readonly id: string
    readonly instrumentVersion: number
    readonly signedBy: { readonly id: string; readonly name: string; readonly role: string }
    readonly sendKey: string
  },
): Promise<boolean> {
  const { threshold, signedBy } = verification
  const row = await ctx.tx
    .insertInto('instrument_verification')
    .values({
      service_id: ctx.service.id,
      id: verification.id,
      instrument_id: verification.instrumentId,
      instrument_version: verification.instrumentVersion,
      what: verification.what,
      op: threshold?.op ?? null,
      value: threshold?.value ?? null,
      form_items: verification.formItems,
      source: verification.source,
      verified_by_name: signedBy.name,
      verified_by_role: signedBy.role,
      verified_on: verification.verifiedOn,
      valid_from: verification.validFrom,
      verified_by: signedBy.id,
      recorded_at: ctx.now,
      send_key: verification.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when it had been withdrawn before. */
export async function endVerification(
  ctx: WriteContext,
  { id, reason, byId }: { id: string; reason: string; byId: string },
): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('instrument_verification')
    .set({ withdrawn_at: ctx.now, withdrawn_by: byId, withdrawn_reason: reason })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
