import type { ServiceWording } from '#content/types.ts'
import { type Pool, ScopedTransaction } from './database.ts'

/** The words that a service uses now, and the licences that it has checked. */
export async function readWording(pool: Pool, serviceId: string): Promise<ServiceWording> {
  const transaction = new ScopedTransaction(pool, serviceId, 'read')
  try {
    const packs = await transaction.query<{ instrument_id: string; wording: unknown }>(
      `select instrument_id, wording from wording_pack
       where service_id = $1 and withdrawn_at is null order by instrument_id`,
      [serviceId],
    )
    const checks = await transaction.query<{ instrument_id: string }>(
      `select instrument_id from licence_check
       where service_id = $1 and withdrawn_at is null order by instrument_id`,
      [serviceId],
    )
    return {
      packs: packs.rows.map((row) => ({ instrumentId: row.instrument_id, wording: row.wording })),
      licencesChecked: checks.rows.map((row) => row.instrument_id),
    }
  } finally {
    await transaction.rollback()
  }
}
