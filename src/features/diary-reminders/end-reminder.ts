import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { endOpen, reminderById } from './repository.ts'
import { idInStopToken } from './stop-token.ts'

/** The person ends the reminders of one diary, on its page. Done twice, it is done. */
export async function endReminder(
  ctx: Context,
  course: VisibleCourse,
  worksheetId: string,
): Promise<void> {
  await transact(ctx, async (ctx) => {
    await endOpen(ctx, course.id, { worksheetId, how: 'on_page' })
    ctx.audit('diary-reminder.ended', course.id, { patientId: course.patientId })
  })
}

/**
 * Whoever holds the mail ends the reminders that it was one of, also under another time since:
 * false for a link that never was one. It can do nothing else, so it needs no sign-in.
 */
export async function endByMail(ctx: Context, token: string): Promise<boolean> {
  const id = idInStopToken(ctx.keys, token)
  const found = id && (await reminderById(ctx, id))
  if (!found) return false
  const { courseId, worksheetId, patientId } = found
  await transact(ctx, async (ctx) => {
    await endOpen(ctx, courseId, { worksheetId, how: 'by_mail' })
    ctx.audit('diary-reminder.ended', courseId, { patientId })
  })
  return true
}
