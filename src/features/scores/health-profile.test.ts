import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { formAddress } from '#test/support/forms.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aRecordedProblem,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let service: string
let therapist: Person
let administrator: Browser
let patient: Patient
let course: string

const page = '/instruments/wording'
const ends = [
  { value: 0, label: 'Made-up worst' },
  { value: 100, label: 'Made-up best' },
]
const fieldsOf = (levels: readonly number[], more: Record<string, string>) => ({
  ...Object.fromEntries(levels.map((level, index) => [`item_${index + 1}`, String(level)])),
  ...more,
})

/** EQ-5D in made-up words: its scale has them at its ends alone. */
function aPack(): string {
  const eq5d = test.runtime.content.instruments.get('eq5d5l')
  if (!eq5d) throw new Error('there is a place for EQ-5D')
  const items = eq5d.items.map(({ number, options }) => ({
    number,
    text: `Made-up item ${number}`,
    options:
      number === 6
        ? ends
        : options.map(({ value }) => ({ value, label: `Made-up level ${value}` })),
  }))
  return aWordingPack(eq5d, { items, attribution: '© Made-up owner. Made-up mark.' })
}

const confirmed = { confirmedBy: 'Ade Okafor', confirmedOn: '2026-11-01' }

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  administrator = await test.as(await aMemberOfStaff(test, service, ['administrator']))
})
afterAll(() => test.close())

describe('EQ-5D of a service that has its owner’s agreement', () => {
  it('is imported once the administrator has ticked that the owner agreed', async () => {
    expect((await administrator.get(page)).text).toContain('owner asks for more than a licence (1)')
    const asked = await administrator.post(page, { pack: aPack(), ...confirmed })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('The owner of EQ-5D-5L asks for more than a licence.')
    expect(asked.text).toContain('Read what its owner asks for, and tick')
    expect(asked.html).toContain('Made-up item 1')
    const kept = await test.owner.query(`select 1 from wording_pack where instrument_id = 'eq5d5l'`)
    expect(kept.rowCount).toBe(0)
    const send = { pack: aPack(), ...confirmed, ownerAgreed: 'yes' }
    expect((await administrator.post(page, send)).status).toBe(303)
    const { rows } = await test.owner.query(
      `select detail from audit_event where action = 'wording.imported'`,
    )
    expect(rows).toMatchObject([{ detail: { instrument: 'eq5d5l', ownerAgreed: true } }])
  })

  describe('then', () => {
    let browser: Browser
    let staff: Browser

    beforeEach(async () => {
      test.clock.set('2026-11-02T09:00:00Z')
      patient = await aPatient(test, service)
      course = await aCourse(test, patient, therapist)
      await aRecordedProblem(test, patient, therapist, 'F32')
      test.clock.set('2026-11-03T09:00:00Z')
      browser = await test.as(patient)
      staff = await test.as(therapist)
    })

    const form = () => formAddress(test, patient, 'eq5d5l')
    const post = (fields: Record<string, string>) =>
      browser.post(form(), {
        send_key: newId(),
        started_at: test.clock.now().toISOString(),
        ...fields,
      })
    const answers = async () => {
      const { rows } = await test.owner.query(
        `select answers, subscores, declined_items, total from instrument_response
         where course_id = $1 and instrument_id = 'eq5d5l'`,
        [course],
      )
      return rows[0]
    }

    it('is asked on the day after the start, with its scale as a number to write', async () => {
      expect((await browser.get('/measures')).text).toContain('6 questions')
      const { html, text } = await browser.get(form())
      expect(text).toContain('Your number, from 0 to 100')
      expect(text).toContain('0 Made-up worst')
      expect(html.match(/name="item_6"/g)).toHaveLength(1)
      expect(text).toContain('© Made-up owner. Made-up mark.')
    })

    it.each(['101', '-1', '50.5', 'about 60', ''])(
      'a scale answered with “%s” is asked again, and what was written stays',
      async (item_6) => {
        const again = await post(fieldsOf([2, 1, 2, 3, 2], { item_6 }))
        expect(again.status).toBe(422)
        expect(again.text).toContain('Write a whole number from 0 to 100')
        expect(again.html).toContain(`value="${item_6}"`)
        const sent = await post(fieldsOf([2, 1, 2, 3, 2], { item_6: '065' }))
        expect(sent.status).toBe(303)
      },
    )

    it('a number written over an earlier one takes its place, also when it is not one', async () => {
      await browser.post(`${form()}/draft`, {
        ...fieldsOf([], { item_6: '60' }),
        send_key: newId(),
      })
      expect((await browser.get(form())).html).toContain('value="60"')
      const again = await post(fieldsOf([2, 1, 2, 3, 2], { item_6: '600' }))
      expect(again.status).toBe(422)
      expect(again.html).toContain('value="600"')
    })

    it('who ticks “Prefer not to say” has not told the number that stands there', async () => {
      const fields = fieldsOf([2, 1, 2, 3, 2], { item_6: '60', item_6_declined: 'yes' })
      expect((await post(fields)).status).toBe(303)
      expect(await send()).toMatchObject({ declined_items: [6], subscores: { vas: null } })
    })

    /** The other forms of the start are sent with it. */
    async function send() {
      for (const [id, count] of [
        ['phq9', 9],
        ['gad7', 7],
      ] as const) {
        const fields = fieldsOf(Array(count).fill(1), {})
        const step = await browser.post(formAddress(test, patient, id), {
          ...fields,
          item_9: '0',
          send_key: newId(),
          started_at: test.clock.now().toISOString(),
        })
        if (step.location?.endsWith('/more'))
          await browser.post(step.location, { send_key: newId() })
      }
      return answers()
    }

    it('is stored as a profile and a number, read by staff, and goes out in FHIR', async () => {
      await post(fieldsOf([2, 1, 2, 3, 2], { item_6: '65' }))
      const stored = await send()
      expect(stored).toMatchObject({ total: null, subscores: { vas: 65 } })
      expect((await browser.get('/measures/sent')).text).not.toContain('without a total')
      const { text } = await staff.get(`/people/${course}`)
      expect(text).toContain('Profile 21232')
      expect(text).toContain('They are not added up.')
      expect(text).toContain('Health today, by their own mark 65 (0 to 100, higher is better)')
      const all = await staff.get(`/people/${course}/responses`)
      const one = /href="(\/people\/[^"]+\/responses\/[^"]+)">EQ-5D-5L/.exec(all.html)?.[1] ?? ''
      expect((await staff.get(one)).text).toContain('Made-up item 6')
      const fhir = await staff.get(`${one}/fhir`)
      expect(fhir.headers.get('content-type')).toContain('application/fhir+json')
      const resource = JSON.parse(fhir.html)
      expect(resource).toMatchObject({
        resourceType: 'QuestionnaireResponse',
        questionnaire: 'urn:handrail:questionnaire:eq5d5l|1',
        subject: { reference: `Patient/${patient.patientId}` },
      })
      expect(JSON.stringify(resource)).toContain('"code":"65"')
      expect(resource.item.at(-1)).toEqual({
        linkId: 'total-vas',
        answer: [{ valueDecimal: 65 }],
      })
    })

    it('can be typed in from paper, with the same words beside the same field', async () => {
      const enter = (item_6: string) =>
        staff.post(`/people/${course}/measures`, {
          ...fieldsOf([1, 1, 1, 1, 1], { item_6 }),
          instrument: 'eq5d5l',
          mode: 'paper',
          filled_on: '2026-11-03',
          send_key: newId(),
        })
      const again = await enter('1000')
      expect([again.status, again.html.includes('value="1000"')]).toEqual([422, true])
      expect(again.text).toContain('Write a whole number from 0 to 100')
      expect((await enter('90')).status).toBe(303)
      expect(await answers()).toMatchObject({ subscores: { vas: 90 } })
    })
  })
})
