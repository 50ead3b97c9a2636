import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

// From here on somebody must look at the watchdog; /readyz uses the same.
const staleSeconds = 120

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
