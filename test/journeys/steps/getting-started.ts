import { expect } from 'vitest'
import type { Seat } from '#test/support/journey.ts'
import type { Cast } from './cast.ts'

/** From a referral to the first open module. */

export async function whenTheAdministratorAddsAPerson(cast: Cast): Promise<void> {
  const { administrator } = cast
  await administrator.visit('/intake')
  await administrator.follow('Add a person')
  await administrator.lookOver('/intake/new')
  await administrator.press('Add this person')
  await administrator.sees('Enter the first name')
  await administrator.lookOver('/intake/new with faults')
  await administrator.choose('Themselves')
  await administrator.write(/^What they ask for/, 'I do nothing since the shop closed')
  await administrator.write('First name', 'Ifeoma')
  await administrator.write('Last name', 'Obi')
  await writeDay(administrator, 'Date of birth', '1997-03-04')
  await administrator.write('E-mail', 'ifeoma@example.org')
  await administrator.write('Phone', '07700 900123')
  await administrator.write('GP practice', 'Park Road Surgery')
  await administrator.write('Name', 'Chidi Obi')
  await administrator.page.locator('#emergency_contact_phone').fill('07700 900456')
  await administrator.press('Add this person')
  await administrator.arrives(/\/intake\/[0-9a-f-]{36}$/)
  cast.patientId = new URL(administrator.page.url()).pathname.split('/').at(-1) ?? ''
  await administrator.lookOver('/intake/:patientId')
  await administrator.sees('Before treatment can start')
}

export async function whenTheTherapistRecordsTheAssessment(cast: Cast): Promise<void> {
  const { therapist, patientId } = cast
  await therapist.visit(`/intake/${patientId}`)
  await therapist.unfold('Record the assessment')
  await therapist.choose('Offer a programme')
  await therapist.write('Reasons', 'Low mood since the shop closed; wants to see people again')
  await therapist.write('Safety', 'Asked; no thoughts of ending her life')
  await therapist.write(/^Other kinds of care/, 'A group, and a course in person; prefers this')
  await therapist.press('Record the decision')
  await therapist.sees('The assessment is on record.')
  await therapist.lookOver('/intake/:patientId with an assessment')
}

export async function whenTheAdministratorPlansAndInvites(cast: Cast): Promise<void> {
  const { administrator, patientId } = cast
  await administrator.visit(`/intake/${patientId}`)
  await administrator.choose('Priya Nair')
  await administrator.choose('Tuesday')
  await administrator.press('Save the plan')
  await administrator.sees('The plan is saved.')
  await administrator.press('Send the invitation')
  await administrator.sees('A sign-in link is on its way.')
  await administrator.lookOver('/intake/:patientId with a plan')
  const [course] = await cast.journey.rows<{ id: string }>(
    'select id from course where patient_id = $1',
    patientId,
  )
  cast.courseId = course?.id ?? ''
}

/** By the link that went out by post, which says nothing of what it is about. */
export async function whenThePersonOpensTheInvitation(cast: Cast): Promise<void> {
  const { patient, journey } = cast
  const [mail] = await journey.rows<{ subject: string; body: string }>(
    'select subject, body from outbox_mail order by created_at desc limit 1',
  )
  expect(`${mail?.subject} ${mail?.body}`).not.toMatch(/depress|mood|therap|treatment|Ifeoma/i)
  const link = /\/invitation\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? 'no link in the mail'
  await patient.visit(link)
  await patient.write('New password', 'short')
  await patient.press('Save password')
  await patient.sees('Use at least')
  await patient.lookOver('/invitation/:token with a fault')
  await patient.write('New password', 'seven herons over marmalade')
  await patient.press('Save password')
  await patient.arrives(/\/welcome$/)
  const [account] = await journey.rows<{ account_id: string }>(
    'select account_id from patient where id = $1',
    cast.patientId,
  )
  patient.belongsTo({
    serviceId: journey.serviceId,
    accountId: account?.account_id ?? '',
    isStaff: false,
  })
}

export async function whenThePersonReadsAndConsents(cast: Cast): Promise<void> {
  const { patient } = cast
  await patient.lookOver('/welcome')
  await patient.sees('Your therapist is Priya Nair')
  await patient.follow('Read it now')
  await patient.lookOver('/consent')
  await patient.press('Save what I ticked')
  await patient.sees('Not ticked yet')
  await patient.lookOver('/consent with faults')
  for (const box of await patient.page.getByRole('checkbox').all()) await box.check()
  await patient.press('Save what I ticked')
  await patient.sees('You have agreed')
  await patient.lookOver('/consent given')
  await patient.visit('/')
}

export async function whenTheFirstCallIsBookedAndHeld(cast: Cast): Promise<void> {
  const { therapist, journey } = cast
  await therapist.visit(`/intake/${cast.patientId}`)
  await therapist.unfold('Book the first call')
  await writeDay(therapist, 'Day', '2026-11-03')
  await therapist.write('Time', '10:30')
  await therapist.press('Book the call')
  await therapist.sees('The call is booked.')
  await cast.patient.visit('/calls')
  await cast.patient.sees('Priya Nair rings you')
  await journey.timeIs('2026-11-03T11:10:00Z')
  await therapist.visit(`/people/${cast.courseId}/calls`)
  await therapist.unfold(/Record/)
  await recordTheCall(therapist, {
    outcome: 'attended',
    minutes: '32',
    topic: 'What keeps it going',
  })
}

/** In the form that is open: what came of a call. */
export async function recordTheCall(
  therapist: Seat,
  call: { outcome: string; minutes: string; topic: string },
): Promise<void> {
  await therapist.page.locator('#call_outcome').selectOption(call.outcome)
  await therapist.write('Minutes you spoke', call.minutes)
  await therapist.write('Main topic', call.topic)
  await therapist.press(/^Save the call/)
}

export async function whenTheTherapistStartsTreatment(cast: Cast): Promise<void> {
  const { therapist, patientId, courseId } = cast
  await therapist.visit(`/intake/${patientId}`)
  await therapist.sees('Ready to start')
  await therapist.press('Start treatment')
  await therapist.arrives(new RegExp(`/people/${courseId}$`))
  await therapist.lookOver('/people/:courseId at the start')
}

async function writeDay(seat: Seat, legend: string, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  const group = seat.page.getByRole('group', { name: legend, exact: true })
  await group.getByLabel('Day', { exact: true }).fill(date)
  await group.getByLabel('Month', { exact: true }).fill(month)
  await group.getByLabel('Year', { exact: true }).fill(year)
}
