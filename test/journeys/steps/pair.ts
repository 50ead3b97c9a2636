import { expect } from 'vitest'
import { hashPassword } from '#features/accounts/passwords.ts'
import { newId } from '#platform/ids.ts'
import { type Journey, type Seat, startJourney } from '#test/support/journey.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  type Patient,
  type Person,
} from '#test/support/people.ts'

/** A therapist and one person in the first week, who has agreed and has module 1 open. */
export interface Pair {
  readonly journey: Journey
  readonly therapist: Person
  readonly patient: Patient
  readonly courseId: string
}

/** A page of module 1 with a worksheet to write in, and where its main box is. */
export const worksheetPage = '/programme/dep.m1/what-you-want'
export const mainThing = /the main thing that is hard/

export const password = 'seven herons over marmalade'

export async function givenATherapistWithAPatient(): Promise<Pair> {
  const journey = await startJourney()
  const { test, serviceId } = journey
  const therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  const patient = await aPatient(test, serviceId)
  const courseId = await aCourse(test, patient, therapist)
  const { statements } = test.runtime.content.protocols.consent
  const agreed = statements.map(({ id }) => [`statement-${id}`, 'yes'])
  const browser = await test.as(patient)
  await browser.post('/consent', { send_key: newId(), ...Object.fromEntries(agreed) })
  await test.owner.query('update account set password_hash = $2, email = $3 where id = $1', [
    patient.accountId,
    await hashPassword(password),
    'ifeoma@example.org',
  ])
  return { journey, therapist, patient, courseId }
}

/** What the one worksheet with this field says in it, as it is stored. */
export async function storedWords(pair: Pair, field: string): Promise<unknown> {
  const [row] = await pair.journey.rows<{ words: unknown }>(
    'select content -> $2 as words from entry where course_id = $1 and content ? $2',
    pair.courseId,
    field,
  )
  return row?.words ?? null
}

/** Waits until the words have arrived: what the page says of it comes after. */
export async function thenIsStored(pair: Pair, field: string, words: string): Promise<void> {
  const stored = expect.poll(() => storedWords(pair, field), { timeout: 15_000 })
  await stored.toBe(words)
}

/** Waits until a line of status says so. */
export async function thenItSays(seat: Seat, words: string | RegExp): Promise<void> {
  await seat.page.locator('[data-saved]', { hasText: words }).first().waitFor()
}
