import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Person,
} from '#test/support/people.ts'

let app: TestApp
let serviceId: string
let therapist: Person
let asTherapist: Browser
let asSupervisor: Browser
let asSafetyLead: Browser

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
  therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
  asTherapist = await app.as(therapist)
  asSupervisor = await app.as(await aSupervisorOf(app, therapist))
  const lead = await aMemberOfStaff(app, serviceId, ['safety_lead'], 'Una Best')
  asSafetyLead = await app.as(lead)
})
afterAll(() => app.close())

async function aPerson(name = { given: 'Ifeoma', family: 'Obi' }) {
  const patient = await aPatient(app, serviceId, name)
  const courseId = await aCourse(app, patient, therapist, { week: 3 })
  return { patient, courseId, browser: await app.as(patient) }
}

const judged = {
  kind: 'distress_from_task',
  what: 'Nightmares after the exposure task of module 3.',
  happened_on: '2026-10-30',
  learnt_on: '2026-11-01',
  learnt_from: 'patient',
  severity: 'moderate',
  relatedness: 'probable',
  actions: ['talked', 'adapted'],
  outcome: 'recovering',
}

async function rows(table: string, courseId: string) {
  const key = table === 'adverse_event' ? 'course_id' : 'event_id'
  const found = await app.owner.query(
    `select * from ${table} where service_id = $1 and ${key} ${
      key === 'course_id'
        ? '= $2'
        : 'in (select id from adverse_event where service_id = $1 and course_id = $2)'
    } order by ${table === 'adverse_event' ? 'recorded_at' : 'at'}`,
    [serviceId, courseId],
  )
  return found.rows
}

async function eventOf(courseId: string): Promise<string> {
  const [event] = await rows('adverse_event', courseId)
  if (!event) throw new Error('no event')
  return event.id
}

const tell = (browser: Browser, told: string) =>
  browser.post('/made-worse', { told, send_key: newId() })

const record = (courseId: string, changed: Record<string, string | string[]> = {}) =>
  asTherapist.post(`/people/${courseId}/adverse-events`, {
    ...judged,
    ...changed,
    source: 'therapist',
    send_key: newId(),
  })

const review = (eventId: string, fields: Record<string, string>, by = asSupervisor) =>
  by.post(`/adverse-events/${eventId}/reviews`, { send_key: newId(), version: '1', ...fields })

describe('somebody says that something made things worse', () => {
  test('the page shows whom to ring before it asks, and says that nobody watches', async () => {
    const { browser } = await aPerson()
    const { text, html } = await browser.get('/made-worse')
    expect(text).toContain('Nobody reads this page straight away.')
    expect(text).toContain(
      'Priya Nair, their supervisor and the safety lead can read it. The safety lead does not see ' +
        'your name.',
    )
    expect(html).toContain('tel:116123')
    expect(html.indexOf('tel:116123')).toBeLessThan(html.indexOf('<textarea'))
    expect((await browser.get('/messages')).html).toContain('href="/made-worse"')
    expect((await browser.get('/help')).html).toContain('href="/made-worse"')
  })

  test('their words are kept once, however often the form is sent, and raise no alarm', async () => {
    const { browser, courseId } = await aPerson()
    const fields = { told: 'The diary makes me feel worse.', send_key: newId() }
    await browser.post('/made-worse', fields)
    const again = await browser.post('/made-worse', fields)
    expect(again.location).toBe('/made-worse?sent=1#sent')
    expect(await rows('adverse_event', courseId)).toMatchObject([
      { source: 'patient', told: 'The diary makes me feel worse.' },
    ])
    const items = await app.owner.query('select from safety_item where course_id = $1', [courseId])
    expect(items.rowCount).toBe(0)
    const page = await browser.get('/made-worse?sent=1')
    expect(page.text).toContain('Priya Nair reads this and answers you. Their supervisor and the')
    expect(page.text).toContain('The diary makes me feel worse.')
  })

  test('sent empty, it comes back with the fault beside the box', async () => {
    const { browser, courseId } = await aPerson()
    const page = await tell(browser, '   ')
    expect(page.status).toBe(422)
    expect(page.text).toContain('Write a few words before you send it')
    expect(await rows('adverse_event', courseId)).toEqual([])
  })

  test('the therapist has it on their list as a reason, with the first words', async () => {
    const { browser } = await aPerson({ given: 'Dean', family: 'Ward' })
    await tell(browser, 'I dread Tuesdays now.')
    const { text } = await asTherapist.post('/people/search', { name: 'Dean' })
    expect(text).toContain('Says that something made things worse')
    expect(text).toContain('I dread Tuesdays now.')
  })

  test('it leaves the list once it is written up, and the person sees that it was read', async () => {
    const { browser, courseId } = await aPerson({ given: 'Ellis', family: 'Todd' })
    await tell(browser, 'The forms weigh on me.')
    const eventId = await eventOf(courseId)
    const address = `/people/${courseId}/adverse-events/${eventId}`
    expect((await asTherapist.get(address)).text).toContain('The forms weigh on me.')
    const sent = await asTherapist.post(address, { ...judged, based_on: '0', send_key: newId() })
    expect(sent.location).toBe(address)
    const list = await asTherapist.post('/people/search', { name: 'Ellis' })
    expect(list.text).not.toContain('Says that something made things worse')
    const own = await browser.get('/made-worse')
    expect(own.text).toContain('Your therapist has read it.')
    expect(own.text).not.toContain(judged.what)
  })
})

describe('a therapist records an event', () => {
  test('it is asked for whole: every fault beside its field, nothing typed is lost', async () => {
    const { courseId } = await aPerson()
    const page = await record(courseId, { severity: '', actions: [], happened_on: '2026-11-02' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose how strong it was')
    expect(page.text).toContain('Tick what was done, or that nothing was changed')
    expect(page.text).toContain('It cannot have become known before it happened')
    expect(page.html).toContain('Nightmares after the exposure task')
    expect(await rows('adverse_event', courseId)).toEqual([])
  })

  test('a day that is still to come is no day on which it happened', async () => {
    const { courseId } = await aPerson()
    const page = await record(courseId, { happened_on: '2026-11-03', learnt_on: '2026-11-03' })
    expect(page.text).toContain('This day is still to come')
  })

  test('serious means what came of it, and whoever reviews is told without a word of it', async () => {
    const { courseId } = await aPerson()
    await record(courseId, { severity: 'mild', serious: ['hospital', 'no_such_thing'] })
    expect(await rows('adverse_event_version', courseId)).toMatchObject([
      { version: 1, severity: 'mild', serious_because: ['hospital'] },
    ])
    const eventId = await eventOf(courseId)
    const mails = await app.owner.query(
      `select subject, body from outbox_mail where dedupe_key like $1`,
      [`adverse-event:${eventId}:%`],
    )
    expect(mails.rowCount).toBe(2)
    expect(JSON.stringify(mails.rows)).not.toMatch(/serious|adverse|hospital|Obi/i)
    const { text } = await asTherapist.get(`/people/${courseId}`)
    expect(text).toContain('Distress from a task, a page or a form (mild)')
    expect(text).toContain('serious')
  })

  test('a correction is a new version with its reason; what stood before stays', async () => {
    const { courseId } = await aPerson()
    await record(courseId)
    const eventId = await eventOf(courseId)
    const address = `/people/${courseId}/adverse-events/${eventId}`
    const change = { ...judged, severity: 'severe', based_on: '1', send_key: newId() }
    const unexplained = await asTherapist.post(address, change)
    expect(unexplained.text).toContain('Say why it is being changed')
    await asTherapist.post(address, { ...change, change_reason: 'She rang and told me more.' })
    expect(await rows('adverse_event_version', courseId)).toMatchObject([
      { version: 1, severity: 'moderate' },
      { version: 2, severity: 'severe', change_reason: 'She rang and told me more.' },
    ])
    expect((await asTherapist.get(address)).text).toContain('What stood before (1)')
  })

  test('two who correct the same version do not write over each other', async () => {
    const { courseId } = await aPerson()
    await record(courseId)
    const address = `/people/${courseId}/adverse-events/${await eventOf(courseId)}`
    const change = { ...judged, based_on: '1', change_reason: 'More is known.' }
    await asTherapist.post(address, { ...change, outcome: 'ongoing', send_key: newId() })
    const late = await asTherapist.post(address, { ...change, send_key: newId() })
    expect(late.status).toBe(409)
    expect(await rows('adverse_event_version', courseId)).toHaveLength(2)
  })

  test('only a safety item of the same person can be linked', async () => {
    const { courseId } = await aPerson()
    const other = await aPerson({ given: 'Dean', family: 'Ward' })
    await asTherapist.post(`/people/${other.courseId}/safety`, { note: 'x', send_key: newId() })
    const { rows: items } = await app.owner.query(
      'select id from safety_item where course_id = $1',
      [other.courseId],
    )
    const page = await record(courseId, { safety_item: items[0].id })
    expect(page.status).toBe(404)
    expect(await rows('adverse_event', courseId)).toEqual([])
  })

  test('a score that rose begins a record with what is known, and judges nothing', async () => {
    const { courseId, patient } = await aPerson()
    const ids = [newId(), newId()]
    for (const [index, total] of [12, 19].entries()) {
      await app.owner.query(
        `insert into instrument_response (service_id, id, course_id, instrument_id,
           instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
         values ($1, $2, $3, 'phq9', 1, 'h', '{}', $4, $5, $6, $7)`,
        [
          serviceId,
          ids[index],
          courseId,
          total,
          patient.accountId,
          new Date(app.clock.now().getTime() - (2 - index) * 7 * 86_400_000),
          newId(),
        ],
      )
    }
    const page = await asTherapist.get(
      `/people/${courseId}/adverse-events/new?from=score&response=${ids[1]}`,
    )
    expect(page.text).toContain('PHQ-9 was 12 at the start and is 19: 7 higher.')
    expect(page.html).toContain('<option value="symptoms_worse" selected')
    expect(page.html).not.toMatch(/type="radio"[^>]*checked/)
  })
})

describe('a supervisor or the safety lead reviews it', () => {
  test('it is open until then, and the last word says who looked and when', async () => {
    const { courseId } = await aPerson({ given: 'Harbans', family: 'Singh' })
    await record(courseId)
    const eventId = await eventOf(courseId)
    expect((await asSupervisor.get('/adverse-events')).text).toContain('Harbans Singh')
    const empty = await review(eventId, { decision: 'reviewed', note: ' ' })
    expect(empty.text).toContain('Write what you make of it before you close it')
    await review(eventId, { decision: 'reviewed', note: 'Agreed. Slow down module 3.' })
    const { text } = await asTherapist.get(`/people/${courseId}/adverse-events/${eventId}`)
    expect(text).toContain('Agreed. Slow down module 3.')
    expect(text).toMatch(/Reviewed: Morag Bell/)
  })

  test('a correction opens it again, and what was not read cannot be signed', async () => {
    const { courseId } = await aPerson()
    await record(courseId)
    const eventId = await eventOf(courseId)
    await review(eventId, { decision: 'reviewed', note: 'Fine.' })
    await asTherapist.post(`/people/${courseId}/adverse-events/${eventId}`, {
      ...judged,
      based_on: '1',
      change_reason: 'More is known.',
      send_key: newId(),
    })
    const page = await asSupervisor.get(`/adverse-events/${eventId}`)
    expect(page.text).toContain('waits to be reviewed')
    expect((await review(eventId, { decision: 'reviewed', note: 'Fine.' })).status).toBe(409)
  })

  test('more can be asked for, and then the therapist has it on their list', async () => {
    const { courseId } = await aPerson({ given: 'Quentin', family: 'Reed' })
    await record(courseId)
    await review(await eventOf(courseId), { decision: 'more_needed', note: 'When did it start?' })
    const { text } = await asTherapist.post('/people/search', { name: 'Quentin' })
    expect(text).toContain('More was asked for about an adverse event')
  })

  test('the safety lead reviews the whole service, and is shown no name', async () => {
    const { courseId } = await aPerson({ given: 'Zebedee', family: 'Quill' })
    await record(courseId)
    const eventId = await eventOf(courseId)
    const pages: Page[] = [
      await asSafetyLead.get('/adverse-events'),
      await asSafetyLead.get(`/adverse-events/${eventId}`),
    ]
    for (const { html, text } of pages) {
      expect(html).not.toMatch(/Zebedee|Quill/)
      expect(text).toContain('AE-')
    }
    await review(eventId, { decision: 'reviewed', note: 'Seen.' }, asSafetyLead)
    expect(await rows('adverse_event_review', courseId)).toMatchObject([{ decision: 'reviewed' }])
    expect((await asSafetyLead.get(`/people/${courseId}`)).status).toBe(403)
  })

  test('a supervisor of somebody else finds nothing', async () => {
    const { courseId } = await aPerson()
    await record(courseId)
    const eventId = await eventOf(courseId)
    const colleague = await aMemberOfStaff(app, serviceId, ['therapist'], 'Tom Hargreaves')
    const other = await app.as(await aSupervisorOf(app, colleague, 'Kwame Mensah'))
    expect((await other.get(`/adverse-events/${eventId}`)).status).toBe(404)
    expect((await other.get('/adverse-events')).text).toContain('Nothing is on record.')
    expect((await review(eventId, { decision: 'reviewed', note: 'x' }, other)).status).toBe(404)
    expect(await rows('adverse_event_review', courseId)).toEqual([])
  })

  test('the list goes out as a file without a name or a sentence of anybody', async () => {
    const { courseId } = await aPerson({ given: 'Zoltan', family: 'Quark' })
    await record(courseId, { what: '=HYPERLINK("x")', serious: ['hospital'] })
    const { html, headers } = await asSupervisor.get('/adverse-events/export')
    expect(headers.get('content-disposition')).toContain('adverse-events.csv')
    expect(html).not.toMatch(/Zoltan|Quark|HYPERLINK|Priya/)
    const [head = '', ...lines] = html.trimEnd().split('\r\n')
    expect(lines.every((line) => line.split(',').length === head.split(',').length)).toBe(true)
    expect(html).toContain(
      'distress_from_task,2026-10-30,2026-11-01,patient,moderate,true,hospital',
    )
    const { rows: audits } = await app.owner.query(
      `select from audit_event where service_id = $1 and action = 'adverse-events.exported'`,
      [serviceId],
    )
    expect(audits).toHaveLength(1)
  })
})
