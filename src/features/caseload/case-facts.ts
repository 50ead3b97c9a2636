import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { decisionsIn } from '#features/on-track/index.ts'
import { safetyDetail } from '#features/risk/index.ts'
import type { Context } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'

export type CaseFacts = Awaited<ReturnType<typeof caseFacts>>

/**
 * What is open in these courses, asked anew each time in one round trip: safety items with their
 * clocks, adverse events that wait, what was decided on signals, each with the names of today.
 */
export async function caseFacts(ctx: Context, courseIds: readonly string[]) {
  // As PostgreSQL writes a list: ids need no quotes, and it is sent with every question.
  const ids = `{${courseIds.join(',')}}`
  const own = sql`service_id = ${ctx.service.id} and course_id = any(${ids}::uuid[])`
  const [safety, events, decisions] = await Promise.all([
    safetyOf(ctx, own),
    eventsOf(ctx, own),
    decisionsIn(ctx, courseIds),
  ])
  return { safety, events, decisions }
}

type Own = RawBuilder<unknown>

const safetyItems = z.array(
  z.object({
    id: z.string(),
    trigger: z.string(),
    detail: safetyDetail,
    raisedAt: z.number(),
    dueAt: z.number(),
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    hasReviewedPlan: z.boolean(),
  }),
)

async function safetyOf(ctx: Context, own: Own) {
  const rows = await ctx.rows(sql<{ course_id: string; items: unknown }>`
    select s.course_id, json_agg(json_build_object('id', s.id, 'trigger', s.trigger,
      'detail', s.detail, 'raisedAt', ${milliseconds(sql`s.raised_at`)},
      'dueAt', ${milliseconds(sql`s.due_at`)}, 'ownerId', s.owner_id,
      'ownerName', (select o.display_name from account o
        where o.service_id = s.service_id and o.id = s.owner_id),
      'hasReviewedPlan', exists (select from safety_event e
        join safety_item i on i.service_id = e.service_id and i.id = e.item_id
        where e.service_id = s.service_id and i.course_id = s.course_id and e.kind = 'plan_made'
          and e.at < s.raised_at and (e.detail->>'reviewBy')::date
            >= (s.raised_at at time zone ${ctx.service.timeZone})::date))) as items
    from safety_item s where ${own} and s.closed_at is null group by s.course_id`)
  return rows.map(({ course_id, items }) => ({ course_id, items: safetyItems.parse(items) }))
}

interface EventsRow {
  course_id: string
  /** Since when what the person told of waits to be written up, and its first words. */
  told_since: Date | null
  told_words: string | null
  /** Since when a reviewer waits for more to be written. */
  asked_since: Date | null
}

/** Negative effects and adverse events that wait for the therapist. */
function eventsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<EventsRow>`
    select course_id, min(recorded_at) filter (where asked_at is null) as told_since,
      (array_agg(left(told, 160) order by recorded_at) filter (where asked_at is null))[1]
        as told_words,
      min(asked_at) as asked_since
    from (
      select e.course_id, e.recorded_at, e.told, e.source, judged.version,
        (select max(r.at) from adverse_event_review r
          where r.service_id = e.service_id and r.event_id = e.id and r.version = judged.version
            and r.decision = 'more_needed' and not exists (select from adverse_event_review later
              where later.service_id = r.service_id and later.event_id = r.event_id
                and later.version = r.version and later.at > r.at)) as asked_at
      from adverse_event e cross join lateral (
        select max(v.version) as version from adverse_event_version v
        where v.service_id = e.service_id and v.event_id = e.id) judged
      where ${own}) event
    where version is null and source = 'patient' or asked_at is not null
    group by course_id`)
}
