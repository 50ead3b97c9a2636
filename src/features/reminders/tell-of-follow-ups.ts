import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { sendReminder } from './send-reminder.ts'

interface FollowUpRow {
  course_id: string
  patient_id: string
  account_id: string
}

const dayMilliseconds = 86_400_000
/** A service that was switched off for longer does not write to people about something so old. */
const newForDays = 14

/** A follow-up opens by date after the end; no release tells the person, so this does. */
export async function tellOfFollowUps(ctx: Context): Promise<void> {
  for (const programme of ctx.content.programmes.values()) {
    for (const { module, weeksAfterEnd } of programme.followups) {
      const latest = ctx.now.getTime() - weeksAfterEnd * 7 * dayMilliseconds
      const rows = await ctx.rows(sql<FollowUpRow>`
        select c.id as course_id, c.patient_id, p.account_id
        from course c join patient p on p.service_id = c.service_id and p.id = c.patient_id
        where c.service_id = ${ctx.service.id} and c.programme_id = ${programme.id}
          and c.state = 'ended' and p.account_id is not null
          and c.ended_at <= ${new Date(latest)}
          and c.ended_at > ${new Date(latest - newForDays * dayMilliseconds)}
          and not exists (select from course o where o.service_id = c.service_id
            and o.patient_id = c.patient_id and o.created_at > c.created_at)
          and not exists (select from outbox_mail o where o.service_id = c.service_id
            and o.dedupe_key = 'module-opened ' || c.id || ' ' || ${module}::text)
        order by c.ended_at, c.id`)
      for (const row of rows) {
        await sendReminder(ctx, {
          kind: 'module_opened',
          courseId: row.course_id,
          patientId: row.patient_id,
          accountId: row.account_id,
          // The key of a release by hand: opened either way, it is told once.
          dedupeKey: `module-opened ${row.course_id} ${module}`,
        })
      }
    }
  }
}
