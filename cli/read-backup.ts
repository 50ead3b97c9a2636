import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { z } from 'zod'
import { CommandFault } from './command.ts'
import {
  type DumpedTable,
  migrationNames,
  readTable,
  recordTables,
  type TableSum,
} from './dump-tables.ts'
import { type BackupSummary, backupFormat } from './write-backup.ts'

const headSchema = z.object({
  format: z.literal(backupFormat),
  at: z.string(),
  migrations: z.array(z.string()),
})
const markSchema = z.union([
  z.object({ table: z.string() }),
  z.object({ end: z.string(), rows: z.int(), sha256: z.string() }),
  z.object({ complete: z.literal(true), tables: z.int() }),
])
const rowsAtOnce = 500

/**
 * Fills an empty database from a backup, in one transaction: checks each table's checksum in the
 * file, then reads every
 * table back from the database and compares again. Anything that differs leaves the database
 * empty, as it was.
 */
export async function readBackup(
  ownerUrl: string,
  file: string,
  report: (line: string) => void,
): Promise<BackupSummary> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`begin; set local timezone to 'UTC'`)
    const tables = new Map((await recordTables(client)).map((table) => [table.name, table]))
    await refuseFull(client, tables)
    const sums = await load(client, file, tables)
    await setSequences(client)
    for (const [name, sum] of sums) await compare(client, tables.get(name), sum, report)
    await client.query('commit')
    return {
      tables: sums.size,
      rows: [...sums.values()].reduce((total, { rows }) => total + rows, 0),
    }
  } finally {
    await client.end()
  }
}

async function refuseFull(
  client: pg.Client,
  tables: ReadonlyMap<string, DumpedTable>,
): Promise<void> {
  for (const name of tables.keys()) {
    const { rowCount } = await client.query(`select from ${client.escapeIdentifier(name)} limit 1`)
    if (rowCount) throw new CommandFault('This database is not empty. Restore into a new one.')
  }
}

async function load(
  client: pg.Client,
  file: string,
  tables: ReadonlyMap<string, DumpedTable>,
): Promise<Map<string, TableSum>> {
  const sums = new Map<string, TableSum>()
  const loader = new TableLoader(client, tables)
  let isComplete = false
  let isFirst = true
  for await (const line of linesOf(file)) {
    if (isFirst) await checkHead(client, line)
    else if (!line.startsWith('#')) await loader.add(line)
    else {
      const mark = parseMark(line)
      if ('table' in mark) loader.begin(mark.table)
      else if ('end' in mark) sums.set(mark.end, await loader.finish(mark))
      else isComplete = mark.tables === sums.size && sums.size === tables.size
    }
    isFirst = false
  }
  if (!isComplete)
    throw new CommandFault('The backup is not whole: its end is missing. Nothing was restored.')
  return sums
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file)
  const plain = createGunzip()
  input.on('error', (error) => plain.destroy(error))
  input.pipe(plain)
  try {
    yield* createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })
  } catch (error) {
    if (error instanceof CommandFault) throw error
    throw new CommandFault(
      'The file cannot be read to its end. It is damaged or is not a backup.',
      { cause: error },
    )
  }
}

async function checkHead(client: pg.Client, line: string): Promise<void> {
  const head = headSchema.safeParse(parseJson(line))
  if (!head.success) throw new CommandFault('This file is not a backup made by "handrail backup".')
  const here = await migrationNames(client)
  if (here.join() !== head.data.migrations.join()) {
    throw new CommandFault(
      'The backup was made by another release: its last step is ' +
        `${head.data.migrations.at(-1)}, here it is ` +
        `${here.at(-1)}. Restore it with that release; the newer one then brings it up to date.`,
    )
  }
}

function parseMark(line: string): z.infer<typeof markSchema> {
  const mark = markSchema.safeParse(parseJson(line))
  if (!mark.success)
    throw new CommandFault('The backup has a line that is not understood. Nothing was restored.')
  return mark.data
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^#/, ''))
  } catch {
    return null
  }
}

/**
 * Puts the rows of one table after another into the database, and counts and sums them on the
 * way.
 */
class TableLoader {
  private table = ''
  private waiting: string[] = []
  private rows = 0
  private hash = createHash('sha256')

  constructor(
    private readonly client: pg.Client,
    private readonly tables: ReadonlyMap<string, DumpedTable>,
  ) {}

  begin(table: string): void {
    if (!this.tables.has(table))
      throw new CommandFault(`The backup has a table "${table}" that is not known here.`)
    this.table = table
    this.rows = 0
    this.hash = createHash('sha256')
  }

  async add(line: string): Promise<void> {
    this.hash.update(line).update('\n')
    this.rows += 1
    this.waiting.push(line)
    if (this.waiting.length >= rowsAtOnce) await this.flush()
  }

  async finish(expected: TableSum & { end: string }): Promise<TableSum> {
    await this.flush()
    const sha256 = this.hash.digest('hex')
    if (expected.end !== this.table || sha256 !== expected.sha256 || this.rows !== expected.rows) {
      throw new CommandFault(`The backup is damaged in "${this.table}". Nothing was restored.`)
    }
    return { rows: this.rows, sha256 }
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return
    const name = this.client.escapeIdentifier(this.table)
    const rows = `[${this.waiting.join(',')}]`
    this.waiting = []
    await this.client.query(
      `insert into ${name} overriding system value
       select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
      [rows],
    )
  }
}

/** New rows get numbers after the restored ones. */
async function setSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    select c.relname as "table", a.attname as "column" from pg_attribute a
      join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and a.attidentity <> ''`)
  for (const { table, column } of rows) {
    const [name, key] = [client.escapeIdentifier(table), client.escapeIdentifier(column)]
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${key}), 0) + 1, false)
       from ${name}`,
      [table, column],
    )
  }
}

async function compare(
  client: pg.Client,
  table: DumpedTable | undefined,
  expected: TableSum,
  report: (line: string) => void,
): Promise<void> {
  if (!table) return
  const found = await readTable(client, table, () => {})
  if (found.sha256 !== expected.sha256) {
    throw new CommandFault(
      `"${table.name}" does not read back as it was written. Nothing was restored.`,
    )
  }
  report(`${table.name}: ${found.rows} rows, checksum equal`)
}
