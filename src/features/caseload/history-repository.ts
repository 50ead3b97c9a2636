import { type RawBuilder, sql } from 'kysely'
import { askedRecordsIn } from '#features/measure-schedule/index.ts'
import { lastActions } from '#features/reminders/index.ts'
import type { Context } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'
import { onePerProcess, StampedMemory } from '#platform/stamped-memory.ts'
import {
  type CourseHistory,
  type FormsRow,
  type HistoryAnswers,
  historiesFrom,
  type MomentRow,
} from './course-history.ts'

interface StampedCourse {
  readonly course_id: string
  /** Moves with the record (`course_stamp`); null while nothing is in it. */
  readonly stamp: string | null
}

/** About twenty lists; a history takes some kilobytes. */
const rememberedHistories = onePerProcess(() => new StampedMemory<CourseHistory>(2000))

/**
 * What happened in each of these courses, which whoever asks has found. Read once for each state of
 * a record: the list asks it of a hundred people on every view, and few have moved in between.
 */
export async function historiesOf(
  ctx: Context,
  courses: readonly StampedCourse[],
): Promise<ReadonlyMap<string, CourseHistory>> {
  const remembered = rememberedHistories(ctx)
  const key = (courseId: string) => `${ctx.service.id} ${courseId}`
  const histories = new Map<string, CourseHistory>()
  for (const { course_id: id, stamp } of courses) {
    const known = stamp === null ? undefined : remembered.get(key(id), stamp)
    if (known) histories.set(id, known)
  }
  const moved = courses.filter(({ course_id: id }) => !histories.has(id))
  if (moved.length === 0) return histories
  const read = await readHistories(
    ctx,
    moved.map(({ course_id: id }) => id),
  )
  for (const { course_id: id, stamp } of moved) {
    const history = read.get(id)
    if (!history) continue
    histories.set(id, history)
    if (stamp !== null) remembered.put(key(id), stamp, history)
  }
  return histories
}

type Own = RawBuilder<unknown>

/** In one round trip. Each question reads an index by course for just these courses. */
async function readHistories(ctx: Context, courseIds: readonly string[]) {
  // As PostgreSQL writes a list: ids need no quotes, and it is sent with every question.
  const ids = `{${courseIds.join(',')}}`
  const own = sql`service_id = ${ctx.service.id} and course_id = any(${ids}::uuid[])`
  const [courses, reviews, waiting, forms, asked, modules, actions, entries, moments] =
    await Promise.all([
      coursesOf(ctx, ids),
      reviewsOf(ctx, own),
      waitingOf(ctx, own),
      formsOf(ctx, own),
      askedRecordsIn(ctx, courseIds),
      modulesOf(ctx, own),
      lastActions(ctx, courseIds),
      entriesOf(ctx, own),
      momentsOf(ctx, ids),
    ])
  return historiesFrom({
    courses,
    reviews,
    waiting,
    forms,
    asked,
    modules,
    actions,
    entries,
    moments,
  })
}

function coursesOf(ctx: Context, ids: string) {
  return ctx.rows(sql<HistoryAnswers['courses'][number]>`
    select c.id as course_id, c.patient_id, c.state, c.programme_id, c.track, c.created_at,
      c.started_at, c.next_review_at, c.ended_at,
      case when c.state = 'paused' then (select e.detail->>'until' from course_event e
        where e.service_id = c.service_id and e.course_id = c.id and e.kind = 'paused'
        order by e.at desc, e.id desc limit 1) end as paused_until,
      concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name) as name
    from course c join patient p on p.service_id = c.service_id and p.id = c.patient_id
    where c.service_id = ${ctx.service.id} and c.id = any(${ids}::uuid[])`)
}

function reviewsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<HistoryAnswers['reviews'][number]>`
    select course_id, count(*)::int as count, max(at) as last from review where ${own}
    group by course_id`)
}

/** The messages that nobody has dealt with; their words are fetched for the first of them alone. */
function waitingOf(ctx: Context, own: Own) {
  // "Not in" reads both indexes once; "not exists" would look for each message on its own.
  return ctx.rows(sql<HistoryAnswers['waiting'][number]>`
    select course_id, count, since, (select left(m.body, 160) from message m
      where m.service_id = ${ctx.service.id} and m.id = first.id) as words
    from (select course_id, count(*)::int as count, min(sent_at) as since,
        (array_agg(id order by sent_at))[1] as id
      from message where ${own} and from_patient
        and id not in (select message_id from message_handling where ${own})
      group by course_id) first`)
}

/**
 * Two lists for each instrument, because an object for every form costs four times as much; and as
 * PostgreSQL itself writes lists, which costs a quarter less than making them JSON.
 */
function formsOf(ctx: Context, own: Own) {
  return ctx.rows(sql<FormsRow>`
    select course_id, instrument_id, array_agg(total)::text as totals,
      array_agg(${milliseconds(sql`submitted_at`)})::text as times
    from instrument_response where ${own} group by course_id, instrument_id`)
}

function modulesOf(ctx: Context, own: Own) {
  return ctx.rows(sql<HistoryAnswers['modules'][number]>`
    select course_id, array_to_json(array_agg(module_id)) as ids,
      array_to_json(array_agg(${milliseconds(sql`at`)})) as times
    from module_event where ${own} and kind = 'submitted' group by course_id`)
}

function entriesOf(ctx: Context, own: Own) {
  return ctx.rows(sql<HistoryAnswers['entries'][number]>`
    select course_id, array_agg(${milliseconds(sql`updated_at`)}
      order by updated_at desc)::text as times
    from entry where ${own} and status <> 'archived' group by course_id`)
}

/** When each thing happened last; of calls, comments and pauses all. Each question costs a trip. */
function momentsOf(ctx: Context, ids: string) {
  const own = sql`service_id = ${ctx.service.id}
    and course_id = any((select ids from asked)::uuid[])`
  return ctx.rows(sql<MomentRow>`
    with asked as materialized (select ${ids}::uuid[] as ids)
    select course_id, 'written' as what, max(sent_at) as at, null::uuid as unread_by
      from message where ${own} and not from_patient group by course_id
    union all select course_id, 'spoken', max(happened_at), null
      from contact where ${own} group by course_id
    union all select course_id, 'commented', at, case when read_at is null then therapist_id end
      from supervision_comment where ${own}
    union all select course_id, 'call', starts_at, null
      from appointment where ${own} and cancelled_at is null
    union all select course_id, kind, at, null
      from course_event where ${own} and kind in ('paused', 'resumed')`)
}
