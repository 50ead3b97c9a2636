import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
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
    const form = await browser.get('/measures/phq9')
    expect(form.text).toContain('PHQ-9: form 1 of 2')
    expect(form.text).toContain('Feeling bad about yourself — or that you are a failure')
    expect(form.html).not.toContain('checked=""')
  })

  it('one after the other, with the question about difficulty, sent together', async () => {
    expect((await send('/measures/phq9', phq9(1))).location).toBe('/measures/phq9/more')
    expect((await browser.get('/measures/phq9/more')).text).toContain('how difficult')
    const more = await send('/measures/phq9/more', { extra_difficulty: '2' })
    expect(more.location).toBe('/measures/gad7')
    expect(await rowsOf('instrument_response')).toHaveLength(0)
    expect((await browser.get('/measures')).text).toContain('PHQ-9, 9 questions, started')
    expect((await send('/measures/gad7', gad7(1))).location).toBe('/measures/sent')
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
    expect(sent.text).toContain('PHQ-9: 8.')
    expect(sent.text).toContain('Priya Nair reads them')
    expect(sent.html).toContain('href="/entries/new/dep.weekly"')
    expect((await browser.get('/measures')).text).toContain('No form is waiting for you')
  })

  it('with nothing above zero is not asked how difficult that was', async () => {
    expect((await send('/measures/phq9', phq9(0))).location).toBe('/measures/gad7')
  })

  it('is told of each missing answer, keeps the others, and may go on without', async () => {
    const rest = { ...items(2, 1), item_4: '1', item_5: '1', item_6: '1', item_8: '1', item_9: '0' }
    const page = await send('/measures/phq9', rest)
    expect(page.status).toBe(422)
    expect(page.text).toContain('2 answers are missing')
    expect(page.html).toContain('href="#phq9-3-1"')
    expect(page.html).toContain('id="phq9-3-1"')
    expect(page.html.match(/checked=""/g)).toHaveLength(7)
    await send('/measures/phq9', { ...rest, anyway: '1' })
    await send('/measures/phq9/more', {})
    await send('/measures/gad7', gad7(0))
    const [response] = (await rowsOf('instrument_response')).filter(
      (row) => row.instrument_id === 'phq9',
    )
    expect(response).toMatchObject({ total: null })
    expect((await browser.get('/measures/sent')).text).toContain('PHQ-9: sent without a total')
  })

  it('finds what was picked before, also when the page was closed', async () => {
    const draft = await browser.post(
      '/measures/phq9/draft',
      { item_1: '3', item_2: '2' },
      { accept: 'application/json' },
    )
    expect(JSON.parse(draft.html)).toMatchObject({ showsHelp: false, wasSent: false })
    expect((await browser.get('/measures/phq9')).html.match(/checked=""/g)).toHaveLength(2)
  })

  it('reads the direction since last week in words', async () => {
    await send('/measures/phq9', phq9(2))
    await send('/measures/phq9/more', {})
    await send('/measures/gad7', gad7(1))
    await nextWeek()
    await send('/measures/phq9', phq9(1))
    await send('/measures/phq9/more', {})
    await send('/measures/gad7', gad7(1))
    const page = await browser.get('/measures/sent')
    expect(page.text).toContain('PHQ-9: 8, down 8 since last week. Lower is better.')
    expect(page.text).toContain('GAD-7: 7, the same as last week.')
  })

  it('pressing twice, or from an old tab, sends once', async () => {
    await send('/measures/phq9', phq9(0))
    const last = { ...gad7(1), send_key: newId() }
    const pressed = await Promise.all([1, 2, 3].map(() => send('/measures/gad7', last)))
    expect(pressed.map((page) => page.location)).toEqual(Array(3).fill('/measures/sent'))
    await send('/measures/gad7', gad7(2))
    await send('/measures/phq9', phq9(2))
    expect(await rowsOf('instrument_response')).toHaveLength(2)
    expect(await rowsOf('instrument_draft')).toHaveLength(0)
  })

  it('may be asked one question a screen', async () => {
    await test.owner.query(`update service set settings = '{"oneQuestionAScreen": true}'`)
    test.runtime.services.forget()
    const page = await browser.get('/measures/phq9')
    expect(page.text).toContain('question 1 of 9')
    expect(page.html.match(/<legend/g)).toHaveLength(1)
    expect((await send('/measures/phq9', { item: '1' })).status).toBe(422)
    const next = await send('/measures/phq9', { item: '1', item_1: '2' })
    expect(next.location).toBe('/measures/phq9?item=2')
    expect((await send('/measures/phq9', { item: '2', skip: '1' })).location).toContain('item=3')
    for (const item of [3, 4, 5, 6, 7, 8]) {
      await send('/measures/phq9', { item: String(item), [`item_${item}`]: '0' })
    }
    const last = await send('/measures/phq9', { item: '9', item_9: '1' })
    expect(last.location).toContain('/safety/')
  })

  it('answers that are no options count as none, and nothing breaks', async () => {
    const absurd = { ...items(9, 77), item_10: '1', extra_difficulty: 'x', started_at: 'soon' }
    expect((await send('/measures/phq9', absurd)).status).toBe(422)
    expect((await send('/measures/nonsense', absurd)).status).toBe(404)
    expect((await send('/measures/phq9/more', absurd)).status).toBe(303)
    expect((await browser.get('/measures/phq9?item=900')).status).toBe(200)
  })
})

describe('item 9 above zero', () => {
  it('shows words and numbers at once, and is one item in draft, form and repeat', async () => {
    const drafted = await browser.post('/measures/phq9/draft', { item_9: '1' })
    expect(JSON.parse(drafted.html)).toMatchObject({ showsHelp: true })
    expect(await rowsOf('safety_item')).toHaveLength(1)
    const on = await send('/measures/phq9', phq9(1, 1))
    expect(on.location).toMatch(/^\/safety\/.+next=%2Fmeasures%2Fphq9%2Fmore$/)
    const page = await browser.get(on.location ?? '')
    expect(page.text).toContain('Are you safe right now?')
    expect(page.text).toContain('Someone will ring you today before 13:00.')
    await send('/measures/phq9/more', {})
    const last = { ...gad7(1), send_key: newId() }
    const sent = await Promise.all([1, 2].map(() => send('/measures/gad7', last)))
    expect(sent.map((one) => one.location?.slice(0, 8))).toEqual(['/safety/', '/safety/'])
    const found = await rowsOf('safety_item')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      trigger: 'phq9_item9',
      detail: { value: 1, previous: null, item: 9 },
      owner_id: therapist.accountId,
    })
  })

  it('is raised from a form that is never sent', async () => {
    await send('/measures/phq9', { item_9: '3' })
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
  })

  it('changed before sending leaves both answers on record', async () => {
    await browser.post('/measures/phq9/draft', { item_9: '2' })
    await send('/measures/phq9', phq9(0, 0))
    await send('/measures/gad7', gad7(0))
    const [item] = await rowsOf('safety_item')
    expect(item.detail).toMatchObject({ value: 2, latest: 0 })
    expect(item.closed_at).toBeNull()
  })

  it('is compared with the week before, and each week is an item of its own', async () => {
    await send('/measures/phq9', phq9(1, 1))
    await send('/measures/phq9/more', {})
    await send('/measures/gad7', gad7(1))
    await nextWeek()
    await send('/measures/phq9', phq9(1, 2))
    const found = await rowsOf('safety_item')
    expect(found).toHaveLength(2)
    expect(found.map((item) => item.detail.previous)).toEqual([null, 1])
  })

  it('in an old tab is raised even though the form was sent with 0', async () => {
    await send('/measures/phq9', phq9(0))
    await send('/measures/gad7', gad7(0))
    const late = await send('/measures/phq9', phq9(0, 2))
    expect(late.location).toContain('/safety/')
    expect(await rowsOf('safety_item')).toHaveLength(1)
    expect(await rowsOf('instrument_response')).toHaveLength(2)
  })

  it('of a draft left over from an earlier week hides nothing of this week', async () => {
    await send('/measures/phq9', { ...phq9(1, 1), anyway: '1' })
    await test.owner.query('update safety_item set closed_at = $1', [test.clock.now()])
    test.clock.advance({ days: 14 })
    await nextWeek()
    await test.owner.query('update course set started_at = $2 where id = $1', [
      course,
      new Date('2026-10-01T09:00:00Z'),
    ])
    expect((await browser.get('/measures/phq9')).html).not.toContain('checked=""')
    await send('/measures/phq9', { ...phq9(1, 1), started_at: '2026-11-02T09:00:00.000Z' })
    expect((await rowsOf('safety_item')).filter((item) => item.closed_at === null)).toHaveLength(1)
  })
})

describe('a therapist enters a form', () => {
  const fields = (more: Record<string, string>) => ({
    send_key: newId(),
    instrument: 'phq9',
    mode: 'telephone',
    ...more,
  })

  it('taken by phone, and item 9 in it is a safety item', async () => {
    const staff = await test.as(therapist)
    const page = await staff.get(`/people/${course}/measures/new?instrument=phq9`)
    expect(page.text).toContain('Enter PHQ-9')
    const once = fields(phq9(1, 1))
    const sent = await staff.post(`/people/${course}/measures`, once)
    expect(sent.location).toContain(`/people/${course}/safety/`)
    await staff.post(`/people/${course}/measures`, once)
    expect(await rowsOf('instrument_response')).toMatchObject([{ mode: 'telephone', total: 9 }])
    expect(await rowsOf('safety_item')).toHaveLength(1)
  })

  it('is told what is missing, and nothing typed is lost', async () => {
    const staff = await test.as(therapist)
    const page = await staff.post(`/people/${course}/measures`, fields({ mode: '', item_1: '2' }))
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose how it was answered')
    expect(page.html.match(/checked=""/g)).toHaveLength(1)
  })

  it('only for their own people', async () => {
    const stranger = await test.as(await aMemberOfStaff(test, service, ['therapist'], 'Else'))
    const sent = await stranger.post(`/people/${course}/measures`, fields(phq9(1)))
    expect(sent.status).toBe(404)
    expect((await browser.post(`/people/${course}/measures`, fields(phq9(1)))).status).toBe(403)
  })
})
