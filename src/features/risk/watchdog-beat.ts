import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

// From here on somebody must look at the watchdog; /readyz uses the same.
const staleSeconds = 120

/**
 * Says that the watchdog is awake, in real time. A beat is no act on a record, so it goes without
 * an audit entry: one every three seconds would bury those that matter.
 */
export async function beatWatchdog(ctx: Context, watchdog = 'safety'): Promise<void> {
  await ctx.platform.transaction.commit()
  const transaction = ctx.platform.beginWrite()
  try {
    await transaction.query(
      `insert into watchdog_beat (service_id, watchdog, at) values ($1, $2, $3)
       on conflict (service_id, watchdog) do update
         set at = greatest(watchdog_beat.at, excluded.at)`,
      [ctx.service.id, watchdog, ctx.realNow],
    )
    await transaction.commit()
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}

export interface WatchdogState {
  readonly lastBeatAt: Date | null
  readonly isAwake: boolean
}

export async function watchdogState(ctx: Context): Promise<WatchdogState> {
  const [row] = await ctx.rows(sql<{ at: Date | null }>`
    select max(at) as at from watchdog_beat where service_id = ${ctx.service.id}`)
  const lastBeatAt = row?.at ?? null
  const age = lastBeatAt === null ? Infinity : ctx.realNow.getTime() - lastBeatAt.getTime()
  return { lastBeatAt, isAwake: age <= staleSeconds * 1000 }
}
