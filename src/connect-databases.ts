import path from 'node:path'
import pg from 'pg'
import { Keys } from '#platform/crypto.ts'
import { startEmbeddedDatabase } from '#platform/database/embedded-database.ts'
import { migrate } from '#platform/database/migrate.ts'
import type { Log } from '#platform/log.ts'
import type { Config } from './config.ts'

export interface Databases {
  readonly ownerUrl: string
  /** As a role that owns nothing and cannot bypass row-level security. */
  readonly appUrl: string
  stop(): Promise<void>
}

/**
 * Finds or starts PostgreSQL, brings it up to date, and says how the application connects to it.
 */
export async function connectDatabases(config: Config, log: Log): Promise<Databases> {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedDatabase({ dataDir: config.dataDir, log })
      : null
  try {
    const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? ''
    const appUrl = await prepare(ownerUrl, config, log)
    return { ownerUrl, appUrl, stop: async () => embedded?.stop() }
  } catch (error) {
    // It would outlive us. Why it has no use is worth more than why it does not stop.
    await embedded?.stop().catch(() => log.error('the embedded database does not stop'))
    throw error
  }
}

/** Brings the database up to date, and gives the address that the application connects to. */
async function prepare(ownerUrl: string, config: Config, log: Log): Promise<string> {
  const appUrl = config.databaseAppUrl ?? appAddress(ownerUrl, config.secretKey)
  const app = new URL(appUrl)
  const { applied } = await migrate(ownerUrl, {
    appRole: decodeURIComponent(app.username),
    appPassword: decodeURIComponent(app.password),
  })
  if (applied.length > 0) log.info('database brought up to date', { count: applied.length })
  await refusePowerfulRole(appUrl)
  return appUrl
}

/**
 * The application's own role, a name for each database, with a password made from the secret key.
 */
function appAddress(ownerUrl: string, secretKey: string): string {
  const url = new URL(ownerUrl)
  const database = path.basename(url.pathname) || 'handrail'
  url.username = `handrail_web_${database}`.slice(0, 60)
  url.password = new Keys(secretKey).hmac('database-app-role', database).toString('hex')
  return url.href
}

/** A role that could see every service would make row-level security a decoration. */
async function refusePowerfulRole(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ powerful: boolean }>(`
      select rolsuper or rolbypassrls or exists (
        select from pg_class where relname = 'course' and pg_has_role(current_user, relowner,
          'member')) as powerful
      from pg_roles where rolname = current_user`)
    if (rows[0]?.powerful) {
      throw new Error(
        'DATABASE_APP_URL names a role that can see every service. Use one that owns nothing.',
      )
    }
  } finally {
    await client.end()
  }
}
