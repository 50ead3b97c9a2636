import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { escalateOverdue } from '#features/risk/escalate-overdue.ts'
import { raiseSafetyItem } from '#features/risk/raise-safety-item.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { asSystem } from '#platform/runtime.ts'
import { transact } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
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
let lead: Person
let patient: Patient
let course: string
let serviceCount = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

// A service with no duty clinician, and a supervisor whom nobody has linked to the therapist.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  serviceCount += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  service = await aService(test, { slug: `small-${serviceCount}` })
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  lead = await aMemberOfStaff(test, service, ['supervisor'], 'Lena Lead')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
})

async function raise(): Promise<string> {
  const ctx = await test.context(service)
  const seen = await findCourseAsSystem(ctx, course)
  const signal = { trigger: 'help_button', sourceId: newId(), detail: {} }
  return (await transact(ctx, (ctx) => raiseSafetyItem(ctx, seen, signal))).id
}

async function watch() {
  const entry = await test.runtime.services.byId(service)
  if (!entry) throw new Error('no such service')
  return asSystem(test.runtime, entry, escalateOverdue)
}

async function leaves(person: Person) {
  await test.owner.query('update account set disabled_at = now() where id = $1', [person.accountId])
}

async function handledBy(person: Person, itemId: string) {
  const browser = await test.as(person)
  expect((await browser.get('/duty')).text).toContain('Ifeoma Obi')
  const address = `/people/${course}/safety/${itemId}`
  expect((await browser.get(address)).text).toContain('07700 900123')
  expect((await browser.get(`/people/${course}`)).status).toBe(200)
  const act = (name: string, fields: Record<string, string>) =>
    browser.post(`${address}/${name}`, { send_key: newId(), ...fields })
  expect((await act('calls', { outcome: 'spoke' })).status).toBe(303)
  const closing = { decision: 'contact_made_continue', note: 'We talked' }
  expect((await act('closing', closing)).status).toBe(303)
  return browser
}

describe('whoever is called to a safety item', () => {
  it('can open, read and close it: the therapist has left, nobody is on duty, the lead is told', async () => {
    await leaves(therapist)
    const id = await raise()
    test.clock.advance({ hours: 2 })
    await watch()
    const { rows } = await test.owner.query('select owner_id from safety_item where id = $1', [id])
    expect(rows[0].owner_id).toBe(lead.accountId)
    const browser = await handledBy(lead, id)
    expect((await browser.get('/duty')).text).toContain('Closed: Talked')
  })

  it('can do so without owning it, when they were told because its clock ran out', async () => {
    const id = await raise()
    const before = await (await test.as(lead)).get(`/people/${course}/safety/${id}`)
    expect(before.status).toBe(404)
    test.clock.advance({ hours: 2 })
    await watch()
    await handledBy(lead, id)
  })

  it('reads the record for 7 days after it was closed, and no longer', async () => {
    await leaves(therapist)
    await handledBy(lead, await raise())
    const record = async () => (await (await test.as(lead)).get(`/people/${course}`)).status
    test.clock.advance({ days: 6 })
    expect(await record()).toBe(200)
    test.clock.advance({ days: 2 })
    expect(await record()).toBe(404)
    expect((await (await test.as(lead)).get('/duty')).text).not.toContain('Ifeoma Obi')
  })

  it('is nobody else: a supervisor who was not told finds nothing', async () => {
    const other = await aMemberOfStaff(test, service, ['supervisor'], 'Other Supervisor')
    await test.owner.query('update service set settings = $2 where id = $1', [
      service,
      JSON.stringify({ leadSupervisorId: lead.accountId }),
    ])
    test.runtime.services.forget()
    const id = await raise()
    test.clock.advance({ hours: 2 })
    await watch()
    const browser = await test.as(other)
    expect((await browser.get(`/people/${course}/safety/${id}`)).status).toBe(404)
    expect((await browser.get('/duty')).text).not.toContain('Ifeoma Obi')
  })
})
