import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrokenSeal, sealAudit } from '#platform/audit-seal.ts'
import type { WriteContext } from '#platform/context.ts'
import { transact, whileSaving } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aService } from '#test/support/people.ts'

let app: TestApp
let serviceId: string

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
})
afterAll(() => app.close())

test('an act that audited nothing is not saved', async () => {
  const ctx = await app.context(serviceId)
  await expect(
    transact(ctx, async (ctx) => {
      await ctx.tx
        .updateTable('service')
        .set({ name: 'Changed in silence' })
        .where('id', '=', serviceId)
        .execute()
    }),
  ).rejects.toThrow(/audited nothing/)
  const { rows } = await app.owner.query('select name from service where id = $1', [serviceId])
  expect(rows[0]?.name).toBe('Riverside Talking Therapies')
})

test('an act that fails leaves nothing behind: no row, no audit, no job', async () => {
  const ctx = await app.context(serviceId)
  await expect(
    transact(ctx, async (ctx) => {
      ctx.audit('service.changed', serviceId)
      ctx.enqueue('mail.send', { serviceId, mailId: serviceId })
      await ctx.tx
        .updateTable('service')
        .set({ name: 'Half changed' })
        .where('id', '=', serviceId)
        .execute()
      throw new Error('and then it failed')
    }),
  ).rejects.toThrow('and then it failed')
  const { rows } = await app.owner.query(
    `select (select name from service where id = $1) as name,
       (select count(*) from audit_event where action = 'service.changed') as audits,
       (select count(*) from pgboss.job where name = 'mail.send') as jobs`,
    [serviceId],
  )
  expect(rows[0]).toEqual({ name: 'Riverside Talking Therapies', audits: 0, jobs: 0 })
})

test('an act whose audit is refused is not saved, and says so', async () => {
  const ctx = await app.context(serviceId)
  await expect(
    transact(ctx, async (ctx) => {
      ctx.audit('service.Not_A_Name', serviceId)
      await ctx.tx
        .updateTable('service')
        .set({ name: 'Saved without its audit' })
        .where('id', '=', serviceId)
        .execute()
    }),
  ).rejects.toThrow(/audit_event/)
  const { rows } = await app.owner.query('select name from service where id = $1', [serviceId])
  expect(rows[0]?.name).toBe('Riverside Talking Therapies')
})

test('a failure that an act passes over still undoes all of it', async () => {
  const ctx = await app.context(serviceId)
  await expect(
    transact(ctx, async (ctx) => {
      await ctx.tx
        .updateTable('service')
        .set({ name: 'Half of it' })
        .where('id', '=', serviceId)
        .execute()
      await ctx.tx
        .updateTable('service')
        .set({ id: 'no id at all' })
        .execute()
        .catch(() => {})
      ctx.audit('service.changed', serviceId)
    }),
  ).rejects.toThrow()
  const { rows } = await app.owner.query('select name from service where id = $1', [serviceId])
  expect(rows[0]?.name).toBe('Riverside Talking Therapies')
})

test('an act inside an act is one transaction', async () => {
  const ctx = await app.context(serviceId)
  await expect(
    transact(ctx, async (ctx) => {
      ctx.audit('service.outer', serviceId)
      await transact(ctx, async (ctx) => ctx.audit('service.inner', serviceId))
      throw new Error('the outer one fails')
    }),
  ).rejects.toThrow()
  const { rows } = await app.owner.query(`select 1 from audit_event where action = 'service.inner'`)
  expect(rows).toEqual([])
})

test('a row of the audit that was altered shows', async () => {
  const ctx = await app.context(serviceId)
  for (const word of ['one', 'two', 'three']) {
    await transact(ctx, async (ctx) => ctx.audit('service.looked', word))
  }
  await app.owner.query(`update audit_event set recorded_at = recorded_at - interval '2 minutes'`)
  const entry = await app.runtime.services.byId(serviceId)
  if (!entry) throw new Error('the service is there')
  expect(await sealAudit(app.runtime, entry)).toBe(3)
  expect(await findBrokenSeal(app.runtime, entry)).toBeNull()
  await app.owner.query(
    `update audit_event set subject_id = 'somebody else' where subject_id = 'two'`,
  )
  expect(await findBrokenSeal(app.runtime, entry)).not.toBeNull()
})

test('what an act writes after it has ended is refused, and begins no transaction of its own', async () => {
  const ctx = await app.context(serviceId)
  let late = async (): Promise<unknown> => null
  await transact(ctx, async (ctx) => {
    ctx.audit('service.looked', 'late')
    late = () =>
      ctx.tx.updateTable('service').set({ name: 'Late' }).where('id', '=', serviceId).execute()
  })
  await expect(late()).rejects.toThrow(/after its transaction has ended/)
})

test('what an act saves last is saved with its audit, and with its job', async () => {
  const ctx = await app.context(serviceId)
  await transact(ctx, async (ctx) => {
    ctx.saveLast(named(ctx, 'Saved last'))
    ctx.audit('service.renamed', serviceId)
    ctx.enqueue('mail.send', { serviceId, mailId: serviceId })
  })
  const { rows } = await app.owner.query(
    `select (select name from service where id = $1) as name,
       (select count(*) from audit_event where action = 'service.renamed') as audits`,
    [serviceId],
  )
  expect(rows[0]).toEqual({ name: 'Saved last', audits: 1 })
})

test.each([false, true])(
  'what cannot be saved last undoes the act, and its own error is told',
  async (withJob) => {
    const ctx = await app.context(serviceId)
    await expect(
      transact(ctx, async (ctx) => {
        await named(ctx, 'Saved before').execute()
        ctx.saveLast(ctx.tx.updateTable('service').set({ id: 'no id at all' }))
        ctx.audit('service.broken', serviceId)
        if (withJob) ctx.enqueue('mail.send', { serviceId, mailId: serviceId })
      }),
    ).rejects.toThrow(/uuid/)
    const { rows } = await app.owner.query(
      `select (select name from service where id = $1) as name,
       (select count(*) from audit_event where action = 'service.broken') as audits`,
      [serviceId],
    )
    expect(rows[0]).toEqual({ name: 'Saved last', audits: 0 })
  },
)

test('what is made while an act is being saved counts only once it is saved', async () => {
  const ctx = await app.context(serviceId)
  const order: string[] = []
  const looked = transact(ctx, async (ctx) => ctx.audit('service.looked', 'meanwhile')).then(() =>
    order.push('saved'),
  )
  const made = await whileSaving(looked, () => order.push('made'))

  expect(order).toEqual(['made', 'saved'])
  expect(made).toBe(1)
  await expect(whileSaving(Promise.reject(new Error('not saved')), () => 'a page')).rejects.toThrow(
    'not saved',
  )
})

function named(ctx: WriteContext, name: string) {
  return ctx.tx.updateTable('service').set({ name }).where('id', '=', serviceId)
}
