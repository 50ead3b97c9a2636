import type { ClientBase } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { historiesOf } from './history-repository.ts'
import { readPeople } from './people.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  test.clock.set('2026-11-24T14:00:00Z')
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
})
afterAll(() => test.close())
beforeEach(async () => {
  patient = await aPatient(test, serviceId)
  course = await aCourse(test, patient, therapist, { week: 4 })
})

const now = () => test.clock.now()

async function inTheQueue() {
  const ctx = await test.context(serviceId, {
    kind: 'staff',
    id: therapist.accountId,
    name: 'Morag',
    jobTitle: null,
    roles: new Set(['therapist'] as const),
  })
  const people = await readPeople(ctx, 'mine')
  await ctx.platform.transaction.rollback()
  return people.find(({ courseId }) => courseId === course)
}

async function stampNow(): Promise<string | undefined> {
  const { rows } = await test.owner.query<{ stamp: string }>(
    'select stamp from course_stamp where course_id = $1',
    [course],
  )
  return rows[0]?.stamp
}

const message = (client: Pick<ClientBase, 'query'> = test.owner) =>
  client.query(
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at,
       send_key) values ($1, $2, $3, $4, true, 'message', 'A question', $5, $6)`,
    [serviceId, newId(), course, patient.accountId, now(), newId()],
  )

it('rests on nothing that can change without moving the stamp', async () => {
  const ctx = await test.context(serviceId)
  await historiesOf(ctx, [{ course_id: course, stamp: null }])
  const { rows: read } = await ctx.platform.transaction.query<{ name: string }>(
    // Whatever a question names is locked until its transaction ends.
    `select distinct c.relname as name from pg_locks l join pg_class c on c.oid = l.relation
     where l.pid = pg_backend_pid() and c.relkind = 'r'
       and c.relnamespace = 'public'::regnamespace`,
    [],
  )
  await ctx.platform.transaction.rollback()
  const { rows: stamped } = await test.owner.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger
     where tgname = 'record_moved' and tgenabled = 'O'`,
  )
  const names = read.map(({ name }) => name)
  expect(names).toContain('instrument_response')
  expect(names).toContain('message_handling')
  const moving = new Set(stamped.map(({ name }) => name))
  expect(names.filter((name) => !moving.has(name))).toEqual([])
})

it('is read again as soon as something has been written', async () => {
  expect((await inTheQueue())?.row.waiting).toBeNull()
  await message()
  expect((await inTheQueue())?.row.waiting).toMatchObject({ count: 1, words: 'A question' })
  await test.owner.query(
    `insert into message_handling (service_id, message_id, how, at, by)
     select service_id, id, 'by_phone', $2, $3 from message where course_id = $1`,
    [course, now(), therapist.accountId],
  )
  expect((await inTheQueue())?.row.waiting).toBeNull()
  await test.owner.query('delete from message_handling where course_id = $1', [course])
  expect((await inTheQueue())?.row.waiting).toMatchObject({ count: 1 })
})

it('knows a name and a pause as soon as they are written', async () => {
  await inTheQueue()
  await test.owner.query(
    `update patient set preferred_name = 'Sandy' where id =
       (select patient_id from course where id = $1)`,
    [course],
  )
  expect((await inTheQueue())?.name).toMatch(/^Sandy /)
  await test.owner.query(`update course set state = 'paused' where id = $1`, [course])
  await test.owner.query(
    `insert into course_event (service_id, id, course_id, kind, at, by, detail)
     values ($1, $2, $3, 'paused', $4, $5, '{"until": "2026-12-03"}')`,
    [serviceId, newId(), course, now(), therapist.accountId],
  )
  expect((await inTheQueue())?.row).toMatchObject({ state: 'paused', paused_until: '2026-12-03' })
})

it('is not read again while nothing has been written', async () => {
  await inTheQueue()
  const ctx = await test.context(serviceId)
  const stamp = (await stampNow()) ?? null
  const [first, second] = [
    await historiesOf(ctx, [{ course_id: course, stamp }]),
    await historiesOf(ctx, [{ course_id: course, stamp }]),
  ]
  await ctx.platform.transaction.rollback()
  expect(second.get(course)).toBe(first.get(course))
})

it('keeps the old stamp for everybody until the change is committed', async () => {
  const before = await stampNow()
  const client = await test.owner.connect()
  await client.query('begin')
  await message(client)
  const ctx = await test.context(serviceId)
  const { rows } = await ctx.platform.transaction.query<{ stamp: string }>(
    'select stamp from course_stamp where course_id = $1',
    [course],
  )
  expect(rows[0]?.stamp).toBe(before)
  expect((await inTheQueue())?.row.waiting).toBeNull()
  await client.query('commit')
  client.release()
  expect(await stampNow()).not.toBe(before)
  expect((await inTheQueue())?.row.waiting).toMatchObject({ count: 1 })
  await ctx.platform.transaction.rollback()
})

it('is each service’s own, also where two services count alike', async () => {
  const stamp = await stampNow()
  const other = await aService(test, { slug: 'other', host: 'other.test' })
  const [ours, theirs] = [await test.context(serviceId), await test.context(other)]
  const asked = [{ course_id: course, stamp: stamp ?? null }]
  await message()
  const first = (await historiesOf(ours, asked)).get(course)
  const second = (await historiesOf(theirs, asked)).get(course)
  expect(first?.waiting).toMatchObject({ count: 1 })
  expect(second).toBeUndefined()
  await ours.platform.transaction.rollback()
  await theirs.platform.transaction.rollback()
})
