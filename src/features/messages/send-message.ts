import { sendNotice } from '#features/notices/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { clearDraft } from './drafts.ts'
import { hasWords, longestMessage, type MessageContext, type MessageKind } from './message.ts'
import { insertMessage } from './repository.ts'

export interface MessageToSend {
  readonly body: string
  readonly kind: MessageKind
  readonly context?: MessageContext
  readonly sendKey: string
}

const kindsOf = {
  patient: ['message', 'module_end'],
  therapist: ['message', 'review', 'welcome'],
} as const satisfies Record<string, readonly MessageKind[]>

/**
 * Sends a message to the other side and tells them, in neutral words, that something is new. Sent
 * twice with one key it is one message. Returns its id.
 */
export async function sendMessage(
  ctx: Context,
  course: VisibleCourse,
  message: MessageToSend,
): Promise<string> {
  const side = sideOf(course)
  const allowed: readonly MessageKind[] = kindsOf[side]
  invariant(allowed.includes(message.kind), `a ${side} does not send a ${message.kind}`)
  invariant(hasWords(message.body), 'the form refuses an empty message')
  invariant(message.body.length <= longestMessage, 'the form refuses a message that is too long')
  return transact(ctx, async (ctx) => {
    const sent = await insertMessage(ctx, course, {
      ...message,
      context: message.context ?? {},
      fromPatient: side === 'patient',
    })
    // The key belongs to somebody else's message: not a repeat, and not to be told apart from one.
    if (sent === null) throw conflict()
    if (!sent.isNew) {
      ctx.audit('message.sent-again', sent.id, { patientId: course.patientId })
      return sent.id
    }
    ctx.audit('message.sent', sent.id, {
      patientId: course.patientId,
      detail: { kind: message.kind },
    })
    // In the same commit, so that what was sent cannot come back as a draft and be sent again.
    if (side === 'patient' && message.kind === 'message') await clearDraft(ctx, course, 'message')
    await tellOtherSide(ctx, course, { id: sent.id, toPatient: side === 'therapist' })
    return sent.id
  })
}

async function tellOtherSide(
  ctx: WriteContext,
  course: VisibleCourse,
  message: { id: string; toPatient: boolean },
): Promise<void> {
  const accountId = message.toPatient ? course.patientAccountId : course.therapistId
  if (accountId === null) return
  await sendNotice(ctx, {
    kind: 'new_message',
    to: { accountId },
    dedupeKey: `new-message ${message.id}`,
  })
}

/** Only the patient and their own therapist write; anybody else who may look, looks. */
function sideOf(course: VisibleCourse): 'patient' | 'therapist' {
  if (course.access.has('patient')) return 'patient'
  if (course.access.has('therapist')) return 'therapist'
  throw notFound()
}
