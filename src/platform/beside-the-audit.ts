import type { Context } from './context.ts'

/**
 * The only writes of a context that go without an audit entry: neither is an act on a record, and
 * an entry for each would bury those that matter. Each can write its one column and nothing else.
 * All other writing goes through transact(); `npm run check` holds features to it.
 */

/**
 * Notes that somebody is still there. It takes a connection beside the request's own; the request
 * does not wait for it while it holds one, so requests can never wait for each other.
 */
export async function touchSession(ctx: Context, tokenHash: Buffer): Promise<void> {
  await writeAlone(
    ctx,
    `update session set last_seen_at = greatest(last_seen_at, $3)
     where service_id = $1 and token_hash = $2`,
    [ctx.service.id, tokenHash, ctx.realNow],
  )
}

/** Says that a watchdog is awake, in real time: every three seconds. */
export async function beatWatchdog(ctx: Context, watchdog = 'safety'): Promise<void> {
  await ctx.platform.transaction.commit()
  await writeAlone(
    ctx,
    `insert into watchdog_beat (service_id, watchdog, at) values ($1, $2, $3)
     on conflict (service_id, watchdog) do update
       set at = greatest(watchdog_beat.at, excluded.at)`,
    [ctx.service.id, watchdog, ctx.realNow],
  )
}

async function writeAlone(ctx: Context, text: string, values: readonly unknown[]): Promise<void> {
  const transaction = ctx.platform.beginWrite()
  try {
    await transaction.query(text, values)
    await transaction.commit()
  } finally {
    await transaction.rollback()
  }
}
