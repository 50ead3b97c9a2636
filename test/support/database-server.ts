import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { z } from 'zod'
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from '#platform/database/embedded-database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { createLog } from '#platform/log.ts'

const testServer = z.object({
  ownerUrl: z.string(),
  template: z.string(),
  appRole: z.string(),
  appPassword: z.string(),
})

export type TestServer = z.infer<typeof testServer>

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

const prefix = 'handrail-tests-'

// What makes a record durable makes a test slow, and no test's record is kept.
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  autovacuum: 'off',
}

/**
 * Starts one server for the whole run and a migrated template on it, before the first test file.
 * TEST_DATABASE_URL names another server to test against, as one that may create databases.
 */
export default async function setUp(project: TestProject) {
  // Each project of Vitest comes here; the first starts the server, and the others find it.
  const run = process.env.TEST_SERVER ? null : await startRun()
  if (run) process.env.TEST_SERVER = JSON.stringify(run.server)
  const server = testServer.parse(JSON.parse(process.env.TEST_SERVER ?? '{}'))
  project.provide('testServer', server)
  return async () => {
    await run?.stop()
  }
}

async function startRun(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const external = process.env.TEST_DATABASE_URL
  const embedded = external ? null : await startServer()
  const server = {
    ownerUrl: external ?? embedded?.database.ownerUrl ?? '',
    template: `handrail_template_${process.pid}`,
    appRole: 'handrail_test_app',
    appPassword: 'only-for-tests',
  }
  await onServer(server.ownerUrl, `create database ${server.template}`)
  const { appRole, appPassword } = server
  await migrate(databaseUrl(server.ownerUrl, server.template), { appRole, appPassword })
  return {
    server,
    async stop() {
      await onServer(server.ownerUrl, `drop database ${server.template}`)
      await embedded?.database.stop()
      if (embedded) await rm(embedded.directory, { recursive: true, force: true })
    },
  }
}

async function startServer(): Promise<{ database: EmbeddedDatabase; directory: string }> {
  const directory = await makeRunDirectory()
  const log = createLog('error')
  const database = await startEmbeddedDatabase({ dataDir: directory, log, settings: forgetful })
  return { database, directory }
}

/** Where a run keeps its database: its own, so that two runs never meet. */
export async function makeRunDirectory(): Promise<string> {
  await removeAbandoned()
  const directory = await mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`))
  await chmod(directory, 0o711)
  return directory
}

/** A run that was killed leaves its server behind; the next one ends it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : 0)
    if (!pid || isAlive(pid)) continue
    const directory = path.join(tmpdir(), name)
    const pidFile = path.join(directory, 'postgres/cluster/postmaster.pid')
    const [server] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
    if (server && isAlive(Number(server))) process.kill(Number(server), 'SIGQUIT')
    await rm(directory, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function databaseUrl(
  serverUrl: string,
  database: string,
  as?: { user: string; password: string },
): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  if (as) {
    url.username = as.user
    url.password = as.password
  }
  return url.href
}
