import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routes } from '#app/app.ts'
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
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  patient = await aPatient(test, service)
  await aCourse(test, patient, therapist)
})
afterAll(async () => {
  await test.close()
})
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  browser = await test.as(patient)
  await test.owner.query('truncate safety_item, safety_event')
})

async function items() {
  const { rows } = await test.owner.query('select * from safety_item order by raised_at, id')
  return rows
}

async function askForHelp(): Promise<string> {
  const sent = await browser.post('/help/alert', { send_key: newId() })
  expect(sent.status).toBe(303)
  return sent.location ?? ''
}

describe('help now', () => {
  it('is open to everybody, and its first line is a number to ring', async () => {
    const page = await test.stranger().get('/help')
    expect(page.status).toBe(200)
    expect(page.html).toMatch(/<h1[^>]*><a href="tel:999">999<\/a>/)
    expect(page.text).toContain('116 123')
    expect(page.text).not.toContain('Ask my team to ring me')
  })

  it('is one press away on every page of a person, and each says that nobody watches', async () => {
    const { notWatched } = test.runtime.content.protocols.safety
    const own = routes.filter(
      ({ method, path, permission }) =>
        method === 'GET' && permission === 'treatment.own' && !path.includes(':'),
    )
    const without: string[] = []
    let shown = 0
    for (const { path } of own) {
      const { status, html, text } = await browser.get(path)
      if (status !== 200) continue
      shown += 1
      const [head] = html.match(/<header.*?<\/header>/s) ?? []
      if (!head?.includes('href="/help"') || !text.includes(notWatched)) without.push(path)
    }
    // Files to keep, which are opened elsewhere.
    const pages = without.filter((path) => !path.endsWith('/download'))
    expect(pages).toEqual(['/entries/export', '/week/calendar'])
    expect(shown).toBeGreaterThan(10)
  })

  it("names the service's own crisis line once the service gives it", async () => {
    const settings = { crisisLineName: 'Riverside crisis line', crisisLinePhone: '0800 123 4567' }
    await test.owner.query('update service set settings = $1', [JSON.stringify(settings)])
    test.runtime.services.forget()
    const page = await test.stranger().get('/help')
    expect(page.html).toContain('href="tel:08001234567"')
    expect(page.text).toContain('Riverside crisis line')
  })

  it('lets a signed-in person ask for a call, says when, and double presses are one', async () => {
    expect((await browser.get('/help')).text).toContain('someone will ring you today before 13:00')
    const sendKey = newId()
    const sent = await Promise.all(
      [1, 2].map(() => browser.post('/help/alert', { send_key: sendKey })),
    )
    expect(await items()).toHaveLength(1)
    expect(sent[0]?.location).toBe(sent[1]?.location)
    expect((await items())[0]).toMatchObject({
      trigger: 'help_button',
      owner_id: therapist.accountId,
      due_at: new Date('2026-11-02T10:00:00Z'),
    })
    const page = await browser.get(sent[0]?.location ?? '')
    expect(page.text).toContain('Someone will ring you today before 13:00.')
    expect(page.text).toContain('Are you safe right now?')
  })

  it('has the time of the service, whatever the clock of a phone says', async () => {
    const wrong = '2031-01-01T00:00:00Z'
    const claimed = { raised_at: wrong, due_at: wrong, at: wrong, now: wrong }
    await browser.post('/help/alert', { send_key: newId(), ...claimed })
    const [item] = await items()
    expect(item.raised_at).toEqual(test.clock.now())
    expect(item.due_at).toEqual(new Date('2026-11-02T10:00:00Z'))
  })

  it('says honestly that nobody is at work on a Saturday night', async () => {
    test.clock.set('2026-11-07T23:00:00Z')
    browser = await test.as(patient)
    expect((await browser.get('/help')).text).toContain('Your team is not at work now')
    const page = await browser.get(await askForHelp())
    expect(page.text).toContain('Your team is not at work now')
    expect(page.text).toContain('on Monday before 12:00')
  })

  it('takes an alert whose key was lost: a signal is never refused over a form', async () => {
    await browser.post('/help/alert', { send_key: 'nonsense' })
    expect(await items()).toHaveLength(1)
  })

  it('asks a stranger to sign in rather than pretending that somebody was told', async () => {
    expect((await test.stranger().post('/help/alert')).status).toBe(401)
  })
})

describe('the answer to "are you safe right now?"', () => {
  it('"I need help now" shows 999, shortens the clock and raises an item of its own', async () => {
    const address = await askForHelp()
    await browser.post(address, { answer: 'need_help_now', send_key: newId() })
    const [first, second] = await items()
    expect(first.due_at).toEqual(new Date('2026-11-02T09:30:00Z'))
    expect(second).toMatchObject({ trigger: 'patient_need_help', owner_id: therapist.accountId })
    const page = await browser.get(address)
    expect(page.text).toContain('Call 999 now')
    const staff = await test.as(therapist)
    await staff.post(`/people/${first.course_id}/safety/${first.id}/looks`)
    expect((await items())[0].due_at).toEqual(new Date('2026-11-02T10:00:00Z'))
    expect(page.text).not.toContain('Someone will ring you')
  })

  it.each([
    ['need_help_now', /answered “I need help now”/i, 'Said that help is needed now'],
    [
      'someone_else',
      /answered “Someone else is in danger”/i,
      'Said that someone else is in danger',
    ],
  ])(
    '%s stands in the list and on the record as what was answered',
    async (answer, label, text) => {
      const address = await askForHelp()
      await browser.post(address, { answer, send_key: newId() })
      const [{ course_id: course }] = await items()
      const staff = await test.as(therapist)
      const [list, record] = [await staff.get('/people'), await staff.get(`/people/${course}`)]
      expect(list.text).toMatch(label)
      expect(record.text).toMatch(label)
      expect(record.text).toContain(text)
      expect(list.text + record.text).not.toContain('Answered "I need help now" or')
    },
  )

  it('"I am safe for now" is on record and stops no clock', async () => {
    const address = await askForHelp()
    const [before] = await items()
    await browser.post(address, { answer: 'safe_for_now', send_key: newId() })
    const after = await items()
    expect(after).toHaveLength(1)
    expect(after[0].due_at).toEqual(before.due_at)
    expect((await browser.get(address)).text).toContain('Thank you for telling the truth')
    await browser.post(address, { answer: 'need_help_now', send_key: newId() })
    expect(await items()).toHaveLength(2)
  })

  it('a call for help from the page of a closed item raises a new one', async () => {
    const address = await askForHelp()
    await test.owner.query('update safety_item set closed_at = $1', [test.clock.now()])
    await browser.post(address, { answer: 'someone_else', send_key: newId() })
    expect((await items()).filter((item) => item.closed_at === null)).toHaveLength(1)
  })

  it('belongs to the person alone', async () => {
    const address = await askForHelp()
    const other = await aPatient(test, service, { given: 'Dean', family: 'Ward' })
    await aCourse(test, other, therapist)
    const stranger = await test.as(other)
    expect((await stranger.get(address)).status).toBe(404)
    const posted = await stranger.post(address, { answer: 'need_help_now', send_key: newId() })
    expect(posted.status).toBe(404)
    expect((await browser.post(address, { answer: 'fine' })).status).toBe(400)
    expect(await items()).toHaveLength(1)
  })
})
