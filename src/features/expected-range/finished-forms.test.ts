import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finishedReferrals } from '#features/reporting/index.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { estimateModel } from './estimate-model.ts'
import { finishedForms } from './model-repository.ts'

let test: TestApp
let serviceId: string
let therapist: Person

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
})
afterAll(() => test.close())

const started = Date.parse('2026-08-04T10:00:00Z')
const ended = Date.parse('2026-10-27T10:00:00Z')
const day = 86_400_000

/** A course from August to October with so many calls that were treatment. */
async function aCourseWith(calls: number, given: string): Promise<[string, Patient]> {
  const patient = await aPatient(test, serviceId, { given, family: 'Oak' })
  const course = await aCourse(test, patient, therapist, { week: 5 })
  await test.owner.query(`update referral set received_on = '2026-07-01' where id = $1`, [
    patient.referralId,
  ])
  await test.owner.query(
    `update course set state = 'ended', created_at = $2, started_at = $2, ended_at = $3
     where id = $1`,
    [course, new Date(started), new Date(ended)],
  )
  for (let call = 1; call <= calls; call++) {
    await test.owner.query(
      `insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at,
         minutes, recorded_at, recorded_by, send_key)
       values ($1, $2, $3, 'telephone', 'review', 'attended', $4, 20, $4, $5, $2)`,
      [serviceId, newId(), course, new Date(started + call * 7 * day), therapist.accountId],
    )
  }
  return [course, patient]
}

const aForm = (course: string, by: Patient, total: number, at: number) =>
  test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, 'phq9', 2, 'h', '{}', $4, $5, $6, $2)`,
    [serviceId, newId(), course, total, by.accountId, new Date(at)],
  )

describe('the forms that a model of the service’s own is made from', () => {
  it('begin with the first, also before the start, and stop with treatment', async () => {
    const [course, patient] = await aCourseWith(2, 'Ada')
    await aForm(course, patient, 20, started - 14 * day)
    await aForm(course, patient, 16, started + 7 * day)
    await aForm(course, patient, 11, ended)
    await aForm(course, patient, 3, ended + 60 * day)
    const [once, other] = await aCourseWith(1, 'Bo')
    for (const [index, total] of [19, 18, 17].entries()) {
      await aForm(once, other, total, started + index * 7 * day)
    }
    const forms = await actingAs(test, therapist, ['therapist'], (ctx) =>
      finishedReferrals(ctx).then((ids) => finishedForms(ctx, 'phq9', ids)),
    )
    expect(forms.map(({ courseId }) => courseId)).toEqual([course, course])
    expect(forms.map(({ start, week, total }) => [start, week, total])).toEqual([
      [20, 3, 16],
      [20, 14, 11],
    ])
  })

  it('may be of any instrument that has a total, and of none without', async () => {
    const why = async (id: string) => {
      const made = await actingAs(test, therapist, ['therapist'], async (ctx) =>
        estimateModel(ctx, id, await finishedReferrals(ctx)),
      )
      return made.ok ? 'made' : made.why
    }
    expect(await why('phq9')).toBe(
      'PHQ-9: 1 finished courses have two scores or more; 300 are needed.',
    )
    expect(await why('core10')).toMatch(/^CORE-10: 0 finished courses/)
    expect(await why('nothing_such')).toBe('There is no total of nothing_such to make a model of.')
    const without = [...test.runtime.content.instruments.values()].find(
      ({ scoring }) => scoring.method === 'none',
    )
    expect(await why(without?.id ?? '')).toContain('There is no total of')
  })
})
