import { actOnItem, type SafetyFault, type SafetyItem, writeUpBy } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/**
 * A call that was made or tried, with what came of it. Only a talk with the person themselves is
 * contact and sets the clock anew; every other outcome leaves it running.
 */
export async function recordCallAttempt(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  call: { outcome: string; note: string; sendKey: string },
): Promise<SafetyFault[]> {
  const known = ctx.content.protocols.safety.callOutcomes.find(({ id }) => id === call.outcome)
  if (!known) return ['call_missing']
  await actOnItem(
    ctx,
    course,
    {
      itemId: item.id,
      sendKey: call.sendKey,
      action: 'safety-item.call-recorded',
      isLook: true,
    },
    (ctx, locked) => ({
      event: { kind: 'call_attempt', detail: { outcome: call.outcome }, note: call.note || null },
      ...(known.reach === 'contact'
        ? {
            change: {
              contacted_at: locked.contactedAt ?? ctx.now,
              clock_step: 'follow_up',
              due_at: writeUpBy(ctx, locked.trigger),
              escalation: 0,
            },
          }
        : {}),
    }),
  )
  return []
}
