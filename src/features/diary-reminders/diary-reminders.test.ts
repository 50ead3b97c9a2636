import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { remindDue } from '#features/reminders/index.ts'
import { findOwnCourse, pauseCourse, resumeCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

const diary = 'dep.activity_diary'
const clinicalWords = /diary|mood|sleep|depress|therap|programme|step by step|treatment|health/i

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let courseId: string
let browser: Browser
let services = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
// Monday 2 November 2026, 9 o'clock. Only this service answers at the address of the test.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere'`)
  serviceId = await aService(test, { slug: `riverside-${services}`, host: 'handrail.test' })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  courseId = await aCourse(test, patient, therapist, { week: 2, modules: ['dep.m1'] })
  browser = await test.as(patient)
})

async function look(): Promise<void> {
  const ctx = await test.context(serviceId)
  try {
    await remindDue(ctx)
  } finally {
    await ctx.platform.transaction.rollback()
  }
}

async function lookAt(time: string): Promise<void> {
  test.clock.set(time)
  await look()
}

const mails = async (): Promise<{ kind: string; subject: string; body: string }[]> =>
  (
    await test.owner.query(
      `select kind, subject, body from outbox_mail
       where service_id = $1 and kind like 'asked%' order by created_at, id`,
      [serviceId],
    )
  ).rows

/** Signed in anew, however long ago that was. */
const page = async () => (await (await test.as(patient)).get('/diary')).text

const ask = async (at: string, worksheet = diary) =>
  (await test.as(patient)).post('/diary/reminder', {
    worksheet_id: worksheet,
    at,
    send_key: newId(),
  })

const write = (date: string) =>
  browser.post('/entries', {
    worksheet_id: diary,
    entry_id: '',
    stage: '',
    base_version: '0',
    save_key: newId(),
    back: '/diary',
    'f.date': date,
    'f.slot': 'morning',
    'f.did': 'Washed up',
    'f.mood': '4',
  })

const stopLink = async () =>
  /\/stop\/[0-9a-f]{32}[\w-]{43}/.exec((await mails())[0]?.body ?? '')?.[0]

describe('a diary that somebody asked to be reminded of', () => {
  it('reminds nobody who did not ask', async () => {
    await lookAt('2026-11-02T20:30:00Z')
    expect(await mails()).toEqual([])
  })

  it('reminds at the chosen time, once a day, in words that say nothing', async () => {
    expect((await ask('19:00')).status).toBe(303)
    await lookAt('2026-11-02T18:59:00Z')
    expect(await mails()).toEqual([])
    await lookAt('2026-11-02T19:00:00Z')
    await Promise.all([look(), look()])
    await lookAt('2026-11-02T19:40:00Z')
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail?.kind).toBe('asked_reminder')
    expect(`${mail?.subject} ${mail?.body}`).not.toMatch(clinicalWords)
    expect(mail?.body.replaceAll('{origin}/', '')).not.toContain('{')
    await lookAt('2026-11-03T19:00:00Z')
    expect(await mails()).toHaveLength(2)
  })

  it('is silent on a day on which something was written, and on that day only', async () => {
    await ask('19:00')
    expect((await write('2026-11-02')).status).toBe(303)
    await lookAt('2026-11-02T19:05:00Z')
    expect(await mails()).toEqual([])
    await lookAt('2026-11-03T19:05:00Z')
    expect(await mails()).toHaveLength(1)
  })

  it('is not chased after the evening: the quiet hours begin', async () => {
    await ask('21:00')
    await lookAt('2026-11-02T21:30:00Z')
    await lookAt('2026-11-03T07:00:00Z')
    expect(await mails()).toEqual([])
  })

  it('cannot be asked for in the quiet hours, or for what has no reminder', async () => {
    expect((await ask('21:30')).status).toBe(400)
    expect((await ask('19:10')).status).toBe(400)
    expect((await ask('19:00', 'dep.activity_bank')).status).toBe(404)
  })

  it('ends by itself after 21 days, says so in the last mail, and may be asked for again', async () => {
    await ask('19:00')
    await lookAt('2026-11-21T19:00:00Z')
    await lookAt('2026-11-22T19:00:00Z')
    expect((await mails()).map(({ kind }) => kind)).toEqual([
      'asked_reminder',
      'asked_reminder_last',
    ])
    await lookAt('2026-11-23T19:00:00Z')
    expect(await mails()).toHaveLength(2)
    expect(await page()).toContain('Your reminders came to an end on')
    await ask('20:00')
    await lookAt('2026-11-23T20:00:00Z')
    expect(await mails()).toHaveLength(3)
  })

  it('rests while the programme is paused, and goes on after', async () => {
    await ask('19:00')
    const own = (work: 'pause' | 'resume') =>
      actingAs(test, therapist, ['therapist'], async (ctx) => {
        const course = await findOwnCourse(ctx, courseId)
        if (work === 'pause') await pauseCourse(ctx, course, pause)
        else await resumeCourse(ctx, course)
      })
    const pause = {
      until: '2026-11-20',
      reviewAt: new Date('2026-11-24T17:00:00Z'),
      reason: 'holiday',
    }
    await own('pause')
    await lookAt('2026-11-02T19:00:00Z')
    expect(await mails()).toEqual([])
    expect(await page()).toContain('none are sent')
    await own('resume')
    await lookAt('2026-11-03T19:00:00Z')
    expect(await mails()).toHaveLength(1)
  })

  it('stops with the end of treatment', async () => {
    await ask('19:00')
    await test.owner.query(
      `update course set state = 'ended', ended_at = $2, next_review_at = null where id = $1`,
      [courseId, test.clock.now()],
    )
    await lookAt('2026-11-02T19:00:00Z')
    expect(await mails()).toEqual([])
    expect(await page()).not.toContain('Remind me')
  })

  it('is asked for once by one press that arrives twice', async () => {
    const press = { worksheet_id: diary, at: '19:00', send_key: newId() }
    await browser.post('/diary/reminder', press)
    await browser.post('/diary/reminder', press)
    const { rows } = await test.owner.query(
      'select ended_at from diary_reminder where course_id = $1',
      [courseId],
    )
    expect(rows).toEqual([{ ended_at: null }])
  })

  it('takes the place of the reminders of somebody gone quiet: one mail a day', async () => {
    await ask('19:00')
    for (const day of ['03', '04', '05', '06']) await lookAt(`2026-11-${day}T10:00:00Z`)
    const { rows } = await test.owner.query(
      `select kind from outbox_mail where service_id = $1 and kind like 'reminder_day%'`,
      [serviceId],
    )
    expect(rows).toEqual([])
  })
})

describe('ending it', () => {
  it('is a press on the page', async () => {
    await ask('19:00')
    expect(await page()).toContain('Reminder at 19:00')
    await browser.post('/diary/reminder/end', { worksheet_id: diary })
    expect(await page()).toContain('Remind me by e-mail')
    await lookAt('2026-11-02T19:00:00Z')
    expect(await mails()).toEqual([])
  })

  it('is a press from the mail without signing in; looking at the link ends nothing', async () => {
    await ask('19:00')
    await lookAt('2026-11-02T19:00:00Z')
    const link = (await stopLink()) ?? ''
    const nobody = test.stranger()
    const page = await nobody.get(link)
    expect(page.text).toContain('End the reminders')
    expect(page.text).not.toMatch(/Ifeoma|diary/i)
    await lookAt('2026-11-03T19:00:00Z')
    expect(await mails()).toHaveLength(2)
    expect((await nobody.post(link)).text).toContain('The reminders have ended')
    expect((await nobody.post(link)).status).toBe(200)
    await lookAt('2026-11-04T19:00:00Z')
    expect(await mails()).toHaveLength(2)
  })

  it('works from an older mail after the time was changed, also where others are signed in', async () => {
    await ask('19:00')
    await lookAt('2026-11-02T19:00:00Z')
    await ask('20:00')
    const other = await test.as(therapist)
    expect((await other.post((await stopLink()) ?? '', { csrf: 'none' })).status).toBe(200)
    await lookAt('2026-11-03T20:00:00Z')
    expect(await mails()).toHaveLength(1)
  })

  it('needs a link that was made here', async () => {
    await ask('19:00')
    await lookAt('2026-11-02T19:00:00Z')
    const link = (await stopLink()) ?? ''
    const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    expect((await test.stranger().post(forged)).status).toBe(404)
    expect((await test.stranger().get('/stop/none')).status).toBe(404)
    await lookAt('2026-11-03T19:00:00Z')
    expect(await mails()).toHaveLength(2)
  })
})
