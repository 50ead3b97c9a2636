import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formKey } from '#features/instruments/index.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
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
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
})
afterAll(async () => {
  await test.close()
})
// Week 1, Monday.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  browser = await test.as(patient)
})

const pageOf = (instrumentId: string) => {
  const key = formKey(test.runtime, patient.patientId, instrumentId)
  return `/people/${course}/measures/new?form=${key}`
}
const phq9 = (value: number, item9 = 0) => ({ ...items(8, value), item_9: String(item9) })
function items(count: number, value: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`item_${index + 1}`, String(value)]),
  )
}

async function rowsOf(table: string) {
  const { rows } = await test.owner.query(`select * from ${table} where course_id = $1`, [course])
  return rows
}

describe('a therapist enters a form', () => {
  const fields = (more: Record<string, string>) => ({
    send_key: newId(),
    instrument: 'phq9',
    mode: 'telephone',
    ...more,
  })

  it('taken by phone, and item 9 in it is a safety item', async () => {
    const staff = await test.as(therapist)
    const page = await staff.get(pageOf('phq9'))
    expect(page.text).toContain('Enter PHQ-9')
    const once = fields(phq9(1, 1))
    const sent = await staff.post(`/people/${course}/measures`, once)
    expect(sent.location).toContain(`/people/${course}/safety/`)
    await staff.post(`/people/${course}/measures`, once)
    expect(await rowsOf('instrument_response')).toMatchObject([{ mode: 'telephone', total: 9 }])
    expect(await rowsOf('safety_item')).toHaveLength(1)
  })

  it('of another day, which stands at that day and says who typed it and when', async () => {
    test.clock.set('2026-11-05T15:00:00Z')
    const staff = await test.as(therapist)
    const form = fields({ ...phq9(2), mode: 'paper', filled_on: '2026-11-03' })
    await staff.post(`/people/${course}/measures`, form)
    const [response] = await rowsOf('instrument_response')
    expect(response).toMatchObject({
      mode: 'paper',
      total: 16,
      entered_by: therapist.accountId,
      submitted_at: new Date('2026-11-03T12:00:00Z'),
      entered_at: new Date('2026-11-05T15:00:00Z'),
    })
  })

  it('of another day, and item 9 in it is compared with the answer before that day', async () => {
    const staff = await test.as(therapist)
    const enter = (filled_on: string, item9: number) =>
      staff.post(`/people/${course}/measures`, fields({ ...phq9(1, item9), filled_on }))
    await enter('2026-10-20', 1)
    await enter('2026-11-02', 3)
    await enter('2026-10-28', 2)
    const found = await rowsOf('safety_item')
    expect(found.map((item) => [item.detail.value, item.detail.previous])).toEqual(
      expect.arrayContaining([
        [1, null],
        [3, 1],
        [2, 1],
      ]),
    )
  })

  it('not of a day to come, nor of a year that was mistyped', async () => {
    const staff = await test.as(therapist)
    const enter = (filled_on: string) =>
      staff.post(`/people/${course}/measures`, fields({ ...phq9(0), filled_on }))
    expect((await enter('2026-11-03')).text).toContain('That day is still to come')
    expect((await enter('2020-11-03')).text).toContain('more than a year ago')
    expect((await enter('the third')).text).toContain('Give the day on which it was filled in')
    expect((await enter('')).status).toBe(422)
    expect(await rowsOf('instrument_response')).toHaveLength(0)
    expect((await enter('2026-11-02')).status).toBe(303)
  })

  it('of any kind that has its words here, and the list leaves out the others', async () => {
    const staff = await test.as(therapist)
    const page = await staff.get(`/people/${course}/measures/new`)
    expect(page.text).toContain('Enter PHQ-9')
    expect(page.html).toMatch(/<option value="\d{14}">PCL-5:/)
    expect(page.text).not.toContain('WSAS')
  })

  it('is told what is missing, and nothing typed is lost', async () => {
    const staff = await test.as(therapist)
    const page = await staff.post(`/people/${course}/measures`, fields({ mode: '', item_1: '2' }))
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose how it was answered')
    expect(page.html.match(/checked=""/g)).toHaveLength(1)
  })

  it('only for their own people', async () => {
    const stranger = await test.as(await aMemberOfStaff(test, service, ['therapist'], 'Else'))
    const sent = await stranger.post(`/people/${course}/measures`, fields(phq9(1)))
    expect(sent.status).toBe(404)
    expect((await browser.post(`/people/${course}/measures`, fields(phq9(1)))).status).toBe(403)
  })
})
