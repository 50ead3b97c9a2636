import pg from 'pg'
import { newId } from '#platform/ids.ts'
import { percentiles, type Timing } from './load.ts'
import type { BenchService } from './people.ts'

/** What PostgreSQL alone needs, without Handrail: the same rows asked for, or saved. */

const rounds = 300

/** Asks for the rows of a page by one bare query, again and again. */
export async function timeQuery(
  url: string,
  query: string,
  service: BenchService,
): Promise<Timing> {
  const client = await connected(url)
  const times = await timed(async () => {
    await client.query(query, [service.serviceId, service.courseId])
  })
  await client.end()
  return times
}

/**
 * Saves what the newest act of this kind saved, again and again under keys of its own: the same
 * rows in one bare transaction.
 */
export async function timeSaving(url: string, act: string): Promise<Timing & { rows: number }> {
  const client = await connected(url)
  const saved = await savedBy(client, act)
  if (saved.length === 0) throw new Error(`nothing was saved by ${act}`)
  let fresh = saved
  const times = await timed(
    async () => {
      await client.query('begin')
      for (const { table, columns, text } of fresh) {
        await client.query(
          `insert into ${table} (${columns}) select ${columns}
           from jsonb_populate_record(null::${table}, $1::jsonb)`,
          [text],
        )
      }
      await client.query('commit')
    },
    async () => {
      fresh = withKeysOfTheirOwn(saved)
      await makeRoom(client, fresh)
    },
  )
  await client.end()
  return { ...times, rows: saved.length }
}

async function timed(
  act: () => Promise<void>,
  prepare: () => Promise<void> = async () => {},
): Promise<Timing> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    await prepare()
    const before = performance.now()
    await act()
    times.push(performance.now() - before)
  }
  const total = times.reduce((sum, time) => sum + time, 0)
  return {
    ...percentiles(times),
    perSecond: times.length / (total / 1000),
    count: times.length,
    failures: 0,
  }
}

interface SavedRow {
  table: string
  columns: string
  /** The row as JSON, in which every key can be found and replaced. */
  text: string
}

// Where the acts that are measured save, each table after those that it refers to. What a trigger
// keeps it keeps again, for the copy.
const tables = [
  'instrument_draft',
  'instrument_response',
  'safety_item',
  'safety_event',
  'entry',
  'entry_version',
  'series_point',
  'audit_event',
]

/** All rows of one commit carry its number: PostgreSQL itself says what an act saved. */
async function savedBy(client: pg.Client, act: string): Promise<SavedRow[]> {
  const { rows: found } = await client.query<{ commit: string }>(
    `select xmin::text as commit from audit_event where action = $1 order by id desc limit 1`,
    [act],
  )
  const commit = found[0]?.commit ?? ''
  const saved: SavedRow[] = []
  for (const table of tables)
    saved.push(...(await rowsOf(client, table, 'r.xmin::text = $1', commit)))
  // A mail on its way out is written to again, and then carries another number.
  const mail = await rowsOf(
    client,
    'outbox_mail',
    `exists (select from safety_item i
       where i.xmin::text = $1 and position(i.id::text in r.dedupe_key) > 0)`,
    commit,
  )
  return [...saved, ...mail]
}

async function rowsOf(
  client: pg.Client,
  table: string,
  condition: string,
  commit: string,
): Promise<SavedRow[]> {
  const { rows: named } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''`,
    [table],
  )
  const { rows } = await client.query<{ text: string }>(
    `select to_jsonb(r)::text as text from ${table} r where ${condition}`,
    [commit],
  )
  return rows.map(({ text }) => ({ table, columns: named[0]?.columns ?? '', text }))
}

const keyOfARow = /"(?:id|send_key|save_key|source_id)": "([0-9a-f-]{36})"/g

/** A key that one row has and others name is the same new key in all of them. */
function withKeysOfTheirOwn(saved: readonly SavedRow[]): SavedRow[] {
  const keys = new Map<string, string>()
  for (const { text } of saved) {
    for (const [, key = ''] of text.matchAll(keyOfARow)) keys.set(key, keys.get(key) ?? newId())
  }
  return saved.map((row) => ({
    ...row,
    text: [...keys].reduce((text, [old, fresh]) => text.replaceAll(old, fresh), row.text),
  }))
}

/** Of a form in the middle there is one: the one of the round before makes room. */
async function makeRoom(client: pg.Client, saved: readonly SavedRow[]): Promise<void> {
  for (const { text } of saved.filter(({ table }) => table === 'instrument_draft')) {
    await client.query(
      `delete from instrument_draft d using jsonb_populate_record(null::instrument_draft, $1) r
       where (d.service_id, d.course_id, d.instrument_id)
         = (r.service_id, r.course_id, r.instrument_id)`,
      [text],
    )
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
