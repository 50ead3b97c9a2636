import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { subscaleScores } from '#clinical/scoring.ts'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import { findCourse } from '#features/treatment/index.ts'
import { importWording } from '#features/wording/index.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { formAddress } from '#test/support/forms.ts'
import { actingAs, aMemberOfStaff, type Patient, type Person } from '#test/support/people.ts'
import { aTreatment } from '#test/support/treatment.ts'
import { dueMeasures } from './index.ts'

let test: TestApp
let service: string
let therapist: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
// Monday of week 1; reviews are on Tuesdays, and their forms open on the Sunday before.
beforeEach(async () => {
  const treatment = await aTreatment(test, { at: '2026-11-02T09:00:00Z', week: 1 })
  ;({ serviceId: service, therapist, patient, course } = treatment)
})

const dueOn = async (day: string, reviewOn: string) => {
  test.clock.set(`${day}T09:00:00Z`)
  await test.owner.query('update course set next_review_at = $2 where id = $1', [
    course,
    `${reviewOn}T17:00:00Z`,
  ])
  return actingAs(test, therapist, ['therapist'], async (ctx) => {
    const { due, later } = await dueMeasures(ctx, await findCourse(ctx, course))
    const early = ['hr_sense', 'hr_together', 'ceq', 'waisr']
    const ids = [...due, ...later].map(({ instrumentId }) => instrumentId)
    return ids.filter((id) => early.includes(id))
  })
}

/** As it is stored once the set that it belongs to is sent. */
async function answer(instrumentId: string, values: readonly number[]) {
  const instrument = shipped(instrumentId)
  const answers = Object.fromEntries(values.map((value, index) => [index + 1, value]))
  await test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, subscores, entered_by, submitted_at, send_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $2)`,
    [
      service,
      newId(),
      course,
      instrumentId,
      instrument.version,
      instrument.hash,
      JSON.stringify(answers),
      JSON.stringify(subscaleScores(instrument, answers)),
      patient.accountId,
      test.clock.now(),
    ],
  )
}

function shipped(instrumentId: string) {
  const instrument = test.runtime.content.instruments.get(instrumentId)
  if (!instrument) throw new Error(`${instrumentId} is in the library`)
  return instrument
}

async function importWords(instrumentId: string) {
  const administrator = await aMemberOfStaff(test, service, ['administrator'])
  await actingAs(test, administrator, ['administrator'], (ctx) =>
    importWording(ctx, {
      text: aWordingPack(shipped(instrumentId)),
      fileName: 'pack.yaml',
      confirmedBy: 'Ade Okafor',
      confirmedOn: '2026-11-01',
      knowsOfScoring: true,
      ownerAgreed: true,
    }),
  )
}

describe('without the licensed words of alliance and credibility', () => {
  it('questions of our own are asked in weeks 2 and 3, and once more later on', async () => {
    expect(await dueOn('2026-11-04', '2026-11-10')).toEqual([])
    expect(await dueOn('2026-11-08', '2026-11-10')).toEqual(['hr_sense'])
    await answer('hr_sense', [3, 1])
    expect(await dueOn('2026-11-15', '2026-11-17')).toEqual(['hr_together'])
    await answer('hr_together', [4, 0])
    expect(await dueOn('2026-11-22', '2026-11-24')).toEqual([])
    expect(await dueOn('2026-12-06', '2026-12-08')).toEqual(['hr_sense', 'hr_together'])
  })

  it('the person reads whose they are, that nobody tested them, and who gets the answers', async () => {
    await dueOn('2026-11-15', '2026-11-17')
    const browser = await test.as(patient)
    expect((await browser.get('/measures')).text).toContain('You and your therapist so far')
    const form = (await browser.get(formAddress(test, patient, 'hr_together'))).text
    expect(form).toContain('own questions. Nobody has tested them')
    expect(form).toContain('not a validated measure')
    expect(form).toContain('Your answers go to your therapist')
  })

  it('the therapist sees each answer for itself, drawn once there are two, and no total', async () => {
    await dueOn('2026-11-15', '2026-11-17')
    await answer('hr_together', [4, 0])
    const staff = await test.as(therapist)
    const page = (await staff.get(`/people/${course}`)).text
    expect(page).toContain('Own questions on working together (not a validated measure)')
    expect(page).toContain('What they say is taken in 4 (0 to 4, higher is better)')
    expect(page).toContain('Could say what feels wrong 0 (0 to 4, higher is better)')
    expect(page).not.toContain('without a total')
    const title = 'Own questions on working together (not a validated measure): Could say'
    expect(page).not.toContain(title)
    await dueOn('2026-12-06', '2026-12-08')
    await answer('hr_together', [4, 3])
    const drawn = (await (await test.as(therapist)).get(`/people/${course}`)).text
    expect(drawn).toContain(title)
    expect(drawn).toContain('Could say what feels wrong 3 (0 to 4, higher is better), was 0')
  })

  it('staff read why the licensed form is not asked, and what is asked instead', async () => {
    const staff = await test.as(therapist)
    const page = (await staff.get(`/people/${course}/measures`)).text
    expect(page).toContain('WAI-SR cannot be asked now: your service has no wording of it in use.')
    expect(page).toContain('Own questions on working together (not a validated measure)')
    const programme = (await staff.get('/programmes/dep')).text
    expect(programme).toContain(
      'Own questions on sense and hope (not a validated measure) is asked instead.',
    )
  })
})

it('once its words are imported, the licensed form is asked in its place', async () => {
  await importWords('waisr')
  expect(await dueOn('2026-11-08', '2026-11-10')).toEqual(['hr_sense'])
  expect(await dueOn('2026-11-15', '2026-11-17')).toEqual(['hr_sense', 'waisr'])
})
