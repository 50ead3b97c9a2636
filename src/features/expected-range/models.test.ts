import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finishedReferrals } from '#features/reporting/index.ts'
import { findOwnCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
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
import { estimateModel } from './estimate-model.ts'
import { storedModels } from './model-repository.ts'
import { rangesOf } from './range-for.ts'
import { rangeModels } from './range-models.ts'
import { keyOfModel } from './shipped-model-repository.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let lead: Person
let patient: Patient
let course: string

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  lead = await aMemberOfStaff(test, serviceId, ['content_lead'], 'Nadia Hussain')
  patient = await aPatient(test, serviceId)
  course = await aCourse(test, patient, therapist, { week: 5 })
  await aForm(course, 18, 28)
  await test.owner.query('update service set settings = $2 where id = $1', [
    serviceId,
    JSON.stringify({ showExpectedRange: true }),
  ])
  test.runtime.services.forget()
  const send = { note: 'Read with its assumptions', send_key: newId() }
  const file = test.runtime.content.expectedRanges.get('phq9')
  const key = file ? keyOfModel(file) : ''
  const done = await (await test.as(lead)).post(`/expected-range/shipped/${key}/approval`, send)
  expect(done.status).toBe(303)
})
afterAll(() => test.close())

const day = 86_400_000

function aForm(courseId: string, total: number, daysAgo: number, instrumentId = 'phq9') {
  return test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id,
       instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, $8, 2, 'h', '{}', $4, $5, $6, $7)`,
    [
      serviceId,
      newId(),
      courseId,
      total,
      patient.accountId,
      new Date(test.clock.now().getTime() - daysAgo * day),
      newId(),
      instrumentId,
    ],
  )
}

/**
 * Courses that have ended, each with six forms that fall by the logarithm of the week. A third are
 * of Black people, who stay three points higher; a few are of Asian people; two are of people who
 * say that they are non-binary. The ids are the same on every run, and so are the halves.
 */
async function finishedCourses(from: number, to: number): Promise<void> {
  await test.owner.query(
    `with person as (
       insert into patient (service_id, id, given_name, family_name, date_of_birth, created_at,
         gender_identity, stated_gender, ethnic_category)
       select $1, md5('person ' || n)::uuid, 'P' || n, 'Q', date '1960-01-01' + (n * 97 % 15000),
         $2, case when n in (8, 11) then '3' when n % 4 = 0 then 'X' when n % 4 = 1 then '1'
           else '2' end, case when n % 8 = 0 then '1' else 'X' end,
         case when n % 3 = 0 then 'N' when n % 20 = 1 then 'H' when n % 10 = 4 then 'Z' else 'A' end
       from generate_series($6::int, $3::int) n returning id, given_name, ethnic_category
     ), asked as (
       insert into referral (service_id, id, patient_id, received_on, source, recorded_at)
       select $1, gen_random_uuid(), id, '2026-01-01', 'self', $2 from person
       returning id, patient_id
     ), treated as (
       insert into course (service_id, id, patient_id, referral_id, programme_id,
         programme_version, track, therapist_id, state, created_at, started_at, ended_at)
       select $1, md5('course ' || patient_id)::uuid, patient_id, id, 'dep', '1.0.0', 'full', $4, 'ended',
         $2::timestamptz - interval '200 days', $2::timestamptz - interval '190 days', $2
       from asked returning id, patient_id
     ), called as (
       insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at,
         minutes, recorded_at, recorded_by, send_key)
       select $1, gen_random_uuid(), id, 'telephone', 'review', 'attended',
         $2::timestamptz - call * interval '20 days', 20, $2, $4, gen_random_uuid()
       from treated cross join generate_series(1, 2) call
     )
     insert into instrument_response (service_id, id, course_id, instrument_id,
       instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
     select $1, gen_random_uuid(), t.id, 'phq9', 2, 'h', '{}',
       greatest(0, least(27, round(x.start - (0.12 * x.start) * ln(1 + week)
         + case when week = 0 then 0 else (hashtext(t.id::text || week) % 7) / 2.0
           + case when p.ethnic_category = 'N' then 3 else 0 end end))),
       $5, $2::timestamptz - interval '190 days' + week * interval '7 days', gen_random_uuid()
     from treated t
       join person p on p.id = t.patient_id
       cross join lateral (select 8 + substr(p.given_name, 2)::int % 17 as start) x
       cross join generate_series(0, 10, 2) week`,
    [serviceId, test.clock.now(), to, therapist.accountId, patient.accountId, from],
  )
  // As the database does by itself after so many rows.
  await test.owner.query('analyze')
}

const estimate = async () => {
  const ctx = await test.context(serviceId)
  try {
    return await estimateModel(ctx, 'phq9', await finishedReferrals(ctx))
  } finally {
    await ctx.platform.transaction.rollback()
  }
}
const modelsOf = async () => {
  const ctx = await test.context(serviceId)
  try {
    return await storedModels(ctx)
  } finally {
    await ctx.platform.transaction.rollback()
  }
}
const rangeOf = (instrumentId: string) =>
  actingAs(test, therapist, ['therapist'], async (ctx) => {
    const own = await findOwnCourse(ctx, course)
    const { rows } = await test.owner.query(
      `select instrument_id, total, submitted_at from instrument_response where course_id = $1`,
      [course],
    )
    const points = rows.map((row) => ({
      instrumentId: row.instrument_id,
      total: Number(row.total),
      at: row.submitted_at.getTime(),
    }))
    return rangesOf(ctx, own, { points, pauses: [] }, await rangeModels(ctx)).get(instrumentId)
  })
const theRange = () => rangeOf('phq9')

describe('a model of the service’s own', () => {
  let modelId = ''

  it('is not made from fewer than 300 ended courses', async () => {
    await finishedCourses(1, 299)
    expect(await estimate()).toMatchObject({ ok: false, why: expect.stringContaining('299') })
  })

  it('is a proposal with its trial, and nothing switches', async () => {
    await finishedCourses(300, 320)
    const before = await theRange()
    const made = await estimate()
    if (!made.ok) throw new Error(made.why)
    modelId = made.id
    expect(made.courseCount).toBe(320)
    expect(made.trial.overall.courseCount).toBe(160)
    expect(made.trial.overall.atOrBelowHigh).toBeGreaterThan(0.65)
    expect(made.trial.overall.atOrBelowHigh).toBeLessThan(0.9)
    expect(new Set(made.trial.byGroup.map(({ by }) => by))).toEqual(
      new Set(['Age', 'First score', 'Programme', 'Gender identity', 'Ethnic category']),
    )
    expect(await theRange()).toEqual(before)
    expect(before?.isIllustrative).toBe(true)
    const page = await (await test.as(lead)).get('/expected-range')
    expect(page.text).toContain('Waiting for somebody to approve it')
    expect(page.html).toMatch(/scope="rowgroup">Programme<.*Depression: Step by Step/)
  })

  it('is tried by gender identity and ethnic category, and every group has its line', async () => {
    const [model] = await modelsOf()
    const lines = [...(model?.trial.byGroup ?? []), ...(model?.trial.tooFew ?? [])]
    const groupsOf = (by: string) =>
      lines.filter((line) => line.by === by).map(({ group }) => group)
    expect(groupsOf('Ethnic category').sort()).toEqual([
      'Asian or Asian British',
      'Black or Black British',
      'Mixed',
      'Not stated or not known',
      'Other ethnic groups',
      'White',
    ])
    expect(groupsOf('Gender identity').sort()).toEqual([
      'Female, including trans women',
      'Male, including trans men',
      'Non-binary',
      'Not stated or not known',
      'Other (not listed)',
    ])
    for (const by of ['Ethnic category', 'Gender identity', 'Age', 'First score', 'Programme']) {
      const courses = lines.filter((line) => line.by === by).map((line) => line.courseCount ?? 0)
      expect(
        courses.reduce((sum, count) => sum + count, 0),
        by,
      ).toBe(160)
    }
  })

  it('counts those who gave no gender of their own by their referral, as reports do', async () => {
    // Of every eight people, in order of their numbers: 1 male, 2 female, 3 female, 4 not known,
    // 5 male, 6 female, 7 female, 8 not known but male in the referral.
    const [model] = await modelsOf()
    const byGroup = new Map(
      [...(model?.trial.byGroup ?? []), ...(model?.trial.tooFew ?? [])].map((line) => [
        `${line.by}: ${line.group}`,
        line.courseCount,
      ]),
    )
    const { rows } = await test.owner.query(
      `select count(*) filter (where gender_identity = '1'
           or (gender_identity = 'X' and stated_gender = '1')) as male,
         count(*) filter (where gender_identity = 'X' and stated_gender = 'X') as unknown
       from (select p.*, row_number() over (order by c.id) as place
         from patient p join course c on c.patient_id = p.id where c.state = 'ended') half
       where place % 2 = 0`,
    )
    expect(byGroup.get('Gender identity: Male, including trans men')).toBe(Number(rows[0].male))
    expect(byGroup.get('Gender identity: Not stated or not known')).toBe(Number(rows[0].unknown))
    expect(Number(rows[0].male)).toBeGreaterThan(30)
  })

  it('is not made from who people are', async () => {
    const [before] = await modelsOf()
    await test.owner.query(
      `update patient set gender_identity = '4', stated_gender = 'X', ethnic_category = 'S'
       where family_name = 'Q'`,
    )
    const made = await actingAs(test, therapist, ['therapist'], async (ctx) =>
      estimateModel(ctx, 'phq9', await finishedReferrals(ctx)),
    )
    if (!made.ok) throw new Error(made.why)
    expect(made.model).toEqual(before?.model)
    expect(made.trial.overall).toEqual(before?.trial.overall)
    expect(made.trial.byGroup.map(({ group }) => group)).toContain('Other ethnic groups')
    await test.owner.query('delete from range_model where id = $1', [made.id])
  })

  it('says before the decision which group it fits least, and of whom nothing is known', async () => {
    const page = await (await test.as(lead)).get('/expected-range')
    const card = page.text.slice(page.text.lastIndexOf('Is it right for everybody?'))
    expect(card).toMatch(
      /Furthest from what it promises: Black or Black British \(ethnic category, \d+ courses\)\. Of their scores \d+% were at or below the upper edge; it says 75%\. Their scores would ask for a look more often than those of others\. In a group of this size that is seldom chance\./,
    )
    expect(card).toMatch(
      /Nobody can say whether it is right for these, with fewer than 30 courses each\. .*Gender identity: Non-binary; .*Ethnic category: Mixed; Asian or Asian British/,
    )
    expect(page.html.indexOf('Is it right for everybody?')).toBeLessThan(
      page.html.lastIndexOf('Why it may be used'),
    )
    // The models that come with Handrail were tried on nobody, and say that of everybody.
    expect(page.text).toContain('Not known: it was tried on nobody')
    expect(page.text).not.toContain('not recorded')
  })

  it('hides how few there are of a small group, and rounds the others', async () => {
    const [model] = await modelsOf()
    const few = model?.trial.tooFew.find(({ group }) => group === 'Non-binary')
    expect(few?.courseCount).toBeGreaterThan(0)
    expect(few?.courseCount).toBeLessThan(5)
    const page = await (await test.as(lead)).get('/expected-range')
    expect(page.html).toMatch(
      /<th scope="row">Non-binary<\/th><td>1 to 4<\/td><td[^>]*>too few to judge</,
    )
    expect(page.html).toMatch(/<th scope="row">Mixed<\/th><td>none<\/td>/)
    const counts = [...page.html.matchAll(/<th scope="row">[^<]+<\/th><td>(\d+)<\/td>/g)]
    expect(counts.length).toBeGreaterThan(8)
    for (const [, count] of counts) expect(Number(count) % 5).toBe(0)
  })

  it('says so when its trial is older than the record of who people are', async () => {
    const id = newId()
    await test.owner.query(
      `insert into range_model (service_id, id, instrument_id, model, calibration, course_count,
         form_count, made_at)
       select service_id, $1, instrument_id, model, jsonb_build_object(
           'overall', calibration->'overall',
           'byGroup', jsonb_path_query_array(calibration->'byGroup', '$[*] ? (@.by == "Age")'),
           'leftOut', '["Age: 18 to 25"]'::jsonb),
         course_count, form_count, made_at - interval '1 day'
       from range_model limit 1`,
      [id],
    )
    const page = await (await test.as(lead)).get('/expected-range')
    const card = page.html.slice(page.html.indexOf(`id="model-${id}"`))
    expect(card).toContain('older than the record of gender identity and ethnic category')
    expect(card).toContain('<th scope="row">18 to 25</th><td>not kept</td>')
    await test.owner.query('delete from range_model where id = $1', [id])
  })

  it('cannot be approved by somebody who does not answer for it, nor without a reason', async () => {
    const path = `/expected-range/${modelId}/approval`
    const note = 'Looks right'
    const refused = await (await test.as(therapist)).post(path, { note, send_key: newId() })
    expect(refused.status).toBe(403)
    const unsaid = await (await test.as(lead)).post(path, { note: ' ', send_key: newId() })
    expect(unsaid.status).toBe(422)
    expect(unsaid.text).toContain('Say why, for those who ask later')
    // A page has such a form for each model: the fault leads to its own, and no id stands twice.
    expect(unsaid.html).toContain(`href="#note-${modelId}"`)
    const ids = [...unsaid.html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
    expect((await theRange())?.isIllustrative).toBe(true)
  })

  it('is used once a named person has approved it, whose name stands beside it', async () => {
    const send = { note: 'Trial is fair in every group', send_key: newId() }
    const browser = await test.as(lead)
    for (const _ of [1, 2]) {
      const done = await browser.post(`/expected-range/${modelId}/approval`, send)
      expect(done.status).toBe(303)
    }
    const { rows } = await test.owner.query('select kind from range_model_event')
    expect(rows).toEqual([{ kind: 'approved' }])
    const range = await theRange()
    expect([range?.isApproved, range?.isIllustrative]).toEqual([true, false])
    expect(range?.source).toContain('320 finished courses')
    const page = await browser.get('/expected-range')
    expect(page.text).toMatch(/Approved by Nadia Hussain on .*: Trial is fair in every group/)
    expect(page.text).toContain('in use')
  })

  it('is taken out of use again by a named person, and the one that ships is back', async () => {
    const send = { note: 'The intake has changed', send_key: newId() }
    const done = await (await test.as(lead)).post(`/expected-range/${modelId}/withdrawal`, send)
    expect(done.status).toBe(303)
    expect((await theRange())?.isIllustrative).toBe(true)
    const { rows } = await test.owner.query(
      `select action from audit_event where action like 'range-model.%' and subject_id = $1
       order by id`,
      [modelId],
    )
    expect(rows.map(({ action }) => action)).toEqual([
      'range-model.proposed',
      'range-model.approved',
      'range-model.decided-again',
      'range-model.withdrawn',
    ])
  })

  it('is not found in another service', async () => {
    const other = await aService(test, { slug: 'elsewhere', host: 'elsewhere.test' })
    const stranger = await aMemberOfStaff(test, other, ['content_lead'], 'Una Lee')
    const browser = await test.as(stranger)
    const send = { note: 'x', send_key: newId() }
    const headers = { host: 'elsewhere.test' }
    const done = await browser.post(`/expected-range/${modelId}/approval`, send, headers)
    expect(done.status).toBe(404)
  })
})

describe('the band of a course', () => {
  it('begins at the first score, has a point for each week, and grows wider', async () => {
    const range = await theRange()
    expect(range?.points[0]).toMatchObject({ low: 18, middle: 18, high: 18 })
    expect(range?.points).toHaveLength(5)
    const weeks = range?.points.map(({ at }) => at.getTime()) ?? []
    expect(weeks.slice(1).map((at, index) => Math.round((at - (weeks[index] ?? 0)) / day))).toEqual(
      [7, 7, 7, 7],
    )
    const last = range?.points.at(-1)
    expect(last?.low).toBeLessThan(last?.middle ?? 0)
    expect(last?.high).toBeLessThan(18)
  })

  it('is none for an instrument without a model', async () => {
    expect(await rangeOf('audit_c')).toBeUndefined()
  })

  it('is drawn for the person too, of any form that has a model, and says where it stops', async () => {
    const model = {
      instrumentId: 'core10',
      coefficients: { constant: 0, start: 1, lnWeek: -1, startTimesLnWeek: 0 },
      spread: Array.from({ length: 4 }, (_, week) => ({ week, low: -3, middle: 0, high: 3 })),
      untilWeek: 3,
      quantiles: { low: 0.25, high: 0.75 },
      minimum: 0,
      maximum: 40,
    }
    const id = newId()
    await test.owner.query(
      `insert into range_model (service_id, id, instrument_id, model, calibration, course_count,
         form_count, made_at) values ($1, $2, 'core10', $3, $4, 300, 900, $5)`,
      [
        serviceId,
        id,
        model,
        {
          overall: {
            courseCount: 150,
            formCount: 450,
            atOrBelowHigh: 0.75,
            withinRange: 0.5,
            meanError: 0,
          },
          byGroup: [],
          tooFew: [],
        },
        test.clock.now(),
      ],
    )
    for (const [total, daysAgo] of [
      [24, 29],
      [20, 8],
    ] as const) {
      await aForm(course, total, daysAgo, 'core10')
    }
    await test.owner.query('update service set settings = $2 where id = $1', [
      serviceId,
      JSON.stringify({ showExpectedRange: true, showExpectedRangeToPatients: true }),
    ])
    test.runtime.services.forget()
    const graph = async () => {
      const { html } = await (await test.as(patient)).get('/progress')
      return html.split('<figure').find((figure) => figure.includes('CORE-10')) ?? ''
    }
    expect(await graph()).not.toContain('Light strip')
    await test.owner.query(
      `insert into range_model_event (service_id, id, model_id, kind, note, at, by, send_key)
       values ($1, $2, $3, 'approved', 'Read', $4, $5, $2)`,
      [serviceId, newId(), id, test.clock.now(), lead.accountId],
    )
    expect(await graph()).toContain('It stops 3 weeks after your first form')
    expect((await rangeOf('core10'))?.points).toHaveLength(4)
    const review = await (await test.as(therapist)).get(`/people/${course}`)
    expect(review.text).toContain(
      'It ends 3 weeks after the first form: no range is known after that.',
    )
  })
})
