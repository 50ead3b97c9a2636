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
let duty: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  duty = await aMemberOfStaff(test, service, ['duty_clinician'], 'Dina Duty')
})
afterAll(() => test.close())

beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist, { week: 2 })
})

/** What a therapist types into the plan while they talk. */
const inTheirWords = {
  'f.signs.0': 'I stop answering my sister',
  'f.self.0': 'Cold water, then the radio',
  'f.ask.0.who': 'Chidi',
  'f.ask.0.phone': '07700 900456',
  'f.review_by': '2026-11-30',
}

async function planForm(browser: Browser, fields: Record<string, string> = inTheirWords) {
  const page = await browser.get(`/people/${course}/plan`)
  expect(page.status).toBe(200)
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? ''
  return {
    worksheet_id: 'common.safety_plan',
    entry_id: value('entry_id'),
    base_version: value('base_version'),
    save_key: value('save_key'),
    back: value('back'),
    ...fields,
  }
}

async function writePlan(browser: Browser, fields?: Record<string, string>) {
  return browser.post(`/people/${course}/plan`, await planForm(browser, fields))
}

async function anItem(): Promise<string> {
  const browser = await test.as(patient)
  await browser.post('/help/alert', { send_key: newId() })
  const { rows } = await test.owner.query(
    'select id from safety_item where course_id = $1 order by raised_at desc limit 1',
    [course],
  )
  return rows[0].id
}

const act = (browser: Browser, item: string, name: string, fields: Record<string, string>) =>
  browser.post(`/people/${course}/safety/${item}/${name}`, { send_key: newId(), ...fields })

describe('the safety plan', () => {
  it('is written by whoever rings, from the item and from the record, and stands beside it', async () => {
    const item = await anItem()
    const browser = await test.as(duty)
    const page = await browser.get(`/people/${course}/safety/${item}`)
    expect(page.text).toContain('None written yet.')
    expect(page.html).toContain(`/people/${course}/plan?back=`)
    const own = await (await test.as(therapist)).get(`/people/${course}`)
    expect(own.html).toContain(`href="/people/${course}/plan"`)
    const saved = await writePlan(browser)
    expect(saved.location).toBe(`/people/${course}`)
    const after = await browser.get(`/people/${course}/safety/${item}`)
    expect(after.text).toContain('I stop answering my sister')
    expect(after.text).toContain('Read or revise it together')
    const { rows } = await test.owner.query(
      `select v.saved_by from entry_version v join entry e on e.id = v.entry_id
       where e.course_id = $1 and e.worksheet_id = 'common.safety_plan'`,
      [course],
    )
    expect(rows).toEqual([{ saved_by: duty.accountId }])
  })

  it('is saved as it is typed, kept when a day cannot be right, and never taken for another sheet', async () => {
    const browser = await test.as(therapist)
    const form = await planForm(browser)
    const kept = await browser.post(`/people/${course}/plan/autosave`, form)
    expect(JSON.parse(kept.html)).toMatchObject({ version: 1, notKept: null })
    const wrong = await browser.post(`/people/${course}/plan`, {
      ...(await planForm(browser)),
      'f.review_by': 'next week',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('I stop answering my sister')
    await browser.post(`/people/${course}/plan`, {
      ...(await planForm(browser)),
      worksheet_id: 'common.goal',
    })
    const { rows } = await test.owner.query(
      'select distinct worksheet_id from entry where course_id = $1',
      [course],
    )
    expect(rows).toEqual([{ worksheet_id: 'common.safety_plan' }])
  })

  it('is found by the person on the help page, after a signal and on Today, to read and to print', async () => {
    let browser = await test.as(patient)
    for (const address of ['/help', '/']) {
      expect((await browser.get(address)).text).not.toContain('My safety plan')
    }
    expect((await browser.get('/plan')).text).toContain('There is no plan yet')
    await writePlan(await test.as(therapist))
    const item = await anItem()
    browser = await test.as(patient)
    for (const address of ['/help', `/safety/${item}`, '/']) {
      const page = await browser.get(address)
      expect(page.html, address).toContain('href="/plan"')
      expect(page.text, address).toContain('My safety plan')
      // Private: it is said that there is one, and never what it says.
      expect(page.text, address).not.toContain('my sister')
    }
    const plan = await browser.get('/plan')
    expect(plan.text).toContain('Cold water, then the radio')
    // The day on which it is looked at again is not a day that it tells of.
    expect(plan.text).not.toContain('about ')
    expect((await browser.get('/plan/print')).text).toContain('Chidi')
    expect((await browser.get('/entries')).text).not.toContain('my sister')
  })

  it('is nobody else’s: no stranger, other patient, colleague or administrator reads or writes it', async () => {
    await writePlan(await test.as(therapist))
    const colleague = await aMemberOfStaff(test, service, ['therapist'], 'Somebody Else')
    const office = await aMemberOfStaff(test, service, ['administrator'], 'Office')
    for (const [who, status] of [
      [colleague, 404],
      [office, 403],
      // On duty, and nothing is open.
      [duty, 404],
    ] as const) {
      const browser = await test.as(who)
      expect((await browser.get(`/people/${course}/plan`)).status).toBe(status)
      const fields = { worksheet_id: 'common.safety_plan', save_key: newId(), ...inTheirWords }
      expect((await browser.post(`/people/${course}/plan`, fields)).status).toBe(status)
    }
    const other = await aPatient(test, service, { given: 'Dean', family: 'Ward' })
    await aCourse(test, other, therapist)
    expect((await (await test.as(other)).get('/plan')).text).toContain('There is no plan yet')
    expect((await test.stranger().get('/plan')).status).not.toBe(200)
  })
})

describe('"Plan made"', () => {
  const made = { decision: 'plan_made', note: 'Made together', plan_review_by: '2026-11-30' }

  it('needs a plan that was saved on the day of that talk or later', async () => {
    let browser = await test.as(therapist)
    await writePlan(browser)
    test.clock.advance({ days: 1 })
    const item = await anItem()
    browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'spoke' })
    const refused = await act(browser, item, 'decisions', made)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Write the safety plan with them and save it first')
    expect(refused.text).toContain('Made together')
    const closing = await act(browser, item, 'closing', made)
    expect(closing.status).toBe(422)
    await writePlan(browser, { ...inTheirWords, 'f.signs.1': 'I stay up all night' })
    expect((await act(browser, item, 'decisions', made)).status).toBe(303)
    expect((await act(browser, item, 'closing', made)).status).toBe(303)
  })

  it('counts a plan written in the call, before the call was recorded', async () => {
    const item = await anItem()
    const browser = await test.as(therapist)
    await writePlan(browser)
    test.clock.advance({ minutes: 12 })
    await act(browser, item, 'calls', { outcome: 'spoke' })
    expect((await act(browser, item, 'decisions', made)).status).toBe(303)
  })

  it('does not count a plan without the day on which it is looked at again', async () => {
    const item = await anItem()
    const browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'spoke' })
    await writePlan(browser, { 'f.signs.0': 'I stop answering my sister' })
    expect((await act(browser, item, 'decisions', made)).status).toBe(422)
  })
})
