import { isPlainDate } from '#clinical/calendar.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { actOnItem, type SafetyFault } from './act-on-item.ts'
import type { SafetyItem } from './safety-item.ts'

/** The decision that makes a plan on file count as reviewed, until the date set with it. */
const planMade = 'plan_made'

export interface Decision {
  decision: string
  reasons: string
  /** YYYY-MM-DD; needed when a plan was made. */
  planReviewBy: string
  sendKey: string
}

/** What was decided, and why. */
export async function recordDecision(
  ctx: Context,
  course: VisibleCourse,
  item: SafetyItem,
  input: Decision,
): Promise<SafetyFault[]> {
  const faults = decisionFaults(ctx, input)
  if (faults.length > 0) return faults
  const isPlan = input.decision === planMade
  await actOnItem(
    ctx,
    course,
    {
      itemId: item.id,
      sendKey: input.sendKey,
      action: 'safety-item.decided',
      isLook: true,
    },
    () => ({
      event: {
        kind: isPlan ? 'plan_made' : 'decision',
        detail: {
          decision: input.decision,
          ...(isPlan ? { reviewBy: input.planReviewBy } : {}),
        },
        note: input.reasons.trim(),
      },
    }),
  )
  return []
}

function decisionFaults(ctx: Context, input: Decision): SafetyFault[] {
  const known = ctx.content.protocols.safety.decisions.some(({ id }) => id === input.decision)
  const needsDate = input.decision === planMade && !isPlainDate(input.planReviewBy)
  return [
    ...(known ? [] : (['decision_missing'] as const)),
    ...(input.reasons.trim() ? [] : (['note_missing'] as const)),
    ...(needsDate ? (['plan_date_missing'] as const) : []),
  ]
}
