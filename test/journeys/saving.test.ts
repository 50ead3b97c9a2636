import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Seat } from '#test/support/journey.ts'
import {
  givenATherapistWithAPatient,
  mainThing,
  type Pair,
  password,
  storedWords,
  thenIsStored,
  thenItSays,
  worksheetPage,
} from './steps/pair.ts'

describe('what a person writes is kept', () => {
  let pair: Pair
  let patient: Seat

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
  })
  beforeEach(async () => {
    patient = await pair.journey.seat(pair.patient)
    await patient.visit(worksheetPage)
  })
  afterAll(() => pair?.journey.end())

  async function boxSays(words: string): Promise<void> {
    await patient.visit(worksheetPage)
    expect(await patient.page.getByLabel(mainThing).inputValue()).toBe(words)
  }

  function sentMessages(): Promise<unknown[]> {
    return pair.journey.rows('select body from message where course_id = $1', pair.courseId)
  }

  it('while they type, and says so', async () => {
    await patient.write(mainThing, 'I stay in bed until noon')
    await thenIsStored(pair, 'problem', 'I stay in bed until noon')
    await thenItSays(patient, /^Saved/)
    await patient.lookOver(`${worksheetPage} when saved`)
  })

  it('when the tab is closed before it could say so', async () => {
    await patient.write(mainThing, 'I stay in bed until one')
    await patient.page.close({ runBeforeUnload: true })
    patient = await pair.journey.seat(pair.patient)
    await thenIsStored(pair, 'problem', 'I stay in bed until one')
    await boxSays('I stay in bed until one')
  })

  it('when the connection is lost, until it is back', async () => {
    await patient.context.setOffline(true)
    await patient.write(mainThing, 'Written in a tunnel')
    await thenItSays(patient, 'Not saved yet: no connection')
    expect(await storedWords(pair, 'problem')).not.toBe('Written in a tunnel')
    await patient.context.setOffline(false)
    await thenIsStored(pair, 'problem', 'Written in a tunnel')
    await thenItSays(patient, /^Saved/)
  })

  it('when the tab is closed without a connection: it comes back on this device', async () => {
    // The emulated loss does not reach what a closing page sends past a worker, so there is none.
    patient = await pair.journey.seat(pair.patient, { serviceWorkers: 'block' })
    await patient.visit(worksheetPage)
    await patient.context.setOffline(true)
    await patient.write(mainThing, 'Written on the underground')
    await thenItSays(patient, 'Not saved yet: no connection')
    await patient.page.close()
    await patient.context.setOffline(false)
    const again = await patient.context.newPage()
    await again.goto(worksheetPage)
    await again.locator('[data-saved]', { hasText: 'We brought back' }).first().waitFor()
    expect(await again.getByLabel(mainThing).inputValue()).toBe('Written on the underground')
    await thenIsStored(pair, 'problem', 'Written on the underground')
  })

  it('when two tabs changed the same words: both are shown, and one is chosen', async () => {
    const other = await pair.journey.seat(pair.patient)
    await other.visit(worksheetPage)
    await other.write(mainThing, 'From the telephone')
    await thenIsStored(pair, 'problem', 'From the telephone')
    await patient.write(mainThing, 'From the computer')
    await patient.arrives(/\/entries\/[^/]+\/versions$/)
    await patient.sees('From the telephone')
    await patient.sees('From the computer')
    await patient.lookOver('/entries/:id/versions')
    await patient.press('Keep that one')
    await patient.arrives(/\/entries\/[^/]+$/)
    await boxSays('From the computer')
  })

  it('when two tabs changed different words: neither is lost, and nobody is asked', async () => {
    const other = await pair.journey.seat(pair.patient)
    await other.visit(worksheetPage)
    await other.write('Why I want help now', 'My sister asked')
    await thenIsStored(pair, 'why_now', 'My sister asked')
    await patient.write(mainThing, 'The mornings')
    await thenIsStored(pair, 'problem', 'The mornings')
    expect(await storedWords(pair, 'why_now')).toBe('My sister asked')
    await expect
      .poll(() => patient.page.getByLabel('Why I want help now').inputValue())
      .toBe('My sister asked')
  })

  it('when the session has run out: the words are kept until they sign in again', async () => {
    pair.journey.test.clock.advance({ minutes: 45 })
    await patient.write(mainThing, 'Written too late')
    await thenItSays(patient, 'you have been signed out')
    expect(await storedWords(pair, 'problem')).not.toBe('Written too late')
    await patient.page.goto('/sign-in')
    await patient.lookOver('/sign-in')
    await patient.write('E-mail address', 'ifeoma@example.org')
    await patient.write('Password', password)
    await patient.press('Sign in')
    await patient.arrives(/\/$/)
    await patient.page.goto(worksheetPage)
    await thenIsStored(pair, 'problem', 'Written too late')
  })

  it('when the session has run out and they press Save: they sign in, and it is saved', async () => {
    pair.journey.test.clock.advance({ minutes: 45 })
    await patient.write(mainThing, 'Written a while after tea')
    await thenItSays(patient, 'Press the button all the same')
    const form = patient.page.locator('form', { has: patient.page.getByLabel(mainThing) })
    await form.locator('button[type="submit"]').first().click()
    await patient.sees('You have been signed out')
    await patient.write('E-mail address', 'ifeoma@example.org')
    await patient.write('Password', password)
    await patient.press('Sign in')
    await patient.sees('Written a while after tea')
    await patient.press('Save what you wrote')
    await thenIsStored(pair, 'problem', 'Written a while after tea')
  })

  it('and a new one has an address of its own, which is what loading again shows', async () => {
    await patient.visit('/entries/new/common.goal')
    await patient.write('What I want to be able to do', 'Sing with the choir')
    await patient.arrives(/\/entries\/[0-9a-f-]{36}$/)
    await patient.page.reload()
    const box = patient.page.getByLabel('What I want to be able to do')
    expect(await box.inputValue()).toBe('Sing with the choir')
  })

  it('when the session has run out and there is no JavaScript: it is sent after all', async () => {
    const plain = await pair.journey.seat(pair.patient, { javaScriptEnabled: false })
    await plain.page.goto('/messages')
    await plain.write(/^Write to/, 'Could we talk on Friday instead?')
    pair.journey.test.clock.advance({ minutes: 45 })
    await plain.press('Send')
    await plain.sees('You have been signed out')
    await plain.write('E-mail address', 'ifeoma@example.org')
    await plain.write('Password', password)
    await plain.press('Sign in')
    await plain.sees('Carry on where you were')
    await plain.sees('Could we talk on Friday instead?')
    expect(await sentMessages()).toEqual([])
    await plain.press('Send your message')
    await plain.sees('Sent.')
    expect(await sentMessages()).toEqual([{ body: 'Could we talk on Friday instead?' }])
  })

  it('and with JavaScript the button says as well that it sends a message', async () => {
    await patient.page.goto('/messages')
    await patient.write(/^Write to/, 'Friday at four would suit me')
    await patient.page.locator('[data-draft-status]', { hasText: 'Saved' }).waitFor()
    pair.journey.test.clock.advance({ minutes: 45 })
    await patient.press('Send')
    await patient.sees('You have been signed out')
    await patient.write('E-mail address', 'ifeoma@example.org')
    await patient.write('Password', password)
    await patient.press('Sign in')
    await patient.sees('Nothing has been saved or sent yet')
    await patient.lookOver('carry on with a message')
    await patient.press('Send your message')
    await patient.sees('Sent.')
    expect(await sentMessages()).toContainEqual({ body: 'Friday at four would suit me' })
  })

  it('and a comment beside an entry leaves the therapist in the review, with their answer', async () => {
    pair.journey.test.clock.advance({ minutes: 5 })
    await patient.write(mainThing, 'I stay in bed until ten')
    await thenIsStored(pair, 'problem', 'I stay in bed until ten')
    const therapist = await pair.journey.seat(pair.therapist)
    await therapist.visit(`/people/${pair.courseId}`)
    await therapist.write(/^What you write to/, 'You went out twice this week')
    const comment = therapist.page.locator('#entries .hr-comment-form').first()
    await comment.locator('summary').click()
    await comment.locator('textarea').fill('This was the hard part, and you did it')
    await comment.locator('button').click()
    await therapist.arrives(/\/people\/[^/#]+#entry-/)
    await therapist.sees('This was the hard part, and you did it')
    const answer = therapist.page.getByLabel(/^What you write to/)
    expect(await answer.inputValue()).toBe('You went out twice this week')
  })
})
