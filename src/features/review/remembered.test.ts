import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { seriesPoints } from '#features/entries/index.ts'
import { responsesOf } from '#features/measures/index.ts'
import { recentThread, unanswered } from '#features/messages/index.ts'
import { outcomeOf } from '#features/reporting/index.ts'
import { activityIn } from '#features/reporting/read-referrals.ts'
import { wholeEntries } from '#features/suggestions/repository.ts'
import {
  findCourseToRead,
  rememberedOfCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
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

const daysAgo = (days: number) => new Date(now().getTime() - days * 86_400_000)

/** As a worksheet saves it: the entry, and its first version by the person. */
const anEntry = (at = now()) =>
  test.owner.query(
    `with made as (
       insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, status,
         content, version, created_at, updated_at)
       values ($1, $2, $3, 'dep.activity_diary', 1, 'done', '{}', 1, $4, $4) returning *)
     insert into entry_version (service_id, entry_id, version, status, content, saved_at, saved_by,
       save_key) select service_id, id, 1, status, content, updated_at, $5, id from made`,
    [serviceId, newId(), course, at, patient.accountId],
  )

it('reads what was written once for each state of the record', async () => {
  const remembered = rememberedOfCourse<object>('forms', 5)
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

it('says what waits for an answer as soon as it is sent, and no longer once it is dealt with', async () => {
  const waiting = () =>
    inPractice(async (ctx) => unanswered(ctx, await findCourseToRead(ctx, course)))
  await aForm(12)
  expect(await waiting()).toEqual([])
  await aMessage()
  const [message] = await waiting()
  expect(message).toMatchObject({ body: 'Hello' })
  await test.owner.query(
    `insert into message_handling (service_id, message_id, course_id, how, at, by)
     values ($1, $2, $3, 'no_answer_needed', $4, $5)`,
    [serviceId, message?.id, course, now(), therapist.accountId],
  )
  expect(await waiting()).toEqual([])
})

it('counts an entry towards the reviewed week as soon as it is saved', async () => {
  const contacts = () =>
    inPractice(async (ctx) => {
      const found = await findCourseToRead(ctx, course)
      return (await outcomeOf(ctx, found, responsesOf(ctx, found)))?.outcome
    })
  await test.owner.query(
    `insert into review (service_id, id, course_id, how, covers_from, at, by, send_key)
     values ($1, $2, $3, 'written', $4, $5, $6, $2)`,
    [serviceId, newId(), course, daysAgo(7), now(), therapist.accountId],
  )
  test.clock.set('2026-11-24T14:01:00Z')
  expect((await contacts())?.contactCount).toBe(0)
  await anEntry(daysAgo(2))
  expect((await contacts())?.contactCount).toBe(1)
})

it('remembers nothing of a change that is never made', async () => {
  const remembered = rememberedOfCourse<{ values: number }>('record', 5)
  await inPractice(async (ctx) => {
    const found = await findCourseToRead(ctx, course)
    await transact(ctx, async (ctx) => {
      await remembered(ctx, found, async () => ({ values: 1 }))
      throw new Error('not after all')
    }).catch(() => {})
    expect(await remembered(ctx, found, async () => ({ values: 0 }))).toEqual({ values: 0 })
  })
})

const aMessage = () =>
  test.owner.query(
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, context,
       sent_at, send_key) values ($1, $2, $3, $4, true, 'message', 'Hello', '{}', $5, $2)`,
    [serviceId, newId(), course, patient.accountId, now()],
  )

it.each([
  ['forms', () => aForm(11)],
  ['entries', () => anEntry()],
  ['messages', aMessage],
] as const)(
  'moves, of the parts of a record, %s alone when they alone change',
  async (part, change) => {
    const stampsNow = () =>
      inPractice(async (ctx) => {
        const { stamps } = await findCourseToRead(ctx, course)
        if (!stamps) throw new Error('a record that has moved has stamps')
        return stamps
      })
    await aForm(12)
    const before = await stampsNow()
    await change()
    const after = await stampsNow()
    const moved = (['record', 'forms', 'entries', 'messages'] as const).filter(
      (name) => after[name] !== before[name],
    )
    expect(moved).toEqual(['record', part])
  },
)

const readings = {
  forms: (ctx: Context, found: VisibleCourse) => responsesOf(ctx, found),
  entries: async (ctx: Context, found: VisibleCourse) => {
    await seriesPoints(ctx, found, ['goal_rating'])
    await activityIn(ctx, found.referralId, 'entries')
    await wholeEntries(ctx, found, ['dep.activity_diary'])
  },
  messages: async (ctx: Context, found: VisibleCourse) => {
    await recentThread(ctx, { ...found, stamps: null }, null)
    await unanswered(ctx, { ...found, stamps: null })
  },
  record: (ctx: Context, found: VisibleCourse) =>
    outcomeOf(ctx, { ...found, stamps: null }, Promise.resolve([])),
}

it.each(Object.entries(readings))(
  'rests, of %s, on nothing that can change without moving its stamp',
  async (part, reading) => {
    const lockedBy = (ctx: Context) =>
      // Whatever a question names is locked until its transaction ends.
      ctx.platform.transaction.query<{ name: string }>(
        `select distinct c.relname as name from pg_locks l join pg_class c on c.oid = l.relation
       where l.pid = pg_backend_pid() and c.relkind = 'r'
         and c.relnamespace = 'public'::regnamespace`,
        [],
      )
    const names = await inPractice(async (ctx) => {
      // Who sees whom is asked of findCourseToRead(), which is never remembered.
      const found = await findCourseToRead(ctx, course)
      await ctx.platform.transaction.rollback()
      await reading(ctx, found)
      return (await lockedBy(ctx)).rows.map(({ name }) => name)
    })
    const { rows: stamped } = await test.owner.query<{ name: string; part: string }>(
      `select tgrelid::regclass::text as name, rtrim(encode(tgargs, 'escape'), '\\000') as part
     from pg_trigger where tgname = 'record_moved' and tgenabled = 'O'`,
    )
    const moving = stamped
      .filter((trigger) => part === 'record' || trigger.part === part)
      .map(({ name }) => name)
    expect(names.some((name) => moving.includes(name))).toBe(true)
    expect(
      names.filter((name) => !moving.includes(name) && !(standing[part] ?? []).includes(name)),
    ).toEqual([])
  },
)

/** What changes only in one act with a table that moves the stamp, or is read with every page. */
const standing: Record<string, readonly string[]> = {
  // Points and versions are written in one act with their entry; a referral stands as it came, its
  // courses each have their stamp, and the account of a person is what entries are saved by.
  entries: ['series_point', 'entry_version', 'referral', 'course', 'patient'],
  // What the messages say is read with every page; where the thread stands is what is remembered.
  messages: ['message_answer', 'account'],
  // A referral stands as it came; versions are written in one act with their entry.
  record: ['referral', 'entry_version'],
}
