import type { OwnCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { type How, hasWords } from './message.ts'
import { idsOfSide, insertHandling } from './repository.ts'

export interface MessageToHandle {
  readonly messageId: string
  readonly how: How
  readonly reason: string | null
}

export type Handled = { ok: true } | { ok: false; reasonMissingFor: readonly string[] }

/**
 * Says how each of a patient's messages was dealt with. "No answer needed" needs a reason: an
 * unanswered question is the commonest fault of guided treatment, and must be a decision.
 */
export async function handleMessages(
  ctx: Context,
  course: OwnCourse,
  messages: readonly MessageToHandle[],
  answerId: string | null = null,
): Promise<Handled> {
  const reasonMissingFor = messages.filter(lacksReason).map(({ messageId }) => messageId)
  if (reasonMissingFor.length > 0) return { ok: false, reasonMissingFor }
  if (messages.length === 0) return { ok: true }
  const ids = messages.map(({ messageId }) => messageId)
  const own = await idsOfSide(ctx, course, { ids, fromPatient: true })
  if (ids.some((id) => !own.has(id))) throw notFound()
  if (answerId !== null) {
    const answers = await idsOfSide(ctx, course, { ids: [answerId], fromPatient: false })
    if (!answers.has(answerId)) throw notFound()
  }

  await transact(ctx, async (ctx) => {
    for (const { messageId, how, reason } of messages) {
      const isNew = await insertHandling(ctx, course, {
        messageId,
        how,
        reason,
        answerId: how === 'answered' ? answerId : null,
      })
      ctx.audit(isNew ? 'message.handled' : 'message.handled-again', messageId, {
        patientId: course.patientId,
        detail: { how },
      })
    }
  })
  return { ok: true }
}

/** For the composer's form, which shows the fault beside the message. */
export function lacksReason(message: { how: How; reason: string | null }): boolean {
  return message.how === 'no_answer_needed' && !hasWords(message.reason ?? '')
}
