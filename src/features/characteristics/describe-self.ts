import { changedFields } from '#features/form-fields/index.ts'
import type { Context, PatientActor } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { SaidOfThemselves } from './characteristics.ts'
import { updateOwnCharacteristics } from './repository.ts'

/** A person says, changes or takes back what they are asked about themselves. */
export async function describeSelf(
  ctx: Context,
  patient: PatientActor,
  { stored, said }: { stored: SaidOfThemselves; said: SaidOfThemselves },
): Promise<void> {
  const fields = changedFields(stored, said)
  if (fields.length === 0) return
  await transact(ctx, async (ctx) => {
    await updateOwnCharacteristics(ctx, patient, said)
    ctx.audit('person.details-changed', patient.patientId, {
      patientId: patient.patientId,
      detail: { fields: fields.join(' ') },
    })
  })
}
