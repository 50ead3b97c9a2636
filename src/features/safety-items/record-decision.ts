import { isPlainDate } from '#clinical/calendar.ts'
import { actOnItem, type SafetyFault, type SafetyItem } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { decisionFaults } from './decision-faults.ts'

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
  const faults = faultsIn(ctx, item, input)
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
          ...(item.isForSenior ? { bySenior: true } : {}),
          ...(isPlan ? { reviewBy: input.planReviewBy } : {}),
        },
        note: input.reasons.trim(),
      },
    }),
  )
  return []
}

function faultsIn(ctx: Context, item: SafetyItem, input: Decision): SafetyFault[] {
  const needsDate = input.decision === planMade && !isPlainDate(input.planReviewBy)
  return [
    ...decisionFaults(ctx, item, input.decision, { isClosing: false }),
    ...(input.reasons.trim() ? [] : (['note_missing'] as const)),
    ...(needsDate ? (['plan_date_missing'] as const) : []),
  ]
}
