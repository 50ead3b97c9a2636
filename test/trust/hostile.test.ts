import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app/app.ts'
import type { Route } from '#platform/http/route.ts'
import type { LogFields } from '#platform/log.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import type { Person } from '#test/support/people.ts'
import { type Change, change, hostileHeaders, hostileText } from './hostile-values.ts'
import { formsOf, type PageForm, unescaped, untouched, writtenFields } from './page-forms.ts'
import { aWorld, type World } from './world.ts'

/**
 * Less than a minute's worth. Set it to 100,000 for a long run; a failure names the request that
 * made it.
 */
const requestCount = 900
const seed = 20261122

let app: TestApp
let world: World
let actors: Actor[]
const logged: LogFields[] = []

interface Actor {
  readonly name: string
  readonly person: Person | null
  readonly forms: readonly PageForm[]
}

beforeAll(async () => {
  app = await createTestApp()
  world = await aWorld(app)
  app.runtime.log.error = (_, fields = {}) => logged.push(fields)
  const { patient, therapist, supervisor, duty, administrator } = world
  const { serviceLead, contentLead, safetyLead } = world
  const leads = { serviceLead, contentLead, safetyLead }
  const people = { patient, therapist, supervisor, duty, administrator, ...leads }
  actors = [await anActor('stranger', null)]
  for (const [name, person] of Object.entries(people)) actors.push(await anActor(name, person))
}, 120_000)
afterAll(() => app.close())

test('every answer carries the policy, also health, assets and what is not there', async () => {
  const browser = app.stranger()
  for (const address of [
    '/healthz',
    '/readyz',
    '/assets/handrail.css',
    '/assets/none.js',
    '/nothing',
    '/assets/..%2f..%2fpackage.json',
    '/%',
  ]) {
    for (const method of ['GET', 'HEAD', 'PUT']) {
      const { headers } = await browser.send(method, address, null, {})
      expect(headers.get('content-security-policy'), `${method} ${address}`).toContain(
        "default-src 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  }
})

test('a way back that somebody made up leads nowhere else and breaks nothing', async () => {
  const faults: string[] = []
  for (const actor of actors) {
    const browser = await browserOf(actor.person)
    for (const way of [
      '/€',
      '/\u{1f600}',
      '/\u007f',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/a\r\nset-cookie: b=c',
      '/\ud800',
    ]) {
      for (const form of actor.forms.filter(({ method }) => method === 'POST')) {
        const fields = { ...Object.fromEntries(untouched(form)), next: way, back: way }
        faults.push(...astray(form.action, way, await browser.post(form.action, fields)))
      }
      const query = new URLSearchParams({ next: way.toWellFormed() })
      faults.push(...astray('/sign-in', way, await browser.get(`/sign-in?${query}`)))
    }
  }
  expect(faults).toEqual([])
}, 60_000)

function astray(action: string, way: string, page: Page): string[] {
  const { location, status } = page
  const isOwn =
    location === null || new URL(location, 'http://handrail.test').host === 'handrail.test'
  return isOwn && status < 500 && !page.headers.get('set-cookie')?.includes('b=c')
    ? []
    : [`${action} ${way}: ${status} ${location}`]
}

async function anActor(name: string, person: Person | null): Promise<Actor> {
  const browser = await browserOf(person)
  const forms: PageForm[] = []
  for (const route of routes.filter(({ method, path }) => method === 'GET' && path !== '/leave')) {
    const address = addressOf(route, (param) => world.patient.params[param] ?? 'x')
    forms.push(...formsOf((await browser.get(address)).html, address))
  }
  const different = new Map(forms.map((form) => [`${form.action} ${namesIn(form)}`, form]))
  return {
    name,
    person,
    forms: [...different.values()].filter(({ action }) => action !== '/sign-out'),
  }
}

const namesIn = ({ fields }: PageForm) => fields.map(({ name }) => name).join(' ')

const browserOf = (person: Person | null): Promise<Browser> =>
  person ? app.as(person) : Promise.resolve(app.stranger())

interface Attempt {
  readonly actor: number
  readonly what: 'form' | 'route' | 'wild'
  readonly which: number
  readonly changes: readonly { readonly field: number; readonly change: Change }[]
  readonly params: readonly string[]
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Record<string, string>
  readonly method: string
  readonly body: string
}

const queryNames = [
  'after',
  'form',
  'from',
  'invited',
  'item',
  'kind',
  'new',
  'next',
  'q',
  'row',
  'saved',
  'sent',
  'source',
  'stage',
  'whose',
  'why',
  'worksheet',
  '__proto__',
]

const attempts: fc.Arbitrary<Attempt> = fc.record({
  actor: fc.nat(7),
  what: fc.constantFrom('form', 'form', 'form', 'route', 'wild'),
  which: fc.nat(1_000_000),
  changes: fc.array(fc.record({ field: fc.nat(40), change }), { minLength: 1, maxLength: 4 }),
  params: fc.array(fc.option(hostileText, { nil: '' }), { minLength: 3, maxLength: 3 }),
  query: fc.array(fc.tuple(fc.constantFrom(...queryNames), hostileText), { maxLength: 3 }),
  headers: hostileHeaders,
  method: fc.constantFrom(
    'POST',
    'GET',
    'POST',
    'GET',
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'HEAD',
  ),
  body: fc.oneof(
    hostileText,
    fc.constant(`body=${'x'.repeat(1_100_000)}`),
    fc.constant('a&'.repeat(4000)),
    fc.constant('%ff%fe=%'),
  ),
})

test(
  'nothing that anybody sends is answered with a fault',
  async () => {
    const faults = new Map<string, string>()
    let browsers: Browser[] = []
    for (const [index, attempt] of fc.sample(attempts, { seed, numRuns: requestCount }).entries()) {
      // Afresh now and then: some of what is sent signs people out.
      if (index % 100 === 0)
        browsers = await Promise.all(actors.map(({ person }) => browserOf(person)))
      const actor = actors[attempt.actor]
      const browser = browsers[attempt.actor]
      if (!actor || !browser) throw new Error('every actor has a browser')
      const request = requestOf(attempt, actor, browser)
      if (/^\/forgotten/.test(request.address) && index % 20 !== 0) continue
      logged.length = 0
      const fault = await faultOf(browser, request)
      if (fault && !faults.has(fault))
        faults.set(fault, `${actor.name} ${JSON.stringify(request).slice(0, 700)}`)
    }
    expect([...faults]).toEqual([])
  },
  requestCount * 60,
)

interface Sent {
  method: string
  address: string
  body: string | null
  headers: Record<string, string>
}

async function faultOf(
  browser: Browser,
  { method, address, body, headers }: Sent,
): Promise<string | null> {
  let page: Page
  try {
    page = await browser.send(method, address, body, headers)
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : error}`
  }
  if (page.status >= 500)
    return `${page.status} ${logged.map(({ error, code, stack }) => `${error} ${code} ${stack}`)}`
  if (/\n\s+at |node_modules|syntax error at|\.tsx?:\d/.test(page.html))
    return `shows its inside: ${address}`
  if (!page.headers.has('content-security-policy')) return `no policy: ${address}`
  return null
}

function requestOf(attempt: Attempt, actor: Actor, browser: Browser): Sent {
  const formType = { 'content-type': 'application/x-www-form-urlencoded' }
  const form =
    attempt.what === 'form'
      ? actor.forms[attempt.which % Math.max(1, actor.forms.length)]
      : undefined
  if (form) {
    const fields = changed(form, attempt.changes, browser)
    const [path = '/'] = form.action.split('#')
    if (form.method === 'GET')
      return { method: 'GET', address: `${path.split('?')[0]}?${fields}`, body: null, headers: {} }
    return {
      method: 'POST',
      address: path,
      body: `${fields}`,
      headers: { ...formType, ...only(attempt.headers, attempt.which) },
    }
  }
  const route = routes[attempt.which % routes.length]
  if (!route || route.path === '/sign-out')
    return { method: 'GET', address: '/', body: null, headers: {} }
  let next = 0
  const address = addressOf(route, (name) => {
    const hostile = attempt.params[next++] ?? ''
    return hostile === '' || hostile.length > 2000
      ? (world.patient.params[name] ?? 'x')
      : hostile.toWellFormed()
  })
  const query = new URLSearchParams(
    attempt.query.map(([name, value]): [string, string] => [name, value.slice(0, 3000)]),
  )
  const method = attempt.what === 'wild' ? attempt.method : route.method
  const body = `csrf=${browser.csrfToken}&${attempt.body}`
  return {
    method,
    address: `${address}?${query}`,
    body: /GET|HEAD/.test(method) ? null : body,
    headers: { ...formType, ...attempt.headers },
  }
}

/** Three in four forms are sent as a browser sends them, so that they get as far as the act. */
const only = (headers: Record<string, string>, which: number) => (which % 4 === 0 ? headers : {})

function changed(form: PageForm, changes: Attempt['changes'], browser: Browser): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, value] of untouched(form)) fields.append(name, value)
  const names = [...untouched(form).keys()].filter((name) => name !== 'csrf')
  for (const { field, change } of changes) {
    const name = names[field % Math.max(1, names.length)] ?? 'body'
    fields.delete(name)
    if (change.kind === 'replace') fields.append(name, change.value)
    if (change.kind === 'repeat') for (const value of change.values) fields.append(name, value)
    if (change.kind === 'rename') fields.append(change.name, change.value)
  }
  if (browser.csrfToken) fields.set('csrf', browser.csrfToken)
  return fields
}

function addressOf(route: Route, value: (param: string) => string): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(value(name)))
}

const secrets = /password|code|csrf|kept|sealed/
/**
 * Written words that no act keeps: what is looked for, and an address that is never confirmed to
 * exist.
 */
const neverKept = /^\/(sign-in|forgotten|invitation)/

test('what somebody wrote in a form is saved, or is on the page that comes back', async () => {
  const lost: string[] = []
  let count = 0
  for (const actor of actors) {
    for (const form of actor.forms.filter(
      ({ method, action }) => method === 'POST' && !neverKept.test(action),
    )) {
      for (const isCareless of [false, true]) {
        const names = writtenFields(form).filter((name) => !secrets.test(name))
        if (names.length === 0) continue
        const browser = await browserOf(actor.person)
        const sent = filled(form, names, isCareless, `Zqkeep${count++}x`)
        const page = await browser.post(form.action, Object.fromEntries(sent))
        for (const name of names) {
          const canary = sent.get(name) ?? ''
          if (
            unescaped(page.html).toLowerCase().includes(canary.toLowerCase()) ||
            (await isStored(canary))
          )
            continue
          lost.push(
            `${actor.name} ${form.action.replaceAll(/[0-9a-f-]{36}/g, ':id')} ${name} (${page.status}${isCareless ? ', careless' : ''})`,
          )
        }
      }
    }
  }
  expect(count).toBeGreaterThan(50)
  expect(lost).toEqual([])
}, 180_000)

/** Careless: every choice, date and number is nonsense or missing. */
function filled(
  form: PageForm,
  names: readonly string[],
  isCareless: boolean,
  mark: string,
): Map<string, string> {
  const sent = untouched(form)
  for (const { name, kind } of form.fields) {
    if (isCareless && !['hidden', 'button', 'textarea', 'text'].includes(kind))
      sent.set(name, 'nonsense')
  }
  // Two words, as people write: what is shown again after a refusal is what reads like writing.
  for (const [index, name] of names.entries()) sent.set(name, `${mark}${index}e written`)
  sent.delete('csrf')
  return sent
}

let searched: { name: string }[] = []

async function isStored(text: string): Promise<boolean> {
  if (searched.length === 0) {
    const { rows } = await app.owner.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('audit_event', 'audit_seal')`,
    )
    searched = rows
  }
  const query = searched
    .map(({ name }) => `exists (select from "${name}" t where t::text ilike $1)`)
    .join(' or ')
  const { rows } = await app.owner.query<{ found: boolean }>(`select ${query} as found`, [
    `%${text}%`,
  ])
  return rows[0]?.found ?? false
}
