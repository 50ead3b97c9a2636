import { sql } from 'kysely'
import { dueMeasures } from '#features/measures/index.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { sendReminder } from './send-reminder.ts'

interface FormsRow {
  course_id: string
  patient_id: string
  account_id: string
  next_review_at: Date
}

/** The forms for a review are open: said once a review, and not to somebody who has sent them. */
export async function remindOfForms(ctx: Context): Promise<void> {
  for (const programme of ctx.content.programmes.values()) {
    for (const row of await reviewsAhead(ctx, programme)) {
      const { due } = await dueMeasures(ctx, await findCourseAsSystem(ctx, row.course_id))
      // What was missed may still be answered, but nobody is written to about it.
      if (due.every(({ kind }) => kind === 'missed')) continue
      await sendReminder(ctx, {
        kind: 'forms_due',
        courseId: row.course_id,
        patientId: row.patient_id,
        accountId: row.account_id,
        dedupeKey: formsKey(row.course_id, row.next_review_at),
      })
    }
  }
}

export function formsKey(courseId: string, reviewAt: Date): string {
  return `forms-due ${courseId} ${reviewAt.getTime()}`
}

/**
 * The courses whose review is so near that its forms may be open, that were not told yet, and where
 * an answer is missing. Few: measures/due-measures.ts then decides for each.
 */
async function reviewsAhead(
  ctx: Context,
  programme: { id: string; measures: { weekly: readonly string[] } },
): Promise<FormsRow[]> {
  return ctx.rows(sql<FormsRow>`
    select c.id as course_id, c.patient_id, p.account_id, c.next_review_at
    from course c join patient p on p.service_id = c.service_id and p.id = c.patient_id
    where c.service_id = ${ctx.service.id} and c.programme_id = ${programme.id}
      and c.state = 'active' and p.account_id is not null
      and c.next_review_at > ${ctx.now}
      and c.next_review_at < ${ctx.now}::timestamptz + interval '3 days'
      and exists (select from unnest(${[...programme.measures.weekly]}::text[]) as asked(instrument)
        where not exists (select from instrument_response i where i.service_id = c.service_id
          and i.course_id = c.id and i.instrument_id = asked.instrument
          and i.submitted_at > c.next_review_at - interval '3 days'))
      and not exists (select from outbox_mail o where o.service_id = c.service_id
        and o.dedupe_key = 'forms-due ' || c.id || ' '
          || (extract(epoch from c.next_review_at) * 1000)::bigint)
    order by c.next_review_at, c.id`)
}
