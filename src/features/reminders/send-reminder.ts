import { sendAnswerLink } from '#features/answer-links/index.ts'
import { sendNotice } from '#features/notices/index.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'

export interface Reminder {
  readonly kind: string
  readonly courseId: string
  readonly patientId: string
  readonly accountId: string
  /** One event, one reminder: however often the clock looks. */
  readonly dedupeKey: string
  /** It carries a single-use link that answers the forms without signing in. */
  readonly hasAnswerLink?: boolean
}

/** One neutral notice, in a transaction of its own: what was sent stays sent. */
export async function sendReminder(ctx: Context, reminder: Reminder): Promise<void> {
  await transact(ctx, async (ctx) => {
    await (reminder.hasAnswerLink ? sendWithLink(ctx, reminder) : sendPlain(ctx, reminder))
    ctx.audit('reminder.sent', reminder.courseId, {
      patientId: reminder.patientId,
      detail: { kind: reminder.kind },
    })
  })
}

function sendPlain(ctx: WriteContext, reminder: Reminder): Promise<void> {
  return sendNotice(ctx, {
    kind: reminder.kind,
    to: { accountId: reminder.accountId },
    dedupeKey: reminder.dedupeKey,
  })
}

async function sendWithLink(ctx: WriteContext, reminder: Reminder): Promise<void> {
  const course = await findCourseAsSystem(ctx, reminder.courseId)
  const key = reminder.dedupeKey
  await sendAnswerLink(ctx, course, { key, noticeKey: key })
}
