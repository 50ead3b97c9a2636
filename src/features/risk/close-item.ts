import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { actOnItem, type SafetyFault } from './act-on-item.ts'
import { callAttempts, isUnchangedWithReviewedPlan, type SafetyItem } from './safety-item.ts'

/**
 * Closes an item with a decision and a note. Without a call made or tried that is refused, unless
 * the answer is unchanged and a reviewed plan is on file: then the note is the reason.
 */
export async function closeItem(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  input: { decision: string; note: string; sendKey: string },
): Promise<SafetyFault[]> {
  const faults = closingFaults(ctx, item, input)
  if (faults.length > 0) return faults
  const act = {
    itemId: item.id,
    sendKey: input.sendKey,
    action: 'safety-item.closed',
    isLook: true,
  } as const
  await actOnItem(ctx, course, act, (ctx) => ({
    event: {
      kind: 'closed',
      detail: { decision: input.decision, withoutContact: !wasTried(item) },
      note: input.note.trim(),
    },
    change: { closed_at: ctx.now },
  }))
  return []
}

function closingFaults(
  ctx: Context,
  item: SafetyItem,
  input: { decision: string; note: string },
): SafetyFault[] {
  const { decisions, closeRequires } = ctx.content.protocols.safety
  const known = decisions.some(({ id }) => id === input.decision)
  const mayClose = wasTried(item) || isUnchangedWithReviewedPlan(item)
  return [
    ...(closeRequires.includes('decision') && !known ? (['decision_missing'] as const) : []),
    ...(closeRequires.includes('note') && !input.note.trim() ? (['note_missing'] as const) : []),
    ...(mayClose ? [] : (['close_needs_contact'] as const)),
  ]
}

function wasTried(item: SafetyItem): boolean {
  return item.contactedAt !== null || callAttempts(item).length > 0
}
