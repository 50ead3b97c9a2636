import type { Worksheet } from '#content/types.ts'
import { listEntries } from '#features/entries/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { type Entry, safetyPlanSheet, worksheetOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'

export interface SafetyPlan {
  readonly worksheet: Worksheet
  /** Null while nobody has begun it. */
  readonly entry: Entry | null
}

/** A person's one safety plan, for them and for whoever may see their course. */
export async function safetyPlanOf(ctx: Context, course: VisibleCourse): Promise<SafetyPlan> {
  const [entry = null] = await listEntries(ctx, course, { worksheetId: safetyPlanSheet, limit: 1 })
  return { worksheet: worksheetOf(ctx, safetyPlanSheet), entry }
}
