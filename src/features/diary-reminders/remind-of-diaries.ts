import { addDays, localDate, localTime, startOfDay } from '#clinical/calendar.ts'
import { isQuiet } from '#clinical/diary-reminder.ts'
import { sendNotice } from '#features/notices/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { type DueReminder, dueReminders, remindedToday } from './repository.ts'
import { stopToken } from './stop-token.ts'

/**
 * Sends the reminders of diaries whose time has come, each once a day at most, however often the
 * clock looks. Which are due follows from the rows and the clock, and stops with them.
 */
export async function remindOfDiaries(ctx: Context): Promise<void> {
  const { timeZone } = ctx.service
  const clock = localTime(ctx.now.getTime(), timeZone)
  if (isQuiet(clock, ctx.content.protocols.notifications.diaryReminders)) return
  const today = localDate(ctx.now.getTime(), timeZone)
  const due = await dueReminders(ctx, {
    clock,
    today,
    dayBegins: new Date(startOfDay(today, timeZone)),
    dayEnds: new Date(startOfDay(addDays(today, 1), timeZone)),
  })
  for (const reminder of due) await remind(ctx, reminder)
}

/** In a transaction of its own: what was sent stays sent. */
async function remind(ctx: Context, reminder: DueReminder): Promise<void> {
  const kind = reminder.is_last ? 'asked_reminder_last' : 'asked_reminder'
  await transact(ctx, async (ctx) => {
    await sendNotice(ctx, {
      kind,
      to: { accountId: reminder.account_id },
      dedupeKey: reminder.dedupe_key,
      stop: `/stop/${stopToken(ctx.keys, reminder.id)}`,
    })
    ctx.audit('reminder.sent', reminder.course_id, {
      patientId: reminder.patient_id,
      detail: { kind },
    })
  })
}

/** Of these courses, those with a reminder of their own today. */
export function coursesRemindedToday(
  ctx: Context,
  courseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return remindedToday(ctx, courseIds, localDate(ctx.now.getTime(), ctx.service.timeZone))
}
