import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engagementOf } from '#features/reminders/index.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import type { StaffActor } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { readPeople } from './people.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let course: string
let services = 0
const day = 86_400_000

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  test.clock.set('2026-11-24T14:00:00Z')
  services += 1
  serviceId = await aService(test, { slug: `riverside-${services}`, host: `s${services}.test` })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  course = await aCourse(test, patient, therapist, { week: 4 })
})

const daysAgo = (days: number) => new Date(test.clock.now().getTime() - days * day)
const insert = (sql: string, ...values: unknown[]) => test.owner.query(sql, values)

async function aMessage(fromPatient: boolean, at: Date): Promise<string> {
  const id = newId()
  await insert(
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at,
       send_key) values ($1, $2, $3, $4, $5, $6, 'words', $7, $8)`,
    serviceId,
    id,
    course,
    fromPatient ? patient.accountId : therapist.accountId,
    fromPatient,
    fromPatient ? 'message' : 'review',
    at,
    newId(),
  )
  return id
}

/** Every way of being there, each so many days ago. */
const activities: Record<string, (at: Date) => Promise<unknown>> = {
  'reads a page': (at) =>
    insert(
      `insert into page_visit (service_id, course_id, module_id, section_id, first_at, last_at)
       values ($1, $2, 'dep.m1', 's', $3, $3)`,
      serviceId,
      course,
      at,
    ),
  'writes something': (at) =>
    insert(
      `insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, content,
         status, version, created_at, updated_at)
       values ($1, $2, $3, 'common.goal', 1, '{}', 'done', 1, $4, $4)`,
      serviceId,
      newId(),
      course,
      at,
    ),
  'answers a form': (at) =>
    insert(
      `insert into instrument_response (service_id, id, course_id, instrument_id,
         instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
       values ($1, $2, $3, 'phq9', 2, 'h', '{}', 9, $4, $5, $6)`,
      serviceId,
      newId(),
      course,
      patient.accountId,
      at,
      newId(),
    ),
  'sends a message': (at) => aMessage(true, at),
  'reads a review': async (at) => {
    const id = await aMessage(false, daysAgo(20))
    await insert(
      'insert into message_receipt values ($1, $2, $3, $4)',
      serviceId,
      id,
      patient.accountId,
      at,
    )
  },
  practises: async (at) => {
    const id = newId()
    await insert(
      `insert into practice_task (service_id, id, course_id, origin, title, set_at, set_by)
       values ($1, $2, $3, 'therapist', 'Ring Ada', $4, $5)`,
      serviceId,
      id,
      course,
      daysAgo(20),
      therapist.accountId,
    )
    await insert(
      `insert into practice_event (service_id, id, task_id, kind, at, by, send_key)
       values ($1, $2, $3, 'did', $4, $5, $6)`,
      serviceId,
      newId(),
      id,
      at,
      patient.accountId,
      newId(),
    )
  },
  'speaks on a call': (at) =>
    insert(
      `insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at,
         minutes, recorded_at, recorded_by, send_key)
       values ($1, $2, $3, 'telephone', 'review', 'attended', $4, 20, $4, $5, $6)`,
      serviceId,
      newId(),
      course,
      at,
      therapist.accountId,
      newId(),
    ),
}

const actor = (): StaffActor => ({
  kind: 'staff',
  id: therapist.accountId,
  name: 'Priya Nair',
  jobTitle: null,
  roles: new Set(['therapist']),
})

async function inTheQueue() {
  const ctx = await test.context(serviceId, actor())
  const [person] = await readPeople(ctx, 'mine')
  await ctx.platform.transaction.rollback()
  return person
}

async function byTheProtocol() {
  const ctx = await test.context(serviceId)
  const state = await engagementOf(ctx, await findCourseAsSystem(ctx, course))
  await ctx.platform.transaction.rollback()
  return state
}

describe('the queue and the protocol for silence', () => {
  it.each(Object.keys(activities))('agree on how long it is since somebody %s', async (name) => {
    await activities[name]?.(daysAgo(8))
    const [person, state] = [await inTheQueue(), await byTheProtocol()]
    expect(person?.row.lastActionAt).toBe(daysAgo(8).getTime())
    expect(state?.daysSilent).toBe(8)
    expect(state?.current?.actionId).toBe('therapist_message')
    // A call was also contact with them: somebody has done what this step asks.
    const asked = person?.silence?.step.actionId ?? null
    expect(asked).toBe('therapist_message')
    expect(person?.silence?.days).toBe(8)
  })

  it('agree that nothing at all counts from the start of treatment', async () => {
    const [person, state] = [await inTheQueue(), await byTheProtocol()]
    expect(state?.daysSilent).toBe(21)
    expect(person?.silence?.days).toBe(21)
    expect(person?.silence?.step.actionId).toBe(state?.current?.actionId)
  })

  it('agree that a halved protocol comes sooner', async () => {
    await activities['reads a page']?.(daysAgo(5))
    expect((await inTheQueue())?.silence).toBeNull()
    await insert(
      `insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, detail,
         raised_at, raised_by, owner_id, clock_step, due_at)
       values ($1, $2, $3, $4, 'help_button', $2, '{}', $5, $6, $7, 'look', $5)`,
      serviceId,
      newId(),
      course,
      patient.patientId,
      daysAgo(6),
      patient.accountId,
      therapist.accountId,
    )
    const [person, state] = [await inTheQueue(), await byTheProtocol()]
    expect(state?.isHalved).toBe(true)
    expect(person?.silence?.isHalved).toBe(true)
    expect(person?.silence?.step.actionId).toBe(state?.current?.actionId)
  })
})
