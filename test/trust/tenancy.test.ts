import { afterAll, beforeAll, expect, test } from 'vitest'
import { ScopedTransaction } from '#platform/database/database.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aWorld, type World } from './world.ts'

let app: TestApp
let world: World

beforeAll(async () => {
  app = await createTestApp()
  world = await aWorld(app)
}, 60_000)
afterAll(() => app.close())

async function tables(): Promise<string[]> {
  const { rows } = await app.owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'service_id' order by 1`,
  )
  return rows.map(({ name }) => name)
}

test('without any condition in a query, row-level security alone shows no row of another service', async () => {
  for (const table of await tables()) {
    const transaction = new ScopedTransaction(app.runtime.pool, world.serviceId, 'read')
    const { rows } = await transaction.query<{ foreign: number; own: number }>(
      `select count(*) filter (where service_id <> $1) as foreign, count(*) as own from ${table}`,
      [world.serviceId],
    )
    await transaction.rollback()
    expect({ table, foreign: rows[0]?.foreign }).toEqual({ table, foreign: 0 })
  }
})

test('without a service, the application sees no row at all', async () => {
  for (const table of await tables()) {
    const { rows } = await app.runtime.pool.query<{ count: number }>(
      `select count(*) as count from ${table}`,
    )
    expect({ table, count: rows[0]?.count }).toEqual({ table, count: 0 })
  }
})

test('a row cannot be written into another service', async () => {
  const transaction = new ScopedTransaction(app.runtime.pool, world.serviceId, 'write')
  await expect(
    transaction.query(
      `insert into referral (service_id, id, patient_id, received_on, source, recorded_at)
     values ($1, gen_random_uuid(), $2, '2026-01-01', 'self', now())`,
      [world.otherServiceId, world.foreignPatient.patientId],
    ),
  ).rejects.toThrow(/row-level security/)
  await transaction.rollback()
})

test('a transaction for reading refuses to write', async () => {
  const transaction = new ScopedTransaction(app.runtime.pool, world.serviceId, 'read')
  await expect(transaction.query(`update patient set phone = '1'`, [])).rejects.toThrow(/read-only/)
  await transaction.rollback()
})

test('the application can neither change nor delete what happened', async () => {
  const kept = [
    'audit_event',
    'audit_seal',
    'entry_version',
    'entry_comment',
    'instrument_response',
    'measure_decision',
    'message',
    'message_receipt',
    'message_handling',
    'module_event',
    'course_event',
    'review',
    'contact',
    'safety_event',
    'time_entry',
    'staff_note',
    'wording_pack',
    'licence_check',
    'adverse_event',
    'adverse_event_version',
    'adverse_event_review',
    'signal_decision',
    'range_model',
    'range_model_event',
    'instrument_verification',
    'shipped_model_event',
  ]
  for (const table of kept) {
    for (const statement of [
      `delete from ${table}`,
      `update ${table} set service_id = service_id`,
    ]) {
      const transaction = new ScopedTransaction(app.runtime.pool, world.serviceId, 'write')
      await expect(transaction.query(statement, []), statement).rejects.toThrow(/permission denied/)
      await transaction.rollback()
    }
  }
})

test('the database refuses a person in treatment without a next review', async () => {
  await expect(
    app.owner.query(`update course set next_review_at = null where service_id = $1 and id = $2`, [
      world.serviceId,
      world.patient.courseId,
    ]),
  ).rejects.toThrow(/nobody_in_treatment_without_a_next_review/)
})
