import type { Answers, Instrument } from '#clinical/instrument.ts'
import { lockCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { raiseIfDifferent } from './raise-from-answers.ts'

/**
 * Of a form that came too late to be saved, only what a person must look at: a safety answer counts
 * even then. `openedAt` tells this filling-in from the next: its draft raised the same item.
 */
export async function raiseFromCopy(
  ctx: Context,
  course: VisibleCourse,
  copy: { instrument: Instrument; answers: Answers; openedAt: Date },
): Promise<readonly string[]> {
  if (!course.access.has('patient')) throw notFound()
  return transact(ctx, async (ctx) => {
    await lockCourse(ctx, course)
    ctx.audit('measure.sent-late', null, {
      patientId: course.patientId,
      detail: { instrument: copy.instrument.id },
    })
    return raiseIfDifferent(ctx, course, { ...copy, filling: copy.openedAt.toISOString() })
  })
}
