import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { seriesPoints } from '#features/entries/index.ts'
import { responsesOf } from '#features/measures/index.ts'
import { recentThread } from '#features/messages/index.ts'
import { outcomeOf } from '#features/reporting/index.ts'
import { findCourseToRead, rememberedOfCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
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

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
})
afterAll(() => test.close())
beforeEach(async () => {
  test.clock.set('2026-11-24T14:00:00Z')
  patient = await aPatient(test, serviceId)
  course = await aCourse(test, patient, therapist, { week: 8 })
})

const now = () => test.clock.now()
const inPractice = <Result>(act: (ctx: Context) => Promise<Result>) =>
  actingAs(test, therapist, ['therapist'], act)

const aForm = (total: number) =>
  test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, 'phq9', 1, 'x', '{}', $4, $5, $6, $2)`,
    [serviceId, newId(), course, total, patient.accountId, now()],
  )

it('reads what was written once for each state of the record', async () => {
  const remembered = rememberedOfCourse<object>(5)
  const reading = () =>
    inPractice(async (ctx) =>
      remembered(ctx, await findCourseToRead(ctx, course), async () => ({ a: 'value' })),
    )
  const first = await reading()
  expect(await reading()).toBe(first)
  await aForm(12)
  expect(await reading()).not.toBe(first)
})

it('shows a form on the review as soon as it is sent', async () => {
  const browser = await test.as(therapist)
  await aForm(17)
  expect((await browser.get(`/people/${course}`)).text).toContain('17')
  test.clock.set('2026-11-24T14:01:00Z')
  await aForm(23)
  expect((await browser.get(`/people/${course}`)).text).toContain('23')
})

it('counts a message as soon as it is sent, and as new only for who has not read it', async () => {
  const thread = (reader: Person) =>
    actingAs(test, reader, ['therapist'], async (ctx) =>
      recentThread(ctx, await findCourseToRead(ctx, course), null),
    )
  expect(await thread(therapist)).toMatchObject({ count: 0, fresh: 0 })
  const id = newId()
  await test.owner.query(
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, context,
       sent_at, send_key) values ($1, $2, $3, $4, true, 'message', 'Hello', '{}', $5, $2)`,
    [serviceId, id, course, patient.accountId, now()],
  )
  expect(await thread(therapist)).toMatchObject({ count: 1, fresh: 1 })
  await test.owner.query(
    `insert into message_receipt (service_id, message_id, reader_id, read_at)
     values ($1, $2, $3, $4)`,
    [serviceId, id, therapist.accountId, now()],
  )
  expect(await thread(therapist)).toMatchObject({ count: 1, fresh: 0 })
})

it('remembers nothing of a change that is never made', async () => {
  const remembered = rememberedOfCourse<{ values: number }>(5)
  await inPractice(async (ctx) => {
    const found = await findCourseToRead(ctx, course)
    await transact(ctx, async (ctx) => {
      await remembered(ctx, found, async () => ({ values: 1 }))
      throw new Error('not after all')
    }).catch(() => {})
    expect(await remembered(ctx, found, async () => ({ values: 0 }))).toEqual({ values: 0 })
  })
})

it('rests on nothing that can change without moving the stamp', async () => {
  const names = await inPractice(async (ctx) => {
    const found = await findCourseToRead(ctx, course)
    await responsesOf(ctx, found)
    await seriesPoints(ctx, found, ['goal_rating'])
    await outcomeOf(ctx, { ...found, recordStamp: null })
    await recentThread(ctx, found, null)
    // Whatever a question names is locked until its transaction ends.
    const { rows } = await ctx.platform.transaction.query<{ name: string }>(
      `select distinct c.relname as name from pg_locks l join pg_class c on c.oid = l.relation
       where l.pid = pg_backend_pid() and c.relkind = 'r'
         and c.relnamespace = 'public'::regnamespace`,
      [],
    )
    return rows.map(({ name }) => name)
  })
  const { rows: stamped } = await test.owner.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger
     where tgname = 'record_moved' and tgenabled = 'O'`,
  )
  const moving = new Set(stamped.map(({ name }) => name))
  // Who sees whom is asked of findCourseToRead(), which is never remembered.
  const ofFinding = new Set(['account', 'supervision_link', 'safety_item', 'safety_event'])
  // A referral stands as it came; versions and points are written in one act with their entry.
  const standing = new Set(['referral', 'entry_version', 'series_point', 'record_opening'])
  // What the messages say is read with every page; where the thread stands is what is remembered.
  standing.add('message_answer')
  expect(names).toEqual(expect.arrayContaining(['series_point', 'message_receipt']))
  expect(
    names.filter(
      (name) =>
        !moving.has(name) && !ofFinding.has(name) && !standing.has(name) && name !== 'course_stamp',
    ),
  ).toEqual([])
})
