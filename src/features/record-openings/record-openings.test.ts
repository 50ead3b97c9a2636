import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routes } from '#app/app.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let lead: Person
let patient: Patient
let courseId: string
let duty: Person
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'], 'Priya Nair')
  lead = await aMemberOfStaff(test, serviceId, ['service_lead'], 'Judith Cole')
})
afterAll(() => test.close())

beforeEach(async () => {
  patient = await aPatient(test, serviceId, { given: 'Ifeoma', family: `Obi ${newId().slice(-8)}` })
  courseId = await aCourse(test, patient, therapist)
  duty = await aMemberOfStaff(test, serviceId, ['duty_clinician'], 'Joan Okafor')
  browser = await test.as(duty)
  const person = await test.as(patient)
  await person.post('/messages', { body: 'The tap in the kitchen', send_key: newId() })
})

const reason = 'Her sister rang: she left a note and has gone out'

async function open(more: Record<string, string> = {}): Promise<Page> {
  const { rows } = await test.owner.query('select * from patient where id = $1', [
    patient.patientId,
  ])
  return browser.post('/record-openings', {
    given_name: 'ifeoma',
    family_name: ` ${rows[0]?.family_name.toUpperCase()} `,
    'date_of_birth-day': '4',
    'date_of_birth-month': '3',
    'date_of_birth-year': '1997',
    reason,
    send_key: newId(),
    ...more,
  })
}

describe('a record of somebody else’s person', () => {
  it('is not there, until it is opened with a reason', async () => {
    expect((await browser.get(`/people/${courseId}`)).status).toBe(404)
    const unsaid = await open({ reason: '' })
    expect(unsaid.status).toBe(422)
    expect(unsaid.text).toContain('Say why you need to read it now')
    expect(unsaid.html).toContain('value="ifeoma"')
    expect((await open({ reason: 'urgent' })).text).toContain('Say a little more')
    expect((await browser.get(`/people/${courseId}`)).status).toBe(404)
    expect((await open()).location).toBe(`/people/${courseId}`)
    const record = await browser.get(`/people/${courseId}`)
    expect(record.text).toContain('You opened this record in an emergency')
    expect(record.text).toContain('10:00')
    expect(record.text).toContain('The tap in the kitchen')
    for (const page of ['entries', 'messages', 'responses', 'calls', 'measures']) {
      expect((await browser.get(`/people/${courseId}/${page}`)).status, page).toBe(200)
    }
  })

  it('is shown to nobody by a wrong name or day, and that somebody asked is on record', async () => {
    const wrong = await open({ 'date_of_birth-day': '5' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('No one record here has this name and date of birth')
    const { rows } = await test.owner.query(
      `select 1 from audit_event where actor_id = $1 and action = 'record-opening.found-nobody'`,
      [duty.accountId],
    )
    expect(rows).toHaveLength(1)
    expect((await browser.get(`/people/${courseId}`)).status).toBe(404)
  })

  it('is told to the service lead: a neutral mail and a line in their list', async () => {
    await open()
    const { rows: mails } = await test.owner.query(
      `select subject, body from outbox_mail
       where kind = 'staff_record_opened' and recipient = $1 order by created_at desc`,
      [`${lead.accountId}@example.org`],
    )
    expect(mails.length).toBeGreaterThan(0)
    expect(JSON.stringify(mails)).not.toMatch(/Ifeoma|Obi|record|sister|Joan|patient/)
    const list = await (await test.as(lead)).get('/record-openings')
    expect(list.text).toContain(reason)
    expect(list.text).toContain('Joan Okafor')
    expect(list.text).toContain('Ifeoma')
    expect(list.text).toContain('Open now')
    expect((await browser.get('/record-openings')).status).toBe(403)
    // The lead is told of it and still reads no record.
    expect((await (await test.as(lead)).get(`/people/${courseId}`)).status).toBe(403)
  })

  it('is told once, however often the form arrives', async () => {
    const send_key = newId()
    await open({ send_key })
    await open({ send_key })
    const { rows } = await test.owner.query('select 1 from record_opening where course_id = $1', [
      courseId,
    ])
    expect(rows).toHaveLength(1)
  })

  it('can be read and not changed: every form is refused', async () => {
    const owner = await test.as(therapist)
    await owner.post(`/people/${courseId}/safety`, { note: 'Worried', send_key: newId() })
    const { rows: items } = await test.owner.query<{ id: string }>(
      'select id from safety_item where course_id = $1',
      [courseId],
    )
    // A therapist, whom an open safety item of a colleague's person gives no access.
    const colleague = await aMemberOfStaff(test, serviceId, ['therapist'], 'Ana Reis')
    browser = await test.as(colleague)
    await open()
    const record = await browser.get(`/people/${courseId}`)
    expect(record.status).toBe(200)
    expect(record.text).toContain('Open safety item. Ring Priya Nair')
    const actions = [...record.html.matchAll(/<form[^>]*action="([^"]*)"/g)].map(([, to]) => to)
    expect(actions.filter((to) => to?.includes(courseId))).toEqual([
      `/people/${courseId}/opening-end`,
    ])
    const before = await stored()
    for (const route of routes) {
      if (route.method !== 'POST' || !route.path.includes(':courseId')) continue
      if (route.path.endsWith('/opening-end')) continue
      const address = route.path
        .replace(':courseId', courseId)
        .replace(':itemId', items[0]?.id ?? newId())
        .replace(/:\w+/g, newId())
      const page = await browser.post(address, { note: 'x', body: 'x', send_key: newId() })
      expect([403, 404], address).toContain(page.status)
    }
    expect(await stored()).toEqual(before)
  })

  it('is shut again after an hour, by itself', async () => {
    await open()
    test.clock.advance({ minutes: 59 })
    browser = await test.as(duty)
    expect((await browser.get(`/people/${courseId}`)).status).toBe(200)
    test.clock.advance({ minutes: 1 })
    expect((await browser.get(`/people/${courseId}`)).status).toBe(404)
  })

  it('is shut by a press of whoever opened it, and by nobody else', async () => {
    await open()
    const other = await test.as(await aMemberOfStaff(test, serviceId, ['duty_clinician'], 'Ed'))
    expect((await other.get(`/people/${courseId}`)).status).toBe(404)
    expect((await other.post(`/people/${courseId}/opening-end`)).status).toBe(404)
    expect((await browser.get(`/people/${courseId}`)).status).toBe(200)
    expect((await browser.post(`/people/${courseId}/opening-end`)).location).toBe('/')
    expect((await browser.get(`/people/${courseId}`)).status).toBe(404)
  })

  it('leaves a trace that the person sees', async () => {
    await open()
    await browser.get(`/people/${courseId}`)
    expect((await (await test.as(patient)).get('/account')).text).toContain('Joan Okafor')
  })

  it('needs no opening for whoever sees it anyway, and nobody is told', async () => {
    browser = await test.as(therapist)
    expect((await open()).location).toBe(`/people/${courseId}`)
    const { rows } = await test.owner.query('select 1 from record_opening where course_id = $1', [
      courseId,
    ])
    expect(rows).toEqual([])
  })

  it('of another service is nobody here', async () => {
    const elsewhere = await aService(test, { slug: newId(), host: `${newId()}.test` })
    const foreign = await aPatient(test, elsewhere, { given: 'Noor', family: 'Elsewhere' })
    const there = await aMemberOfStaff(test, elsewhere, ['therapist'])
    await aCourse(test, foreign, there)
    const page = await open({ given_name: 'Noor', family_name: 'Elsewhere' })
    expect(page.text).toContain('No one record here')
  })

  it('asks for a fresh sign-in', async () => {
    test.clock.advance({ minutes: 11 })
    const page = await browser.get('/record-openings/new')
    expect(page.status).toBe(401)
  })
})

/** Everything kept of the course, so that any change of it shows. */
async function stored(): Promise<unknown> {
  const { rows: tables } = await test.owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'course_id' order by 1`,
  )
  const found: Record<string, unknown> = {}
  for (const { name } of tables) {
    const { rows } = await test.owner.query(
      `select json_agg(t order by t::text) as rows from "${name}" t where course_id = $1`,
      [courseId],
    )
    found[name] = rows[0]
  }
  return found
}
