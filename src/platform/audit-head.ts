import type { Runtime } from './runtime.ts'
import { asSystem } from './runtime.ts'
import type { ServiceEntry } from './services.ts'

/**
 * The newest link of a service's audit chain. Whoever can rewrite the whole database can make the
 * whole chain anew; a head that was kept elsewhere no longer fits it.
 */
export interface AuditHead {
  /** The day on which it left, in UTC. */
  readonly day: string
  readonly serviceId: string
  readonly toId: number
  readonly hash: string
}

/** Null before anything was sealed. */
export async function auditHead(runtime: Runtime, entry: ServiceEntry): Promise<AuditHead | null> {
  return asSystem(runtime, entry, async (ctx) => {
    const { rows } = await ctx.platform.transaction.query<{ to_id: number; hash: Buffer }>(
      'select to_id, hash from audit_seal where service_id = $1 order by to_id desc limit 1',
      [ctx.service.id],
    )
    const [row] = rows
    const day = ctx.realNow.toISOString().slice(0, 10)
    return row
      ? { day, serviceId: ctx.service.id, toId: row.to_id, hash: row.hash.toString('hex') }
      : null
  })
}

/** One line of a file or a mail: day, service, number of the last entry, hash. */
export function headLine({ day, serviceId, toId, hash }: AuditHead): string {
  return `${day} ${serviceId} ${toId} ${hash}`
}

/** Every head in a text, be it a file of them or mails copied below each other. */
export function headsIn(text: string): AuditHead[] {
  const lines = text.matchAll(/\b(\d{4}-\d\d-\d\d) ([0-9a-f-]{36}) (\d{1,15}) ([0-9a-f]{64})\b/g)
  return [...lines].map(([, day = '', serviceId = '', toId, hash = '']) => ({
    day,
    serviceId,
    toId: Number(toId),
    hash,
  }))
}

/** The kept heads of this service that the chain no longer holds: it was rewritten, or cut off. */
export async function headsNotHeld(
  runtime: Runtime,
  entry: ServiceEntry,
  heads: readonly AuditHead[],
): Promise<AuditHead[]> {
  const own = heads.filter(({ serviceId }) => serviceId === entry.service.id)
  return asSystem(runtime, entry, async (ctx) => {
    const { rows } = await ctx.platform.transaction.query<{ to_id: number; hash: Buffer }>(
      'select to_id, hash from audit_seal where service_id = $1 and to_id = any($2::bigint[])',
      [ctx.service.id, own.map(({ toId }) => toId)],
    )
    const held = new Map(rows.map(({ to_id, hash }) => [to_id, hash.toString('hex')]))
    return own.filter(({ toId, hash }) => held.get(toId) !== hash)
  })
}
