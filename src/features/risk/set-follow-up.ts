import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { actOnItem, type SafetyFault } from './act-on-item.ts'
import { latestDeferredContact } from './safety-hours.ts'
import { callAttempts, isUnchangedWithReviewedPlan, type SafetyItem } from './safety-item.ts'

// Beyond a month it is a slip of the keyboard, not a follow-up.
const furthestMilliseconds = 31 * 86_400_000

export interface FollowUp {
  dueAt: Date | null
  note: string
  sendKey: string
}

/**
 * Sets when somebody next speaks with the person. Before any contact was made or tried, the clock
 * may only be moved to the next working day, and only for an unchanged answer with a reviewed plan.
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
      escalation: 0,
    },
  }))
  return []
}

function followUpFaults(ctx: Context, item: SafetyItem, input: FollowUp): SafetyFault[] {
  if (input.dueAt === null) return ['due_missing']
  const noReason: SafetyFault[] = input.note.trim() ? [] : ['note_missing']
  if (input.dueAt <= ctx.now) return ['due_not_ahead', ...noReason]
  if (input.dueAt.getTime() - ctx.now.getTime() > furthestMilliseconds) {
    return ['due_too_far', ...noReason]
  }
  const wasTried = item.contactedAt !== null || callAttempts(item).length > 0
  const mayWait =
    isUnchangedWithReviewedPlan(item) && input.dueAt <= latestDeferredContact(ctx, item.raisedAt)
  return wasTried || mayWait ? noReason : ['follow_up_needs_contact', ...noReason]
}
