import { generate } from 'otplib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashPassword } from '#features/accounts/passwords.ts'
import type { Seat } from '#test/support/journey.ts'
import { givenATherapistWithAPatient, type Pair, password } from './steps/pair.ts'

const letter = /^What you write to/
const email = 'priya@example.org'

describe('what a therapist writes is kept when they were signed out', () => {
  let pair: Pair
  let secret: string

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
    await pair.journey.test.owner.query(
      'update account set password_hash = $2, email = $3 where id = $1',
      [pair.therapist.accountId, await hashPassword(password), email],
    )
    secret = await pairedPhone()
  })
  beforeEach(() => pair.journey.test.owner.query('delete from draft'))
  afterAll(() => pair?.journey.end())

  /** The first sign-in of a member of staff; gives the key that the phone was given. */
  async function pairedPhone(): Promise<string> {
    const desk = await pair.journey.seat(null)
    await desk.page.goto('/sign-in')
    await giveNameAndPassword(desk)
    const key = (await desk.page.locator('.hr-secret').innerText()).replaceAll(' ', '')
    await desk.write('Six-number code that the app shows', await codeFor(key))
    await desk.press('Finish')
    await desk.arrives(/\/people$/)
    return key
  }

  async function giveNameAndPassword(desk: Seat): Promise<void> {
    await desk.write('E-mail address', email)
    await desk.write('Password', password)
    await desk.press('Sign in')
  }

  function codeFor(key: string): Promise<string> {
    const epoch = Math.floor(pair.journey.test.clock.now().getTime() / 1000)
    return generate({ secret: key, epoch })
  }

  async function signIn(desk: Seat): Promise<void> {
    await giveNameAndPassword(desk)
    await desk.write('Six-number code', await codeFor(secret))
    await desk.press('Carry on')
  }

  function written(desk: Seat): Promise<string> {
    return desk.page.getByLabel(letter).inputValue()
  }

  const review = () => `/people/${pair.courseId}`
  const lunch = () => pair.journey.test.clock.advance({ minutes: 20 })
  const sent = () =>
    pair.journey.rows(
      'select 1 from message where course_id = $1 and not from_patient',
      pair.courseId,
    )

  async function writesOnAfterLunch(desk: Seat): Promise<void> {
    await desk.visit(review())
    await desk.write(letter, 'You went out twice')
    await says(desk, /^Draft saved/)
    lunch()
    await desk.write(letter, 'You went out twice, and rang Ada')
    await says(desk, /^You have been signed out. Press any button of your answer/)
  }

  async function says(desk: Seat, words: RegExp): Promise<void> {
    await desk.page.locator('[data-draft-status]', { hasText: words }).first().waitFor()
  }

  it('and press Send: they sign in, and it stands in the answer again, not sent', async () => {
    const desk = await pair.journey.seat(pair.therapist)
    await writesOnAfterLunch(desk)
    await desk.press(/^Send review/)
    await desk.sees('You have been signed out')
    await signIn(desk)
    await desk.sees('You went out twice, and rang Ada')
    await desk.lookOver('carry on')
    await desk.press('Put it back into your answer')
    expect(await written(desk)).toBe('You went out twice, and rang Ada')
    expect(await sent()).toEqual([])
    await desk.visit(review())
    expect(await written(desk)).toBe('You went out twice, and rang Ada')
  })

  it('and go to another page: what was not saved is in the answer when they are back', async () => {
    const desk = await pair.journey.seat(pair.therapist)
    await writesOnAfterLunch(desk)
    await desk.page.goto('/people')
    await signIn(desk)
    await desk.arrives(/\/people$/)
    await desk.page.goto(review())
    expect(await written(desk)).toBe('You went out twice, and rang Ada')
    await says(desk, /^Draft saved/)
    await desk.visit(review())
    expect(await written(desk)).toBe('You went out twice, and rang Ada')
  })

  it('and there is no JavaScript: the answer comes back with all that was typed', async () => {
    const desk = await pair.journey.seat(pair.therapist, { javaScriptEnabled: false })
    await desk.page.goto(review())
    await desk.write(letter, 'You rang Ada on Tuesday')
    lunch()
    await desk.press(/^Send review/)
    await desk.sees('What you wrote is kept on this page')
    await signIn(desk)
    await desk.press('Put it back into your answer')
    expect(await written(desk)).toBe('You rang Ada on Tuesday')
    expect(await sent()).toEqual([])
  })
})
