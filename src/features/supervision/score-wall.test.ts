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
    expect(text).toContain('18 at first, 11 after 3 weeks: reliably better, 1 week missing')
    expect(text).toContain('9 at first, 16 after 1 week: reliably worse')
    expect(html.match(/class="hr-small-chart"/g)).toHaveLength(2)
    expect(html.match(/>first form</g)).toHaveLength(2)
    // The first week of everybody is their own first form, and the last the same for all.
    expect(html.match(/>week (<!-- -->)?8</g)).toHaveLength(2)
  })

  test('says the weeks that the signal of the same person says', async () => {
    const { html } = await wall()
    const [, address] = /href="(\/supervision\/[0-9a-f-]{36})"[^>]*>Bea Wall/.exec(html) ?? []
    const record = await (await app.as(supervisor)).get(address ?? '')
    expect(record.text).toContain('PHQ-9 is 16 (1 week after the first form)')
  })

  test('a pause is in no week, as in the signals', async () => {
    const courseId = await aPersonWith('Dee', [18, null, null, 17])
    const start = app.clock.now().getTime() - 4 * 7 * 86_400_000
    for (const [kind, days] of [
      ['paused', 2],
      ['resumed', 16],
    ] as const) {
      await app.owner.query(
        `insert into course_event (service_id, id, course_id, kind, at, by)
         values ($1, $2, $3, $4, $5, $6)`,
        [
          serviceId,
          newId(),
          courseId,
          kind,
          new Date(start + days * 86_400_000),
          therapist.accountId,
        ],
      )
    }
    const { text } = await wall()
    expect(text).toContain('18 at first, 17 after 1 week: no reliable change')
    await app.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      courseId,
      new Date(0),
    ])
  })

  test('rings, modules and events are drawn, and stand in the table in words', async () => {
    const { html, text } = await wall()
    expect(html.match(/class="hr-small__ring"/g)).toHaveLength(2)
    // Two at most: one for modules and one for events, however many there are.
    expect(html.match(/class="hr-small__module"/g)?.length).toBeGreaterThan(0)
    const [, table = ''] = text.split('In a table')
    expect(table).toContain('first: 18; week 1: 14; week 3: 11 (from here reliably better)')
    expect(table).toContain('first: 9; week 1: 16 (from here reliably worse)')
    expect(table).toMatch(/first week: Module 1 opened/)
    expect(table).not.toContain('Cay Wall')
  })

  test('a call, a medicine and a negative effect are events, and of other people nothing', async () => {
    const courseId = await aPersonWith('Eli', [12, 13])
    const at = new Date(app.clock.now().getTime() - 16 * 86_400_000)
    const [by, note] = [therapist.accountId, newId()]
    await app.owner.query(
      `insert into staff_note (service_id, id, course_id, author_id, body, at, is_medication)
       values ($1, $2, $3, $4, 'Secret words about sertraline', $5, true)`,
      [serviceId, note, courseId, by, at],
    )
    await app.owner.query(
      `insert into adverse_event (service_id, id, course_id, source, recorded_at, recorded_by, send_key)
       values ($1, $2, $3, 'therapist', $4, $5, $6)`,
      [serviceId, newId(), courseId, at, by, newId()],
    )
    const { html, text } = await wall()
    const [, table = ''] = text.split('In a table')
    const eli = table.slice(table.indexOf('Eli Wall'))
    expect(eli).toMatch(/week 1: Change of medicine noted, Negative effect recorded/)
    expect(html.match(/class="hr-small__event"/g)).toHaveLength(1)
    expect(text).not.toContain('sertraline')
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
