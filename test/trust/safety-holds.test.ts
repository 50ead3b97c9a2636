import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { escalateOverdue } from '#features/risk/index.ts'
import { newId } from '#platform/ids.ts'
import { asSystem } from '#platform/runtime.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { formAddress } from '#test/support/forms.ts'
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
})
afterAll(() => test.close())
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  const slug = `s-${newId().slice(-12)}`
  service = await aService(test, { slug, host: 'handrail.test' })
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  duty = await aMemberOfStaff(test, service, ['duty_clinician'], 'Dina Duty')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  own = await test.as(patient)
  return () => test.owner.query(`update service set host = null where id = $1`, [service])
})

async function rows(table: string) {
  const found = await test.owner.query(`select * from ${table} where service_id = $1`, [service])
  return found.rows
}

const form = (value: number, item9: number) =>
  Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [
      `item_${index + 1}`,
      String(index === 8 ? item9 : value),
    ]),
  )

const formOf = (instrumentId: string) => formAddress(test, patient, instrumentId)
const at = () => test.clock.now().toISOString()

describe('a signal', () => {
  it('is not swallowed by the answer before it, sent from the same page', async () => {
    const { location } = await own.post('/help/alert', { send_key: newId() })
    const send_key = newId()
    await own.post(location ?? '', { answer: 'safe_for_now', send_key })
    await own.post(location ?? '', { answer: 'need_help_now', send_key })
    await own.post(location ?? '', { answer: 'need_help_now', send_key })
    const triggers = (await rows('safety_item')).map(({ trigger }) => trigger).sort()
    expect(triggers).toEqual(['help_button', 'patient_need_help'])
  })

  it('that grows after it was read is to be read anew', async () => {
    const started_at = at()
    await own.post(`${formOf('phq9')}/draft`, { started_at, item_9: '1' })
    const [item] = await rows('safety_item')
    const staff = await test.as(therapist)
    await staff.post(`/people/${course}/safety/${item.id}/looks`)
    await own.post(`${formOf('phq9')}/draft`, { started_at, item_9: '3' })
    const unread = (await rows('safety_item')).filter(({ looked_at }) => looked_at === null)
    expect(unread.map(({ detail }) => detail.value)).toEqual([3])
    await own.post(`${formOf('phq9')}/draft`, { started_at, item_9: '3' })
    expect(await rows('safety_item')).toHaveLength(2)
  })

  it.each(['paused', 'ended'])(
    'from a page left open counts when treatment is %s meanwhile',
    async (state) => {
      await own.post(formOf('phq9'), { ...form(1, 1), started_at: at(), send_key: newId() })
      await own.post(formOf('gad7'), { ...form(0, 0), started_at: at(), send_key: newId() })
      await test.owner.query('update safety_item set closed_at = $2 where service_id = $1', [
        service,
        test.clock.now(),
      ])
      test.clock.advance({ days: 14 })
      own = await test.as(patient)
      const opened = at()
      await test.owner.query(
        `update course set state = $2, ended_at = case when $2 = 'ended' then $3::timestamptz end where id = $1`,
        [course, state, test.clock.now()],
      )
      await own.post(formOf('phq9'), { ...form(1, 1), started_at: opened, send_key: newId() })
      const open = (await rows('safety_item')).filter(({ closed_at }) => closed_at === null)
      expect(open).toHaveLength(1)
      expect(open[0].owner_id).toBe(therapist.accountId)
    },
  )

  it.each(['paused', 'ended'])(
    'reaches the duty list from somebody whose treatment is %s',
    async (state) => {
      await test.owner.query(
        `update course set state = $2, ended_at = case when $2 = 'ended' then $3::timestamptz end where id = $1`,
        [course, state, test.clock.now()],
      )
      expect((await own.get('/help')).text).toContain('Ask my team to ring me')
      const { location } = await own.post('/help/alert', { send_key: newId() })
      expect((await own.get(location ?? '')).status).toBe(200)
      expect((await (await test.as(duty)).get('/duty')).html).toContain(location?.split('/').at(-1))
    },
  )
})

describe('an owner', () => {
  it('is never somebody whose role no longer opens the record', async () => {
    await test.owner.query('delete from account_role where account_id = $1', [therapist.accountId])
    await own.post('/help/alert', { send_key: newId() })
    expect((await rows('safety_item'))[0].owner_id).toBe(duty.accountId)
  })

  it('who loses the role is replaced when the clock runs out', async () => {
    await own.post('/help/alert', { send_key: newId() })
    await test.owner.query('delete from account_role where account_id = $1', [therapist.accountId])
    test.clock.advance({ hours: 2 })
    const entry = await test.runtime.services.byId(service)
    if (!entry) throw new Error('no such service')
    await asSystem(test.runtime, entry, escalateOverdue)
    expect((await rows('safety_item'))[0].owner_id).toBe(duty.accountId)
  })
})

describe('words', () => {
  it('sent with a key that was used are a message of their own, and the same words are not', async () => {
    const send_key = newId()
    for (const body of ['First.', 'First.', 'Something else.', 'Something else.'])
      await own.post('/messages', { body, send_key })
    expect((await rows('message')).map(({ body }) => body).sort()).toEqual([
      'First.',
      'Something else.',
    ])
  })

  it('of a second safety note from the same page are kept', async () => {
    const { location } = await own.post('/help/alert', { send_key: newId() })
    const address = `/people/${course}/safety/${location?.split('/').at(-1)}/notes`
    const staff = await test.as(therapist)
    const send_key = newId()
    for (const note of ['One', 'One', 'Two']) await staff.post(address, { note, send_key })
    const notes = (await rows('safety_event')).flatMap(({ kind, note }) =>
      kind === 'note' ? [note] : [],
    )
    expect(notes.sort()).toEqual(['One', 'Two'])
  })

  it('that were typed when the session had ended are kept, also by a browser that names only the origin', async () => {
    await test.owner.query('update session set expires_at = signed_in_at where service_id = $1', [
      service,
    ])
    const typed = { body: 'Half an hour of writing.', send_key: newId() }
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://handrail.test' },
    ] as Record<string, string>[]) {
      const body = new URLSearchParams({ csrf: own.csrfToken, ...typed }).toString()
      const page = await own.send('POST', '/messages', body, {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      })
      expect(page.status).toBe(401)
      expect(page.html.includes('Half an hour of writing.')).toBe(true)
    }
  })

  it('that a refusal cannot save are on its page, to be copied', async () => {
    const staff = await test.as(therapist)
    const page = await staff.post(`/people/${course}/safety/${newId()}/notes`, {
      note: 'She said <b>that</b> twice.',
      send_key: newId(),
    })
    expect(page.status).toBe(404)
    expect(page.html).toContain('She said &lt;b&gt;that&lt;/b&gt; twice.')
  })
})
