import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isWorded } from '#clinical/instrument.ts'
import { formKey } from '#features/instruments/index.ts'
import { newId } from '#platform/ids.ts'
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
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
})
afterAll(async () => {
  await test.close()
})
// Week 1, Monday: both forms are asked at once, as a baseline.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  await test.owner.query(`update service set settings = '{}'`)
  test.runtime.services.forget()
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  browser = await test.as(patient)
})

const formOf = (instrumentId: string) => formAddress(test, patient, instrumentId)
const phq9 = (value: number, item9 = 0) => ({ ...items(8, value), item_9: String(item9) })
const gad7 = (value: number) => items(7, value)
function items(count: number, value: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`item_${index + 1}`, String(value)]),
  )
}

async function send(address: string, fields: Record<string, string>) {
  const started_at = test.clock.now().toISOString()
  return browser.post(address, { send_key: newId(), started_at, ...fields })
}

async function rowsOf(table: string) {
  const { rows } = await test.owner.query(`select * from ${table} where course_id = $1`, [course])
  return rows
}

async function nextWeek() {
  test.clock.advance({ days: 7 })
  await test.owner.query(
    `insert into review (service_id, id, course_id, how, at, by, send_key)
     values ($1, $2, $3, 'written', $4, $5, $6)`,
    [
      service,
      newId(),
      course,
      new Date(test.clock.now().getTime() - 1),
      therapist.accountId,
      newId(),
    ],
  )
  await test.owner.query('update course set next_review_at = $2 where id = $1', [
    course,
    new Date(test.clock.now().getTime() + 86_400_000),
  ])
  browser = await test.as(patient)
}

describe('a person fills in the forms', () => {
  it('is told which, how long, who reads them, and that nobody watches', async () => {
    const page = await browser.get('/measures')
    expect(page.text).toContain('Two short forms, about 4 minutes')
    expect(page.text).toContain('Nobody watches this page')
    const form = await browser.get(formOf('phq9'))
    expect(form.text).toContain('Low mood (PHQ-9): form 1 of 2')
    expect(form.text).toContain('Feeling bad about yourself — or that you are a failure')
    expect(form.html).not.toContain('checked=""')
  })

  it('one after the other, with the question about difficulty, sent together', async () => {
    expect((await send(formOf('phq9'), phq9(1))).location).toBe(`${formOf('phq9')}/more`)
    expect((await browser.get(`${formOf('phq9')}/more`)).text).toContain('how difficult')
    const more = await send(`${formOf('phq9')}/more`, { extra_difficulty: '2' })
    expect(more.location).toBe(formOf('gad7'))
    expect(await rowsOf('instrument_response')).toHaveLength(0)
    expect((await browser.get('/measures')).text).toContain(
      'Low mood (PHQ-9), 9 questions, started',
    )
    expect((await send(formOf('gad7'), gad7(1))).location).toBe('/measures/sent')
    const responses = await rowsOf('instrument_response')
    expect(responses.map((row) => [row.instrument_id, row.total, row.extra])).toEqual(
      expect.arrayContaining([
        ['phq9', 8, { difficulty: 2 }],
        ['gad7', 7, {}],
      ]),
    )
    expect(await rowsOf('instrument_draft')).toHaveLength(0)
    expect(await rowsOf('safety_item')).toHaveLength(0)
    const sent = await browser.get('/measures/sent')
    expect(sent.text).toContain('Low mood (PHQ-9): 8.')
    expect(sent.text).toMatch(/Priya Nair reads them for your next review: /)
    expect(sent.html).toContain('href="/entries/new/dep.weekly"')
    expect((await browser.get('/measures')).text).toContain('No form is waiting for you')
  })

  it('with nothing above zero is not asked how difficult that was', async () => {
    expect((await send(formOf('phq9'), phq9(0))).location).toBe(formOf('gad7'))
  })

  it('is told of each missing answer, keeps the others, and may go on without', async () => {
    const rest = { ...items(2, 1), item_4: '1', item_5: '1', item_6: '1', item_8: '1', item_9: '0' }
    const page = await send(formOf('phq9'), rest)
    expect(page.status).toBe(422)
    expect(page.text).toContain('2 answers are missing')
    expect(page.html).toContain('href="#item-3-1"')
    expect(page.html).toContain('id="item-3-1"')
    expect(page.html.match(/checked=""/g)).toHaveLength(7)
    await send(formOf('phq9'), { ...rest, anyway: '1' })
    await send(`${formOf('phq9')}/more`, {})
    await send(formOf('gad7'), gad7(0))
    const [response] = (await rowsOf('instrument_response')).filter(
      (row) => row.instrument_id === 'phq9',
    )
    expect(response).toMatchObject({ total: null })
    expect((await browser.get('/measures/sent')).text).toContain(
      'Low mood (PHQ-9): sent without a total',
    )
  })

  it('finds what was picked before, also when the page was closed', async () => {
    const draft = await browser.post(
      `${formOf('phq9')}/draft`,
      { item_1: '3', item_2: '2' },
      { accept: 'application/json' },
    )
    expect(JSON.parse(draft.html)).toMatchObject({ showsHelp: false, wasSent: false })
    expect((await browser.get(formOf('phq9'))).html.match(/checked=""/g)).toHaveLength(2)
  })

  it('reads the direction since last week in words', async () => {
    await send(formOf('phq9'), phq9(2))
    await send(`${formOf('phq9')}/more`, {})
    await send(formOf('gad7'), gad7(1))
    await nextWeek()
    await send(formOf('phq9'), phq9(1))
    await send(`${formOf('phq9')}/more`, {})
    await send(formOf('gad7'), gad7(1))
    await send(formOf('hr_sense'), items(2, 3))
    const page = await browser.get('/measures/sent')
    expect(page.text).toContain('Low mood (PHQ-9): 8, down 8 since last week. Lower is better.')
    expect(page.text).toContain('Worry and anxiety (GAD-7): 7, the same as last week.')
  })

  it('pressing twice, or from an old tab, sends once', async () => {
    await send(formOf('phq9'), phq9(0))
    const last = { ...gad7(1), send_key: newId() }
    const pressed = await Promise.all([1, 2, 3].map(() => send(formOf('gad7'), last)))
    expect(pressed.map((page) => page.location)).toEqual(Array(3).fill('/measures/sent'))
    await send(formOf('gad7'), gad7(2))
    await send(formOf('phq9'), phq9(2))
    expect(await rowsOf('instrument_response')).toHaveLength(2)
    expect(await rowsOf('instrument_draft')).toHaveLength(0)
  })

  it('may be asked one question a screen', async () => {
    await test.owner.query(`update service set settings = '{"oneQuestionAScreen": true}'`)
    test.runtime.services.forget()
    const page = await browser.get(formOf('phq9'))
    expect(page.text).toContain('Question 1 of 9')
    expect(page.html.match(/<legend/g)).toHaveLength(1)
    expect((await send(formOf('phq9'), { item: '1' })).status).toBe(422)
    const next = await send(formOf('phq9'), { item: '1', item_1: '2' })
    expect(next.location).toBe(`${formOf('phq9')}?item=2`)
    const declined = await send(formOf('phq9'), { item: '2', item_2: 'declined' })
    expect(declined.location).toContain('item=3')
    for (const item of [3, 4, 5, 6, 7, 8]) {
      await send(formOf('phq9'), { item: String(item), [`item_${item}`]: '0' })
    }
    const last = await send(formOf('phq9'), { item: '9', item_9: '1' })
    expect(last.location).toContain('/safety/')
  })

  it('and a safety answer in the middle of it leads back to the next question', async () => {
    await test.owner.query(`update service set settings = '{"oneQuestionAScreen": true}'`)
    test.runtime.services.forget()
    await test.owner.query(
      `insert into measure_request (service_id, id, course_id, instrument_id, rhythm, reason, at,
         by, send_key) values ($1, $2, $3, 'core10', 'once', 'asked for', $4, $5, $6)`,
      [service, newId(), course, test.clock.now(), therapist.accountId, newId()],
    )
    for (const item of [1, 2, 3, 4, 5]) {
      await send(formOf('core10'), { item: String(item), [`item_${item}`]: '0' })
    }
    const raised = await send(formOf('core10'), { item: '6', item_6: '1' })
    const page = await browser.get(raised.location ?? '')
    expect(page.html).toContain(`href="${formOf('core10')}?item=7"`)
    expect(page.text).toContain('Carry on with the form')
  })

  it('and its words come after the question that raised it, not after each that follows', async () => {
    await test.owner.query(`update service set settings = '{"oneQuestionAScreen": true}'`)
    test.runtime.services.forget()
    await test.owner.query(
      `insert into measure_request (service_id, id, course_id, instrument_id, rhythm, reason, at,
         by, send_key) values ($1, $2, $3, 'core10', 'once', 'asked for', $4, $5, $6)`,
      [service, newId(), course, test.clock.now(), therapist.accountId, newId()],
    )
    const places: (string | null)[] = []
    for (const item of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const value = item === 6 ? '2' : '0'
      const sent = await send(formOf('core10'), { item: String(item), [`item_${item}`]: value })
      places.push(sent.location)
    }
    expect(places.map((place) => place?.startsWith('/safety/'))).toEqual(
      places.map((_, index) => index === 5),
    )
    expect(await rowsOf('safety_item')).toHaveLength(1)
    // A higher answer to the same question is read anew, and so are its words.
    const again = await send(formOf('core10'), { item: '6', item_6: '4' })
    expect(again.location).toContain('/safety/')
  })

  it('answers that are no options count as none, and nothing breaks', async () => {
    const absurd = { ...items(9, 77), item_10: '1', extra_difficulty: 'x', started_at: 'soon' }
    expect((await send(formOf('phq9'), absurd)).status).toBe(422)
    expect((await send('/measures/nonsense', absurd)).status).toBe(404)
    expect((await send(`${formOf('phq9')}/more`, absurd)).status).toBe(303)
    expect((await browser.get(`${formOf('phq9')}?item=900`)).status).toBe(200)
  })
})

describe('the address of a form', () => {
  it('does not name it, and is the same at any time', async () => {
    const before = formOf('phq9')
    expect(before).toMatch(/^\/measures\/\d{14}$/)
    expect((await browser.get('/measures')).html).toContain(`href="${before}"`)
    await nextWeek()
    await test.owner.query('update course set state = $2, ended_at = $3 where id = $1', [
      course,
      'ended',
      test.clock.now(),
    ])
    await aCourse(test, patient, therapist)
    expect((await browser.get('/measures')).html).toContain(`href="${before}"`)
  })

  it('is another for everybody, and theirs leads nowhere', async () => {
    const other = await aPatient(test, service)
    const theirs = formAddress(test, other, 'phq9')
    expect(theirs).not.toBe(formOf('phq9'))
    expect((await browser.get(theirs)).status).toBe(404)
    expect((await send(theirs, phq9(1, 3))).status).toBe(404)
    expect(await rowsOf('instrument_draft')).toHaveLength(0)
  })
})

describe('a page left open while the secret of the service was changed', () => {
  const before = '/measures/12345678901234'

  it('still sends, and leads on to the addresses of now', async () => {
    expect((await browser.get(before)).status).toBe(404)
    const page = await send(before, { instrument: 'phq9', ...phq9(1) })
    expect(page.location).toBe(`${formOf('phq9')}/more`)
    const drafted = await browser.post(`${before}/draft`, { instrument: 'gad7', item_1: '1' })
    expect(drafted.status).toBe(200)
    expect(await rowsOf('instrument_draft')).toHaveLength(2)
  })

  it('raises what somebody must look at', async () => {
    await browser.post(`${before}/draft`, { instrument: 'phq9', item_9: '1' })
    expect(await rowsOf('safety_item')).toHaveLength(1)
  })
})

describe('item 9 above zero', () => {
  it('shows words and numbers at once, and is one item in draft, form and repeat', async () => {
    const drafted = await browser.post(`${formOf('phq9')}/draft`, { item_9: '1' })
    expect(JSON.parse(drafted.html)).toMatchObject({ showsHelp: true })
    expect(await rowsOf('safety_item')).toHaveLength(1)
    const on = await send(formOf('phq9'), phq9(1, 1))
    const next = encodeURIComponent(`${formOf('phq9')}/more`)
    expect(on.location).toMatch(new RegExp(`^/safety/.+next=${next}$`))
    const page = await browser.get(on.location ?? '')
    expect(page.text).toContain('Are you safe right now?')
    expect(page.text).toContain('Someone will ring you today before 13:00.')
    await send(`${formOf('phq9')}/more`, {})
    const last = { ...gad7(1), send_key: newId() }
    const sent = await Promise.all([1, 2].map(() => send(formOf('gad7'), last)))
    expect(sent.map((one) => one.location?.slice(0, 8))).toEqual(['/safety/', '/safety/'])
    const found = await rowsOf('safety_item')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      trigger: 'phq9_item9',
      detail: { value: 1, previous: null, item: 9 },
      owner_id: therapist.accountId,
    })
  })

  it('and the safety item of every other form is raised from one that is never sent', async () => {
    const others = [...test.runtime.content.instruments.values()]
      .filter((instrument) => isWorded(instrument) && instrument.id !== 'phq9')
      .flatMap(({ id, safetyItems }) => safetyItems.map((rule) => ({ id, ...rule })))
    expect(others.map(({ signal }) => signal)).toContain('core10_item6')
    for (const { id } of others) {
      await test.owner.query(
        `insert into measure_request (service_id, id, course_id, instrument_id, rhythm, reason, at,
           by, send_key) values ($1, $2, $3, $4, 'once', 'asked for', $5, $6, $7)`,
        [service, newId(), course, id, test.clock.now(), therapist.accountId, newId()],
      )
    }
    for (const { id, item, atLeast } of others) {
      const below = { [`item_${item}`]: String(atLeast - 1) }
      const drafted = await browser.post(`${formOf(id)}/draft`, below)
      expect(JSON.parse(drafted.html)).toMatchObject({ showsHelp: false })
      const at = { [`item_${item}`]: String(atLeast) }
      const raised = await browser.post(`${formOf(id)}/draft`, at)
      expect(JSON.parse(raised.html)).toMatchObject({ showsHelp: true })
    }
    const found = await rowsOf('safety_item')
    expect(found.map(({ trigger }) => trigger).sort()).toEqual(
      others.map(({ signal }) => signal).sort(),
    )
    expect(await rowsOf('instrument_response')).toHaveLength(0)
  })

  it('is raised from a form that is never sent', async () => {
    await send(formOf('phq9'), { item_9: '3' })
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
  })

  it('changed before sending leaves both answers on record', async () => {
    await browser.post(`${formOf('phq9')}/draft`, { item_9: '2' })
    await send(formOf('phq9'), phq9(0, 0))
    await send(formOf('gad7'), gad7(0))
    const [item] = await rowsOf('safety_item')
    expect(item.detail).toMatchObject({ value: 2, latest: 0 })
    expect(item.closed_at).toBeNull()
  })

  it('is compared with the week before, and each week is an item of its own', async () => {
    await send(formOf('phq9'), phq9(1, 1))
    await send(`${formOf('phq9')}/more`, {})
    await send(formOf('gad7'), gad7(1))
    await nextWeek()
    await send(formOf('phq9'), phq9(1, 2))
    const found = await rowsOf('safety_item')
    expect(found).toHaveLength(2)
    expect(found.map((item) => item.detail.previous)).toEqual([null, 1])
  })

  it('in an old tab is raised even though the form was sent with 0', async () => {
    await send(formOf('phq9'), phq9(0))
    await send(formOf('gad7'), gad7(0))
    const late = await send(formOf('phq9'), phq9(0, 2))
    expect(late.location).toContain('/safety/')
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(2)
  })

  it('of a draft left over from an earlier week hides nothing of this week', async () => {
    await send(formOf('phq9'), { ...phq9(1, 1), anyway: '1' })
    await test.owner.query('update safety_item set closed_at = $1', [test.clock.now()])
    test.clock.advance({ days: 14 })
    await nextWeek()
    await test.owner.query('update course set started_at = $2 where id = $1', [
      course,
      new Date('2026-10-01T09:00:00Z'),
    ])
    expect((await browser.get(formOf('phq9'))).html).not.toContain('checked=""')
    await send(formOf('phq9'), { ...phq9(1, 1), started_at: '2026-11-02T09:00:00.000Z' })
    expect((await rowsOf('safety_item')).filter((item) => item.closed_at === null)).toHaveLength(1)
  })
})

describe('every kind of question', () => {
  /** A form of the library that the therapist asks for beside the weekly ones. */
  async function fillIn(instrument: string, fields: Record<string, string>) {
    const staff = await test.as(therapist)
    const send_key = newId()
    return staff.post(`/people/${course}/measures`, {
      instrument,
      send_key,
      mode: 'paper',
      ...fields,
    })
  }
  async function answersTo(instrument: string) {
    return (await rowsOf('instrument_response')).find((row) => row.instrument_id === instrument)
  }
  async function formPage(instrument: string) {
    const staff = await test.as(therapist)
    const key = formKey(test.runtime, patient.patientId, instrument)
    return staff.get(`/people/${course}/measures/new?form=${key}`)
  }

  it('with answers of its own: AUDIT-C', async () => {
    const page = await formPage('auditc')
    expect(page.text).toContain('2-4 times per month')
    expect(page.text).toContain('Daily or almost daily')
    await fillIn('auditc', { item_1: '3', item_2: '1', item_3: '2' })
    expect(await answersTo('auditc')).toMatchObject({ total: 6 })
  })

  it('that may not apply: PEQ', async () => {
    expect((await formPage('peq_treatment')).text).toContain('Not applicable')
    const answers = { ...items(5, 3), item_6: 'not_applicable' }
    await fillIn('peq_treatment', answers)
    expect(await answersTo('peq_treatment')).toMatchObject({
      total: null,
      answers: { 1: 3, 6: 'not_applicable' },
    })
    // Only where the form itself allows it.
    const page = await fillIn('peq_treatment', { ...items(6, 3), item_1: 'not_applicable' })
    expect(page.status).toBe(422)
  })

  it('on a scale with words at some of its numbers: each answer shows its number', async () => {
    const page = await formPage('iapt_phobia')
    expect(page.text).toContain('0: Would not avoid it 1 2: Slightly avoid it 3')
  })

  it('with twenty items: PCL-5, each numbered, each with the choice not to say', async () => {
    const page = await formPage('pcl5')
    expect(page.text).toContain('Question 20 of 20')
    expect(page.html.match(/<fieldset/g)?.length).toBeGreaterThanOrEqual(20)
    expect(page.html.match(/value="declined"/g)).toHaveLength(20)
    expect(page.html).not.toContain('checked=""')
  })

  it('verbatim and marked as its own language, with the attribution under it', async () => {
    const page = await browser.get(formOf('phq9'))
    const { language, items: printed, licence } = test.runtime.content.instruments.get('phq9') ?? {}
    expect(page.html).toContain(`lang="${language}"`)
    for (const { text } of printed ?? []) expect(page.text).toContain(text ?? 'nothing')
    expect(page.text).toContain(licence?.attribution ?? 'nothing')
  })

  it('may be left unsaid: then there is no total, and staff see which', async () => {
    await send(formOf('phq9'), { ...phq9(0), item_3: 'declined' })
    await send(formOf('gad7'), gad7(0))
    expect(await answersTo('phq9')).toMatchObject({ declined_items: [3], left_items: [] })
    expect(await answersTo('phq9')).toMatchObject({ total: null })
  })

  it('may be left empty, which is not the same: what was declined and what was left stay apart', async () => {
    const most = { ...phq9(1), item_5: '' }
    const asked = await send(formOf('phq9'), { ...most, item_3: 'declined' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('Where you would rather not answer, choose “Prefer not to say”')
    await send(formOf('phq9'), { ...most, item_3: 'declined', anyway: '1' })
    await send(formOf('gad7'), gad7(0))
    const response = await answersTo('phq9')
    expect(response).toMatchObject({ total: null, declined_items: [3], left_items: [5] })
    const staff = await test.as(therapist)
    const words = 'item 5 not answered; item 3: would rather not say'
    expect((await staff.get(`/people/${course}`)).text).toContain(`Incomplete: ${words}.`)
    const page = await staff.get(`/people/${course}/responses/${response.id}`)
    expect(page.text).toContain(`Incomplete: ${words}.`)
    expect(page.text).toMatch(/3\. [^:]+? would rather not say/)
    expect(page.text).toMatch(/5\. [^:]+? not answered/)
  })

  it('is answered after all when the person comes back to it', async () => {
    const most = { ...phq9(1), item_5: '' }
    await send(formOf('phq9'), { ...most, anyway: '1' })
    await send(formOf('phq9'), { item_5: '2' })
    await send(formOf('gad7'), gad7(0))
    expect(await answersTo('phq9')).toMatchObject({ total: 9, left_items: [] })
  })

  it('left empty in a form on paper is nobody’s “rather not”, and nothing is claimed of old ones', async () => {
    await fillIn('phq9', { ...phq9(1), item_2: '', item_4: 'declined', anyway: '1' })
    const response = await answersTo('phq9')
    expect(response).toMatchObject({ declined_items: [4], left_items: [2] })
    await test.owner.query(
      `update instrument_response set left_items = null, declined_items = '{2,4}' where id = $1`,
      [response.id],
    )
    const staff = await test.as(therapist)
    const page = await staff.get(`/people/${course}/responses/${response.id}`)
    expect(page.text).toContain('items 2 and 4 not answered, or would rather not say')
  })

  it('that is left unsaid after all takes the answer back', async () => {
    await browser.post(`${formOf('phq9')}/draft`, { item_3: '2' })
    await send(formOf('phq9'), { ...phq9(0), item_3: 'declined' })
    await send(formOf('gad7'), gad7(0))
    const response = await answersTo('phq9')
    expect(response.answers).not.toHaveProperty('3')
  })

  it('that another brings up is asked only then: NEQ', async () => {
    await test.owner.query(
      `insert into licence_check (service_id, id, instrument_id, checked_by, checked_on, seen_at,
         recorded_at) values ($1, $2, 'neq20', 'A. Person', '2026-11-01', 'the page', $3)`,
      [service, newId(), test.clock.now()],
    )
    await test.owner.query('update service set wording_stamp = wording_stamp + 1 where id = $1', [
      service,
    ])
    test.runtime.services.forget()
    expect((await formPage('neq20')).text).toContain('Question 20 of 20')
    const asked = await fillIn('neq20', { ...items(20, 0), item_3: '1' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('More about question 3')
    expect(asked.html.match(/class="nhsuk-error-message"/g)).toHaveLength(2)
    const answers = { ...items(20, 0), item_3: '1', item_23: '2', item_43: '0', item_24: '4' }
    expect((await fillIn('neq20', answers)).status).toBe(303)
    // An answer to a question that was not asked after all is left behind.
    const response = await answersTo('neq20')
    expect(response.answers).toMatchObject({ 3: 1, 23: 2, 43: 0 })
    expect(response.answers).not.toHaveProperty('24')
    await test.owner.query(`delete from licence_check where service_id = $1`, [service])
    await test.owner.query('update service set wording_stamp = wording_stamp + 1 where id = $1', [
      service,
    ])
  })

  it('of a service without the words is not found, and never half shown', async () => {
    const page = await formPage('wsas')
    expect(page.status).toBe(404)
    expect((await browser.get(formOf('wsas'))).location).toBe('/measures')
  })

  it('whose words were withdrawn while it was open still raises what a person must look at', async () => {
    const sent = await send(formOf('epds'), items(10, 2))
    expect(sent.location).toMatch(/^\/safety\/[0-9a-f-]{36}\?next=%2Fmeasures$/)
    expect(await rowsOf('safety_item')).toMatchObject([{ trigger: 'epds_item10' }])
    expect(await rowsOf('instrument_response')).toHaveLength(0)
    const calm = await send(formOf('epds'), { ...items(9, 2), item_10: '0' })
    expect(calm.location).toBe('/measures')
    const picked = await send(`${formOf('epds')}/draft`, { ...items(9, 2), item_10: '0' })
    expect(picked.status).toBe(404)
    expect((await send(`${formOf('epds')}/more`, {})).location).toBe('/measures')
  })

  it('whose words were withdrawn raises it from a form half filled in as well', async () => {
    const picked = await send(`${formOf('epds')}/draft`, { item_10: '1' })
    expect(JSON.parse(picked.html)).toMatchObject({ showsHelp: true })
    expect(await rowsOf('safety_item')).toMatchObject([{ trigger: 'epds_item10' }])
  })

  it('that raises a safety item does so in every form: CORE-10 item 6', async () => {
    const sent = await fillIn('core10', { item_6: '1', anyway: '1' })
    expect(sent.location).toContain('/safety/')
    expect(await rowsOf('safety_item')).toMatchObject([{ trigger: 'core10_item6' }])
    expect(await answersTo('core10')).toMatchObject({ total: null })
  })
})
