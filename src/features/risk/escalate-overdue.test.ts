import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
  aSupervisorOf,
  type Person,
} from '#test/support/people.ts'
import { escalateOverdue } from './escalate-overdue.ts'
import { raiseSafetyItem } from './raise-safety-item.ts'

let test: TestApp
let service: string
let therapist: Person
let duty: Person
let supervisor: Person
let course: string

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  duty = await aMemberOfStaff(test, service, ['duty_clinician'], 'Dina Duty')
  supervisor = await aSupervisorOf(test, therapist)
  course = await aCourse(test, await aPatient(test, service), therapist)
})
afterAll(async () => {
  await test.close()
})

beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  await test.owner.query('truncate safety_item, safety_event, outbox_mail')
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

async function told(): Promise<string[]> {
  const { rows } = await test.owner.query(
    `select detail->>'to' as who from safety_event where kind = 'escalated' order by at, id`,
  )
  return rows.map((event) => event.who)
}

async function mailTo(person: Person): Promise<number> {
  const { rows } = await test.owner.query('select 1 from outbox_mail where recipient = $1', [
    `${person.accountId}@example.org`,
  ])
  return rows.length
}

describe('the watchdog', () => {
  it('keeps its step when nobody can be told, and tells who gives roles', async () => {
    const administrator = await aMemberOfStaff(test, service, ['administrator'])
    await raise()
    test.clock.advance({ minutes: 60 })
    const staff = [therapist, duty, supervisor].map(({ accountId }) => accountId)
    await test.owner.query('update account set disabled_at = now() where id = any($1)', [staff])
    await watch()
    await watch()
    expect(await told()).toEqual([])
    expect(await mailTo(administrator)).toBe(1)
    await test.owner.query('update account set disabled_at = null where id = any($1)', [staff])
    await watch()
    expect(await told()).toEqual(['duty_clinician'])
    expect(await mailTo(duty)).toBe(1)
  })

  it('keeps the times that the service has set', async () => {
    const setTo = async (settings: object) => {
      await test.owner.query('update service set settings = $2 where id = $1', [
        service,
        JSON.stringify(settings),
      ])
      test.runtime.services.forget()
    }
    const times = {
      safetyLookMinutes: { help_button: 20 },
      safetyDutyMinutes: 10,
      safetyRepeatHours: 2,
    }
    await setTo(times)
    await raise()
    test.clock.advance({ minutes: 19 })
    await watch()
    expect(await told()).toEqual([])
    test.clock.advance({ minutes: 1 })
    await watch()
    expect(await told()).toEqual(['duty_clinician'])
    test.clock.advance({ minutes: 9 })
    await watch()
    expect(await told()).toEqual(['duty_clinician'])
    test.clock.advance({ minutes: 1 })
    await watch()
    expect(await told()).toEqual(['duty_clinician', 'supervisor'])
    test.clock.advance({ hours: 2 })
    await watch()
    expect(await told()).toHaveLength(3)
    await setTo({})
  })

  it('tells everybody again each day, and the service lead, until somebody acts', async () => {
    const serviceLead = await aMemberOfStaff(test, service, ['service_lead'], 'Sam Lead')
    const id = await raise()
    test.clock.advance({ minutes: 60 })
    await watch()
    test.clock.advance({ minutes: 30 })
    await watch()
    test.clock.advance({ hours: 23 })
    await watch()
    expect(await told()).toEqual(['duty_clinician', 'supervisor'])
    expect(await mailTo(serviceLead)).toBe(0)
    for (const day of [1, 2]) {
      test.clock.advance({ days: 1 })
      await Promise.all([watch(), watch()])
      await watch()
      expect(await mailTo(serviceLead)).toBe(day)
      expect([await mailTo(duty), await mailTo(supervisor)]).toEqual([1 + day, 1 + day])
    }
    expect(await told()).toHaveLength(4)
    const mails = await test.owner.query(
      `select subject || ' ' || body as words from outbox_mail where kind = 'staff_item_late'`,
    )
    expect(mails.rows[0].words).not.toMatch(/ifeoma|obi|safety|suicid|risk/i)
    await test.owner.query('update safety_item set closed_at = $2 where id = $1', [
      id,
      test.clock.now(),
    ])
    test.clock.advance({ days: 2 })
    await watch()
    expect(await mailTo(serviceLead)).toBe(2)
  })

  it('tells the duty clinician when a clock ends, then the supervisor, once', async () => {
    await raise()
    await watch()
    expect(await told()).toEqual([])
    test.clock.advance({ minutes: 60 })
    await watch()
    await watch()
    expect(await told()).toEqual(['duty_clinician'])
    test.clock.advance({ minutes: 30 })
    await watch()
    test.clock.advance({ hours: 12 })
    await watch()
    expect(await told()).toEqual(['duty_clinician', 'supervisor'])
    expect([await mailTo(therapist), await mailTo(duty), await mailTo(supervisor)]).toEqual([
      1, 1, 1,
    ])
  })

  it('never doubles, however many watch at once', async () => {
    for (let count = 0; count < 5; count += 1) await raise()
    test.clock.advance({ minutes: 61 })
    const runs = await Promise.all([watch(), watch(), watch(), watch()])
    expect(runs.reduce((sum, run) => sum + run.escalated, 0)).toBe(5)
    expect(await told()).toHaveLength(5)
    expect(await mailTo(duty)).toBe(5)
  })

  it('after a day of being down tells the first, and gives them their time', async () => {
    await raise()
    test.clock.advance({ days: 1 })
    await Promise.all([watch(), watch()])
    await watch()
    expect(await told()).toEqual(['duty_clinician'])
  })

  it('gives an item that nobody owns to whoever is told', async () => {
    const id = await raise()
    await test.owner.query('update account set disabled_at = now() where id = $1', [
      therapist.accountId,
    ])
    test.clock.advance({ hours: 2 })
    await watch()
    const { rows } = await test.owner.query('select * from safety_item where id = $1', [id])
    expect(rows[0].owner_id).toBe(duty.accountId)
    await test.owner.query('update account set disabled_at = null')
  })

  it('leaves closed items alone, writes nothing when nothing is due, and beats', async () => {
    const id = await raise()
    await test.owner.query('update safety_item set closed_at = $2 where id = $1', [
      id,
      test.clock.now(),
    ])
    test.clock.advance({ hours: 3 })
    const audits = async () => (await test.owner.query('select 1 from audit_event')).rows.length
    const before = await audits()
    await watch()
    expect(await told()).toEqual([])
    expect(await audits()).toBe(before)
    const { rows } = await test.owner.query(
      `select at from watchdog_beat where watchdog = 'safety'`,
    )
    expect(rows).toHaveLength(1)
  })
})
