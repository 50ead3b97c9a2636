import { expect } from 'vitest'
import type { Cast } from './cast.ts'
import { expectANextReview } from './review.ts'

/** A fortnight in which nothing comes from the person, and what the therapist does about it. */

export async function thenTheQueueSaysHowLongItHasBeenQuiet(cast: Cast): Promise<void> {
  const { therapist } = cast
  await therapist.visit('/people')
  const row = therapist.page.locator('tr[data-row]', { hasText: 'Ifeoma Obi' })
  // Since they read the last review, which counts as being there.
  expect(await row.innerText()).toMatch(/no activity for 14 days/i)
}

export async function whenTheTherapistRingsAndNobodyAnswers(cast: Cast): Promise<void> {
  const { therapist, courseId, journey } = cast
  await therapist.visit(`/people/${courseId}?kind=call`)
  await therapist.lookOver('/people/:courseId to record a call')
  await therapist.page.locator('#call_outcome').selectOption('no_answer')
  await therapist.write('Minutes you spoke', '0')
  for (const box of await therapist.page.locator('.hr-handled input[value=by_phone]').all()) {
    await box.check()
  }
  await therapist.press(/^Save the call/)
  await therapist.arrives(/\/sent$/)
  const [attempt] = await journey.rows(
    `select outcome from contact where course_id = $1 order by recorded_at desc limit 1`,
    courseId,
  )
  expect(attempt).toEqual({ outcome: 'no_answer' })
}

/** An attempt is no review: it stays due, and a few warm lines go out instead. */
export async function whenTheTherapistWritesAFewLines(cast: Cast, body: string): Promise<void> {
  const { therapist, courseId } = cast
  await therapist.visit(`/people/${courseId}?kind=message`)
  await therapist.sees('late')
  await therapist.write(/^What you write to/, body)
  await therapist.page.locator('button[name=do][value=send]').click()
  await therapist.arrives(/\/sent$/)
}

export async function thenTheReviewIsStillOwed(cast: Cast): Promise<void> {
  const [course] = await cast.journey.rows<{ next_review_at: Date }>(
    'select next_review_at from course where id = $1',
    cast.courseId,
  )
  expect(course?.next_review_at.getTime()).toBeLessThan(cast.journey.test.clock.now().getTime())
}

export async function whenThePatientAcceptsTheOfferedModule(cast: Cast): Promise<void> {
  const { patient } = cast
  await patient.visit('/programme')
  await patient.sees('Sleep and low mood')
  await patient.lookOver('/programme with an offer')
  const answered = patient.page.waitForEvent('domcontentloaded')
  await patient.page.locator('button[name=answer][value=accept]').click()
  await answered
  await patient.sees('Chosen for you')
  await patient.lookOver('/programme with a chosen module')
  await expectANextReview(cast)
}
