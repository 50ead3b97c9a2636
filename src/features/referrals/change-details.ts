import { changedFields } from '#features/form-fields/index.ts'
import type { PersonDetails } from '#features/person-details/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { IntakePerson } from './find-person.ts'
import { updateDetails } from './repository.ts'

/** Details are as last given; the audit says which were changed, and never to what. */
export async function changeDetails(
  ctx: Context,
  person: IntakePerson,
  details: PersonDetails,
): Promise<void> {
  const changed = changedFields(person.details, details)
  if (changed.length === 0) return
  await transact(ctx, async (ctx) => {
    await updateDetails(ctx, person, details)
    ctx.audit('person.details-changed', person.id, {
      patientId: person.id,
      detail: { fields: changed.join(' ') },
    })
  })
}
