import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import type { Role } from '#platform/permissions.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let serviceId: string
let priya: Person
let daniel: Person
const courses = new Map<string, string>()

/** Ifeoma and Quentin with Priya, Harbans with Daniel; Ifeoma and Harbans have open safety items. */
beforeAll(async () => {
  test = await createTestApp()
  test.clock.set('2026-11-24T14:00:00Z')
  serviceId = await aService(test)
  priya = await aMemberOfStaff(test, serviceId, ['therapist'], 'Priya Nair')
  daniel = await aMemberOfStaff(test, serviceId, ['therapist'], 'Daniel Levy')
  await aPerson('Ifeoma', 'Obi', priya)
  await aPerson('Quentin', 'Reed', priya)
  await aPerson('Harbans', 'Singh', daniel)
  await aSafetyItem('Ifeoma', priya)
  await aSafetyItem('Harbans', daniel)
})
afterAll(() => test.close())

async function aPerson(given: string, family: string, therapist: Person) {
  const patient = await aPatient(test, serviceId, { given, family })
  courses.set(given, await aCourse(test, patient, therapist, { week: 3 }))
}
const aSafetyItem = (given: string, owner: Person) =>
  test.owner.query(
    `insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, detail,
       raised_at, raised_by, owner_id, clock_step, due_at)
     select $1, $2, c.id, c.patient_id, 'phq9_item9', $3, '{"value": 2, "previous": 0, "atLeast": 1}',
       '2026-11-24T09:12:00Z', $4, $4, 'look', '2026-11-24T13:12:00Z' from course c where c.id = $5`,
    [serviceId, newId(), newId(), owner.accountId, courses.get(given)],
  )
const as = async (...roles: Role[]) =>
  test.as(await aMemberOfStaff(test, serviceId, roles, `Somebody of ${roles.join(' and ')}`))

describe('/people, by role', () => {
  it('gives a supervisor the people of their therapists, to read', async () => {
    const supervisor = await test.as(await aSupervisorOf(test, priya))
    const page = await supervisor.get('/people')
    expect(page.text).toContain('My therapists’ people (2)')
    expect(page.text).toContain('with Priya Nair')
    expect(page.text).not.toContain('Harbans')
    expect(page.html).toContain(`href="/supervision/${courses.get('Quentin')}"`)
    expect(page.html).not.toMatch(/href="\/people\/[0-9a-f-]{36}"/)
    const record = await supervisor.get(`/supervision/${courses.get('Quentin')}`)
    expect(record.status).toBe(200)
  })

  it('gives a duty clinician those with a safety item, and each of them opens', async () => {
    const duty = await as('duty_clinician')
    const page = await duty.get('/people')
    expect(page.text).toContain('People with a safety item (2)')
    expect(page.text).toContain('Ifeoma Obi')
    expect(page.text).toContain('Harbans Singh')
    expect(page.text).not.toContain('Quentin')
    const record = await duty.get(`/people/${courses.get('Harbans')}`)
    expect(record.status).toBe(200)
    expect(record.html).toContain('<a class="nhsuk-back-link" href="/people">People</a>')
    expect((await duty.get(`/people/${courses.get('Quentin')}`)).status).toBe(404)
  })

  it('keeps somebody for a week after their item was closed, and no longer', async () => {
    const close = (at: string | null) =>
      test.owner.query('update safety_item set closed_at = $2 where course_id = $1', [
        courses.get('Harbans'),
        at,
      ])
    const duty = await as('duty_clinician')
    await close('2026-11-18T09:00:00Z')
    expect((await duty.get('/people')).text).toContain('Harbans Singh')
    await close('2026-11-17T09:00:00Z')
    expect((await duty.get('/people')).text).not.toContain('Harbans Singh')
    await close(null)
  })

  it('asks anew what is open, also of somebody who is new to a list read before', async () => {
    const maeve = await aMemberOfStaff(test, serviceId, ['therapist'], 'Maeve Doyle')
    await aPerson('Viktor', 'Novak', maeve)
    const browser = await test.as(maeve)
    expect((await browser.get('/people')).text).toContain('My people (1)')
    await aPerson('Wanda', 'Moss', maeve)
    await aSafetyItem('Wanda', maeve)
    expect((await browser.get('/people')).text).toContain('Safety (1)')
    await aSafetyItem('Viktor', maeve)
    expect((await browser.get('/people')).text).toContain('Safety (2)')
    const ids = [courses.get('Viktor'), courses.get('Wanda')]
    await test.owner.query(
      `update safety_item set closed_at = '2026-11-10T09:00:00Z' where course_id = any($1)`,
      [ids],
    )
    const page = await browser.get('/people')
    expect(page.text).toContain('My people (2)')
    expect(page.text).not.toContain('Safety (')
  })

  it('is searched by name without a name in the address, within that list alone', async () => {
    const supervisor = await test.as(await aSupervisorOf(test, priya))
    const found = await supervisor.post('/people/search', { of: 'supervised', name: 'quen' })
    expect(found.text).toContain('1 person on your list called “quen”')
    const none = await supervisor.post('/people/search', { of: 'supervised', name: 'harbans' })
    expect(none.text).toContain('Nobody on your list is called “harbans”')
    // A list of a role that they do not hold is not theirs for the asking.
    const other = await supervisor.post('/people/search', { of: 'duty', name: 'harbans' })
    expect(other.text).not.toContain('Harbans Singh')
  })

  it('gives somebody of several roles each list by its own address, their own work first', async () => {
    const both = await as('therapist', 'duty_clinician')
    const own = await both.get('/people')
    expect(own.text).toContain('My people (0)')
    expect(own.html).toContain('href="/people?of=duty"')
    expect((await both.get('/people?of=duty')).text).toContain('People with a safety item (2)')
    const narrowed = await both.get('/people?of=duty&why=safety')
    expect(narrowed.text).toContain('Ifeoma Obi')
  })

  it('says what it means when nobody is on it', async () => {
    const supervisor = await as('supervisor')
    expect((await supervisor.get('/people')).text).toContain(
      'Nobody yet: an administrator says whom you supervise',
    )
  })

  it('is no page for those who treat nobody', async () => {
    expect((await (await as('administrator')).get('/people')).status).toBe(403)
  })
})
