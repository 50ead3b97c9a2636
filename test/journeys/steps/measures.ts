import type { Seat } from '#test/support/journey.ts'

/** Opens the weekly forms from their page, which says how long they take. */
export async function whenThePatientOpensTheForms(patient: Seat): Promise<void> {
  await patient.visit('/measures')
  await patient.sees('short forms')
  await patient.page.locator('main a.nhsuk-button').click()
}

/** One instrument, an answer for each item in order; and the question that is not scored. */
export async function whenThePatientAnswers(
  patient: Seat,
  instrumentId: string,
  answers: readonly number[],
): Promise<void> {
  await patient.arrives(/\/measures\/\d{14}$/)
  await patient.page.locator(`input[name="instrument"][value="${instrumentId}"]`).waitFor({
    state: 'attached',
  })
  await patient.lookOver(`the form ${instrumentId}`)
  for (const [index, answer] of answers.entries()) {
    await patient.page.locator(`input[name="item_${index + 1}"][value="${answer}"]`).check()
  }
  await moveOn(patient)
  if (!new URL(patient.page.url()).pathname.endsWith('/more')) return
  await patient.lookOver(`the questions after ${instrumentId}`)
  await patient.page.locator('main input[type=radio]').first().check()
  await moveOn(patient)
}

/** PHQ-9 and GAD-7 with no thought of death, and what they bring. */
export async function whenThePatientDoesTheWeeklyForms(
  patient: Seat,
  answer: { phq9: number; gad7: number },
): Promise<void> {
  await whenThePatientOpensTheForms(patient)
  await whenThePatientAnswers(patient, 'phq9', [...Array(8).fill(answer.phq9), 0])
  await whenThePatientAnswers(patient, 'gad7', Array(7).fill(answer.gad7))
  await whenThePatientAnswersTheRest(patient)
  await patient.sees('Thank you, that is sent')
  await patient.lookOver('/measures/sent')
}

/** What the schedule asks beside the weekly forms: the first answer to each question. */
async function whenThePatientAnswersTheRest(patient: Seat): Promise<void> {
  for (;;) {
    const [, form] =
      /\/measures\/(\d+)(?:\/more)?$/.exec(new URL(patient.page.url()).pathname) ?? []
    if (!form) return
    await patient.lookOver(new URL(patient.page.url()).pathname)
    const names = await patient.page
      .locator('.hr-measure input[type=radio]')
      .evaluateAll((radios) => radios.map((radio) => radio.getAttribute('name') ?? ''))
    for (const name of new Set(names)) {
      await patient.page.locator(`.hr-measure input[name="${name}"]`).first().check()
    }
    await moveOn(patient)
  }
}

async function moveOn(patient: Seat): Promise<void> {
  const left = patient.page.waitForEvent('domcontentloaded')
  await patient.page.locator('.hr-measure form button.nhsuk-button').first().click()
  await left
}
