import { type ChildProcess, spawn } from 'node:child_process'
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { addressOf, freePort } from '#platform/database/embedded-database-cluster.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { makeRunDirectory } from '#test/support/database-server.ts'

/** A release in a folder of its own, as an operator has it, to be broken; its data lie there too. */
let release: string
let startsBefore: number
const programs: ChildProcess[] = []

beforeAll(async () => {
  release = await makeRunDirectory()
  const root = repositoryRoot()
  for (const part of ['dist', 'content', 'db']) {
    await cp(path.join(root, part), path.join(release, part), { recursive: true })
  }
  await symlink(path.join(root, 'node_modules'), path.join(release, 'node_modules'))
})
afterAll(() => rm(release, { recursive: true, force: true }))

beforeEach(async () => {
  startsBefore = await startsOfPostgres()
})
afterEach(async () => {
  // What a test that failed did not wait for would start it again.
  for (const child of programs.splice(0)) child.kill('SIGKILL')
  const left = await postgres()
  if (left !== null) process.kill(left, 'SIGQUIT')
})

it('a server whose content has a fault leaves no PostgreSQL behind', async () => {
  const file = path.join(release, 'content/protocols/safety.yaml')
  const sound = await readFile(file, 'utf8')
  await writeFile(file, `${sound}\nnobody_reads: this\n`)
  const { code, said } = await ended(run('main.js'))
  await writeFile(file, sound)
  expect(said).toContain('protocols/safety.yaml')
  expect(code).toBe(1)
  await nothingIsLeft()
})

it('a server whose database cannot be brought up to date leaves no PostgreSQL behind', async () => {
  const { code, said } = await withABrokenMigration(() => ended(run('main.js')))
  expect(said).toContain('9999_broken.sql failed')
  expect(code).toBe(1)
  await nothingIsLeft()
})

it('a server whose port is taken while it starts leaves no PostgreSQL behind', async () => {
  const port = await freePort()
  const starting = run('main.js', { PORT: String(port) })
  await postgresRuns()
  const other = createServer().listen(port, '127.0.0.1')
  const { code, said } = await ended(starting)
  other.close()
  expect(said).toContain(`something else is already listening on port ${port}`)
  expect(code).toBe(1)
  await nothingIsLeft()
})

it.each(['SIGTERM', 'SIGHUP'] as const)(
  'a server that is stopped while it starts leaves no PostgreSQL behind: %s',
  async (signal) => {
    const starting = run('main.js')
    await postgresRuns()
    starting.kill(signal)
    expect((await ended(starting)).code).toBe(0)
    await nothingIsLeft()
  },
)

it('a command that fails on the database leaves no PostgreSQL behind', async () => {
  const { code, said } = await withABrokenMigration(() => ended(run('handrail.js', {}, 'migrate')))
  expect(said).toContain('9999_broken.sql failed')
  expect(code).toBe(1)
  await nothingIsLeft()
})

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const

it.each(signals)(
  'a command that is stopped while it starts PostgreSQL leaves none behind: %s',
  async (signal, code) => {
    const starting = run('handrail.js', {}, 'migrate')
    await postgresRuns()
    starting.kill(signal)
    expect(await ended(starting)).toEqual({ code, said: '' })
    await nothingIsLeft()
  },
)

it('a command that is stopped at its work leaves no PostgreSQL behind', async () => {
  const working = run('handrail.js', {}, 'seed')
  const isAtWork = `select from pg_stat_activity where usename like 'handrail_web%'`
  await expect.poll(() => postgresHas(isAtWork), { timeout: 60_000 }).toBe(true)
  working.kill('SIGINT')
  expect(await ended(working)).toEqual({ code: 130, said: '' })
  await nothingIsLeft()
})

it('a command whose reader stops reading leaves no PostgreSQL behind', async () => {
  const made = await ended(run('handrail.js', {}, ...words('service create --slug one --name One')))
  expect(made.code).toBe(0)
  startsBefore += 1
  const period = words('outcomes --from 2026-01-01 --to 2026-01-31')
  const unread = run('handrail.js', {}, ...period)
  unread.stdout?.destroy()
  expect(await ended(unread)).toEqual({ code: 141, said: '' })
  await nothingIsLeft()
})

it('a command that is stopped leaves the PostgreSQL of a running server alone', async () => {
  const server = run('main.js')
  await new Promise((resolve) => server.stdout?.once('data', resolve))
  const borrowed = await postgres()
  const holding = await connected('handrail')
  await holding.query('begin; lock table handrail_migration')
  const command = run('handrail.js', {}, 'migrate')
  const isHeld = 'select from pg_locks where not granted'
  await expect.poll(() => postgresHas(isHeld), { timeout: 60_000 }).toBe(true)
  command.kill('SIGTERM')
  expect(await ended(command)).toEqual({ code: 143, said: '' })
  await holding.end()
  expect(await postgres()).toBe(borrowed)
  server.kill('SIGTERM')
  expect((await ended(server)).code).toBe(0)
  await nothingIsLeft()
})

function words(line: string): string[] {
  return line.split(' ')
}

function run(program: string, settings: Record<string, string> = {}, ...args: string[]) {
  const child = spawn(process.execPath, [path.join(release, 'dist', program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATA_DIR: release,
      PORT: '0',
      LOG_LEVEL: 'silent',
      DEMONSTRATION: 'off',
      ...settings,
    },
  })
  programs.push(child)
  return child
}

function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    let said = ''
    child.stdout?.on('data', (chunk) => (said += String(chunk)))
    child.stderr?.on('data', (chunk) => (said += String(chunk)))
    child.on('close', (code) => resolve({ code, said }))
  })
}

async function withABrokenMigration<T>(work: () => Promise<T>): Promise<T> {
  const step = path.join(release, 'db/migrations/9999_broken.sql')
  await writeFile(step, 'select from there_is_no_such_table;\n')
  try {
    return await work()
  } finally {
    await rm(step)
  }
}

/** The process of the PostgreSQL that belongs to this release; null when there is none. */
async function postgres(): Promise<number | null> {
  const file = path.join(release, 'postgres/cluster/postmaster.pid')
  const [pid] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  return Number(pid) || null
}

async function postgresRuns(): Promise<void> {
  await expect.poll(postgres, { timeout: 60_000 }).not.toBeNull()
}

async function connected(database: string): Promise<pg.Client> {
  const home = path.join(release, 'postgres')
  const password = (await readFile(path.join(home, 'password'), 'utf8')).trim()
  const lines = (await readFile(path.join(home, 'cluster/postmaster.pid'), 'utf8')).split('\n')
  const address = addressOf({ port: Number(lines[3]), socketFolder: null }, password, database)
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  return client
}

/** False as well while it is still starting. */
async function postgresHas(row: string): Promise<boolean> {
  const client = await connected('postgres').catch(() => null)
  const found = await client?.query(row).finally(() => client.end())
  return (found?.rowCount ?? 0) > 0
}

async function startsOfPostgres(): Promise<number> {
  const log = await readFile(path.join(release, 'postgres/server.log'), 'utf8').catch(() => '')
  return log.split('database system is ready to accept connections').length - 1
}

/** It was started, so there was something to stop; and it has stopped. */
async function nothingIsLeft(): Promise<void> {
  expect(await startsOfPostgres()).toBe(startsBefore + 1)
  expect(await postgres()).toBeNull()
}
