import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { escalateOverdue } from '#features/risk/index.ts'
import { newId } from '#platform/ids.ts'
import { asSystem } from '#platform/runtime.ts'
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
let duty: Person
let patient: Patient
let course: string
let own: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  duty = await aMemberOfStaff(test, service, ['duty_clinician'], 'Dina Duty')
})
afterAll(() => test.close())
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  own = await test.as(patient)
})

async function press(send_key = newId()): Promise<string> {
  const sent = await own.post('/help/alert', { send_key })
  expect(sent.status).toBe(303)
  return sent.location ?? ''
}

async function items() {
  const { rows } = await test.owner.query(
    'select * from safety_item where course_id = $1 order by raised_at, id',
    [course],
  )
  return rows
}

async function history(itemId: string): Promise<string[]> {
  const page = await (await test.as(therapist)).get(`/people/${course}/safety/${itemId}`)
  return page.text.match(/Pressed again/g) ?? []
}

async function act(what: string, fields: Record<string, string> = {}): Promise<void> {
  const [item] = await items()
  const staff = await test.as(therapist)
  const sent = await staff.post(`/people/${course}/safety/${item.id}/${what}`, {
    send_key: newId(),
    ...fields,
  })
  expect(sent.status).toBe(303)
}

async function mails(person: Person): Promise<number> {
  const { rows } = await test.owner.query('select 1 from outbox_mail where recipient = $1', [
    `${person.accountId}@example.org`,
  ])
  return rows.length
}

describe('"ask my team to ring me", pressed again before anybody rang', () => {
  it('is one item with a line for each press, the same page, and a clock that stays', async () => {
    const first = await press()
    const [before] = await items()
    const shown = (await own.get(first)).text
    for (const minutes of [1, 1, 1]) {
      test.clock.advance({ minutes })
      expect(await press()).toBe(first)
    }
    const [item, ...others] = await items()
    expect(others).toEqual([])
    expect(item.due_at).toEqual(before.due_at)
    expect(item.detail.pressedAgain).toEqual({ times: 3, lastAt: '2026-11-02T09:03:00.000Z' })
    expect((await own.get(first)).text).toBe(shown)
    const { rows } = await test.owner.query(
      `select action from audit_event where subject_id = $1 and action like 'safety-item.pressed%'`,
      [item.id],
    )
    expect(rows).toHaveLength(3)
  })

  it('is said on the item, on the duty list and in the queue, and told to the owner once in ten minutes', async () => {
    await press()
    expect(await mails(therapist)).toBe(1)
    for (const minutes of [5, 1]) {
      test.clock.advance({ minutes })
      await press()
    }
    expect(await mails(therapist)).toBe(2)
    const [item] = await items()
    const staff = await test.as(therapist)
    const page = await staff.get(`/people/${course}/safety/${item.id}`)
    expect(page.text).toMatch(/Pressed again 2 times, last .*09:06/)
    expect(await history(item.id)).toHaveLength(3)
    expect((await staff.get('/people')).text).toContain(
      'Asked for contact from the help page: pressed again 2 times, last today 09:06',
    )
    const list = await (await test.as(duty)).get('/duty')
    expect(list.text).toMatch(/pressed again 2 times, last .*09:06/)
  })

  it('sent twice is one line, also at once', async () => {
    await press()
    const send_key = newId()
    await Promise.all([press(send_key), press(send_key)])
    await press(send_key)
    expect(await items()).toHaveLength(1)
    expect((await items())[0].detail.pressedAgain.times).toBe(1)
  })

  it('presses that come at once are all kept', async () => {
    await press()
    await Promise.all(Array.from({ length: 6 }, () => press()))
    expect(await items()).toHaveLength(1)
    expect((await items())[0].detail.pressedAgain.times).toBe(6)
    expect(await history((await items())[0].id)).toHaveLength(7)
  })

  it('on an item that was read makes its clock sooner, never later', async () => {
    await press()
    await act('looks')
    expect((await items())[0].due_at).toEqual(new Date('2026-11-02T13:00:00Z'))
    test.clock.advance({ minutes: 20 })
    await press()
    expect((await items())[0].due_at).toEqual(new Date('2026-11-02T10:20:00Z'))
    test.clock.advance({ minutes: 20 })
    await press()
    expect((await items())[0].due_at).toEqual(new Date('2026-11-02T10:20:00Z'))
    expect(await items()).toHaveLength(1)
  })

  it('asks "are you safe right now?" again after they answered it', async () => {
    const address = await press()
    await own.post(address, { answer: 'safe_for_now', send_key: newId() })
    expect((await own.get(address)).text).toContain('Thank you for telling the truth')
    test.clock.advance({ minutes: 5 })
    expect(await press()).toBe(address)
    expect((await own.get(address)).text).toContain('Are you safe right now?')
    expect((await own.get('/')).html).toContain(address)
  })

  it('goes to somebody who can open it when the owner no longer works here', async () => {
    await press()
    await test.owner.query('update account set disabled_at = now() where id = $1', [
      therapist.accountId,
    ])
    const told = await mails(duty)
    await press()
    expect((await items())[0].owner_id).toBe(duty.accountId)
    expect(await mails(duty)).toBe(told + 1)
  })
})

describe('a press is an item of its own', () => {
  it.each(['no_answer', 'wrong_number', 'spoke'])('after a call: %s', async (outcome) => {
    await press()
    await act('calls', { outcome })
    test.clock.advance({ minutes: 5 })
    await press()
    const [, second] = await items()
    expect(second).toMatchObject({
      clock_step: 'look',
      due_at: new Date('2026-11-02T10:05:00Z'),
      detail: {},
    })
  })

  it('once somebody was told that the last one is late, so that its steps begin anew', async () => {
    await press()
    test.clock.advance({ minutes: 61 })
    const entry = await test.runtime.services.byId(service)
    if (!entry) throw new Error('no such service')
    await asSystem(test.runtime, entry, escalateOverdue)
    own = await test.as(patient)
    await press()
    await press()
    const found = await items()
    expect(found).toHaveLength(2)
    expect(found[1]).toMatchObject({ escalation: 0, detail: { pressedAgain: { times: 1 } } })
  })

  it('after the last one was closed, also from the page that raised it', async () => {
    const key = newId()
    await press(key)
    await test.owner.query('update safety_item set closed_at = $2 where course_id = $1', [
      course,
      test.clock.now(),
    ])
    await press(key)
    await press(key)
    const found = await items()
    expect(found.map(({ closed_at }) => closed_at === null)).toEqual([false, true])
    expect(found[1].detail.pressedAgain.times).toBe(1)
  })

  it('is nobody else’s', async () => {
    await press()
    const other = await aPatient(test, service, { given: 'Dean', family: 'Ward' })
    await aCourse(test, other, therapist)
    const sent = await (await test.as(other)).post('/help/alert', { send_key: newId() })
    expect((await items()).map(({ id }) => `/safety/${id}`)).not.toContain(sent.location)
    expect((await items())[0].detail).toEqual({})
  })
})

describe('"I need help now", said again before anybody rang', () => {
  const say = (address: string, answer: string) =>
    own.post(address, { answer, send_key: newId() }).then(({ status }) => expect(status).toBe(303))

  it('is one item beside the first, with every press on it, and 999 each time', async () => {
    const address = await press()
    for (const _ of [1, 2, 3]) {
      await say(address, 'need_help_now')
      expect((await own.get(address)).text).toContain('Call 999 now')
      test.clock.advance({ minutes: 1 })
    }
    const found = await items()
    expect(found.map(({ trigger }) => trigger)).toEqual(['help_button', 'patient_need_help'])
    expect(found[1]).toMatchObject({
      due_at: new Date('2026-11-02T09:30:00Z'),
      detail: { answer: 'need_help_now', pressedAgain: { times: 2 } },
    })
    const page = await (await test.as(therapist)).get(`/people/${course}/safety/${found[1].id}`)
    expect(page.text.match(/Pressed again: "[^"]*help now/g)).toHaveLength(2)
  })

  it('is other news when somebody else is in danger', async () => {
    const address = await press()
    await say(address, 'need_help_now')
    await say(address, 'someone_else')
    await say(address, 'someone_else')
    const [, ...calls] = await items()
    expect(calls.map(({ detail }) => [detail.answer, detail.pressedAgain?.times])).toEqual([
      ['need_help_now', undefined],
      ['someone_else', 1],
    ])
  })
})
