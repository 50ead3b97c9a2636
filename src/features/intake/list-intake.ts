import { sql } from 'kysely'
import type { Decision } from '#features/assessment/index.ts'
import {
  courseOfPerson,
  latestReferral,
  maySeePerson,
  nameOfPerson,
} from '#features/referrals/index.ts'
import { type StartCondition, startConditions, startReadiness } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/** Somebody who is getting started, and what stands in the way. */
export interface WaitingPerson {
  readonly id: string
  readonly name: string
  readonly receivedOn: string
  readonly therapistName: string | null
  readonly decision: Decision | null
  readonly missing: readonly StartCondition[]
  /** Since when the first missing thing could have been done. */
  readonly waitingSince: Date
  /** They agreed once and took it back. */
  readonly hasWithdrawn: boolean
}

interface WaitingRow {
  id: string
  name: string
  received_on: string
  decision: Decision | null
  decided_at: Date | null
  therapist_name: string | null
  planned_at: Date | null
  invited_at: Date | null
  withdrawn_at: Date | null
}

const mostShown = 500

/** Everybody whose referral has not become treatment, the longest waiting first. */
export async function listIntake(ctx: Context): Promise<WaitingPerson[]> {
  const rows = await ctx.rows(sql<WaitingRow>`
    select p.id, ${nameOfPerson} as name, r.received_on,
      s.decision, s.recorded_at as decided_at, t.display_name as therapist_name,
      c.created_at as planned_at, a.created_at as invited_at,
      (select o.withdrawn_at from consent o where o.service_id = p.service_id
        and o.patient_id = p.id order by o.given_at desc limit 1) as withdrawn_at
    from patient p
      join lateral ${latestReferral} r on true
      left join lateral ${courseOfPerson} c on true
      left join account t on t.service_id = p.service_id and t.id = c.therapist_id
      left join account a on a.service_id = p.service_id and a.id = p.account_id
      left join lateral (
        select * from assessment n where n.service_id = p.service_id and n.referral_id = r.id
        order by n.recorded_at desc, n.id desc limit 1) s on true
    where p.service_id = ${ctx.service.id}
      and (c.id is null or c.state = 'preparing')
      and ${maySeePerson(ctx)}
    order by r.received_on, r.recorded_at, p.id limit ${mostShown}`)
  const readiness = await startReadiness(
    ctx,
    rows.map(({ id }) => id),
  )
  const missing = new Map(readiness.map((one) => [one.patientId, one.missing]))
  return rows.map((row) => toWaiting(row, missing.get(row.id) ?? startConditions))
}

function toWaiting(row: WaitingRow, missing: readonly StartCondition[]): WaitingPerson {
  return {
    id: row.id,
    name: row.name,
    receivedOn: row.received_on,
    therapistName: row.therapist_name,
    decision: row.decision,
    missing,
    waitingSince: sinceWhen(row, missing[0]),
    hasWithdrawn: row.withdrawn_at !== null,
  }
}

/** A step waits from when the one before it was done, and the first from the referral on. */
function sinceWhen(row: WaitingRow, next: StartCondition | undefined): Date {
  const done: Partial<Record<StartCondition, Date | null>> = {
    course: row.decided_at,
    review_day: row.planned_at,
    account: row.planned_at,
    consent: row.withdrawn_at ?? row.invited_at,
  }
  const ready = row.planned_at ?? row.decided_at
  return (next ? done[next] : ready) ?? new Date(`${row.received_on}T12:00:00Z`)
}
