import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedDatabase } from '#platform/database/embedded-database.ts'
import { freePort } from '#platform/database/embedded-database-cluster.ts'
import { migrate } from '#platform/database/migrate.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { makeRunDirectory } from '#test/support/database-server.ts'
import { type BenchService, fillBenchDatabase } from './bench/people.ts'
import { benchSecret } from './bench/server.ts'
import { compare } from './chaos/compare.ts'
import { newVisits, useIt } from './chaos/visits.ts'
import { build } from './prepare.mjs'

/**
 * Kills the server with -9 at random moments while 20 people save, send, fill in PHQ-9 with item 9
 * above zero, and ask for help. Then looks for everything that was acknowledged: `npm run chaos`,
 * or with a number of kills: `npm run chaos -- 100`.
 */

build()
const kills = Number(process.argv[2] ?? 100)
const people = 20
// Each form is somebody new's: between two kills and at the end, as many as a fast machine takes.
const newcomers = 100 + kills * 16
const port = await freePort()
const origin = `http://127.0.0.1:${port}`
const root = repositoryRoot()

const visits = newVisits()

const dataDir = await makeRunDirectory()
const database = await startEmbeddedDatabase({ dataDir, log: createLog('warn') })
try {
  const url = await freshDatabase()
  const service = await fillBenchDatabase(url, people + newcomers)
  const began = new Date()
  await killAgainAndAgain(url, service)
  console.log(
    `\n${kills} kills of the server, ${people} people, ${visits.refusals} requests without an ` +
      'answer\n',
  )
  process.exitCode = (await compare(url, began, visits.acknowledged)) ? 0 : 1
} finally {
  await database.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function killAgainAndAgain(url: string, service: BenchService): Promise<void> {
  let server = await start(url)
  const others = service.submitters.slice(people)
  const working = service.submitters
    .slice(0, people)
    .map((visitor, first) => useIt(visits, origin, visitor, { others, first }))
  for (let kill = 1; kill <= kills; kill++) {
    await pause(150 + Math.random() * 1200)
    server.kill('SIGKILL')
    await new Promise((resolve) => server.once('exit', resolve))
    server = await start(url)
    if (kill % 10 === 0)
      console.log(`${kill} kills, ${total()} acknowledged, ${visits.refusals} not answered`)
  }
  await someOfEachKind()
  visits.isOver = true
  await Promise.all(working)
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
}

/** A moment more; on a busy machine, until there is something of each kind to look for. */
async function someOfEachKind(): Promise<void> {
  const isMissing = () => Object.values(visits.acknowledged).some((keys) => keys.length === 0)
  await pause(1000)
  for (let tries = 0; tries < 600 && isMissing(); tries++) await pause(50)
}

function total(): number {
  return Object.values(visits.acknowledged).reduce((sum, keys) => sum + keys.length, 0)
}

async function start(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      DEMONSTRATION: 'off',
      SECRET_KEY: benchSecret,
    },
  })
  for (let tries = 0; tries < 800; tries++) {
    if (child.exitCode !== null) throw new Error('the server did not come back')
    try {
      if ((await fetch(`${origin}/healthz`)).ok) return child
    } catch {
      // Not listening yet.
    }
    await pause(25)
  }
  throw new Error('the server did not come back within 20 s')
}

async function freshDatabase(): Promise<string> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query('create database chaos')
  await client.end()
  const url = new URL(database.ownerUrl)
  url.pathname = '/chaos'
  await migrate(url.href, { appRole: 'handrail_web_chaos', appPassword: newId() })
  return url.href
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
