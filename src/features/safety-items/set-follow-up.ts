import { isWorkingMoment } from '#clinical/safety-clock.ts'
import {
  actOnItem,
  hasContact,
  type SafetyFault,
  type SafetyItem,
  serviceHours,
  triggerOf,
} from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

export interface FollowUp {
  dueAt: Date | null
  note: string
  sendKey: string
}

/**
 * Sets when somebody next speaks with the person, no later than clinical/safety-contact.ts allows.
 * Without contact the escalation goes on from where it stands: another time is no answer.
 */
export async function setFollowUp(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  input: FollowUp,
): Promise<SafetyFault[]> {
  const { dueAt } = input
  const faults = followUpFaults(ctx, item, input)
  if (dueAt === null || faults.length > 0) return faults
  const act = {
    itemId: item.id,
    sendKey: input.sendKey,
    action: 'safety-item.follow-up-set',
    isLook: true,
  } as const
  await actOnItem(ctx, course, act, (_, locked) => ({
    event: {
      kind: 'clock_set',
      detail: { dueAt: dueAt.toISOString() },
      note: input.note.trim(),
    },
    change: {
      clock_step: locked.contactedAt ? 'follow_up' : 'contact',
      due_at: dueAt,
      ...(hasContact(item.contact) ? { escalation: 0 } : {}),
    },
  }))
  return []
}

function followUpFaults(ctx: Context, item: SafetyItem, input: FollowUp): SafetyFault[] {
  if (input.dueAt === null) return ['due_missing']
  const noReason: SafetyFault[] = input.note.trim() ? [] : ['note_missing']
  const fault = dueFault(ctx, item, input.dueAt)
  return fault === null ? noReason : [fault, ...noReason]
}

function dueFault(ctx: Context, item: SafetyItem, dueAt: Date): SafetyFault | null {
  if (dueAt <= ctx.now) return 'due_not_ahead'
  if (item.nextContactBy === null) return 'follow_up_needs_contact'
  if (dueAt > item.nextContactBy) return 'due_too_far'
  const isWorking =
    triggerOf(ctx, item.trigger).hours === 'any' ||
    isWorkingMoment(dueAt.getTime(), serviceHours(ctx))
  return isWorking ? null : 'due_when_closed'
}
