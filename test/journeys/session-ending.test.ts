import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Seat } from '#test/support/journey.ts'
import {
  givenATherapistWithAPatient,
  mainThing,
  type Pair,
  thenItSays,
  worksheetPage,
} from './steps/pair.ts'

describe('the warning before a session ends', () => {
  let pair: Pair
  let patient: Seat

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
    patient = await pair.journey.seat(pair.patient)
    // Timers of the page move only as the test says; the server has its own clock.
    await patient.page.clock.install({ time: pair.journey.test.clock.now() })
    await patient.visit(worksheetPage)
  })
  afterAll(() => pair?.journey.end())

  const warning = () => patient.page.locator('[data-island="session-ending"]')
  const focusedName = () =>
    patient.page.evaluate(() => document.activeElement?.getAttribute('name') ?? null)

  function theServersClockMoves(minutes: number): void {
    pair.journey.test.clock.advance({ minutes })
  }

  /** Lets time pass in the page, and waits for what it asks the server meanwhile. */
  async function thePageAsksAfter(minutes: number): Promise<number> {
    const asked = patient.page.waitForResponse((answer) => answer.url().endsWith('/session/end'))
    await patient.page.clock.fastForward(minutes * 60_000)
    return (await asked).status()
  }

  it('does not come while saving carries the session on', async () => {
    theServersClockMoves(27)
    await patient.write(mainThing, 'Still writing')
    await patient.page.clock.fastForward(2000)
    await thenItSays(patient, /^Saved/)
    expect(await thePageAsksAfter(28)).toBe(200)
    expect(await warning().isVisible()).toBe(false)
  })

  it('comes two minutes before the true end, and leaves whoever writes where they are', async () => {
    theServersClockMoves(28)
    await patient.page.getByLabel(mainThing).focus()
    expect(await thePageAsksAfter(28)).toBe(200)
    await warning().getByText('You will be signed out in 2 minutes').waitFor()
    expect(await focusedName()).toBe('f.problem')
    await patient.page.keyboard.type('!')
    expect(await patient.page.getByLabel(mainThing).inputValue()).toMatch(/Still writing!|!Still/)
    await patient.lookOver('the warning')
  })

  it('goes when something else carried the session on', async () => {
    const other = await patient.context.newPage()
    await other.goto('/help')
    await other.close()
    expect(await thePageAsksAfter(1)).toBe(200)
    await warning().waitFor({ state: 'hidden' })
  })

  it('takes the focus of whoever is not writing, and one press carries on', async () => {
    theServersClockMoves(28.5)
    await patient.page.getByLabel(mainThing).blur()
    expect(await thePageAsksAfter(29)).toBe(200)
    const button = warning().getByRole('button', { name: 'Stay signed in' })
    await button.waitFor()
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true)
    await button.press('Enter')
    await warning().waitFor({ state: 'hidden' })
  })

  it('having asked is no sign of life: the session ends at its time, and the page says so', async () => {
    theServersClockMoves(29)
    expect(await thePageAsksAfter(28.1)).toBe(200)
    // Only with the warning does it say when it asks again: no time may pass before.
    await warning().getByText('You will be signed out').waitFor()
    theServersClockMoves(2)
    expect(await thePageAsksAfter(1)).toBe(401)
    await warning().getByText('You are signed out.').waitFor()
    expect(await warning().getByRole('button').count()).toBe(0)
  })
})
