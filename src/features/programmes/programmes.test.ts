import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, aPatient, aService } from '#test/support/people.ts'

let test: TestApp
let service: string
let therapist: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await test.as(await aMemberOfStaff(test, service, ['therapist']))
})
afterAll(() => test.close())

it('the catalogue says of every programme that nobody has signed it off', async () => {
  const page = await therapist.get('/programmes')
  for (const programme of test.runtime.content.programmes.values()) {
    expect(page.text).toContain(programme.staffTitle)
  }
  expect(page.text).toContain('Not yet clinically signed off')
})

it('says whom it is not for, marks unverified evidence and leads to each module', async () => {
  const programme = test.runtime.content.programmes.get('dep')
  const page = await therapist.get('/programmes/dep')
  for (const point of programme?.notSuitable ?? []) expect(page.text).toContain(point)
  const doubtful = programme?.evidence.filter(({ verified }) => !verified) ?? []
  expect(page.text.match(/Not verified by a clinician/g)).toHaveLength(doubtful.length)
  for (const [id, module] of programme?.modules ?? []) {
    expect(page.html).toContain(`/programmes/dep/${id}/${module.sections[0]?.id}`)
  }
})

it('names each questionnaire it asks, and says why one cannot be asked and what is instead', async () => {
  const page = await therapist.get('/programmes/dep')
  expect(page.text).toContain('PHQ-9 At the start')
  expect(page.text).toContain('WSAS cannot be asked now: your service has no wording of it in use.')
  expect(page.text).toContain('Nothing is asked in its place.')
})

it('says which forms the measure of a problem can be, and leads to each of them', async () => {
  const { html, text } = await therapist.get('/programmes/dep')
  const [, own = ''] = text.split('The measure of each person’s own problem')
  expect(own).toMatch(
    /^ At the start · Each week, for the review · Half-way, in week 4 · Before the end · /,
  )
  expect(own).toMatch(/One of: MI ?, SPIN ?, /)
  expect(own).toMatch(/Your service cannot ask these yet: [^.]*SPIN/)
  expect(own).not.toMatch(/Your service cannot ask these yet: [^.]*PCL-5/)
  const links = [...html.matchAll(/"(\/instruments\/\w+)"/g)].map(([, address = '']) => address)
  expect(links).toContain('/instruments/pcl5')
  for (const address of links) expect((await therapist.get(address)).status, address).toBe(200)
})

it('a programme that does not exist is not found, and a patient has no catalogue', async () => {
  expect((await therapist.get('/programmes/nothing')).status).toBe(404)
  const patient = await test.as(await aPatient(test, service))
  expect((await patient.get('/programmes')).status).toBe(403)
})
