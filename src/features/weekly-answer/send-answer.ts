import { bookCall, logTime, recordContact, recordReview } from '#features/contacts/index.ts'
import { clearDraft, handleMessages, markRead, sendMessage } from '#features/messages/index.ts'
import { decideSignals } from '#features/on-track/index.ts'
import { decideSuggestions } from '#features/suggestions/index.ts'
import {
  holdModule,
  markModulesReviewed,
  type OwnCourse,
  offerModule,
  releaseModule,
  setNextReview,
  setTask,
} from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { idOf } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { transact } from '#platform/transact.ts'
import type { Answer, ModuleChoice } from './answer-form.ts'
import { wasSent } from './sent-answers.ts'

/** The name under which an answer is kept while it is written. */
export const answerDraft = 'review'

/**
 * Sends a review, a call or a message with all that belongs to it: the words, how each message was
 * dealt with, the modules, the tasks, the next review and the minutes. All of it, or none.
 */
export async function sendAnswer(ctx: Context, course: OwnCourse, answer: Answer): Promise<void> {
  await transact(ctx, async (ctx) => {
    if (await wasSent(ctx, course, answer.sendKey)) {
      ctx.audit('answer.sent-again', course.id, { patientId: course.patientId })
      return
    }
    const messageId = await sendWords(ctx, course, answer)
    const contactId = answer.call
      ? await recordContact(ctx, course, { ...answer.call, sendKey: answer.sendKey })
      : null
    const handled = await handleMessages(ctx, course, answer.handled, messageId)
    invariant(handled.ok, 'the form asks for every reason')
    if (answer.decision) {
      await decideSignals(ctx, course, { ...answer.decision, sendKey: answer.sendKey })
    }
    if (answer.isReview) await reviewed(ctx, course, { answer, messageId, contactId })
    await decideSuggestions(ctx, course, { made: answer.suggestions, sendKey: answer.sendKey })
    if (answer.booking) {
      const sendKey = nextCallKey(answer.sendKey)
      await bookCall(ctx, course, { ...answer.booking, sendKey })
    }
    for (const time of answer.times) await logTime(ctx, course, time)
    await markRead(ctx, course)
    await clearDraft(ctx, course, answerDraft)
    ctx.audit('answer.sent', course.id, {
      patientId: course.patientId,
      detail: { kind: answer.kind, isReview: answer.isReview },
    })
  })
}

/** The call that is booked with an answer has the answer's key, made its own. */
export function nextCallKey(answerKey: string): string {
  return idOf(answerKey, 'next call')
}

async function sendWords(
  ctx: WriteContext,
  course: OwnCourse,
  answer: Answer,
): Promise<string | null> {
  if (answer.kind === 'call') return null
  const between = answer.isWelcome ? 'welcome' : 'message'
  return sendMessage(ctx, course, {
    body: answer.body,
    kind: answer.isReview ? 'review' : between,
    sendKey: answer.sendKey,
  })
}

async function reviewed(
  ctx: WriteContext,
  course: OwnCourse,
  done: { answer: Answer; messageId: string | null; contactId: string | null },
): Promise<void> {
  const { answer, messageId, contactId } = done
  const { sendKey, nextReviewAt } = answer
  if (messageId) await recordReview(ctx, course, { how: 'written', messageId, sendKey })
  else if (contactId) await recordReview(ctx, course, { how: 'call', contactId, sendKey })
  await markModulesReviewed(ctx, course)
  for (const choice of answer.modules) await changeModule(ctx, course, choice)
  for (const task of answer.tasks) await setTask(ctx, course, task)
  invariant(nextReviewAt, 'a review names the next one')
  await setNextReview(ctx, course, { at: nextReviewAt, reason: null })
}

async function changeModule(
  ctx: WriteContext,
  course: OwnCourse,
  { act, moduleId, reason }: ModuleChoice,
): Promise<void> {
  const acts = { open: releaseModule, hold: holdModule, offer: offerModule }
  await acts[act](ctx, course, { moduleId, reason })
}
