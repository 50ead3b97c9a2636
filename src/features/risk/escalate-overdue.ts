import { sql } from 'kysely'
import { localDate } from '#clinical/calendar.ts'
import { type Escalation, nextEscalation, toldAgain } from '#clinical/safety-clock.ts'
import { sendNotice } from '#features/notices/index.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import { beatWatchdog } from '#platform/beside-the-audit.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { errorFields } from '#platform/log.ts'
import type { Role } from '#platform/permissions.ts'
import { transact } from '#platform/transact.ts'
import { type Colleague, colleaguesFor, isWorking } from './people-told.ts'
import { changeItem, claimItem, insertEvent, type LockedItem } from './repository.ts'
import { safetyProtocol } from './safety-protocol.ts'

/**
 * The watchdog's one round: tells the next person about every item whose clock has run out. Run as
 * the system, as often as one likes and by several at once: each item is claimed under its row's
 * lock, and whether anybody is told is decided from what its history says then.
 */
export async function escalateOverdue(ctx: Context): Promise<{ escalated: number }> {
  await beatWatchdog(ctx)
  let escalated = 0
  for (const itemId of await overdueItems(ctx)) {
    try {
      const told = await transact(ctx, (ctx) => escalateItem(ctx, itemId))
      if (told) escalated += 1
    } catch (error) {
      // One item's trouble must not keep the others waiting; the next round tries again.
      ctx.log.error('a safety item could not be escalated', { step: itemId, ...errorFields(error) })
    }
  }
  return { escalated }
}

/** Decided from a plain read first: a round in which nobody is to be told writes nothing. */
async function overdueItems(ctx: Context): Promise<string[]> {
  const { escalation, escalationRepeat } = safetyProtocol(ctx)
  const since = new Date(ctx.now.getTime() - escalationRepeat.everyHours * 3_600_000)
  const rows = await ctx.rows(sql<Overdue & { id: string; told_at: Date[] }>`
    select id, due_at as "dueAt", escalation,
      array(select e.at from safety_event e where e.service_id = s.service_id
        and e.item_id = s.id and e.kind = 'escalated'
        order by e.at desc limit s.escalation) as told_at
    from safety_item s where service_id = ${ctx.service.id} and closed_at is null
      and due_at <= ${ctx.now} and (escalation < ${escalation.length} or not exists (
        select from safety_event e where e.service_id = s.service_id and e.item_id = s.id
          and e.kind = 'escalated' and e.at > ${since}))
    order by due_at, id limit 500`)
  return rows.filter((row) => whoIsNext(ctx, row, row.told_at)?.isDue).map((row) => row.id)
}

interface Overdue {
  readonly dueAt: Date
  readonly escalation: number
}

/** Who has been told since this clock was set, newest first, says who is told next. */
function whoIsNext(ctx: Context, item: Overdue, toldAt: readonly Date[]): Escalation | null {
  const { escalation: steps, escalationRepeat: repeat } = safetyProtocol(ctx)
  const escalations = toldAt
    .toReversed()
    .map((at, index) => ({ to: steps[index]?.to ?? '', at: at.getTime() }))
  const state = { dueAt: item.dueAt.getTime(), answeredAt: null, escalations }
  return nextEscalation({ steps, repeat }, state, ctx.now.getTime())
}

async function escalateItem(ctx: WriteContext, itemId: string): Promise<boolean> {
  const item = await claimItem(ctx, itemId)
  const next = item && whoIsNext(ctx, item, await toldTimes(ctx, item))
  if (!item || !next?.isDue) {
    // Another watchdog was quicker.
    ctx.audit('safety-clock.read', itemId)
    return false
  }
  const course = await findCourseAsSystem(ctx, item.courseId)
  const told = await peopleOf(ctx, course.therapistId, next.to)
  if (told.length === 0) return nobodyToTell(ctx, item, course.patientId)
  const isOwned = item.ownerId !== null && (await isWorking(ctx, item.ownerId))
  const newOwner = isOwned ? null : (told[0]?.id ?? null)
  await changeItem(ctx, item.id, {
    escalation: item.escalation + 1,
    ...(newOwner ? { owner_id: newOwner } : {}),
  })
  await insertEvent(ctx, item.id, {
    kind: 'escalated',
    detail: {
      to: next.to,
      told: told.map(({ name }) => name),
      // Whoever is told may open the item: see treatment/find-course.ts.
      toldIds: told.map(({ id }) => id),
      dueAt: item.dueAt.toISOString(),
    },
  })
  for (const { id } of told) {
    await sendNotice(ctx, {
      kind: 'staff_safety_item',
      to: { accountId: id },
      dedupeKey: `safety-item:${item.id}:${item.dueAt.getTime()}:${next.step}:${id}`,
    })
  }
  if (next.to === toldAgain) await tellServiceLeads(ctx, item)
  ctx.audit('safety-item.escalated', item.id, {
    patientId: course.patientId,
    detail: { to: next.to, step: next.step },
  })
  return true
}

/**
 * Nobody in the service can open the item: its step is kept for whoever is given the role, and
 * those who give roles are told once a day that one is empty.
 */
async function nobodyToTell(
  ctx: WriteContext,
  item: LockedItem,
  patientId: string,
): Promise<boolean> {
  ctx.log.error('nobody holds a role that can be told of a safety item', { step: item.id })
  const day = localDate(ctx.now.getTime(), ctx.service.timeZone)
  for (const accountId of await holdersOf(ctx, ['administrator', 'service_lead'])) {
    const dedupeKey = `role-missing:${item.id}:${day}:${accountId}`
    await sendNotice(ctx, { kind: 'staff_role_missing', to: { accountId }, dedupeKey })
  }
  ctx.audit('safety-item.nobody-to-tell', item.id, { patientId })
  return false
}

/** The service lead cannot open a record, and need not: they see to it that somebody does. */
async function tellServiceLeads(ctx: WriteContext, item: LockedItem): Promise<void> {
  const day = localDate(ctx.now.getTime(), ctx.service.timeZone)
  for (const accountId of await holdersOf(ctx, ['service_lead'])) {
    const dedupeKey = `item-late:${item.id}:${day}:${accountId}`
    await sendNotice(ctx, { kind: 'staff_item_late', to: { accountId }, dedupeKey })
  }
}

async function holdersOf(ctx: Context, roles: readonly Role[]): Promise<string[]> {
  const rows = await ctx.rows(sql<{ id: string }>`
    select distinct a.id from account_role r
      join account a on a.service_id = r.service_id and a.id = r.account_id
    where r.service_id = ${ctx.service.id} and r.role = any(${[...roles]}::text[])
      and a.is_staff and a.disabled_at is null`)
  return rows.map(({ id }) => id)
}

/** Read after the lock was taken, so that what another watchdog has just written is seen. */
async function toldTimes(ctx: WriteContext, item: LockedItem): Promise<Date[]> {
  const rows = await ctx.tx
    .selectFrom('safety_event')
    .select(['at'])
    .where('service_id', '=', ctx.service.id)
    .where('item_id', '=', item.id)
    .where('kind', '=', 'escalated')
    .orderBy('at', 'desc')
    .limit(item.escalation)
    .execute()
  return rows.map((row) => row.at)
}

async function peopleOf(ctx: Context, therapistId: string, role: string): Promise<Colleague[]> {
  const colleagues = await colleaguesFor(ctx, therapistId)
  const { duty_clinician: duty, supervisor } = colleagues
  const everybody = [...duty, ...supervisor]
  if (role === toldAgain && everybody.length > 0) {
    return everybody.filter((one, at) => everybody.findIndex(({ id }) => id === one.id) === at)
  }
  const wanted = role === 'supervisor' ? supervisor : duty
  // Nobody holds the role: better the wrong colleague than nobody.
  return [wanted, duty, supervisor, colleagues.therapist].find((some) => some.length > 0) ?? []
}
