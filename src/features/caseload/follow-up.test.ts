import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
let therapist: Person
let supervisor: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  const service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  supervisor = await aSupervisorOf(test, therapist)
})
afterAll(() => test.close())

/** Ended in September with a PHQ-9 of 5; at the follow-up it is 13, a Monday morning later. */
beforeEach(async () => {
  test.clock.set('2026-09-22T09:00:00Z')
  await test.owner.query(
    "update course set state = 'ended', ended_at = now() where state <> 'ended'",
  )
  await test.owner.query('delete from module_event')
  await test.owner.query('delete from instrument_response')
  patient = await aPatient(test, therapist.serviceId)
  course = await aCourse(test, patient, therapist, { state: 'ended' })
  await aForm(5, '2026-09-20T09:00:00Z')
  await aMessage('2026-09-22T08:50:00Z')
  test.clock.set('2026-10-26T10:00:00Z')
})

const insert = (sql: string, ...values: unknown[]) => test.owner.query(sql, values)
const aForm = (total: number | null, at: string, instrumentId = 'phq9') =>
  insert(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, $4, 1, 'x', '{}', $5, $6, $7, $2)`,
    patient.serviceId,
    newId(),
    course,
    instrumentId,
    total,
    patient.accountId,
    at,
  )
const finished = (moduleId: string, at: string) =>
  insert(
    `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
     values ($1, $2, $3, $4, 'submitted', $5, $6)`,
    patient.serviceId,
    newId(),
    course,
    moduleId,
    at,
    patient.accountId,
  )
const aMessage = (at: string) =>
  insert(
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at,
       send_key) values ($1, $2, $3, $4, false, 'message', 'words', $5, $2)`,
    patient.serviceId,
    newId(),
    course,
    therapist.accountId,
    at,
  )
const aCall = (outcome: string) =>
  insert(
    `insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at,
       minutes, recorded_at, recorded_by, send_key)
     values ($1, $2, $3, 'telephone', 'follow_up', $4, $5, 10, $5, $6, $2)`,
    patient.serviceId,
    newId(),
    course,
    outcome,
    test.clock.now(),
    therapist.accountId,
  )
const list = async () => (await (await test.as(therapist)).get('/people')).text
const aFollowUp = async () => {
  await finished('dep.f1', '2026-10-26T09:00:00Z')
  await aForm(13, '2026-10-26T09:10:00Z')
}

describe('a follow-up', () => {
  it('brings somebody back to the list, with the scores and by when to answer', async () => {
    expect(await list()).toContain('My people (0)')
    await aFollowUp()
    const page = await list()
    expect(page).toContain('Waiting for your answer (1)')
    expect(page).toContain('Follow-up done; PHQ-9 13, 8 above the end')
    expect(page).toContain('answer due tomorrow 09:00')
    expect(page).toContain(
      'PHQ-9 13 after the end is in the clinical range and reliably worse than at the end (5)',
    )
    expect(page).toContain('Think of a module again as a booster')
  })

  it('that went well asks for an answer and for nothing else', async () => {
    await finished('dep.f1', '2026-10-26T09:00:00Z')
    await aForm(4, '2026-10-26T09:10:00Z')
    const page = await list()
    expect(page).toContain('Follow-up done; PHQ-9 4, 1 below the end')
    expect(page).not.toContain('For review')
  })

  it('of forms alone is seen, and a form that shows no relapse is not one', async () => {
    await aForm(null, '2026-10-26T09:00:00Z', 'peq_treatment')
    expect(await list()).toContain('My people (0)')
    await aForm(9, '2026-10-26T09:10:00Z')
    expect(await list()).toContain('Forms done after the end; PHQ-9 9, 4 above the end')
  })

  it('leaves the list with an answer, and comes back with what is newer', async () => {
    await aFollowUp()
    await aMessage('2026-10-26T09:30:00Z')
    expect(await list()).toContain('My people (0)')
    await finished('dep.f2', '2026-10-26T09:40:00Z')
    expect(await list()).toContain('Follow-up done')
  })

  it('is answered by a call that was held, and by no other', async () => {
    await aFollowUp()
    await aCall('no_answer')
    expect(await list()).toContain('Follow-up done')
    await aCall('attended')
    expect(await list()).toContain('My people (0)')
  })

  it('is late for the supervisor once the promised time is over, and no sooner', async () => {
    await aFollowUp()
    const seen = async () => (await (await test.as(supervisor)).get('/supervision')).text
    expect(await seen()).not.toContain('Waiting longer than promised')
    test.clock.set('2026-10-27T09:30:00Z')
    const late = await seen()
    expect(late).toContain('Waiting longer than promised (1)')
    expect(late).toContain('Follow-up done; PHQ-9 13, 8 above the end')
  })
})
