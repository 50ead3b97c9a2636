import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let service: string
let therapist: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
})
afterAll(async () => {
  await test.close()
})
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  await settings('{}')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
})

async function settings(json: string) {
  await test.owner.query(`update service set settings = $1::jsonb`, [json])
  test.runtime.services.forget()
}

/** A form taken on the phone: answers by item number, the others left out. */
async function take(instrument: string, answers: Record<number, number | string>) {
  const items = Object.entries(answers).map(([item, answer]) => [`item_${item}`, String(answer)])
  const browser = await test.as(therapist)
  return browser.post(`/people/${course}/measures`, {
    send_key: newId(),
    instrument,
    mode: 'telephone',
    anyway: '1',
    ...Object.fromEntries(items),
  })
}

async function stored() {
  const { rows } = await test.owner.query(
    `select instrument_id, instrument_version, instrument_hash, total, subscores, declined_items,
       answers, wording_hash from instrument_response where course_id = $1`,
    [course],
  )
  return rows
}

function each(from: number, to: number, answer: number): Record<number, number> {
  const items = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return Object.fromEntries(items.map((item) => [item, answer]))
}

describe('a form of any instrument is stored', () => {
  it('with its total, its subscales and the version that it was made with', async () => {
    await take('pcl5', each(1, 20, 1))
    const instrument = test.runtime.content.instruments.get('pcl5')
    expect(await stored()).toMatchObject([
      {
        instrument_id: 'pcl5',
        instrument_version: 1,
        instrument_hash: instrument?.hash,
        total: 20,
        subscores: { intrusion: 5, avoidance: 2, cognition_mood: 7, arousal: 6 },
        declined_items: [],
        wording_hash: null,
      },
    ])
  })

  it('with decimals where the total has them', async () => {
    await take('sus', { ...each(1, 10, 3), 1: 4 })
    expect(await stored()).toMatchObject([{ total: 52.5 }])
  })

  it('with the answer that an item does not apply, and still with a total', async () => {
    await take('phq15', { ...each(1, 15, 1), 4: 'not_applicable' })
    expect(await stored()).toMatchObject([{ total: 14, answers: { 4: 'not_applicable' } }])
  })

  it('without a total when an answer is missing, and with one once the service says so', async () => {
    await take('phq9', each(1, 8, 2))
    await settings('{"prorateMissingAnswers": true}')
    await take('phq9', each(1, 8, 2))
    expect((await stored()).map(({ total }) => total).sort()).toEqual([18, null])
  })

  it('and raises the safety item of that instrument, with words and a clock of its own', async () => {
    const reply = await take('core10', { 6: 1 })
    expect(reply.location).toMatch(/\/safety\//)
    const { rows } = await test.owner.query(
      'select trigger, due_at from safety_item where course_id = $1',
      [course],
    )
    expect(rows).toMatchObject([{ trigger: 'core10_item6' }])
    expect(await stored()).toMatchObject([{ total: null }])
    const page = await (await test.as(therapist)).get(reply.location ?? '')
    expect(page.text).toContain('CORE-10 item 6 above 0')
  })
})

describe('a safety answer that is not about suicide', () => {
  it('is met with words for what was said', async () => {
    const reply = await take('pcl5', { 16: 3 })
    const itemId = reply.location?.split('/').at(-1)
    const page = await (await test.as(patient)).get(`/safety/${itemId}`)
    expect(page.text).toContain('You said you have been taking risks')
    expect(page.text).not.toContain('Thoughts of being dead')
    expect(page.text).toContain('Are you safe right now?')
  })
})

describe('an instrument whose words are not here', () => {
  it.each(['wsas', 'itq', 'hads'])('cannot be filled in (%s)', async (id) => {
    expect((await take(id, { 1: 1 })).status).toBe(404)
    expect(await stored()).toEqual([])
  })
})
