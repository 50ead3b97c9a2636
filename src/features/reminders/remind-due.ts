import { localTime } from '#clinical/calendar.ts'
import { remindOfDiaries } from '#features/diary-reminders/index.ts'
import type { Context } from '#platform/context.ts'
import { remindOfCalls } from './remind-of-calls.ts'
import { remindOfForms } from './remind-of-forms.ts'
import { remindSilent } from './remind-silent.ts'
import { tellOfFollowUps } from './tell-of-follow-ups.ts'

/** Nobody's telephone lights up at night because of us. */
const quietFrom = '20:00'
const quietUntil = '08:00'

/**
 * Sends every reminder that is due now, each once: run again, or by two processes at a time, it
 * sends nothing more. What is due follows from the rows and the clock, so nothing can be lost.
 */
export async function remindDue(ctx: Context): Promise<void> {
  // Asked for, at an hour of the person's own choosing: it has quiet hours of its own.
  await remindOfDiaries(ctx)
  const time = localTime(ctx.now.getTime(), ctx.service.timeZone)
  if (time < quietUntil || time >= quietFrom) return
  await remindOfCalls(ctx)
  await tellOfFollowUps(ctx)
  await remindOfForms(ctx)
  await remindSilent(ctx)
}
