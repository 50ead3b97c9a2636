import { escalateOverdue } from '#features/risk/index.ts'
import { resumeEndedPauses } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'

const dayLimit = 400

/**
 * '1d' to '400d', or hours as '6h': how far the demonstration's clock moves on, in seconds. It
 * never goes back.
 */
export function secondsIn(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d{1,4})([dh])$/.exec(text.trim()) ?? []
  const seconds = Number(count) * (unit === 'd' ? 86_400 : 3600)
  return seconds > 0 && seconds <= dayLimit * 86_400 ? seconds : null
}

/** Moves the demonstration's time on. What is due, late and escalated follows at once. */
export async function moveClock(ctx: Context, by: string): Promise<void> {
  const seconds = secondsIn(by)
  if (seconds === null) throw badRequest('unreadable_form')
  await advanceClock(ctx, seconds)
}

export async function advanceClock(ctx: Context, seconds: number): Promise<void> {
  if (!ctx.service.isDemonstration) throw notFound()
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .updateTable('service')
      .set((expression) => ({
        clock_offset_seconds: expression('clock_offset_seconds', '+', seconds),
      }))
      .where('id', '=', ctx.service.id)
      .where('is_demonstration', '=', true)
      .execute()
    ctx.audit('demonstration.clock-moved', ctx.service.id, { detail: { seconds } })
  })
  ctx.forgetService()
  const now = new Date(ctx.now.getTime() + seconds * 1000)
  const asSystem: Context = { ...ctx, now, actor: { kind: 'system', id: null, name: 'Handrail' } }
  await resumeEndedPauses(asSystem)
  await escalateOverdue(asSystem)
}
