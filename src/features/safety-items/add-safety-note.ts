import { actOnItem, type SafetyFault, type SafetyItem } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/** A note in the history of an item: what was seen, who was told. */
export async function addSafetyNote(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  input: { note: string; sendKey: string },
): Promise<SafetyFault[]> {
  if (!input.note.trim()) return ['note_missing']
  const act = {
    itemId: item.id,
    sendKey: input.sendKey,
    action: 'safety-item.noted',
    isLook: true,
  } as const
  await actOnItem(ctx, course, act, () => ({ event: { kind: 'note', note: input.note.trim() } }))
  return []
}
