import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { responsesOf } from '#features/measures/index.ts'
import { outcomeOf } from '#features/reporting/index.ts'
import { findCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { formAddress } from '#test/support/forms.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

const week = 7 * 86_400_000

/** Somebody in week 8 who answered at the start and then said no; two calls were held. */
describe('an ending and its last scores', () => {
  let test: TestApp
  let serviceId: string
  let therapist: Person
  let lead: Person
  let patient: Patient
  let course: string
  let browser: Browser

  beforeAll(async () => {
    test = await createTestApp()
    serviceId = await aService(test)
    therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
    lead = await aMemberOfStaff(test, serviceId, ['service_lead'], 'Judith Cole')
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    test.clock.set('2026-11-24T14:00:00Z')
    patient = await aPatient(test, serviceId)
    await test.owner.query(`update referral set received_on = '2026-09-20' where id = $1`, [
      patient.referralId,
    ])
    course = await aCourse(test, patient, therapist, { week: 8 })
    const start = test.clock.now().getTime() - 7 * week
    await aForm('phq9', 18, start)
    await aForm('gad7', 14, start)
    for (const id of ['phq9', 'gad7']) await declined(id, start + week)
    for (const after of [1, 2]) await aCall(start + after * week)
    browser = await test.as(therapist)
  })

  const aForm = (id: string, total: number, at = test.clock.now().getTime()) =>
    test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
         instrument_hash, answers, total, entered_by, submitted_at, send_key)
       values ($1, $2, $3, $4, 1, 'x', '{}', $5, $6, $7, $2)`,
      [serviceId, newId(), course, id, total, patient.accountId, new Date(at)],
    )
  const declined = (id: string, at: number) =>
    test.owner.query(
      `insert into measure_decision (service_id, id, course_id, instrument_id, kind, at, by, send_key)
       values ($1, $2, $3, $4, 'declined', $5, $6, $2)`,
      [serviceId, newId(), course, id, new Date(at), patient.accountId],
    )
  const aCall = (at: number) =>
    test.owner.query(
      `insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at,
         minutes, recorded_at, recorded_by, send_key)
       values ($1, $2, $3, 'telephone', 'review', 'attended', $4, 20, $4, $5, $2)`,
      [serviceId, newId(), course, new Date(at), therapist.accountId],
    )
  const release = (moduleId: string) =>
    test.owner.query(
      `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
       values ($1, $2, $3, $4, 'released', $5, $6)`,
      [serviceId, newId(), course, moduleId, test.clock.now(), therapist.accountId],
    )
  const rows = async (table: string, where = '') =>
    (await test.owner.query(`select * from ${table} where course_id = $1 ${where}`, [course])).rows
  const read = async (path = '') => (await browser.get(`/people/${course}${path}`)).text
  const end = (more: Record<string, string> = {}) =>
    browser.post(`/people/${course}/ending`, {
      end_reason: 'completed',
      end_note: 'Agreed on the phone',
      end_anyway: 'yes',
      ...more,
    })
  const askFirst = (sendKey = newId()) =>
    browser.post(`/people/${course}/last-scores`, { send_key: sendKey })
  const outcome = async () => {
    const worked = await actingAs(test, therapist, ['therapist'], async (ctx) => {
      const found = await findCourse(ctx, course)
      return outcomeOf(ctx, found, responsesOf(ctx, found))
    })
    if (!worked) throw new Error('rules are in force')
    return worked
  }
  /** Some time on: whoever was signed in has been signed out. */
  const later = async (time: Parameters<TestApp['clock']['advance']>[0]) => {
    test.clock.advance(time)
    browser = await test.as(therapist)
  }
  const items = (count: number, value: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`item_${index + 1}`, String(value)]),
    )

  it('says which are missing, and when each was answered last', async () => {
    const page = await read()
    expect(page).toContain('No first and last score yet')
    expect(page).toMatch(/PHQ-9 : answered once, on \w+ 6 October/)
    expect(page).toMatch(/GAD-7 : answered once/)
    expect(page).toContain('They said that they would rather not be asked')
    // The service has no wording of WSAS: nobody can be asked for it.
    expect(page).not.toContain('WSAS : never answered')
    expect(page).toContain(
      'Change and recovery cannot be said yet: PHQ-9 has one score only so far',
    )
  })

  it('a form declined before is asked again with the last module, and gives the pair', async () => {
    let person = await test.as(patient)
    expect((await person.get('/measures')).text).toContain('No form is waiting for you')
    await release('dep.m8')
    await later({ hours: 1 })
    person = await test.as(patient)
    expect((await person.get('/measures')).text).toContain(
      'would rather not be asked Low mood (PHQ-9)',
    )
    for (const [id, count] of [
      ['phq9', 9],
      ['gad7', 7],
    ] as const) {
      const sent = await person.post(formAddress(test, patient, id), {
        ...items(count, 0),
        send_key: newId(),
      })
      expect(sent.status).toBe(303)
    }
    expect(await read()).not.toContain('No first and last score yet')
    await later({ days: 1 })
    expect((await end()).location).toBe(`/people/${course}#history`)
    const { outcome: found, isFinal } = await outcome()
    expect([isFinal, found.isFinished]).toEqual([true, true])
    expect(found.depression).toMatchObject({ first: 18, last: 0 })
    expect(found.reliableRecovery).toBe('recovered')
    const [event] = await rows('course_event', "and kind = 'ended'")
    expect(event.detail).not.toHaveProperty('withoutLastScores')
  })

  it('are asked for in one press, at once and in spite of the no, and it ends later', async () => {
    const key = newId()
    expect((await askFirst(key)).location).toBe(`/people/${course}/measures`)
    await askFirst(key)
    expect((await rows('measure_request')).map((row) => [row.instrument_id, row.rhythm])).toEqual(
      expect.arrayContaining([
        ['phq9', 'once'],
        ['gad7', 'once'],
      ]),
    )
    expect(await rows('measure_request')).toHaveLength(2)
    expect(await rows('course_event', "and kind = 'ended'")).toHaveLength(0)
    expect(await read('/measures')).toContain('The last scores, before treatment ends')
    const person = await test.as(patient)
    expect((await person.get('/measures')).text).toContain('Two short forms')
    const notNow = (await person.get(`${formAddress(test, patient, 'phq9')}/not-now`)).text
    expect(notNow).toContain('has asked for it since. You can still say no')
    const page = await read()
    expect(page).toContain('They are waiting on their page now')
    expect(page).not.toContain('Ask for these now')
    await later({ days: 2 })
    await aForm('phq9', 6)
    await aForm('gad7', 5)
    await later({ hours: 1 })
    expect((await end()).location).toBe(`/people/${course}#history`)
    expect((await outcome()).outcome).toMatchObject({
      change: 'improved',
      reliableRecovery: 'recovered',
    })
  })

  it('missing, it ends with a reason that is kept, and everybody is told', async () => {
    const refused = await end()
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say why it ends without last scores')
    expect(refused.text).toContain('Why it ends without PHQ-9, GAD-7')
    expect(await rows('course_event', "and kind = 'ended'")).toHaveLength(0)
    const ended = await end({ without_reason: 'no_contact' })
    expect(ended.location).toBe(`/people/${course}#history`)
    const [event] = await rows('course_event', "and kind = 'ended'")
    expect(event.detail).toMatchObject({
      withoutLastScores: { measures: ['phq9', 'gad7'], reason: 'They could not be reached' },
    })
    const page = await read()
    expect(page).toContain('Ended without last scores (PHQ-9, GAD-7): They could not be reached')
    expect(page).toContain('Change and recovery cannot be said: PHQ-9 has one score only')
    expect(page).toContain('In reports it counts as not recovered')
    const period = 'from=2026-11-24&to=2026-11-24&numbers=exact'
    const report = (await (await test.as(lead)).get(`/outcomes?${period}`)).text
    expect(report).toMatch(/Change not known.*?Count [1-9]/)
  })

  it('answered after the end change nothing, and are asked no more', async () => {
    await askFirst()
    await end({ without_reason: 'said_no' })
    await later({ hours: 1 })
    const page = (await (await test.as(patient)).get('/measures')).text
    expect(page).toContain('One short form')
    expect(page).toContain('What you think of your treatment')
    expect(page).toContain('Low mood (PHQ-9): not asked')
    await aForm('phq9', 2)
    await aForm('gad7', 2)
    expect((await outcome()).outcome.change).toBe('unpaired')
  })

  it('are not asked for about somebody who has died', async () => {
    expect((await end({ end_reason: 'deceased' })).status).toBe(303)
    const [event] = await rows('course_event', "and kind = 'ended'")
    expect(event.detail.withoutLastScores).toEqual({ measures: ['phq9', 'gad7'], reason: null })
  })

  it('belong to a therapist: a colleague finds nothing', async () => {
    browser = await test.as(await aMemberOfStaff(test, serviceId, ['therapist'], 'Other'))
    expect((await askFirst()).status).toBe(404)
  })
})
