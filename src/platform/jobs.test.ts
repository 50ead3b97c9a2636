import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '#platform/ids.ts'
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

test('what is urgent goes before what waits, and what waits goes without a pause', async () => {
  const reminders = Array.from({ length: 30 }, newId)
  const [failing] = reminders
  const urgent = newId()
  const ctx = await app.context(serviceId)
  await transact(ctx, async (ctx) => {
    ctx.audit('notice.queued', 'many')
    for (const mailId of reminders) ctx.enqueue('mail.send', { serviceId, mailId })
    ctx.enqueue('mail.send', { serviceId, mailId: urgent }, { isUrgent: true })
  })

  const taken: string[] = []
  await app.runtime.jobs?.work({
    'mail.send': async ({ mailId }) => {
      taken.push(mailId)
      if (mailId === failing) throw new Error('the mail server is away')
    },
  })
  // One every two seconds, they would take a minute.
  await vi.waitFor(() => expect(new Set(taken).size).toBe(31), { timeout: 20_000, interval: 50 })

  // In the first batch; within it PostgreSQL gives no order.
  expect(taken.indexOf(urgent)).toBeLessThan(5)
  await vi.waitFor(async () => {
    const { rows } = await app.owner.query(
      `select data->>'mailId' as id, state from pgboss.job where name = 'mail.send'
         and state <> 'completed'`,
    )
    // The others of its batch are done, and only it is tried again.
    expect(rows).toEqual([{ id: failing, state: 'retry' }])
  }, 10_000)
})
