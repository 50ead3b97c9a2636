import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app/app.ts'
import { escalateOverdue } from '#features/risk/index.ts'
import { newId } from '#platform/ids.ts'
import type { LogFields } from '#platform/log.ts'
import { asSystem } from '#platform/runtime.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import { addressesIn, formsOf, unescaped, untouched, writtenFields } from './page-forms.ts'
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
  /depress|anxi|suicid|self.?harm|kill|overdose|panic|trauma|ptsd|obsess|worr|ruminat|mental|therap|psych|counsel|symptom|disorder|diagnos|deteriorat|distress|crisis|phq|gad/i

/** The libraries of questionnaires and programmes are about nobody, and name what they show. */
const isOfALibrary = (address: string) => /^\/(instruments|programmes|fhir)(\/|$)/.test(address)

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

test('no address about a person takes the name of a questionnaire', () => {
  const named = routes.filter(({ path }) => path.includes(':instrumentId'))
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(({ path }) => !isOfALibrary(path))).toEqual([])
})

test('no id of the content that comes to stand in an address is a clinical word', () => {
  const { programmes, worksheets } = app.runtime.content
  const modules = [...programmes.values()].flatMap((programme) => [...programme.modules.values()])
  const ids = [
    ...modules.flatMap(({ id, sections }) => [id, ...sections.map((one) => one.id)]),
    ...[...worksheets.values()].flatMap(({ id, stages }) => [id, ...stages.map((one) => one.id)]),
  ]
  expect(ids.length).toBeGreaterThan(100)
  expect(ids.filter((id) => clinicalWords.test(id))).toEqual([])
})

test('no name, no word of anybody and no clinical word shows outside the page', async () => {
  await patientsDay(await app.as(world.patient))
  await therapistsDay(await app.as(world.therapist))
  await supervisorsDay(await app.as(world.supervisor))
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
      (where !== 'log' && (clinicalWords.test(text) || isAnInstrument(text))),
  )
  expect(faults).toEqual([])
}, 180_000)

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

/** Its id stands by itself, between what is no letter and no digit: `/phq9/`, `=spin`, `#wsas-1`. */
function isAnInstrument(text: string): boolean {
  const { instruments } = app.runtime.content
  return text.split(/[^A-Za-z0-9_]+/).some((word) => instruments.has(word.toLowerCase()))
}

async function patientsDay(browser: Browser): Promise<void> {
  await answerAForm(browser)
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
    '/entries/new/dep.weekly',
    '/diary?worksheet=dep.activity_diary',
    '/help',
    '/account',
    '/privacy',
    '/consent',
    '/welcome',
    '/cards',
    '/blueprint',
  ]
  await goThrough(browser, pages)
  await seen('/help/alert', browser.post('/help/alert', { send_key: newId() }))
}

/** A form from its first page to the last: each of them is shown, not only asked for. */
async function answerAForm(browser: Browser): Promise<void> {
  // What the world answered a moment ago was for the review before; the next one is tomorrow.
  const { courseId } = world.patient
  const aWeek = `interval '7 days' where`
  await app.owner.query(
    `update instrument_response set submitted_at = submitted_at - ${aWeek} course_id = $1`,
    [courseId],
  )
  const tomorrow = new Date(app.clock.now().getTime() + 86_400_000)
  await app.owner.query('update course set next_review_at = $2 where id = $1', [courseId, tomorrow])
  const form = `/measures/${world.patient.params.formKey}`
  const post = (fields: { [name: string]: string }) =>
    seen(form, browser.post(form, { ...fields, send_key: newId() }))
  for (const page of ['/measures', `${form}/not-now`, form]) {
    expect((await seen(page, browser.get(page))).status, page).toBe(200)
  }
  // Comes back with a summary of what is missing, whose links stay in the address.
  expect((await post({})).status).toBe(422)
  const answers = Array.from({ length: 9 }, (_, index) => [`item_${index + 1}`, '2'])
  const signal = (await post(Object.fromEntries(answers))).location ?? ''
  expect(signal).toMatch(/^\/safety\/.+next=/)
  await seen(signal, browser.get(signal))
  expect((await seen(`${form}/more`, browser.get(`${form}/more`))).status).toBe(200)
  await goThrough(browser, [`${form}/more`])
}

async function therapistsDay(browser: Browser): Promise<void> {
  const { courseId, entryId = '', patientId } = { ...world.patient.params, ...world.patient }
  const record = `/people/${courseId}`
  const [item] = (
    await app.owner.query('select id from safety_item where course_id = $1 and closed_at is null', [
      courseId,
    ])
  ).rows
  const missing = `${record}/measures`
  const empty = browser.post(missing, { instrument: 'phq9', send_key: newId() })
  expect((await seen(missing, empty)).status).toBe(422)
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
    `${record}/measures`,
    `${record}/measures/new`,
    `${record}/responses`,
    `${record}/responses/${world.patient.params.responseId}`,
    `${record}/answer-link`,
    `${record}/adverse-events`,
    `${record}/adverse-events/new`,
  ])
}

async function supervisorsDay(browser: Browser): Promise<void> {
  await goThrough(browser, [
    '/supervision',
    '/supervision/scores',
    `/supervision/${world.patient.courseId}`,
    '/adverse-events',
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
    ...addressesIn(page.html)
      .filter((text) => !isOfALibrary(text))
      .map((text) => ({ where: `on ${address}`, text })),
  )
  return page
}
