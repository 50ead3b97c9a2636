import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

let test: TestApp
let service: string
let therapist: Person
let patient: Patient
let course: string
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
})
afterAll(() => test.close())

beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  browser = await test.as(patient)
})

async function askForHelp(): Promise<string> {
  const sent = await browser.post('/help/alert', { send_key: newId() })
  return sent.location ?? ''
}

async function personRow() {
  const { rows } = await test.owner.query('select * from patient where id = $1', [
    patient.patientId,
  ])
  return rows[0]
}

describe('the number that somebody will be rung on', () => {
  it('is shown to them by its last digits, before they ask and after', async () => {
    const help = await browser.get('/help')
    expect(help.text).toContain('We ring the number that ends in 123')
    expect(help.html).toContain('href="/number?back=%2Fhelp"')
    const signal = await browser.get(await askForHelp())
    expect(signal.text).toContain('We ring the number that ends in 123')
    for (const page of [help, signal]) expect(page.text).not.toContain('07700 900123')
  })

  it('is shown to nobody who has not signed in', async () => {
    expect((await test.stranger().get('/help')).text).not.toContain('the number that ends')
    expect((await test.stranger().get('/number')).status).not.toBe(200)
  })

  it('can be changed: it is on the open item at once, in their details, and the old one beside it', async () => {
    const address = await askForHelp()
    const sent = await browser.post('/number', { phone: '07700 900789', back: address })
    expect(sent.location).toBe(address)
    expect((await browser.get(address)).text).toContain('ends in 789')
    expect((await personRow()).phone).toBe('07700 900789')
    const id = address.split('/').at(-1)
    const item = await (await test.as(therapist)).get(`/people/${course}/safety/${id}`)
    expect(item.text).toContain('They gave a new number')
    expect(item.html).toContain('href="tel:07700900789"')
    expect(item.text).toContain('The number to ring is now 07700 900789 (it was 07700 900123)')
    const { rows } = await test.owner.query(
      `select detail from audit_event where action = 'person.details-changed' and patient_id = $1`,
      [patient.patientId],
    )
    expect(rows).toEqual([{ detail: { fields: 'phone mayLeaveVoicemail' } }])
  })

  it('sent twice is one change, and a closed item stays as it was closed', async () => {
    const closed = await askForHelp()
    await test.owner.query('update safety_item set closed_at = $1', [test.clock.now()])
    const open = await askForHelp()
    const fields = { phone: '07700 900789', back: '/help' }
    await Promise.all([browser.post('/number', fields), browser.post('/number', fields)])
    const { rows } = await test.owner.query(
      `select item_id from safety_event where kind = 'number_changed' and item_id = any($1)`,
      [[closed, open].map((address) => address.split('/').at(-1))],
    )
    expect(rows).toEqual([{ item_id: open.split('/').at(-1) }])
  })

  it('is asked again about messages: what was agreed for the old number does not hold', async () => {
    await test.owner.query('update patient set may_leave_voicemail = true where id = $1', [
      patient.patientId,
    ])
    await browser.post('/number', { phone: '07700 900789', back: '/help' })
    expect((await personRow()).may_leave_voicemail).toBe(false)
    await browser.post('/number', {
      phone: '07700 900789',
      may_leave_voicemail: 'yes',
      back: '/help',
    })
    expect((await personRow()).may_leave_voicemail).toBe(true)
  })

  it('that cannot be one is said beside the field, with what was typed, and nothing is changed', async () => {
    const wrong = await browser.post('/number', { phone: 'my sister’s', back: '//elsewhere.test' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Enter a phone number')
    expect(wrong.html).toContain('my sister’s')
    expect(wrong.html).not.toContain('elsewhere.test')
    expect((await browser.post('/number', { phone: ' ' })).status).toBe(422)
    expect((await personRow()).phone).toBe('07700 900123')
  })

  it('stands in their account, with whom else their team would ring', async () => {
    const page = await browser.get('/account')
    expect(page.text).toContain('07700 900123, no message is left')
    expect(page.text).toContain('Chidi, 07700 900456')
    expect(page.text).toContain('My number has changed')
    const staff = await (await test.as(therapist)).get('/account')
    expect(staff.text).not.toContain('How your team reaches you')
  })
})
