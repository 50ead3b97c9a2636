import { reminderDays, reminderTimes } from '#clinical/diary-reminder.ts'
import type { Worksheet } from '#content/types.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { badRequest, conflict, forbidden } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { endOpen, insertReminder, reminderById } from './repository.ts'

/**
 * The person wants to be reminded of a diary at this time of day. It takes the place of an earlier
 * reminder of the same diary; the same press again is one act.
 */
export async function askForReminder(
  ctx: Context,
  course: VisibleCourse,
  asked: { id: string; worksheet: Worksheet; atTime: string },
): Promise<void> {
  if (!course.access.has('patient')) throw forbidden()
  if (course.state === 'ended') throw conflict()
  const rules = ctx.content.protocols.notifications.diaryReminders
  const { id, worksheet, atTime } = asked
  if (!worksheet.remind || !reminderTimes(rules).includes(atTime)) throw badRequest()
  const days = reminderDays({
    now: ctx.now.getTime(),
    timeZone: ctx.service.timeZone,
    atTime,
    days: rules.stopAfterDays,
  })
  await transact(ctx, async (ctx) => {
    const wasAsked = (await reminderById(ctx, id)) !== null
    if (!wasAsked) {
      await endOpen(ctx, course.id, { worksheetId: worksheet.id, how: 'changed' })
      await insertReminder(ctx, course, { id, worksheetId: worksheet.id, atTime, ...days })
    }
    const act = wasAsked ? 'diary-reminder.asked-again' : 'diary-reminder.asked'
    ctx.audit(act, id, { patientId: course.patientId })
  })
}
