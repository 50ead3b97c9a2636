import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import type { Person } from '#test/support/people.ts'
import {
  anItem9Answer,
  aSafetyService,
  safetyEventKinds,
  safetyItemRow,
} from '#test/support/safety.ts'

let test: TestApp
let service: string
let therapist: Person
let duty: Person
let course: string

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(async () => {
  await test.close()
})

beforeEach(async () => {
  ;({ service, therapist, duty, course } = await aSafetyService(test))
})

const item9 = (value: number, previous: number | null = null, sourceId = newId()) =>
  anItem9Answer(test, { service, course }, { value, previous, sourceId })
const row = (id: string) => safetyItemRow(test, id)
const kinds = (id: string) => safetyEventKinds(test, id)

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
