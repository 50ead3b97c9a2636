import { sendNotice } from '#features/notices/index.ts'
import type { OwnCourse, VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { hashToken, newToken } from '#platform/crypto.ts'
import { idOf } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import { insertLink, replaceOtherLinks } from './repository.ts'

const day = 86_400_000

/**
 * Sends a neutral mail with a new single-use link, in the transaction of what it is about; earlier
 * links of the course stop working. The same act sends one link, however often it is asked for.
 */
export async function sendAnswerLink(
  ctx: WriteContext,
  course: VisibleCourse,
  act: { key: string; noticeKey?: string },
): Promise<void> {
  if (course.patientAccountId === null) return
  const token = newToken()
  const id = idOf('answer-link', course.id, act.key)
  const { validDays } = ctx.content.protocols.measures.answerLink
  const isNew = await insertLink(ctx, course, {
    id,
    tokenHash: hashToken(token),
    expiresAt: new Date(ctx.realNow.getTime() + validDays * day),
  })
  ctx.audit('answer-link.sent', id, { patientId: course.patientId })
  if (!isNew) return
  await replaceOtherLinks(ctx, course, id)
  await sendNotice(ctx, {
    kind: 'answer_link',
    to: { accountId: course.patientAccountId },
    // A reminder is known by its own key, with a link in it or without.
    dedupeKey: act.noticeKey ?? `answer-link ${id}`,
    link: `/answer/${token}`,
  })
}

/** A therapist sends one to their own patient. */
export async function sendLinkByHand(ctx: Context, course: OwnCourse, key: string): Promise<void> {
  await transact(ctx, (ctx) => sendAnswerLink(ctx, course, { key }))
}
