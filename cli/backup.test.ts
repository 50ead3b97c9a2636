import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool } from '#platform/database/database.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts'
import { aCourse, aMemberOfStaff, aPatient, aService } from '#test/support/people.ts'
import { resumeNotices } from './backup-commands.ts'
import { readBackup } from './read-backup.ts'
import { writeBackup } from './write-backup.ts'

let app: TestApp
let empty: TestDatabase
let ownerUrl: string
const folder = mkdtempSync(path.join(tmpdir(), 'handrail-backup-'))
const file = path.join(folder, 'record.backup')

beforeAll(async () => {
  app = await createTestApp()
  ownerUrl = await addressOf(app)
  const serviceId = await aService(app)
  const therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
  const name = { given: '😀 "Zoë"\\n', family: "O'Brien\n\tرشا" }
  const patient = await aPatient(app, serviceId, name)
  await aCourse(app, patient, therapist, { week: 3 })
  await app.owner.query(
    `update patient set gender_identity = '3', stated_gender = '9', ethnic_category = '99'`,
  )
  const browser = await app.as(patient)
  await browser.post('/account/shared-device', { shared: 'yes' })
  empty = await createTestDatabase()
})
afterAll(async () => {
  await app.close()
  await empty.drop()
  rmSync(folder, { recursive: true })
})

async function addressOf(app: TestApp): Promise<string> {
  return app.owner.options.connectionString ?? ''
}

async function rowsIn(url: string, table: string): Promise<unknown[]> {
  const pool = createPool(url, 1)
  const { rows } = await pool.query(`select * from ${table} order by 1, 2`)
  await pool.end()
  return rows
}

test('a damaged or shortened backup restores nothing', async () => {
  await writeBackup(ownerUrl, file, () => {})
  const text = gunzipSync(readFileSync(file)).toString()
  const damages = {
    altered: text.replace('Riverside', 'Waterside'),
    short: text.slice(0, text.indexOf('#{"complete"')),
    another: text.replace('0001_start', '0000_start'),
  }
  for (const [name, damaged] of Object.entries(damages)) {
    const bad = path.join(folder, name)
    writeFileSync(bad, gzipSync(damaged))
    await expect(
      readBackup(empty.ownerUrl, bad, () => {}),
      name,
    ).rejects.toThrow(/damaged|not whole|another release/)
  }
  writeFileSync(path.join(folder, 'cut'), readFileSync(file).subarray(0, 700))
  await expect(readBackup(empty.ownerUrl, path.join(folder, 'cut'), () => {})).rejects.toThrow(
    /damaged/,
  )
  expect(await rowsIn(empty.ownerUrl, 'service')).toEqual([])
})

test('a restored database is the one that was backed up, and goes on', async () => {
  const written = await readBackup(empty.ownerUrl, file, () => {})
  expect(written.rows).toBeGreaterThan(8)
  for (const table of [
    'service',
    'account',
    'patient',
    'course',
    'module_event',
    'session',
    'audit_event',
  ]) {
    expect(await rowsIn(empty.ownerUrl, table), table).toEqual(await rowsIn(ownerUrl, table))
  }
  const owner = createPool(empty.ownerUrl, 1)
  const said = await owner.query(
    'select gender_identity, stated_gender, ethnic_category from patient',
  )
  expect(said.rows).toEqual([{ gender_identity: '3', stated_gender: '9', ethnic_category: '99' }])
  const {
    rows: [service],
  } = await owner.query('select id from service')
  await owner.query(
    `insert into audit_event (service_id, at, actor_role, action)
     values ($1, now(), 'system', 'test.done')`,
    [service.id],
  )
  await owner.end()
})

test('restoring over a record is refused', async () => {
  await expect(readBackup(ownerUrl, file, () => {})).rejects.toThrow('not empty')
})

test('notices that had not gone out are queued again', async () => {
  await app.owner.query(
    `insert into outbox_mail
       (service_id, id, kind, channel, recipient, subject, body, dedupe_key, created_at)
     select id, gen_random_uuid(), 'new_message', 'email', 'a@example.org', 's', 'b', 'k', $1
     from service`,
    [app.clock.now()],
  )
  await resumeNotices(app.runtime)
  const { rows } = await app.owner.query(`select 1 from pgboss.job where name = 'mail.send'`)
  expect(rows).toHaveLength(1)
})
