import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findCourse, findOwnCourse, requireMyCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
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
  handleMessages,
  listThread,
  markRead,
  sendMessage,
  unanswered,
  unreadCount,
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
// Monday 2 November 2026, 9 o'clock; reviews on Tuesdays by 17:00.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  serviceId = await aService(test, { slug: `riverside-${services}` })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  courseId = await aCourse(test, patient, therapist, { week: 3 })
})

const rows = async (text: string, values: unknown[] = []) =>
  (await test.owner.query(text, values)).rows

const patientWrites = (body: string, sendKey = newId()) =>
  actingAs(test, patient, ['patient'], async (ctx) =>
    sendMessage(ctx, await requireMyCourse(ctx), { body, kind: 'message', sendKey }),
  )

const therapistWrites = (body: string, kind: 'message' | 'review' = 'message') =>
  actingAs(test, therapist, ['therapist'], async (ctx) =>
    sendMessage(ctx, await findOwnCourse(ctx, courseId), { body, kind, sendKey: newId() }),
  )

const handle = (
  messageId: string,
  how: 'answered' | 'by_phone' | 'no_answer_needed',
  reason: string | null,
) =>
  actingAs(test, therapist, ['therapist'], async (ctx) =>
    handleMessages(ctx, await findOwnCourse(ctx, courseId), [{ messageId, how, reason }]),
  )

const waiting = () =>
  actingAs(test, therapist, ['therapist'], async (ctx) =>
    unanswered(ctx, await findOwnCourse(ctx, courseId)),
  )

describe('writing to a therapist', () => {
  it('sends what was written, once, however often Send is pressed', async () => {
    const browser = await test.as(patient)
    const send_key = newId()
    const words = 'Does it count if I only walked to the gate?'
    const sent = await browser.post('/messages', { body: words, send_key })
    const again = await browser.post('/messages', { body: words, send_key })
    expect([sent.status, again.status]).toEqual([303, 303])
    expect(
      await rows('select body, from_patient, kind from message where course_id = $1', [courseId]),
    ).toEqual([{ body: words, from_patient: true, kind: 'message' }])
  })

  it('is one message also when both presses arrive at the same moment', async () => {
    const key = newId()
    const ids = await Promise.all([1, 2, 3, 4].map(() => patientWrites('Hello', key)))
    expect(new Set(ids).size).toBe(1)
    expect(await rows('select id from message where course_id = $1', [courseId])).toHaveLength(1)
    expect(
      await rows(`select id from outbox_mail where service_id = $1`, [serviceId]),
    ).toHaveLength(1)
  })

  it('tells the therapist that something is new, and not what', async () => {
    await patientWrites('I feel hopeless about the exam')
    const [mail] = await rows('select subject, body, kind from outbox_mail where service_id = $1', [
      serviceId,
    ])
    expect(mail.kind).toBe('new_message')
    expect(`${mail.subject} ${mail.body}`).not.toMatch(/hopeless|exam|Ifeoma|Obi|therap/i)
  })

  it('says beside the box who can read it', async () => {
    const page = await (await test.as(patient)).get('/messages')
    expect(page.text).toContain('and their supervisor can read it. So can the team when there is a')
  })

  it('keeps what was typed when nothing can be sent', async () => {
    const browser = await test.as(patient)
    const empty = await browser.post('/messages', { body: ' \n\u200b ', send_key: newId() })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Write something before you send it')
    const long = `begin ${'x'.repeat(20_000)} end`
    const tooLong = await browser.post('/messages', { body: long, send_key: newId() })
    expect(tooLong.status).toBe(422)
    expect(tooLong.html).toContain(long)
    expect(tooLong.text).toContain('too long by 10 characters')
    expect(await rows('select id from message where course_id = $1', [courseId])).toEqual([])
  })

  it('takes absurd input without breaking', async () => {
    const browser = await test.as(patient)
    const odd = '<script>alert(1)</script> \u0000 \ud800 مرحبا "\'`$'
    const sent = await browser.post('/messages', {
      body: odd,
      send_key: 'not-a-key',
      kind: 'review',
    })
    expect(sent.status).toBe(303)
    const page = await browser.get('/messages')
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).toContain('&lt;script&gt;alert(1)')
    expect((await browser.post('/messages/nonsense/fit', { fit: 'helpful' })).status).toBe(404)
    expect((await browser.post(`/messages/${newId()}/fit`, { fit: 'bad' })).status).toBe(400)
  })

  it('says when it will be read, that nobody watches, and where help is', async () => {
    const page = await (await test.as(patient)).get('/messages')
    expect(page.text).toContain('Priya Nair reads what you write on Tuesdays, by 5 pm.')
    expect(page.text).toContain('answered within 1 working day')
    // In the form itself, beside the box: at the foot every page says it.
    const [form] = page.html.match(/<form[^>]*id="write".*?<\/form>/s) ?? []
    expect(form).toContain(test.runtime.content.protocols.safety.notWatched)
    expect(form).toContain('href="/help"')
    expect(page.text).toContain('Nothing has been written here yet.')
  })

  it('says honestly that a review is late, and whose doing that is', async () => {
    await test.owner.query('update course set next_review_at = $2 where id = $1', [
      courseId,
      '2026-10-27T17:00:00Z',
    ])
    const page = await (await test.as(patient)).get('/messages')
    expect(page.text).toContain('It was due on Tuesday 27 October by 5 pm, and it is late.')
    expect(page.text).toContain('That is our doing, not yours.')
  })

  it('says who reads it once treatment has ended', async () => {
    await test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      courseId,
      test.clock.now(),
    ])
    const browser = await test.as(patient)
    expect((await browser.get('/messages')).text).toContain(
      'Your treatment has ended. Priya Nair still gets what you write here',
    )
    expect(
      (await browser.post('/messages', { body: 'Hello again', send_key: newId() })).status,
    ).toBe(303)
    expect(await waiting()).toHaveLength(1)
  })

  it('takes no words once nobody would read them, and says so from the first day', async () => {
    const ended = new Date('2025-10-20T12:00:00Z')
    await test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      courseId,
      ended,
    ])
    const browser = await test.as(patient)
    const page = await browser.get('/messages')
    expect(page.text).toContain('You could write here until 20 October 2026')
    expect(page.html).not.toContain('name="body"')
    const sent = await browser.post('/messages', { body: 'Is anybody <i>there</i>?' })
    expect(sent.status).toBe(422)
    expect(sent.html).toContain('Is anybody &lt;i&gt;there&lt;/i&gt;?')
    expect(sent.text).toContain('It was not sent, and nobody has read it')
    expect(sent.html).toContain('href="/help"')
    expect(await waiting()).toHaveLength(0)
    expect((await browser.post('/made-worse', { told: 'It did' })).text).toContain(
      'nobody reads this page any more',
    )
  })

  it('has nobody to write to before there is a therapist', async () => {
    const newcomer = await aPatient(test, serviceId, { given: 'Sam', family: 'New' })
    const browser = await test.as(newcomer)
    expect((await browser.get('/messages')).text).toContain(
      'as soon as it is settled who your therapist is',
    )
    expect((await browser.post('/messages', { body: 'x', send_key: newId() })).status).toBe(404)
  })

  it('is not open to staff or strangers', async () => {
    expect((await (await test.as(therapist)).get('/messages')).status).toBe(403)
    expect((await test.stranger().get('/messages')).status).toBe(303)
  })
})

describe('what got in the way', () => {
  it('is said in a few presses, waits for the therapist, and shows them what may help', async () => {
    const browser = await test.as(patient)
    const empty = await browser.post('/in-the-way', { send_key: newId() })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Tick what fits, or say it in your own words')
    const sent = await browser.post('/in-the-way', {
      send_key: newId(),
      barriers: ['no_time', 'reading', 'made up'],
      words: 'Nights again.',
    })
    expect(sent.location).toBe('/messages?sent=1#sent')
    const [message] = await waiting()
    expect(message?.body).toBe(
      "What got in the way:\nI haven't had the time\nIt was a lot to read\n\nNights again.",
    )
    const { text } = await (await test.as(therapist)).get(`/people/${courseId}`)
    expect(text).toContain('Find one fixed slot together')
    expect((await browser.get('/messages')).text).not.toContain('Find one fixed slot together')
  })
})

describe('a half-written message', () => {
  it('is still there when the page is opened again, and is gone once it was sent', async () => {
    const browser = await test.as(patient)
    const send_key = newId()
    const json = { accept: 'application/json' }
    const saved = await browser.post('/messages/draft', { body: 'I wanted to say', send_key }, json)
    expect(JSON.parse(saved.html)).toMatchObject({ savedAt: '09:00', isEmpty: false })
    const page = await browser.get('/messages')
    expect(page.text).toContain('I wanted to say')
    expect(page.text).toContain('Not sent yet. Saved')
    // The key comes back with it: sending again after a lost answer stays one message.
    expect(page.html).toContain(send_key)
    await browser.post('/messages', { body: 'I wanted to say', send_key })
    await browser.post('/messages/draft', { body: 'I wanted to say', send_key }, json)
    expect(await rows('select kind from draft where course_id = $1', [courseId])).toEqual([])
  })

  it('can be saved with a button, without JavaScript, and emptied again', async () => {
    const browser = await test.as(patient)
    const saved = await browser.post('/messages/draft', { body: 'Later', send_key: newId() })
    expect(saved.location).toBe('/messages#write')
    expect(await rows('select kind from draft where course_id = $1', [courseId])).toHaveLength(1)
    await browser.post('/messages/draft', { body: '', send_key: newId() })
    expect(await rows('select kind from draft where course_id = $1', [courseId])).toEqual([])
  })

  it('is seen by nobody else', async () => {
    await (await test.as(patient)).post('/messages/draft', { body: 'SECRET', send_key: newId() })
    const thread = await actingAs(test, therapist, ['therapist'], async (ctx) =>
      listThread(ctx, await findOwnCourse(ctx, courseId)),
    )
    expect(JSON.stringify(thread)).not.toContain('SECRET')
  })
})

describe('reading', () => {
  it('shows the patient that their message was read, and when', async () => {
    await patientWrites('A question')
    expect((await (await test.as(patient)).get('/messages')).text).toContain('Not read yet')
    test.clock.advance({ hours: 5, minutes: 2 })
    await actingAs(test, therapist, ['therapist'], async (ctx) =>
      markRead(ctx, await findOwnCourse(ctx, courseId)),
    )
    expect((await (await test.as(patient)).get('/messages')).text).toContain('Read 14:02')
  })

  it('says by which day a message is answered, and the truth when that day has gone by', async () => {
    const page = async () => (await (await test.as(patient)).get('/messages')).text
    test.clock.set('2026-11-06T15:30:00Z')
    await patientWrites('Does the promise hold?')
    expect(await page()).toContain('You will have an answer by Monday 9 November, 3.30 pm.')
    test.clock.set('2026-11-09T15:30:00Z')
    expect(await page()).toContain(
      'You were to have an answer by Monday 9 November, 3.30 pm. It is late. That is our doing',
    )
    const [message] = await waiting()
    await handle(message?.id ?? '', 'by_phone', null)
    expect(await page()).not.toContain('have an answer by')
  })

  it('counts what is new and no longer, once the page was opened', async () => {
    await therapistWrites('Well done for Thursday.', 'review')
    const unread = () =>
      actingAs(test, patient, ['patient'], async (ctx) =>
        unreadCount(ctx, await requireMyCourse(ctx)),
      )
    expect(await unread()).toBe(1)
    const page = await (await test.as(patient)).get('/messages')
    expect(page.text).toContain('New')
    expect(await unread()).toBe(0)
  })

  it('leaves no receipt when a supervisor looks', async () => {
    await patientWrites('A question')
    const supervisor = await aSupervisorOf(test, therapist)
    await actingAs(test, supervisor, ['supervisor'], async (ctx) =>
      markRead(ctx, await findCourse(ctx, courseId)),
    )
    expect(
      await rows('select message_id from message_receipt where service_id = $1', [serviceId]),
    ).toEqual([])
  })

  it('asks of a review whether it was helpful, and shows the therapist the answer', async () => {
    const id = await therapistWrites('One idea for the week.', 'review')
    await therapistWrites('An ordinary line.')
    const browser = await test.as(patient)
    const page = await browser.get('/messages')
    expect(page.text.match(/Was this helpful\?/g)).toHaveLength(1)
    await browser.post(`/messages/${id}/fit`, { fit: 'not_sure' })
    await browser.post(`/messages/${id}/fit`, { fit: 'not_helpful' })
    await browser.post(`/messages/${id}/fit`, { fit: 'not_helpful' })
    expect(
      await rows('select answer from message_answer where message_id = $1', [id]),
    ).toHaveLength(2)
    const [review] = await actingAs(test, therapist, ['therapist'], async (ctx) =>
      listThread(ctx, await findOwnCourse(ctx, courseId)),
    )
    expect(review?.fit).toBe('not_helpful')
    expect((await browser.get('/messages')).text).toContain('write what was missing')
  })

  it('does not let another patient answer for them', async () => {
    const id = await therapistWrites('One idea.', 'review')
    const other = await aPatient(test, serviceId, { given: 'Other', family: 'Person' })
    await aCourse(test, other, therapist)
    expect(
      (await (await test.as(other)).post(`/messages/${id}/fit`, { fit: 'helpful' })).status,
    ).toBe(404)
  })
})

describe('answering', () => {
  it('keeps a question waiting until somebody says how it was dealt with', async () => {
    const first = await patientWrites('First?')
    test.clock.advance({ hours: 1 })
    const second = await patientWrites('Second?')
    await therapistWrites('A line that answers nothing by itself.')
    expect((await waiting()).map(({ id }) => id)).toEqual([first, second])
    await handle(first, 'by_phone', null)
    expect((await waiting()).map(({ id }) => id)).toEqual([second])
  })

  it('needs a reason for "no answer needed"', async () => {
    const id = await patientWrites('Thanks!')
    expect(await handle(id, 'no_answer_needed', ' ')).toEqual({ ok: false, reasonMissingFor: [id] })
    expect(await waiting()).toHaveLength(1)
    expect(await handle(id, 'no_answer_needed', 'A thank you')).toEqual({ ok: true })
    expect(await waiting()).toEqual([])
  })

  it('never shows a patient why their message got no answer', async () => {
    const id = await patientWrites('Thanks!')
    await handle(id, 'no_answer_needed', 'CANARY-REASON')
    expect((await (await test.as(patient)).get('/messages')).html).not.toContain('CANARY-REASON')
  })

  it("cannot be done to another person's message", async () => {
    const other = await aPatient(test, serviceId, { given: 'Other', family: 'Person' })
    await aCourse(test, other, therapist)
    const id = await actingAs(test, other, ['patient'], async (ctx) =>
      sendMessage(ctx, await requireMyCourse(ctx), {
        body: 'Hi',
        kind: 'message',
        sendKey: newId(),
      }),
    )
    await expect(handle(id, 'by_phone', null)).rejects.toMatchObject({ status: 404 })
  })

  it('is for the therapist alone: a supervisor does not write to the patient', async () => {
    const supervisor = await aSupervisorOf(test, therapist)
    const attempt = actingAs(test, supervisor, ['supervisor'], async (ctx) =>
      sendMessage(ctx, await findCourse(ctx, courseId), {
        body: 'x',
        kind: 'message',
        sendKey: newId(),
      }),
    )
    await expect(attempt).rejects.toMatchObject({ status: 404 })
  })
})
