import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import { requireMyCourse } from '#features/treatment/index.ts'
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
import { readHome } from './read-home.ts'

let app: TestApp
let serviceId: string
let therapist: Person
let patient: Patient

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
  therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
})

beforeEach(async () => {
  app.clock.set('2026-11-02T18:30:00Z')
  patient = await aPatient(app, serviceId)
})

afterAll(() => app.close())

const hours = (count: number) => new Date(app.clock.now().getTime() + count * 3_600_000)

async function home(person: Person = patient) {
  return (await app.as(person)).get('/')
}

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const full: Record<string, unknown> = { service_id: serviceId, id: newId(), ...row }
  const names = Object.keys(full)
  const places = names.map((_, index) => `$${index + 1}`).join(', ')
  await app.owner.query(
    `insert into ${table} (${names.join(', ')}) values (${places})`,
    Object.values(full),
  )
  return String(full.id)
}

const aForm = (courseId: string, instrument: string, total = 4, at = app.clock.now()) =>
  insert('instrument_response', {
    course_id: courseId,
    instrument_id: instrument,
    instrument_version: 1,
    instrument_hash: 'h',
    answers: '{}',
    total,
    entered_by: patient.accountId,
    submitted_at: at,
    send_key: newId(),
  })

const aScore = (courseId: string, total: number, at: Date) => aForm(courseId, 'phq9', total, at)

const aMessage = (courseId: string, kind = 'message') =>
  insert('message', {
    course_id: courseId,
    author_id: therapist.accountId,
    from_patient: false,
    kind,
    body: 'Hello',
    sent_at: app.clock.now(),
    send_key: newId(),
  })

const aTask = (courseId: string, title: string, dueOn: string | null = null) =>
  insert('practice_task', {
    course_id: courseId,
    origin: 'therapist',
    title,
    due_on: dueOn,
    set_at: app.clock.now(),
    set_by: therapist.accountId,
  })

const anItem = (courseId: string, raisedBy: string, trigger = 'phq9_item9') =>
  insert('safety_item', {
    course_id: courseId,
    patient_id: patient.patientId,
    trigger,
    source_id: newId(),
    raised_at: app.clock.now(),
    raised_by: raisedBy,
    clock_step: 'look',
    due_at: hours(4),
  })

describe('the first page', () => {
  test('a stranger is asked to sign in', async () => {
    const page = await app.stranger().get('/')
    expect([page.status, page.location]).toEqual([303, '/sign-in'])
  })

  test('a stranger in a demonstration chooses whom to be', async () => {
    await app.owner.query('update service set is_demonstration = true where id = $1', [serviceId])
    app.runtime.services.forget()
    expect((await app.stranger().get('/')).location).toBe('/demonstration')
    await app.owner.query('update service set is_demonstration = false where id = $1', [serviceId])
    app.runtime.services.forget()
  })

  test('staff go to their own work', async () => {
    expect((await home(therapist)).location).toBe('/people')
    const duty = await aMemberOfStaff(app, serviceId, ['duty_clinician'], 'Sam Duty')
    expect((await home(duty)).location).toBe('/duty')
  })

  test('somebody without a course is told that there is nothing to do yet', async () => {
    const page = await home()
    expect(page.status).toBe(200)
    expect(page.text).toContain('Your service is getting things ready')
    expect(page.text).toContain('numbers to ring at any hour')
    expect(page.html).toContain('href="/welcome"')
  })

  test('what is not open yet says so, on every page that the navigation leads to', async () => {
    const browser = await app.as(patient)
    for (const address of ['/programme', '/progress', '/entries', '/goals', '/measures']) {
      const page = await browser.get(address)
      expect([address, page.status]).toEqual([address, 404])
      expect(page.text).toContain('This page opens when your treatment starts.')
    }
    const staff = await browser.get('/staff')
    expect(staff.status).toBe(403)
    expect(staff.text).toContain('This page is for people who work here')
  })
})

describe('before the start', () => {
  test('reading and agreeing comes first, then waiting for the call', async () => {
    const courseId = await aCourse(app, patient, therapist, { state: 'preparing', modules: [] })
    expect((await home()).html).toContain('href="/welcome"')
    await insert('consent', {
      patient_id: patient.patientId,
      consent_version: 1,
      statements: '{}',
      given_at: app.clock.now(),
      recorded_by: patient.accountId,
    })
    await insert('appointment', {
      course_id: courseId,
      purpose: 'first',
      starts_at: hours(15),
      minutes: 30,
      made_at: app.clock.now(),
      made_by: therapist.accountId,
    })
    const page = await home()
    expect(page.text).toContain('Priya Nair rings you tomorrow at 9:30 am')
    expect(page.text).toContain('Nothing for you to do at the moment')
  })
})

describe('in treatment', () => {
  test('on the first day it welcomes, and module 1 is the one thing to do', async () => {
    await aCourse(app, patient, therapist)
    const page = await home()
    expect(page.text).toContain('Welcome, Ifeoma')
    expect(page.text).toContain('Week 1 of about 8 to 10')
    expect(page.html).toMatch(/class="nhsuk-button hr-home__primary" href="\/programme\/dep\.m1\//)
    expect(page.text).toContain('Priya Nair reads what you send on Tuesdays, by 5 pm.')
  })

  test('a module without a short way, and one that is read, promise none', async () => {
    await aCourse(app, patient, therapist, { modules: ['dep.o1'] })
    const page = await home()
    expect(page.text).toContain('Sleep and low mood')
    expect(page.text).not.toContain('Only ten minutes')
  })

  test('the short way stands with the module also when something else comes first', async () => {
    const courseId = await aCourse(app, patient, therapist)
    await aMessage(courseId)
    const page = await home()
    expect(page.text).toContain('1 new message')
    expect(page.text).toMatch(
      /How low mood works , about \d+ minutes Only ten minutes today\? Start/,
    )
  })

  test('there is one primary button, whatever else is open', async () => {
    const courseId = await aCourse(app, patient, therapist)
    await aMessage(courseId)
    await aTask(courseId, 'Walk to the library')
    const page = await home()
    expect(page.html.match(/class="[^"]*hr-home__primary/g)).toHaveLength(1)
    const [, body = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(page.html) ?? []
    expect(body.match(/class="nhsuk-button/g)).toHaveLength(1)
    expect(page.text).toContain('Priya Nair wrote to you')
    expect(page.text).toContain('Walk to the library')
    expect(page.html).toContain('1<span class="nhsuk-u-visually-hidden"> new</span>')
  })

  test('a review is named as what the therapist wrote about the week', async () => {
    const courseId = await aCourse(app, patient, therapist)
    await aMessage(courseId, 'review')
    expect((await home()).text).toContain('Priya Nair has written about your week')
  })

  test('a message that was read is not announced again', async () => {
    const courseId = await aCourse(app, patient, therapist)
    const messageId = await aMessage(courseId)
    await app.owner.query('insert into message_receipt values ($1, $2, $3, $4)', [
      serviceId,
      messageId,
      patient.accountId,
      app.clock.now(),
    ])
    expect((await home()).text).not.toContain('wrote to you')
  })

  test('with nothing due it says who reads next and when, in whole sentences', async () => {
    const courseId = await aCourse(app, patient, therapist, { modules: [] })
    for (const instrument of ['phq9', 'gad7', 'wsas']) await aForm(courseId, instrument)
    const page = await home()
    expect(page.text).toContain('Nothing is waiting for you today')
    expect(page.text).toMatch(/reads what you did on Monday \d+ November and writes to you\. A new/)
    expect(page.text).toContain('Your next short forms open on Saturday.')
  })

  test('an unanswered safety page comes first, but not for a therapist’s worry', async () => {
    const courseId = await aCourse(app, patient, therapist)
    await anItem(courseId, therapist.accountId, 'therapist_worry')
    expect((await home()).html).not.toContain('/safety/')
    const itemId = await anItem(courseId, patient.accountId)
    expect((await home()).html).toContain(`href="/safety/${itemId}"`)
    await insert('safety_event', { item_id: itemId, kind: 'patient_said', at: app.clock.now() })
    expect((await home()).html).not.toContain('/safety/')
  })

  test('a person comes back to the page where they stopped', async () => {
    const courseId = await aCourse(app, patient, therapist)
    const [section] =
      app.runtime.content.programmes.get('dep')?.modules.get('dep.m1')?.sections ?? []
    await app.owner.query(
      `insert into page_visit (service_id, course_id, module_id, section_id, first_at, last_at)
       values ($1, $2, 'dep.m1', $3, $4, $4)`,
      [serviceId, courseId, section?.id, app.clock.now()],
    )
    const page = await home()
    expect(page.text).toContain('Good evening, Ifeoma')
    expect(page.text).toContain(`You stopped at “${section?.title}”.`)
    expect(page.text).toContain('Carry on')
    expect(page.text).toContain('Only ten minutes today?')
  })

  test('the graph stands beside one plain sentence', async () => {
    const courseId = await aCourse(app, patient, therapist, { week: 3 })
    await aScore(courseId, 17, hours(-14 * 24))
    await aScore(courseId, 15, hours(-7 * 24))
    const page = await home()
    expect(page.text).toContain('PHQ-9 was 15 on 26 Oct: 2 points lower than at the start.')
    expect(page.html).toContain('<svg class="hr-chart__svg"')
  })

  test('cards that were pinned come first', async () => {
    const courseId = await aCourse(app, patient, therapist)
    for (const [card, pinned] of [
      ['Start with the shoes', true],
      ['Later', false],
      ['Last', false],
    ]) {
      await insert('entry', {
        course_id: courseId,
        worksheet_id: 'common.takeaway',
        worksheet_version: 1,
        status: 'done',
        content: JSON.stringify({ card, pinned }),
        version: 1,
        created_at: app.clock.now(),
        updated_at: app.clock.now(),
      })
    }
    const page = await home()
    expect(page.text).toMatch(/Your cards Start with the shoes (Later|Last) All your cards/)
  })

  test('what a person wrote is shown as text, never as markup', async () => {
    const courseId = await aCourse(app, patient, therapist)
    await aTask(courseId, '<script>alert(1)</script>')
    const page = await home()
    expect(page.html).not.toContain('<script>alert')
    expect(page.text).toContain('&lt;script&gt;')
  })

  test('a late answer is owned up to and is not the patient’s fault', async () => {
    await aCourse(app, patient, therapist)
    app.clock.advance({ days: 8 })
    const page = await home()
    expect(page.text).toContain('later than promised. That is not because of anything you did')
    expect(page.text).not.toMatch(/overdue/i)
  })
})

test('Today asks for the same forms as the page of forms, through a whole month', async () => {
  const courseId = await aCourse(app, patient, therapist)
  const review = (at: Date) =>
    insert('review', {
      course_id: courseId,
      how: 'written',
      at,
      by: therapist.accountId,
      send_key: newId(),
    })
  for (let day = 0; day < 28; day += 1) {
    if (day === 1 || day === 13) await aScore(courseId, 12, app.clock.now())
    if (day === 8) await review(app.clock.now())
    const ctx = await app.context(serviceId, {
      kind: 'patient',
      id: patient.accountId,
      patientId: patient.patientId,
      name: 'Ifeoma',
      roles: new Set(['patient']),
    })
    const course = await requireMyCourse(ctx)
    const due = await dueMeasures(ctx, course)
    const { today, formsOpenAt } = await readHome(ctx, course, { saved: false })
    await ctx.platform.transaction.rollback()
    const asked = (today.forms?.count ?? 0) + (today.whenYouCan.forms?.count ?? 0)
    expect([day, asked, formsOpenAt?.getTime() ?? null]).toEqual([
      day,
      due.due.length,
      due.opensNextAt,
    ])
    app.clock.advance({ days: 1 })
  }
})

describe('paused and ended', () => {
  test('a pause says until when, and that messages and help stay open', async () => {
    const courseId = await aCourse(app, patient, therapist, { state: 'paused', week: 3 })
    await insert('course_event', {
      course_id: courseId,
      kind: 'paused',
      at: hours(-48),
      by: therapist.accountId,
      detail: JSON.stringify({ until: '2026-11-16' }),
    })
    const page = await home()
    expect(page.text).toContain('paused until Monday 16 November')
    expect(page.text).toContain('Messages and Help now stay open')
    expect(page.html).not.toContain('/measures')
  })

  test('after the end it says what stays, when follow-ups open and how to come back', async () => {
    await aCourse(app, patient, therapist, { state: 'ended', week: 9 })
    const page = await home()
    expect(page.text).toContain('Your treatment has ended, and this stays yours')
    expect(page.text).toContain('opens on Monday 30 November')
    expect(page.text).toContain('you can come back')
    expect(page.text).not.toMatch(/Week \d/)
  })
})

describe('practice', () => {
  async function aCourseWithPractice() {
    const courseId = await aCourse(app, patient, therapist)
    const taskId = await aTask(courseId, 'Walk to the library', '2026-11-05')
    return { taskId, browser: await app.as(patient) }
  }

  const events = async (taskId: string) =>
    (
      await app.owner.query('select kind, reason, note from practice_event where task_id = $1', [
        taskId,
      ])
    ).rows

  test('one press says that it was done, and a second press is no second time', async () => {
    const { taskId, browser } = await aCourseWithPractice()
    expect((await browser.get(`/practice/${taskId}`)).text).toContain(
      'You, Priya Nair and their supervisor can read this. So can the team when there is a worry',
    )
    const fields = { kind: 'did', send_key: newId() }
    const saved = await browser.post(`/practice/${taskId}`, fields)
    expect([saved.status, saved.location]).toEqual([303, '/?saved=practice'])
    await browser.post(`/practice/${taskId}`, fields)
    expect(await events(taskId)).toEqual([{ kind: 'did', reason: null, note: null }])
    const page = await browser.get('/?saved=practice')
    expect(page.text).toContain('Saved. Priya Nair can see it too.')
    expect(page.text).not.toContain('Walk to the library')
  })

  test('not this time may have a reason in words, and needs none', async () => {
    const { taskId, browser } = await aCourseWithPractice()
    await browser.post(`/practice/${taskId}`, {
      kind: 'not_done',
      reason: 'too_hard',
      note: ' It rained ',
      send_key: newId(),
    })
    await browser.post(`/practice/${taskId}`, { kind: 'not_done', reason: '?', send_key: newId() })
    expect(await events(taskId)).toEqual([
      { kind: 'not_done', reason: 'It was too much for that day', note: 'It rained' },
      { kind: 'not_done', reason: null, note: null },
    ])
  })

  test('a form without an answer comes back with what was typed', async () => {
    const { taskId, browser } = await aCourseWithPractice()
    const page = await browser.post(`/practice/${taskId}`, { note: 'My words', send_key: newId() })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Say whether you did it, or not this time')
    expect(page.html).toContain('My words')
    expect(await events(taskId)).toEqual([])
  })

  test('absurd input is refused, and changes nothing', async () => {
    const { taskId, browser } = await aCourseWithPractice()
    const absurd: Record<string, string>[] = [
      { kind: 'did' },
      { kind: 'did', send_key: 'x' },
      { kind: 'withdrawn', send_key: newId() },
      { kind: 'not_done', note: 'a'.repeat(5000), send_key: newId() },
    ]
    for (const fields of absurd) {
      const { status } = await browser.post(`/practice/${taskId}`, fields)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    expect((await browser.get('/practice/1')).status).toBe(404)
    expect(await events(taskId)).toEqual([])
  })

  test('another person’s practice cannot be found', async () => {
    const { taskId } = await aCourseWithPractice()
    const other = await aPatient(app, serviceId, { given: 'Dean', family: 'Ward' })
    await aCourse(app, other, therapist)
    const browser = await app.as(other)
    expect((await browser.get(`/practice/${taskId}`)).status).toBe(404)
    const refused = await browser.post(`/practice/${taskId}`, { kind: 'did', send_key: newId() })
    expect(refused.status).toBe(404)
    expect((await home(other)).text).not.toContain('Walk to the library')
  })

  test('practice whose day has passed waits under when you can', async () => {
    await aCourseWithPractice()
    app.clock.set('2026-11-07T10:00:00Z')
    expect((await home()).text).toMatch(/When you can.*Walk to the library/)
  })
})

test('goals ask for a rating about once a week, and for none in a pause', async () => {
  const courseId = await aCourse(app, patient, therapist, { week: 3 })
  const browser = await app.as(patient)
  await browser.post('/entries', {
    worksheet_id: 'common.goal',
    save_key: newId(),
    'f.goal': 'Walk the dog',
    'f.now_rating': '2',
  })
  expect((await home()).html).not.toContain('href="/goals"')
  app.clock.set('2026-11-08T19:00:00Z')
  expect((await home()).html).toContain('href="/goals"')
  await app.owner.query(`update course set state = 'paused' where id = $1`, [courseId])
  expect((await home()).html).not.toContain('href="/goals"')
})

describe('what was planned', () => {
  const plan = async (worksheetId: string, fields: Record<string, string>) => {
    const id = newId()
    const browser = await app.as(patient)
    const saved = await browser.post('/entries', {
      worksheet_id: worksheetId,
      save_key: id,
      ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`f.${name}`, value])),
    })
    expect(saved.status).toBe(303)
    return id
  }
  // What a person wrote stands in an element of its own, which the text of a page sets apart.
  const words = async (person: Person = patient) => (await home(person)).text.replaceAll(' ,', ',')
  const walk = (day: number, what = 'Walk to the library with Ada') =>
    plan('common.week_plan', { what, day: `2026-11-0${day}` })

  test('is on Today with its day, and the next evening asks how it went', async () => {
    await aCourse(app, patient, therapist, { week: 3 })
    const id = await walk(3)
    expect(await words()).toContain('Walk to the library with Ada, tomorrow Open')
    expect((await home()).html).toContain(`href="/entries/${id}?stage=plan"`)
    app.clock.set('2026-11-03T10:00:00Z')
    expect(await words()).toContain('Walk to the library with Ada, today')
    app.clock.set('2026-11-04T10:00:00Z')
    expect(await words()).toContain('Walk to the library with Ada, yesterday How did it go?')
    expect((await home()).html).toContain(`href="/entries/${id}?stage=after"`)
    const page = await (await app.as(patient)).get(`/entries/${id}?stage=after`)
    expect(page.text).toContain('Did I do it?')
  })

  test('goes without a word of blame a week later, and when it was answered', async () => {
    await aCourse(app, patient, therapist, { week: 3 })
    const answered = await walk(3, 'Ring Lou')
    await walk(3)
    app.clock.set('2026-11-10T19:00:00Z')
    const [, body = ''] = /Also this week(.*)/.exec(await words()) ?? []
    expect(body).toContain('Ring Lou, Tuesday 3 November How did it go?')
    expect(body).not.toMatch(/overdue|late|missed/i)
    const browser = await app.as(patient)
    await browser.post('/entries', {
      worksheet_id: 'common.week_plan',
      entry_id: answered,
      base_version: '1',
      stage: 'after',
      save_key: newId(),
      'f.done': 'no',
    })
    expect((await home()).text).not.toContain('Ring Lou')
    expect((await home()).text).toContain('Walk to the library')
    app.clock.set('2026-11-10T20:00:00Z')
    expect((await home()).text).not.toContain('Walk to the library')
  })

  test('is found among forecasts that hold no moment of their own, and put away stays away', async () => {
    await aCourse(app, patient, therapist, { week: 3 })
    const when = { 'when.date': '2026-11-03', 'when.time': '15:00' }
    const id = await plan('dep.forecast', { activity: 'Sit on the bench', ...when })
    expect(await words()).toContain('Sit on the bench, tomorrow at 3 pm')
    app.clock.set('2026-11-03T18:00:00Z')
    expect(await words()).toContain('Sit on the bench, today How did it go?')
    await (await app.as(patient)).post(`/entries/${id}/archive`, {})
    expect((await home()).text).not.toContain('Sit on the bench')
  })

  test('is five lines at most, and none in a pause or for another person', async () => {
    const courseId = await aCourse(app, patient, therapist, { week: 3 })
    for (let count = 1; count <= 7; count += 1) await walk(3, `Plan number ${count}`)
    expect((await words()).match(/Plan number \d, tomorrow Open/g)).toHaveLength(5)
    const other = await aPatient(app, serviceId, { given: 'Dean', family: 'Ward' })
    await aCourse(app, other, therapist, { week: 3 })
    expect((await home(other)).text).not.toContain('Plan number')
    await app.owner.query(`update course set state = 'paused' where id = $1`, [courseId])
    expect((await home()).text).not.toContain('Plan number')
  })

  test('shows no words of a sensitive worksheet', async () => {
    await aCourse(app, patient, therapist, { week: 3 })
    await walk(3)
    const worksheet = app.runtime.content.worksheets.get('common.week_plan')
    if (!worksheet) throw new Error('no week plan')
    Object.assign(worksheet, { privacy: 'sensitive' })
    try {
      expect(await words()).toContain('Your plan, tomorrow')
      expect((await home()).html).not.toContain('Ada')
    } finally {
      Object.assign(worksheet, { privacy: 'standard' })
    }
  })
})
