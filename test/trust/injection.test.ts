import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app/app.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import type { Person } from '#test/support/people.ts'
import { attributesOf, formsOf, type PageForm, untouched, writtenFields } from './page-forms.ts'
import { aWorld, type World } from './world.ts'

let app: TestApp
let world: World

beforeAll(async () => {
  app = await createTestApp()
  world = await aWorld(app)
}, 60_000)
afterAll(() => app.close())

/**
 * Ends a text area, a title, a script, an attribute of either kind and a comment, and then starts
 * something of its own.
 */
const payload = `zq</textarea></title></script>--><zqelement zqattribute="1">"zqattribute='1' onfocus=zq() '><img src=zq>\${zq}`
/** For names with little room. */
const shortPayload = '"><zqelement>'

/** Columns that hold what somebody wrote. Others hold ids, codes, times and hashes. */
const writtenColumns: Readonly<Record<string, readonly string[]>> = {
  account: ['display_name', 'job_title', 'qualification'],
  patient: [
    'given_name',
    'family_name',
    'preferred_name',
    'pronouns',
    'phone',
    'second_phone',
    'contact_notes',
    'gp_practice',
    'gp_phone',
    'emergency_contact_name',
    'emergency_contact_relation',
    'emergency_contact_phone',
    'location_note',
  ],
  referral: ['presenting_problem'],
  assessment: ['reasons', 'safety_summary', 'alternatives_discussed'],
  course_event: ['reason'],
  module_event: ['reason'],
  entry_comment: ['body'],
  practice_task: ['title', 'instruction', 'tiny'],
  practice_event: ['reason', 'note'],
  safety_event: ['note'],
  message: ['body'],
  message_handling: ['reason'],
  appointment: ['cancel_reason'],
  time_entry: ['changed_reason'],
  staff_note: ['body'],
  supervision_comment: ['body'],
  service: ['name'],
}

async function poison(): Promise<void> {
  for (const [table, columns] of Object.entries(writtenColumns)) {
    await app.owner.query(
      `update ${table} set ${columns.map((column) => `"${column}" = $1`).join(', ')}`,
      [payload],
    )
  }
  const inJson = JSON.stringify(payload)
  await app.owner.query(
    `update entry set content = jsonb_build_object('goal', $1::jsonb, 'now_rating', 2)`,
    [inJson],
  )
  await app.owner.query(
    `update entry_version set content = jsonb_build_object('goal', $1::jsonb, 'now_rating', 2)`,
    [inJson],
  )
  await app.owner.query(`update contact set note = jsonb_build_object('mainTopic', $1::jsonb)`, [
    inJson,
  ])
  await app.owner.query(
    `update service set settings = settings || jsonb_build_object('shortName', $1::text, 'servicePhone', $1::text)`,
    [shortPayload],
  )
  app.runtime.services.forget()
}

test('a written text is never markup, on no page and in no answer', async () => {
  await poison()
  const faults: string[] = []
  let shown = 0
  for (const [who, browser] of await everybody()) {
    for (const route of routes.filter(
      ({ method, path }) => method === 'GET' && path !== '/leave',
    )) {
      const page = await browser.get(addressOf(route.path))
      if (page.html.includes('zqelement')) shown += 1
      faults.push(...markupIn(page).map((fault) => `${who} ${route.path}: ${fault}`))
    }
  }
  expect(faults).toEqual([])
  // The test would notice: what was stored is shown, as text, on many pages.
  expect(shown).toBeGreaterThan(40)
}, 120_000)

test('nor when a form sends it back with its faults, or saves it', async () => {
  const faults: string[] = []
  let shown = 0
  for (const [who, browser] of await everybody()) {
    for (const form of await formsOfAll(browser)) {
      const fields = { ...Object.fromEntries(untouched(form)) }
      for (const name of writtenFields(form)) fields[name] = payload
      delete fields.csrf
      const answers = [
        await browser.post(form.action, fields),
        await browser.post(form.action, { ...fields, send_key: payload, back: payload }),
      ]
      for (const page of answers) {
        if (page.html.includes('zqelement')) shown += 1
        faults.push(...markupIn(page).map((fault) => `${who} POST ${form.action}: ${fault}`))
      }
    }
  }
  expect(faults).toEqual([])
  expect(shown).toBeGreaterThan(20)
}, 120_000)

test('the address of a page is never markup in it', async () => {
  const faults: string[] = []
  for (const [who, browser] of await everybody()) {
    for (const route of routes.filter(
      ({ method, path }) => method === 'GET' && path !== '/leave',
    )) {
      const made = route.path.replace(/:\w+/g, encodeURIComponent(payload))
      const names = [
        'next',
        'q',
        'saved',
        'sent',
        'source',
        'worksheet',
        'stage',
        'why',
        'kind',
        'item',
        'row',
        'after',
        'new',
      ]
      const query = new URLSearchParams(names.map((name): [string, string] => [name, payload]))
      for (const address of [made, `${addressOf(route.path)}?${query}`]) {
        faults.push(
          ...markupIn(await browser.get(address)).map(
            (fault) => `${who} ${address.slice(0, 80)}: ${fault}`,
          ),
        )
      }
    }
  }
  expect(faults).toEqual([])
}, 120_000)

async function everybody(): Promise<[string, Browser][]> {
  const { patient, therapist, supervisor, duty, administrator, serviceLead, contentLead } = world
  const people: Record<string, Person> = {
    patient,
    therapist,
    supervisor,
    duty,
    administrator,
    serviceLead,
    contentLead,
  }
  const browsers: [string, Browser][] = [['stranger', app.stranger()]]
  for (const [who, person] of Object.entries(people)) browsers.push([who, await app.as(person)])
  return browsers
}

async function formsOfAll(browser: Browser): Promise<PageForm[]> {
  const forms = new Map<string, PageForm>()
  for (const route of routes.filter(({ method, path }) => method === 'GET' && path !== '/leave')) {
    const address = addressOf(route.path)
    for (const form of formsOf((await browser.get(address)).html, address)) {
      if (
        form.method === 'POST' &&
        !/sign-out|forgotten|ending|consent\/withdrawal/.test(form.action)
      ) {
        forms.set(`${form.action} ${writtenFields(form).join()}`, form)
      }
    }
  }
  return [...forms.values()]
}

/**
 * Our pages hold only known elements, each attribute in double quotes: what does not fit that was
 * written by somebody.
 */
function markupIn(page: Page): string[] {
  if (page.status >= 500) return [`answered ${page.status}`]
  const faults: string[] = []
  // Percent-encoded in an address is safe; as itself it is not.
  for (const [name, value] of page.headers)
    if (/<zq|"zq|\szq/.test(value)) faults.push(`header ${name}`)
  const type = page.headers.get('content-type') ?? ''
  if (type.startsWith('application/json')) {
    JSON.parse(page.html)
    return faults
  }
  if (type.startsWith('text/calendar')) return [...faults, ...linesOutOfCalendar(page.html)]
  if (!type.startsWith('text/html')) return faults
  const tags = page.html.matchAll(/<(\/?)([^\s/>]*)((?:"[^"]*"|[^>"])*)>/g)
  for (const [tag, , name = '', rest = ''] of tags) {
    if (!/^(!doctype|[a-z][a-z0-9]*)$/i.test(name) || /^zq/.test(name))
      faults.push(`element ${tag.slice(0, 80)}`)
    for (const attribute of attributesOf(rest).keys()) {
      if (/^(on|zq)/.test(attribute) || /['"<`]/.test(attribute))
        faults.push(`attribute ${tag.slice(0, 160)}`)
    }
    if (/\s(href|src|action|formaction)="\s*(javascript|data:text|https?:\/\/zq)/i.test(tag))
      faults.push(`address ${tag.slice(0, 120)}`)
  }
  // A file to keep brings its styles along; nothing of what somebody wrote may stand in them.
  const withoutStyles = page.html.replace(/<style>((?!zq)[^<])*<\/style>/g, '')
  const withoutTags = withoutStyles.replace(/<\/?[a-z!][^\s/>]*(?:"[^"]*"|[^>"])*>/gi, '')
  if (/[<>]/.test(withoutTags)) faults.push(`bare ${withoutTags.match(/.{0,40}[<>].{0,40}/)?.[0]}`)
  return faults
}

function linesOutOfCalendar(text: string): string[] {
  return text
    .split('\r\n')
    .filter((line) => line !== '' && !/^( |[A-Z-]+[:;])/.test(line))
    .map((line) => `calendar ${line}`)
}

function addressOf(path: string): string {
  return path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(world.patient.params[name] ?? 'x'),
  )
}
