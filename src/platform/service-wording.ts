import type { ServiceWording, StoredVerification } from '#content/types.ts'
import { type Pool, ScopedTransaction } from '#platform/database/database.ts'

/** The words that a service uses now, the licences it has checked, and the numbers it verified. */
export async function readWording(pool: Pool, serviceId: string): Promise<ServiceWording> {
  const transaction = new ScopedTransaction(pool, serviceId, 'read')
  try {
    const packs = await transaction.query<PackRow>(
      `select instrument_id, wording, (select min(earlier.imported_at) from wording_pack earlier
           where earlier.service_id = $1 and earlier.instrument_id = pack.instrument_id) as since
       from wording_pack pack
       where service_id = $1 and withdrawn_at is null order by instrument_id`,
      [serviceId],
    )
    const checks = await transaction.query<{ instrument_id: string }>(
      `select instrument_id from licence_check
       where service_id = $1 and withdrawn_at is null order by instrument_id`,
      [serviceId],
    )
    const verified = await transaction.query<VerificationRow>(
      `select instrument_id, instrument_version, what, op, value, source, verified_by_name,
         verified_by_role, valid_from::text
       from instrument_verification
       where service_id = $1 and withdrawn_at is null order by recorded_at, id`,
      [serviceId],
    )
    return {
      packs: packs.rows.map(({ instrument_id: instrumentId, wording, since }) => ({
        instrumentId,
        wording,
        since,
      })),
      licencesChecked: checks.rows.map((row) => row.instrument_id),
      verifications: verified.rows.map(toVerification),
    }
  } finally {
    await transaction.rollback()
  }
}

interface PackRow {
  instrument_id: string
  wording: unknown
  since: Date
}

interface VerificationRow {
  instrument_id: string
  instrument_version: number
  what: StoredVerification['what']
  op: '>=' | '>' | null
  value: number | null
  source: string
  verified_by_name: string
  verified_by_role: string
  valid_from: string
}

function toVerification(row: VerificationRow): StoredVerification {
  const { op, value } = row
  return {
    instrumentId: row.instrument_id,
    instrumentVersion: row.instrument_version,
    what: row.what,
    threshold: op === null || value === null ? null : { op, value },
    source: row.source,
    verifiedBy: `${row.verified_by_name}, ${row.verified_by_role}`,
    validFrom: row.valid_from,
  }
}
