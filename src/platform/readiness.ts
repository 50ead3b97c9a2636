import { pendingMigrations } from '#platform/database/migrate.ts'
import type { Runtime } from './runtime.ts'

export interface Readiness {
  ok: boolean
  checks: Record<string, boolean>
}

const staleBeatSeconds = 120

/**
 * Ready to serve: the database answers, is up to date, the job queue is there, and the watchdog
 * is awake.
 */
export async function readiness(runtime: Runtime): Promise<Readiness> {
  const checks: Record<string, boolean> = {
    database: false,
    migrations: false,
    jobs: false,
    watchdog: false,
  }
  try {
    await runtime.pool.query('select 1')
    checks.database = true
    const pending = await pendingMigrations(
      async (sql) => (await runtime.pool.query<{ name: string }>(sql)).rows,
    )
    checks.migrations = pending.length === 0
    const queue = await runtime.pool.query(`select 1 from pgboss.queue where name = 'mail.send'`)
    checks.jobs = queue.rowCount === 1
    checks.watchdog = await watchdogIsAwake(runtime)
  } catch {
    // What failed stays false; the reason is in the database's own log.
  }
  return { ok: Object.values(checks).every(Boolean), checks }
}

async function watchdogIsAwake(runtime: Runtime): Promise<boolean> {
  for (const { service } of await runtime.services.all()) {
    const { rows } = await runtime.pool.query<{ is_awake: boolean }>({
      text: `select watchdog_is_awake($1, $2) as is_awake`,
      values: [service.id, staleBeatSeconds],
    })
    if (!rows[0]?.is_awake) return false
  }
  return true
}
