import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newId } from '#platform/ids.ts'
import { expectNoSidewaysScroll } from '#test/support/accessible.ts'
import type { Seat } from '#test/support/journey.ts'
import { aCourse } from '#test/support/people.ts'
import type { OwnWording } from './own-wording.ts'

/** What the person answers, item by item; 'not for me' is the printed answer of WSAS. */
export type Answered = Readonly<Record<string, readonly (number | 'not for me')[]>>

/** SPIN falls by more than its reliable change and below its cut-off; GAD-7 does neither. */
export const answered: Readonly<Record<'start' | 'second' | 'third', Answered>> = {
  start: {
    'PHQ-9': [2, 2, 2, 2, 1, 2, 1, 2, 0],
    'GAD-7': [2, 1, 2, 1, 1, 2, 1],
    WSAS: ['not for me', 6, 7, 5, 4],
    SPIN: [3, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 4, 3, 2, 2],
  },
  second: {
    'PHQ-9': [1, 1, 2, 1, 1, 1, 1, 1, 0],
    'GAD-7': [2, 1, 1, 1, 1, 2, 1],
    WSAS: ['not for me', 5, 5, 4, 4],
    SPIN: [2, 2, 3, 3, 2, 2, 1, 2, 2, 3, 2, 2, 1, 3, 2, 2, 1],
  },
  third: {
    'PHQ-9': [1, 0, 1, 1, 0, 1, 0, 0, 0],
    'GAD-7': [2, 1, 1, 1, 1, 2, 1],
    WSAS: ['not for me', 2, 3, 2, 1],
    SPIN: [1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0],
  },
}

/** A programme for low mood, all the same: the clinician says so, or cannot record it. */
export async function whenTheTherapistRecordsSocialAnxiety(cast: OwnWording): Promise<void> {
  const { therapist, patientRecord } = cast
  await therapist.visit(`/intake/${patientRecord.patientId}`)
  await therapist.unfold('Record the assessment')
  await therapist.choose('Offer a programme')
  const problem = therapist.page.getByLabel(/^Main problem/)
  await problem.selectOption({
    label: 'F401, Social phobias: GAD-7 (no SPIN yet)',
  })
  await therapist.write('Reasons', 'Low mood since she stopped meeting people; wants to begin here')
  await therapist.write('Safety', 'Asked; no thoughts of ending her life')
  await therapist.write(/^Other kinds of care/, 'A group, and therapy in person; prefers this')
  await therapist.press('Record the decision')
  await therapist.sees('Step by Step is not made for this problem')
  await therapist.lookOver('/intake/:patientId, a programme for another problem')
  await therapist.choose('The programme is not made for this problem, and I offer it all the same')
  await therapist.press('Record the decision')
  await therapist.sees('The assessment is on record.')
  await therapist.sees('Step by Step is not made for it, and is offered all the same')
}

/** What other journeys tell step by step: consent, a plan, the first day of treatment. */
export async function whenTreatmentStarts(cast: OwnWording): Promise<void> {
  const { journey, patientRecord, therapistPerson } = cast
  const { test } = journey
  cast.courseId = await aCourse(test, patientRecord, therapistPerson)
  // Tuesdays by five: the weekly forms open on the Sunday before.
  await test.owner.query('update course set next_review_at = $2 where id = $1', [
    cast.courseId,
    '2026-11-10T17:00:00Z',
  ])
  const { statements } = test.runtime.content.protocols.consent
  const agreed = statements.map(({ id }) => [`statement-${id}`, 'yes'])
  const browser = await test.as(patientRecord)
  await browser.post('/consent', { send_key: newId(), ...Object.fromEntries(agreed) })
}

export async function thenThePersonsFormsSayWhatIsMissing(cast: OwnWording): Promise<void> {
  const { therapist, patient } = cast
  await openForms(cast)
  await therapist.sees(
    'SPIN is the measure of their own problem (Social phobias). SPIN cannot be asked now: your ' +
      'service has no wording of it in use. GAD-7 stands in.',
  )
  await therapist.sees(/WSAS WSAS cannot be asked now.*Nothing is asked in its place/)
  await therapist.lookOver('/people/:courseId/measures without wording')
  await patient.visit('/measures')
  await patient.sees('Two short forms')
  expect(await patient.words()).not.toMatch(/WSAS|SPIN/)
}

/** By the programme's own schedule: nobody has to think of it. */
export async function thenThePersonsFormsAskForBoth(cast: OwnWording): Promise<void> {
  const { therapist } = cast
  await openForms(cast)
  await therapist.sees('WSAS, 5 questions At the start')
  await therapist.sees('kept for another day, because enough is asked today: SPIN')
  await therapist.sees(
    'SPIN is the measure of their own problem (Social phobias), and is asked with their weekly ' +
      'forms. Nobody has verified the thresholds of SPIN. GAD-7 stands in for it in the outcome.',
  )
  await therapist.lookOver('/people/:courseId/measures with both')
}

async function openForms({ therapist, courseId }: OwnWording): Promise<void> {
  await therapist.visit(`/people/${courseId}`)
  await therapist.follow('What is asked and when, put aside, or to be asked for')
  await therapist.arrives(/\/measures$/)
}

/** Begins where a person begins, and goes on until what is asked today is sent. */
export async function whenThePersonAnswers(
  { patient }: OwnWording,
  given: Answered,
): Promise<string[]> {
  await patient.visit('/measures')
  await patient.follow('Start')
  const forms: string[] = []
  for (;;) {
    await patient.sees(/form \d+ of \d+|Thank you, that is sent/)
    const [, form] = /([^\s()]+)\)?: form \d+ of \d+/.exec(await patient.words()) ?? []
    if (!form) break
    await answerThePage(patient, given[form] ?? null)
    if (forms.at(-1) !== form) forms.push(form)
  }
  await patient.lookOver('/measures/sent')
  return forms
}

/** By the place of the answer on the page. Without answers of ours: the first to each question. */
async function answerThePage(patient: Seat, given: Answered[string] | null): Promise<void> {
  const { page } = patient
  const questions = page.locator('.hr-item')
  const isItems = (await page.getByText(/^Question 1 of/).count()) > 0
  for (const [index, question] of (await questions.all()).entries()) {
    const answer = isItems ? (given?.[index] ?? 0) : 0
    const place = answer === 'not for me' ? question.getByLabel('Made-up not for me') : null
    await (place ?? question.getByRole('radio').nth(Number(answer))).check()
  }
  const form = /([^\s()]+)\)?: form/.exec(await patient.words())?.[1] ?? ''
  await patient.lookOver(`${form}${isItems ? '' : ', one more question'}`)
  await expectNoSidewaysScroll(page)
  expect(await numbersNearAnotherCircle(page)).toEqual([])
  const left = page.waitForEvent('domcontentloaded')
  await patient.press(/^(Save and go on|Send)$/)
  await left
}

/** An answer whose words stand nearer to the circle of another is ticked by mistake. */
async function numbersNearAnotherCircle(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxOf = (of: Element | Range) => of.getBoundingClientRect()
    const circles = [...document.querySelectorAll('.hr-item input[type=radio]')]
    return circles.flatMap((circle) => {
      const label = document.querySelector(`label[for="${circle.id}"]`)
      if (!label) return [`no words for ${circle.id}`]
      const words = document.createRange()
      words.selectNodeContents(label)
      const gapTo = (one: Element) => {
        const [text, other] = [boxOf(words), boxOf(one)]
        const across = Math.max(other.left - text.right, text.left - other.right, 0)
        const down = Math.max(other.top - text.bottom, text.top - other.bottom, 0)
        return Math.hypot(across, down)
      }
      const nearer = circles.filter((other) => other !== circle && gapTo(other) < gapTo(circle))
      return nearer.map(({ id }) => `${circle.id} is nearer to ${id}`)
    })
  })
}

export async function thenItWaitsForAnotherDay({ patient }: OwnWording, form: string) {
  await patient.visit('/measures')
  await patient.sees(`(${form}): not today. That would be a lot of questions in one go`)
}

export async function thenTheTherapistSeesTheScores(cast: OwnWording): Promise<void> {
  const { therapist, courseId } = cast
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('SPIN 13, down 22 since last time, 44 at the start, none/minimal (not verif')
  await therapist.unfold('Sources for reliable change')
  await therapist.unfold('Outcome so far, if it ended today')
  // One below each drawing.
  for (let drawing = 0; drawing < 5; drawing++) await therapist.unfold('What the signs mean')
  await therapist.sees('Since the start: reliably better (10 points or more) (not verified)')
  await therapist.sees(/as remembered.*not yet verified by a named clinician/)
  await therapist.sees(
    /Fear 6 \(0 to 24\), was \d+, \d+ at the start Avoidance 5 \(0 to 28\), was \d+.*Physical symptoms 2/,
  )
  await therapist.sees('WSAS 8, down 10 since last time, 22 at the start, subclinical')
  await therapist.sees('SPIN over the course')
  await therapist.sees('cut-off 19 (not verified)')
  await therapist.sees('Strips (not verified) 0 to 20 none/minimal, 21 to 30 mild')
  await therapist.sees('WSAS over the course')
  await therapist.sees('Nobody has verified the thresholds of SPIN, so GAD-7 stands in for it.')
  await therapist.lookOver('/people/:courseId with a measure of their own')
}

export async function thenTheirGraphHasItsLine({ patient }: OwnWording): Promise<void> {
  await patient.visit('/progress')
  const card = patient.page.locator('section', {
    has: patient.page.getByRole('heading', { name: 'Being among people' }),
  })
  await card.locator('summary', { hasText: 'How to read this' }).click()
  await patient.sees('The dashed line is at 19. Services that use SPIN count 19 or more')
  await patient.lookOver('/progress with a verified line')
}

export async function thenThePersonSeesTheirOwnGraph({ patient }: OwnWording): Promise<void> {
  await patient.visit('/progress')
  const { page } = patient
  for (const name of ['Being among people', 'Work and everyday life']) {
    expect(await page.getByRole('heading', { name }).count(), name).toBe(1)
  }
  await patient.sees('SPIN was 13 on 16 Nov: 31 points lower than at the start')
  await patient.sees('WSAS was 8 on 15 Nov: 14 points lower than at the start')
  for (const folded of await page.locator('summary', { hasText: 'How to read this' }).all()) {
    await folded.click()
  }
  // A number that nobody has confirmed is shown to staff, marked, and to nobody else.
  expect(await patient.words()).not.toMatch(/line is at 19|severe|minimal|phobi|disorder/i)
  await patient.lookOver('/progress with a measure of their own')
  await expectNoSidewaysScroll(page)
  await expectPagesOfPaperToBeFilled(page)
}

/** A card that must stay whole and is longer than a page leaves the page before it empty. */
async function expectPagesOfPaperToBeFilled(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const found = await page.evaluate(() => {
    const drawn = [...document.querySelectorAll('.hr-chart')]
    const cards = drawn.flatMap((chart) => chart.closest('.hr-card') ?? [])
    // One that asks for the room it has is kept whole, whatever else is said.
    const keptWhole = [
      ...drawn.filter((chart) => getComputedStyle(chart).containerType !== 'normal'),
      ...cards.filter((card) => getComputedStyle(card).breakInside !== 'auto'),
    ]
    const shown = drawn.map(
      (chart) => [...chart.querySelectorAll('svg')].filter((svg) => svg.checkVisibility()).length,
    )
    return { keptWhole: keptWhole.map(({ className }) => className), shown: [...new Set(shown)] }
  })
  await page.emulateMedia({ media: null })
  expect(found).toEqual({ keptWhole: [], shown: [1] })
}
