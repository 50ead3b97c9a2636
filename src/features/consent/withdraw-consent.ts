import { hasWords, sendMessage } from '#features/messages/index.ts'
import { findMyCourse } from '#features/treatment/index.ts'
import type { Context, PatientActor } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { withdrawConsents } from './repository.ts'

/**
 * Takes consent back, and tells the therapist in a message that waits for an answer, so that a
 * person rings rather
 * than a system stops. Nothing of safety ends with it.
 */
export async function withdrawConsent(
  ctx: Context,
  patient: PatientActor,
  input: { said: string; message: string; sendKey: string },
): Promise<void> {
  const course = await findMyCourse(ctx)
  const body = hasWords(input.said) ? `${input.message}\n\n${input.said}` : input.message
  await transact(ctx, async (ctx) => {
    const changed = await withdrawConsents(ctx, patient)
    ctx.audit(changed ? 'consent.withdrawn' : 'consent.withdrawn-again', patient.patientId, {
      patientId: patient.patientId,
    })
    if (!changed || !course) return
    await sendMessage(ctx, course, { body, kind: 'message', sendKey: input.sendKey })
  })
}
