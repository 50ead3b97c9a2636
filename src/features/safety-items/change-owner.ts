import { sendNotice } from '#features/notices/index.ts'
import {
  actOnItem,
  possibleOwners,
  type SafetyFault,
  type SafetyItem,
} from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'

/** Hands the item over by name. Its clock runs on: handing over is not reading. */
export async function changeOwner(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  input: { ownerId: string; note: string; sendKey: string },
): Promise<SafetyFault[]> {
  const owner = (await possibleOwners(ctx, course)).find(({ id }) => id === input.ownerId)
  if (!owner) return ['owner_missing']
  await transact(ctx, async (ctx) => {
    await actOnItem(
      ctx,
      course,
      {
        itemId: item.id,
        sendKey: input.sendKey,
        action: 'safety-item.handed-over',
        isLook: false,
      },
      (_, locked) => ({
        event: {
          kind: 'owner_changed',
          detail: { from: locked.ownerId, to: owner.id, toName: owner.name },
          note: input.note.trim() || null,
        },
        change: { owner_id: owner.id },
      }),
    )
    if (ctx.actor.kind === 'staff' && ctx.actor.id === owner.id) return
    await sendNotice(ctx, {
      kind: 'staff_safety_item',
      to: { accountId: owner.id },
      dedupeKey: `safety-item:${item.id}:owner:${input.sendKey}`,
    })
  })
  return []
}
