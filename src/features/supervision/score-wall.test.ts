import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formKey } from '#features/instruments/index.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Person,
} from '#test/support/people.ts'

describe('everybody’s scores beside each other', () => {
  let app: TestApp
  let serviceId: string
  let therapist: Person
  let supervisor: Person

  beforeAll(async () => {
    app = await createTestApp()
    serviceId = await aService(app)
    therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
    supervisor = await aSupervisorOf(app, therapist)
    await aPersonWith('Ann', [18, 14, null, 11])
    await aPersonWith('Bea', [9, 16])
    await aPersonWith('Cay', [])
  })
  afterAll(() => app.close())

  /** One total a week from the first on; null is a week without a form. */
  async function aPersonWith(given: string, totals: readonly (number | null)[]) {
    const patient = await aPatient(app, serviceId, { given, family: 'Wall' })
    const courseId = await aCourse(app, patient, therapist, { week: 5 })
    const start = app.clock.now().getTime() - 4 * 7 * 86_400_000
    for (const [week, total] of totals.entries()) {
      if (total === null) continue
      await app.owner.query(
        `insert into instrument_response (service_id, id, course_id, instrument_id,
           instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
         values ($1, $2, $3, 'phq9', 2, 'h', '{}', $4, $5, $6, $7)`,
        [
          serviceId,
          newId(),
          courseId,
          total,
          patient.accountId,
          new Date(start + (week * 7 + 1) * 86_400_000),
          newId(),
        ],
      )
    }
    return courseId
  }

  const wall = async (query = '', instrumentId = 'phq9') => {
    const form = formKey(app.runtime, therapist.accountId, instrumentId)
    return (await app.as(supervisor)).get(`/supervision/scores?form=${form}${query}`)
  }

  test('all on the same axes, with the change and the missing weeks in words', async () => {
    const { text, html } = await wall()
    expect(text).toContain('PHQ-9 of Priya Nair’s people')
    expect(text).toContain('18 at the start, 11 in week 4: reliably better, 1 week missing')
    expect(text).toContain('9 at the start, 16 in week 2: reliably worse')
    expect(html.match(/class="hr-small-chart"/g)).toHaveLength(2)
    expect(html.match(/>week 1</g)).toHaveLength(2)
  })

  test('another form by a link whose address does not name it', async () => {
    expect((await wall('', 'gad7')).text).toContain('GAD-7 of Priya Nair’s people')
    const { html } = await wall()
    const links = [...html.matchAll(/href="(\/supervision\/scores[^"]*)"/g)].map(
      ([, to]) => to ?? '',
    )
    expect(links).toHaveLength(3)
    expect(links.join()).not.toMatch(/phq|gad/i)
    const other = await (await app.as(supervisor)).get((links[1] ?? '').replace('&amp;', '&'))
    expect(other.text).toContain('GAD-7 of Priya Nair’s people')
  })

  test('whoever asks for a look comes first, and nobody is left out silently', async () => {
    const { text } = await wall()
    expect(text.indexOf('Bea Wall')).toBeLessThan(text.indexOf('Ann Wall'))
    expect(text).toContain('Without a PHQ-9: Cay Wall.')
  })

  test('another therapist’s people are not there, whoever is asked for', async () => {
    const colleague = await aMemberOfStaff(app, serviceId, ['therapist'], 'Tom Hargreaves')
    const { text } = await wall(`&whose=${colleague.accountId}`)
    expect(text).toContain('PHQ-9 of Priya Nair’s people')
    expect((await (await app.as(therapist)).get('/supervision/scores')).status).toBe(403)
  })

  test('a supervisor of nobody is sent to the list, which says so', async () => {
    const alone = await aMemberOfStaff(app, serviceId, ['supervisor'], 'Kwame Mensah')
    const { location } = await (await app.as(alone)).get('/supervision/scores')
    expect(location).toBe('/supervision')
  })
})
