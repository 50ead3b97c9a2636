import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect } from 'vitest'
import type { Questionnaire, QuestionnaireItem } from '#features/fhir-questionnaires/index.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { scorerElsewhere } from '#test/fhir/scorer-elsewhere.ts'
import { faultsInR4 } from '#test/fhir/validator-elsewhere.ts'
import type { Seat } from '#test/support/journey.ts'
import { type Answered, answered } from './own-measure.ts'
import type { OwnWording } from './own-wording.ts'

interface Expected {
  /** How many of the one finished course. */
  readonly recovered: 0 | 1
  readonly ownUsed: 0 | 1
  readonly notVerified: 0 | 1
}

/** Thresholds that nobody in the service has verified count nothing. */
export const withGad7: Expected = { recovered: 0, ownUsed: 0, notVerified: 1 }
export const withSpin: Expected = { recovered: 1, ownUsed: 1, notVerified: 0 }

/** In their own name, for each number, and for courses that ended from November on. */
export async function whenASupervisorVerifiesItsNumbers({ supervisor }: OwnWording): Promise<void> {
  await supervisor.visit('/instruments')
  await supervisor.page.locator('main').getByRole('link', { name: 'SPIN', exact: true }).click()
  await supervisor.follow('Verify its numbers')
  await supervisor.sees('You sign as Morag Bell')
  await supervisor.lookOver('/instruments/:instrumentId/verification')
  for (const [what, sign] of [
    ['#caseness', /^Sign: /],
    ['#reliable_change', /^Sign: /],
  ] as const) {
    const part = supervisor.page.locator(what)
    await part.locator('summary').click()
    await part.getByLabel('What you held it to').fill('The service’s copy of the manual, p. 40')
    await part.getByLabel('Holds from').fill('2026-11-01')
    // The words of the page before are the same: only a new page is an answer.
    const answered = supervisor.page.waitForEvent('load')
    await part.getByRole('button', { name: sign }).click()
    await answered
    await supervisor.sees('Your verification is recorded.')
  }
  await supervisor.lookOver('/instruments/:instrumentId/verification, signed')
}

export async function thenTheOutcomesCountThem(cast: OwnWording, expected: Expected) {
  const { lead } = cast
  await lead.visit('/outcomes')
  await lead.page.getByLabel('Ended from').fill('2026-11-01')
  await lead.page.getByLabel('Ended until').fill('2026-11-30')
  await lead.page.getByLabel('Small numbers').selectOption('exact')
  await lead.press('Show these')
  await lead.sees('Ended from 1 November 2026 to 30 November 2026')
  const { recovered, ownUsed, notVerified } = expected
  expect(await figuresOf(lead, /^Finished a course/)).toMatch(/ 1 1 100\.0% M076/)
  expect(await figuresOf(lead, /^Recovery/)).toContain(` ${recovered} 1 ${recovered * 100}.0% M191`)
  const own = await figuresOf(lead, /^SPIN \(Social phobias\)/)
  expect(own).toBe(`SPIN (Social phobias) 1 ${ownUsed} 0 ${notVerified} 0`)
  // The item that does not apply to them is no score; the other four are.
  expect(await figuresOf(lead, /^Home management/)).toMatch(
    /^Home management 1 6\.0 6\.0 2\.0 2\.0/,
  )
  const unverified = ['PHQ-9', 'GAD-7', ...(notVerified === 1 ? ['SPIN'] : [])].join(', ')
  await lead.sees(`Thresholds not verified by a named clinician: ${unverified}.`)
  await lead.lookOver(`/outcomes, SPIN used ${ownUsed}`)
}

/** One line of the figures, as it is read across. */
async function figuresOf({ page }: Seat, name: RegExp): Promise<string> {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })
  return (await row.innerText()).replace(/\s+/g, ' ').trim()
}

export async function thenTheFileAndTheCommandAgree(cast: OwnWording, expected: Expected) {
  const { recovered } = expected
  const { lead } = cast
  const href = await lead.page
    .getByRole('link', { name: 'Download these figures for a spreadsheet (CSV)' })
    .getAttribute('href')
  const file = await (await lead.page.request.get(href ?? '')).text()
  const line = file.split('\r\n').find((one) => one.includes('"M192"'))
  expect(line).toMatch(new RegExp(`^"Recovery","M191","M192",${recovered},1,${recovered * 100},`))
  const printed = handrail(cast, [
    ...['outcomes', '--service', 'riverside', '--check'],
    ...['--from', '2026-11-01', '--to', '2026-11-30'],
  ])
  const report = JSON.parse(printed)
  const figure = (id: string) => report.figures.find((one: { id: string }) => one.id === id)
  expect(figure('recovery')).toMatchObject({ count: recovered, of: 1 })
  expect(report.ownMeasures[0].counts).toMatchObject({
    due: 1,
    used: expected.ownUsed,
    not_verified: expected.notVerified,
  })
  for (const name of ['Ifeoma', 'Obi', 'Priya']) expect(file + printed).not.toContain(name)
}

/** As another system gets it: their words, valid in R4, and the totals that we have. */
export async function thenFhirScoresAsWeDo(cast: OwnWording): Promise<void> {
  const { therapist, journey } = cast
  for (const [id, form, words] of [
    ['spin', 'SPIN', 'Made-up item 17'],
    ['wsas', 'WSAS', 'Made-up item 5'],
  ] as const) {
    const reply = await therapist.page.request.get(`/fhir/Questionnaire/${id}`)
    const questionnaire: Questionnaire = await reply.json()
    expect(faultsInR4(questionnaire), form).toEqual([])
    expect(questionnaire.status).toBe('active')
    expect(JSON.stringify(questionnaire)).toContain(words)
    const exported = handrail(cast, ['instrument', 'export', id, '--service', 'riverside'])
    expect(JSON.parse(exported)).toEqual(questionnaire)
    const stored = await journey.rows<{ total: number; subscores: Record<string, number> }>(
      `select total, subscores from instrument_response
       where course_id = $1 and instrument_id = $2 order by submitted_at`,
      cast.courseId,
      id,
    )
    const score = scorerElsewhere(questionnaire)
    const elsewhere = Object.values(answered).map((week) => {
      const { total, ...parts } = score(filledIn(questionnaire, week[form] ?? []))
      const subscores = Object.entries(parts).map(([key, value]) => [key.slice(6), value])
      return { total, subscores: Object.fromEntries(subscores) }
    })
    expect(elsewhere, form).toEqual(
      stored.map(({ total, subscores }) => ({ total: Number(total), subscores: subscores ?? {} })),
    )
  }
}

/** Filled in from the Questionnaire alone, by the place of each answer in it. */
function filledIn(questionnaire: Questionnaire, given: Answered[string]) {
  const group = questionnaire.item?.find(({ type }) => type === 'group')
  const item = (group?.item ?? []).map(({ linkId, answerOption }: QuestionnaireItem, index) => {
    const answer = given[index]
    const chosen = answer === 'not for me' ? answerOption?.at(-1) : answerOption?.[answer ?? -1]
    return { linkId, answer: [{ valueCoding: chosen?.valueCoding }] }
  })
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    item: [{ linkId: group?.linkId, item }],
  }
}

/** The operator's command as it is built, on the database of this journey. */
function handrail({ journey }: OwnWording, words: readonly string[]): string {
  const { owner, runtime } = journey.test
  const done = spawnSync(process.execPath, [path.join('dist', 'handrail.js'), ...words], {
    cwd: repositoryRoot(),
    encoding: 'utf8',
    // Its own settings alone: the test runner has a BASE_URL that is none of ours.
    env: {
      NODE_ENV: 'production',
      DATA_DIR: path.join(repositoryRoot(), 'dist'),
      DATABASE_URL: owner.options.connectionString,
      DATABASE_APP_URL: runtime.pool.options.connectionString,
      SECRET_KEY: 'a-secret-key-for-tests-only-0123456789',
    },
  })
  expect(done.status, `handrail ${words.join(' ')}\n${done.stderr}`).toBe(0)
  return done.stdout
}

export async function thenNothingOfItIsAskedAnyMore({ patient }: OwnWording): Promise<void> {
  await patient.visit('/measures')
  await patient.sees('Two short forms')
  expect(await patient.words()).not.toMatch(/WSAS|SPIN/)
}

/** Eight weeks on, the words are gone from the service, and not from the answers. */
export async function thenOldAnswersKeepTheirWords(cast: OwnWording): Promise<void> {
  const { therapist, patient, courseId } = cast
  await therapist.visit(`/people/${courseId}`)
  await therapist.sees('SPIN 13, down 22 since last time')
  await therapist.follow('All forms, as they were answered')
  for (const [name, item, answer] of [
    ['SPIN', '16. Made-up item 16', '1, made-up answer 1'],
    ['WSAS', '2. Made-up item 2', '2'],
  ] as const) {
    await therapist.follow(name)
    await therapist.sees(`${item} ${answer}`)
    await therapist.sees('in the service’s own wording')
    await therapist.lookOver('/people/:courseId/responses/:responseId in withdrawn words')
    await therapist.follow('All forms')
  }
  await patient.visit('/progress')
  await patient.sees('SPIN was 13 on 16 Nov')
}
