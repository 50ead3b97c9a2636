import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, type Person } from '#test/support/people.ts'
import { aWorld, type World } from '#test/trust/world.ts'

let app: TestApp
let world: World
let successor: Person

beforeAll(async () => {
  app = await createTestApp()
  world = await aWorld(app)
  successor = await aMemberOfStaff(app, world.serviceId, ['therapist'], 'Therapist Four')
  await app.owner.query(
    `update safety_item set closed_at = null where service_id = $1 and course_id = $2`,
    [world.serviceId, world.patient.courseId],
  )
}, 60_000)
afterAll(() => app.close())

test('handing over asks who and why, and changes nothing until both are said', async () => {
  const administrator = await app.as(world.administrator)
  const address = `/staff/${world.therapist.accountId}/people`
  const page = await administrator.post(address, { to: '', reason: 'Long leave' })
  expect(page.status).toBe(422)
  expect(page.html).toContain('Long leave')
  const foreign = await administrator.post(address, {
    to: world.foreignTherapist.accountId,
    reason: 'x',
  })
  expect(foreign.status).toBe(422)
})

test('a therapist who leaves hands over people, reviews and open safety items in one act', async () => {
  const administrator = await app.as(world.administrator)
  const done = await administrator.post(`/staff/${world.therapist.accountId}/people`, {
    to: successor.accountId,
    reason: 'Leaves at the end of the month',
  })
  expect(done.status).toBe(303)
  const person = `/people/${world.patient.courseId}`
  expect((await (await app.as(successor)).get(person)).status).toBe(200)
  expect((await (await app.as(world.therapist)).get(person)).status).toBe(404)
  const { rows } = await app.owner.query(
    `select owner_id from safety_item where service_id = $1 and course_id = $2`,
    [world.serviceId, world.patient.courseId],
  )
  expect(rows[0]?.owner_id).toBe(successor.accountId)
})
