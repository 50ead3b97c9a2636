import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { JobQueue } from '#platform/jobs.ts'
import { repositoryRoot } from '#platform/repository-root.ts'

const groupRole = 'handrail_app'
const lockKey = 4_711_001

export interface AppRole {
  appRole: string
  appPassword: string
}

/**
 * Brings a database to this version of Handrail: forward only, each step once, one process at a
 * time.
 */
export async function migrate(ownerUrl: string, role: AppRole): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await checkVersion(client)
    await ensureRoles(client, role)
    const applied = await applySteps(client)
    await JobQueue.migrate(ownerUrl)
    await grantJobs(client)
    return { applied }
  } finally {
    await client.end()
  }
}

/** The steps that the files know and the database has not had; empty when it is up to date. */
export async function pendingMigrations(
  query: (sql: string) => Promise<{ name: string }[]>,
): Promise<string[]> {
  const done = new Set((await query('select name from handrail_migration')).map((row) => row.name))
  return (await steps()).map((step) => step.name).filter((name) => !done.has(name))
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  )
  const major = Math.floor(Number(rows[0]?.version ?? 0) / 10_000)
  if (major < 15 || major > 18) {
    throw new Error(`Handrail runs on PostgreSQL 15 to 18. This server is version ${major}.`)
  }
}

/** The application connects as a role that owns nothing and cannot bypass row-level security. */
async function ensureRoles(client: pg.Client, { appRole, appPassword }: AppRole): Promise<void> {
  const name = client.escapeIdentifier(appRole)
  const password = client.escapeLiteral(appPassword)
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${groupRole}') then
        create role ${groupRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole;
      end if;
    exception when duplicate_object or unique_violation then null; end $$`)
  const exists = await client.query('select 1 from pg_roles where rolname = $1', [appRole])
  const verb = exists.rowCount === 0 ? 'create' : 'alter'
  await client.query(
    `${verb} role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole password ` +
      `${password}`,
  )
  await client.query(`grant ${groupRole} to ${name}`)
  // Each statement reads by keys, so one plan fits every value; planning anew costs more than
  // most of them take.
  await client.query(`alter role ${name} set plan_cache_mode = force_generic_plan`)
  await client.query(`alter role ${name} set jit = off`)
}

async function applySteps(client: pg.Client): Promise<string[]> {
  await client.query(`create table if not exists handrail_migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
  await client.query(`grant select on handrail_migration to ${groupRole}`)
  const done = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from handrail_migration',
  )
  const known = new Map(done.rows.map((row) => [row.name, row.sha256]))
  const applied: string[] = []
  for (const step of await steps()) {
    const before = known.get(step.name)
    if (before === step.sha256) continue
    if (before !== undefined) {
      throw new Error(
        `Migration ${step.name} was changed after it was applied. Restore the file and add ` +
          `a new step.`,
      )
    }
    await applyStep(client, step)
    applied.push(step.name)
  }
  return applied
}

async function applyStep(client: pg.Client, step: Step): Promise<void> {
  await client.query('begin')
  try {
    await client.query(step.sql)
    await client.query('insert into handrail_migration (name, sha256) values ($1, $2)', [
      step.name,
      step.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${step.name} failed; the database is as it was before it.`, {
      cause: error,
    })
  }
}

async function grantJobs(client: pg.Client): Promise<void> {
  await client.query(`
    grant usage on schema pgboss to ${groupRole};
    grant select, insert, update, delete on all tables in schema pgboss to ${groupRole};
    grant usage on all sequences in schema pgboss to ${groupRole};
    grant execute on all functions in schema pgboss to ${groupRole}`)
}

interface Step {
  name: string
  sql: string
  sha256: string
}

async function steps(): Promise<Step[]> {
  const folder = path.join(repositoryRoot(), 'db', 'migrations')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
