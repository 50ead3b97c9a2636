import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { insertEvent } from './repository.ts'

/**
 * Keeps what a person told of in their own words, for their therapist. It raises no alarm: the page
 * that asks says so, and shows the numbers that answer at once.
 */
export async function tellNegativeEffect(
  ctx: Context,
  course: VisibleCourse,
  input: { told: string; sendKey: string },
): Promise<void> {
  if (!course.access.has('patient')) throw notFound()
  await transact(ctx, async (ctx) => {
    const eventId = await insertEvent(ctx, course, {
      source: 'patient',
      sourceId: null,
      told: input.told,
      sendKey: input.sendKey,
    })
    ctx.audit('adverse-event.told', eventId, { patientId: course.patientId })
  })
}
