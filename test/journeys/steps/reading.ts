import type { Locator } from 'playwright-core'
import type { Seat } from '#test/support/journey.ts'

export interface ModuleWork {
  readonly moduleId: string
  /** What the person writes wherever the module asks for words. */
  readonly words: string
  readonly usefulness: number
  /** What they want to tell their therapist; empty for nothing. */
  readonly tell: string
}

/** Every page of a module: read, its checks answered, its worksheets filled in; then its end. */
export async function whenThePatientWorksThrough(patient: Seat, work: ModuleWork): Promise<void> {
  const { moduleId } = work
  await patient.visit(`/programme/${moduleId}`)
  await beginReading(patient)
  await patient.arrives(new RegExp(`/programme/${moduleId}/`))
  while (!pathOf(patient).endsWith('/finish')) {
    const here = pathOf(patient)
    await patient.lookOver(here)
    await answerTheChecks(patient)
    await fillInTheWorksheets(patient, work.words)
    await patient.page.locator('form[action$="/next"] button').click()
    await patient.page.waitForURL((url) => url.pathname !== here)
  }
  await patient.lookOver('/programme/:moduleId/finish')
  await patient.page.getByLabel(String(work.usefulness), { exact: true }).check()
  await patient.write(/^Anything you want to tell/, work.tell)
  await patient.press('I have finished this module')
  await patient.sees('You have finished this module')
  await patient.lookOver('/programme/:moduleId/finish when finished')
}

/** The first module asks whose story to follow; the others have one link on. */
async function beginReading(patient: Seat): Promise<void> {
  const company = patient.page.getByLabel(/^Ifeoma|^Dean/)
  if ((await company.count()) > 0) await company.first().check()
  const button = patient.page.locator('main .nhsuk-button').first()
  await button.click()
}

function pathOf(seat: Seat): string {
  return new URL(seat.page.url()).pathname
}

/** The first answer of each check on the page: it is told what that answer brings. */
async function answerTheChecks(patient: Seat): Promise<void> {
  const check = patient.page.locator('form[action$="/answer"]').first()
  if ((await check.count()) === 0) return
  const options = check.locator('input[type=radio], input[type=checkbox]')
  if ((await options.count()) === 0) return
  await options.first().check()
  const answered = patient.page.waitForEvent('domcontentloaded')
  await check.locator('button').first().click()
  await answered
  await patient.lookOver('/programme/:moduleId/:sectionId with an answer')
}

async function fillInTheWorksheets(patient: Seat, words: string): Promise<void> {
  const forms = patient.page.locator('form.hr-entry-form')
  const ids = await forms.evaluateAll((found) => found.map(({ id }) => id))
  for (const id of ids) {
    const form = patient.page.locator(`[id="${id}"]`)
    // Saving one worksheet may have closed the next.
    if ((await form.count()) === 0) continue
    await fillIn(form, words)
    await saveIn(patient, form)
  }
}

/** Something in every box that stands open, as a person who leaves nothing out. */
async function fillIn(form: Locator, words: string): Promise<void> {
  const boxes = form.locator('input:visible, textarea:visible, select:visible')
  const chosen = new Set<string>()
  for (const [index, box] of (await boxes.evaluateAll(describeBoxes)).entries()) {
    const isChoice = box.kind === 'radio' || box.kind === 'checkbox'
    if (box.isFilled || (isChoice && chosen.has(box.name))) continue
    chosen.add(box.name)
    if (isChoice) await boxes.nth(index).check()
    else if (box.kind === 'select') await boxes.nth(index).selectOption({ index: 1 })
    else await boxes.nth(index).fill(answers[box.kind] ?? words)
  }
}

/** For boxes that take no words. */
const answers: Readonly<Record<string, string>> = {
  date: '2026-12-12',
  time: '10:00',
  number: '3',
}

/** Runs in the browser. */
function describeBoxes(found: (Element & { value?: string })[]) {
  return found.map((box) => {
    const isNumber = box.getAttribute('inputmode') !== null
    const kind = isNumber ? 'number' : (box.getAttribute('type') ?? box.tagName.toLowerCase())
    const isChoice = kind === 'radio' || kind === 'checkbox'
    const name = box.getAttribute('name') ?? ''
    return { name, kind, isFilled: !isChoice && box.value !== '' }
  })
}

/** Presses the worksheet's button and waits for the page to come back. */
export async function saveIn(patient: Seat, form: Locator): Promise<void> {
  const saved = patient.page.waitForEvent('domcontentloaded')
  await form.locator('button[name=act][value=save]').click()
  await saved
}
