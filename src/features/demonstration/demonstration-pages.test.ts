import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { seedDemonstration } from './index.ts'
import { idFor } from './life.ts'
import type { Visit } from './person-file.ts'
import { readVisits } from './read-people.ts'

let app: TestApp
let serviceId: string
const visits = await readVisits()

beforeAll(async () => {
  app = await createTestApp()
  await seedDemonstration(app.runtime)
  const { rows } = await app.owner.query<{ id: string }>('select id from service')
  serviceId = rows[0]?.id ?? ''
}, 60_000)
afterAll(() => app.close())

const asVisitor = ({ is, key }: Visit): Promise<Browser> =>
  app.as({
    serviceId,
    accountId: is === 'staff' ? idFor('staff', key) : idFor(key, 'account'),
    isStaff: is === 'staff',
  })

/** Addresses that differ in an id, or in a part of a programme, are the same page of another. */
const shapeOf = (address: string): string =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/dep\.\w+(\/[\w-]+)?/, '/:part')
    .replace(/\?.*/, '')

/** Follows every link to a page of ours, a few of each shape, and answers what came back. */
async function walk(browser: Browser, from: readonly string[]): Promise<Map<string, number>> {
  const [came, ofShape] = [new Map<string, number>(), new Map<string, number>()]
  const ahead = [...from]
  while (ahead.length > 0) {
    const address = ahead.shift() ?? '/'
    const seen = ofShape.get(shapeOf(address)) ?? 0
    if (came.has(address) || seen >= 3) continue
    ofShape.set(shapeOf(address), seen + 1)
    const page = await browser.get(address)
    came.set(address, page.status)
    for (const [, link = ''] of page.html.matchAll(/href="(\/[^"#]*)/g)) {
      if (!link.startsWith('/assets/')) ahead.push(link.replaceAll('&amp;', '&'))
    }
    if (page.location?.startsWith('/')) ahead.push(page.location)
  }
  return came
}

const failures = (came: Map<string, number>) => [...came].filter(([, status]) => status >= 400)

test.each(visits)(
  '$key meets no page that fails, whatever link is followed',
  async (visit) => {
    const came = await walk(await asVisitor(visit), ['/'])
    expect(came.size).toBeGreaterThan(8)
    expect(failures(came)).toEqual([])
  },
  120_000,
)

test('somebody at each stage of treatment can be opened, and sees pages of their own', async () => {
  type Somebody = Record<'state' | 'id' | 'patient_id' | 'account_id' | 'therapist_id', string>
  const { rows } = await app.owner.query<Somebody>(
    `select distinct on (c.state) c.state, c.id, c.patient_id, p.account_id, c.therapist_id
     from course c join patient p on p.service_id = c.service_id and p.id = c.patient_id
     where p.account_id is not null order by c.state, c.id`,
  )
  expect(rows.map(({ state }) => state)).toEqual(['active', 'ended', 'paused', 'preparing'])
  for (const { id, state, patient_id, account_id, therapist_id } of rows) {
    const therapist = await app.as({ serviceId, accountId: therapist_id, isStaff: true })
    const theirs = await walk(therapist, [`/people/${id}`, `/intake/${patient_id}`])
    expect(failures(theirs), state).toEqual([])
    const own = await app.as({ serviceId, accountId: account_id, isStaff: false })
    expect(failures(await walk(own, ['/', '/welcome', '/consent'])), state).toEqual([])
  }
}, 240_000)
