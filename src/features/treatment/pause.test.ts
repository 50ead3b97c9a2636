import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem } from '#platform/runtime.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { pauseCourse } from './change-course.ts'
import { findOwnCourse } from './find-course.ts'
import { resumeEndedPauses } from './resume-ended-pauses.ts'

let test: TestApp
let service: string
let therapist: Person
let supervisor: Person
let patient: Patient
let course: string

const reviewAt = new Date('2026-11-20T17:00:00Z')

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
})
afterAll(() => test.close())

// Wednesday 4 November 2026: a pause until Friday the 20th, with a review on its last day.
beforeEach(async () => {
  test.clock.set('2026-11-04T10:00:00Z')
  await test.owner.query(`update course set state = 'active' where state = 'paused'`)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  supervisor = await aSupervisorOf(test, therapist)
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist, { week: 3 })
  await actingAs(test, therapist, ['therapist'], async (ctx) =>
    pauseCourse(ctx, await findOwnCourse(ctx, course), {
      until: '2026-11-20',
      reviewAt,
      reason: 'A holiday',
    }),
  )
})

async function clockOfPauses() {
  const entry = await test.runtime.services.byId(service)
  if (!entry) throw new Error('no such service')
  return asSystem(test.runtime, entry, resumeEndedPauses)
}

async function courseRow() {
  const { rows } = await test.owner.query('select * from course where id = $1', [course])
  return rows[0]
}

async function resumptions() {
  const { rows } = await test.owner.query(
    `select * from course_event where course_id = $1 and kind = 'resumed'`,
    [course],
  )
  return rows
}

const pageOf = async (person: Person, address: string) =>
  (await (await test.as(person)).get(address)).text

describe('a pause', () => {
  it('lasts until its last day is over, however often the clock of pauses runs', async () => {
    test.clock.set('2026-11-20T23:59:00Z')
    expect(await clockOfPauses()).toEqual({ resumed: 0 })
    expect(await courseRow()).toMatchObject({ state: 'paused' })
    expect(await pageOf(patient, '/')).toContain('paused until Friday 20 November')
  })

  it('that has run out is ended by the system the day after, and the due review stays due', async () => {
    test.clock.set('2026-11-21T00:00:00Z')
    expect(await clockOfPauses()).toEqual({ resumed: 1 })
    expect(await courseRow()).toMatchObject({ state: 'active', next_review_at: reviewAt })
    expect(await resumptions()).toMatchObject([{ by: null, detail: { until: '2026-11-20' } }])
    const { rows } = await test.owner.query(
      `select * from audit_event where subject_id = $1 and action = 'course.resumed'`,
      [course],
    )
    expect(rows).toMatchObject([{ actor_id: null, actor_role: 'system' }])
    expect(await pageOf(therapist, '/people')).toContain('Review 1 day late')
    expect(await pageOf(therapist, `/people/${course}`)).toContain('Handrail')
  })

  it('is ended once, however many clocks run at once and again', async () => {
    test.clock.set('2026-11-25T09:00:00Z')
    const rounds = await Promise.all([clockOfPauses(), clockOfPauses(), clockOfPauses()])
    expect(rounds.reduce((sum, { resumed }) => sum + resumed, 0)).toBe(1)
    await clockOfPauses()
    expect(await resumptions()).toHaveLength(1)
  })

  it('of which nobody wrote down the end lasts until the day of the next review', async () => {
    await test.owner.query(`update course_event set detail = '{}' where course_id = $1`, [course])
    test.clock.set('2026-11-20T20:00:00Z')
    expect(await clockOfPauses()).toEqual({ resumed: 0 })
    test.clock.set('2026-11-21T08:00:00Z')
    expect(await clockOfPauses()).toEqual({ resumed: 1 })
  })

  it('that was agreed anew runs until its own last day', async () => {
    test.clock.set('2026-11-19T10:00:00Z')
    const browser = await test.as(therapist)
    await browser.post(`/people/${course}/resumption`)
    await browser.post(`/people/${course}/pause`, {
      pause_until: '2026-11-27',
      pause_reason: 'holiday',
    })
    test.clock.set('2026-11-21T10:00:00Z')
    expect(await clockOfPauses()).toEqual({ resumed: 0 })
    test.clock.set('2026-11-28T10:00:00Z')
    expect(await clockOfPauses()).toEqual({ resumed: 1 })
  })
})

describe('until the clock of pauses has run', () => {
  beforeEach(() => test.clock.set('2026-11-23T10:00:00Z'))

  it('a pause that is over is a review due: the therapist is asked to see how they are', async () => {
    const page = await pageOf(therapist, '/people')
    expect(page).toContain('The pause ended on Friday 20 November: see how they are')
    expect(page).toContain('Review due (1)')
  })

  it('supervision counts it among overdue reviews', async () => {
    const page = await pageOf(supervisor, '/supervision')
    expect(page).toContain('Overdue reviews (1)')
    expect(page).toContain('The pause ended on Friday 20 November')
  })

  it('the person is never told that they are paused until a day that has passed', async () => {
    const page = await pageOf(patient, '/')
    expect(page).toContain('Your pause is over')
    expect(page).not.toContain('paused until')
  })
})
