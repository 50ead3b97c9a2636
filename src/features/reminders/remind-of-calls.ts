import { sql } from 'kysely'
import { addDays, localDate, startOfDay } from '#clinical/calendar.ts'
import type { Context } from '#platform/context.ts'
import { sendReminder } from './send-reminder.ts'

interface CallRow {
  appointment_id: string
  course_id: string
  patient_id: string
  account_id: string
}

/**
 * The day before a call. One that was booked today for tomorrow was told of just now: once is
 * enough. A pause stops reminders of work, not of a call that was agreed.
 */
export async function remindOfCalls(ctx: Context): Promise<void> {
  const { timeZone } = ctx.service
  const today = localDate(ctx.now.getTime(), timeZone)
  const [startOfToday, tomorrow, dayAfter] = [0, 1, 2].map(
    (days) => new Date(startOfDay(addDays(today, days), timeZone)),
  )
  const rows = await ctx.rows(sql<CallRow>`
    select b.id as appointment_id, c.id as course_id, c.patient_id, p.account_id
    from course c
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
      join appointment b on b.service_id = c.service_id and b.course_id = c.id
    where c.service_id = ${ctx.service.id} and p.account_id is not null
      and b.cancelled_at is null and b.made_at < ${startOfToday}
      and b.starts_at >= ${tomorrow} and b.starts_at < ${dayAfter}
      and not exists (select from outbox_mail o where o.service_id = c.service_id
        and o.dedupe_key = 'call-tomorrow ' || b.id)
    order by b.starts_at, b.id`)
  for (const row of rows) {
    await sendReminder(ctx, {
      kind: noticeOfTomorrow(ctx),
      courseId: row.course_id,
      patientId: row.patient_id,
      accountId: row.account_id,
      dedupeKey: `call-tomorrow ${row.appointment_id}`,
    })
  }
}

/** A service may word the reminder for itself; until then it says again that a call is booked. */
function noticeOfTomorrow(ctx: Context): string {
  const { notifications } = ctx.content.protocols.notifications
  return notifications.has('call_tomorrow') ? 'call_tomorrow' : 'call_booked'
}
