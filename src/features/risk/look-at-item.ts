import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { lookNow } from './act-on-item.ts'
import { lockItem } from './repository.ts'
import { isForClinicians } from './safety-item.ts'

/** "I have read this": stops the clock of the look. Twice is once. */
export async function lookAtItem(
  ctx: Context,
  course: VisibleCourse,
  itemId: string,
): Promise<void> {
  if (!isForClinicians(course)) throw notFound()
  await transact(ctx, async (ctx) => {
    const item = await lockItem(ctx, course, itemId)
    if (item.closedAt) throw conflict()
    await lookNow(ctx, item)
    ctx.audit('safety-item.looked-at', itemId, { patientId: course.patientId })
  })
}
