import { expect } from 'vitest'
import type { Cast } from './cast.ts'

/** Whoever reviews, and whom. */
export type Reviewing = Pick<Cast, 'journey' | 'therapist' | 'courseId'>

export interface WrittenReview {
  readonly body: string
  /** What the page says of the module that is opened with it. */
  readonly opens?: RegExp
  readonly offers?: { readonly module: RegExp; readonly why: string }
}

/**
 * The weekly answer, from the review screen: questions answered, the next module, the next date.
 */
export async function whenTheTherapistWritesTheReview(
  cast: Reviewing,
  review: WrittenReview,
): Promise<void> {
  const { therapist, courseId } = cast
  await therapist.visit(`/people/${courseId}`)
  await therapist.write(/^What you write to/, review.body)
  for (const answered of await therapist.page.locator('.hr-handled input[value=answered]').all()) {
    await answered.check()
  }
  await decideAboutTheScores(cast)
  if (review.opens) {
    const open = therapist.page.locator('#release label', { hasText: review.opens })
    await open.locator('input').check()
  }
  if (review.offers) await offerInTheReview(cast, review.offers)
  await therapist.page.locator('button[name=do][value=preview]').click()
  await therapist.sees('As they will see it')
  await therapist.lookOver('/people/:courseId/answer, the preview')
  await therapist.press('Send and log minutes')
  await therapist.arrives(/\/sent$/)
  await therapist.sees('all of it is saved')
  await therapist.lookOver('/people/:courseId/sent')
  await expectANextReview(cast)
}

/** Scores that ask for a look are decided on with the review; what, is another story's matter. */
async function decideAboutTheScores({ therapist }: Reviewing): Promise<void> {
  const asked = therapist.page.locator('#signal_decision')
  if ((await asked.count()) > 0) await therapist.choose('Continue as planned')
}

async function offerInTheReview(
  { therapist }: Reviewing,
  offer: NonNullable<WrittenReview['offers']>,
): Promise<void> {
  await therapist.unfold('Offer an optional module')
  const select = therapist.page.locator('#offer_module')
  const option = select.locator('option', { hasText: offer.module })
  await select.selectOption((await option.getAttribute('value')) ?? '')
  await therapist.write('Why it might help', offer.why)
}

/** A person in treatment is never without a next review. */
export async function expectANextReview(cast: Reviewing): Promise<void> {
  const lost = await cast.journey.rows(
    "select id from course where state = 'active' and next_review_at is null",
  )
  expect(lost, 'courses without a next review').toEqual([])
  const now = cast.journey.test.clock.now()
  const [course] = await cast.journey.rows<{ next_review_at: Date }>(
    'select next_review_at from course where id = $1',
    cast.courseId,
  )
  expect(course?.next_review_at.getTime()).toBeGreaterThan(now.getTime())
}

export async function thenThePatientReadsTheReview(cast: Cast, words: string): Promise<void> {
  const { patient } = cast
  await patient.visit('/')
  await patient.sees('Priya Nair has written about your week')
  await patient.page.locator('.hr-home__primary').click()
  await patient.sees(words)
  await patient.lookOver('/messages with a review')
}
