import { expect } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Journey, type Seat, startJourney } from '#test/support/journey.ts'
import { aCourse, aMemberOfStaff, aPatient, aSupervisorOf } from '#test/support/people.ts'
import { whenThePatientDoesTheWeeklyForms } from './measures.ts'

/** A person whose scores rise, their therapist, and the therapist's supervisor. */
export interface NotOnTrack {
  readonly journey: Journey
  readonly patient: Seat
  readonly therapist: Seat
  readonly supervisor: Seat
  readonly courseId: string
}

const day = 86_400_000

/** Four weeks in: PHQ-9 has stood at about 14 in every form since the start. */
export async function givenSomebodyWhoseScoresHaveNotMoved(): Promise<NotOnTrack> {
  const journey = await startJourney()
  await journey.timeIs('2026-11-24T14:00:00Z')
  const { test, serviceId } = journey
  const therapist = await aMemberOfStaff(test, serviceId, ['therapist'], 'Priya Nair')
  const supervisor = await aSupervisorOf(test, therapist, 'Morag Bell')
  const patient = await aPatient(test, serviceId, { given: 'Ifeoma', family: 'Obi' })
  const courseId = await aCourse(test, patient, therapist, { week: 4 })
  await test.owner.query('update service set settings = $2 where id = $1', [
    serviceId,
    JSON.stringify({ showExpectedRange: true, showExpectedRangeToPatients: true }),
  ])
  test.runtime.services.forget()
  const lead = await test.as(
    await aMemberOfStaff(test, serviceId, ['content_lead'], 'Nadia Hussain'),
  )
  const note = 'Read with its assumptions'
  const { html } = await lead.get('/expected-range')
  for (const [address] of html.matchAll(/\/expected-range\/shipped\/[0-9a-f]+\/approval/g)) {
    await lead.post(address, { note, send_key: newId() })
  }
  for (const [week, total] of [14, 13, 14, 13].entries()) {
    const at = new Date(Date.parse('2026-11-02T19:00:00Z') + week * 7 * day)
    await test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id,
         instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
       values ($1, $2, $3, 'phq9', 2, 'h', '{}', $4, $5, $6, $7)`,
      [serviceId, newId(), courseId, total, patient.accountId, at, newId()],
    )
  }
  const statements = test.runtime.content.protocols.consent.statements
  const agreed = statements.map(({ id }) => [`statement-${id}`, 'yes'])
  const browser = await test.as(patient)
  await browser.post('/consent', { send_key: newId(), ...Object.fromEntries(agreed) })
  return {
    journey,
    courseId,
    patient: await journey.seat(patient),
    therapist: await journey.seat(therapist),
    supervisor: await journey.seat(supervisor),
  }
}

export async function whenTheirFormsShowAHardWeek({ journey, patient }: NotOnTrack): Promise<void> {
  await journey.timeIs('2026-11-29T19:00:00Z')
  await whenThePatientDoesTheWeeklyForms(patient, { phq9: 3, gad7: 1 })
}

export async function thenTheirOwnGraphSaysItKindly({ patient }: NotOnTrack): Promise<void> {
  await patient.visit('/progress')
  await patient.unfold('How to read this')
  await patient.sees('Light strip')
  await patient.sees('The other half are above or below it, and that is ordinary')
  expect(await patient.words()).not.toMatch(/fail|probab|not on track|for review/i)
}

export async function thenTheTherapistSeesWhy({ journey, therapist, courseId }: NotOnTrack) {
  await journey.timeIs('2026-12-01T10:00:00Z')
  await therapist.visit('/people')
  await therapist.sees(
    'For review: PHQ-9 is 24 (3 weeks after the first form), 10 above the start (14)',
  )
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('Nothing decided yet')
  await therapist.unfold('Where these numbers come from')
  await therapist.sees('Not verified by a named clinician')
}

export async function whenTheTherapistReviewsWithoutDeciding({ therapist }: NotOnTrack) {
  await therapist.write(
    /^What you write to/,
    'That was a hard week, and you told me. What came first?',
  )
  await therapist.press(/^Send review and log minutes/)
  await therapist.sees('Say what you decided about the scores')
  await therapist.lookOver('/people/:courseId/answer, without a decision')
}

export async function whenTheTherapistDecides({ therapist, courseId }: NotOnTrack): Promise<void> {
  await therapist.choose('Discuss in supervision')
  await therapist.write(/^A line for the record/, 'Up ten points since Thursday: work and sleep')
  await therapist.press(/^Send review and log minutes/)
  await therapist.arrives(/\/sent$/)
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('Discuss in supervision (Priya Nair')
  await therapist.visit('/people')
  expect(await therapist.words()).not.toContain('For review')
}

export async function whenTheSupervisorDecides(cast: NotOnTrack): Promise<void> {
  const { supervisor } = cast
  await supervisor.visit('/supervision')
  await supervisor.sees('Waits for supervision')
  await supervisor.sees('Up ten points since Thursday: work and sleep')
  await supervisor.page.locator('#not-on-track ~ table a').first().click()
  await supervisor.arrives(new RegExp(`/supervision/${cast.courseId}$`))
  await supervisor.unfold('Decide otherwise')
  await supervisor.choose('Change module or track')
  await supervisor.write(/^A line for the record/, 'Sleep first, and a call on Friday')
  await supervisor.lookOver('/supervision/:courseId, deciding')
  await supervisor.press('Record the decision')
  await supervisor.sees('Change module or track (Morag Bell')
  await supervisor.visit('/supervision')
  await supervisor.unfold('Decided and agreed')
  await supervisor.sees('Sleep first, and a call on Friday')
}

export async function thenTheTherapistReadsIt({ therapist, courseId }: NotOnTrack): Promise<void> {
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('Change module or track (Morag Bell')
  await therapist.visit('/expected-range')
  await therapist.sees('r = 0.55: the correlation of first and last total is assumed')
}

export async function whenBetterWeeksFollow({ journey, patient }: NotOnTrack): Promise<void> {
  await journey.timeIs('2026-12-06T19:00:00Z')
  await whenThePatientDoesTheWeeklyForms(patient, { phq9: 1, gad7: 1 })
}

export async function thenNobodyIsAskedToLookAgain(cast: NotOnTrack): Promise<void> {
  const { journey, therapist, supervisor, courseId } = cast
  await journey.timeIs('2026-12-08T10:00:00Z')
  await therapist.visit('/people')
  expect(await therapist.words()).not.toContain('For review')
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees(
    'PHQ-9 is 8 (4 weeks after the first form), 6 below the start (14): reliably better',
  )
  expect(await therapist.page.locator('#signal_decision').count()).toBe(0)
  await supervisor.visit('/supervision')
  expect(await supervisor.words()).not.toContain('Scores for review')
}
