import type { Context, WriteContext } from '#platform/context.ts'
import type { ServiceLogo } from '#platform/service-logo.ts'

export interface StoredLogo {
  readonly mediaType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** The picture that pages show now; an earlier one is not served any more. */
export async function storedLogo(ctx: Context, id: string): Promise<StoredLogo | null> {
  if (ctx.service.logo?.id !== id) return null
  const row = await ctx.db
    .selectFrom('service_logo')
    .select(['media_type', 'bytes'])
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { mediaType: row.media_type, bytes: new Uint8Array(row.bytes) } : null
}

export async function insertLogo(
  ctx: WriteContext,
  logo: { id: string; mediaType: string; bytes: Uint8Array; byId: string },
): Promise<void> {
  await ctx.tx
    .insertInto('service_logo')
    .values({
      service_id: ctx.service.id,
      id: logo.id,
      media_type: logo.mediaType,
      bytes: Buffer.from(logo.bytes),
      uploaded_at: ctx.now,
      uploaded_by: logo.byId,
    })
    .execute()
}

export async function showLogo(ctx: WriteContext, logo: ServiceLogo | null): Promise<void> {
  await ctx.tx
    .updateTable('service')
    .set({ logo: logo === null ? null : JSON.stringify(logo) })
    .where('id', '=', ctx.service.id)
    .execute()
}
