import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
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
  const ids = idList(courses)
  const own = sql`service_id = ${ctx.service.id} and course_id = any(${ids}::uuid[])`
  const [now, said, done] = await Promise.all([
    Promise.all([safetyOf(ctx, own), waitingOf(ctx, own), callsOf(ctx, own)]),
    Promise.all([messagesOf(ctx, own), contactsOf(ctx, own), commentsOf(ctx, own, actorId)]),
    Promise.all([
      formsOf(ctx, own),
      modulesOf(ctx, own),
      pausesOf(ctx, own),
      visitsOf(ctx, own),
      entriesOf(ctx, courses),
    ]),
  ])
  const [safety, waiting, calls] = now
  const [messages, contacts, comments] = said
  const [forms, modules, pauses, visits, entries] = done
  return {
    safety,
    waiting,
    calls,
    messages,
    contacts,
    comments,
    forms,
    modules,
    pauses,
    visits,
    entries,
  }
}

type Own = RawBuilder<unknown>

/** As PostgreSQL writes a list: ids need no quotes, and it is sent a dozen times. */
function idList(courses: readonly AskedCourse[]): string {
  return `{${courses.map(({ course_id }) => course_id).join(',')}}`
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
          and e.at < s.raised_at and (e.detail->>'reviewBy')::date >= s.raised_at::date))) as items
    from safety_item s where ${own} and s.closed_at is null group by s.course_id`)
  return rows.map(({ course_id, items }) => ({ course_id, items: safetyItems.parse(items) }))
}

/** The messages that nobody has dealt with; their words are fetched for the first of them alone. */
function waitingOf(ctx: Context, own: Own) {
  return ctx.rows(sql<{ course_id: string; count: number; since: Date; words: string }>`
    with waiting as (
      select m.service_id, m.course_id, m.id, m.sent_at from message m
      where ${own} and m.from_patient and not exists (select from message_handling h
        where h.service_id = m.service_id and h.message_id = m.id))
    select course_id, count, since, (select left(m.body, 160) from message m
      where m.service_id = first.service_id and m.id = first.id) as words
    from (select service_id, course_id, count(*)::int as count, min(sent_at) as since,
        (array_agg(id order by sent_at))[1] as id
      from waiting group by service_id, course_id) first`)
}

function callsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<{ course_id: string; at: Date }>`
    select course_id, min(starts_at) as at from appointment
    where ${own} and cancelled_at is null and starts_at > ${ctx.now}::timestamptz - interval '1 day'
    group by course_id`)
}

function messagesOf(ctx: Context, own: Own) {
  return ctx.rows(sql<{
    course_id: string
    from_patient_at: Date | null
    to_patient_at: Date | null
  }>`
    select course_id, max(sent_at) filter (where from_patient) as from_patient_at,
      max(sent_at) filter (where not from_patient) as to_patient_at
    from message where ${own} group by course_id`)
}

function contactsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<{ course_id: string; at: Date }>`
    select course_id, max(happened_at) as at from contact where ${own} group by course_id`)
}

function commentsOf(ctx: Context, own: Own, actorId: string) {
  return ctx.rows(sql<{ course_id: string; unread: number; at: Date }>`
    select course_id, max(at) as at,
      count(*) filter (where therapist_id = ${actorId} and read_at is null)::int as unread
    from supervision_comment where ${own} group by course_id`)
}

interface FormsRow {
  course_id: string
  ids: string[]
  totals: (number | null)[]
  times: number[]
  answered_at: Date | null
}

// Three arrays, because an object for every form costs four times as much.
function formsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<FormsRow>`
    select course_id, array_to_json(array_agg(instrument_id)) as ids,
      array_to_json(array_agg(total)) as totals,
      array_to_json(array_agg(date_part('epoch', submitted_at) * 1000)) as times,
      max(submitted_at) filter (where mode = 'online') as answered_at
    from instrument_response where ${own} group by course_id`)
}

const moduleEvents = z.array(
  z.tuple([z.string(), moment]).transform(([moduleId, at]) => ({ moduleId, at })),
)

async function modulesOf(ctx: Context, own: Own) {
  const rows = await ctx.rows(sql<{ course_id: string; events: unknown }>`
    select course_id, json_agg(json_build_array(module_id, date_part('epoch', at) * 1000)) as events
    from module_event where ${own} and kind = 'submitted' group by course_id`)
  return rows.map(({ course_id, events }) => ({ course_id, events: moduleEvents.parse(events) }))
}

const pauseEvents = z.array(
  z.tuple([z.enum(['paused', 'resumed']), moment]).transform(([kind, at]) => ({ kind, at })),
)

async function pausesOf(ctx: Context, own: Own) {
  const rows = await ctx.rows(sql<{ course_id: string; events: unknown }>`
    select course_id, json_agg(json_build_array(kind, date_part('epoch', at) * 1000)
      order by at) as events
    from course_event where ${own} and kind in ('paused', 'resumed') group by course_id`)
  return rows.map(({ course_id, events }) => ({ course_id, events: pauseEvents.parse(events) }))
}

function visitsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<{ course_id: string; at: Date }>`
    select course_id, max(last_at) as at from page_visit where ${own} group by course_id`)
}

interface EntriesRow {
  course_id: string
  changed_at: Date | null
  new_entries: number
  new_since: Date | null
  entries_since_review: number
}

/** New since whoever asks looked, and since the last review. */
function entriesOf(ctx: Context, courses: readonly AskedCourse[]) {
  const ids = idList(courses)
  const looked = courses.map(({ looked_at, created_at }) => looked_at ?? created_at)
  const reviewed = courses.map(({ last_review_at, created_at }) => last_review_at ?? created_at)
  return ctx.rows(sql<EntriesRow>`
    select c.id as course_id, written.*, (select max(e.updated_at) from entry e
      where e.service_id = ${ctx.service.id} and e.course_id = c.id) as changed_at
    from unnest(${ids}::uuid[], ${looked}::timestamptz[], ${reviewed}::timestamptz[])
        as c(id, looked, reviewed)
      cross join lateral (
        select count(*) filter (where e.updated_at > c.looked)::int as new_entries,
          min(e.updated_at) filter (where e.updated_at > c.looked) as new_since,
          count(*) filter (where e.updated_at > c.reviewed)::int as entries_since_review
        from entry e where e.service_id = ${ctx.service.id} and e.course_id = c.id
          and e.status <> 'archived' and e.updated_at > least(c.looked, c.reviewed)) written`)
}
