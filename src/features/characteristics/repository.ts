import type { Context, PatientActor, WriteContext } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import type { CharacteristicCodes, SaidOfThemselves } from './characteristics.ts'

/** What the person themselves, and their referral, said of who they are. */
export async function ownCharacteristics(
  ctx: Context,
  patient: PatientActor,
): Promise<CharacteristicCodes> {
  const row = await ctx.db
    .selectFrom('patient')
    .select(['gender_identity', 'stated_gender', 'ethnic_category'])
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', patient.patientId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return {
    genderIdentity: row.gender_identity,
    statedGender: row.stated_gender,
    ethnicCategory: row.ethnic_category,
  }
}

export async function updateOwnCharacteristics(
  ctx: WriteContext,
  patient: PatientActor,
  said: SaidOfThemselves,
): Promise<void> {
  await ctx.tx
    .updateTable('patient')
    .set({ gender_identity: said.genderIdentity, ethnic_category: said.ethnicCategory })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', patient.patientId)
    .execute()
}
