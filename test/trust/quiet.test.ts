import { afterAll, beforeAll, expect, test } from 'vitest'
import { escalateOverdue } from '#features/risk/index.ts'
import { newId } from '#platform/ids.ts'
import type { LogFields } from '#platform/log.ts'
import { asSystem } from '#platform/runtime.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import { formsOf, unescaped, untouched, writtenFields } from './page-forms.ts'
import { aWorld, type World } from './world.ts'

/**
 * What shows outside the page: on a locked phone, in a shared browser's history, in a log that an
 * engineer reads.
 */

let app: TestApp
let world: World
const logged: string[] = []
const shown: { where: string; text: string }[] = []
const typed = 'Zqtypedwords'

const clinicalWords =
  /depress|anxi|suicid|self.?harm|kill|overdose|panic|trauma|ptsd|obsess|mental|therap|psych|counsel|symptom|disorder|diagnos|distress|crisis|phq|gad/i

/**
 * Ids of these questionnaires stand in the addresses of their own pages: known, and no more
 * than these.
 */
const knownAddresses = /\/measures\/(phq9|gad7|phq15)(\/more|\/draft|\/not-now|\/again)?/g

beforeAll(async () => {
  app = await createTestApp()
  const line = (what: string, fields: LogFields = {}) =>
    logged.push(JSON.stringify({ what, ...fields }))
  Object.assign(app.runtime.log, { debug: line, info: line, warn: line, error: line })
  world = await aWorld(app)
  await app.owner.query(`update service set settings = '{"shortName": "Riverside"}'`)
  app.runtime.services.forget()
}, 60_000)
afterAll(() => app.close())

test('no name, no word of anybody and no clinical word shows outside the page', async () => {
  await patientsDay(await app.as(world.patient))
  await therapistsDay(await app.as(world.therapist))
  await strangersTry(app.stranger())
  app.clock.advance({ hours: 30 })
  const entry = await app.runtime.services.byId(world.serviceId)
  if (!entry) throw new Error('no such service')
  await asSystem(app.runtime, entry, escalateOverdue)

  const notices = await app.owner.query<{ text: string }>(
    `select subject || ' ' || body as text from outbox_mail`,
  )
  expect(notices.rows.length).toBeGreaterThan(2)
  expect(logged.length).toBeGreaterThan(50)
  const all = [
    ...shown,
    ...logged.map((text) => ({ where: 'log', text })),
    ...notices.rows.map(({ text }) => ({ where: 'notice', text })),
  ]
  const secret = [typed, ...Object.values(world.patient.canaries).flat()]
  const faults = all.filter(
    ({ where, text }) =>
      secret.some((word) => text.includes(word)) ||
      (where !== 'log' && clinicalWords.test(text.replaceAll(knownAddresses, ''))),
  )
  expect(faults).toEqual([])
}, 60_000)

test('what goes wrong inside is logged without the words it went wrong over', async () => {
  logged.length = 0
  const browser = await app.as(world.patient)
  await app.owner.query(
    'alter table message add constraint broken check (length(body) < 3) not valid',
  )
  const page = await browser.post('/messages', { body: `${typed} and more`, send_key: newId() })
  await app.owner.query('alter table message drop constraint broken')
  expect(page.status).toBe(503)
  expect(logged.join('\n')).toContain('request failed')
  expect(logged.join('\n')).not.toContain(typed)
  // And the words are still there for the person who wrote them.
  expect(page.html).toContain(`${typed} and more`)
})

async function patientsDay(browser: Browser): Promise<void> {
  const pages = [
    '/',
    '/programme',
    '/programme/dep.m1',
    '/programme/dep.m1/four-front-doors',
    '/messages',
    '/progress',
    '/entries',
    '/diary',
    '/calls',
    '/measures',
    '/measures/phq9',
    '/help',
    '/account',
    '/privacy',
    '/consent',
    '/welcome',
    '/cards',
    '/blueprint',
  ]
  await goThrough(browser, pages)
  const form = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`item_${index + 1}`, '2']),
  )
  const signal = await seen(
    '/measures/phq9',
    browser.post('/measures/phq9', { ...form, send_key: newId() }),
  )
  if (signal.location) await seen(signal.location, browser.get(signal.location))
  await seen('/help/alert', browser.post('/help/alert', { send_key: newId() }))
}

async function therapistsDay(browser: Browser): Promise<void> {
  const { courseId, entryId = '', patientId } = { ...world.patient.params, ...world.patient }
  const record = `/people/${courseId}`
  const [item] = (
    await app.owner.query('select id from safety_item where course_id = $1 and closed_at is null', [
      courseId,
    ])
  ).rows
  await goThrough(browser, [
    '/people',
    record,
    `${record}/entries/${entryId}`,
    `${record}/calls`,
    `${record}/safety/${item.id}`,
    `${record}/safety`,
    `/intake/${patientId}`,
    '/intake',
    '/programmes',
    '/account',
    `${record}/answer`,
    `${record}/sent`,
  ])
}

async function strangersTry(browser: Browser): Promise<void> {
  for (const path of [
    '/messages',
    '/people',
    `/people/${world.patient.courseId}`,
    '/help',
    '/sign-in',
    '/forgotten',
  ]) {
    await seen(path, browser.get(path))
  }
}

/** Opens each page and sends each of its forms, with words in every field for words. */
async function goThrough(browser: Browser, pages: readonly string[]): Promise<void> {
  for (const address of pages) {
    const page = await seen(address, browser.get(address))
    for (const form of formsOf(page.html, address)) {
      if (form.method !== 'POST' || /sign-out|ending|pause|forgotten|account/.test(form.action))
        continue
      const fields = Object.fromEntries(untouched(form))
      for (const name of writtenFields(form)) fields[name] = `${typed} said.`
      delete fields.csrf
      const answer = await seen(form.action, browser.post(form.action, fields))
      if (answer.location) await seen(answer.location, browser.get(answer.location))
    }
  }
}

async function seen(address: string, asked: Promise<Page>): Promise<Page> {
  const page = await asked
  const title = unescaped(page.html.match(/<title>([^<]*)<\/title>/)?.[1] ?? '')
  shown.push(
    { where: 'address', text: address },
    { where: 'redirect', text: page.location ?? '' },
    { where: 'title', text: title },
  )
  return page
}
