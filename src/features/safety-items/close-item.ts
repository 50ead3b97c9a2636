import { actOnItem, hasContact, type SafetyFault, type SafetyItem } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { decisionFaults } from './decision-faults.ts'

/**
 * Closes an item with a decision and a note. Each decision says what must have happened first:
 * nothing closes as a talk that nobody had.
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
      detail: { decision: input.decision, withoutContact: !hasContact(item.contact) },
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
  const { closeRequires } = ctx.content.protocols.safety
  const needsNote = closeRequires.includes('note') && !input.note.trim()
  return [
    ...decisionFaults(ctx, item, input.decision, { isClosing: true }),
    ...(needsNote ? (['note_missing'] as const) : []),
  ]
}
