import { setVoicemail } from '#features/person-details/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { ConsentAnswers } from './consent-form.ts'
import { insertConsent } from './repository.ts'

/** The statement of the protocol that decides whether a voicemail may be left. */
const voicemailStatement = 'agree_voicemail'

/**
 * Keeps what was agreed to, statement by statement, with the version of the words that were read.
 */
export async function giveConsent(
  ctx: Context,
  patientId: string,
  input: { id: string; answers: ConsentAnswers },
): Promise<void> {
  const { version } = ctx.content.protocols.consent
  await transact(ctx, async (ctx) => {
    const isNew = await insertConsent(ctx, patientId, { ...input, version })
    ctx.audit(isNew ? 'consent.given' : 'consent.given-again', input.id, {
      patientId,
      detail: { version, byStaff: ctx.actor.kind === 'staff' },
    })
    const mayLeaveVoicemail = input.answers[voicemailStatement]
    if (isNew && mayLeaveVoicemail !== undefined) {
      await setVoicemail(ctx, patientId, mayLeaveVoicemail)
    }
  })
}
