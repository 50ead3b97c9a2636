import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
})
afterAll(() => test.close())
/** Ended with a PHQ-9 of 5 after module 3; the follow-up a month later finds 13. */
beforeEach(async () => {
  test.clock.set('2026-09-22T09:00:00Z')
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist, {
    state: 'ended',
    week: 4,
    modules: ['dep.m3'],
  })
  await finished('dep.m3', '2026-09-10T09:00:00Z')
  await aForm(5, '2026-09-20T09:00:00Z')
  test.clock.set('2026-10-26T10:00:00Z')
  await aForm(13, '2026-10-26T09:10:00Z')
  await finished('dep.f1', '2026-10-26T09:00:00Z')
  browser = await test.as(therapist)
})

const aForm = (total: number, at: string) =>
  test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, 'phq9', 1, 'x', '{}', $4, $5, $6, $2)`,
    [patient.serviceId, newId(), course, total, patient.accountId, at],
  )
const finished = (moduleId: string, at: string) =>
  test.owner.query(
    `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
     values ($1, $2, $3, $4, 'submitted', $5, $6)`,
    [patient.serviceId, newId(), course, moduleId, at, patient.accountId],
  )
const record = (search = '') => browser.get(`/people/${course}${search}`)
const list = async () => (await browser.get('/people')).text
const shown = async () => {
  const found = /name="shown_follow_up" value="(\d+)"/.exec((await record()).html)?.[1]
  if (!found) throw new Error('the page has no mark of what it shows')
  return found
}
const send = async (more: Record<string, string> = {}) =>
  browser.post(`/people/${course}/answer`, {
    do: 'send',
    kind: 'message',
    send_key: newId(),
    body: 'Thank you for coming back. I will ring you tomorrow at ten.',
    shown_follow_up: await shown(),
    ...more,
  })
const close = async (more: Record<string, string> = {}) =>
  browser.post(`/people/${course}/follow-up-closing`, {
    shown_follow_up: await shown(),
    follow_up_reason: 'We spoke at length yesterday',
    ...more,
  })

describe('the record after the end', () => {
  it('shows what came, by when it is answered, and a booster to think of', async () => {
    const { text } = await record()
    expect(text).toContain('Follow-up done; PHQ-9 13, 8 above the end')
    expect(text).toMatch(/Answer promised by Tue 27 Oct, 09:00/)
    expect(text).toContain('Think of a module again as a booster')
  })

  it('opens a finished module again as a booster', async () => {
    await browser.post(`/people/${course}/modules`, {
      module_act: 'reopen',
      module_reason: 'As a booster after the end',
      module_id: 'dep.m3',
    })
    const { rows } = await test.owner.query(
      "select reason from module_event where course_id = $1 and kind = 'reopened'",
      [course],
    )
    expect(rows).toEqual([{ reason: 'As a booster after the end' }])
    expect((await (await test.as(patient)).get('/')).html).toContain('/programme/dep.m3')
  })

  it('proposes the prompts of a follow-up and no weekly review', async () => {
    const { html, text } = await record()
    expect(html).toMatch(/<option value="follow_up" selected/)
    expect(text).toContain('Up to 180 is a good length for this.')
    expect(text).not.toContain('a good length for a review')
    expect(text).not.toContain('Written review')
    expect((await record('?kind=call')).text).toContain('Save the call')
    await send()
    expect((await record()).html).toMatch(/<option value="ending" selected/)
  })

  it('is answered by a message, and then nobody waits', async () => {
    expect(await list()).toContain('Follow-up done')
    expect((await send()).location).toBe(`/people/${course}/sent`)
    expect(await list()).not.toContain('Follow-up done')
    expect((await record()).text).not.toContain('Answer promised by')
  })

  it('does not answer what came while the therapist was writing', async () => {
    const before = await shown()
    await aForm(20, '2026-10-26T09:50:00Z')
    const refused = await send({ shown_follow_up: before })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Something came while you were writing')
    expect((await close({ shown_follow_up: before })).text).toContain('More came while you were')
    expect(await list()).toContain('PHQ-9 20, 15 above the end')
  })

  it('needs no answer when somebody says why, which stands in the history', async () => {
    const without = await close({ follow_up_reason: ' ' })
    expect(without.status).toBe(422)
    expect(without.text).toContain('Say why no answer is needed')
    expect(await list()).toContain('Follow-up done')
    await close()
    expect(await list()).not.toContain('Follow-up done')
    const { text } = await record()
    expect(text).toContain('Follow-up needs no answer')
    expect(text).toContain('We spoke at length yesterday')
  })
})
