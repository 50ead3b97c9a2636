import type { OwnCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { idOf } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import { requestMeasure } from './request-measure.ts'

/**
 * Asks, before treatment ends, for the scores that an outcome lacks: from now on, until they are
 * answered, also of somebody who said no before.
 */
export async function requestLastScores(
  ctx: Context,
  course: OwnCourse,
  { instrumentIds, sendKey }: { instrumentIds: readonly string[]; sendKey: string },
): Promise<void> {
  const { requestReason: reason } = ctx.content.protocols.measures.lastScores
  await transact(ctx, async (ctx) => {
    for (const instrumentId of instrumentIds) {
      const key = idOf(sendKey, instrumentId)
      await requestMeasure(ctx, course, {
        instrumentId,
        rhythm: 'once',
        lastDay: null,
        reason,
        sendKey: key,
      })
    }
  })
}
