import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aService } from '#test/support/people.ts'

/**
 * A context outside transact() cannot write. Each try below stands under `@ts-expect-error`, so the
 * type check fails should it ever compile; and it is run as well, because a type is not a wall.
 */

let app: TestApp
let serviceId: string

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
})
afterAll(() => app.close())

const writingAct = (ctx: WriteContext) => ctx.tx.deleteFrom('watchdog_beat').execute()

type Try = (ctx: Context) => unknown
const now = new Date(0)

const tries: [string, Try][] = [
  [
    'an insert',
    (ctx) =>
      ctx.db
        // @ts-expect-error A database that is read has no insert.
        .insertInto('watchdog_beat')
        .values({ service_id: ctx.service.id, watchdog: 'x', at: now })
        .execute(),
  ],
  [
    'an update',
    (ctx) =>
      ctx.db
        // @ts-expect-error Nor an update.
        .updateTable('service')
        .set({ name: 'Another' })
        .execute(),
  ],
  [
    'a deletion',
    (ctx) =>
      ctx.db
        // @ts-expect-error Nor a deletion.
        .deleteFrom('watchdog_beat')
        .execute(),
  ],
  [
    'a write before a read',
    (ctx) =>
      ctx.db
        // @ts-expect-error Nor a write that hides before a read.
        .with('written', (db) => db.deleteFrom('watchdog_beat').returning('watchdog'))
        .selectFrom('written')
        .selectAll()
        .execute(),
  ],
  [
    'a transaction of its own',
    (ctx) =>
      ctx.db
        // @ts-expect-error Nor a transaction.
        .transaction()
        .execute(async () => {}),
  ],
  [
    'the writing database',
    (ctx) =>
      // @ts-expect-error It exists only inside transact().
      ctx.tx.deleteFrom('watchdog_beat').execute(),
  ],
  [
    'an audit entry alone',
    (ctx) =>
      // @ts-expect-error It exists only inside transact().
      ctx.audit('record.viewed', null),
  ],
  [
    'a job alone',
    (ctx) =>
      // @ts-expect-error It exists only inside transact().
      ctx.enqueue('mail.send', { mailId: newId() }),
  ],
  [
    'an act that writes',
    (ctx) =>
      // @ts-expect-error A function that writes says so in its signature.
      writingAct(ctx),
  ],
  // Compiles, because SQL is text: here the read-only transaction is the only wall.
  ['a write in SQL', (ctx) => ctx.rows(sql`delete from watchdog_beat`)],
]

describe('outside transact() nothing is written by', () => {
  test.each(tries)('%s', async (_what, attempt) => {
    const before = await everything()
    const ctx = await app.context(serviceId)
    const tried = (async () => attempt(ctx))()
    await expect(tried).rejects.toThrow()
    await ctx.platform.transaction.rollback()
    expect(await everything()).toEqual(before)
  })
})

async function everything(): Promise<unknown> {
  const { rows } = await app.owner.query(
    `select (select json_agg(b) from watchdog_beat b)::text as beats,
       (select json_agg(s) from service s)::text as services,
       (select count(*) from audit_event) as audits,
       (select count(*) from pgboss.job) as jobs`,
  )
  return rows
}
