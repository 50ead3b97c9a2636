import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoSidewaysScroll } from '#test/support/accessible.ts'
import { formAddress } from '#test/support/forms.ts'
import type { Seat } from '#test/support/journey.ts'
import { aMemberOfStaff, aSupervisorOf, type Person } from '#test/support/people.ts'
import {
  givenATherapistWithAPatient,
  mainThing,
  type Pair,
  thenItSays,
  worksheetPage,
} from './steps/pair.ts'

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

describe('on a phone, nothing is wider than the screen', () => {
  let pair: Pair

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
  })
  afterAll(() => pair?.journey.end())

  async function everyPageFits(person: Person | null, places: readonly string[]): Promise<void> {
    const seat = await pair.journey.seat(person, phone)
    for (const place of places) {
      await seat.visit(place)
      await expectNoSidewaysScroll(seat.page)
    }
  }

  it('for somebody who is not signed in', () =>
    everyPageFits(null, [
      '/sign-in',
      '/help',
      '/offline',
      '/forgotten',
      '/privacy',
      '/accessibility',
    ]))

  it('for a patient', () =>
    everyPageFits(pair.patient, [
      '/',
      '/programme',
      '/programme/dep.m1',
      worksheetPage,
      '/programme/dep.m1/how-it-goes-round',
      '/programme/dep.m1/finish',
      '/measures',
      formAddress(pair.journey.test, pair.patient, 'phq9'),
      '/messages',
      '/progress',
      '/entries',
      '/diary',
      '/week',
      '/cards',
      '/blueprint',
      '/calls',
      '/account',
      '/welcome',
      '/consent',
      '/help',
    ]))

  it('for a therapist', () => {
    const person = `/people/${pair.courseId}`
    return everyPageFits(pair.therapist, [
      '/people',
      person,
      `${person}/answer`,
      `${person}/answer?kind=call`,
      `${person}/entries`,
      `${person}/calls`,
      `${person}/safety`,
      '/intake',
      '/intake/new',
      `/intake/${pair.patient.patientId}`,
      '/programmes',
      '/programmes/dep',
      '/account',
    ])
  })

  it('for the others', async () => {
    const { test, serviceId } = pair.journey
    const supervisor = await aSupervisorOf(test, pair.therapist)
    await everyPageFits(supervisor, ['/supervision', `/supervision/${pair.courseId}`, '/duty'])
    const duty = await aMemberOfStaff(test, serviceId, ['duty_clinician'], 'Joan Okafor')
    await everyPageFits(duty, ['/duty', '/record-openings/new'])
    const lead = await aMemberOfStaff(test, serviceId, ['service_lead'], 'Judith Cole')
    await everyPageFits(lead, ['/record-openings'])
    const administrator = await aMemberOfStaff(test, serviceId, ['administrator'], 'Ada Quist')
    await everyPageFits(administrator, ['/staff', '/outbox', '/intake', '/settings'])
  })
})

describe('on a desk, 1280 pixels wide', () => {
  let pair: Pair

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
  })
  afterAll(() => pair?.journey.end())

  it('the head of a page is one line, also for who supervises', async () => {
    const { test, serviceId } = pair.journey
    const supervisor = await aSupervisorOf(test, pair.therapist)
    const administrator = await aMemberOfStaff(test, serviceId, ['administrator'], 'Ada Quist')
    const lead = await aMemberOfStaff(test, serviceId, ['service_lead'], 'Judith Cole')
    for (const person of [pair.therapist, supervisor, administrator, lead]) {
      const seat = await pair.journey.seat(person, { viewport: { width: 1280, height: 800 } })
      await seat.visit('/account')
      const heights = await seat.page
        .locator('.hr-header--staff .hr-header__row, .hr-header--staff .hr-nav')
        .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().height))
      expect(Math.max(...heights)).toBeLessThan(64)
    }
  })
})

describe('by keyboard alone', () => {
  let pair: Pair
  let patient: Seat

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
    patient = await pair.journey.seat(pair.patient)
  })
  afterAll(() => pair?.journey.end())

  it('the first stop of a page skips to what it is about', async () => {
    await patient.visit('/')
    await patient.page.keyboard.press('Tab')
    expect(await focused(patient.page)).toBe('Skip to main content')
    await patient.page.keyboard.press('Enter')
    await patient.page.keyboard.press('Tab')
    expect(await isFocusIn(patient.page, '.hr-home__now')).toBe(true)
  })

  it('the one thing to do now is reached and pressed', async () => {
    await patient.visit('/')
    await tabTo(patient.page, '.hr-home__primary')
    expect(await hasVisibleFocus(patient.page), 'focus shows').toBe(true)
    await patient.page.keyboard.press('Enter')
    await patient.arrives(/\/programme\/dep.m1/)
  })

  it('a questionnaire is one stop an item, and arrows choose', async () => {
    await patient.visit(formAddress(pair.journey.test, pair.patient, 'phq9'))
    for (let item = 1; item <= 9; item += 1) {
      await tabTo(patient.page, `input[name="item_${item}"]`)
      await patient.page.keyboard.press('Space')
      if (item < 9) await patient.page.keyboard.press('ArrowDown')
    }
    const chosen = patient.page.locator('input[type=radio]:checked')
    expect(
      await chosen.evaluateAll((found) => found.map((each) => each.getAttribute('value'))),
    ).toEqual(['1', '1', '1', '1', '1', '1', '1', '1', '0'])
    await tabTo(patient.page, '.hr-measure form button')
    await patient.page.keyboard.press('Enter')
    await patient.arrives(/\/measures\/\d{14}\/more$/)
  })

  it('a page of a module is written in, saved and left', async () => {
    await patient.visit(worksheetPage)
    await tabTo(patient.page, 'textarea[name="f.problem"]')
    await patient.page.keyboard.type('The mornings')
    await thenItSays(patient, /^Saved/)
    expect(await patient.page.getByLabel(mainThing).inputValue()).toBe('The mornings')
    await tabTo(patient.page, 'form[action$="/next"] button')
    await patient.page.keyboard.press('Enter')
    await patient.arrives(/the-two-of-you$/)
  })

  it('a message is written and sent', async () => {
    await patient.visit('/messages')
    await tabTo(patient.page, '#body')
    await patient.page.keyboard.type('I start on Monday')
    await tabTo(patient.page, '#write button:not([name])')
    await patient.page.keyboard.press('Enter')
    await patient.sees('Sent.')
  })

  it('the therapist opens the next person with a key, and reaches the answer', async () => {
    const therapist = await pair.journey.seat(pair.therapist)
    await therapist.visit('/people')
    await therapist.page.keyboard.press('n')
    await therapist.arrives(/\/people\/[0-9a-f-]{36}$/)
    await tabTo(therapist.page, '#body', 200)
    await therapist.page.keyboard.type('Good to hear from you')
    expect(await therapist.page.locator('#body').inputValue()).toContain('Good to hear')
    expect(await stopsUnderTheButtons(therapist.page)).toEqual([])
  })
})

/** From here to the end of the answer: what a key comes to and its buttons hide. */
async function stopsUnderTheButtons(page: Page): Promise<string[]> {
  const hidden: string[] = []
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const here = document.activeElement
      const bar = document.querySelector('.hr-answer__send')
      if (!here || !bar || bar.contains(here) || !here.closest('.hr-answer')) return null
      const covered = here.getBoundingClientRect().bottom - bar.getBoundingClientRect().top
      return covered > 0 ? `${here.tagName} ${here.id}` : ''
    })
    if (name === null) return hidden
    if (name) hidden.push(name)
  }
  throw new Error('the answer has no end')
}

async function tabTo(page: Page, selector: string, atMost = 120): Promise<void> {
  for (let stops = 0; stops < atMost; stops += 1) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false,
      selector,
    )
    if (isThere) return
  }
  throw new Error(`${page.url()}: ${atMost} stops of the Tab key do not lead to ${selector}`)
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}

function isFocusIn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector)
}

function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    if (!document.activeElement) return false
    const style = getComputedStyle(document.activeElement)
    return style.boxShadow !== 'none' || style.outlineStyle !== 'none'
  })
}
