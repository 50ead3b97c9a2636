import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isConnectionLoss } from '#platform/database/database.ts'
import { transact } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aService } from '#test/support/people.ts'

let app: TestApp
let serviceId: string

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
})
afterAll(() => app.close())

/** What a restart of the database does, and a line that is cut: the connections in use end. */
async function endConnectionsThatSleep(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const { rowCount } = await app.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like '%pg_sleep(20)%'
         and pid <> pg_backend_pid()`,
    )
    if (rowCount) return rowCount
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return 0
}

// An error that nobody takes would end the server, and with it everybody's page: here it would end
// this run.
test('a connection that is lost while it reads fails that page, and no other', async () => {
  const ctx = await app.context(serviceId)
  const reading = ctx.rows(sql`select pg_sleep(20)`).then(
    () => null,
    (error: unknown) => error,
  )
  expect(await endConnectionsThatSleep()).toBeGreaterThan(0)
  expect(isConnectionLoss(await reading)).toBe(true)
  await ctx.platform.transaction.rollback()

  const next = await app.context(serviceId)
  expect(await next.rows(sql`select 1 as one`)).toEqual([{ one: 1 }])
  await next.platform.transaction.rollback()
})

test('one that is lost while it writes saves nothing, and the next act is saved', async () => {
  const ctx = await app.context(serviceId)
  const writing = transact(ctx, async (ctx) => {
    ctx.audit('service.lost', serviceId)
    await ctx.rows(sql`select pg_sleep(20)`)
  }).then(
    () => null,
    (error: unknown) => error,
  )
  expect(await endConnectionsThatSleep()).toBeGreaterThan(0)
  expect(isConnectionLoss(await writing)).toBe(true)

  const next = await app.context(serviceId)
  await transact(next, async (ctx) => ctx.audit('service.kept', serviceId))
  const { rows } = await app.owner.query(
    `select action from audit_event where action in ('service.lost', 'service.kept')`,
  )
  expect(rows).toEqual([{ action: 'service.kept' }])
})
