import { expect } from 'vitest'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import { type Journey, type Seat, startJourney } from '#test/support/journey.ts'
import {
  aMemberOfStaff,
  aPatient,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'

/** A service that holds licences for two questionnaires, and somebody who will be asked them. */
export interface OwnWording {
  readonly journey: Journey
  readonly administrator: Seat
  readonly therapist: Seat
  readonly supervisor: Seat
  readonly lead: Seat
  /** On a phone. */
  readonly patient: Seat
  readonly therapistPerson: Person
  readonly patientRecord: Patient
  /** Empty until treatment starts. */
  courseId: string
}

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

export async function givenAServiceWithoutAnyWordingOfItsOwn(): Promise<OwnWording> {
  const journey = await startJourney()
  const { test, serviceId } = journey
  const administrator = await aMemberOfStaff(test, serviceId, ['administrator'], 'Ada Quist')
  const therapistPerson = await aMemberOfStaff(test, serviceId, ['therapist'], 'Priya Nair')
  const supervisor = await aSupervisorOf(test, therapistPerson, 'Morag Bell')
  const lead = await aMemberOfStaff(test, serviceId, ['service_lead'], 'Judith Cole')
  const patientRecord = await aPatient(test, serviceId, { given: 'Ifeoma', family: 'Obi' })
  return {
    journey,
    therapistPerson,
    patientRecord,
    administrator: await journey.seat(administrator),
    therapist: await journey.seat(therapistPerson),
    supervisor: await journey.seat(supervisor),
    lead: await journey.seat(lead),
    patient: await journey.seat(patientRecord, phone),
    courseId: '',
  }
}

export async function thenTheLibrarySaysWhatCannotBeAsked({ therapist }: OwnWording) {
  await therapist.visit('/instruments')
  expect(await rowOf(therapist, 'Wording not imported', 'SPIN')).toMatch(
    /GAD-7 is asked instead.*Your service needs one/,
  )
  expect(await rowOf(therapist, 'Wording not imported', 'WSAS')).not.toContain('instead')
  await therapist.page.locator('main').getByRole('link', { name: 'SPIN', exact: true }).click()
  await therapist.sees('SPIN cannot be asked now: your service has no wording of it in use')
  await therapist.sees('Until then GAD-7 is asked where it would be')
  await therapist.lookOver('/instruments/:instrumentId without wording')
}

export async function thenTheProgrammeSaysSo({ therapist }: OwnWording): Promise<void> {
  await therapist.visit('/programmes/dep')
  await therapist.sees(
    'WSAS cannot be asked now: your service has no wording of it in use. ' +
      'Nothing is asked in its place.',
  )
}

/** With one item too few: whoever typed it in stopped a line too early. */
export async function whenTheAdministratorBringsAFaultyFile(cast: OwnWording): Promise<void> {
  const { administrator } = cast
  await administrator.visit('/instruments')
  await administrator.follow('Wording and licences: import, withdraw, switch on')
  await administrator.lookOver('/instruments/wording')
  await administrator.press('Import this wording')
  await administrator.sees('Choose the file, or paste what stands in it.')
  await administrator.sees('Write who confirmed that your service has the licence.')
  await administrator.lookOver('/instruments/wording with nothing in it')
  const [wsas] = packs(cast)
  const tooShort = wsas.replace(/ {2}- number: 5\n {4}text: .*\n/, '')
  expect(tooShort.length, 'the file is a line short').toBeLessThan(wsas.length)
  await chooseFile(administrator, 'wsas.yaml', tooShort)
  await administrator.write('Who confirmed the licence', 'Judith Cole')
  await administrator.write('On which day', '2026-10-30')
  await administrator.press('Import this wording')
}

export async function thenItIsRefusedAndNothingIsLost(cast: OwnWording): Promise<void> {
  const { administrator, journey } = cast
  await administrator.sees('Nothing was imported: 1 thing does not fit.')
  await administrator.sees(/Line \d+, items: Item 5 is missing/)
  await administrator.sees('Mend the file, and choose it again.')
  await administrator.lookOver('/instruments/wording with a faulty file')
  const { page } = administrator
  expect(await page.getByLabel('Who confirmed the licence').inputValue()).toBe('Judith Cole')
  expect(await page.getByLabel('On which day').first().inputValue()).toBe('2026-10-30')
  expect(await journey.rows('select id from wording_pack')).toEqual([])
}

/** One as a file, mended and chosen again; the other pasted. */
export async function whenTheAdministratorImportsBoth(cast: OwnWording): Promise<void> {
  const { administrator } = cast
  const [wsas, spin] = packs(cast)
  await chooseFile(administrator, 'wsas.yaml', wsas)
  await administrator.press('Import this wording')
  await administrator.sees('The wording of WSAS is imported. It can be asked from now on.')
  await administrator.write('Or what stands in it', spin)
  await administrator.write('Who confirmed the licence', 'Judith Cole')
  await administrator.press('Import this wording')
  await administrator.sees('The wording of SPIN is imported. It can be asked from now on.')
  await administrator.sees('Confirmed by Judith Cole, 30 October 2026')
  await administrator.sees('Licence: Made-up licence 1 for tests, which allows nothing')
  await administrator.sees(/Imported 2 November 2026 by Ada Quist/)
  await administrator.lookOver('/instruments/wording with two in use')
}

export async function thenTheLibraryShowsThemUsable({ therapist }: OwnWording): Promise<void> {
  await therapist.visit('/instruments')
  for (const name of ['WSAS', 'SPIN']) {
    expect(await rowOf(therapist, 'Can be asked', name)).toContain('Your service has one')
  }
  expect(await rowOf(therapist, 'Can be asked', 'SPIN')).toMatch(
    /19 or more Not verified by a named person 10 or more Not verified by a named person/,
  )
  await therapist.page.locator('main').getByRole('link', { name: 'WSAS', exact: true }).click()
  await therapist.sees('Wording imported by your service. It can be asked.')
  await therapist.sees('Made-up item 5')
  await therapist.lookOver('/instruments/:instrumentId in the service’s own words')
}

export async function whenTheAdministratorWithdrawsBoth(cast: OwnWording): Promise<void> {
  const { administrator } = cast
  for (const name of ['WSAS', 'SPIN']) {
    await administrator.visit('/instruments/wording')
    const card = administrator.page.locator('.hr-card', {
      has: administrator.page.getByRole('heading', { name, exact: true }),
    })
    await card.locator('summary').click()
    await card.getByLabel('Why').fill('The licence ended in November')
    await administrator.press(`Withdraw ${name}`)
    await administrator.sees(`The wording of ${name} is withdrawn. It is not asked any more.`)
  }
  await administrator.sees('None. What was in use stands at the end of this page.')
  await administrator.sees('Answers given in these words can still be read in them.')
  await administrator.lookOver('/instruments/wording with two used before')
}

/** WSAS with words at the ends of its scale alone, as a printed form may have; SPIN at each answer. */
function packs({ journey }: OwnWording): readonly [string, string] {
  const { instruments } = journey.test.runtime.content
  const [wsas, spin] = [instruments.get('wsas'), instruments.get('spin')]
  if (!wsas || !spin) throw new Error('the library has WSAS and SPIN')
  const ends = [
    { value: 0, label: 'Made-up never' },
    { value: 8, label: 'Made-up always' },
  ]
  const items = wsas.items.map(({ number }) => ({ number, text: `Made-up item ${number}` }))
  return [
    aWordingPack(wsas, { items, options: ends, unlisted_answers: 'numbers' }),
    aWordingPack(spin),
  ]
}

async function chooseFile({ page }: Seat, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'application/yaml', buffer: Buffer.from(text) }
  await page.getByLabel('The file (YAML or JSON)').setInputFiles(file)
}

/** What the library says of one questionnaire, in the part of it that is named so. */
async function rowOf({ page }: Seat, part: string, name: string): Promise<string> {
  const section = page.locator('section', { has: page.getByRole('heading', { name: part }) })
  const row = section.getByRole('row').filter({
    has: page.getByRole('link', { name, exact: true }),
  })
  return (await row.innerText()).replace(/\s+/g, ' ')
}
