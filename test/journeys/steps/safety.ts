import { expect } from 'vitest'
import type { Cast } from './cast.ts'
import { whenThePatientAnswers, whenThePatientOpensTheForms } from './measures.ts'

/** One positive answer to item 9, from the first words to the closing note. */

export async function whenThePatientAnswersPhq9WithItem9(cast: Cast): Promise<void> {
  const { patient } = cast
  await whenThePatientOpensTheForms(patient)
  await whenThePatientAnswers(patient, 'phq9', [2, 2, 2, 2, 2, 1, 1, 1, 1])
}

export async function thenWordsOfHelpStandThereAtOnce(cast: Cast): Promise<void> {
  const { patient, journey } = cast
  await patient.arrives(/\/safety\//)
  await patient.sees('Thank you for saying so')
  await patient.sees('Are you safe right now?')
  await patient.sees('116 123')
  await patient.lookOver('/safety/:itemId')
  const items = await journey.rows<{ trigger: string; owner_id: string }>(
    'select trigger, owner_id from safety_item where course_id = $1',
    cast.courseId,
  )
  expect(items).toEqual([{ trigger: 'phq9_item9', owner_id: cast.therapistPerson.accountId }])
  await patient.press("I'm safe for now")
  await patient.sees('Thank you for telling the truth about that')
  await patient.lookOver('/safety/:itemId when safe for now')
}

/** The rest of the forms is still there afterwards, and none of it is lost. */
export async function whenThePatientCarriesOnWithTheForms(cast: Cast): Promise<void> {
  const { patient } = cast
  await patient.follow(/^Carry on/)
  await patient.arrives(/\/measures\/\d{14}\/more$/)
  await patient.page.locator('main input[type=radio]').first().check()
  await patient.press('Save and go on')
  await whenThePatientAnswers(patient, 'gad7', [1, 1, 2, 1, 1, 2, 1])
  // What was said and who rings when stands there once more before they leave.
  await patient.arrives(/\/safety\/.*sent/)
  await patient.sees('Someone will still ring you')
  await patient.follow('See what happens next')
  await patient.sees('Thank you, that is sent')
}

export async function thenTheTherapistSeesTheAlertFirst(cast: Cast): Promise<void> {
  const { therapist } = cast
  await therapist.visit('/people')
  const first = await therapist.page.locator('tr[data-row]').first().innerText()
  expect(first).toContain('Ifeoma Obi')
  expect(first).toContain('PHQ-9 item 9 above 0')
  await therapist.sees('Harriet Lowe')
}

export async function thenTheDutyListAndTheSupervisorHaveItToo(cast: Cast): Promise<void> {
  for (const seat of [cast.duty, cast.supervisor]) {
    await seat.visit('/duty')
    await seat.sees('1 open, 0 late, 0 without an owner.')
    await seat.sees('Ifeoma Obi')
  }
  await cast.supervisor.visit('/supervision')
  await cast.supervisor.sees('Ifeoma Obi')
}

export async function whenTheTherapistReadsTheItemAndRings(cast: Cast): Promise<void> {
  const { therapist, courseId } = cast
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('Open safety item. Deal with this first.')
  await therapist.lookOver('/people/:courseId with an open safety item')
  await therapist.press('I have read this')
  await therapist.sees('To be rung by')
  await therapist.visit(await itemPath(cast))
  await therapist.sees('07700 900123')
  await openAct(cast, 'calls')
  await therapist.choose('Spoke to the person')
  await therapist.write('What you heard, in their words', 'It comes at night. No plan, no means.')
  await therapist.press('Record the call')
  await therapist.sees('Call: Spoke to the person')
  await therapist.lookOver('/people/:courseId/safety/:itemId after a call')
}

export async function whenTheTherapistDecidesAndCloses(cast: Cast): Promise<void> {
  const { therapist } = cast
  await openAct(cast, 'decisions')
  const decided = 'Talked, and care goes on as planned'
  await form(cast, 'decisions').getByLabel(decided).check()
  await therapist.write('Reasons', 'Thoughts as before; her sister is with her this week')
  await therapist.press('Record the decision')
  await therapist.sees(`Decided: ${decided}`)
  await openAct(cast, 'closing')
  await form(cast, 'closing').getByLabel(decided).check()
  await therapist.press('Close the item')
  await therapist.sees('Nothing was saved yet')
  await therapist.lookOver('/people/:courseId/safety/:itemId with faults')
  await therapist.write('Closing note', 'Spoke for 20 minutes. Rings 116 123 at night if it comes.')
  await therapist.press('Close the item')
  await therapist.sees(`Closed: ${decided}`)
  await therapist.lookOver('/people/:courseId/safety/:itemId when closed')
}

export async function thenNothingIsOpenAndTheNoteStays(cast: Cast): Promise<void> {
  const { journey, courseId, duty } = cast
  const closed = await journey.rows<{ note: string }>(
    `select e.note from safety_event e join safety_item i on i.id = e.item_id
     where i.course_id = $1 and i.closed_at is not null and e.kind = 'closed'`,
    courseId,
  )
  expect(closed).toEqual([{ note: 'Spoke for 20 minutes. Rings 116 123 at night if it comes.' }])
  await duty.visit('/duty')
  await duty.sees('No safety item is open.')
}

async function itemPath(cast: Cast): Promise<string> {
  const [item] = await cast.journey.rows<{ id: string }>(
    'select id from safety_item where course_id = $1',
    cast.courseId,
  )
  return `/people/${cast.courseId}/safety/${item?.id}`
}

function form({ therapist }: Cast, act: string) {
  return therapist.page.locator(`form[action$="/${act}"]`)
}

async function openAct(cast: Cast, act: string): Promise<void> {
  const { therapist } = cast
  await therapist.page
    .locator('details', { has: form(cast, act) })
    .locator('summary')
    .first()
    .click()
}
