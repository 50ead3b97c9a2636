import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app/app.ts'
import type { Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { mayUse, type Role, roles } from '#platform/permissions.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import type { Person } from '#test/support/people.ts'
import { policy, type Who } from './policy.ts'
import { aWorld, type World } from './world.ts'

const whoever = ['stranger', ...roles] as const

let app: TestApp
let world: World

beforeAll(async () => {
  app = await createTestApp()
  world = await aWorld(app)
}, 60_000)
afterAll(() => app.close())

test('every route has a row in the policy, and every row a route', () => {
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(policy).sort())
})

test('every role may use exactly the routes that the policy gives it', () => {
  const differences = routes.flatMap((route) => {
    const expected = policy[nameOf(route)] ?? []
    const actual = whoever.filter((who) =>
      mayUse(route.permission, who === 'stranger' ? null : new Set<Role>([who])),
    )
    return JSON.stringify([...actual].sort()) === JSON.stringify([...expected].sort())
      ? []
      : [`${nameOf(route)}: ${actual.join(', ')}`]
  })
  expect(differences).toEqual([])
})

/** Who asks for the patient's record, and which of its texts they may see. */
function askers(): {
  name: string
  browser: Promise<Browser>
  sees: ReadonlySet<string>
  host?: string
}[] {
  const all = new Set(['identity', 'therapy', 'staffOnly', 'eventTold', 'eventJudged'])
  const own = new Set(['identity', 'therapy', 'eventTold'])
  const nothing = new Set<string>()
  const other = 'other.test'
  return [
    { name: 'stranger', browser: Promise.resolve(app.stranger()), sees: nothing },
    { name: 'the patient', browser: app.as(world.patient), sees: own },
    { name: 'another patient', browser: app.as(world.neighbour), sees: nothing },
    { name: 'the therapist', browser: app.as(world.therapist), sees: all },
    { name: 'a colleague', browser: app.as(world.colleague), sees: nothing },
    { name: 'the supervisor', browser: app.as(world.supervisor), sees: all },
    { name: 'another supervisor', browser: app.as(world.otherSupervisor), sees: nothing },
    { name: 'the duty clinician, with nothing open', browser: app.as(world.duty), sees: nothing },
    { name: 'an administrator', browser: app.as(world.administrator), sees: new Set(['identity']) },
    { name: 'a service lead', browser: app.as(world.serviceLead), sees: nothing },
    { name: 'a content lead', browser: app.as(world.contentLead), sees: nothing },
    {
      name: 'the safety lead',
      browser: app.as(world.safetyLead),
      sees: new Set(['eventTold', 'eventJudged']),
    },
    {
      name: "another service's therapist",
      browser: app.as(world.foreignTherapist),
      sees: nothing,
      host: other,
    },
    {
      name: "another service's patient",
      browser: app.as(world.foreignPatient),
      sees: nothing,
      host: other,
    },
    {
      name: "another service's administrator",
      browser: app.as(world.foreignAdministrator),
      sees: nothing,
      host: other,
    },
    {
      name: "another service's therapist at this address",
      browser: app.as(world.foreignTherapist),
      sees: nothing,
    },
  ]
}

test('nobody is shown a word of a record that is not theirs to see, whatever they ask for', async () => {
  const leaks: string[] = []
  for (const asker of askers()) {
    const browser = await asker.browser
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      if (route.path === '/leave') continue
      const page = await browser.get(addressOf(route), asker.host ? { host: asker.host } : {})
      leaks.push(
        ...leaksIn(page, asker.sees).map((leak) => `${asker.name} ${nameOf(route)}: ${leak}`),
      )
      if (page.status >= 500) leaks.push(`${asker.name} ${nameOf(route)}: answered ${page.status}`)
    }
  }
  expect(leaks).toEqual([])
}, 120_000)

test('whoever may see a record is shown it: the test above would notice a leak', async () => {
  for (const [who, kinds] of [
    [world.patient, ['identity', 'therapy', 'eventTold']],
    [world.therapist, ['identity', 'therapy', 'staffOnly', 'eventTold', 'eventJudged']],
    [world.supervisor, ['identity', 'therapy', 'staffOnly', 'eventTold', 'eventJudged']],
    [world.safetyLead, ['eventTold', 'eventJudged']],
    [world.administrator, ['identity']],
  ] as const) {
    const browser = await app.as(who)
    let shown = ''
    for (const route of routes.filter(
      ({ method, path }) => method === 'GET' && path !== '/leave',
    )) {
      shown += (await browser.get(addressOf(route))).html
    }
    for (const kind of kinds) {
      expect(
        world.patient.canaries[kind].some((canary) => shown.includes(canary)),
        kind,
      ).toBe(true)
    }
  }
}, 120_000)

test('what somebody said of their gender and ethnic background is shown to those who know who they are', async () => {
  const facts = world.patient.canaries.identity.filter((canary) => canary.startsWith('<dd'))
  expect(facts).toHaveLength(2)
  for (const who of [world.therapist, world.supervisor, world.administrator]) {
    const page = await (await app.as(who)).get(`/intake/${world.patient.patientId}`)
    for (const fact of facts) expect(page.html).toContain(fact)
  }
})

test("every page that shows staff a person's record leaves a line in the audit", async () => {
  const unrecorded: string[] = []
  for (const who of [world.therapist, world.supervisor]) {
    const browser = await app.as(who)
    for (const route of routes.filter(
      ({ method, path }) => method === 'GET' && path.includes(':courseId'),
    )) {
      const before = await auditedViews()
      const page = await browser.get(addressOf(route))
      const isShown = [...world.patient.canaries.therapy, ...world.patient.canaries.staffOnly].some(
        (canary) => page.html.includes(canary),
      )
      if (isShown && (await auditedViews()) === before) unrecorded.push(nameOf(route))
    }
  }
  expect(unrecorded).toEqual([])
}, 120_000)

async function auditedViews(): Promise<number> {
  const { rows } = await app.owner.query<{ count: number }>(
    'select count(*) as count from audit_event where patient_id = $1',
    [world.patient.patientId],
  )
  return rows[0]?.count ?? 0
}

test('nobody changes a record that is not theirs, and no answer to a try shows any of it', async () => {
  const mayAct = new Set(['the patient', 'the therapist', 'the supervisor', 'an administrator'])
  const leaks: string[] = []
  const before = await fingerprint()
  for (const asker of askers().filter(({ name }) => !mayAct.has(name))) {
    const browser = await asker.browser
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      if (/sign-out|demonstration/.test(route.path)) continue
      const page = await browser.post(
        addressOf(route),
        { body: 'x', reason: 'x', note: 'x', goal: 'x' },
        asker.host ? { host: asker.host } : {},
      )
      leaks.push(
        ...leaksIn(page, asker.sees).map((leak) => `${asker.name} ${nameOf(route)}: ${leak}`),
      )
      if (page.status >= 500) leaks.push(`${asker.name} ${nameOf(route)}: answered ${page.status}`)
    }
  }
  expect(leaks).toEqual([])
  expect(await fingerprint()).toEqual(before)
}, 120_000)

test('a form that the policy refuses to a role is refused over HTTP, and changes nothing', async () => {
  const people: Record<Who, Person | null> = {
    stranger: null,
    patient: world.patient,
    therapist: world.therapist,
    supervisor: world.supervisor,
    duty_clinician: world.duty,
    administrator: world.administrator,
    service_lead: world.serviceLead,
    content_lead: world.contentLead,
    safety_lead: world.safetyLead,
  }
  const accepted: string[] = []
  let tries = 0
  const browsers = new Map<Who, Browser>()
  for (const who of whoever) {
    const person = people[who]
    browsers.set(who, person ? await app.as(person) : app.stranger())
  }
  const before = await everything()
  for (const [who, browser] of browsers) {
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      if (policy[nameOf(route)]?.includes(who)) continue
      tries += 1
      // Asked as a person and as a page of ours that saves by itself.
      for (const accept of ['text/html', 'application/json']) {
        const page = await browser.post(addressOf(route), filledIn, { accept })
        const refused = who === 'stranger' ? 401 : 403
        if (page.status !== refused) accepted.push(`${who} ${nameOf(route)}: ${page.status}`)
      }
    }
  }
  expect(accepted).toEqual([])
  expect(tries).toBeGreaterThan(whoever.length * 50)
  expect(await everything()).toEqual(before)
  // The mark of the database notices one message: else nothing above would have been seen.
  const patient = await app.as(world.patient)
  await patient.post('/messages', { ...filledIn, send_key: newId() })
  expect(await everything()).not.toEqual(before)
}, 120_000)

/** What many forms ask for, so that a door left open would lead to a change. */
const filledIn = {
  body: 'x',
  reason: 'x',
  note: 'x',
  goal: 'x',
  kind: 'note',
  decision: 'other',
  do: 'send',
  email: 'x@example.org',
  given_name: 'x',
  family_name: 'x',
  send_key: '0197b3a0-0000-7000-8000-000000000001',
}

/** Every row of every table: no door that is shut may move any of them. */
async function everything(): Promise<Record<string, unknown>> {
  const { rows: tables } = await app.owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'session'`,
  )
  const found: Record<string, unknown> = {}
  for (const { name } of tables) {
    const { rows } = await app.owner.query(
      `select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${name}" t`,
    )
    found[name] = rows[0]
  }
  return found
}

function leaksIn(page: Page, sees: ReadonlySet<string>): string[] {
  const own = Object.entries(world.patient.canaries).flatMap(([kind, texts]: [string, string[]]) =>
    sees.has(kind) ? [] : texts,
  )
  return own.filter((canary) => page.html.includes(canary))
}

function addressOf(route: Route): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = world.patient.params[name]
    if (value === undefined)
      throw new Error(`the test knows no value for :${name} of ${route.path}`)
    return value
  })
}

/** Everything stored about the patient, so that any change of it shows. */
async function fingerprint(): Promise<unknown> {
  const { rows: tables } = await app.owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'course_id' order by 1`,
  )
  const found: Record<string, unknown> = {}
  for (const { name } of tables) {
    const { rows } = await app.owner.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t where course_id = $1`,
      [world.patient.courseId],
    )
    found[name] = rows[0]
  }
  const { rows: details } = await app.owner.query('select * from patient where id = $1', [
    world.patient.patientId,
  ])
  return { ...found, details }
}

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`
}
