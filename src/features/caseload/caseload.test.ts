import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

describe('a therapist’s people', () => {
  let test: TestApp
  let serviceId: string
  let therapist: Person
  let browser: Browser
  const people = new Map<string, { patient: Patient; course: string }>()

  beforeAll(async () => {
    test = await createTestApp()
    test.clock.set('2026-11-24T14:00:00Z')
    serviceId = await aService(test)
    therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
    browser = await test.as(therapist)
    await person('Jordan', 'Mills', { next: '2026-11-30T17:00:00Z' })
    await person('Harbans', 'Singh', { next: '2026-11-30T17:00:00Z' })
    await person('Ifeoma', 'Obi', { next: '2026-11-24T17:00:00Z' })
    await person('Ellis', 'Todd', { next: '2026-11-22T17:00:00Z' })
    await person('Quentin', 'Reed', { next: '2026-11-25T17:00:00Z' })
    await person('Beth', 'New', { state: 'preparing' })
    await aSafetyItem('Jordan')
    await aMessage('Harbans', 'Does it count if I only <b>thought</b> about it? '.repeat(8))
    await aForm('Ifeoma', 12, '2026-11-22T20:00:00Z')
    await aForm('Ifeoma', 15, '2026-11-15T20:00:00Z')
  })
  afterAll(() => test.close())

  async function person(
    given: string,
    family: string,
    options: { next?: string; state?: 'preparing' | 'active' | 'ended' },
  ) {
    const patient = await aPatient(test, serviceId, { given, family })
    const course = await aCourse(test, patient, therapist, {
      week: 3,
      state: options.state ?? 'active',
    })
    await test.owner.query('update course set next_review_at = $2 where id = $1', [
      course,
      options.next ?? null,
    ])
    await test.owner.query(
      `insert into page_visit (service_id, course_id, module_id, section_id,
      first_at, last_at) values ($1, $2, 'dep.m1', 's', $3, $3)`,
      [serviceId, course, new Date(test.clock.now().getTime() - 86_400_000)],
    )
    await test.owner.query('insert into record_look values ($1, $2, $3, $4)', [
      serviceId,
      course,
      therapist.accountId,
      test.clock.now(),
    ])
    people.set(given, { patient, course })
  }
  const of = (given: string) => {
    const found = people.get(given)
    if (!found) throw new Error(given)
    return found
  }
  const aSafetyItem = (given: string) =>
    test.owner.query(
      `insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, detail,
       raised_at, raised_by, owner_id, clock_step, due_at)
     values ($1, $2, $3, $4, 'phq9_item9', $5, '{"value": 2, "previous": 0, "atLeast": 1}',
       '2026-11-24T09:12:00Z', $6, $7, 'look', '2026-11-24T13:12:00Z')`,
      [
        serviceId,
        newId(),
        of(given).course,
        of(given).patient.patientId,
        newId(),
        of(given).patient.accountId,
        therapist.accountId,
      ],
    )
  const aMessage = (given: string, body: string) =>
    test.owner.query(
      `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at, send_key)
     values ($1, $2, $3, $4, true, 'message', $5, '2026-11-23T21:40:00Z', $6)`,
      [serviceId, newId(), of(given).course, of(given).patient.accountId, body, newId()],
    )
  const aForm = (given: string, total: number, at: string) =>
    test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, 'phq9', 1, 'x', '{}', $4, $5, $6, $7)`,
      [serviceId, newId(), of(given).course, total, of(given).patient.accountId, at, newId()],
    )

  const aReview = (given: string, at: string) =>
    test.owner.query(
      `insert into review (service_id, id, course_id, how, at, by, send_key)
       values ($1, $2, $3, 'written', $4, $5, $6)`,
      [serviceId, newId(), of(given).course, at, therapist.accountId, newId()],
    )

  it('stand in the order in which they need somebody, each with the reason', async () => {
    const page = await browser.get('/people')
    expect(page.status).toBe(200)
    const order = [
      'Safety (1)',
      'Jordan',
      'Waiting for your answer (1)',
      'Harbans',
      'Review due (2)',
      'Ellis',
      'Ifeoma',
      'Getting started (1)',
      'Beth',
      'Quiet (1)',
      'Quentin',
    ]
    const main = page.text.slice(page.text.indexOf('Search'))
    const places = order.map((words) => main.indexOf(words))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(Math.min(...places)).toBeGreaterThan(-1)
    expect(page.text).toContain('answered 2 (was 0)')
    expect(page.text).toContain('late: due today 13:12')
    expect(page.text).toContain('Owner: you')
    expect(page.text).toContain('Review 2 days late')
    expect(page.text).toContain('PHQ-9 12 down 3')
    expect(page.text).toContain('Still needed: assessment decision')
    expect(page.text).toContain('1 review left, promised by 17:00')
  })

  it('are shown with the first words of what they asked, cut and harmless', async () => {
    const page = await browser.get('/people')
    expect(page.html).toContain('Does it count if I only &lt;b&gt;thought&lt;/b&gt; about it?')
    expect(page.html).toContain('…</q>')
    expect(page.text).toContain('answer due ')
  })

  it('can be searched by name and narrowed to one reason', async () => {
    const found = await browser.post('/people/search', { name: ' IFEO ' })
    expect(found.text).toContain('1 person on your list called “IFEO”')
    expect(found.text).not.toContain('Harbans')
    const nobody = await browser.post('/people/search', { name: '<script>zzz' })
    expect(nobody.html).toContain('Nobody on your list is called “&lt;script&gt;zzz”')
    const late = await browser.get('/people?why=review')
    expect(late.text).toContain('Ellis')
    expect(late.text).not.toContain('Quentin')
  })

  it('are searched without a name in any address', async () => {
    const { html } = await browser.post('/people/search', { name: 'Ifeoma' })
    expect(html).not.toMatch(/(href|action)="[^"]*ifeoma/i)
    expect((await browser.get('/people/search')).location).toBe('/people')
  })

  it('lead from one person to the next who needs somebody', async () => {
    const next = await browser.get(`/people/next?after=${of('Jordan').course}`)
    expect(next.location).toBe(`/people/${of('Harbans').course}`)
    expect((await browser.get('/people/next?after=nonsense')).status).toBe(303)
  })

  it('are no longer new once their record was opened', async () => {
    const { course } = of('Quentin')
    await test.owner.query(
      `insert into entry (service_id, id, course_id, worksheet_id,
      worksheet_version, status, content, version, created_at, updated_at)
      values ($1, $2, $3, 'dep.activity_diary', 1, 'done', '{}', 1, $4, $4)`,
      [serviceId, newId(), course, new Date(test.clock.now().getTime() + 1000)],
    )
    expect((await browser.get('/people')).text).toContain('New since you looked (1)')
    test.clock.advance({ minutes: 1 })
    await browser.get(`/people/${course}`)
    expect((await browser.get('/people')).text).not.toContain('New since you looked')
  })

  it('who are silent for a week become a task for a person, until somebody is in touch', async () => {
    const { course } = of('Quentin')
    await test.owner.query(
      "update page_visit set last_at = '2026-11-15T10:00:00Z' where course_id = $1",
      [course],
    )
    await test.owner.query(
      "update entry set updated_at = '2026-11-15T10:00:00Z' where course_id = $1",
      [course],
    )
    expect((await browser.get('/people')).text).toContain('No activity for 9 days: first call')
    await test.owner.query(
      `insert into contact (service_id, id, course_id, mechanism, purpose, outcome,
      happened_at, minutes, recorded_at, recorded_by, send_key)
      values ($1, $2, $3, 'telephone', 'no_contact', 'no_answer', $4, 0, $4, $5, $6)`,
      [serviceId, newId(), course, test.clock.now(), therapist.accountId, newId()],
    )
    expect((await browser.get('/people')).text).not.toContain('No activity for 9 days')
  })

  it('whose scores rose reliably are among those due, until somebody has decided', async () => {
    const { course } = of('Quentin')
    await aForm('Quentin', 10, '2026-11-10T10:00:00Z')
    await aForm('Quentin', 17, '2026-11-24T10:00:00Z')
    expect((await browser.get('/people')).text).toContain(
      'PHQ-9 is 17 (2 weeks after the first form), 7 above the start',
    )
    await test.owner.query(
      `insert into signal_decision (service_id, id, course_id, instrument_id, code, since, decision,
         decided_by, decided_role, at, send_key)
       values ($1, $2, $3, 'phq9', 'worse_than_start', '2026-11-24T10:00:00Z', 'call', $4,
         'therapist', $5, $6)`,
      [serviceId, newId(), course, therapist.accountId, test.clock.now(), newId()],
    )
    expect((await browser.get('/people')).text).not.toContain('7 above the start')
  })

  it('who write after their treatment has ended are not lost', async () => {
    await person('Omar', 'Last', { state: 'ended' })
    expect((await browser.get('/people')).text).not.toContain('Omar')
    await aMessage('Omar', 'May I ask one more thing?')
    expect((await browser.get('/people')).text).toContain('May I ask one more thing?')
  })

  it('say since when also where only a date ahead is why they are there', async () => {
    await aReview('Quentin', '2026-11-18T10:05:00Z')
    const { text } = await browser.get('/people')
    expect(text).toMatch(/Quentin Reed week \d.* last review Wed 18 Nov, 10:05 next review/)
    expect(text).toMatch(/Ifeoma Obi week \d.* started \w+ \d+ Nov, [\d:]+ (late: )?promised/)
  })

  it('are nobody else’s, and an empty list says so', async () => {
    const other = await test.as(await aMemberOfStaff(test, serviceId, ['therapist'], 'Other'))
    const page = await other.get('/people')
    expect(page.text).toContain('Nobody is on your list yet')
    expect(page.text).not.toContain('Jordan')
  })
})
