import { sendNotice } from '#features/notices/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { ownerFor } from './people-told.ts'
import {
  changeItem,
  insertEvent,
  insertItem,
  type LockedItem,
  lockItemBySource,
} from './repository.ts'
import { clocksFrom, triggerOf } from './safety-hours.ts'
import type { SafetyDetail } from './safety-item.ts'

export interface Raised extends LockedItem {
  /** False when the same source had raised it before. */
  readonly isNew: boolean
}

/**
 * Raises a safety item in the transaction of what raised it: its owner and its clock stand in the
 * row. The same source raises the same trigger once, however often it is sent.
 */
export async function raiseSafetyItem(
  ctx: WriteContext,
  course: VisibleCourse,
  // What is still being read for the detail is read in the same trip as the owner.
  signal: { trigger: string; sourceId: string; detail: SafetyDetail | Promise<SafetyDetail> },
): Promise<Raised> {
  const trigger = triggerOf(ctx, signal.trigger)
  const [owner, detail] = await Promise.all([ownerFor(ctx, course), signal.detail])
  const id = await insertItem(ctx, course, {
    ...signal,
    detail,
    raisedBy: raiserOf(ctx, course),
    ownerId: owner?.id ?? null,
    dueAt: new Date(clocksFrom(ctx, ctx.now, trigger.id).lookBy),
  })
  if (id !== null) {
    ctx.audit('safety-item.raised', id, {
      patientId: course.patientId,
      detail: { trigger: trigger.id },
    })
  }
  const [item] = await Promise.all([
    lockItemBySource(ctx, course, signal),
    id && insertEvent(ctx, id, { kind: 'raised', detail }),
    id && tellOwner(ctx, id, owner?.id ?? null),
  ])
  invariant(item, 'what raised an item belongs to one course')
  return { ...item, isNew: id !== null }
}

/**
 * A person may change an answer before they send the form. Neither answer may disappear: the higher
 * one keeps ordering the work, and the change is in the history.
 */
export async function noteChangedAnswer(
  ctx: WriteContext,
  course: VisibleCourse,
  // The item, where whoever calls holds it already.
  change: { trigger: string; sourceId: string; value: number; item?: LockedItem },
): Promise<void> {
  const item = change.item ?? (await lockItemBySource(ctx, course, change))
  if (!item) return
  const { value = change.value, latest = value } = item.detail
  if (latest === change.value) return
  const detail: SafetyDetail = {
    ...item.detail,
    value: Math.max(value, change.value),
    latest: change.value,
  }
  await changeItem(ctx, item.id, { detail: JSON.stringify(detail) })
  await insertEvent(ctx, item.id, {
    kind: 'note',
    detail: { answerWas: latest, answerIs: change.value },
  })
  ctx.audit('safety-item.answer-changed', item.id, { patientId: course.patientId })
}

async function tellOwner(ctx: WriteContext, itemId: string, ownerId: string | null): Promise<void> {
  // Whoever raised it knows of it already.
  if (ownerId === null || (ctx.actor.kind === 'staff' && ctx.actor.id === ownerId)) return
  await sendNotice(ctx, {
    kind: 'staff_safety_item',
    to: { accountId: ownerId },
    dedupeKey: `safety-item:${itemId}:raised`,
  })
}

/** What the system itself notices is still about something that the person did. */
function raiserOf(ctx: Context, course: VisibleCourse): string {
  if (ctx.actor.kind === 'staff' || ctx.actor.kind === 'patient') return ctx.actor.id
  return course.patientAccountId ?? course.therapistId
}
