import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/**
 * What counts as being there, for a course `c` and its patient `p`: reading, writing, answering,
 * sending, practising, opening what the therapist wrote, and speaking with somebody on a call.
 * Before any of it, the start of treatment. The one list of this; queue and reminders both ask it.
 */
export const lastAction = sql`
  select greatest(c.started_at,
    (select max(v.last_at) from page_visit v
      where v.service_id = c.service_id and v.course_id = c.id),
    (select max(n.updated_at) from entry n
      where n.service_id = c.service_id and n.course_id = c.id),
    (select max(i.submitted_at) from instrument_response i
      where i.service_id = c.service_id and i.course_id = c.id and i.mode in ('online', 'link')),
    (select max(m.sent_at) from message m
      where m.service_id = c.service_id and m.course_id = c.id and m.from_patient),
    (select max(s.read_at) from message_receipt s
      where s.service_id = c.service_id and s.reader_id = p.account_id),
    (select max(x.at) from practice_event x
      where x.service_id = c.service_id and x.by = p.account_id),
    (select max(k.happened_at) from contact k where k.service_id = c.service_id
      and k.course_id = c.id and k.outcome in ('attended', 'late_seen'))) as at`

/** When each of these people was last there, for a list that knows whose courses they are. */
export async function lastActions(ctx: Context, courseIds: readonly string[]) {
  const ids = `{${courseIds.join(',')}}`
  return ctx.rows(sql<{ course_id: string; at: Date | null }>`
    select c.id as course_id, act.at from course c
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
      cross join lateral (${lastAction}) act
    where c.service_id = ${ctx.service.id} and c.id = any(${ids}::uuid[])`)
}
