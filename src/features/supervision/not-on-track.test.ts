import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let supervisor: Person
let patient: Patient
let course: string
let services = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
// A Tuesday in the fifth week of treatment.
beforeEach(async () => {
  test.clock.set('2026-12-01T14:00:00Z')
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  serviceId = await aService(test, { slug: `hillside-${services}` })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  supervisor = await aSupervisorOf(test, therapist)
  patient = await aPatient(test, serviceId)
  course = await aCourse(test, patient, therapist, { week: 5 })
})

const day = 86_400_000
const now = () => test.clock.now().getTime()

/** One form for each total, the last of them yesterday, one a week before it. */
async function theirForms(totals: readonly number[], courseId = course) {
  for (const [index, total] of totals.entries()) {
    await aForm(total, now() - day - (totals.length - 1 - index) * 7 * day, courseId)
  }
}

const aForm = (total: number, at = now() - day, courseId = course) =>
  test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, 'phq9', 2, 'h', '{}', $4, $5, $6, $2)`,
    [serviceId, newId(), courseId, total, patient.accountId, new Date(at)],
  )

/** Written on the latest form, as the pages would have written it. */
async function decided(
  by: Person,
  decision: string,
  of: { courseId?: string; code?: string; since?: number } = {},
) {
  await test.owner.query(
    `insert into signal_decision (service_id, id, course_id, instrument_id, code, since, decision,
       decided_by, decided_role, at, send_key)
     values ($1, $2, $3, 'phq9', $4, $5, $6, $7, $8, $9, $2)`,
    [
      serviceId,
      newId(),
      of.courseId ?? course,
      of.code ?? 'worse_than_start',
      new Date(of.since ?? now() - day),
      decision,
      by.accountId,
      by === supervisor ? 'supervisor' : 'therapist',
      test.clock.now(),
    ],
  )
}

const read = async (who: Person, path: string) => (await (await test.as(who)).get(path)).text

/** The list of scores alone, in words. */
async function theList(): Promise<string> {
  const { html } = await (await test.as(supervisor)).get('/supervision')
  const from = html.indexOf('id="not-on-track"')
  if (from < 0) return ''
  const list = html.slice(from, html.indexOf('</section>', from))
  return list.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

describe('a supervisor’s answer has a day', () => {
  it('which a therapist’s "continue" does not stop', async () => {
    await theirForms([12, 12, 14, 19])
    await decided(therapist, 'continue')
    expect(await theList()).toMatch(/Decided; you have not said yet\s*by\s*Monday/)
    test.clock.set('2026-12-07T13:00:00Z')
    expect(await theList()).toContain('you have not said yet')
    test.clock.set('2026-12-07T14:00:01Z')
    expect(await theList()).toMatch(/Decided; your answer is late\s*by\s*today/)
    await decided(supervisor, 'continue', { since: Date.parse('2026-11-30T14:00:00Z') })
    const answered = await theList()
    expect(answered).toContain('Decided and agreed (1)')
    expect(answered).not.toMatch(/late|\bby\s*today/)
  })

  it('which a new form each week does not put off', async () => {
    await theirForms([12, 12, 14, 19])
    await decided(therapist, 'continue')
    test.clock.advance({ days: 7 })
    await aForm(19)
    expect(await theList()).toMatch(/your answer is late\s*by\s*yesterday/)
    expect(await read(therapist, `/people/${course}`)).toContain(
      'With the supervisor by Monday 7 December',
    )
  })

  it('of a week after it was taken to supervision, also where nothing is worse', async () => {
    await theirForms([18, 18, 18, 17, 18])
    await decided(therapist, 'supervision', { code: 'above_cut_point' })
    expect(await theList()).toMatch(/Waits for supervision\s*by\s*Tuesday 8 December/)
    test.clock.set('2026-12-08T14:00:01Z')
    expect(await theList()).toContain('your answer is late')
  })

  it('and has none for what asks for no supervisor', async () => {
    await theirForms([18, 18, 18, 17, 18])
    await decided(therapist, 'continue', { code: 'above_cut_point' })
    test.clock.advance({ days: 20 })
    const list = await theList()
    expect(list).toContain('you have not said yet')
    expect(list).not.toMatch(/late|you have not said yet\s*by/)
  })

  it('by which the list is ordered, the late before what is open', async () => {
    const other = await aPatient(test, serviceId, { given: 'Ada', family: 'Ash' })
    const fresh = await aCourse(test, other, therapist, { week: 5 })
    await theirForms([12, 12, 14, 19])
    await decided(therapist, 'continue')
    test.clock.advance({ days: 7 })
    await theirForms([12, 12, 14, 19], fresh)
    const list = await theList()
    expect(list.indexOf('Ifeoma Obi')).toBeGreaterThan(0)
    expect(list.indexOf('Ifeoma Obi')).toBeLessThan(list.indexOf('Ada Ash'))
  })
})
