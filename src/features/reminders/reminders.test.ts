import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MeasurePoint } from '#clinical/measure-points.ts'
import {
  findCourseAsSystem,
  findOwnCourse,
  pauseCourse,
  resumeCourse,
} from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aRecordedProblem,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { engagementOf, remindDue } from './index.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let courseId: string
let services = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(async () => {
  await test.close()
})
// Monday 2 November 2026, 9 o'clock: treatment begins; the first review is due a week later.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  serviceId = await aService(test, { slug: `riverside-${services}` })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  courseId = await aCourse(test, patient, therapist)
})

async function remind(): Promise<void> {
  const ctx = await test.context(serviceId)
  try {
    await remindDue(ctx)
  } finally {
    await ctx.platform.transaction.rollback()
  }
}

const sent = async (): Promise<string[]> =>
  (
    await test.owner.query(
      'select kind from outbox_mail where service_id = $1 order by created_at, id',
      [serviceId],
    )
  ).rows.map((row) => row.kind)

/** Days pass, and the clock looks each morning at ten. */
async function daysPass(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    test.clock.advance({ days: 1 })
    await remind()
  }
}

const nudges = async () => (await sent()).filter((kind) => kind.startsWith('reminder'))

const engagement = async () => {
  const ctx = await test.context(serviceId)
  const state = await engagementOf(ctx, await findCourseAsSystem(ctx, courseId))
  await ctx.platform.transaction.rollback()
  return state
}

const openSafetyItem = () =>
  test.owner.query(
    `insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, raised_at,
       raised_by, owner_id, clock_step, due_at)
     values ($1, $2, $3, $4, 'help_button', $2, $5, $6, $6, 'look', $5)`,
    [serviceId, newId(), courseId, patient.patientId, test.clock.now(), therapist.accountId],
  )

describe('somebody who goes quiet', () => {
  it('is reminded on day 3 and on day 5, and never again by the system', async () => {
    await daysPass(2)
    expect(await nudges()).toEqual([])
    await daysPass(1)
    expect(await nudges()).toEqual(['reminder_day3'])
    await daysPass(1)
    expect(await nudges()).toEqual(['reminder_day3'])
    await daysPass(12)
    expect(await nudges()).toEqual(['reminder_day3', 'reminder_day5'])
  })

  it("becomes a therapist's task from day 7 on, which is no mail", async () => {
    test.clock.advance({ days: 8 })
    await remind()
    expect(await nudges()).toEqual([])
    expect(await engagement()).toMatchObject({
      daysSilent: 8,
      current: { actionId: 'therapist_message' },
    })
  })

  it('is reminded once, however often and by however many the clock is looked at', async () => {
    test.clock.advance({ days: 3 })
    await Promise.all([remind(), remind(), remind()])
    await remind()
    expect(await nudges()).toEqual(['reminder_day3'])
  })

  it('starts anew with the next silence', async () => {
    await daysPass(4)
    await test.owner.query(
      `insert into message (service_id, id, course_id, author_id, from_patient, kind,
         body, sent_at, send_key)
       values ($1, $2, $3, $4, true, 'message', 'Here', $5, $2)`,
      [serviceId, newId(), courseId, patient.accountId, test.clock.now()],
    )
    await daysPass(3)
    expect(await nudges()).toEqual(['reminder_day3', 'reminder_day3'])
  })

  it('is left alone at night: between 20:00 and 08:00 nothing is sent', async () => {
    for (const time of ['2026-11-05T00:30:00Z', '2026-11-05T07:59:00Z', '2026-11-05T20:00:00Z']) {
      test.clock.set(time)
      await remind()
    }
    expect(await sent()).toEqual([])
    test.clock.set('2026-11-05T08:00:00Z')
    await remind()
    expect(await nudges()).toEqual(['reminder_day3'])
  })

  it('is left alone in a pause, and its days do not count', async () => {
    await daysPass(2)
    await actingAs(test, therapist, ['therapist'], async (ctx) =>
      pauseCourse(ctx, await findOwnCourse(ctx, courseId), {
        until: '2026-11-20',
        reviewAt: new Date('2026-11-24T17:00:00Z'),
        reason: 'holiday',
      }),
    )
    await daysPass(14)
    expect(await sent()).toEqual([])
    expect(await engagement()).toMatchObject({ isPaused: true, reached: [] })
    await actingAs(test, therapist, ['therapist'], async (ctx) => {
      await resumeCourse(ctx, await findOwnCourse(ctx, courseId))
    })
    await daysPass(1)
    expect(await nudges()).toEqual(['reminder_day3'])
  })

  it('is reminded sooner while a safety item is open, and still not twice on one day', async () => {
    await daysPass(3)
    await openSafetyItem()
    test.clock.advance({ hours: 2 })
    await remind()
    expect(await nudges()).toEqual(['reminder_day3'])
    await daysPass(1)
    // Half of seven is four: it is the therapist's turn now.
    expect(await nudges()).toEqual(['reminder_day3'])
    expect(await engagement()).toMatchObject({
      isHalved: true,
      current: { actionId: 'therapist_message' },
    })
  })

  it('is not reminded of a module when none is open', async () => {
    await test.owner.query(
      `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
       values ($1, $2, $3, 'dep.m1', 'submitted', $4, $5)`,
      [serviceId, newId(), courseId, test.clock.now(), patient.accountId],
    )
    await daysPass(5)
    expect(await nudges()).toEqual([])
  })

  it('who spoke to somebody on a call is not quiet', async () => {
    await daysPass(2)
    await test.owner.query(
      `insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at,
         minutes, recorded_at, recorded_by, send_key)
       values ($1, $2, $3, 'telephone', 'review', 'attended', $4, 20, $4, $5, $2)`,
      [serviceId, newId(), courseId, test.clock.now(), therapist.accountId],
    )
    await daysPass(2)
    expect(await nudges()).toEqual([])
  })

  it('gets nothing before treatment starts or after it has ended', async () => {
    await test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      courseId,
      test.clock.now(),
    ])
    await daysPass(6)
    expect(await nudges()).toEqual([])
    expect(await engagement()).toBe(null)
  })
})

describe('forms, calls and follow-ups', () => {
  it('says once that forms are open, two days before the review', async () => {
    await test.owner.query(
      `update course set next_review_at = '2026-11-10T17:00:00Z' where id = $1`,
      [courseId],
    )
    test.clock.set('2026-11-07T10:00:00Z')
    await remind()
    const before = await sent()
    test.clock.set('2026-11-08T10:00:00Z')
    await remind()
    await remind()
    expect(
      [before, await sent()].map((kinds) => kinds.filter((kind) => kind === 'forms_due').length),
    ).toEqual([0, 1])
  })

  it('does not ask for forms that were sent', async () => {
    await test.owner.query(
      `update course set next_review_at = '2026-11-10T17:00:00Z' where id = $1`,
      [courseId],
    )
    for (const instrument of ['phq9', 'gad7']) {
      await test.owner.query(
        `insert into instrument_response (service_id, id, course_id, instrument_id,
           instrument_version,
           instrument_hash, answers, total, entered_by, submitted_at, send_key)
         values ($1, $2, $3, $4, 1, 'x', '{}', 9, $5, '2026-11-08T07:00:00Z', $2)`,
        [serviceId, newId(), courseId, instrument, patient.accountId],
      )
    }
    test.clock.set('2026-11-08T10:00:00Z')
    await remind()
    expect(await sent()).toEqual([])
  })

  const formsDue = async () => (await sent()).filter((kind) => kind === 'forms_due').length
  const reviewOn = (at: string) =>
    test.owner.query('update course set next_review_at = $2 where id = $1', [courseId, at])

  async function decide(kind: string, instrument: string, until: string | null = null) {
    await test.owner.query(
      `insert into measure_decision (service_id, id, course_id, instrument_id, kind, until, at, by,
         send_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $2)`,
      [serviceId, newId(), courseId, instrument, kind, until, test.clock.now(), patient.accountId],
    )
  }

  it('goes on when staff are late with a review: the next set is told of as well', async () => {
    await reviewOn('2026-11-10T17:00:00Z')
    await daysPass(13)
    expect(await formsDue()).toBe(2)
  })

  it('reminds of a postponed form on the day that was said, and of none that was declined', async () => {
    await reviewOn('2026-11-10T17:00:00Z')
    test.clock.set('2026-11-08T10:00:00Z')
    await remind()
    await decide('declined', 'gad7')
    await decide('postponed', 'phq9', '2026-11-09T00:00:00Z')
    test.clock.set('2026-11-08T18:00:00Z')
    await remind()
    expect(await formsDue()).toBe(1)
    test.clock.set('2026-11-09T08:00:00Z')
    await remind()
    await remind()
    expect(await formsDue()).toBe(2)
    await decide('declined', 'phq9')
    await daysPass(14)
    expect(await formsDue()).toBe(2)
  })

  it('follows a schedule with calls, modules and requests, each on its day', async () => {
    const dep = test.runtime.content.programmes.get('dep')
    const [first] = dep?.measures.points ?? []
    if (!dep || !first) throw new Error('the programme has a schedule')
    const point = { ...first, graceDays: 7, catchUpDays: 0, remindAfterDays: 2 }
    const points: MeasurePoint[] = [
      { ...point, id: 'call', when: { kind: 'before_session' }, opensAfterDays: -3 },
      {
        ...point,
        id: 'module',
        when: { kind: 'at_module', moduleId: 'dep.m1', on: 'released' },
        instruments: ['gad7'],
      },
      { ...point, id: 'request', when: { kind: 'on_request' }, instruments: ['phq15'] },
    ]
    const programme = { ...dep, measures: { ...dep.measures, points } }
    const remindBy = async (at: string) => {
      test.clock.set(at)
      const ctx = await test.context(serviceId)
      const content = { ...ctx.content, programmes: new Map([['dep', programme]]) }
      await remindDue({ ...ctx, content })
      await ctx.platform.transaction.rollback()
      return formsDue()
    }
    expect(await remindBy('2026-11-03T19:00:00Z')).toBe(0)
    // Two days after module 1 was opened, on the 2nd.
    expect(await remindBy('2026-11-04T09:00:00Z')).toBe(1)
    await test.owner.query(
      `insert into measure_request (service_id, id, course_id, instrument_id, rhythm, reason, at, by,
         send_key) values ($1, $2, $3, 'phq15', 'once', 'x', '2026-11-04T10:00:00Z', $4, $2)`,
      [serviceId, newId(), courseId, therapist.accountId],
    )
    expect(await remindBy('2026-11-06T09:00:00Z')).toBe(2)
    await test.owner.query(
      `insert into appointment (service_id, id, course_id, purpose, starts_at, minutes, made_at,
         made_by) values ($1, $2, $3, 'review', '2026-11-11T09:30:00Z', 20, $4, $5)`,
      [serviceId, newId(), courseId, test.clock.now(), therapist.accountId],
    )
    expect(await remindBy('2026-11-09T19:00:00Z')).toBe(2)
    expect(await remindBy('2026-11-10T09:00:00Z')).toBe(3)
  })

  it('tells of the measure of their own problem on its own day, and not before the weekly set', async () => {
    await aRecordedProblem(test, patient, therapist, 'F43.1')
    await reviewOn('2026-11-10T17:00:00Z')
    const remindOn = async (at: string) => {
      test.clock.set(at)
      await remind()
      return formsDue()
    }
    expect(await remindOn('2026-11-08T09:00:00Z')).toBe(1)
    // Whoever has not begun is not written to again because one more form would wait behind it.
    expect(await remindOn('2026-11-09T09:00:00Z')).toBe(1)
    await answered(['phq9', 'gad7'], '2026-11-08T20:00:00Z')
    expect(await remindOn('2026-11-09T10:00:00Z')).toBe(2)
    expect(await remindOn('2026-11-09T18:00:00Z')).toBe(2)
    await answered(['pcl5'], '2026-11-09T19:00:00Z')
    expect(await remindOn('2026-11-10T09:00:00Z')).toBe(2)
  })

  async function answered(instruments: readonly string[], at: string) {
    for (const instrument of instruments) {
      await test.owner.query(
        `insert into instrument_response (service_id, id, course_id, instrument_id,
           instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
         values ($1, $2, $3, $4, 1, 'x', '{}', 9, $5, $6, $2)`,
        [serviceId, newId(), courseId, instrument, patient.accountId, at],
      )
    }
  }

  it('sends nothing of forms in a pause', async () => {
    await reviewOn('2026-11-10T17:00:00Z')
    await test.owner.query(`update course set state = 'paused' where id = $1`, [courseId])
    await daysPass(8)
    expect(await formsDue()).toBe(0)
  })

  it('reminds once of the last scores, some days after the last module was opened', async () => {
    await test.owner.query(
      `update course set next_review_at = '2026-12-15T17:00:00Z' where id = $1`,
      [courseId],
    )
    const opened = (moduleId: string) =>
      test.owner.query(
        `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
         values ($1, $2, $3, $4, 'released', $5, $6)`,
        [serviceId, newId(), courseId, moduleId, test.clock.now(), therapist.accountId],
      )
    const formsDue = async () => (await sent()).filter((kind) => kind === 'forms_due').length
    await opened('dep.m7')
    await daysPass(5)
    expect(await formsDue()).toBe(0)
    await opened('dep.m8')
    await daysPass(2)
    expect(await formsDue()).toBe(0)
    await daysPass(3)
    expect(await formsDue()).toBe(1)
  })

  it('asks once how it was, some days after the end, but never after a death', async () => {
    const ended = (reasonCode: string) =>
      test.owner.query(
        `insert into course_event (service_id, id, course_id, kind, at, by, detail)
         values ($1, $2, $3, 'ended', $4, $5, $6)`,
        [serviceId, newId(), courseId, test.clock.now(), therapist.accountId, { reasonCode }],
      )
    await test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      courseId,
      test.clock.now(),
    ])
    await ended('deceased')
    await daysPass(4)
    expect(await sent()).toEqual([])
    test.clock.set('2026-11-02T09:00:00Z')
    await test.owner.query('delete from course_event where course_id = $1', [courseId])
    await ended('completed')
    await daysPass(2)
    expect(await sent()).toEqual([])
    await daysPass(5)
    expect(await sent()).toEqual(['forms_due'])
  })

  it('reminds once of a call the day before, also in a pause, if it stands', async () => {
    for (const cancelledAt of [null, test.clock.now()]) {
      await test.owner.query(
        `insert into appointment (service_id, id, course_id, purpose, starts_at, minutes,
           made_at, made_by,
           cancelled_at) values ($1, $2, $3, 'review', '2026-11-06T09:30:00Z', 20, $4, $5, $6)`,
        [serviceId, newId(), courseId, test.clock.now(), therapist.accountId, cancelledAt],
      )
    }
    await test.owner.query(`update course set state = 'paused' where id = $1`, [courseId])
    test.clock.set('2026-11-04T10:00:00Z')
    await remind()
    expect(await sent()).toEqual([])
    test.clock.set('2026-11-05T10:00:00Z')
    await remind()
    await remind()
    expect(await sent()).toHaveLength(1)
    const { rows } = await test.owner.query(
      'select dedupe_key from outbox_mail where service_id = $1',
      [serviceId],
    )
    expect(rows[0].dedupe_key).toMatch(/^call-tomorrow /)
  })

  it('says that a follow-up has opened, some weeks after the end', async () => {
    const [followUp] = test.runtime.content.programmes.get('dep')?.followups ?? []
    await test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      courseId,
      test.clock.now(),
    ])
    test.clock.advance({ days: (followUp?.weeksAfterEnd ?? 4) * 7 - 2 })
    await daysPass(1)
    expect(await sent()).toEqual([])
    await daysPass(2)
    expect(await sent()).toEqual(['module_opened'])
  })

  it('names nobody and no condition in anything that goes out', async () => {
    await test.owner.query(
      `update course set next_review_at = '2026-11-10T17:00:00Z' where id = $1`,
      [courseId],
    )
    await daysPass(7)
    const { rows } = await test.owner.query(
      'select subject, body from outbox_mail where service_id = $1',
      [serviceId],
    )
    expect(rows.length).toBeGreaterThan(1)
    expect(JSON.stringify(rows)).not.toMatch(/Ifeoma|Obi|Priya|depress|mood|therap|PHQ/i)
  })
})
