import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '#features/example-people/index.ts'
import { idFor } from '#features/example-people/life.ts'
import type { Visit } from '#features/example-people/person-file.ts'
import { readVisits } from '#features/example-people/read-people.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'

let app: TestApp
let serviceId: string
const visits = await readVisits()

beforeAll(async () => {
  app = await createTestApp()
  await seedDemonstration(app.runtime)
  const { rows } = await app.owner.query<{ id: string }>('select id from service')
  serviceId = rows[0]?.id ?? ''
}, 60_000)
afterAll(() => app.close())

const asVisitor = ({ is, key }: Visit): Promise<Browser> =>
  app.as({
    serviceId,
    accountId: is === 'staff' ? idFor('staff', key) : idFor(key, 'account'),
    isStaff: is === 'staff',
  })

/** Addresses that differ in an id, or in a part of a programme, are the same page of another. */
const shapeOf = (address: string): string =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/dep\.\w+(\/[\w-]+)?/, '/:part')
    .replace(/\?.*/, '')

/** Follows every link to a page of ours, a few of each shape, and answers what came back. */
async function walk(browser: Browser, from: readonly string[]): Promise<Map<string, number>> {
  const [came, ofShape] = [new Map<string, number>(), new Map<string, number>()]
  const ahead = [...from]
  while (ahead.length > 0) {
    const address = ahead.shift() ?? '/'
    const seen = ofShape.get(shapeOf(address)) ?? 0
    if (came.has(address) || seen >= 3) continue
    ofShape.set(shapeOf(address), seen + 1)
    const page = await browser.get(address)
    came.set(address, page.status)
    for (const [, link = ''] of page.html.matchAll(/href="(\/[^"#]*)/g)) {
      if (!link.startsWith('/assets/')) ahead.push(link.replaceAll('&amp;', '&'))
    }
    if (page.location?.startsWith('/')) ahead.push(page.location)
  }
  return came
}

const failures = (came: Map<string, number>) => [...came].filter(([, status]) => status >= 400)

test.each(visits)(
  '$key meets no page that fails, whatever link is followed',
  async (visit) => {
    const came = await walk(await asVisitor(visit), ['/'])
    expect(came.size).toBeGreaterThan(8)
    expect(failures(came)).toEqual([])
  },
  120_000,
)

test('what a visitor had typed when they were signed out is theirs again', async () => {
  const rosa = await asVisitor({ key: 'rosa-delgado', is: 'patient', line: '', try: '' })
  const typed = { csrf: rosa.csrfToken, body: 'A note about the choir' }
  const keptIn = (html: string) =>
    (/name="kept" value="([^"]*)"/.exec(html)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
  const refused = await app.stranger().post('/messages', typed)
  expect(refused.status).toBe(401)
  expect(refused.html).not.toContain('name="password"')
  const front = await app.stranger().post('/demonstration', { kept: keptIn(refused.html) })
  const kept = keptIn(front.html)
  const again = await app.stranger().post('/demonstration/be/rosa-delgado', { kept })
  expect(again.text).toContain('Carry on where you were')
  expect(again.text).toContain('A note about the choir')
  const somebodyElse = await app.stranger().post('/demonstration/be/callum-reid', { kept })
  expect(somebodyElse.location).toBe('/')
})

test('somebody at each stage of treatment can be opened, and sees pages of their own', async () => {
  type Somebody = Record<'state' | 'id' | 'patient_id' | 'account_id' | 'therapist_id', string>
  const { rows } = await app.owner.query<Somebody>(
    `select distinct on (c.state) c.state, c.id, c.patient_id, p.account_id, c.therapist_id
     from course c join patient p on p.service_id = c.service_id and p.id = c.patient_id
     where p.account_id is not null order by c.state, c.id`,
  )
  expect(rows.map(({ state }) => state)).toEqual(['active', 'ended', 'paused', 'preparing'])
  for (const { id, state, patient_id, account_id, therapist_id } of rows) {
    const therapist = await app.as({ serviceId, accountId: therapist_id, isStaff: true })
    const theirs = await walk(therapist, [`/people/${id}`, `/intake/${patient_id}`])
    expect(failures(theirs), state).toEqual([])
    const own = await app.as({ serviceId, accountId: account_id, isStaff: false })
    expect(failures(await walk(own, ['/', '/welcome', '/consent'])), state).toEqual([])
  }
}, 240_000)

const named = (key: string) => {
  const visit = visits.find((each) => each.key === key)
  if (!visit) throw new Error(`nobody called ${key}`)
  return visit
}

test('where somebody is signed in is said to be in real time, which this clock does not move', async () => {
  const page = await (await asVisitor(named('priya_nair'))).get('/account')
  expect(page.text).toContain('These are real times')
})

test('the front page counts what the pages behind it count', async () => {
  const front = (await app.stranger().get('/demonstration')).text
  const page = async (key: string, address: string) =>
    (await (await asVisitor(named(key))).get(address)).text
  const counted = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? 'nothing'
  const mine = counted(await page('priya_nair', '/people'), /My people \((\d+)\)/)
  expect(front).toContain(`Therapist with people at every stage. ${mine} people`)
  const team = counted(await page('morag_bell', '/supervision'), /Supervision \((\d+) people\)/)
  expect(front).toContain(`${team} people`)
  const duty = counted(await page('helen_ashby', '/duty'), /(\d+ open, \d+ late)/)
  expect(front).toContain(duty)
  const week = counted(await page('rosa-delgado', '/'), /(Week \d+) of about/)
  expect(front).toContain(`Half way through a module. ${week}`)
})

test('everybody who works there has used their link, and a record shows who read it', async () => {
  const staff = (await (await asVisitor(named('peter_dunn'))).get('/staff')).text
  expect(staff).toContain('Ready')
  expect(staff).not.toContain('Has not used the link yet')
  const account = (await (await asVisitor(named('rosa-delgado'))).get('/account')).text
  expect(account).toMatch(/Priya Nair *, therapist/)
  expect(account).not.toContain('Change your password')
})

test('practice with a form was done as often as its form was filled in', async () => {
  const { rows } = await app.owner.query(
    `select t.id from practice_task t
     where t.worksheet_id is not null and (select count(*) from practice_event e
         where e.service_id = t.service_id and e.task_id = t.id and e.kind = 'did')
       > (select count(*) from entry n where n.service_id = t.service_id
         and n.course_id = t.course_id and n.worksheet_id = t.worksheet_id
         and n.created_at >= t.set_at)`,
  )
  expect(rows).toEqual([])
  const done = await app.owner.query(
    `select from practice_event e join practice_task t on t.id = e.task_id
     where t.worksheet_id is not null and e.kind = 'did'`,
  )
  expect(done.rows.length).toBeGreaterThan(50)
})

test('nothing is promised for a weekend', async () => {
  const { rows } = await app.owner.query(
    `select id from course where extract(isodow from next_review_at at time zone 'Europe/London') > 5`,
  )
  expect(rows).toEqual([])
})
