import { sql } from 'kysely'
import { z } from 'zod'
import { type SafetyItem, safetyDetail } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { isId, newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import type { AdverseEvent, EventReview, EventSource, EventVersion } from './adverse-event.ts'

const moment = z.string().transform((text) => new Date(text))
const names = z.array(z.string())

const versionsSchema = z.array(
  z.object({
    version: z.int(),
    kind: z.string(),
    what: z.string(),
    happenedOn: z.string().nullable(),
    learntOn: z.string(),
    learntFrom: z.string(),
    severity: z.string(),
    seriousBecause: names,
    relatedness: z.string(),
    actions: names,
    outcome: z.string(),
    safetyItemId: z.string().nullable(),
    changeReason: z.string().nullable(),
    at: moment,
    byName: z.string(),
  }),
)

const reviewsSchema = z.array(
  z.object({
    id: z.string(),
    version: z.int(),
    decision: z.enum(['reviewed', 'more_needed']),
    note: z.string(),
    at: moment,
    byName: z.string(),
  }),
)

interface EventRow extends Omit<AdverseEvent, 'versions' | 'reviews'> {
  versions: unknown
  reviews: unknown
}

/** The events of one course, for whoever may see it; a patient sees what they told themselves. */
export async function eventsOf(ctx: Context, course: VisibleCourse): Promise<AdverseEvent[]> {
  const own = course.access.has('patient') ? sql`and e.source = 'patient'` : sql``
  return eventRows(ctx, sql`e.course_id = ${course.id} ${own}`)
}

/** One event of a course, or not found. */
export async function findEvent(
  ctx: Context,
  course: VisibleCourse,
  eventId: string | undefined,
): Promise<AdverseEvent> {
  if (!isId(eventId)) throw notFound()
  const [event] = await eventRows(ctx, sql`e.course_id = ${course.id} and e.id = ${eventId}`)
  if (!event) throw notFound()
  return event
}

/**
 * What this actor reviews: a supervisor the events of their therapists' people, the safety lead
 * those of the whole service.
 */
export async function eventsToReview(ctx: Context): Promise<AdverseEvent[]> {
  return eventRows(ctx, reviewedBy(ctx))
}

/** One event that this actor reviews, or not found. */
export async function findEventToReview(
  ctx: Context,
  eventId: string | undefined,
): Promise<AdverseEvent> {
  if (!isId(eventId)) throw notFound()
  const [event] = await eventRows(ctx, sql`${reviewedBy(ctx)} and e.id = ${eventId}`)
  if (!event) throw notFound()
  return event
}

function reviewedBy(ctx: Context) {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw notFound()
  if (actor.roles.has('safety_lead')) return sql`true`
  if (!actor.roles.has('supervisor')) throw notFound()
  return supervisedBy(actor.id)
}

function supervisedBy(accountId: string | null) {
  return sql`exists (select from supervision_link l where l.service_id = c.service_id
    and l.supervisor_id = ${accountId}::uuid and l.therapist_id = c.therapist_id
    and l.until is null)`
}

async function eventRows(ctx: Context, which: ReturnType<typeof sql>): Promise<AdverseEvent[]> {
  const { actor } = ctx
  const isSupervisor = actor.kind === 'staff' && actor.roles.has('supervisor')
  const rows = await ctx.rows(sql<EventRow>`
    select ${isSupervisor ? supervisedBy(actor.id) : sql`false`} as "isNamed",
      e.id, e.course_id as "courseId", c.patient_id as "patientId",
      concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name) as "patientName",
      c.programme_id as "programmeId", t.display_name as "therapistName", e.source,
      e.source_id as "sourceId", e.told, e.recorded_at as "recordedAt",
      r.display_name as "recordedByName", ${versionsJson} as versions, ${reviewsJson} as reviews
    from adverse_event e
      join course c on c.service_id = e.service_id and c.id = e.course_id
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
      join account t on t.service_id = c.service_id and t.id = c.therapist_id
      join account r on r.service_id = e.service_id and r.id = e.recorded_by
    where e.service_id = ${ctx.service.id} and ${which}
    order by e.recorded_at desc, e.id desc`)
  return rows.map((row) => ({
    ...row,
    versions: versionsSchema.parse(row.versions) satisfies EventVersion[],
    reviews: reviewsSchema.parse(row.reviews) satisfies EventReview[],
  }))
}

const versionsJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('version', v.version,
    'kind', v.kind, 'what', v.what, 'happenedOn', v.happened_on, 'learntOn', v.learnt_on,
    'learntFrom', v.learnt_from, 'severity', v.severity, 'seriousBecause', v.serious_because,
    'relatedness', v.relatedness, 'actions', v.actions, 'outcome', v.outcome,
    'safetyItemId', v.safety_item_id, 'changeReason', v.change_reason, 'at', v.at,
    'byName', a.display_name) order by v.version), '[]')
  from adverse_event_version v join account a on a.service_id = v.service_id and a.id = v.by
  where v.service_id = e.service_id and v.event_id = e.id)`

const reviewsJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', v.id,
    'version', v.version, 'decision', v.decision, 'note', v.note, 'at', v.at,
    'byName', a.display_name) order by v.at, v.id), '[]')
  from adverse_event_review v join account a on a.service_id = v.service_id and a.id = v.by
  where v.service_id = e.service_id and v.event_id = e.id)`

/** Null when this key has made an event before: the same form sent twice is one event. */
export async function insertEvent(
  ctx: WriteContext,
  course: VisibleCourse,
  event: {
    source: EventSource
    sourceId: string | null
    told: string | null
    sendKey: string
  },
): Promise<string | null> {
  const row = await ctx.tx
    .insertInto('adverse_event')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      source: event.source,
      source_id: event.sourceId,
      told: event.told,
      recorded_at: ctx.now,
      recorded_by: actingPersonId(ctx),
      send_key: event.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Two people who write on one event at once go one after the other. */
export async function lockEvent(ctx: WriteContext, eventId: string): Promise<void> {
  await ctx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${eventId}, 0))`)
}

export type NewVersion = Omit<EventVersion, 'version' | 'at' | 'byName'>

/** The next version of an event; null when this key has made one before. */
export async function insertVersion(
  ctx: WriteContext,
  eventId: string,
  input: { judged: NewVersion; sendKey: string },
): Promise<number | null> {
  const { judged } = input
  await lockEvent(ctx, eventId)
  const row = await ctx.tx
    .insertInto('adverse_event_version')
    .values({
      service_id: ctx.service.id,
      event_id: eventId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from adverse_event_version
        where service_id = ${ctx.service.id} and event_id = ${eventId})`,
      kind: judged.kind,
      what: judged.what,
      happened_on: judged.happenedOn,
      learnt_on: judged.learntOn,
      learnt_from: judged.learntFrom,
      severity: judged.severity,
      serious_because: JSON.stringify(judged.seriousBecause),
      relatedness: judged.relatedness,
      actions: JSON.stringify(judged.actions),
      outcome: judged.outcome,
      safety_item_id: judged.safetyItemId,
      change_reason: judged.changeReason,
      at: ctx.now,
      by: actingPersonId(ctx),
      send_key: input.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** False when this key has reviewed before. */
export async function insertReview(
  ctx: WriteContext,
  eventId: string,
  review: Pick<EventReview, 'version' | 'decision' | 'note'> & { sendKey: string },
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('adverse_event_review')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      event_id: eventId,
      version: review.version,
      decision: review.decision,
      note: review.note,
      at: ctx.now,
      by: actingPersonId(ctx),
      send_key: review.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The safety items that an event may belong with: those of the same course. */
export async function safetyItemsOf(
  ctx: Context,
  course: VisibleCourse,
): Promise<Pick<SafetyItem, 'id' | 'trigger' | 'detail' | 'raisedAt'>[]> {
  const rows = await ctx.rows(sql<{ id: string; trigger: string; detail: unknown; raisedAt: Date }>`
    select id, trigger, detail, raised_at as "raisedAt" from safety_item
    where service_id = ${ctx.service.id} and course_id = ${course.id} order by raised_at desc`)
  return rows.map((row) => ({ ...row, detail: safetyDetail.parse(row.detail) }))
}

/** Who is told of a serious event: the therapist's supervisors and every safety lead. */
export async function reviewersFor(ctx: Context, course: VisibleCourse): Promise<string[]> {
  const rows = await ctx.rows(sql<{ id: string }>`
    select distinct a.id from account a
      join account_role r on r.service_id = a.service_id and r.account_id = a.id
    where a.service_id = ${ctx.service.id} and a.is_staff and a.disabled_at is null
      and (r.role = 'safety_lead' or r.role = 'supervisor' and exists (
        select from supervision_link l where l.service_id = a.service_id
          and l.supervisor_id = a.id and l.therapist_id = ${course.therapistId}
          and l.until is null))`)
  return rows.map(({ id }) => id)
}
