import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { linksOf } from '#features/notices/index.ts'
import { remindOfForms } from '#features/reminders/remind-of-forms.ts'
import { newId } from '#platform/ids.ts'
import type { LogFields } from '#platform/log.ts'
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
let patient: Patient
let course: string
let nobody: Browser
let staff: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test, { host: 'handrail.test' })
  therapist = await aMemberOfStaff(test, service, ['therapist'])
})
afterAll(async () => {
  await test.close()
})
// Week 1, Monday: PHQ-9 and GAD-7 are asked at once, as a baseline.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  await test.owner.query(`update service set settings = '{}'`)
  test.runtime.services.forget()
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  nobody = test.stranger()
  staff = await test.as(therapist)
})

function items(count: number, value: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`item_${index + 1}`, String(value)]),
  )
}
const phq9 = (value: number, item9 = 0) => ({
  instrument: 'phq9',
  ...items(8, value),
  item_9: String(item9),
})
const gad7 = (value: number) => ({ instrument: 'gad7', ...items(7, value) })

/** The link in the newest mail to this patient. */
async function sendLink(): Promise<string> {
  await staff.post(`/people/${course}/answer-link`, { send_key: newId() })
  return newestLink()
}

async function newestLink(): Promise<string> {
  const { rows } = await test.owner.query(
    `select o.body from outbox_mail o join account a on a.service_id = o.service_id
       and a.email = o.recipient
     where a.id = $1 and o.kind = 'answer_link' order by o.id desc`,
    [patient.accountId],
  )
  return linksOf(rows[0]?.body ?? '')[0] ?? ''
}

function answer(link: string, fields: Record<string, string>, part = 'questions') {
  const started_at = test.clock.now().toISOString()
  return nobody.post(`${link}/${part}`, { send_key: newId(), started_at, ...fields })
}

async function rowsOf(table: string) {
  const { rows } = await test.owner.query(`select * from ${table} where course_id = $1`, [course])
  return rows
}

describe('a link to answer without signing in', () => {
  it('goes out in a neutral mail, and only a hash of it is kept with the record', async () => {
    const page = await staff.get(`/people/${course}/answer-link`)
    expect(page.text).toContain('It would ask PHQ-9 · GAD-7')
    const link = await sendLink()
    expect(link).toMatch(/^\/answer\/[A-Za-z0-9_-]{43}$/)
    const [row] = await rowsOf('answer_link')
    expect(JSON.stringify(row)).not.toContain(link.slice(8))
    const { rows } = await test.owner.query(
      `select subject || body as text from outbox_mail where kind = 'answer_link'`,
    )
    expect(rows.at(-1)?.text).not.toMatch(/PHQ|GAD|mood|therap|Ifeoma/i)
  })

  it('shows the questions and nothing else of anybody', async () => {
    const link = await sendLink()
    const start = await nobody.get(link)
    expect(start.text).toContain('2 short forms, about 4 minutes')
    expect(start.text).toContain('Nobody watches this page')
    expect(start.text).not.toMatch(/PHQ|interest or pleasure/)
    const page = await nobody.get(`${link}/questions`)
    expect(page.text).toContain('Little interest or pleasure in doing things')
    for (const html of [start.html, page.html]) {
      expect(html).not.toMatch(/Ifeoma|Priya|checked=""|href="\/(programme|messages|progress)"/)
      expect(html).toContain('href="/leave"')
      expect(html).toContain('href="/help"')
    }
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('set-cookie')).toBeNull()
  })

  it('is not used up by a mail scanner that opens it, however often', async () => {
    const link = await sendLink()
    const before = JSON.stringify(await rowsOf('answer_link'))
    for (const path of [link, `${link}/questions`, `${link}/sent`, link]) await nobody.get(path)
    expect(JSON.stringify(await rowsOf('answer_link'))).toBe(before)
    expect((await nobody.get(link)).status).toBe(200)
  })

  it('takes the set, is used up, and the answers are marked as given by it', async () => {
    const link = await sendLink()
    expect((await answer(link, phq9(1))).location).toBe(`${link}/questions`)
    expect((await nobody.get(`${link}/questions`)).text).toContain('how difficult')
    const more = { instrument: 'phq9', extra_difficulty: '1' }
    expect((await answer(link, more, 'more')).location).toBe(`${link}/questions`)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
    expect((await answer(link, gad7(1))).location).toBe(`${link}/sent`)
    expect(await rowsOf('instrument_response')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          instrument_id: 'phq9',
          total: 8,
          mode: 'link',
          extra: { difficulty: 1 },
          entered_by: patient.accountId,
        }),
        expect.objectContaining({ instrument_id: 'gad7', total: 7, mode: 'link' }),
      ]),
    )
    const sent = await nobody.get(`${link}/sent`)
    expect(sent.text).toContain('Thank you, that is sent')
    expect(sent.text).not.toMatch(/PHQ|Ifeoma|: 8/)
    expect((await nobody.get(link)).status).toBe(404)
    test.clock.advance({ hours: 2 })
    expect((await nobody.get(`${link}/sent`)).status).toBe(404)
    const { rows } = await test.owner.query(
      `select actor_role, actor_id from audit_event where action = 'measure.sent'
         and patient_id = $1`,
      [patient.patientId],
    )
    expect(rows[0]).toEqual({ actor_role: 'patient-by-link', actor_id: patient.accountId })
  })

  it('asks once about what has no answer, and then sends it as it is', async () => {
    const link = await sendLink()
    await answer(link, phq9(0))
    const page = await answer(link, { instrument: 'gad7', item_1: '2', item_2: 'declined' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('5 answers are missing')
    expect(page.html.match(/checked=""/g)).toHaveLength(2)
    const sent = await answer(link, {
      instrument: 'gad7',
      item_1: '2',
      item_2: 'declined',
      anyway: '1',
    })
    expect(sent.location).toBe(`${link}/sent`)
    const [response] = (await rowsOf('instrument_response')).filter(
      (row) => row.instrument_id === 'gad7',
    )
    expect(response).toMatchObject({ total: null, declined_items: [2] })
    expect(response).toMatchObject({ left_items: [3, 4, 5, 6, 7] })
  })

  it('carries on where somebody stopped, without showing what was answered', async () => {
    const link = await sendLink()
    const drafted = await answer(link, { instrument: 'phq9', item_1: '3', item_2: '1' }, 'draft')
    expect(JSON.parse(drafted.html)).toMatchObject({ wasSent: false, showsHelp: false })
    const page = await nobody.get(`${link}/questions`)
    expect(page.text).toContain('2 answers are kept from before')
    expect(page.html).not.toContain('name="item_1"')
    expect(page.html).toContain('name="item_3"')
    expect(page.html).not.toContain('checked=""')
    const rest = { ...phq9(0), item_1: '', item_2: '' }
    expect((await answer(link, rest)).location).toBe(`${link}/questions`)
    await answer(link, { instrument: 'phq9' }, 'more')
    await answer(link, gad7(0))
    const responses = await rowsOf('instrument_response')
    expect(responses.find((row) => row.instrument_id === 'phq9')?.total).toBe(4)
  })

  it('may be answered one question a screen', async () => {
    await test.owner.query(`update service set settings = '{"oneQuestionAScreen": true}'`)
    test.runtime.services.forget()
    const link = await sendLink()
    expect((await nobody.get(`${link}/questions`)).text).toContain('Question 1 of 9')
    for (let item = 1; item <= 9; item += 1) {
      const fields = { instrument: 'phq9', item: String(item), [`item_${item}`]: '0' }
      await answer(link, fields)
    }
    expect((await nobody.get(`${link}/questions`)).text).toContain('Question 1 of 7')
  })
})

describe('a safety answer given by a link', () => {
  it('raises the item at once, with words, the question and numbers', async () => {
    const link = await sendLink()
    const on = await answer(link, phq9(1, 2))
    expect(on.location).toMatch(new RegExp(`^${link}/safety/`))
    const page = await nobody.get(on.location ?? '')
    expect(page.text).toContain('Are you safe right now?')
    expect(page.text).toContain('116 123')
    expect(page.text).toContain('Carry on with the questions')
    expect(page.text).not.toMatch(/Ifeoma|Priya/)
    await nobody.post(on.location ?? '', { answer: 'need_help_now', send_key: newId() })
    expect((await nobody.get(on.location ?? '')).text).toContain('Call 999 now')
    const found = await rowsOf('safety_item')
    expect(found.map((item) => item.trigger).sort()).toEqual(['patient_need_help', 'phq9_item9'])
  })

  it('counts in a form that is never sent', async () => {
    const link = await sendLink()
    const drafted = await answer(link, { instrument: 'phq9', item_9: '1' }, 'draft')
    expect(JSON.parse(drafted.html)).toMatchObject({ showsHelp: true })
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
  })

  it('stands before the thanks, in a double press too, and is one item', async () => {
    const link = await sendLink()
    await answer(link, phq9(1, 1))
    await answer(link, { instrument: 'phq9' }, 'more')
    const last = { ...gad7(1), send_key: newId() }
    const pressed = await Promise.all([1, 2, 3].map(() => answer(link, last)))
    const places = new Set(pressed.map((page) => page.location))
    expect(places.size).toBe(1)
    const page = await nobody.get([...places][0] ?? '')
    expect(page.text).toContain('See what happens next')
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(2)
  })

  it('counts by a link that ran out while the page was open; nothing else is saved', async () => {
    const link = await sendLink()
    test.clock.advance({ days: 8 })
    const late = await answer(link, phq9(3, 3))
    expect(late.location).toMatch(new RegExp(`^${link}/safety/`))
    expect((await nobody.get(late.location ?? '')).text).toContain('116 123')
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
    expect(await rowsOf('instrument_draft')).toHaveLength(0)
    test.clock.advance({ hours: 2 })
    expect((await nobody.get(late.location ?? '')).status).toBe(404)
  })

  it('counts in a form whose words were withdrawn while the page was open', async () => {
    const link = await sendLink()
    test.clock.advance({ days: 8 })
    const late = await answer(link, { instrument: 'epds', ...items(10, 1) })
    expect(late.location).toMatch(new RegExp(`^${link}/safety/`))
    expect(await rowsOf('safety_item')).toMatchObject([{ trigger: 'epds_item10' }])
  })
})

describe('a link that is over', () => {
  async function isOver(link: string): Promise<string> {
    const pages = [await nobody.get(link), await nobody.get(`${link}/questions`)]
    pages.push(await answer(link, phq9(1)))
    for (const page of pages) expect(page.status).toBe(404)
    expect(pages[0]?.text).toContain('This link cannot be used any more')
    return pages[0]?.text ?? ''
  }

  it('says the same whether it was used, ran out, was replaced or never was', async () => {
    const used = await sendLink()
    await answer(used, phq9(0))
    await answer(used, gad7(0))
    const said = new Set([await isOver(used)])
    said.add(await isOver(`/answer/${'a'.repeat(43)}`))
    said.add(await isOver('/answer/x'))
    expect(said.size).toBe(1)
    expect(await rowsOf('instrument_response')).toHaveLength(2)
  })

  it('when it ran out', async () => {
    const link = await sendLink()
    test.clock.advance({ days: 7, minutes: 1 })
    await isOver(link)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
  })

  it('when the forms were answered after signing in', async () => {
    const link = await sendLink()
    const own = await test.as(patient)
    await own.post(formAddress(test, patient, 'phq9'), { ...phq9(0), send_key: newId() })
    await own.post(formAddress(test, patient, 'gad7'), { ...gad7(0), send_key: newId() })
    await isOver(link)
    expect(await rowsOf('instrument_response')).toHaveLength(2)
  })

  it('when a newer one was sent, which works', async () => {
    const first = await sendLink()
    test.clock.advance({ minutes: 1 })
    const second = await sendLink()
    expect(second).not.toBe(first)
    await isOver(first)
    expect((await nobody.get(second)).status).toBe(200)
  })

  it('when the account was disabled, and at the address of another service', async () => {
    const link = await sendLink()
    const other = await aService(test, { slug: `other-${newId().slice(-6)}`, host: 'other.test' })
    expect(other).toBeTruthy()
    expect((await nobody.get(link, { host: 'other.test' })).status).toBe(404)
    await test.owner.query('update account set disabled_at = now() where id = $1', [
      patient.accountId,
    ])
    await isOver(link)
  })

  it('when treatment is paused', async () => {
    const link = await sendLink()
    await test.owner.query(`update course set state = 'paused' where id = $1`, [course])
    await test.owner.query(
      `insert into course_event (service_id, id, course_id, kind, at, by)
       values ($1, $2, $3, 'paused', $4, $5)`,
      [service, newId(), course, test.clock.now(), therapist.accountId],
    )
    test.clock.advance({ minutes: 1 })
    await isOver(link)
  })

  it('cannot be used by two sendings at once', async () => {
    const link = await sendLink()
    await answer(link, phq9(0))
    const [one, other] = await Promise.all([answer(link, gad7(1)), answer(link, gad7(2))])
    expect([one?.location, other?.location]).toContain(`${link}/sent`)
    expect(await rowsOf('instrument_response')).toHaveLength(2)
    const [row] = await rowsOf('answer_link')
    expect(row.used_at).not.toBeNull()
  })
})

describe('a reminder of forms', () => {
  async function remind() {
    const entry = await test.runtime.services.byId(service)
    if (!entry) throw new Error('no such service')
    await asSystem(test.runtime, entry, remindOfForms)
  }
  async function mails() {
    const { rows } = await test.owner.query(
      `select o.kind, o.body from outbox_mail o join account a on a.service_id = o.service_id
         and a.email = o.recipient where a.id = $1`,
      [patient.accountId],
    )
    return rows
  }
  const openDay = '2026-11-07T09:00:00Z'

  it('leads to the sign-in, unless the service has chosen links', async () => {
    test.clock.set(openDay)
    await remind()
    expect(await mails()).toMatchObject([{ kind: 'forms_due' }])
    expect(await rowsOf('answer_link')).toHaveLength(0)
  })

  it('carries a link where the service has chosen so, once, however often the clock looks', async () => {
    await test.owner.query(`update service set settings = '{"answerLinks": true}'`)
    test.runtime.services.forget()
    test.clock.set(openDay)
    await Promise.all([remind(), remind()])
    await remind()
    expect(await mails()).toMatchObject([{ kind: 'answer_link' }])
    expect(await rowsOf('answer_link')).toHaveLength(1)
    expect((await nobody.get(await newestLink())).status).toBe(200)
  })
})

describe('guessing and wearing out', () => {
  it('too many links that never were are refused', async () => {
    let status = 0
    for (let tries = 0; tries < 90 && status !== 429; tries += 1) {
      const guess = String(tries).padStart(43, 'g')
      status = (await nobody.get(`/answer/${guess}`)).status
    }
    expect(status).toBe(429)
    await test.owner.query('delete from sign_in_attempt')
  })

  it('a link takes only so many savings', async () => {
    const link = await sendLink()
    await test.owner.query('update answer_link set save_count = 400 where course_id = $1', [course])
    const page = await answer(link, { instrument: 'phq9', item_1: '1' }, 'draft')
    expect(page.status).toBe(429)
  })

  it('no log line holds the token', async () => {
    const link = await sendLink()
    const logged: string[] = []
    const line = (what: string, fields: LogFields = {}) =>
      logged.push(JSON.stringify({ what, ...fields }))
    const kept = { ...test.runtime.log }
    Object.assign(test.runtime.log, { debug: line, info: line, warn: line, error: line })
    await nobody.get(link)
    await answer(link, phq9(0))
    Object.assign(test.runtime.log, kept)
    expect(logged.length).toBeGreaterThan(1)
    expect(logged.join()).toContain('/answer/:token')
    expect(logged.join()).not.toContain(link.slice(8))
    const { rows } = await test.owner.query('select detail::text, subject_id from audit_event')
    expect(JSON.stringify(rows)).not.toContain(link.slice(8))
  })
})

describe('on a device where somebody else is signed in', () => {
  it('nothing of theirs stands around the questions, and the answers are not theirs', async () => {
    const link = await sendLink()
    const other = await aPatient(test, service, { given: 'Zq', family: 'Somebodyelse' })
    const browser = await test.as(other)
    const page = await browser.get(`${link}/questions`)
    expect(page.html).not.toMatch(/Somebodyelse|Sign out|href="\/programme"/)
    const sent = await browser.post(`${link}/questions`, {
      ...phq9(0),
      csrf: 'an old one',
      send_key: newId(),
    })
    expect(sent.location).toBe(`${link}/questions`)
    expect(await rowsOf('instrument_draft')).toHaveLength(1)
  })
})

describe('a therapist sends a link', () => {
  it('once, however often the button is pressed, and sees what became of it', async () => {
    const send_key = newId()
    for (const _ of [1, 2]) await staff.post(`/people/${course}/answer-link`, { send_key })
    expect(await rowsOf('answer_link')).toHaveLength(1)
    const link = await newestLink()
    expect((await nobody.get(link)).status).toBe(200)
    const page = await staff.get(`/people/${course}/answer-link`)
    expect(page.text).toContain('not answered yet, works until')
  })

  it('says its times by the clock of the service, also one that was moved on', async () => {
    await test.owner.query(
      'update service set is_demonstration = true, clock_offset_seconds = $1',
      [7 * 86_400],
    )
    test.runtime.services.forget()
    const link = await sendLink()
    const page = await staff.get(`/people/${course}/answer-link`)
    expect(page.text).toMatch(/Mon 9 Nov, 09:00 ?, Priya.*works until Mon 16 Nov, 09:00/)
    expect((await nobody.get(link)).text).toMatch(/until Monday 16 November/)
    await test.owner.query('update service set is_demonstration = false, clock_offset_seconds = 0')
    test.runtime.services.forget()
  })

  it('not when nothing is due, and only to their own people', async () => {
    const stranger = await test.as(await aMemberOfStaff(test, service, ['therapist'], 'Else'))
    const tried = await stranger.post(`/people/${course}/answer-link`, { send_key: newId() })
    expect(tried.status).toBe(404)
    const link = await sendLink()
    await answer(link, phq9(0))
    await answer(link, gad7(0))
    const page = await staff.get(`/people/${course}/answer-link`)
    expect(page.text).toContain('No form is due now')
    const again = await staff.post(`/people/${course}/answer-link`, { send_key: newId() })
    expect(again.status).toBe(409)
  })

  it('not to somebody without a working account', async () => {
    await test.owner.query('update account set disabled_at = now() where id = $1', [
      patient.accountId,
    ])
    const page = await staff.get(`/people/${course}/answer-link`)
    expect(page.text).toContain('There is no working account to write to')
    await staff.post(`/people/${course}/answer-link`, { send_key: newId() })
    expect(await rowsOf('answer_link')).toHaveLength(0)
  })
})
