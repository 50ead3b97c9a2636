import { createHash } from 'node:crypto'
import { asSystem, type Runtime } from './runtime.ts'
import type { ServiceEntry } from './services.ts'

interface AuditRow {
  id: number
  line: string
}

const rowsAtOnce = 5000
/**
 * Ids are given before a transaction commits, so the newest may still have gaps. After this long
 * none can: a
 * transaction that waits for 15 seconds is ended by the database (see createPool).
 */
const settleSeconds = 40

/**
 * Adds the newest audit rows of one service to its chain of hashes, so that a row altered later
 * shows. Sealing
 * happens beside the work, because a chain inside every transaction would make them wait for each
 * other.
 */
export async function sealAudit(runtime: Runtime, entry: ServiceEntry): Promise<number> {
  return asSystem(runtime, entry, async (ctx) => {
    const transaction = ctx.platform.beginWrite()
    try {
      await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [
        `seal ${ctx.service.id}`,
      ])
      const {
        rows: [last],
      } = await transaction.query<{ to_id: number; hash: Buffer }>(
        'select to_id, hash from audit_seal where service_id = $1 order by to_id desc limit 1',
        [ctx.service.id],
      )
      const from = last?.to_id ?? 0
      const { rows } = await transaction.query<AuditRow>(auditLines, [
        ctx.service.id,
        from,
        rowsAtOnce,
        settleSeconds,
      ])
      const newest = rows.at(-1)
      if (!newest) return 0
      await transaction.query(
        `insert into audit_seal (service_id, from_id, to_id, event_count, previous_hash, hash,
          sealed_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          ctx.service.id,
          rows[0]?.id,
          newest.id,
          rows.length,
          last?.hash ?? Buffer.alloc(0),
          sealHash(last?.hash ?? Buffer.alloc(0), rows),
          ctx.now,
        ],
      )
      await transaction.commit()
      return rows.length
    } finally {
      await transaction.rollback()
    }
  })
}

/** The first seal whose rows no longer match it, or null when the chain is whole. */
export async function findBrokenSeal(
  runtime: Runtime,
  entry: ServiceEntry,
): Promise<number | null> {
  return asSystem(runtime, entry, async (ctx) => {
    const { transaction } = ctx.platform
    const { rows: seals } = await transaction.query<{
      from_id: number
      to_id: number
      hash: Buffer
    }>('select from_id, to_id, hash from audit_seal where service_id = $1 order by to_id', [
      ctx.service.id,
    ])
    let previous: Buffer = Buffer.alloc(0)
    let from = 0
    for (const seal of seals) {
      const { rows } = await transaction.query<AuditRow>(
        `${auditLine} where service_id = $1 and id > $2 and id <= $3 order by id`,
        [ctx.service.id, from, seal.to_id],
      )
      if (!sealHash(previous, rows).equals(seal.hash)) return seal.to_id
      previous = seal.hash
      from = seal.to_id
    }
    return null
  })
}

const auditLine = `select id, concat_ws('|', id, extract(epoch from at), actor_id, actor_role,
  action, subject_id,
  patient_id, request_id, detail::text) as line from audit_event`

const auditLines = `${auditLine} where service_id = $1 and id > $2
  and recorded_at < clock_timestamp() - make_interval(secs => $4) order by id limit $3`

function sealHash(previous: Buffer, rows: readonly AuditRow[]): Buffer {
  const hash = createHash('sha256').update(previous)
  for (const row of rows) hash.update(row.line).update('\n')
  return hash.digest()
}
