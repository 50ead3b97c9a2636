import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'

describe('a review', () => {
  let test: TestApp
  let serviceId: string
  let therapist: Person
  let patient: Patient
  let course: string
  let browser: Browser
  let slug = 0

  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    test.clock.set('2026-11-24T14:00:00Z')
    slug += 1
    const host = slug === 1 ? 'handrail.test' : `s${slug}.test`
    await test.owner.query('update service set host = null where host = $1', ['handrail.test'])
    serviceId = await aService(test, { slug: `service-${slug}`, host })
    await test.owner.query('update service set host = id::text where id <> $1', [serviceId])
    await test.owner.query('update service set host = $2 where id = $1', [
      serviceId,
      'handrail.test',
    ])
    test.runtime.services.forget()
    therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
    patient = await aPatient(test, serviceId)
    course = await aCourse(test, patient, therapist, { week: 3, modules: ['dep.m1'] })
    browser = await test.as(therapist)
  })

  const rows = async (table: string, where = '') =>
    (await test.owner.query(`select * from ${table} where service_id = $1 ${where}`, [serviceId]))
      .rows
  const aMessage = async (body: string) => {
    const id = newId()
    await test.owner.query(
      `insert into message (service_id, id, course_id, author_id, from_patient,
      kind, body, sent_at, send_key) values ($1, $2, $3, $4, true, 'message', $5, $6, $7)`,
      [serviceId, id, course, patient.accountId, body, test.clock.now(), newId()],
    )
    return id
  }
  const finished = (moduleId: string) =>
    test.owner.query(
      `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
     values ($1, $2, $3, $4, 'submitted', $5, $6)`,
      [serviceId, newId(), course, moduleId, test.clock.now(), patient.accountId],
    )
  const anItem = async () => {
    const id = newId()
    await test.owner.query(
      `insert into safety_item (service_id, id, course_id, patient_id, trigger,
      source_id, detail, raised_at, raised_by, owner_id, clock_step, due_at)
      values ($1, $2, $3, $4, 'phq9_item9', $5, '{"value": 2, "previous": 0, "atLeast": 1}', $6, $7, $8,
        'look', $9)`,
      [
        serviceId,
        id,
        course,
        patient.patientId,
        newId(),
        test.clock.now(),
        patient.accountId,
        therapist.accountId,
        new Date(test.clock.now().getTime() + 4 * 3_600_000),
      ],
    )
    return id
  }
  const words = 'You went to the library on Thursday, on a day that began badly. How was it after?'
  const aReview = (more: Record<string, string> = {}) => ({
    do: 'send',
    kind: 'review',
    send_key: newId(),
    body: words,
    release: 'leave',
    next_date: '2026-12-01',
    next_time: '17:00',
    time_review: '12',
    time_review_measured: '0',
    ...more,
  })
  const send = (fields: Record<string, string>) => browser.post(`/people/${course}/answer`, fields)

  it('shows the latest of a long conversation, and all of it on a page of its own', async () => {
    const monthAgo = new Date(test.clock.now().getTime() - 30 * 86_400_000)
    for (let number = 1; number <= 30; number++) {
      const id = await aMessage(`Letter number ${number}.`)
      await test.owner.query('update message set sent_at = $2 where id = $1', [
        id,
        new Date(monthAgo.getTime() + number * 60_000),
      ])
      await test.owner.query(
        `insert into message_handling (service_id, message_id, course_id, how, at, by)
         values ($1, $2, $3, 'answered', $4, $5)`,
        [serviceId, id, course, monthAgo, therapist.accountId],
      )
      await test.owner.query(
        'insert into message_receipt (service_id, message_id, reader_id, read_at) values ($1, $2, $3, $4)',
        [serviceId, id, therapist.accountId, monthAgo],
      )
    }
    const letters = (text: string) => [...text.matchAll(/Letter number (\d+)\./g)].map(([, n]) => n)
    const numbers = (from: number) =>
      Array.from({ length: 31 - from }, (_, index) => String(from + index))
    const record = await browser.get(`/people/${course}`)
    expect(letters(record.text)).toEqual(numbers(9))
    expect(record.html).toContain(`<a href="/people/${course}/messages">All 30 messages</a>`)
    const all = (await browser.get(`/people/${course}/messages`)).text
    expect(letters(all)).toEqual(numbers(1))
    expect(all.match(/Raise a worry from this/g)).toHaveLength(30)
    // One that waits for an answer is shown with all that came after it, however old it is.
    await test.owner.query('delete from message_handling where course_id = $1', [course])
    const waiting = letters((await browser.get(`/people/${course}`)).text)
    expect([...new Set(waiting)]).toEqual(numbers(1))
  })

  it('says under each drawing what it shows, and not twice what stands above to be put in', async () => {
    const forms: [string, Record<string, number>, number | null, Record<string, number>][] = [
      ['phq9', { 1: 1 }, 12, {}],
      ['hr_together', { 1: 1, 2: 3 }, null, { taken_in: 1, could_say: 3 }],
    ]
    for (const [id, answers, total, parts] of forms) {
      await test.owner.query(
        `insert into instrument_response (service_id, id, course_id, instrument_id,
           instrument_version, instrument_hash, answers, total, subscores, entered_by, submitted_at,
           send_key)
         select $1, gen_random_uuid(), $2, $3, 1, 'x', $4, $5, $6, $7,
           $8::timestamptz - make_interval(weeks => n), gen_random_uuid()
         from generate_series(0, 1) n`,
        [
          serviceId,
          course,
          id,
          JSON.stringify(answers),
          total,
          JSON.stringify(parts),
          patient.accountId,
          test.clock.now(),
        ],
      )
    }
    const { html } = await browser.get(`/people/${course}`)
    const captions = [...html.matchAll(/<figcaption class="([^"]+)"[^>]*>([^<]*)/g)].map(
      ([, look, words]) => [look, words],
    )
    expect(captions).toEqual([
      ['nhsuk-u-visually-hidden', expect.stringMatching(/^PHQ-9 was 12 on /)],
      ['hr-chart__caption', expect.stringMatching(/What they say is taken in was 1 on /)],
      ['hr-chart__caption', expect.stringMatching(/Could say what feels wrong was 3 on /)],
    ])
    expect(html).toMatch(/class="hr-insertable"><span>Your PHQ-9 was 12 on /)
  })

  it('draws the latest half year of a long course, and the whole of it when asked', async () => {
    await test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id,
         instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
       select $1, gen_random_uuid(), $2, 'phq9', 1, 'x', '{"1":1}', 5 + n % 9, $3,
         $4::timestamptz - make_interval(weeks => n), gen_random_uuid()
       from generate_series(0, 51) n`,
      [serviceId, course, patient.accountId, test.clock.now()],
    )
    const rowsOf = ({ html }: { html: string }) => {
      const [, table = ''] = html.split('PHQ-9 over the course</caption>')
      return table.split('</table>')[0]?.match(/<tr>/g)?.length ?? 0
    }
    const page = await browser.get(`/people/${course}`)
    expect(rowsOf(page)).toBe(1 + 27)
    expect(page.text).toContain('Drawn from Tuesday 26 May')
    expect(page.text).toContain('The latest 13 days of 52.')
    expect(page.html).toContain('<a href="?draw=whole#forms">Draw the whole course</a>')
    const whole = await browser.get(`/people/${course}?draw=whole`)
    expect(rowsOf(whole)).toBe(1 + 52)
    expect(whole.text).not.toContain('Drawn from')
    const supervisor = await aSupervisorOf(test, therapist)
    const read = await test.as(supervisor)
    expect(rowsOf(await read.get(`/supervision/${course}`))).toBe(1 + 27)
    expect(rowsOf(await read.get(`/supervision/${course}?draw=whole`))).toBe(1 + 52)
  })

  it('draws the diary in the words of the programme, never in the names of its fields', async () => {
    const seat = await test.as(patient)
    for (const kind of ['pleasurable', 'going_over_things', '']) {
      await seat.post('/entries', {
        ...{ worksheet_id: 'dep.activity_diary', entry_id: '', stage: '', base_version: '0' },
        ...{ save_key: newId(), back: '/diary', 'f.date': '2026-11-24', 'f.slot': 'morning' },
        ...{ 'f.did': 'This and that', 'f.mood': '4', 'f.kind': kind },
      })
    }
    for (const page of [await browser.get(`/people/${course}`), await seat.get('/progress')]) {
      expect(page.text).toContain('Something I like, or used to like')
      expect(page.text).toContain('Going over things')
      expect(page.text).not.toMatch(/pleasurable|going_over/)
    }
    expect((await browser.get(`/people/${course}`)).text).toContain('Not said')
  })

  it('shows who the person is, when the review was promised and what the software suggests', async () => {
    await finished('dep.m1')
    const page = await browser.get(`/people/${course}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Ifeoma Obi , 29')
    expect(page.text).toContain('week 3')
    expect(page.text).toContain('suggested: module 1')
    expect(page.html).toContain('value="2026-12-01"')
    expect(await rows('record_look')).toHaveLength(1)
    expect(await rows('audit_event', "and action = 'record.viewed'")).toHaveLength(1)
  })

  it('books the next call with the answer, which they see on Today', async () => {
    const call = { book_date: '2026-11-26', book_time: '10:30', book_minutes: '20' }
    const how = { book_purpose: 'review', book_mechanism: 'video' }
    const late = await send(aReview({ ...call, ...how, book_time: '' }))
    expect(late.status).toBe(422)
    expect(late.text).toContain('Give the day and the time of the call')
    expect(late.html).toContain('value="2026-11-26"')
    expect(await rows('message')).toEqual([])
    const answer = aReview({ ...call, ...how })
    expect((await send(answer)).status).toBe(303)
    await send(answer)
    const booked = await rows('appointment')
    expect(booked).toMatchObject([{ mechanism: 'video', minutes: 20, purpose: 'review' }])
    const asPatient = await test.as(patient)
    expect((await asPatient.get('/')).text).toContain('talk by video on Thursday at 10:30 am')
    expect((await browser.get(`/people/${course}`)).text).toContain('Move or cancel')
  })

  it('can take back practice that was set, which then leaves the person’s page', async () => {
    await send(aReview({ task_1: 'Ring Ada', task_due_1: '2026-11-26' }))
    const [task] = await rows('practice_task')
    const asPatient = await test.as(patient)
    expect((await asPatient.get('/')).text).toContain('Ring Ada')
    const address = `/people/${course}/practice/${task.id}/withdrawal`
    const done = await browser.post(address, { send_key: newId() })
    expect(done.location).toBe(`/people/${course}#practice`)
    expect((await asPatient.get('/')).text).not.toContain('Ring Ada')
    const page = await browser.get(`/people/${course}`)
    expect(page.text).toContain('Ring Ada : taken back')
    expect(page.html).not.toContain(address)
    expect((await browser.post(address.replace(task.id, newId()))).status).toBe(404)
  })

  it('is one commit: message, release, next review and minutes, and its module is reviewed', async () => {
    await finished('dep.m1')
    const sent = await send(
      aReview({ release: 'open', task_1: 'Ring Ada', task_due_1: '2026-11-26' }),
    )
    expect(sent.location).toBe(`/people/${course}/sent`)
    expect((await rows('message')).map(({ kind, body }) => [kind, body])).toEqual([
      ['review', words],
    ])
    expect(await rows('review')).toMatchObject([{ how: 'written' }])
    const events = (await rows('module_event')).map(({ kind, module_id }) => `${kind} ${module_id}`)
    expect(events).toContain('reviewed dep.m1')
    expect(events).toContain('released dep.m2')
    expect(await rows('practice_task')).toMatchObject([{ title: 'Ring Ada', origin: 'therapist' }])
    expect(await rows('time_entry')).toMatchObject([{ activity: 'review', minutes: 12 }])
    const [row] = await rows('course')
    expect(row.next_review_at.toISOString()).toBe('2026-12-01T17:00:00.000Z')
    const done = (await browser.get(`/people/${course}/sent`)).text
    expect(done).toMatch(/Next review Tuesday 1 December ?, 17:00 ?\./)
    expect(done).toContain('Nobody else is waiting')
  })

  it('is sent once, however often the button is pressed', async () => {
    const review = aReview()
    const answers = await Promise.all([send(review), send(review), send(review)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await rows('message')).toHaveLength(1)
    expect(await rows('review')).toHaveLength(1)
    expect(await rows('time_entry')).toHaveLength(1)
    expect(await rows('draft')).toHaveLength(0)
  })

  it('cannot be sent while a question has not been answered, and keeps what was written', async () => {
    const id = await aMessage('Is it normal to feel guilty resting? <b>')
    const refused = await send(aReview({ [`shown_${id}`]: 'yes' }))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say how you dealt with this message')
    expect(refused.html).toContain(words)
    expect(refused.html).not.toContain('<b>')
    const noReason = await send(
      aReview({ [`shown_${id}`]: 'yes', [`handled_${id}`]: 'no_answer_needed' }),
    )
    expect(noReason.text).toContain('Say why no answer is needed')
    const sent = await send(aReview({ [`handled_${id}`]: 'answered' }))
    expect(sent.status).toBe(303)
    const [message] = await rows('message', 'and not from_patient')
    expect(await rows('message_handling')).toMatchObject([
      { how: 'answered', answer_id: message.id },
    ])
  })

  it('does not pass over a message that came while it was written', async () => {
    await aMessage('One more thing')
    expect((await send(aReview())).text).toContain('This came while you were writing')
  })

  it('waits until an open safety item was read', async () => {
    const item = await anItem()
    const page = await browser.get(`/people/${course}`)
    expect(page.text).toContain('Deal with this first')
    expect(page.text).toContain('press “I have read this” before you send')
    expect((await send(aReview())).text).toContain('Read the open safety item first')
    await browser.post(`/people/${course}/safety/${item}/looks`, { send_key: newId() })
    expect((await send(aReview())).status).toBe(303)
  })

  it('leaves one primary button, and to read what is not read yet comes before sending', async () => {
    const primary = async () => {
      const { html } = await browser.get(`/people/${course}`)
      const main = /<main.*<\/main>/s.exec(html)?.[0] ?? ''
      const buttons = main.matchAll(/<(?:a|button) class="nhsuk-button"[^>]*>([^<]+)/g)
      return [...buttons].map(([, said]) => said)
    }
    const sending = ['Send review and log minutes', 'Write your answer']
    expect(await primary()).toEqual(sending)
    const [first, second] = [await anItem(), await anItem()]
    const look = (item: string) =>
      browser.post(`/people/${course}/safety/${item}/looks`, { send_key: newId() })
    expect(await primary()).toEqual(['I have read this'])
    await look(first)
    expect(await primary()).toEqual(['I have read this'])
    await look(second)
    expect(await primary()).toEqual(sending)
  })

  it('always names the next one', async () => {
    const page = await send(aReview({ next_date: '' }))
    expect(page.status).toBe(422)
    expect(page.text).toContain('nobody is without one')
    expect((await send(aReview({ next_date: '2026-11-01' }))).text).toContain('still to come')
  })

  it('needs own words under every required prompt, and sends no prompt', async () => {
    const put = await browser.post(`/people/${course}/answer`, {
      ...aReview({ body: '' }),
      do: 'prompts',
      skeleton: 'weekly_feedback',
    })
    expect(put.html).toContain('[Effort I saw]')
    const refused = await send(aReview({ body: '[Effort I saw]\n\n[Empathy]\nThat was hard.' }))
    expect(refused.text).toContain('Write under “Effort I saw”')
    await send(aReview({ body: '[Effort I saw]\nYou rang her.\n\n[Thanks]\n\n' }))
    expect((await rows('message')).map(({ body }) => body)).toEqual(['You rang her.'])
  })

  it('is previewed as the person will see it, with all that sending does', async () => {
    const page = await browser.post(`/people/${course}/answer`, { ...aReview(), do: 'preview' })
    expect(page.text).toContain('As they will see it')
    expect(page.text).toContain('Promises the next review for Tue 1 Dec')
    expect(page.text).toContain('Logs 12 minutes')
    expect(await rows('message')).toHaveLength(0)
    expect((await browser.get(`/people/${course}`)).html).toContain(words)
  })

  it('keeps minutes that were given with a reason, and lets others be counted on', async () => {
    const minutes = async (reason: string) => {
      const saved = await browser.post(`/people/${course}/answer/draft`, {
        kind: 'written',
        message: 'Half a letter',
        time_review: '17',
        time_review_measured: '0',
        time_review_reason: reason,
        send_key: newId(),
      })
      expect(saved.status).toBe(200)
      const { html } = await browser.get(`/people/${course}`)
      return /name="time_review" [^>]*value="(\d+)"/.exec(html)?.[1]
    }
    expect(await minutes('Read the letters beforehand')).toBe('17')
    expect(await minutes('')).toBe('0')
  })

  it('keeps a draft while it is written, and inserts words without a script', async () => {
    const saved = await browser.post(
      `/people/${course}/answer/draft`,
      { ...aReview(), body: 'Half a thought' },
      { accept: 'application/json' },
    )
    expect(JSON.parse(saved.html)).toHaveProperty('savedAt')
    const page = await browser.get(`/people/${course}`)
    expect(page.html).toContain('Half a thought')
    expect(page.text).toContain('Draft saved 14:00')
    const inserted = await browser.post(`/people/${course}/answer`, {
      ...aReview({ body: 'Half a thought' }),
      do: '',
      insert: 'You wrote: “sun”',
    })
    expect(inserted.html).toMatch(/Half a thought\n\nYou wrote: “sun”/)
  })

  it('by phone counts when they spoke, and not when nobody answered', async () => {
    const call = {
      ...aReview(),
      kind: 'call',
      call_counts: 'yes',
      call_purpose: 'review',
      call_mechanism: 'telephone',
      call_date: '2026-11-24',
      call_time: '13:40',
      call_minutes: '0',
      time_call: '5',
      time_call_measured: '0',
    }
    expect((await send({ ...call, call_outcome: 'no_answer' })).status).toBe(303)
    expect(await rows('contact')).toMatchObject([{ outcome: 'no_answer' }])
    expect(await rows('review')).toHaveLength(0)
    const held = { ...call, send_key: newId(), call_outcome: 'attended', call_minutes: '18' }
    expect((await send(held)).status).toBe(303)
    expect(await rows('review')).toMatchObject([{ how: 'call' }])
    expect(await rows('message')).toHaveLength(0)
  })

  it('asks why when measured minutes are changed', async () => {
    const page = await send(aReview({ time_review: '40', time_review_measured: '380' }))
    expect(page.text).toContain('Say why you changed the minutes')
  })

  it('holds a module only with a reason', async () => {
    expect((await send(aReview({ release: 'hold' }))).text).toContain('Say why it is held')
    expect((await send(aReview({ release: 'hold', hold_reason: 'practice_first' }))).status).toBe(
      303,
    )
    expect(await rows('module_event', "and kind = 'held'")).toMatchObject([{ module_id: 'dep.m2' }])
  })

  it('withstands absurd input', async () => {
    const absurd = '\u202e<script>'.repeat(2000)
    const page = await send(
      aReview({
        next_date: '9999-99-99',
        release: 'other',
        other_module: absurd,
        offer_module: 'x',
        task_1: 'y'.repeat(900),
        task_due_1: absurd,
        time_review: '-4',
        send_key: 'no',
        kind: absurd,
      }),
    )
    expect(page.status).toBe(422)
    expect(page.html).not.toContain('<script>x')
    for (const form of ['modules', 'track', 'pause', 'review-day', 'ending', 'note']) {
      expect((await browser.post(`/people/${course}/${form}`, { module_act: absurd })).status).toBe(
        422,
      )
    }
    expect((await browser.get('/people/nonsense')).status).toBe(404)
  })

  describe('beside it', () => {
    it('pausing, resuming, another day and a note are written with who and why', async () => {
      const paused = await browser.post(`/people/${course}/pause`, {
        pause_until: '2026-12-10',
        pause_reason: 'holiday',
      })
      expect(paused.status).toBe(303)
      expect((await browser.get(`/people/${course}`)).text).toContain('Paused until')
      await browser.post(`/people/${course}/resumption`)
      await browser.post(`/people/${course}/review-day`, {
        weekday: '4',
        by_time: '12:00',
        day_reason: 'New shifts',
      })
      await browser.post(`/people/${course}/note`, { note: 'Sister is staying', send_key: newId() })
      const page = await browser.get(`/people/${course}`)
      expect(page.text).toContain('Review day changed: New shifts')
      expect(page.text).toContain('Sister is staying')
    })

    it('a module is skipped with a reason, and not in a way that does not fit', async () => {
      const fields = { module_act: 'skip', module_id: 'dep.m2', module_reason: '', module_note: '' }
      expect((await browser.post(`/people/${course}/modules`, fields)).text).toContain('Say why')
      const ok = await browser.post(`/people/${course}/modules`, {
        ...fields,
        module_note: 'Does it',
      })
      expect(ok.status).toBe(303)
      const wrong = await browser.post(`/people/${course}/modules`, {
        ...fields,
        module_act: 'hold',
        module_id: 'dep.m1',
        module_note: 'x',
      })
      expect(wrong.text).toContain('cannot be done with this module')
    })

    const theTrack = async () => (await rows('course'))[0]?.track
    const toTrack = (track: string, reason = 'Thought work is hard just now') =>
      browser.post(`/people/${course}/track`, { track, track_reason: reason })

    it('another track is shown with what drops out, joins and stays open', async () => {
      for (const at of ['released', 'submitted']) {
        await test.owner.query(
          `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
           values ($1, $2, $3, 'dep.m5', $4, $5, $6)`,
          [serviceId, newId(), course, at, test.clock.now(), therapist.accountId],
        )
      }
      const { text } = await browser.get(`/people/${course}`)
      const form = text.slice(text.indexOf('Now: Full'), text.indexOf('Change to'))
      expect(form).toMatch(/Drops out: module 5, [^;]+; module 6, \S/)
      expect(form).toMatch(/Joins: “[^”;]+” /)
      expect(form).toMatch(/Drops out and stays open: module 5, [^;]+ Nothing that was done/)
      expect((await toTrack('ba_only')).status).toBe(303)
      expect(await theTrack()).toBe('ba_only')
      const after = await browser.get(`/people/${course}`)
      expect(after.text).toContain(
        'Track changed from Full to Activity first: Thought work is hard just now',
      )
      const modules = await rows('module_event', "and module_id = 'dep.m5' order by kind")
      expect(modules.map(({ kind }) => kind)).toEqual(['released', 'submitted'])
      const [event] = await rows('course_event', "and kind = 'track_changed'")
      expect(event).toMatchObject({
        by: therapist.accountId,
        reason: 'Thought work is hard just now',
        detail: { from: 'full', to: 'ba_only' },
      })
      const audited = await rows('audit_event', "and action = 'course.track-changed'")
      expect(audited).toHaveLength(1)
    })

    it('the track is not changed to itself, to none, without a reason or after the end', async () => {
      for (const [track, reason] of [
        ['full', 'x'],
        ['', 'x'],
        ['nonsense', 'x'],
        ['ba_only', ' '],
      ] as const) {
        expect((await toTrack(track, reason)).status).toBe(422)
      }
      await test.owner.query(`update course set state = 'ended', ended_at = now() where id = $1`, [
        course,
      ])
      expect((await toTrack('ba_only')).status).toBe(422)
      expect(await theTrack()).toBe('full')
      expect(await rows('course_event', "and kind = 'track_changed'")).toEqual([])
    })

    it('the track cannot be changed where the programme has only one', async () => {
      const { programmes } = test.runtime.content
      const programme = programmes.get('dep')
      const full = programme?.tracks.get('full')
      if (!programme || !full) throw new Error('the programme is installed')
      const only = { ...programme, tracks: new Map([['full', full]]) }
      ;(programmes as Map<string, typeof programme>).set('dep', only)
      try {
        expect((await browser.get(`/people/${course}`)).text).not.toContain('Change the track')
        const refused = await toTrack('ba_only')
        expect([refused.status, await theTrack()]).toEqual([422, 'full'])
      } finally {
        ;(programmes as Map<string, typeof programme>).set('dep', programme)
      }
    })

    it('ending asks for what is missing and keeps ready early apart', async () => {
      const ending = { end_reason: 'recovered_early', end_note: 'Two contacts below 5' }
      const asked = await browser.post(`/people/${course}/ending`, ending)
      expect(asked.text).toContain('blueprint')
      expect(asked.text).toContain('Something is still missing')
      await browser.post(`/people/${course}/ending`, {
        ...ending,
        end_anyway: 'yes',
        without_reason: 'other',
      })
      const [event] = await rows('course_event', "and kind = 'ended'")
      expect(event.detail).toMatchObject({ nationalCode: '46', readyEarly: true })
    })
  })

  it('is nobody else’s: a colleague finds nothing, a patient has no such page', async () => {
    const colleague = await aMemberOfStaff(test, serviceId, ['therapist'], 'Other')
    expect((await (await test.as(colleague)).get(`/people/${course}`)).status).toBe(404)
    expect(
      (await (await test.as(colleague)).post(`/people/${course}/answer`, aReview())).status,
    ).toBe(404)
    expect((await (await test.as(patient)).get(`/people/${course}`)).status).toBe(403)
  })

  describe('a supervisor', () => {
    it('reads the record and speaks to the therapist alone', async () => {
      const supervisor = await test.as(await aSupervisorOf(test, therapist))
      await test.owner.query(
        "update course set next_review_at = '2026-11-20T17:00:00Z' where id = $1",
        [course],
      )
      const list = await supervisor.get('/supervision')
      expect(list.text).toContain('Overdue reviews (1)')
      expect(list.text).toContain('4 days late')
      const page = await supervisor.get(`/supervision/${course}`)
      expect(page.text).toContain('Only the therapist sees it')
      expect(page.html).not.toContain('Send review')
      const empty = await supervisor.post(`/supervision/${course}/comments`, { send_key: newId() })
      expect(empty.status).toBe(422)
      const comment = { comment: 'CANARY ask about sleep', send_key: newId() }
      await supervisor.post(`/supervision/${course}/comments`, comment)
      await supervisor.post(`/supervision/${course}/comments`, comment)
      expect(await rows('supervision_comment')).toHaveLength(1)
      expect((await browser.get('/people')).text).toContain(
        'Your supervisor has left you a comment',
      )
      expect((await browser.get(`/people/${course}`)).text).toContain('CANARY')
      await browser.post(`/people/${course}/supervision-reading`)
      expect((await supervisor.get(`/supervision/${course}`)).text).toContain(', read')
    })

    it('never reaches the patient with a comment', async () => {
      const supervisor = await test.as(await aSupervisorOf(test, therapist))
      await supervisor.post(`/supervision/${course}/comments`, {
        comment: 'CANARY',
        send_key: newId(),
      })
      const own = await test.as(patient)
      for (const address of ['/', '/messages', '/progress', '/entries', '/programme', '/calls']) {
        const page = await own.get(address)
        expect(page.status, address).toBe(200)
        expect(page.html, address).not.toContain('CANARY')
      }
      expect((await own.get(`/supervision/${course}`)).status).toBe(403)
    })

    it('of somebody else finds nothing', async () => {
      const other = await aMemberOfStaff(test, serviceId, ['supervisor'], 'Else')
      const elsewhere = await test.as(other)
      expect((await elsewhere.get(`/supervision/${course}`)).status).toBe(404)
      expect((await elsewhere.get('/supervision')).text).toContain('0 people')
    })
  })
})
