import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let supervisor: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  const service = await aService(test)
  const therapist = await aMemberOfStaff(test, service, ['therapist'])
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist, { week: 4 })
  supervisor = await aSupervisorOf(test, therapist)
})
afterAll(() => test.close())
beforeEach(() => test.clock.set('2026-11-04T12:00:00Z'))

it('a supervisor sees who has waited longer for an answer than was promised, and no one sooner', async () => {
  const sentAt = new Date('2026-11-04T10:00:00Z')
  await test.owner.query(
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at,
       send_key) values ($1, $2, $3, $4, true, 'message', 'Are you there?', $5, $6)`,
    [patient.serviceId, newId(), course, patient.accountId, sentAt, newId()],
  )
  const list = async () => (await (await test.as(supervisor)).get('/supervision')).text
  expect(await list()).not.toContain('Waiting longer than promised')
  // One working day is promised: the hour at which it came, the day after.
  test.clock.set('2026-11-05T10:05:00Z')
  const late = await list()
  expect(late).toContain('Waiting longer than promised (1)')
  expect(late).toContain('late: ')
  expect(late).toContain('Wrote to their therapist')
})
