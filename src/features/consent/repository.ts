import { sql } from 'kysely'
import { z } from 'zod'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, PatientActor, WriteContext } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import type { ConsentAnswers } from './consent-form.ts'

/** Says whether it is new: the id comes with the form, so that a second press is one consent. */
export async function insertConsent(
  ctx: WriteContext,
  patientId: string,
  consent: { id: string; version: number; answers: ConsentAnswers },
): Promise<boolean> {
  const inserted = await ctx.tx
    .insertInto('consent')
    .values({
      service_id: ctx.service.id,
      id: consent.id,
      patient_id: patientId,
      consent_version: consent.version,
      statements: JSON.stringify(consent.answers),
      given_at: ctx.now,
      recorded_by: actingPersonId(ctx),
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) await requireSamePerson(ctx, consent.id, patientId)
  return inserted !== undefined
}

/** The key of a form names what it made before: for this person, or it is not a repeat. */
async function requireSamePerson(ctx: WriteContext, id: string, patientId: string): Promise<void> {
  const row = await ctx.tx
    .selectFrom('consent')
    .select('patient_id')
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.patient_id !== patientId) throw conflict()
}

export async function withdrawConsents(ctx: WriteContext, patient: PatientActor): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('consent')
    .set({ withdrawn_at: ctx.now })
    .where('service_id', '=', ctx.service.id)
    .where('patient_id', '=', patient.patientId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export interface RecordedConsent {
  readonly version: number
  readonly answers: ConsentAnswers
  readonly givenAt: Date
  readonly byName: string
  readonly byStaff: boolean
  readonly withdrawnAt: Date | null
}

interface ConsentRow {
  consent_version: number
  statements: unknown
  given_at: Date
  withdrawn_at: Date | null
  by_name: string
  is_staff: boolean
}

/** The latest consent, withdrawn or not; earlier ones stay on record. */
export async function latestConsent(
  ctx: Context,
  patientId: string,
): Promise<RecordedConsent | null> {
  const [row] = await ctx.rows(sql<ConsentRow>`
    select s.consent_version, s.statements, s.given_at, s.withdrawn_at,
      b.display_name as by_name, b.is_staff
    from consent s join account b on b.service_id = s.service_id and b.id = s.recorded_by
    where s.service_id = ${ctx.service.id} and s.patient_id = ${patientId}
    order by s.given_at desc, s.id desc limit 1`)
  if (!row) return null
  return {
    version: row.consent_version,
    answers: z.record(z.string(), z.boolean()).parse(row.statements),
    givenAt: row.given_at,
    byName: row.by_name,
    byStaff: row.is_staff,
    withdrawnAt: row.withdrawn_at,
  }
}
