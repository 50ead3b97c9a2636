import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
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
import { raiseSafetyItem } from './raise-safety-item.ts'

let test: TestApp
let service: string
let therapist: Person
let duty: Person
let patient: Patient
let course: string
let hostCount = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(async () => {
  await test.close()
})

// Monday 2 November 2026, 9 o'clock; each test has a service of its own.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  hostCount += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  service = await aService(test, { slug: `riverside-${hostCount}` })
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  duty = await aMemberOfStaff(test, service, ['duty_clinician'], 'Dina Duty')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
})

async function item9(value: number, previous: number | null = null, sourceId = newId()) {
  const ctx = await test.context(service)
  const seen = await findCourseAsSystem(ctx, course)
  const detail = { instrument: 'phq9', item: 9, atLeast: 1, value, previous }
  return transact(ctx, async (ctx) => {
    ctx.audit('test.sent', sourceId)
    return raiseSafetyItem(ctx, seen, { trigger: 'phq9_item9', sourceId, detail })
  })
}

async function row(id: string) {
  const { rows } = await test.owner.query('select * from safety_item where id = $1', [id])
  return rows[0]
}

async function kinds(id: string): Promise<string[]> {
  const { rows } = await test.owner.query(
    'select kind from safety_event where item_id = $1 order by at, id',
    [id],
  )
  return rows.map((event) => event.kind)
}

describe('a signal', () => {
  it('makes an item that the therapist owns, due four working hours later', async () => {
    const item = await item9(1)
    expect(await row(item.id)).toMatchObject({
      owner_id: therapist.accountId,
      clock_step: 'look',
      due_at: new Date('2026-11-02T13:00:00Z'),
    })
    expect(await kinds(item.id)).toEqual(['raised'])
  })

  it('is one item however often the same source sends it', async () => {
    const source = newId()
    const [one, two] = [await item9(1, null, source), await item9(1, null, source)]
    expect([one.isNew, two.isNew]).toEqual([true, false])
    expect(two.id).toBe(one.id)
    expect(await kinds(one.id)).toEqual(['raised'])
  })

  it('belongs to the duty clinician when the therapist has left', async () => {
    await test.owner.query('update account set disabled_at = now() where id = $1', [
      therapist.accountId,
    ])
    expect((await row((await item9(1)).id)).owner_id).toBe(duty.accountId)
  })

  it('raised on a Friday night still has an owner, and its clock starts on Monday', async () => {
    test.clock.set('2026-11-06T22:00:00Z')
    expect(await row((await item9(2)).id)).toMatchObject({
      owner_id: therapist.accountId,
      due_at: new Date('2026-11-09T12:00:00Z'),
    })
  })

  it('still gets a clock when the settings say that the service never opens', async () => {
    await test.owner.query(`update service set settings = '{"workingDays": []}' where id = $1`, [
      service,
    ])
    expect((await row((await item9(1)).id)).due_at).toEqual(new Date('2026-11-02T13:00:00Z'))
  })

  it('sends its owner a notice that says nothing about anybody', async () => {
    await item9(3)
    const { rows } = await test.owner.query('select * from outbox_mail where service_id = $1', [
      service,
    ])
    expect(rows).toHaveLength(1)
    expect(`${rows[0].subject} ${rows[0].body}`).not.toMatch(/ifeoma|obi|phq|suicid|safety/i)
  })
})
