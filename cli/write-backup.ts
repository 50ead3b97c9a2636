import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { link, unlink } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { migrationNames, readTable, recordTables } from './dump-tables.ts'

export const backupFormat = 'handrail-backup-1'

export interface BackupSummary {
  readonly tables: number
  readonly rows: number
}

/**
 * Writes every table as it stood at one moment into one file, each with its checksum. Made
 * through the driver and not
 * with pg_dump, so that it needs nothing installed and fits every PostgreSQL that Handrail runs
 * on; a pg_dump that is
 * older than the server refuses it. The file appears under its name only when it is whole.
 */
export async function writeBackup(
  ownerUrl: string,
  file: string,
  report: (line: string) => void,
): Promise<BackupSummary> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const unfinished = `${file}.unfinished-${process.pid}`
  try {
    await client.query(
      `begin isolation level repeatable read read only; set local timezone to 'UTC'`,
    )
    const summary = await writeFile(client, unfinished, report)
    // A link, not a rename: it refuses when the name was taken meanwhile.
    await link(unfinished, file)
    return summary
  } finally {
    await client.end()
    await unlink(unfinished).catch(() => undefined)
  }
}

async function writeFile(
  client: pg.Client,
  file: string,
  report: (line: string) => void,
): Promise<BackupSummary> {
  const gzip = createGzip()
  const output = createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true })
  gzip.pipe(output)
  const write = async (line: string) => {
    if (!gzip.write(`${line}\n`)) await once(gzip, 'drain')
  }
  const tables = await recordTables(client)
  const migrations = await migrationNames(client)
  const head = { format: backupFormat, at: new Date(), migrations }
  await write(`#${JSON.stringify(head)}`)
  let total = 0
  for (const table of tables) {
    await write(`#${JSON.stringify({ table: table.name })}`)
    const sum = await readTable(client, table, write)
    await write(`#${JSON.stringify({ end: table.name, ...sum })}`)
    total += sum.rows
    report(`${table.name}: ${sum.rows} rows`)
  }
  await write(`#${JSON.stringify({ complete: true, tables: tables.length })}`)
  gzip.end()
  await finished(output)
  return { tables: tables.length, rows: total }
}
