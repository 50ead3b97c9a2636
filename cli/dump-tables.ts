import { createHash } from 'node:crypto'
import type { Client } from 'pg'

/**
 * A table with the order in which its rows are read, so that the same rows give the same
 * checksum.
 */
export interface DumpedTable {
  readonly name: string
  readonly keys: readonly string[]
}

const rowsAtOnce = 2000

/**
 * Every table of the record, parents before children. What the migrations know is written in the
 * file's head.
 */
export async function recordTables(client: Client): Promise<DumpedTable[]> {
  const { rows } = await client.query<{ name: string; keys: string[]; parents: string[] }>(`
    select c.relname as name,
      array(select a.attname::text from unnest(i.indkey) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum order by k.n) as keys,
      array(select distinct p.relname::text from pg_constraint f
        join pg_class p on p.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relname <> 'handrail_migration'
    order by c.relname`)
  const ordered: DumpedTable[] = []
  const waiting = new Map(rows.map((row) => [row.name, row]))
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ parents }) =>
      parents.every((name) => !waiting.has(name)),
    )
    if (ready.length === 0)
      throw new Error('Tables that need each other cannot be put in an order.')
    for (const { name, keys } of ready) {
      ordered.push({ name, keys })
      waiting.delete(name)
    }
  }
  return ordered
}

export interface TableSum {
  readonly rows: number
  readonly sha256: string
}

/**
 * Reads a table row by row as JSON text; the numbers in it never pass through a JavaScript
 * number.
 */
export async function readTable(
  client: Client,
  table: DumpedTable,
  onRow: (line: string) => Promise<void> | void,
): Promise<TableSum> {
  const name = client.escapeIdentifier(table.name)
  const keys = table.keys.map((key) => `t.${client.escapeIdentifier(key)}`).join(', ')
  const hash = createHash('sha256')
  let rows = 0
  await client.query(
    `declare dump no scroll cursor for
     select to_jsonb(t)::text as line from ${name} t order by ${keys}`,
  )
  for (;;) {
    const page = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from dump`)
    for (const { line } of page.rows) {
      hash.update(line).update('\n')
      await onRow(line)
    }
    rows += page.rows.length
    if (page.rows.length < rowsAtOnce) break
  }
  await client.query('close dump')
  return { rows, sha256: hash.digest('hex') }
}

/** The steps that this database has had: a backup fits only a database that had the same. */
export async function migrationNames(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from handrail_migration order by name',
  )
  return rows.map(({ name }) => name)
}
