import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findOwnCourse, type OwnCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import {
  lastReview,
  loggedTime,
  logTime,
  nextAppointment,
  pingTime,
  recordContact,
  recordReview,
  unloggedSeconds,
} from './index.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let courseId: string
let services = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(async () => {
  await test.close()
})
// Monday 2 November 2026, 9 o'clock.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  serviceId = await aService(test, { slug: `riverside-${services}` })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  courseId = await aCourse(test, patient, therapist, { week: 3 })
})

const rows = async (text: string, values: unknown[] = [serviceId]) =>
  (await test.owner.query(text, values)).rows

const asTherapist = <T>(work: (ctx: Context, course: OwnCourse) => Promise<T>) =>
  actingAs(test, therapist, ['therapist'], async (ctx) =>
    work(ctx, await findOwnCourse(ctx, courseId)),
  )

const booking = (send_key = newId(), fields: Record<string, string> = {}) => ({
  book_purpose: 'review',
  book_mechanism: 'telephone',
  book_date: '2026-11-05',
  book_time: '14:30',
  book_minutes: '20',
  send_key,
  ...fields,
})

const aCall = {
  purpose: 'review',
  mechanism: 'telephone',
  minutes: 22,
  note: {},
  appointmentId: null,
} as const

describe('booking a call', () => {
  it('books it once, on the service clock, and says so in neutral words', async () => {
    const browser = await test.as(therapist)
    const key = newId()
    await browser.post(`/people/${courseId}/calls`, booking(key))
    const again = await browser.post(`/people/${courseId}/calls`, booking(key))
    expect(again.location).toBe(`/people/${courseId}/calls`)
    expect(await rows('select starts_at, minutes from appointment where service_id = $1')).toEqual([
      { starts_at: new Date('2026-11-05T14:30:00Z'), minutes: 20 },
    ])
    const mails = await rows('select kind, body from outbox_mail where service_id = $1')
    expect(mails).toHaveLength(1)
    expect(mails[0].body).not.toMatch(/Ifeoma|therap|Priya/i)
  })

  it('shows the patient when, and how to change it', async () => {
    await (await test.as(therapist)).post(`/people/${courseId}/calls`, booking())
    const browser = await test.as(patient)
    const page = await browser.get('/calls')
    expect(page.text).toContain('Thursday 5 November , 14:30')
    expect(page.text).toContain('If the time does not suit you')
    const [call] = await rows('select id from appointment where service_id = $1')
    const file = await browser.get(`/calls/${call.id}/calendar`)
    expect(file.headers.get('content-type')).toContain('text/calendar')
    expect(file.html).toContain('SUMMARY:Call\r\n')
    expect(file.html).toContain('DTSTART:20261105T143000Z')
    expect(file.html).not.toMatch(/Riverside|Priya|Ifeoma|therap|review/i)
  })

  it('does not give a calendar file of somebody else', async () => {
    await (await test.as(therapist)).post(`/people/${courseId}/calls`, booking())
    const [call] = await rows('select id from appointment where service_id = $1')
    const other = await aPatient(test, serviceId, { given: 'Other', family: 'Person' })
    await aCourse(test, other, therapist)
    expect((await (await test.as(other)).get(`/calls/${call.id}/calendar`)).status).toBe(404)
  })

  it('keeps what was typed and says what is wrong with it', async () => {
    const browser = await test.as(therapist)
    const page = await browser.post(
      `/people/${courseId}/calls`,
      booking(newId(), {
        book_date: '2026-02-30',
        book_minutes: '999',
        book_purpose: 'party',
      }),
    )
    expect(page.status).toBe(422)
    expect(page.text).toContain('Give the day and the time of the call')
    expect(page.html).toContain('value="999"')
    const past = await browser.post(
      `/people/${courseId}/calls`,
      booking(newId(), { book_date: '2026-11-01' }),
    )
    expect(past.text).toContain('Choose a time that is still to come')
    expect(await rows('select id from appointment where service_id = $1')).toEqual([])
  })

  it('is held by video when that was agreed, and the link to join stands on their page', async () => {
    const browser = await test.as(therapist)
    const link = 'https://video.example.nhs.uk/room/4711'
    const video = { book_mechanism: 'video', book_link: link }
    expect((await browser.post(`/people/${courseId}/calls`, booking(newId(), video))).status).toBe(
      303,
    )
    const page = await (await test.as(patient)).get('/calls')
    expect(page.text).toContain('You talk by video with')
    expect(page.html).toContain(`href="${link}"`)
    const unsafe = { ...video, book_time: '17:00', book_link: 'javascript:alert(1)' }
    const refused = await browser.post(`/people/${courseId}/calls`, booking(newId(), unsafe))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Paste the whole link')
  })

  it('is not at the time of another call of the same therapist', async () => {
    const browser = await test.as(therapist)
    const other = await aPatient(test, serviceId, { given: 'Other', family: 'Person' })
    const otherCourse = await aCourse(test, other, therapist)
    await browser.post(`/people/${otherCourse}/calls`, booking())
    const address = `/people/${courseId}/calls`
    const clash = await browser.post(address, booking(newId(), { book_time: '14:45' }))
    expect(clash.status).toBe(422)
    expect(clash.text).toContain('You have another call at 14:30 for 20 minutes')
    expect((await browser.post(address, booking(newId(), { book_time: '14:50' }))).status).toBe(303)
  })

  it('is cancelled once, and is then no longer the next call', async () => {
    const browser = await test.as(therapist)
    await browser.post(`/people/${courseId}/calls`, booking())
    const [call] = await rows('select id from appointment where service_id = $1')
    const address = `/people/${courseId}/calls/${call.id}/cancellation`
    expect((await browser.post(address, { reason: 'Ill' })).status).toBe(303)
    expect((await browser.post(address, { reason: 'Ill' })).status).toBe(409)
    expect(await asTherapist((ctx, course) => nextAppointment(ctx, course))).toBe(null)
    const asPatient = await test.as(patient)
    const calls = (await asPatient.get('/calls')).text
    expect(calls).toContain('No call is booked just now.')
    expect(calls).toContain('Cancelled: the call on Thursday 5 November at 14:30')
    expect((await asPatient.get('/')).text).toContain(
      'The call on Thursday at 2:30 pm is cancelled.',
    )
    const kinds = await rows(
      'select kind from outbox_mail where service_id = $1 order by created_at',
    )
    expect(kinds.map(({ kind }) => kind)).toEqual(['call_booked', 'call_cancelled'])
  })

  it('is not for a colleague, and a supervisor only reads', async () => {
    const colleague = await aMemberOfStaff(test, serviceId, ['therapist'], 'Tom Other')
    expect(
      (await (await test.as(colleague)).post(`/people/${courseId}/calls`, booking())).status,
    ).toBe(404)
    expect((await (await test.as(colleague)).get(`/people/${courseId}/calls`)).status).toBe(404)
    const supervisor = await test.as(await aSupervisorOf(test, therapist))
    const page = await supervisor.get(`/people/${courseId}/calls`)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('Book the call')
    expect((await supervisor.post(`/people/${courseId}/calls`, booking())).status).toBe(403)
  })
})

describe('recording a call', () => {
  const posted = (fields: Record<string, string> = {}) => ({
    call_purpose: 'review',
    call_mechanism: 'telephone',
    call_outcome: 'attended',
    call_date: '2026-11-02',
    call_time: '08:30',
    call_minutes: '22',
    send_key: newId(),
    call_main_topic: 'The library plan',
    call_safety_checked: 'yes',
    ...fields,
  })

  it('keeps the note for staff; the patient sees only that they spoke', async () => {
    const browser = await test.as(therapist)
    await browser.post(`/people/${courseId}/contacts`, posted())
    expect((await browser.get(`/people/${courseId}/calls`)).text).toContain('The library plan')
    const own = await (await test.as(patient)).get('/calls')
    expect(own.text).toContain('You spoke, 22 minutes')
    expect(own.html).not.toContain('The library plan')
  })

  it('sends a kind, neutral word after a call that nobody answered', async () => {
    const browser = await test.as(therapist)
    await browser.post(
      `/people/${courseId}/contacts`,
      posted({ call_outcome: 'no_answer', call_minutes: '0' }),
    )
    expect(await rows('select kind from outbox_mail where service_id = $1')).toEqual([
      { kind: 'call_missed' },
    ])
  })

  it('refuses a call in the future, one without minutes, and one without an outcome', async () => {
    const browser = await test.as(therapist)
    const address = `/people/${courseId}/contacts`
    expect((await browser.post(address, posted({ call_time: '17:00' }))).text).toContain(
      'has not happened yet',
    )
    expect((await browser.post(address, posted({ call_minutes: '0' }))).text).toContain(
      'how many minutes you spoke',
    )
    const page = await browser.post(address, posted({ call_outcome: '' }))
    expect(page.status).toBe(422)
    expect(page.html).toContain('The library plan')
    expect(await rows('select id from contact where service_id = $1')).toEqual([])
  })

  it('settles the call that was booked, however often it is sent', async () => {
    await (await test.as(therapist)).post(`/people/${courseId}/calls`, booking())
    const [call] = await rows('select id from appointment where service_id = $1')
    test.clock.set('2026-11-05T15:00:00Z')
    const browser = await test.as(therapist)
    const fields = posted({
      call_appointment: call.id,
      call_date: '2026-11-05',
      call_time: '14:30',
    })
    await browser.post(`/people/${courseId}/contacts`, fields)
    await browser.post(`/people/${courseId}/contacts`, fields)
    expect(await rows('select appointment_id from contact where service_id = $1')).toEqual([
      { appointment_id: call.id },
    ])
    expect(await asTherapist((ctx, course) => nextAppointment(ctx, course))).toBe(null)
  })
})

describe('a call that was recorded', () => {
  it('is one however often it is sent, and other words under its key are not lost', async () => {
    const sendKey = newId()
    const record = (outcome: 'attended' | 'no_answer') =>
      asTherapist((ctx, course) =>
        recordContact(ctx, course, { ...aCall, outcome, happenedAt: ctx.now, sendKey }),
      )
    expect(await record('attended')).toBe(await record('attended'))
    await expect(record('no_answer')).rejects.toThrow('conflict')
    expect(await rows('select outcome from contact where service_id = $1')).toEqual([
      { outcome: 'attended' },
    ])
  })
})

describe('a review', () => {
  it('is recorded once, with what it was promised for and what it covers', async () => {
    const sendKey = newId()
    const contactId = await asTherapist((ctx, course) =>
      recordContact(ctx, course, {
        ...aCall,
        outcome: 'attended',
        happenedAt: ctx.now,
        sendKey: newId(),
      }),
    )
    const record = () =>
      asTherapist((ctx, course) =>
        transact(ctx, (ctx) => recordReview(ctx, course, { how: 'call', contactId, sendKey })),
      )
    const [first, second] = [await record(), await record()]
    expect([first.isNew, second.isNew]).toEqual([true, false])
    expect(second.id).toBe(first.id)
    const review = await asTherapist((ctx, course) => lastReview(ctx, course))
    expect(review).toMatchObject({
      how: 'call',
      contactId,
      promisedAt: new Date('2026-11-09T09:00:00Z'),
    })
    expect(review?.coversFrom).toEqual(new Date('2026-10-19T09:00:00Z'))
  })
})

describe('time', () => {
  const ping = (activity: string, seconds: string) => async () =>
    (await test.as(therapist)).post(
      `/people/${courseId}/time`,
      { activity, seconds },
      { accept: 'application/json' },
    )
  const seen = () => asTherapist((ctx, course) => unloggedSeconds(ctx, course))

  it('adds up what the page saw, by activity', async () => {
    await ping('review', '30')()
    test.clock.advance({ minutes: 1 })
    await ping('message', '30')()
    test.clock.advance({ minutes: 1 })
    const answer = await ping('review', '45')()
    expect(JSON.parse(answer.html).seen).toEqual([
      { activity: 'review', seconds: 75, minutes: 1 },
      { activity: 'message', seconds: 30, minutes: 1 },
    ])
  })

  it('never counts more seconds than have passed, whatever is repeated', async () => {
    await ping('review', '30')()
    await ping('review', '30')()
    test.clock.advance({ minutes: 1 })
    await asTherapist((ctx, course) => pingTime(ctx, course, 'review', 4000))
    expect(await seen()).toEqual([{ activity: 'review', seconds: 90, minutes: 2 }])
  })

  it('refuses absurd pings, and those of a colleague', async () => {
    for (const [activity, seconds] of [
      ['sleep', '30'],
      ['review', '-5'],
      ['review', 'x'],
      ['', ''],
    ]) {
      expect((await ping(activity ?? '', seconds ?? '')()).status).toBe(400)
    }
    const colleague = await aMemberOfStaff(test, serviceId, ['therapist'], 'Tom Other')
    const answer = await (await test.as(colleague)).post(`/people/${courseId}/time`, {
      activity: 'review',
      seconds: '30',
    })
    expect(answer.status).toBe(404)
    expect(await seen()).toEqual([])
  })

  const log = (minutes: number, measuredSeconds: number, changedReason: string | null = null) =>
    asTherapist((ctx, course) =>
      transact(ctx, (ctx) =>
        logTime(ctx, course, { activity: 'review', minutes, measuredSeconds, changedReason }),
      ),
    )

  it('logs what was measured, and the seconds are open no longer', async () => {
    for (let count = 0; count < 6; count += 1) {
      await ping('review', '100')()
      test.clock.advance({ minutes: 2 })
    }
    await log(10, 600)
    expect(await seen()).toEqual([])
    const {
      entries: [entry],
    } = await asTherapist((ctx, course) => loggedTime(ctx, course))
    expect(entry).toMatchObject({ minutes: 10, measuredSeconds: 600, changedReason: null })
  })

  it('refuses a changed figure without a reason, and saves nothing of it', async () => {
    await ping('review', '100')()
    await expect(log(15, 100)).rejects.toMatchObject({ status: 400, reason: 'reason_needed' })
    expect(await seen()).toHaveLength(1)
    await log(15, 100, 'Read the letters beforehand')
    const {
      entries: [entry],
    } = await asTherapist((ctx, course) => loggedTime(ctx, course))
    expect(entry).toMatchObject({
      minutes: 15,
      measuredSeconds: 100,
      changedReason: 'Read the letters beforehand',
    })
  })

  it('lets minutes be typed where nothing was measured', async () => {
    expect(await log(12, 0)).not.toBe(null)
  })

  it('is counted whole where only the latest of it is listed', async () => {
    for (const minutes of [5, 7, 11]) {
      await log(minutes, 0)
      test.clock.advance({ minutes: 1 })
    }
    const logged = await asTherapist((ctx, course) => loggedTime(ctx, course, 2))
    expect(logged.entries.map(({ minutes }) => minutes)).toEqual([11, 7])
    expect(logged).toMatchObject({ count: 3, minutes: [{ activity: 'review', minutes: 23 }] })
  })

  it('is corrected by a new entry with a reason, and counted once', async () => {
    const id = await log(12, 0)
    const browser = await test.as(therapist)
    const address = `/people/${courseId}/time/${id}/correction`
    const bare = await browser.post(address, { minutes: '9', reason: '', send_key: newId() })
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('Say why you correct it')
    const fields = { minutes: '9', reason: 'A typing slip', send_key: newId() }
    expect((await browser.post(address, fields)).status).toBe(303)
    expect((await browser.post(address, fields)).status).toBe(303)
    expect((await browser.post(address, { ...fields, send_key: newId() })).status).toBe(409)
    const logged = await asTherapist((ctx, course) => loggedTime(ctx, course))
    expect(logged.entries).toMatchObject([{ minutes: 9 }, { minutes: 12 }])
    expect(logged.minutes).toEqual([{ activity: 'review', minutes: 9 }])
    expect((await browser.get(`/people/${courseId}/calls`)).text).toContain('9 minutes in all')
  })
})
