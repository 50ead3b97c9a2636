import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/** What must be on record before treatment starts, in the order in which people do it. */
export const startConditions = [
  'assessment',
  'course',
  'gp_practice',
  'emergency_contact',
  'review_day',
  'account',
  'consent',
] as const
export type StartCondition = (typeof startConditions)[number]

export interface StartReadiness {
  readonly patientId: string
  readonly courseId: string | null
  readonly missing: readonly StartCondition[]
}

interface ReadinessRow {
  patient_id: string
  course_id: string | null
  assessment: boolean
  gp_practice: boolean
  emergency_contact: boolean
  review_day: boolean
  account: boolean
  consent: boolean
}

/**
 * Whether a person may start. The callers have already decided who may ask: this says nothing but
 * what is missing.
 */
export async function startReadiness(
  ctx: Context,
  patientIds: readonly string[],
): Promise<StartReadiness[]> {
  const rows = await ctx.rows(sql<ReadinessRow>`
    select p.id as patient_id, c.id as course_id,
      coalesce((select a.decision = 'offer_programme' from assessment a
        where a.service_id = p.service_id and a.patient_id = p.id
        order by a.recorded_at desc limit 1), false) as assessment,
      coalesce(p.gp_practice, '') <> '' as gp_practice,
      coalesce(p.emergency_contact_name, '') <> ''
        and coalesce(p.emergency_contact_phone, '') <> '' as emergency_contact,
      coalesce(c.review_weekday is not null and c.review_time is not null, false) as review_day,
      exists (select from account a where a.service_id = p.service_id and a.id = p.account_id
        and a.disabled_at is null) as account,
      exists (select from consent s where s.service_id = p.service_id and s.patient_id = p.id
        and s.withdrawn_at is null) as consent
    from patient p
      left join course c on c.service_id = p.service_id and c.patient_id = p.id and c.state <>
        'ended'
    where p.service_id = ${ctx.service.id} and p.id = any(${patientIds}::uuid[])`)
  return rows.map((row) => ({
    patientId: row.patient_id,
    courseId: row.course_id,
    missing: startConditions.filter((condition) =>
      condition === 'course' ? row.course_id === null : !row[condition],
    ),
  }))
}
