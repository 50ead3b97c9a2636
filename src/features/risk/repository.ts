import { sql } from 'kysely'
import { z } from 'zod'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { safetyPlanSheet } from '#features/worksheets/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { isId, newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { notFound } from '#platform/refusals.ts'
import { contactOf } from './contact-made.ts'
import {
  type ClockStep,
  type SafetyDetail,
  type SafetyEvent,
  type SafetyEventKind,
  type SafetyItem,
  safetyDetail,
} from './safety-item.ts'

// Made once: making a schema costs more than using it.
const detailSchema = z.record(z.string(), z.unknown())

interface ItemRow {
  id: string
  course_id: string
  patient_id: string
  patient_name: string
  therapist_id: string
  therapist_name: string
  trigger: string
  detail: unknown
  raised_at: Date
  raised_by_name: string | null
  owner_id: string | null
  owner_name: string | null
  clock_step: ClockStep
  due_at: Date
  escalation: number
  looked_at: Date | null
  contacted_at: Date | null
  closed_at: Date | null
  has_reviewed_plan: boolean
  plan_saved_at: Date | null
  plan_review_by: string | null
}

export async function findSafetyItem(
  ctx: Context,
  course: VisibleCourse,
  itemId: string | undefined,
): Promise<SafetyItem> {
  if (!isId(itemId)) throw notFound()
  const [item] = await itemsWhere(ctx, sql`s.course_id = ${course.id} and s.id = ${itemId}`)
  if (!item) throw notFound()
  return item
}

/** Whether one item of this course was raised so lately. */
export async function wasRaisedSince(
  ctx: Context,
  course: VisibleCourse,
  item: { itemId: string | undefined; since: Date },
): Promise<boolean> {
  if (!isId(item.itemId)) return false
  const [row] = await ctx.rows(sql<{ id: string }>`
    select id from safety_item where service_id = ${ctx.service.id} and course_id = ${course.id}
      and id = ${item.itemId} and raised_at >= ${item.since}`)
  return row !== undefined
}

/**
 * Open items that the actor may see, first due first: of one course, of those the actor owns, or
 * all. A duty clinician sees the whole service, others the people they answer for, and the items
 * that they own or were told of.
 */
export async function openSafetyItems(
  ctx: Context,
  which: { course: VisibleCourse } | 'mine' | 'all',
): Promise<SafetyItem[]> {
  const narrowed =
    which === 'all'
      ? sql`true`
      : which === 'mine'
        ? sql`s.owner_id = ${staffId(ctx)}::uuid`
        : sql`s.course_id = ${which.course.id}`
  // Whoever opened a record in an emergency reads its items with it.
  const isOpened = typeof which === 'object' && which.course.access.has('opened')
  return itemsWhere(
    ctx,
    sql`s.closed_at is null and ${narrowed} and ${isOpened ? sql`true` : isVisible(ctx)}
    order by s.due_at, s.raised_at, s.id`,
  )
}

export async function closedSafetyItems(ctx: Context, since: Date): Promise<SafetyItem[]> {
  return itemsWhere(
    ctx,
    sql`s.closed_at >= ${since} and ${isVisible(ctx)}
    order by s.closed_at desc, s.id limit 200`,
  )
}

function isVisible(ctx: Context) {
  if (ctx.actor.kind === 'system') return sql`true`
  if (ctx.actor.kind !== 'staff') return sql`c.patient_id = ${patientId(ctx)}::uuid`
  if (ctx.actor.roles.has('duty_clinician')) return sql`true`
  const { id, roles } = ctx.actor
  return sql`((${roles.has('therapist')}::boolean and c.therapist_id = ${id}::uuid)
    or (${roles.has('supervisor')}::boolean and exists (select from supervision_link l
      where l.service_id = s.service_id and l.supervisor_id = ${id}::uuid
        and l.therapist_id = c.therapist_id and l.until is null))
    or s.owner_id = ${id}::uuid or exists (select from safety_event told
      where told.service_id = s.service_id and told.item_id = s.id and told.kind = 'escalated'
        and told.detail->'toldIds' ? ${id}::text))`
}

function staffId(ctx: Context): string | null {
  return ctx.actor.kind === 'staff' ? ctx.actor.id : null
}

function patientId(ctx: Context): string | null {
  return ctx.actor.kind === 'patient' ? ctx.actor.patientId : null
}

async function itemsWhere(ctx: Context, which: ReturnType<typeof sql>): Promise<SafetyItem[]> {
  const rows = await ctx.rows(sql<ItemRow>`
    select s.id, s.course_id, s.patient_id, s.trigger, s.detail, s.raised_at, s.owner_id,
      s.clock_step, s.due_at, s.escalation, s.looked_at, s.contacted_at, s.closed_at,
      concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name) as patient_name,
      c.therapist_id, t.display_name as therapist_name, r.display_name as raised_by_name,
      case when o.disabled_at is null then o.display_name end as owner_name,
      exists (select from safety_event e
        join safety_item i on i.service_id = e.service_id and i.id = e.item_id
        where e.service_id = s.service_id and i.course_id = s.course_id and e.kind = 'plan_made'
          and e.at < s.raised_at
          and (e.detail->>'reviewBy')::date
            >= (s.raised_at at time zone ${ctx.service.timeZone})::date) as has_reviewed_plan,
      plan.saved_at as plan_saved_at, plan.review_by as plan_review_by
    from safety_item s
      join course c on c.service_id = s.service_id and c.id = s.course_id
      join patient p on p.service_id = s.service_id and p.id = s.patient_id
      join account t on t.service_id = s.service_id and t.id = c.therapist_id
      left join account o on o.service_id = s.service_id and o.id = s.owner_id
      left join account r on r.service_id = s.service_id and r.id = s.raised_by
      left join lateral (select n.updated_at as saved_at, n.content->>'review_by' as review_by
        from entry n where n.service_id = s.service_id and n.course_id = s.course_id
          and n.worksheet_id = ${safetyPlanSheet} and n.status <> 'archived'
        order by n.created_at desc limit 1) plan on true
    where s.service_id = ${ctx.service.id} and ${which}`)
  const history = await eventsOf(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => toItem(ctx, row, history.get(row.id) ?? []))
}

interface EventRow {
  id: string
  item_id: string
  kind: SafetyEventKind
  at: Date
  by_name: string | null
  detail: unknown
  note: string | null
}

async function eventsOf(
  ctx: Context,
  itemIds: readonly string[],
): Promise<Map<string, SafetyEvent[]>> {
  if (itemIds.length === 0) return new Map()
  const rows = await ctx.rows(sql<EventRow>`
    select e.id, e.item_id, e.kind, e.at, a.display_name as by_name, e.detail, e.note
    from safety_event e left join account a on a.service_id = e.service_id and a.id = e.by
    where e.service_id = ${ctx.service.id} and e.item_id = any(${[...itemIds]}::uuid[])
    order by e.at, e.id`)
  return Map.groupBy(rows.map(toEvent), (event) => event.itemId)
}

function toEvent(row: EventRow): SafetyEvent & { itemId: string } {
  return {
    id: row.id,
    itemId: row.item_id,
    kind: row.kind,
    at: row.at,
    byName: row.by_name ?? 'Handrail',
    detail: detailSchema.parse(row.detail),
    note: row.note,
  }
}

function toItem(ctx: Context, row: ItemRow, history: readonly SafetyEvent[]): SafetyItem {
  const told = {
    id: row.id,
    courseId: row.course_id,
    patientId: row.patient_id,
    patientName: row.patient_name,
    therapistName: row.therapist_name,
    trigger: row.trigger,
    detail: safetyDetail.parse(row.detail),
    raisedAt: row.raised_at,
    raisedByName: row.raised_by_name ?? 'Handrail',
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    clockStep: row.clock_step,
    dueAt: row.due_at,
    escalation: row.escalation,
    lookedAt: row.looked_at,
    contactedAt: row.contacted_at,
    closedAt: row.closed_at,
    hasReviewedPlan: row.has_reviewed_plan,
    plan: row.plan_saved_at && { savedAt: row.plan_saved_at, reviewBy: row.plan_review_by },
    history,
  }
  return { ...told, ...contactOf(ctx, { ...told, therapistId: row.therapist_id }) }
}

export interface NewItem {
  trigger: string
  sourceId: string
  detail: SafetyDetail
  raisedBy: string
  ownerId: string | null
  dueAt: Date
}

/** Null when this source has raised this trigger before: a repeated signal is one item. */
export async function insertItem(
  ctx: WriteContext,
  course: VisibleCourse,
  item: NewItem,
): Promise<string | null> {
  const row = await ctx.tx
    .insertInto('safety_item')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      patient_id: course.patientId,
      trigger: item.trigger,
      source_id: item.sourceId,
      detail: JSON.stringify(item.detail),
      raised_at: ctx.now,
      raised_by: item.raisedBy,
      owner_id: item.ownerId,
      clock_step: 'look',
      due_at: item.dueAt,
    })
    .onConflict((conflict) => conflict.constraint('raised_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** By its source, with its row locked; null when this source has raised nothing. */
export async function lockItemBySource(
  ctx: WriteContext,
  course: VisibleCourse,
  source: { trigger: string; sourceId: string },
): Promise<LockedItem | null> {
  return lockWhere(
    ctx,
    sql`course_id = ${course.id} and trigger = ${source.trigger}
    and source_id = ${source.sourceId}`,
  )
}

/** What an act decides on, read under the lock of its row. */
export interface LockedItem {
  readonly id: string
  readonly courseId: string
  readonly trigger: string
  readonly detail: SafetyDetail
  readonly raisedAt: Date
  readonly ownerId: string | null
  readonly clockStep: ClockStep
  readonly dueAt: Date
  readonly escalation: number
  readonly lookedAt: Date | null
  readonly contactedAt: Date | null
  readonly closedAt: Date | null
}

export async function lockItem(
  ctx: WriteContext,
  course: VisibleCourse,
  itemId: string,
): Promise<LockedItem> {
  const item = await lockWhere(ctx, sql`course_id = ${course.id} and id = ${itemId}`)
  if (!item) throw notFound()
  return item
}

/** For the watchdog: the item if it still waits and nobody else holds it at this moment. */
export async function claimItem(ctx: WriteContext, itemId: string): Promise<LockedItem | null> {
  return lockWhere(
    ctx,
    sql`id = ${itemId} and closed_at is null and due_at <= ${ctx.now}`,
    sql`skip locked`,
  )
}

export async function lockWhere(
  ctx: WriteContext,
  which: ReturnType<typeof sql>,
  whenLocked: ReturnType<typeof sql> = sql``,
): Promise<LockedItem | null> {
  const [row] = await ctx.rows(sql<Omit<ItemRow, 'patient_name' | 'therapist_id'>>`
    select * from safety_item where service_id = ${ctx.service.id} and ${which}
    for update ${whenLocked}`)
  if (!row) return null
  return {
    id: row.id,
    courseId: row.course_id,
    trigger: row.trigger,
    detail: safetyDetail.parse(row.detail),
    raisedAt: row.raised_at,
    ownerId: row.owner_id,
    clockStep: row.clock_step,
    dueAt: row.due_at,
    escalation: row.escalation,
    lookedAt: row.looked_at,
    contactedAt: row.contacted_at,
    closedAt: row.closed_at,
  }
}

export interface ItemChange {
  clock_step?: ClockStep
  due_at?: Date
  escalation?: number
  looked_at?: Date
  contacted_at?: Date
  closed_at?: Date
  owner_id?: string | null
  detail?: string
}

export async function changeItem(
  ctx: WriteContext,
  itemId: string,
  change: ItemChange,
): Promise<void> {
  await ctx.tx
    .updateTable('safety_item')
    .set(change)
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', itemId)
    .execute()
}

export interface NewEvent {
  kind: SafetyEventKind
  detail?: Readonly<Record<string, unknown>>
  note?: string | null
  sendKey?: string
}

export async function insertEvent(
  ctx: WriteContext,
  itemId: string,
  event: NewEvent,
): Promise<void> {
  const actor = ctx.actor
  invariant(actor.kind !== 'stranger', 'a stranger does nothing to a safety item')
  await ctx.tx
    .insertInto('safety_event')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      item_id: itemId,
      kind: event.kind,
      at: ctx.now,
      by: actor.id,
      detail: JSON.stringify(event.detail ?? {}),
      note: event.note ?? null,
      send_key: event.sendKey ?? null,
    })
    .execute()
}

export async function wasSent(ctx: WriteContext, sendKey: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('safety_event')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('send_key', '=', sendKey)
    .executeTakeFirst()
  return row !== undefined
}
