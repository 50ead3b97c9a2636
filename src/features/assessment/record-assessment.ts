import { type IntakePerson, isGettingStarted } from '#features/referrals/index.ts'
import type { Context } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { NewAssessment } from './assessment-form.ts'
import { insertAssessment } from './repository.ts'

/**
 * Whether this member of staff may read and write what was said, beside knowing what was decided.
 */
export function isClinicianOf(person: IntakePerson): boolean {
  return person.access.has('therapist') || person.access.has('supervisor')
}

/** Keeps a clinician's decision. An earlier one stays on record; the latest counts. */
export async function recordAssessment(
  ctx: Context,
  person: IntakePerson,
  input: { id: string; assessment: NewAssessment },
): Promise<void> {
  if (!isClinicianOf(person)) throw notFound()
  if (!isGettingStarted(person)) throw conflict()
  await transact(ctx, async (ctx) => {
    const isNew = await insertAssessment(ctx, person, input.id, input.assessment)
    ctx.audit(isNew ? 'assessment.recorded' : 'assessment.recorded-again', input.id, {
      patientId: person.id,
      detail: { decision: input.assessment.decision },
    })
  })
}
