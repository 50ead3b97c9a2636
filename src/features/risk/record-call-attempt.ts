import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { actOnItem, type SafetyFault } from './act-on-item.ts'
import { writeUpBy } from './safety-hours.ts'
import type { SafetyItem } from './safety-item.ts'

// Only a talk with the person themselves is contact; every other outcome leaves the clock running.
const spokenWith: ReadonlySet<string> = new Set(['spoke', 'spoke_briefly'])

/** A call that was made or tried, with what came of it. */
export async function recordCallAttempt(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  call: { outcome: string; note: string; sendKey: string },
): Promise<SafetyFault[]> {
  const known = ctx.content.protocols.safety.callOutcomes.some(({ id }) => id === call.outcome)
  if (!known) return ['call_missing']
  const spoke = spokenWith.has(call.outcome)
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
      ...(spoke && !locked.contactedAt
        ? {
            change: {
              contacted_at: ctx.now,
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
