import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { repositoryRoot } from '#platform/repository-root.ts'
import { databaseUrl, onServer } from '#test/support/database-server.ts'

const catalogues = {
  columns: `select table_name, column_name, data_type, is_nullable, column_default, is_identity
    from information_schema.columns where table_schema = 'public' and table_name <> 'handrail_migration' order by 1, 2`,
  constraints: `select conrelid::regclass::text as on, conname, pg_get_constraintdef(oid) as is from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'handrail_migration' order by 1, 2`,
  indexes: `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename <> 'handrail_migration' order by 1`,
  policies: `select tablename, policyname, cmd, qual, with_check from pg_policies where schemaname = 'public' order by 1, 2`,
  functions: `select proname, pg_get_functiondef(oid) as is, obj_description(oid) as says from pg_proc
    where pronamespace = 'public'::regnamespace and prokind = 'f' order by 1`,
  triggers: `select tgrelid::regclass::text as on, pg_get_triggerdef(oid) as is from pg_trigger
    where not tgisinternal order by 1, 2`,
  rights: `select table_name, privilege_type from information_schema.role_table_grants
    where table_schema = 'public' and grantee = 'handrail_app' and table_name <> 'handrail_migration' order by 1, 2`,
  comments: `select c.relname, obj_description(c.oid) as says from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'handrail_migration' order by 1`,
}

test('the migrations arrive at the schema that is written to be read', async () => {
  const { ownerUrl, template } = inject('testServer')
  const written = `handrail_written_${randomBytes(4).toString('hex')}`
  await onServer(ownerUrl, `create database ${written}`)
  try {
    const schema = await readFile(path.join(repositoryRoot(), 'db', 'schema.sql'), 'utf8')
    await onServer(databaseUrl(ownerUrl, written), schema)
    for (const query of Object.values(catalogues)) {
      expect(await rows(databaseUrl(ownerUrl, template), query)).toEqual(
        await rows(databaseUrl(ownerUrl, written), query),
      )
    }
  } finally {
    await onServer(ownerUrl, `drop database ${written}`)
  }
})

async function rows(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const result = await client.query(query)
  await client.end()
  return result.rows
}
