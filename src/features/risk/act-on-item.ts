import type { VisibleCourse } from '#features/treatment/index.ts'
import type { AuditAction, Context, WriteContext } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import {
  changeItem,
  type ItemChange,
  insertEvent,
  type LockedItem,
  lockItem,
  type NewEvent,
  wasSent,
} from './repository.ts'
import { clocksFrom } from './safety-hours.ts'
import { isForClinicians } from './safety-item.ts'

/** What was missing or impossible in what a clinician wrote; shown beside the field. */
export type SafetyFault =
  | 'answer_missing'
  | 'call_missing'
  | 'decision_missing'
  | 'decision_needs_attempts'
  | 'decision_needs_contact'
  | 'decision_needs_plan'
  | 'decision_needs_supervisor'
  | 'due_missing'
  | 'due_not_ahead'
  | 'due_too_far'
  | 'due_when_closed'
  | 'follow_up_needs_contact'
  | 'note_missing'
  | 'owner_missing'
  | 'plan_date_missing'

export interface ItemAct {
  readonly itemId: string
  /** Identifies this one act, so that a second press is no second act. */
  readonly sendKey: string
  readonly action: AuditAction
  /** Whether it shows that the item was read; handing it on does not. */
  readonly isLook: boolean
}

/**
 * One act of a clinician on an open item, under the lock of its row. Writing anything about an item
 * shows that it was read, so the clock of the look stops and the clock of the contact runs on.
 */
export async function actOnItem(
  ctx: Context,
  course: VisibleCourse,
  act: ItemAct,
  decide: (ctx: WriteContext, item: LockedItem) => { event: NewEvent; change?: ItemChange },
): Promise<void> {
  if (!isForClinicians(course)) throw notFound()
  await transact(ctx, async (ctx) => {
    const locked = await lockItem(ctx, course, act.itemId)
    const about = { patientId: course.patientId }
    if (await wasSent(ctx, act.sendKey)) {
      return ctx.audit('safety-item.sent-again', locked.id, about)
    }
    if (locked.closedAt) throw conflict()
    const item = act.isLook ? await lookNow(ctx, locked) : locked
    const { event, change } = decide(ctx, item)
    await insertEvent(ctx, item.id, { ...event, sendKey: act.sendKey })
    if (change) await changeItem(ctx, item.id, change)
    ctx.audit(act.action, item.id, about)
  })
}

/** The first look; later ones change nothing. */
export async function lookNow(ctx: WriteContext, item: LockedItem): Promise<LockedItem> {
  if (item.lookedAt) return item
  const change = {
    looked_at: ctx.now,
    clock_step: 'contact',
    due_at: contactBy(ctx, item),
    escalation: 0,
  } as const
  await changeItem(ctx, item.id, change)
  await insertEvent(ctx, item.id, { kind: 'looked' })
  return {
    ...item,
    lookedAt: change.looked_at,
    clockStep: change.clock_step,
    dueAt: change.due_at,
    escalation: 0,
  }
}

/** A call for help since it was raised makes the contact as urgent as that call. */
function contactBy(ctx: WriteContext, item: LockedItem): Date {
  const { contactBy: planned } = clocksFrom(ctx, item.raisedAt, item.trigger)
  const { helpAskedAt } = item.detail
  if (helpAskedAt === undefined) return new Date(planned)
  const asked = clocksFrom(ctx, new Date(helpAskedAt), 'patient_need_help')
  return new Date(Math.min(planned, asked.contactBy))
}
