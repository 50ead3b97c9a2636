import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { askedWeeklyIn } from '#features/measure-schedule/index.ts'
import { decisionsIn } from '#features/on-track/index.ts'
import { lastActions } from '#features/reminders/index.ts'
import type { Context } from '#platform/context.ts'

interface AskedCourse {
  readonly course_id: string
  readonly created_at: Date
  readonly looked_at: Date | null
  readonly last_review_at: Date | null
}

export type CaseFacts = Awaited<ReturnType<typeof caseFacts>>

/**
 * What happened in these courses, in one round trip. Each question reads an index by course for
 * just these
 * courses, so that its time grows with the list and never with the service.
 */
export async function caseFacts(ctx: Context, actorId: string, courses: readonly AskedCourse[]) {
  const courseIds = courses.map(({ course_id }) => course_id)
  const own = sql`service_id = ${ctx.service.id} and course_id = any(${idList(courses)}::uuid[])`
  const [safety, waiting, events, decisions, moments, actions, forms, asked, modules, entries] =
    await Promise.all([
      safetyOf(ctx, own),
      waitingOf(ctx, own),
      eventsOf(ctx, own),
      decisionsIn(ctx, courseIds),
      momentsOf(ctx, actorId, courses),
      lastActions(ctx, courseIds),
      formsOf(ctx, own),
      askedWeeklyIn(ctx, courseIds),
      modulesOf(ctx, own),
      entriesOf(ctx, courses),
    ])
  return { safety, waiting, events, decisions, moments, actions, forms, asked, modules, entries }
}

type Own = RawBuilder<unknown>

/** As PostgreSQL writes a list: ids need no quotes, and it is sent with every question. */
function idList(courses: readonly AskedCourse[]): string {
  return `{${courses.map(({ course_id }) => course_id).join(',')}}`
}

/** The driver writes a list of dates in the machine's own time, each part by part. */
function momentList(courses: readonly AskedCourse[], of: (course: AskedCourse) => Date): string {
  return `{${courses.map((course) => of(course).toISOString()).join(',')}}`
}

const moment = z.number().transform((milliseconds) => Math.round(milliseconds))

const safetyItems = z.array(
  z.object({
    id: z.string(),
    trigger: z.string(),
    detail: z.looseObject({
      item: z.int().optional(),
      value: z.int().optional(),
      previous: z.int().nullish(),
      atLeast: z.int().optional(),
    }),
    raisedAt: moment,
    dueAt: moment,
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    hasReviewedPlan: z.boolean(),
  }),
)

async function safetyOf(ctx: Context, own: Own) {
  const rows = await ctx.rows(sql<{ course_id: string; items: unknown }>`
    select s.course_id, json_agg(json_build_object('id', s.id, 'trigger', s.trigger,
      'detail', s.detail, 'raisedAt', date_part('epoch', s.raised_at) * 1000,
      'dueAt', date_part('epoch', s.due_at) * 1000, 'ownerId', s.owner_id,
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

/** The messages that nobody has dealt with; their words are fetched for the first of them alone. */
function waitingOf(ctx: Context, own: Own) {
  // "Not in" reads both indexes once; "not exists" would look for each message on its own.
  return ctx.rows(sql<{ course_id: string; count: number; since: Date; words: string }>`
    select course_id, count, since, (select left(m.body, 160) from message m
      where m.service_id = ${ctx.service.id} and m.id = first.id) as words
    from (select course_id, count(*)::int as count, min(sent_at) as since,
        (array_agg(id order by sent_at))[1] as id
      from message where ${own} and from_patient
        and id not in (select message_id from message_handling where ${own})
      group by course_id) first`)
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

type MomentKind = 'written_to_patient' | 'spoken' | 'commented' | 'next_call' | 'paused' | 'resumed'

interface MomentRow {
  course_id: string
  what: MomentKind
  at: Date
  /** Comments that whoever asks has not read. */
  unread: number
}

/** When each thing happened last, or will next; of pauses all. One question: each costs a trip. */
function momentsOf(ctx: Context, actorId: string, courses: readonly AskedCourse[]) {
  const own = sql`service_id = ${ctx.service.id}
    and course_id = any((select ids from asked)::uuid[])`
  return ctx.rows(sql<MomentRow>`
    with asked as materialized (select ${idList(courses)}::uuid[] as ids)
    select course_id, 'written_to_patient' as what, max(sent_at) as at, 0 as unread
      from message where ${own} and not from_patient group by course_id
    union all select course_id, 'spoken', max(happened_at), 0
      from contact where ${own} group by course_id
    union all select course_id, 'commented', max(at),
        count(*) filter (where therapist_id = ${actorId} and read_at is null)::int
      from supervision_comment where ${own} group by course_id
    union all select course_id, 'next_call', min(starts_at), 0
      from appointment where ${own} and cancelled_at is null
        and starts_at > ${ctx.now}::timestamptz - interval '1 day' group by course_id
    union all select course_id, kind, at, 0
      from course_event where ${own} and kind in ('paused', 'resumed')`)
}

interface FormsRow {
  course_id: string
  instrument_id: string
  /** As PostgreSQL writes a list: '{12,NULL,9.5}'. */
  totals: string
  /** In milliseconds. */
  times: string
}

/**
 * Two lists for each instrument, because an object for every form costs four times as much; and as
 * PostgreSQL itself writes lists, which costs a quarter less than making them JSON.
 */
function formsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<FormsRow>`
    select course_id, instrument_id, array_agg(total)::text as totals,
      array_agg((date_part('epoch', submitted_at) * 1000)::bigint)::text as times
    from instrument_response where ${own} group by course_id, instrument_id`)
}

function modulesOf(ctx: Context, own: Own) {
  return ctx.rows(sql<{ course_id: string; ids: string[]; times: number[] }>`
    select course_id, array_to_json(array_agg(module_id)) as ids,
      array_to_json(array_agg(date_part('epoch', at) * 1000)) as times
    from module_event where ${own} and kind = 'submitted' group by course_id`)
}

interface EntriesRow {
  course_id: string
  new_entries: number
  new_since: Date | null
  entries_since_review: number
}

/** New since whoever asks looked, and since the last review. */
function entriesOf(ctx: Context, courses: readonly AskedCourse[]) {
  const ids = idList(courses)
  const looked = momentList(courses, ({ looked_at, created_at }) => looked_at ?? created_at)
  const reviewed = momentList(courses, (course) => course.last_review_at ?? course.created_at)
  return ctx.rows(sql<EntriesRow>`
    select c.id as course_id, written.*
    from unnest(${ids}::uuid[], ${looked}::timestamptz[], ${reviewed}::timestamptz[])
        as c(id, looked, reviewed)
      cross join lateral (
        select count(*) filter (where e.updated_at > c.looked)::int as new_entries,
          min(e.updated_at) filter (where e.updated_at > c.looked) as new_since,
          count(*) filter (where e.updated_at > c.reviewed)::int as entries_since_review
        from entry e where e.service_id = ${ctx.service.id} and e.course_id = c.id
          and e.status <> 'archived' and e.updated_at > least(c.looked, c.reviewed)) written`)
}
