import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formAddress } from '#test/support/forms.ts'
import type { Seat } from '#test/support/journey.ts'
import { givenATherapistWithAPatient, type Pair } from './steps/pair.ts'

let pair: Pair
let patient: Seat
let form: string

beforeAll(async () => {
  pair = await givenATherapistWithAPatient()
  form = formAddress(pair.journey.test, pair.patient, 'phq9')
})
beforeEach(async () => {
  patient = await pair.journey.seat(pair.patient)
})
afterAll(() => pair?.journey.end())

const online = (isOnline: boolean) => patient.context.setOffline(!isOnline)

async function pick(item: number, option: number): Promise<void> {
  await patient.page.locator(`input[name="item_${item}"][value="${option}"]`).check()
}

async function itSays(words: string): Promise<void> {
  await patient.page.locator('[data-draft-state]', { hasText: words }).waitFor()
}

async function storedAnswers(): Promise<Record<string, number>> {
  const [row] = await pair.journey.rows<{ answers: Record<string, number> }>(
    `select answers -> 'answers' as answers from instrument_draft
     where course_id = $1 and instrument_id = 'phq9'`,
    pair.courseId,
  )
  return row?.answers ?? {}
}

const sentForms = () =>
  pair.journey.rows(
    `select id from instrument_response where course_id = $1 and instrument_id = 'phq9'`,
    pair.courseId,
  )

const send = () => patient.page.getByRole('button', { name: 'Send', exact: true })

async function pickFirstOfEach(): Promise<void> {
  const names = await patient.page
    .locator('main input[type="radio"]')
    .evaluateAll((boxes) => [...new Set(boxes.map((box) => box.getAttribute('name') ?? ''))])
  for (const name of names) {
    const first = patient.page.locator(`input[name="${name}"]`).first()
    if (await first.isVisible()) await first.check()
  }
}

const isPicked = (item: number, option: number) =>
  patient.page.locator(`input[name="item_${item}"][value="${option}"]`).isChecked()

describe('a form without a connection', () => {
  beforeEach(() => patient.visit(form))

  it('keeps what is answered on this device, says so, and saves it when it is back', async () => {
    await pick(1, 2)
    await itSays('Saved at')
    await online(false)
    await pick(2, 1)
    await itSays('Not saved yet: there is no connection. Your answers are kept on this device')
    expect(await storedAnswers()).toEqual({ 1: 2 })
    await patient.lookOver('a form without a connection')
    await online(true)
    await itSays('Saved at')
    expect(await storedAnswers()).toEqual({ 1: 2, 2: 1 })
    const keys = await patient.page.evaluate(() => Object.keys(localStorage))
    expect(keys.filter((key) => key.includes('form'))).toEqual([])
  })

  it('brings back what had not arrived when the page was closed, and saves it', async () => {
    await online(false)
    await pick(3, 3)
    await itSays('Not saved yet')
    const copies = await patient.page.evaluate(() => Object.entries(localStorage))
    expect(copies).toHaveLength(1)
    await online(true)
    await itSays('Saved at')
    // As if the page had been closed in the tunnel: a browser that closes may still send it.
    await pair.journey.rows('delete from instrument_draft returning course_id')
    await patient.page.evaluate((kept) => {
      for (const [key, value] of kept) localStorage.setItem(key, value)
    }, copies)
    await patient.page.reload()
    await itSays('Saved at')
    expect(await isPicked(3, 3)).toBe(true)
    expect(await storedAnswers()).toMatchObject({ 3: 3 })
    expect(await patient.page.evaluate(() => localStorage.length)).toBe(0)
  })

  it('puts nothing of an earlier asking into a later one', async () => {
    await online(false)
    await pick(4, 3)
    await itSays('Not saved yet')
    const [copy = ['', '']] = await patient.page.evaluate(() => Object.entries(localStorage))
    await online(true)
    await itSays('Saved at')
    await pair.journey.rows('delete from instrument_draft returning course_id')
    const earlier = copy[0].replace(/\d+$/, '1')
    await patient.page.evaluate(
      ([key, value]) => localStorage.setItem(key, value),
      [earlier, copy[1]],
    )
    await patient.page.reload()
    await expect.poll(() => patient.page.evaluate(() => localStorage.length)).toBe(0)
    expect(await isPicked(4, 3)).toBe(false)
  })

  it('shows words and numbers at once when an answer calls for them and nobody can hear', async () => {
    await online(false)
    await pick(9, 1)
    await patient.page.locator('[data-draft-help]').waitFor({ state: 'visible' })
    await pick(9, 0)
    await online(true)
    await itSays('Saved at')
  })

  it('keeps nothing on a device that others use', async () => {
    await pair.journey.rows(
      'update session set shared_device = true where account_id = $1 returning account_id',
      pair.patient.accountId,
    )
    const shared = patient
    await shared.visit(form)
    await online(false)
    await shared.page.locator('input[name="item_4"][value="2"]').check()
    await itSays('Your answers are still on this page: keep it open.')
    expect(await shared.page.evaluate(() => localStorage.length)).toBe(0)
    await online(true)
  })

  it('sends nothing into the void: Send says so, and sends once when the connection is back', async () => {
    while (!(await send().isVisible())) {
      await pickFirstOfEach()
      const before = patient.page.url()
      await patient.press('Save and go on')
      await patient.page.waitForURL((url) => url.href !== before)
    }
    await pickFirstOfEach()
    await itSays('Saved at')
    const last = patient.page.url()
    await online(false)
    await send().click()
    await itSays('Nothing has been sent: there is no connection')
    expect(patient.page.url()).toBe(last)
    expect(await patient.page.locator('input[type="radio"]:checked').count()).toBeGreaterThan(0)
    expect(await sentForms()).toEqual([])
    await online(true)
    await send().dblclick({ noWaitAfter: true })
    await patient.arrives(/\/measures\/sent$/)
    expect(await sentForms()).toHaveLength(1)
  })
})

describe('the pages that open without a connection', () => {
  const workerReady = () =>
    patient.page.evaluate(async () => {
      await navigator.serviceWorker.ready
      return new Promise<boolean>((resolve) => {
        if (navigator.serviceWorker.controller) resolve(true)
        navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true))
        setTimeout(() => resolve(navigator.serviceWorker.controller !== null), 3000)
      })
    })

  it('are the numbers to ring, and one that says what is the matter', async () => {
    await patient.visit('/')
    await workerReady()
    await patient.page.reload()
    await online(false)
    await patient.page.goto('/help')
    await patient.sees('116 123')
    await patient.lookOver('/help without a connection')
    await patient.page.goto('/messages')
    await patient.sees('There is no connection')
    await patient.sees('116 123')
    await patient.lookOver('a page without a connection')
    await online(true)
    await patient.page.getByRole('button', { name: 'Try again' }).click()
    await patient.sees('Messages')
  })

  it('hold nothing of anybody: only the public pages and the style sheet', async () => {
    await patient.visit('/progress')
    await workerReady()
    const kept = await patient.page.evaluate(async () => {
      const found: Record<string, string> = {}
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
          const answer = await cache.match(request)
          found[new URL(request.url).pathname] = (await answer?.text()) ?? ''
        }
      }
      return found
    })
    const pages = Object.keys(kept).filter((place) => !place.endsWith('.css'))
    expect(pages.toSorted()).toEqual(['/help', '/offline'])
    expect(Object.keys(kept)).toHaveLength(3)
    for (const place of pages) expect(kept[place]).not.toMatch(/Ifeoma|Sign out|csrf|Priya/)
  })

  it('are not met by somebody who sends a message: their words stay, and are sent later', async () => {
    await patient.visit('/messages')
    await patient.write(/^Write to/, 'Typed on a train')
    await online(false)
    await patient.press('Send')
    await patient.sees('nothing was sent. What you wrote is still here')
    await patient.lookOver('/messages without a connection')
    expect(await patient.page.getByLabel(/^Write to/).inputValue()).toBe('Typed on a train')
    const sent = 'select body from message where course_id = $1 and from_patient'
    expect(await pair.journey.rows(sent, pair.courseId)).toEqual([])
    await online(true)
    await patient.press('Send')
    await patient.sees('Sent.')
    expect(await pair.journey.rows(sent, pair.courseId)).toEqual([{ body: 'Typed on a train' }])
  })

  it('are kept on nobody’s device without their signing in, and taken off a shared one', async () => {
    const stranger = await pair.journey.seat(null)
    await stranger.visit('/help')
    const registered = (seat: Seat) =>
      seat.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
    expect(await registered(stranger)).toBe(0)
    await patient.visit('/')
    await workerReady()
    expect(await registered(patient)).toBe(1)
    await pair.journey.rows(
      'update session set shared_device = true where account_id = $1 returning account_id',
      pair.patient.accountId,
    )
    await patient.page.goto('/')
    await expect.poll(() => registered(patient)).toBe(0)
    await expect.poll(() => patient.page.evaluate(() => caches.keys())).toEqual([])
  })
})
