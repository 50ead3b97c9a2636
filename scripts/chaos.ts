import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedDatabase } from '#platform/embedded-database.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { type BenchService, fillBenchDatabase, type Visitor } from './bench/people.ts'

/**
 * Kills the server with -9 at random moments while 20 people save, send and ask for help, and
 * then looks for
 * everything that was acknowledged: `npm run chaos`, or with a number of kills: `npm run chaos --
 * 100`.
 */

const kills = Number(process.argv[2] ?? 100)
const people = 20
const port = 4791
const origin = `http://127.0.0.1:${port}`
const root = repositoryRoot()

interface Acknowledged {
  entries: string[]
  messages: string[]
  alerts: string[]
}

const acknowledged: Acknowledged = { entries: [], messages: [], alerts: [] }
let isOver = false
let refusals = 0

const dataDir = path.join(root, 'data', 'chaos')
mkdirSync(dataDir, { recursive: true })
const database = await startEmbeddedDatabase({ dataDir, log: createLog('warn') })
try {
  const url = await freshDatabase()
  const service = await fillBenchDatabase(url, 60)
  await killAgainAndAgain(url, service)
  const isWhole = await compare(url)
  process.exitCode = isWhole ? 0 : 1
} finally {
  await database.stop()
}

async function killAgainAndAgain(url: string, service: BenchService): Promise<void> {
  let server = await start(url)
  const visitors = service.submitters.slice(0, people)
  const working = visitors.map((visitor) => useIt(visitor))
  for (let kill = 1; kill <= kills; kill++) {
    await pause(150 + Math.random() * 1200)
    server.kill('SIGKILL')
    await new Promise((resolve) => server.once('exit', resolve))
    server = await start(url)
    if (kill % 10 === 0)
      console.log(`${kill} kills, ${total()} acknowledged, ${refusals} not answered`)
  }
  await pause(1000)
  isOver = true
  await Promise.all(working)
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
}

/** One person, always doing something; a request that gets no answer is sent again with its key. */
async function useIt(visitor: Visitor): Promise<void> {
  for (let round = 0; !isOver; round++) {
    const key = newId()
    if (round % 4 === 3) {
      await untilAnswered(visitor, '/help/alert', { send_key: key }, acknowledged.alerts, key)
    } else if (round % 2 === 0) {
      await untilAnswered(
        visitor,
        '/entries/autosave',
        {
          worksheet_id: 'dep.activity_diary',
          save_key: key,
          'f.did': `Round ${round}`,
          'f.mood': String(round % 11),
          'f.date': '2026-10-10',
          'f.slot': 'morning',
        },
        acknowledged.entries,
        key,
      )
    } else {
      await untilAnswered(
        visitor,
        '/messages',
        { body: `Message ${round}`, send_key: key },
        acknowledged.messages,
        key,
      )
    }
  }
}

async function untilAnswered(
  visitor: Visitor,
  address: string,
  fields: Record<string, string>,
  kept: string[],
  key: string,
): Promise<void> {
  while (!isOver) {
    const answer = await post(visitor, address, fields)
    const status = answer?.status ?? null
    if (status !== null && status < 400) {
      // A call for help is answered with the page of its item, whose id is in the address.
      kept.push(/\/safety\/([0-9a-f-]{36})/.exec(answer?.location ?? '')?.[1] ?? key)
      return
    }
    if (status !== null && status !== 503) throw new Error(`${address} answered ${status}`)
    refusals += 1
    await pause(60)
  }
}

async function post(
  visitor: Visitor,
  address: string,
  fields: Record<string, string>,
): Promise<{ status: number; location: string | null } | null> {
  try {
    const response = await fetch(origin + address, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: visitor.cookie,
        'sec-fetch-site': 'same-origin',
        accept: 'application/json',
      },
      body: new URLSearchParams({ csrf: visitor.csrf, ...fields }),
    })
    await response.arrayBuffer()
    return { status: response.status, location: response.headers.get('location') }
  } catch {
    return null
  }
}

async function compare(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const missing = async (keys: string[], query: string) => {
    const { rows } = await client.query<{ key: string; times: number }>(query, [keys])
    const found = new Map(rows.map(({ key, times }) => [key, Number(times)]))
    return {
      lost: keys.filter((key) => !found.has(key)).length,
      doubled: [...found.values()].filter((times) => times > 1).length,
    }
  }
  const results = {
    'saved entries': await missing(
      acknowledged.entries,
      'select save_key as key, count(*) as times from entry_version where save_key = any($1) ' +
        'group by 1',
    ),
    'sent messages': await missing(
      acknowledged.messages,
      'select send_key as key, count(*) as times from message where send_key = any($1) group by 1',
    ),
    'safety items': await missing(
      acknowledged.alerts,
      `select id as key, count(*) as times from safety_item where id = any($1)
        group by 1`,
    ),
  }
  const {
    rows: [odd],
  } = await client.query<{ unowned: number; silent: number }>(`
    select count(*) filter (where owner_id is null) as unowned,
      count(*) filter (where not exists (select from safety_event e where e.item_id = i.id and
        e.kind = 'raised')) as silent
    from safety_item i where trigger = 'help_button'`)
  await client.end()
  const counts: Record<string, string[]> = {
    'saved entries': acknowledged.entries,
    'sent messages': acknowledged.messages,
    'safety items': acknowledged.alerts,
  }
  console.log(
    `\n${kills} kills of the server, ${people} people, ${refusals} requests without an answer\n`,
  )
  for (const [what, { lost, doubled }] of Object.entries(results)) {
    const count = counts[what]?.length ?? 0
    console.log(
      `${what}: ${count} acknowledged, ${lost} lost, ${doubled} doubled (fewer than ` +
        `${(300 / Math.max(1, count)).toFixed(3)}% with 95% confidence)`,
    )
  }
  console.log(
    `safety items without an owner: ${odd?.unowned ?? 0}, without their first event: ` +
      `${odd?.silent ?? 0}`,
  )
  return (
    Object.values(results).every(({ lost, doubled }) => lost === 0 && doubled === 0) &&
    Number(odd?.unowned) === 0 &&
    Number(odd?.silent) === 0 &&
    total() > 0
  )
}

function total(): number {
  return acknowledged.entries.length + acknowledged.messages.length + acknowledged.alerts.length
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
      SECRET_KEY: 'a-key-for-chaos-only-0123456789abcdefgh',
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
  await client.query('drop database if exists chaos with (force)')
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
