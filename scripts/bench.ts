import { mkdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedDatabase } from '#platform/database/embedded-database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { timeQuery, timeSaving } from './bench/bare.ts'
import { type Measured, measureHistory, printGrowth } from './bench/growth.ts'
import { compressedSize, load, type Shot, type Timing } from './bench/load.ts'
import { benchAgreement, benchRules } from './bench/outcomes.ts'
import {
  type BenchPatient,
  type BenchService,
  fillBenchDatabase,
  type Visitor,
} from './bench/people.ts'
import { untilAtRest } from './bench/rest.ts'
import { type RunningServer, startServer } from './bench/server.ts'
import { build } from './prepare.mjs'

/**
 * How fast, at which size: `npm run bench`. Sizes can be given: `npm run bench -- 200 20000`.
 * `npm run bench -- outcomes` measures the rules alone, and holds them against SQL.
 */

interface Work {
  name: string
  shot(service: BenchService, number: number): Shot
  /** The same rows, asked of the database alone. */
  bareQuery?: string
  /** For what writes: the audit's name of the act, whose rows are saved again without Handrail. */
  savedAs?: string
  /** Each person can do it once: how many there are is how often it is measured. */
  isOnceEach?: boolean
}

const isOfOutcomes = process.argv.includes('outcomes')
const sizes = process.argv.slice(2).map(Number).filter(Boolean)
const asked = { 1: 300, 20: 1500 } as const
const warmingUp = 40

const works: readonly Work[] = [
  {
    name: 'patient home',
    shot: ({ patient }) => ({ path: '/', cookie: patient.cookie }),
    bareQuery: `select * from course c join patient p on p.service_id = c.service_id and p.id =
      c.patient_id
      left join lateral (select * from instrument_response r where r.service_id = c.service_id
        and r.course_id = c.id
        order by submitted_at desc limit 20) r on true
      where c.service_id = $1 and c.id = $2`,
  },
  {
    name: 'module page',
    shot: ({ patient }) => ({
      path: '/programme/dep.m2/an-hour-of-relief',
      cookie: patient.cookie,
    }),
    bareQuery: 'select * from module_event where service_id = $1 and course_id = $2 order by at',
  },
  {
    name: 'forms page',
    shot: ({ patient }) => ({ path: patient.form, cookie: patient.cookie }),
    bareQuery:
      'select * from instrument_response where service_id = $1 and course_id = $2 order by ' +
      'submitted_at',
  },
  {
    name: 'therapist queue',
    shot: ({ therapist }) => ({ path: '/people', cookie: therapist.cookie }),
    bareQuery: `select c.*, r.total, m.body from course o join course c
        on c.service_id = o.service_id and c.therapist_id = o.therapist_id and c.state = 'active'
      left join lateral (select total from instrument_response r where r.service_id =
        c.service_id and r.course_id = c.id
        and instrument_id = 'phq9' order by submitted_at desc limit 1) r on true
      left join lateral (select body from message m where m.service_id = c.service_id and
        m.course_id = c.id
        order by sent_at desc limit 1) m on true
      where o.service_id = $1 and o.id = $2`,
  },
  {
    name: 'review screen',
    shot: (service) => review(service, service.courseId),
    bareQuery: `select (select json_agg(e) from entry e where e.service_id = $1 and e.course_id
      = $2),
      (select json_agg(m) from message m where m.service_id = $1 and m.course_id = $2),
      (select json_agg(r) from instrument_response r where r.service_id = $1 and r.course_id = $2)`,
  },
  {
    name: 'review screen, a year more',
    shot: (service) => review(service, service.yearCourseId),
  },
  // After the reading: each answer raises a safety item, and a list full of them is no usual day.
  {
    name: 'answer PHQ-9, item 9 at 1',
    shot: ({ submitters }, number) => answering(submitters[number % submitters.length]),
    savedAs: 'measure.draft-saved',
    isOnceEach: true,
  },
  {
    name: 'send PHQ-9',
    shot: ({ submitters }, number) => sending(submitters[number % submitters.length]),
    savedAs: 'measure.sent',
    isOnceEach: true,
  },
  {
    name: 'save an entry',
    shot: ({ submitters }, number) => saving(submitters[number % submitters.length], number),
    savedAs: 'entry.saved',
  },
]

function review({ therapist }: BenchService, courseId: string): Shot {
  return { path: `/people/${courseId}`, cookie: therapist.cookie }
}

/** All nine answers: kept, and item 9 raises a safety item with its notice in the same commit. */
function answering(visitor: BenchPatient | undefined): Shot {
  const fields: Record<string, string> = {}
  for (let item = 1; item <= 9; item++) fields[`item_${item}`] = item === 9 ? '1' : String(item % 3)
  return posting(visitor, visitor?.form ?? '', fields)
}

/** The last question and the sending: scored, the safety rule, audit, one commit. */
function sending(visitor: BenchPatient | undefined): Shot {
  return posting(visitor, `${visitor?.form}/more`, { extra_difficulty: '1' })
}

function saving(visitor: Visitor | undefined, number: number): Shot {
  return posting(visitor, '/entries/autosave', {
    worksheet_id: 'dep.activity_diary',
    save_key: newId(),
    'f.did': `Something, number ${number}`,
    'f.mood': '4',
    'f.date': '2026-10-10',
    'f.slot': 'morning',
  })
}

function posting(
  visitor: Visitor | undefined,
  address: string,
  fields: Record<string, string>,
): Shot {
  if (!visitor) throw new Error('nobody to send it')
  const body = new URLSearchParams({ csrf: visitor.csrf, send_key: newId(), ...fields })
  return { method: 'POST', path: address, cookie: visitor.cookie, body: body.toString() }
}

build()
const root = repositoryRoot()
const dataDir = path.join(root, 'data', 'bench')
mkdirSync(dataDir, { recursive: true })
const database = await startEmbeddedDatabase({ dataDir, log: createLog('warn') })
try {
  if (isOfOutcomes) await measureOutcomes(sizes[0] ?? 100_000)
  else await measureSizes(sizes.length > 0 ? sizes : [200, 20_000])
} finally {
  await database.stop()
}

/** The rules first, while nothing else runs; then both ways over stored records. */
async function measureOutcomes(people: number): Promise<void> {
  await benchRules(people)
  await benchAgreement(await freshDatabase('bench_outcomes'), people)
}

async function measureSizes(each: readonly number[]): Promise<void> {
  const measured: Measured[] = []
  for (const size of each) measured.push({ size, times: await measure(size) })
  printGrowth(measured)
}

/** The time of each work on one connection, by its name. */
async function measure(size: number): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  const url = await freshDatabase(`bench_${size}`)
  const filled = performance.now()
  const service = await fillBenchDatabase(url, size)
  console.log(`\n## ${size.toLocaleString('en-GB')} people (filled in ${seconds(filled)} s)\n`)
  const server = await startServer(url, dataDir, 4790)
  try {
    await untilAtRest(url)
    await warmUp(server, service)
    printHeader()
    printTiming(
      'alive, and nothing else',
      1,
      await load(server.origin, () => ({ path: '/healthz', cookie: '' }), {
        connections: 1,
        requests: 500,
      }),
    )
    printTiming(
      'a page about nobody',
      1,
      await load(server.origin, () => ({ path: '/offline', cookie: '' }), {
        connections: 1,
        requests: 500,
      }),
    )
    for (const work of works) times.set(work.name, await measureWork(work, server, service, url))
    await measureHistories(server.origin, service, url)
    await printWeights(server, service)
    const memory = server.memoryMegabytes()
    console.log(
      `\nmemory ${memory.server} MB, its watchdog ${memory.watchdog} MB, started in ` +
        `${(server.startedInMilliseconds / 1000).toFixed(2)} s`,
    )
  } finally {
    await server.stop()
  }
  return times
}

/** A record that stood still since it was last opened, and one of which a part has changed. */
async function measureHistories(origin: string, service: BenchService, url: string): Promise<void> {
  const each = {
    short: () => review(service, service.courseId),
    long: () => review(service, service.yearCourseId),
  }
  await measureHistory(origin, 'review screen', each)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const courses = [service.courseId, service.yearCourseId]
  const change = 'select stamp_part($1, course, $3) from unnest($2::uuid[]) course'
  for (const part of ['messages', 'entries', 'forms']) {
    const before = async () => {
      await client.query(change, [service.serviceId, courses, part])
    }
    await measureHistory(origin, `review screen, first after a change of ${part}`, {
      ...each,
      before,
    })
  }
  await client.end()
}

async function measureWork(
  work: Work,
  server: RunningServer,
  service: BenchService,
  url: string,
): Promise<number> {
  let alone = 0
  for (const connections of [1, 20] as const) {
    const { from, requests } = work.isOnceEach
      ? turns(service.submitters.length, connections)
      : { from: 0, requests: asked[connections] }
    const timing = await load(server.origin, (number) => work.shot(service, from + number), {
      connections,
      requests,
    })
    printTiming(work.name, connections, timing)
    if (connections === 1) alone = timing.p10
  }
  if (work.bareQuery) {
    printTiming('  its rows alone', 1, await timeQuery(url, work.bareQuery, service))
  }
  if (work.savedAs) {
    const bare = await timeSaving(url, work.savedAs)
    printTiming(`  its ${bare.rows} rows alone`, 1, bare)
  }
  return alone
}

/**
 * Those who can do a thing once are shared out: some for warming up, then a quarter, then the
 * rest.
 */
function turns(submitters: number, connections: 1 | 20): { from: number; requests: number } {
  const alone = Math.floor(submitters / 4)
  return connections === 1
    ? { from: 0, requests: alone }
    : { from: alone, requests: submitters - alone - warmingUp }
}

async function warmUp(server: RunningServer, service: BenchService): Promise<void> {
  for (const work of works) {
    const from = work.isOnceEach ? service.submitters.length - warmingUp : 0
    await load(server.origin, (number) => work.shot(service, from + number), {
      connections: 2,
      requests: warmingUp,
    })
  }
}

async function printWeights(server: RunningServer, service: BenchService): Promise<void> {
  const page = await (await fetch(`${server.origin}/help`)).text()
  const css = /\/assets\/[^"]+\.css/.exec(page)?.[0] ?? '/'
  const style = await compressedSize(server.origin, css, '')
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`
  console.log(`\nstyle sheet ${kilobytes(style)} compressed`)
  for (const { name, shot } of works.filter((work) => work.shot(service, 0).method !== 'POST')) {
    const { path, cookie } = shot(service, 0)
    const size = await compressedSize(server.origin, path, cookie)
    console.log(
      `${name}: ${kilobytes(size)} compressed, ${kilobytes(size + style)} with the style sheet`,
    )
  }
}

async function freshDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(database.ownerUrl)
  url.pathname = `/${name}`
  await migrate(url.href, { appRole: `handrail_web_${name}`, appPassword: newId() })
  return url.href
}

function printHeader(): void {
  console.log(
    '| what | connections | p50 ms | p95 ms | p99 ms | per second | failures |\n| --- | --- ' +
      '| --- | --- | --- | --- | --- |',
  )
}

function printTiming(name: string, connections: number, timing: Timing): void {
  const ms = (value: number) => value.toFixed(2)
  console.log(
    `| ${name} | ${connections} | ${ms(timing.p50)} | ${ms(timing.p95)} | ${ms(timing.p99)} ` +
      `| ${Math.round(timing.perSecond)} | ${timing.failures} |`,
  )
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
