import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import type { ImportedWording, LicenceCheck } from './wording.ts'

/** Packs of one instrument, or of all, newest first: those withdrawn are kept. */
export async function importedWording(
  ctx: Context,
  instrumentId?: string,
): Promise<ImportedWording[]> {
  const rows = await ctx.db
    .selectFrom('wording_pack as p')
    .leftJoin('account as a', (join) =>
      join.onRef('a.service_id', '=', 'p.service_id').onRef('a.id', '=', 'p.imported_by'),
    )
    .select((eb) => [
      'p.id',
      'p.instrument_id as instrumentId',
      'p.instrument_version as instrumentVersion',
      'p.language',
      'p.wording_hash as hash',
      'p.licence_statement as licence',
      'p.licence_confirmed_by as confirmedBy',
      'p.licence_confirmed_on as confirmedOn',
      'p.imported_at as importedAt',
      'a.display_name as importedByName',
      'p.withdrawn_at as withdrawnAt',
      'p.withdrawn_reason as withdrawnReason',
      eb('p.replaced_by', 'is not', null).as('isReplaced'),
    ])
    .where('p.service_id', '=', ctx.service.id)
    .$if(instrumentId !== undefined, (query) =>
      query.where('p.instrument_id', '=', instrumentId ?? ''),
    )
    .orderBy('p.imported_at', 'desc')
    .orderBy('p.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, isReplaced: Boolean(row.isReplaced) }))
}

/** The words that a response was made with, also when they have been withdrawn since. */
export async function storedWording(
  ctx: Context,
  instrumentId: string,
  hash: string,
): Promise<unknown> {
  const row = await ctx.db
    .selectFrom('wording_pack')
    .select('wording')
    .where('service_id', '=', ctx.service.id)
    .where('instrument_id', '=', instrumentId)
    .where('wording_hash', '=', hash)
    .limit(1)
    .executeTakeFirst()
  return row?.wording ?? null
}

/** Tells every process that what the service says has changed; its lock puts acts in order. */
export async function moveWordingStamp(ctx: WriteContext): Promise<void> {
  await ctx.tx
    .updateTable('service')
    .set((eb) => ({ wording_stamp: eb('wording_stamp', '+', 1) }))
    .where('id', '=', ctx.service.id)
    .execute()
}

export interface NewWording {
  readonly id: string
  readonly instrumentId: string
  readonly instrumentVersion: number
  readonly language: string
  readonly stored: unknown
  readonly hash: string
  readonly licence: string
  readonly confirmedBy: string
  readonly confirmedOn: string
}

export async function insertWording(ctx: WriteContext, wording: NewWording): Promise<void> {
  await ctx.tx
    .insertInto('wording_pack')
    .values({
      service_id: ctx.service.id,
      id: wording.id,
      instrument_id: wording.instrumentId,
      instrument_version: wording.instrumentVersion,
      language: wording.language,
      wording: JSON.stringify(wording.stored),
      wording_hash: wording.hash,
      licence_statement: wording.licence,
      licence_confirmed_by: wording.confirmedBy,
      licence_confirmed_on: wording.confirmedOn,
      imported_at: ctx.now,
      imported_by: actorId(ctx),
    })
    .execute()
}

export async function endWording(
  ctx: WriteContext,
  id: string,
  { reason, replacedBy }: { reason: string; replacedBy: string | null },
): Promise<void> {
  await ctx.tx
    .updateTable('wording_pack')
    .set({
      withdrawn_at: ctx.now,
      withdrawn_by: actorId(ctx),
      withdrawn_reason: reason,
      replaced_by: replacedBy,
    })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Checks of one instrument's licence, newest first. */
export async function licenceChecks(ctx: Context, instrumentId: string): Promise<LicenceCheck[]> {
  return ctx.db
    .selectFrom('licence_check as c')
    .leftJoin('account as a', (join) =>
      join.onRef('a.service_id', '=', 'c.service_id').onRef('a.id', '=', 'c.recorded_by'),
    )
    .select([
      'c.id',
      'c.instrument_id as instrumentId',
      'c.checked_by as checkedBy',
      'c.checked_on as checkedOn',
      'c.seen_at as seenAt',
      'c.recorded_at as recordedAt',
      'a.display_name as recordedByName',
      'c.withdrawn_at as withdrawnAt',
      'c.withdrawn_reason as withdrawnReason',
    ])
    .where('c.service_id', '=', ctx.service.id)
    .where('c.instrument_id', '=', instrumentId)
    .orderBy('c.recorded_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}

export async function insertLicenceCheck(
  ctx: WriteContext,
  check: { instrumentId: string; checkedBy: string; checkedOn: string; seenAt: string },
): Promise<string> {
  const id = newId()
  await ctx.tx
    .insertInto('licence_check')
    .values({
      service_id: ctx.service.id,
      id,
      instrument_id: check.instrumentId,
      checked_by: check.checkedBy,
      checked_on: check.checkedOn,
      seen_at: check.seenAt,
      recorded_at: ctx.now,
      recorded_by: actorId(ctx),
    })
    .execute()
  return id
}

export async function endLicenceCheck(
  ctx: WriteContext,
  id: string,
  reason: string,
): Promise<void> {
  await ctx.tx
    .updateTable('licence_check')
    .set({ withdrawn_at: ctx.now, withdrawn_by: actorId(ctx), withdrawn_reason: reason })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
}

function actorId(ctx: Context): string | null {
  return ctx.actor.kind === 'staff' ? ctx.actor.id : null
}
