import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '#platform/log.ts'
import { makeRunDirectory } from '#test/support/database-server.ts'
import { startEmbeddedDatabase } from './embedded-database.ts'

const log = createLog('silent')
let dataDir: string

beforeAll(async () => {
  dataDir = await makeRunDirectory()
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

it('stops PostgreSQL again when the database cannot be created in it', async () => {
  const settings = { default_transaction_read_only: 'on' }
  const start = startEmbeddedDatabase({ dataDir, log, settings })
  await expect(start).rejects.toThrow('cannot execute CREATE DATABASE')
  expect(isPostgresThere()).toBe(false)
})

it('leaves the PostgreSQL of another alone, and says where it can be borrowed', async () => {
  const first = await startEmbeddedDatabase({ dataDir, log })
  const second = startEmbeddedDatabase({ dataDir, log })
  await expect(second).rejects.toMatchObject({ ownerUrl: first.ownerUrl })
  expect(isPostgresThere()).toBe(true)
  await first.stop()
  expect(isPostgresThere()).toBe(false)
})

it('stops PostgreSQL again when it does not let us in', async () => {
  await writeFile(path.join(dataDir, 'postgres/password'), 'another\n')
  const start = startEmbeddedDatabase({ dataDir, log })
  await expect(start).rejects.toThrow('password authentication failed')
  expect(isPostgresThere()).toBe(false)
})

function isPostgresThere(): boolean {
  return existsSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'))
}
