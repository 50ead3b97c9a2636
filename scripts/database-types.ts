import { writeFile } from 'node:fs/promises'
import pg from 'pg'

/**
 * Writes src/platform/database/database-types.ts from a migrated database:
 * `tsx scripts/database-types.ts <url>`.
 */

const typeNames: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  'time without time zone': 'string',
  'timestamp with time zone': 'Timestamp',
  boolean: 'boolean',
  bigint: 'number',
  integer: 'number',
  smallint: 'number',
  numeric: 'number',
  'double precision': 'number',
  jsonb: 'Json',
  bytea: 'Buffer',
}

/** The types of what an array holds, by the name that the catalogue has for the array. */
const elementNames: Record<string, string> = { _int4: 'number' }

interface Column {
  table_name: string
  column_name: string
  data_type: string
  udt_name: string
  is_nullable: 'YES' | 'NO'
  column_default: string | null
  is_identity: 'YES' | 'NO'
}

async function writeTypes(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Column>(`
    select c.table_name, column_name, data_type, udt_name, is_nullable, column_default, is_identity
    from information_schema.columns c join information_schema.tables t using (table_schema,
      table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'
    order by c.table_name, ordinal_position`)
  await client.end()
  const tables = Map.groupBy(rows, (row) => row.table_name)
  const bodies = [...tables].map(
    ([table, columns]) =>
      `export interface ${pascal(table)} {\n${columns.map(columnLine).join('\n')}\n}\n`,
  )
  const index = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}`).join('\n')
  const text =
    `// Made from the database by scripts/database-types.ts. Do not edit.\n` +
    `import type { ColumnType, Generated } from 'kysely'\n\n` +
    `type Timestamp = ColumnType<Date, Date | string, Date | string>\n` +
    `type Json = ColumnType<unknown, string, string>\n` +
    `type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>\n` +
    `type GeneratedJson = ColumnType<unknown, string | undefined, string>\n\n` +
    `${bodies.join('\n')}\nexport interface DB {\n${index}\n}\n`
  await writeFile('src/platform/database/database-types.ts', text)
}

function columnLine(column: Column): string {
  const base = baseType(column)
  const nullable = column.is_nullable === 'YES' ? `${base} | null` : base
  const optional = column.column_default !== null || column.is_identity === 'YES'
  if (!optional) return `  ${column.column_name}: ${nullable}`
  // A ColumnType inside Generated would not be taken apart, so these have a generated form of
  // their own.
  const generated =
    base === 'Json' || base === 'Timestamp' ? `Generated${base}` : `Generated<${nullable}>`
  return `  ${column.column_name}: ${generated}`
}

function baseType({ table_name, column_name, data_type, udt_name }: Column): string {
  const element = elementNames[udt_name]
  const base = data_type === 'ARRAY' ? element && `${element}[]` : typeNames[data_type]
  if (!base) throw new Error(`${table_name}.${column_name}: no type for ${data_type} ${udt_name}`)
  return base
}

function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

const url = process.argv[2]
if (!url) throw new Error('Give the address of a migrated database.')
await writeTypes(url)
