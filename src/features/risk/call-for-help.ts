import { sql } from 'kysely'
import { sendNotice } from '#features/notices/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { isWorking, ownerFor } from './people-told.ts'
import { raiseSafetyItem } from './raise-safety-item.ts'
import { changeItem, insertEvent, type LockedItem, lockWhere } from './repository.ts'
import { clocksFrom } from './safety-hours.ts'
import type { PatientAnswer, SafetyDetail } from './safety-item.ts'

export interface CallForHelp {
  readonly trigger: 'help_button' | 'patient_need_help'
  /** Identifies this one press, so that a double press is one. */
  readonly sendKey: string
  readonly detail: { readonly answer?: PatientAnswer; readonly fromItem?: string }
}

/**
 * A person presses for help. It is an item of its own; but while the last one like it waits for its
 * first call and nobody was told that it is late, pressing again is a line on that one, so that one
 * moment is one item to close (docs/decisions/2026-11-30-pressing-again-is-a-line-on-the-item.md).
 */
export async function callForHelp(
  ctx: WriteContext,
  course: VisibleCourse,
  call: CallForHelp,
): Promise<LockedItem> {
  const last = await lockLastCall(ctx, course, call)
  const sent = await lockItemOfPress(ctx, course, call)
  if (sent && !sent.closedAt) return sent
  // An old page sent again after its item was closed is somebody asking again.
  const sendKey = sent ? newId() : call.sendKey
  if (last && (await isWaiting(ctx, last))) {
    await noteOn(ctx, course, last, { ...call, sendKey })
    return last
  }
  const { trigger, detail } = call
  return raiseSafetyItem(ctx, course, { trigger, sourceId: sendKey, detail })
}

/** The last open call of the same kind and the same answer: "someone else" is other news. */
async function lockLastCall(
  ctx: WriteContext,
  course: VisibleCourse,
  { trigger, detail }: CallForHelp,
): Promise<LockedItem | null> {
  return lockWhere(
    ctx,
    sql`id = (select id from safety_item where service_id = ${ctx.service.id}
      and course_id = ${course.id} and trigger = ${trigger} and closed_at is null
      and detail->>'answer' is not distinct from ${detail.answer ?? null}::text
      order by raised_at desc, id desc limit 1)`,
  )
}

async function lockItemOfPress(
  ctx: WriteContext,
  course: VisibleCourse,
  { trigger, sendKey }: CallForHelp,
): Promise<LockedItem | null> {
  return lockWhere(
    ctx,
    sql`course_id = ${course.id} and trigger = ${trigger} and (source_id = ${sendKey}
      or id in (select item_id from safety_event
        where service_id = ${ctx.service.id} and send_key = ${sendKey}))`,
  )
}

/**
 * Nobody has rung yet, or tried to, and nobody above the owner was told. After a call this is
 * something new to ring about, and the steps of an item that is late are used up: another item
 * begins them anew. Asked under the lock, so that a call that was just recorded is seen.
 */
async function isWaiting(ctx: WriteContext, item: LockedItem): Promise<boolean> {
  if (item.closedAt || item.contactedAt || item.escalation > 0) return false
  const calls = await ctx.rows(sql`select id from safety_event
    where service_id = ${ctx.service.id} and item_id = ${item.id} and kind = 'call_attempt'
    limit 1`)
  return calls.length === 0
}

/** Written on the item and told to its owner; its clock is sooner where a new item's would be. */
async function noteOn(
  ctx: WriteContext,
  course: VisibleCourse,
  item: LockedItem,
  { trigger, sendKey, detail: said }: CallForHelp,
): Promise<void> {
  const times = (item.detail.pressedAgain?.times ?? 0) + 1
  const detail: SafetyDetail = {
    ...item.detail,
    pressedAgain: { times, lastAt: ctx.now.toISOString() },
  }
  const due = new Date(clocksFrom(ctx, ctx.now, trigger).lookBy)
  const isSooner = due < item.dueAt
  const ownerId = await workingOwner(ctx, course, item)
  await changeItem(ctx, item.id, {
    detail: JSON.stringify(detail),
    owner_id: ownerId,
    ...(isSooner ? { due_at: due } : {}),
  })
  await insertEvent(ctx, item.id, {
    kind: 'patient_said',
    detail: { ...said, pressedAgain: true },
    sendKey,
  })
  if (isSooner) {
    await insertEvent(ctx, item.id, { kind: 'clock_set', detail: { dueAt: due.toISOString() } })
  }
  ctx.audit('safety-item.pressed-again', item.id, { patientId: course.patientId })
  if (ownerId) await tellOwnerAgain(ctx, item.id, ownerId)
}

async function workingOwner(ctx: WriteContext, course: VisibleCourse, item: LockedItem) {
  if (item.ownerId !== null && (await isWorking(ctx, item.ownerId))) return item.ownerId
  return (await ownerFor(ctx, course))?.id ?? item.ownerId
}

/** At most every ten minutes: ten mails at once say no more than one. */
async function tellOwnerAgain(ctx: WriteContext, itemId: string, ownerId: string): Promise<void> {
  const slot = Math.floor(ctx.now.getTime() / 600_000)
  await sendNotice(ctx, {
    kind: 'staff_safety_item',
    to: { accountId: ownerId },
    dedupeKey: `safety-item:${itemId}:pressed-again:${slot}:${ownerId}`,
  })
}
