import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import { importWording, withdrawWording } from '#features/wording/index.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { formAddress } from '#test/support/forms.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aRecordedProblem,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let service: string
let therapist: Person
let administrator: Person
let patient: Patient
let course: string
let browser: Browser
let staff: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  administrator = await aMemberOfStaff(test, service, ['administrator'])
})
afterAll(() => test.close())

// A person with social anxiety; SPIN stands alone on the day after the other two.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  await bring('Made-up first stem')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  await aRecordedProblem(test, patient, therapist, 'F40.1')
  for (const id of ['phq9', 'gad7']) {
    await test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
         instrument_hash, answers, total, entered_by, submitted_at, send_key)
       values ($1, $2, $3, $4, 2, 'h', '{}', 9, $5, $6, $2)`,
      [service, newId(), course, id, patient.accountId, test.clock.now()],
    )
  }
  test.clock.set('2026-11-03T09:00:00Z')
  browser = await test.as(patient)
  staff = await test.as(therapist)
})

async function bring(stem: string) {
  await actingAs(test, administrator, ['administrator'], (ctx) => {
    const spin = test.runtime.content.instruments.get('spin')
    if (!spin) throw new Error('SPIN is in the library')
    return importWording(ctx, {
      text: aWordingPack(spin, { stem }),
      fileName: 'spin.yaml',
      confirmedBy: 'Ade Okafor',
      confirmedOn: '2026-11-01',
      knowsOfScoring: true,
      ownerAgreed: false,
    })
  })
}

const withdraw = () =>
  actingAs(test, administrator, ['administrator'], (ctx) =>
    withdrawWording(ctx, 'spin', 'The licence ended'),
  )

const form = () => formAddress(test, patient, 'spin')
const hashIn = (html: string) => /name="wording" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? ''

function answered(count: number, hash: string): Record<string, string> {
  return {
    ...Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`item_${index + 1}`, '2'] as const),
    ),
    instrument: 'spin',
    wording: hash,
    started_at: test.clock.now().toISOString(),
    send_key: newId(),
  }
}

async function stored() {
  const { rows } = await test.owner.query(
    `select id, wording_hash, total, answers, left_items from instrument_response
     where course_id = $1 and instrument_id = 'spin'`,
    [course],
  )
  return rows
}

describe('a form whose words are replaced while it is filled in', () => {
  it('is stored with the words that its page showed, and staff read it in those', async () => {
    const { html } = await browser.get(form())
    const before = hashIn(html)
    await bring('Made-up second stem')
    expect((await browser.post(form(), answered(17, before))).location).toBe('/measures/sent')
    const [response] = await stored()
    expect(response).toMatchObject({ wording_hash: before, total: 34 })
    const { text } = await staff.get(`/people/${course}/responses/${response.id}`)
    expect(text).toContain('Made-up first stem')
    expect(text).toContain('in the service’s own wording, replaced since.')
    // In the panel, answers do not stand beside words that they were not given to.
    const panel = (await staff.get(`/people/${course}`)).text
    expect(panel).toMatch(/Item 17: 2 .*own wording, replaced since\. All forms/)
    expect(panel).not.toContain('Made-up item 17')
  })

  it('is finished in the words it was begun in, and the next one is in the new ones', async () => {
    const before = hashIn((await browser.get(form())).html)
    await browser.post(`${form()}/draft`, answered(5, before))
    await bring('Made-up second stem')
    const again = await browser.get(form())
    expect(again.text).toContain('Made-up first stem')
    expect(hashIn(again.html)).toBe(before)
    await browser.post(form(), answered(17, before))
    expect(await stored()).toMatchObject([{ wording_hash: before, total: 34 }])
    // As if it had not been sent: a form that nobody has begun is in the words of today.
    await test.owner.query(
      `delete from instrument_response where course_id = $1 and instrument_id = 'spin'`,
      [course],
    )
    expect((await browser.get(form())).text).toContain('Made-up second stem')
  })
})

describe('a form whose words are withdrawn while it is filled in', () => {
  it('is sent as it stands, and both of them are told plainly', async () => {
    const before = hashIn((await browser.get(form())).html)
    await withdraw()
    const sent = await browser.post(form(), answered(17, before))
    expect(sent.location).toBe(`${form()}/taken-back`)
    const page = await browser.get(sent.location ?? '')
    expect(page.text).toContain('That form was taken back')
    expect(page.text).toContain('Your service may no longer show “Being among people (SPIN)”')
    expect(page.text).toContain('The 17 answers you gave are kept. Priya Nair can read what you')
    const [response] = await stored()
    expect(response).toMatchObject({ wording_hash: before, total: 34 })
    const { text } = await staff.get(`/people/${course}/responses/${response.id}`)
    expect(text).toContain('Made-up item 17')
    expect(text).toContain('in the service’s own wording, withdrawn since.')
    expect((await browser.get(form())).location).toBe('/measures')
  })

  it('half-way is kept half-way: no total, and nothing of it lost', async () => {
    const before = hashIn((await browser.get(form())).html)
    await browser.post(`${form()}/draft`, answered(4, before))
    await withdraw()
    // Picked after that, and kept as before.
    const picked = await browser.post(`${form()}/draft`, {
      wording: before,
      item_5: '1',
      send_key: newId(),
    })
    expect(picked.status).toBe(200)
    await browser.post(form(), { wording: before, item_6: '3', send_key: newId() })
    expect(await stored()).toMatchObject([
      {
        total: null,
        answers: { 1: 2, 4: 2, 5: 1, 6: 3 },
        left_items: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
      },
    ])
  })

  it('and left lying is on their page, to be sent or left; staff see that it is there', async () => {
    const before = hashIn((await browser.get(form())).html)
    await browser.post(`${form()}/draft`, answered(4, before))
    await withdraw()
    const { text, html } = await browser.get('/measures')
    expect(text).toContain('You began “Being among people (SPIN)”')
    expect(text).toContain('it cannot be finished here. The 4 answers you gave are kept.')
    expect(text).not.toContain('Made-up item')
    const record = await staff.get(`/people/${course}/responses`)
    expect(record.text).toMatch(
      /SPIN was begun \(last .*, 4 answers\), and its words were withdrawn/,
    )
    const fields = { wording: hashIn(html), send_key: newId() }
    expect((await browser.post(form(), fields)).location).toBe(`${form()}/taken-back`)
    expect(await stored()).toMatchObject([{ wording_hash: before, total: null }])
    expect((await browser.post(form(), fields)).location).toBe('/measures')
    expect(await stored()).toHaveLength(1)
    expect((await browser.get('/measures')).text).not.toContain('You began')
    expect((await staff.get(`/people/${course}/responses`)).text).not.toContain('was begun')
  })

  it('of a form that comes with its words and was switched off again is kept in the same way', async () => {
    const stamp = 'update service set wording_stamp = wording_stamp + 1 where id = $1'
    const check = newId()
    await test.owner.query(
      `insert into licence_check (service_id, id, instrument_id, checked_by, checked_on, seen_at,
         recorded_at) values ($1, $2, 'neq20', 'Ade Okafor', '2026-11-01', 'the paper', $3)`,
      [service, check, test.clock.now()],
    )
    await test.owner.query(stamp, [service])
    test.runtime.services.forget()
    await staff.post(`/people/${course}/measures/requests`, {
      send_key: newId(),
      request_form: 'neq20',
      request_rhythm: 'once',
      request_reason: 'clearer_picture',
    })
    // SPIN fills the day: NEQ-20 is asked on the next, once that one is sent.
    const before = hashIn((await browser.get(form())).html)
    await browser.post(form(), answered(17, before))
    test.clock.set('2026-11-04T09:00:00Z')
    browser = await test.as(patient)
    const neq = formAddress(test, patient, 'neq20')
    expect((await browser.get(neq)).text).toContain('Question 20 of 20')
    await test.owner.query('delete from licence_check where id = $1', [check])
    await test.owner.query(stamp, [service])
    test.runtime.services.forget()
    const fields = { instrument: 'neq20', wording: '', item_1: '0', item_2: '0' }
    const sent = await browser.post(neq, { ...fields, send_key: newId() })
    expect(sent.location).toBe(`${neq}/taken-back`)
    const { rows } = await test.owner.query(
      `select answers, wording_hash from instrument_response
       where course_id = $1 and instrument_id = 'neq20'`,
      [course],
    )
    expect(rows).toEqual([{ answers: { 1: 0, 2: 0 }, wording_hash: null }])
  })

  it('is not taken in words that this service never had', async () => {
    await withdraw()
    const sent = await browser.post(form(), answered(17, 'a'.repeat(64)))
    expect(sent.location).toBe('/measures')
    expect(await stored()).toHaveLength(0)
  })

  it('by a link is kept as well, and the page says no more than it must', async () => {
    await staff.post(`/people/${course}/answer-link`, { send_key: newId() })
    const { rows } = await test.owner.query(
      `select o.body from outbox_mail o join account a on a.service_id = o.service_id
         and a.email = o.recipient where a.id = $1 and o.kind = 'answer_link'`,
      [patient.accountId],
    )
    const link = /\/answer\/[\w-]{43}/.exec(rows[0]?.body ?? '')?.[0] ?? ''
    const nobody = test.stranger()
    const before = hashIn((await nobody.get(`${link}/questions`)).html)
    await withdraw()
    const sent = await nobody.post(`${link}/questions`, answered(17, before))
    expect(sent.text).toContain('That form was taken back')
    expect(sent.text).toContain('What you answered is kept. Your therapist can read')
    expect(sent.text).not.toContain('Priya')
    expect(await stored()).toMatchObject([{ wording_hash: before, total: 34 }])
  })
})
