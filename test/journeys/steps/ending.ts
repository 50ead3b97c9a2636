import { expect } from 'vitest'
import type { Cast } from './cast.ts'
import type { Reviewing } from './review.ts'

/** The plan for staying well, the end, and what comes after it. */

export async function thenTheBlueprintCanBePrinted(cast: Cast, words: string): Promise<void> {
  const { patient } = cast
  await patient.visit('/blueprint')
  expect(await patient.page.locator('main textarea').first().inputValue()).toContain(words)
  await patient.visit('/blueprint/print')
  await patient.sees(words)
  const paper = await patient.page.pdf({ format: 'A4' })
  expect(paper.length).toBeGreaterThan(5_000)
}

export async function whenTheTherapistEndsTreatment(
  cast: Reviewing,
  ending: { reason: string; note: string; isSomethingMissing?: boolean },
): Promise<void> {
  const { therapist, courseId, journey } = cast
  await therapist.visit(`/people/${courseId}`)
  await therapist.unfold('Change the course')
  await therapist.unfold('End treatment')
  await therapist.press('End treatment')
  await therapist.sees('Say why it ends')
  await therapist.lookOver('/people/:courseId with faults in the ending')
  await therapist.page.locator('#end_reason').selectOption(ending.reason)
  if (ending.isSomethingMissing) await therapist.choose(/End without these/)
  await therapist.write(/^In a sentence or two/, ending.note)
  await therapist.press('End treatment')
  await therapist.arrives(/#history$/)
  // From the top: what scrolls under the bar is no smaller for it.
  await therapist.page.evaluate(() => scrollTo(0, 0))
  await therapist.lookOver('/people/:courseId when ended')
  const ended = await journey.rows<{ state: string; reason: string }>(
    `select c.state, e.detail ->> 'reasonCode' as reason from course c
     join course_event e on e.course_id = c.id and e.kind = 'ended' where c.id = $1`,
    courseId,
  )
  expect(ended).toEqual([{ state: 'ended', reason: ending.reason }])
}

export async function thenThePatientKeepsWhatIsTheirs(cast: Cast): Promise<void> {
  const { patient } = cast
  await patient.visit('/')
  await patient.sees('Your treatment has ended, and this stays yours')
  await patient.lookOver('/ when ended')
  const early = await patient.page.goto('/programme/dep.f1')
  expect(early?.status(), 'the follow-up is not open yet').toBe(404)
  for (const place of ['/entries', '/cards', '/progress', '/entries/print'])
    await patient.visit(place)
}

export async function thenTheFollowUpIsDone(cast: Cast): Promise<void> {
  const done = await cast.journey.rows(
    `select kind from module_event where course_id = $1 and module_id = 'dep.f1' and kind = 'submitted'`,
    cast.courseId,
  )
  expect(done).toHaveLength(1)
}

/** What a module after the end promises: a short reply, which the list asks the therapist for. */
export async function whenTheTherapistAnswersTheFollowUp(cast: Cast, body: string): Promise<void> {
  const { therapist, courseId } = cast
  await therapist.visit('/people')
  const row = therapist.page.locator('tr[data-row]', { hasText: 'Ifeoma Obi' })
  expect(await row.innerText()).toContain('Follow-up done')
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('Answer promised by')
  await therapist.lookOver('/people/:courseId with a follow-up to answer')
  expect(await therapist.page.locator('#skeleton').inputValue()).toBe('follow_up')
  await therapist.write(/^What you write to/, body)
  await therapist.page.locator('#answer button[name=do][value=send]').last().click()
  await therapist.arrives(/\/sent$/)
  await therapist.visit('/people')
  expect(await row.count()).toBe(0)
}

export async function thenThePatientReadsTheReply(cast: Cast, words: string): Promise<void> {
  await cast.patient.visit('/messages')
  await cast.patient.sees(words)
}
