import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import type { Person } from '#test/support/people.ts'
import {
  aForm as aFormOf,
  aModuleEvent,
  aReviewForm,
  aTreatment,
  type Treatment,
} from '#test/support/treatment.ts'

let test: TestApp
let treatment: Treatment
let serviceId: string
let therapist: Person
let course: string
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
// Tuesday 24 November 2026: module 3 was opened at the start, and finished yesterday.
beforeEach(async () => {
  const modules = ['dep.m1', 'dep.m3']
  treatment = await aTreatment(test, { at: '2026-11-24T14:00:00Z', week: 3, modules })
  ;({ serviceId, therapist, course } = treatment)
  const at = new Date('2026-11-23T09:00:00Z')
  await aModuleEvent(test, treatment, { moduleId: 'dep.m3', kind: 'submitted', at })
  browser = await test.as(therapist)
})

const rows = async (table: string, order = 'at') =>
  (
    await test.owner.query(`select * from ${table} where service_id = $1 order by ${order}`, [
      serviceId,
    ])
  ).rows
const aDonePlan = () =>
  test.owner.query(
    `insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, status, content,
       version, created_at, updated_at)
     values ($1, $2, $3, 'common.week_plan', 1, 'done', '{}', 1, $4, $4)`,
    [serviceId, newId(), course, new Date('2026-11-20T09:00:00Z')],
  )
const aForm = (total: number) => aFormOf(test, treatment, { total, at: test.clock.now() })
const aReview = (more: Record<string, string> = {}) =>
  aReviewForm('2026-12-01', { time_review: '12', time_review_measured: '0', ...more })
const send = (fields: Record<string, string>) => browser.post(`/people/${course}/answer`, fields)
const record = async () => (await browser.get(`/people/${course}`)).text

const fewDone = 'Module 3 is finished with fewer than 2 planned things done'

describe('what the programme suggests, on the review screen', () => {
  it('says the reason and what it would do, and goes when enough was done', async () => {
    const text = await record()
    expect(text).toContain(`${fewDone}: hold module 4 and repeat module 3`)
    expect(text).toContain(
      'Hold module 4, “When things get in the way”, and open module 3, “Building a week that helps”',
    )
    expect(text).toContain(`${fewDone}: ring`)
    await aDonePlan()
    expect(await record()).toContain(fewDone)
    await aDonePlan()
    expect(await record()).not.toContain(fewDone)
  })

  it('holds the module and opens the other again once it is accepted, sent twice or once', async () => {
    const answer = aReview({ suggestion_few_done_hold: 'accepted' })
    expect((await send(answer)).status).toBe(303)
    await send(answer)
    const events = (await rows('module_event')).map(({ kind, module_id }) => `${kind} ${module_id}`)
    expect(events.slice(-2).sort()).toEqual(['held dep.m4', 'reopened dep.m3'])
    const [decision, ...more] = await rows('suggestion_decision')
    expect(more).toEqual([])
    expect(decision).toMatchObject({ suggestion_id: 'few_done_hold', decision: 'accepted' })
    const text = await record()
    expect(text).toContain('Decided before (1)')
    expect(text).not.toContain('Hold module 4, “When things get in the way”, and open')
  })

  it('is put away for a reason, which stands on the record', async () => {
    const bare = await send(aReview({ suggestion_few_done_hold: 'put_away' }))
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('Say why it is put away')
    expect(bare.html).toMatch(
      /name="suggestion_few_done_hold"[^>]*checked=""[^>]*value="put_away"|value="put_away"[^>]*checked/,
    )
    expect(await rows('message', 'sent_at')).toEqual([])
    const reason = 'They did plenty, and wrote it on paper'
    const done = await send(
      aReview({ suggestion_few_done_hold: 'put_away', suggestion_reason_few_done_hold: reason }),
    )
    expect(done.status).toBe(303)
    expect(await record()).toContain(`Put away : ${reason}`)
    const asSupervisor = await test.as(treatment.supervisor)
    expect((await asSupervisor.get(`/supervision/${course}`)).text).toContain(reason)
    const events = await rows('module_event')
    expect(events.filter(({ kind }) => kind === 'held')).toEqual([])
  })

  it('does not tick off a call that nobody booked or made', async () => {
    const bare = await send(aReview({ suggestion_few_done_call: 'accepted' }))
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('Book the call below, or leave this for now')
    const booking = {
      book_date: '2026-11-26',
      book_time: '10:30',
      book_minutes: '20',
      book_purpose: 'review',
      book_mechanism: 'telephone',
    }
    const booked = await send(aReview({ suggestion_few_done_call: 'accepted', ...booking }))
    expect(booked.status).toBe(303)
    expect(await rows('appointment', 'starts_at')).toHaveLength(1)
    expect(await record()).not.toContain('Ring them (book the call below)')
  })

  it('is not accepted against what is chosen for the same module', async () => {
    const both = aReview({ suggestion_few_done_hold: 'accepted', release: 'other' })
    const refused = await send({ ...both, other_module: 'dep.m4', other_reason: 'Keen to go on' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('something else is chosen for this module')
    expect((await rows('module_event')).filter(({ kind }) => kind === 'held')).toEqual([])
  })
})

describe('more contact', () => {
  it('is suggested from 16 on PHQ-9, agreed with a reason on record, and then asks for a weekly call', async () => {
    await aForm(16)
    expect(await record()).toContain('Agree “More contact (step 3)” with them')
    expect((await send(aReview({ suggestion_more_contact: 'accepted' }))).status).toBe(303)
    const [row] = await rows('course', 'id')
    expect(row.profile).toBe('step3')
    const text = await record()
    expect(text).toContain('Contact changed to more contact (step 3): PHQ-9 is 16 or more')
    expect(text).toContain('More contact was agreed: no call in the last 7 days')
    expect(text).toContain('more contact (step 3)')
  })

  it('gives modules 5 and 6 three weeks, for those who have it alone', async () => {
    await test.owner.query(
      `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
       values ($1, $2, $3, 'dep.m5', 'released', '2026-11-18T09:00:00Z', $4)`,
      [serviceId, newId(), course, therapist.accountId],
    )
    const words = 'module 5 has been open for fewer than 10 days'
    expect(await record()).not.toContain(words)
    await test.owner.query('update course set profile = $2 where id = $1', [course, 'step3'])
    expect(await record()).toContain(words)
    test.clock.set('2026-11-28T10:00:00Z')
    expect(await record()).not.toContain(words)
  })

  it('is changed back by its own form, which asks why', async () => {
    await test.owner.query('update course set profile = $2 where id = $1', [course, 'step3'])
    const address = `/people/${course}/contact`
    const bare = await browser.post(address, { profile: '' })
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('Say why')
    expect((await browser.post(address, { profile: 'step3', profile_reason: 'x' })).text).toContain(
      'Choose other than it is now',
    )
    expect(
      (await browser.post(address, { profile: '', profile_reason: 'Going well' })).status,
    ).toBe(303)
    const [row] = await rows('course', 'id')
    expect(row.profile).toBe(null)
    expect(await record()).toContain('Contact changed to as usual: Going well')
  })
})
