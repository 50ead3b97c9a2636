import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { contentSource } from '#app/service-content.ts'
import { forEachService } from '#app/worker.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, aService } from '#test/support/people.ts'
import type { Log, LogFields } from './log.ts'
import { ServiceDirectory } from './services.ts'

let app: TestApp
let sound: string
let broken: string
let logged: { what: string; fields: LogFields | undefined }[]

beforeAll(async () => {
  app = await createTestApp()
  sound = await aService(app, { slug: 'sound', host: 'sound.test' })
  // Without a host of its own: the one that answers where no other does.
  broken = await aService(app, { slug: 'broken' })
})
afterAll(() => app.close())
beforeEach(() => setSettings({}))

async function setSettings(settings: unknown): Promise<void> {
  await app.owner.query('update service set settings = $2 where id = $1', [
    broken,
    JSON.stringify(settings),
  ])
  app.runtime.services.forget()
}

function aDirectory(): ServiceDirectory {
  logged = []
  const note = (what: string, fields?: LogFields) => logged.push({ what, fields })
  const log: Log = { debug: note, info: note, warn: note, error: note }
  return new ServiceDirectory(app.runtime.pool, log, contentSource(app.runtime.content))
}

const unreadable = { workingFrom: 'a secret word', dutyClinicianId: 'nobody', later: true }

test('a service whose settings cannot be read stands still, and the others go on', async () => {
  const theirs = await app.as(await aMemberOfStaff(app, sound, ['therapist']))
  await setSettings(unreadable)
  expect((await theirs.get('/account', { host: 'sound.test' })).status).toBe(200)
  expect((await app.runtime.services.all()).map(({ service }) => service.id)).toEqual([sound])
  expect((await app.stranger().get('/readyz')).status).not.toBe(500)
})

test('its page says so plainly, with numbers to ring, and no other service answers for it', async () => {
  await setSettings(unreadable)
  const page = await app.stranger().get('/sign-in', { host: 'handrail.test' })
  expect(page.status).toBe(503)
  expect(page.text).toContain('This service is not available just now')
  for (const number of ['999', '111', '116 123']) expect(page.text).toContain(number)
  expect(page.html).not.toContain('a secret word')
})

test('with that service alone in the installation, the page is the same', async () => {
  await setSettings(unreadable)
  const page = await app.stranger().get('/', { host: 'handrail.test' })
  expect(page.status).toBe(503)
})

test('the log names the service and the settings, never what stands in them', async () => {
  await setSettings(unreadable)
  const services = aDirectory()
  await services.all()
  services.forget()
  await services.all()
  expect(logged).toHaveLength(1)
  expect(logged[0]?.fields).toMatchObject({
    serviceId: broken,
    step: 'settings: workingFrom, dutyClinicianId, later',
  })
  expect(JSON.stringify(logged)).not.toContain('a secret word')
  expect(await services.broken()).toMatchObject([{ slug: 'broken' }])
})

test('work for it is not dropped but fails, so that it is tried again', async () => {
  await setSettings(unreadable)
  await expect(app.runtime.services.byId(broken)).rejects.toThrow('service_broken')
  expect(await app.runtime.services.byId('00000000-0000-7000-8000-000000000000')).toBe(null)
  const worked: string[] = []
  await forEachService(app.runtime, 'test', async ({ service }) => worked.push(service.id))
  expect(worked).toEqual([sound])
})

test('it comes back by itself once its row is mended', async () => {
  await setSettings(unreadable)
  const services = aDirectory()
  expect((await services.all()).length).toBe(1)
  await setSettings({})
  services.forget()
  expect((await services.all()).length).toBe(2)
})

test('a change is seen by whoever asks after it, also while an older look is on its way', async () => {
  const waiting: (() => void)[] = []
  let isHeld = true
  const slow = new Proxy(app.runtime.pool, {
    get: (pool, name) => {
      const value = Reflect.get(pool, name)
      if (name !== 'query') return typeof value === 'function' ? value.bind(pool) : value
      return async (...asked: Parameters<typeof pool.query>) => {
        const answer = await pool.query(...asked)
        if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve))
        return answer
      }
    },
  })
  const services = new ServiceDirectory(slow, app.runtime.log, contentSource(app.runtime.content))
  const early = services.all()
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  isHeld = false
  await setSettings(unreadable)
  services.forget()
  expect((await services.all()).length).toBe(1)
  waiting[0]?.()
  expect((await early).length).toBe(1)
  expect((await services.all()).length).toBe(1)
})

test('wording that cannot be read is left out, and does not stop the service', async () => {
  await app.owner.query(
    `insert into wording_pack (service_id, id, instrument_id, instrument_version, language, wording,
       wording_hash, licence_statement, licence_confirmed_by, licence_confirmed_on, imported_at)
     values ($1, gen_random_uuid(), 'spin', 1, 'en', '{}', repeat('0', 64), 'x', 'x', '2026-01-01', now())`,
    [sound],
  )
  await app.owner.query('update service set wording_stamp = 1 where id = $1', [sound])
  const services = aDirectory()
  const entry = await services.byId(sound)
  expect(entry?.contentAt(new Date()).instruments.get('spin')?.wording).toBe('missing')
  expect(logged[0]?.fields).toMatchObject({ serviceId: sound, step: 'spin' })
})

test('a service without wording of its own costs no query for it', async () => {
  const asked: string[] = []
  const counting = new Proxy(app.runtime.pool, {
    get: (pool, name) => {
      if (name === 'connect') asked.push('connect')
      const value = Reflect.get(pool, name)
      return typeof value === 'function' ? value.bind(pool) : value
    },
  })
  await app.owner.query('update service set wording_stamp = 0')
  const services = new ServiceDirectory(
    counting,
    app.runtime.log,
    contentSource(app.runtime.content),
  )
  const [first, second] = await services.all()
  expect(asked).toEqual([])
  expect(first?.contentAt(new Date())).toBe(app.runtime.content)
  expect(second?.contentAt(new Date())).toBe(app.runtime.content)
})
