import { sendNotice } from '#features/notices/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'

export interface Reminder {
  readonly kind: string
  readonly courseId: string
  readonly patientId: string
  readonly accountId: string
  /** One event, one reminder: however often the clock looks. */
  readonly dedupeKey: string
}

/** One neutral notice, in a transaction of its own: what was sent stays sent. */
export async function sendReminder(ctx: Context, reminder: Reminder): Promise<void> {
  await transact(ctx, async (ctx) => {
    await sendNotice(ctx, {
      kind: reminder.kind,
      to: { accountId: reminder.accountId },
      dedupeKey: reminder.dedupeKey,
    })
    ctx.audit('reminder.sent', reminder.courseId, {
      patientId: reminder.patientId,
      detail: { kind: reminder.kind },
    })
  })
}
