import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { responsesOf } from '#features/measures/index.ts'
import { findCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { outcomeOf } from './work-out-outcomes.ts'

const year = '/outcomes?from=2026-01-01&to=2026-12-31&numbers=exact'
const week = 7 * 86_400_000

describe('the outcomes of a service', () => {
  let test: TestApp
  let serviceId: string
  let therapist: Person
  let colleague: Person
  let supervisor: Person
  let lead: Person

  beforeAll(async () => {
    test = await createTestApp()
    test.clock.set('2026-11-24T12:00:00Z')
    serviceId = await aService(test)
    therapist = await aMemberOfStaff(test, serviceId, ['therapist'], 'Priya Nair')
    colleague = await aMemberOfStaff(test, serviceId, ['therapist'], 'Daniel Levy')
    supervisor = await aSupervisorOf(test, therapist)
    lead = await aMemberOfStaff(test, serviceId, ['service_lead'], 'Judith Cole')
  })
  afterAll(() => test.close())

  interface History {
    phq9?: readonly number[]
    gad7?: readonly number[]
    spin?: readonly number[]
    calls?: number
    problem?: string
    by?: Person
    state?: 'ended' | 'active'
  }

  /** Somebody whose referral came five weeks ago, and whose treatment ended today. */
  async function somebody(history: History): Promise<{ patient: Patient; courseId: string }> {
    const patient = await aPatient(test, serviceId)
    const by = history.by ?? therapist
    const courseId = await aCourse(test, patient, by, {
      week: 5,
      state: history.state ?? 'ended',
    })
    const start = test.clock.now().getTime() - 4 * week
    for (const id of ['phq9', 'gad7', 'spin'] as const) {
      for (const [index, total] of (history[id] ?? []).entries())
        await aForm(courseId, id, total, start + index * week)
    }
    for (let call = 0; call < (history.calls ?? 2); call++)
      await aCall(courseId, by, start + call * week)
    if (history.problem) await anAssessment(patient, history.problem)
    return { patient, courseId }
  }

  const aForm = (courseId: string, instrumentId: string, total: number, at: number) =>
    test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
       values ($1, $2, $3, $4, 1, 'x', '{}', $5, $6, $7, $8)`,
      [
        serviceId,
        newId(),
        courseId,
        instrumentId,
        total,
        therapist.accountId,
        new Date(at),
        newId(),
      ],
    )

  const aCall = (courseId: string, by: Person, at: number) =>
    test.owner.query(
      `insert into contact (service_id, id, course_id, mechanism, purpose, outcome, happened_at, minutes,
       recorded_at, recorded_by, send_key)
       values ($1, $2, $3, 'telephone', 'review', 'attended', $4, 20, $4, $5, $6)`,
      [serviceId, newId(), courseId, new Date(at), by.accountId, newId()],
    )

  const anAssessment = (patient: Patient, problem: string) =>
    test.owner.query(
      `insert into assessment (service_id, id, patient_id, referral_id, decision, problem_descriptor,
       programme_id, reasons, safety_summary, decided_on, recorded_at, recorded_by)
       values ($1, $2, $3, $4, 'offer_programme', $5, 'dep', 'r', 's', '2026-10-20', $6, $7)`,
      [
        serviceId,
        newId(),
        patient.patientId,
        patient.referralId,
        problem,
        test.clock.now(),
        therapist.accountId,
      ],
    )

  const aDecision = (courseId: string, since: number, at: number) =>
    test.owner.query(
      `insert into signal_decision (service_id, id, course_id, instrument_id, code, since, decision,
       decided_by, decided_role, at, send_key)
       values ($1, $2, $3, 'phq9', 'jump', $4, 'call', $5, 'therapist', $6, $7)`,
      [serviceId, newId(), courseId, new Date(since), therapist.accountId, new Date(at), newId()],
    )

  it('say so while nobody’s treatment has ended, with the rules that will be used', async () => {
    const page = await (await test.as(lead)).get('/outcomes')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Nobody’s treatment ended in this period')
    expect(page.text).toContain('Not verified: nobody has yet compared them')
  })

  it('are counted by the national rules, each with its measure and its denominator', async () => {
    await somebody({ phq9: [15, 8], gad7: [12, 6] })
    await somebody({ phq9: [10, 9], gad7: [7, 7] })
    await somebody({ phq9: [9, 15], gad7: [5, 5] })
    await somebody({ phq9: [20], gad7: [15, 14] })
    await somebody({ phq9: [20, 5], gad7: [15, 5], calls: 1 })
    await somebody({ phq9: [14, 5], gad7: [15, 5], state: 'active' })
    const { text } = await (await test.as(lead)).get(year)
    expect(text).toMatch(/Referrals that ended.*?Count 5 .*?M056/)
    expect(text).toMatch(/Finished a course of treatment.*?Count 4 Of 5 Percentage 80.0%.*?M076/)
    expect(text).toMatch(/Not at caseness at the start.*?Count 1 Of 4/)
    expect(text).toMatch(/ Recovery .*?Count 2 Of 3 Percentage 66.7% National measure M191, M192/)
    expect(text).toMatch(/Reliable recovery.*?Count 1 Of 3 Percentage 33.3%.*?M193, M195/)
    expect(text).toMatch(/Reliable improvement.*?Count 1 Of 4 Percentage 25.0%/)
    expect(text).toMatch(/Reliable deterioration.*?Count 1 Of 4/)
    expect(text).toMatch(/No reliable change.*?Count 1 Of 4/)
    expect(text).toMatch(/Change not known.*?Count 1 Of 4/)
    expect(text).toContain('Thresholds not verified by a named clinician: PHQ-9, GAD-7')
    expect(text).toContain('“Checked by” names a person who has held a value to its source')
    expect(text).toMatch(/ At caseness at the start.*?Count 3 Of 4 Percentage 75.0%.*?Count_AtCas/)
    expect(text).toMatch(/One score only on the problem's own.*?Count 0 Of 4 .*?M196/)
    expect(text).toMatch(/No score on the problem's own.*?Count 0 Of 4 .*?M197/)
    expect(text).toMatch(/Treatment contacts Finished courses 4 Mean 2.0 Median 2.0 .*?M141, M142/)
  })

  it('say how far scores moved, by what, and that it is not the published effect size', async () => {
    const { text } = await (await test.as(lead)).get(year)
    // First PHQ-9: 15, 10, 9, 20; last: 8, 9, 15.
    expect(text).toMatch(
      /PHQ-9 With a first score 4 Mean first 13.5 Standard deviation first 5.1 With a last score 3 Mean last 10.7 Standard deviation last 3.8 Change in deviations 0.56/,
    )
    expect(text).toContain('do not compare that result with published ones')
    const hidden = await (await test.as(lead)).get('/outcomes?from=2026-01-01&to=2026-12-31')
    expect(hidden.text).toMatch(/PHQ-9 With a first score 1 to 4 Mean first hidden/)
    expect(hidden.text).toMatch(/Treatment contacts Finished courses 1 to 4 Mean hidden/)
    expect(hidden.text).toMatch(/Change in deviations not known/)
  })

  it('show what came after treatment apart, once a follow-up is due, and move no outcome', async () => {
    const before = test.clock.now()
    test.clock.set('2027-06-01T12:00:00Z')
    const of = '/outcomes?from=2027-01-01&to=2027-12-31&numbers=exact'
    const { courseId } = await somebody({ phq9: [16, 8], gad7: [12, 6], by: colleague })
    const fresh = await (await test.as(lead)).get(of)
    expect(fresh.text).toMatch(/Long enough ago for a follow-up.*?Count 0 Of 1/)
    test.clock.advance({ days: 31 })
    await aForm(courseId, 'phq9', 15, test.clock.now().getTime() - 1000)
    const later = await (await test.as(lead)).get(of)
    expect(later.text).toMatch(/Long enough ago for a follow-up.*?Count 1 Of 1/)
    expect(later.text).toMatch(/A follow-up score on PHQ-9.*?Count 1 Of 1/)
    expect(later.text).toMatch(/Reliably higher on PHQ-9 than at the end.*?Count 1 Of 1/)
    expect(later.text).toMatch(/Below the cut-off of PHQ-9 at follow-up.*?Count 0 Of 1/)
    expect(later.text).toMatch(/A follow-up score on the measure of anxiety.*?Count 0 Of 1/)
    expect(later.text).toMatch(/Reliable recovery.*?Count 1 Of 1/)
    test.clock.set(before.toISOString())
  })

  it('hide small numbers unless somebody inside the service asks for them', async () => {
    const page = await (await test.as(lead)).get('/outcomes?from=2026-01-01&to=2026-12-31')
    expect(page.text).toMatch(/ Recovery .*?Count 1 to 4 Of 1 to 4 Percentage hidden/)
    expect(page.text).toMatch(/Referrals that ended.*?Count 5 /)
    expect(page.text).toContain('Counts from 1 to 4 are hidden')
  })

  it('say how often GAD-7 stood in for a measure whose thresholds nobody has verified', async () => {
    await somebody({ phq9: [15, 8], gad7: [12, 6], spin: [40, 12], problem: 'F401', by: colleague })
    const { text } = await (await test.as(lead)).get(`${year}&problem=F401`)
    expect(text).toMatch(/SPIN \(Social phobias\).*?Finished courses 1 Used 0/)
    expect(text).toMatch(/GAD-7 instead: thresholds not verified 1/)
  })

  it('are of a supervisor’s own therapists alone, and can be narrowed to one of them', async () => {
    const browser = await test.as(supervisor)
    const own = await browser.get(year)
    expect(own.text).toMatch(/Referrals that ended.*?Count 5 /)
    expect(own.text).toContain('Counted: the people you supervise')
    expect(own.text).not.toContain('Daniel Levy')
    const one = await browser.get(`${year}&people=therapist:${therapist.accountId}`)
    expect(one.text).toContain('the people of Priya Nair')
    const other = await browser.get(`${year}&people=therapist:${colleague.accountId}`)
    expect(other.status).toBe(422)
    expect(other.text).toContain('Choose whose people from the list')
    const whole = await (await test.as(lead)).get(`${year}&people=team:${supervisor.accountId}`)
    expect(whole.text).toMatch(/Referrals that ended.*?Count 5 /)
  })

  it.each([
    ['from=2026-13-01', 'Give the first day as a date'],
    ['from=2026-05-02&to=2026-05-01', 'The last day must be the first day or after it'],
    ['from=1990-01-01', 'Choose 10 years or fewer'],
    ['programme=nothing', 'Choose a programme from the list'],
    ['problem=X', 'Choose a problem from the list'],
  ])('with %s, say what to mend and keep what was chosen', async (query, words) => {
    const page = await (await test.as(lead)).get(`/outcomes?${query}`)
    expect(page.status).toBe(422)
    expect(page.text).toContain(words)
  })

  it('can be taken away as a file without a name, which the audit remembers', async () => {
    const browser = await test.as(lead)
    const page = await browser.get('/outcomes/figures?from=2026-01-01&to=2026-12-31&numbers=exact')
    expect(page.status).toBe(200)
    const lines = page.html.trim().split('\r\n')
    expect(lines[0]).toMatch(/^"measure","count_id","percentage_id","count","of","percentage"/)
    const recovery = lines.find((line) => line.includes('"M192"'))
    expect(recovery).toMatch(/^"Recovery","M191","M192",3,4,75,"no","2026-01-01","2026-12-31"/)
    const median = lines.find((line) => line.includes('"M142"'))
    expect(median).toMatch(/^"Treatment contacts: median","M142","",5,"","","no",.*,2$/)
    for (const name of ['Ifeoma', 'Obi', 'Priya', 'Daniel']) expect(page.html).not.toContain(name)
    const { rows } = await test.owner.query(
      `select actor_id from audit_event where action = 'outcomes.downloaded'`,
    )
    expect(rows).toEqual([{ actor_id: lead.accountId }])
  })

  it('count a referral once, when the last of its courses has ended', async () => {
    const before = test.clock.now()
    const { patient } = await somebody({ phq9: [20, 18], gad7: [5, 5], by: colleague })
    const of = `${year}&people=therapist:${colleague.accountId}`
    const browser = await test.as(lead)
    expect((await browser.get(of)).text).toMatch(/Referrals that ended.*?Count 2 /)
    const second = await aCourse(test, patient, colleague, { week: 2 })
    expect((await browser.get(of)).text).toMatch(/Referrals that ended.*?Count 1 /)
    test.clock.advance({ days: 10 })
    await aForm(second, 'phq9', 5, test.clock.now().getTime())
    await test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
      second,
      test.clock.now(),
    ])
    expect((await (await test.as(lead)).get(of)).text).toMatch(/Referrals that ended.*?Count 2 /)
    const worked = await actingAs(test, colleague, ['therapist'], async (ctx) => {
      const found = await findCourse(ctx, second)
      return outcomeOf(ctx, found, responsesOf(ctx, found))
    })
    expect(worked?.outcome.depression).toMatchObject({ first: 20, last: 5 })
    expect(worked?.outcome.change).toBe('improved')
    test.clock.set(before.toISOString())
  })

  it('show what scores did after a decision about them, without saying why', async () => {
    const { courseId } = await somebody({ phq9: [12, 19, 18, 9], gad7: [9, 9] })
    const start = test.clock.now().getTime() - 4 * week
    await aDecision(courseId, start + week, start + week + 1000)
    const { text } = await (await test.as(lead)).get(year)
    expect(text).toMatch(/Call them Measure PHQ-9 Decisions 1 With a later score 1/)
    expect(text).toMatch(/Reliably better 1 Reliably worse 0 Mean change -10/)
    expect(text).toContain('this does not say what a decision did')
  })

  it('stand on each person’s record for their clinicians: so far, and at the end', async () => {
    const open = await somebody({ phq9: [16, 9], gad7: [9, 7], state: 'active' })
    const browser = await test.as(therapist)
    const during = await browser.get(`/people/${open.courseId}`)
    expect(during.text).toContain('Outcome so far, if it ended today')
    expect(during.text).toContain('PHQ-9: 16 at the start (a case), 9 now (not a case): down 7')
    expect(during.text).toContain('Reliable recovery')
    expect(during.text).toContain('2 treatment contacts so far.')
    const ended = await somebody({ phq9: [9, 15], gad7: [5, 5], calls: 1 })
    const after = await browser.get(`/people/${ended.courseId}`)
    expect(after.text).toContain('Reliable deterioration. Not at caseness at the start')
    expect(after.text).toContain('1 treatment contact: not counted as a finished course')
    expect(after.text).toContain('not been verified by a named clinician')
  })
})
