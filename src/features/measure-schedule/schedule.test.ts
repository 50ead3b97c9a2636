import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import {
  changeReviewDay,
  findCourse,
  findOwnCourse,
  pauseCourse,
  resumeCourse,
} from '#features/treatment/index.ts'
import { importWording, withdrawWording } from '#features/wording/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { formAddress } from '#test/support/forms.ts'
import {
  aCourse,
  actingAs,
  aMemberOfStaff,
  aPatient,
  aRecordedProblem,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { dueMeasures } from './index.ts'

let test: TestApp
let service: string
let therapist: Person
let administrator: Person
let patient: Patient
let course: string
let browser: Browser
let staff: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  therapist = await aMemberOfStaff(test, service, ['therapist'])
  administrator = await aMemberOfStaff(test, service, ['administrator'], 'Ade Okafor')
})
afterAll(async () => {
  await test.close()
})
// Monday of week 1; the review is on Tuesday of the next week, its forms open on Sunday the 8th.
beforeEach(async () => {
  test.clock.set('2026-11-02T09:00:00Z')
  patient = await aPatient(test, service)
  course = await aCourse(test, patient, therapist)
  await test.owner.query('update course set next_review_at = $2 where id = $1', [
    course,
    '2026-11-10T17:00:00Z',
  ])
  browser = await test.as(patient)
  staff = await test.as(therapist)
})

const formOf = (instrumentId: string) => formAddress(test, patient, instrumentId)
const forms = () => `/people/${course}/measures`

async function asTherapist<T>(work: Parameters<typeof actingAs<T>>[3]): Promise<T> {
  return actingAs(test, therapist, ['therapist'], work)
}

const dueNow = () =>
  asTherapist(async (ctx) => {
    const { due } = await dueMeasures(ctx, await findCourse(ctx, course))
    return due.map(({ instrumentId }) => instrumentId)
  })

/** The words of a page, as they are read: bold ones leave no gap before a comma. */
const read = async (address: string) => (await staff.get(address)).text.replace(/ ([,.:])/g, '$1')

async function rowsOf(table: string) {
  const { rows } = await test.owner.query(`select * from ${table} where course_id = $1`, [course])
  return rows
}

async function answer(instrumentId: string, at = test.clock.now()) {
  await test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, $4, 1, 'x', '{}', 9, $5, $6, $2)`,
    [service, newId(), course, instrumentId, patient.accountId, at],
  )
}

const lastModuleOpened = () =>
  test.owner.query(
    `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
     values ($1, $2, $3, 'dep.m8', 'released', $4, $5)`,
    [service, newId(), course, test.clock.now(), therapist.accountId],
  )

const ended = () =>
  test.owner.query(`update course set state = 'ended', ended_at = $2 where id = $1`, [
    course,
    test.clock.now(),
  ])

const choose = (way: string, fields: Record<string, string> = {}) =>
  browser.post(`${formOf('phq9')}/not-now`, { send_key: newId(), way, ...fields })

describe('a person puts a form aside', () => {
  it('is offered three ways, without having to explain', async () => {
    expect((await browser.get('/measures')).html).toContain(`href="${formOf('phq9')}/not-now"`)
    const page = await browser.get(`${formOf('phq9')}/not-now`)
    for (const words of ['Remind me tomorrow', 'Skip it this time', 'rather not be asked']) {
      expect(page.text).toContain(words)
    }
    expect(page.html).not.toContain('checked=""')
  })

  it('is told when nothing was chosen, and keeps the reason picked', async () => {
    const page = await choose('', { reason: 'upsetting' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose what would help')
    expect(page.html.match(/checked=""/g)).toHaveLength(1)
    expect(await rowsOf('measure_decision')).toHaveLength(0)
  })

  it('until tomorrow: it is back in the morning', async () => {
    expect((await choose('postponed')).location).toBe('/measures')
    const page = await browser.get('/measures')
    expect(page.text).toContain('One short form')
    expect(page.text).toContain('Low mood (PHQ-9): waits until tomorrow')
    test.clock.set('2026-11-03T00:00:00Z')
    expect(await dueNow()).toEqual(['phq9', 'gad7'])
  })

  it('this time: it comes with the next set', async () => {
    await choose('skipped', { reason: 'too_much' })
    expect(await dueNow()).toEqual(['gad7'])
    test.clock.set('2026-11-08T00:00:00Z')
    expect(await dueNow()).toEqual(['phq9', 'gad7', 'hr_sense'])
  })

  it('for good, and may change their mind', async () => {
    await choose('declined', { reason: 'upsetting' })
    test.clock.set('2026-11-08T09:00:00Z')
    browser = await test.as(patient)
    expect(await dueNow()).toEqual(['gad7', 'hr_sense'])
    expect((await browser.get('/measures')).text).toContain('Low mood (PHQ-9): not asked')
    const again = await browser.post(`${formOf('phq9')}/again`, { send_key: newId() })
    expect(again.location).toBe('/measures')
    expect(await dueNow()).toEqual(['phq9', 'gad7', 'hr_sense'])
  })

  it('and is asked once more before the end, kindly', async () => {
    await choose('declined')
    test.clock.set('2026-12-01T10:00:00Z')
    browser = await test.as(patient)
    expect(await dueNow()).not.toContain('phq9')
    expect((await browser.get(`${formOf('gad7')}/not-now`)).text).toContain(
      'but for once before the end',
    )
    await lastModuleOpened()
    test.clock.set('2026-12-01T11:00:00Z')
    browser = await test.as(patient)
    const page = await browser.get('/measures')
    expect(page.text).toContain('You said that you would rather not be asked Low mood (PHQ-9)')
    expect(page.text).toContain('because treatment is coming to its end')
    const notNow = await browser.get(`${formOf('phq9')}/not-now`)
    expect(notNow.text).toContain('You can still say no')
    expect(notNow.text).not.toContain('but for once')
    await choose('declined')
    expect(await dueNow()).toEqual(['gad7'])
  })

  it('pressing twice is one decision', async () => {
    const fields = { send_key: newId(), way: 'skipped' }
    await Promise.all([1, 2, 3].map(() => browser.post(`${formOf('phq9')}/not-now`, fields)))
    expect(await rowsOf('measure_decision')).toHaveLength(1)
  })

  it('only a form that is asked: not another one, nor one answered meanwhile', async () => {
    expect((await browser.get(`${formOf('phq15')}/not-now`)).location).toBe('/measures')
    expect((await browser.get('/measures/nonsense/not-now')).status).toBe(404)
    await answer('phq9')
    expect((await choose('declined')).location).toBe('/measures')
    expect(await rowsOf('measure_decision')).toHaveLength(0)
  })
})

describe('the page of forms for staff', () => {
  it('says what is asked, what is next, and what cannot be asked and why', async () => {
    const page = { text: await read(forms()) }
    expect(page.text).toContain('PHQ-9, 9 questions')
    expect(page.text).toContain('At the start')
    expect(page.text).toContain('WSAS')
    expect(page.text).toContain('your service has no wording of it in use')
    expect(page.text).toContain('The programme wants it: when “Sleep and low mood” is opened;')
    expect(page.text).toContain('NEQ-20 is switched off')
  })

  it('says what was put aside, by whom and why, and asks again on the therapist’s word', async () => {
    await choose('declined', { reason: 'upsetting' })
    const page = { text: await read(forms()) }
    expect(page.text).toContain('PHQ-9: not to be asked')
    expect(page.text).toContain('By themselves')
    expect(page.text).toContain('The questions upset me')
    const record = await read(`/people/${course}`)
    expect(record).toContain('PHQ-9: not to be asked. By themselves')
    expect(record).toContain('ask it yourself')
    await staff.post(`${forms()}/resumptions`, { send_key: newId(), form: 'phq9' })
    expect(await dueNow()).toEqual(['phq9', 'gad7'])
    expect((await staff.get(forms())).text).toContain('Every decision on a form')
  })

  it('leaves a form out on somebody’s behalf, with a reason', async () => {
    const leave = { send_key: newId(), leave_form: 'gad7', leave_way: 'declined' }
    const page = await staff.post(`${forms()}/decisions`, leave)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Say why, so that a colleague can follow it')
    await staff.post(`${forms()}/decisions`, { ...leave, leave_reason: 'distress' })
    expect(await dueNow()).toEqual(['phq9'])
    expect((await staff.get(forms())).text).toContain('It distresses them more than it helps')
  })

  it('is read by a supervisor, who changes nothing', async () => {
    const supervisor = await test.as(await aSupervisorOf(test, therapist))
    const page = await supervisor.get(forms())
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('<form method="post" action="/people')
    const tried = await supervisor.post(`${forms()}/decisions`, { send_key: newId() })
    expect(tried.status).toBe(403)
  })

  it('of somebody else’s person is not found', async () => {
    const other = await test.as(await aMemberOfStaff(test, service, ['therapist'], 'Sam Reed'))
    expect((await other.get(forms())).status).toBe(404)
    const asked = await other.post(`${forms()}/requests`, { send_key: newId() })
    expect(asked.status).toBe(404)
  })
})

describe('a therapist asks for a form', () => {
  const ask = (fields: Record<string, string> = {}) =>
    staff.post(`${forms()}/requests`, {
      send_key: newId(),
      request_form: 'phq15',
      request_rhythm: 'once',
      request_reason: 'clearer_picture',
      ...fields,
    })

  it('once: it is there until it is answered', async () => {
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-04T09:00:00Z')
    staff = await test.as(therapist)
    expect((await ask()).location).toBe(forms())
    expect(await dueNow()).toEqual(['phq15'])
    expect(await read(forms())).toContain('PHQ-15, once: not answered yet')
    await answer('phq15')
    expect(await dueNow()).toEqual([])
    expect(await read(forms())).toContain('PHQ-15, once: answered')
  })

  it('of any that has its words here, in groups: their own, the programme’s, others', async () => {
    await aRecordedProblem(test, patient, therapist, 'F43.1')
    const { html } = await staff.get(forms())
    const groups = [...html.matchAll(/<optgroup label="([^"]+)">(.*?)<\/optgroup>/gs)].map(
      ([, label, inner = '']) => [
        label,
        [...inner.matchAll(/value="([^"]+)"/g)].map(([, id]) => id),
      ],
    )
    expect(groups.map(([label]) => label)).toEqual([
      'The measure of their own problem',
      'The programme',
      'Others',
    ])
    expect(groups[0]?.[1]).toEqual(['pcl5'])
    expect(groups[1]?.[1]?.slice(0, 4)).toEqual(['phq15', 'iapt_phobia', 'pswq', 'auditc'])
    expect(groups[2]?.[1]).toEqual(
      expect.arrayContaining(['core10', 'phq8', 'phq2', 'gad2', 'sus']),
    )
    // Nothing twice, and nothing without its words.
    const all = groups.flatMap(([, ids]) => ids)
    expect(new Set(all).size).toBe(all.length)
    expect(all).not.toContain('spin')
    expect(all).not.toContain('neq20')
    expect((await ask({ request_form: 'core10' })).location).toBe(forms())
    expect((await browser.get(formOf('core10'))).status).toBe(200)
  })

  it('each week until a day: that day is the last', async () => {
    await ask({ request_form: 'core10', request_rhythm: 'weekly', request_until: '2026-11-16' })
    expect(await read(forms())).toContain('CORE-10, each week until Monday 16 November')
    test.clock.set('2026-11-08T09:00:00Z')
    await answer('phq9')
    await answer('gad7')
    expect(await dueNow()).toEqual(['core10', 'hr_sense'])
    await answer('core10')
    await answer('hr_sense')
    await test.owner.query('update course set next_review_at = $2 where id = $1', [
      course,
      '2026-11-17T17:00:00Z',
    ])
    test.clock.set('2026-11-16T23:59:00Z')
    expect(await dueNow()).toEqual(['phq9', 'gad7', 'core10', 'hr_together'])
    test.clock.set('2026-11-17T00:00:00Z')
    staff = await test.as(therapist)
    expect(await dueNow()).toEqual(['phq9', 'gad7', 'hr_together'])
    expect(await read(forms())).toContain('CORE-10, each week until Monday 16 November: no longer')
  })

  it.each([
    ['once', '2026-12-01', 'Leave the day empty'],
    ['weekly', '2026-11-02', 'Choose a day after today'],
    ['weekly', 'soon', 'Enter a date'],
  ])('%s until %s is refused, and says why', async (request_rhythm, request_until, words) => {
    const page = await ask({ request_rhythm, request_until })
    expect(page.status).toBe(422)
    expect(page.text).toContain(words)
    expect(page.html).toContain(`value="${request_until}"`)
    expect(await rowsOf('measure_request')).toHaveLength(0)
  })

  it('with a reason, and only what the service can ask', async () => {
    const page = await ask({ request_reason: '', request_form: 'wsas' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose the form')
    expect(page.text).toContain('Say why')
    expect(await rowsOf('measure_request')).toHaveLength(0)
  })

  it('and may stop asking', async () => {
    await ask({ request_rhythm: 'weekly' })
    await staff.post(`${forms()}/withdrawals`, { send_key: newId(), form: 'phq15' })
    const [row] = await rowsOf('measure_request')
    expect(row).toMatchObject({ withdrawn_by: therapist.accountId })
    expect(await read(forms())).toContain('PHQ-15, each week: no longer asked')
  })

  it('pressing twice asks once, and a second request takes the place of the first', async () => {
    const send_key = newId()
    await Promise.all([1, 2, 3].map(() => ask({ send_key })))
    expect(await rowsOf('measure_request')).toHaveLength(1)
    await ask({ request_rhythm: 'weekly' })
    const open = (await rowsOf('measure_request')).filter((row) => row.withdrawn_at === null)
    expect(open).toMatchObject([{ rhythm: 'weekly' }])
  })
})

describe('the measure of their own problem', () => {
  const words = () => actingAs(test, administrator, ['administrator'], importSpin)
  const importSpin = async (ctx: Context) => {
    const spin = ctx.content.instruments.get('spin')
    if (!spin) throw new Error('SPIN is in the library')
    return importWording(ctx, {
      text: aWordingPack(spin),
      fileName: 'spin.yaml',
      confirmedBy: 'Ade Okafor',
      confirmedOn: '2026-11-01',
      knowsOfScoring: true,
      ownerAgreed: false,
    })
  }
  const problem = (code: string) => aRecordedProblem(test, patient, therapist, code)

  it('is asked at the start, on the next day where one day holds no more', async () => {
    await problem('F43.1')
    expect(await dueNow()).toEqual(['phq9', 'gad7'])
    const page = (await browser.get('/measures')).text
    expect(page).toContain('PCL-5')
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-03T09:00:00Z')
    browser = await test.as(patient)
    expect(await dueNow()).toEqual(['pcl5'])
    expect((await browser.get(formOf('pcl5'))).text).toContain('Question 20 of 20')
  })

  it('comes each week after that, before the end and at follow-up, like the others', async () => {
    await problem('F43.1')
    for (const id of ['phq9', 'gad7', 'pcl5']) await answer(id)
    test.clock.set('2026-11-08T09:00:00Z')
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-09T09:00:00Z')
    // Each week its form of the past week, not that of the past month.
    expect(await dueNow()).toEqual(['pcl5_week', 'hr_sense', 'peq_assessment'])
    await answer('pcl5_week')
    await answer('hr_sense')
    expect(await dueNow()).toEqual(['peq_assessment'])
    // Half-way it is that of the month, in place of that of the week.
    for (const id of ['phq9', 'gad7']) await answer(id, new Date('2026-11-22T10:00:00Z'))
    test.clock.set('2026-11-23T09:00:00Z')
    expect(await dueNow()).toEqual(['pcl5', 'hr_together', 'peq_assessment'])
    await answer('pcl5')
    // This one serves the set of Sunday the 29th, and never the last score, which is of the month.
    await answer('pcl5_week', new Date('2026-11-27T10:00:00Z'))
    for (const id of ['phq9', 'gad7']) await answer(id, new Date('2026-11-29T10:00:00Z'))
    test.clock.set('2026-12-05T10:00:00Z')
    expect(await dueNow()).toEqual([])
    await lastModuleOpened()
    expect(await dueNow()).toEqual(['pcl5'])
    await ended()
    test.clock.set('2026-12-05T11:00:00Z')
    expect(await dueNow()).toEqual(['peq_treatment'])
    test.clock.set('2027-01-04T10:00:00Z')
    expect(await dueNow()).toEqual(['phq9', 'gad7'])
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2027-01-05T10:00:00Z')
    expect(await dueNow()).toEqual(['pcl5'])
  })

  it('of the month serves the week it is answered in: nobody gets both in one window', async () => {
    await problem('F43.1')
    for (const id of ['phq9', 'gad7']) await answer(id)
    // The set of Tuesday's review is open, and the form of the start was not answered yet.
    test.clock.set('2026-11-08T09:00:00Z')
    for (const id of ['phq9', 'gad7']) await answer(id)
    test.clock.set('2026-11-09T09:00:00Z')
    expect(await dueNow()).toEqual(['pcl5', 'hr_sense', 'peq_assessment'])
    await answer('pcl5')
    await answer('hr_sense')
    expect(await dueNow()).toEqual(['peq_assessment'])
    staff = await test.as(therapist)
    expect(await read(forms())).toContain(
      'It is asked at the start, half-way, before the end and at follow-up; each week its form for ' +
        'that is asked, PCL-5 (week).',
    )
  })

  it('of a problem without one is nothing, and an old request for it goes on alone', async () => {
    await problem('F32')
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-03T09:00:00Z')
    expect(await dueNow()).toEqual([])
    staff = await test.as(therapist)
    expect(await read(forms())).toContain('No problem with a measure of its own is recorded.')
  })

  it('without its words says why and what stands in, to staff alone', async () => {
    await problem('F40.1')
    const line =
      'SPIN is the measure of their own problem (Social phobias). SPIN cannot be asked now: your ' +
      'service has no wording of it in use. GAD-7 stands in.'
    expect(await read(forms())).toContain(line)
    expect(await read(`/people/${course}`)).toContain(line)
    await answer('phq9')
    test.clock.set('2026-11-03T09:00:00Z')
    staff = await test.as(therapist)
    expect(await read(`/people/${course}`)).toContain(
      'SPIN cannot be asked now: your service has no wording of it in use. GAD-7 stands in for it.',
    )
    expect(await dueNow()).toEqual(['gad7'])
    const page = (await browser.get('/measures')).text
    expect(page).not.toMatch(/SPIN|Social phobia/)
  })

  it('is asked once its words are imported, and not counted until its numbers are verified', async () => {
    await problem('F40.1')
    await words()
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-03T09:00:00Z')
    expect(await dueNow()).toEqual(['spin'])
    staff = await test.as(therapist)
    expect(await read(forms())).toContain(
      'SPIN is the measure of their own problem (Social phobias), and is asked with their weekly ' +
        'forms. Nobody has verified the thresholds of SPIN. GAD-7 stands in for it in the outcome.',
    )
  })

  it('is not asked once its words are withdrawn, and a request for it says why', async () => {
    await problem('F40.1')
    await words()
    await staff.post(`${forms()}/requests`, {
      send_key: newId(),
      request_form: 'spin',
      request_rhythm: 'weekly',
      request_reason: 'outcome',
    })
    await actingAs(test, administrator, ['administrator'], (ctx) =>
      withdrawWording(ctx, 'spin', 'The licence ended'),
    )
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-03T09:00:00Z')
    expect(await dueNow()).toEqual([])
    staff = await test.as(therapist)
    const page = await read(forms())
    expect(page).toMatch(/SPIN, each week: not asked now. SPIN cannot be asked now/)
    expect(page).toContain('GAD-7 stands in.')
  })

  it('changes with the problem: the new one begins at once, the old one stops and stays on record', async () => {
    await problem('F40.1')
    await words()
    for (const id of ['phq9', 'gad7', 'spin']) await answer(id)
    test.clock.set('2026-11-05T09:00:00Z')
    await answer('peq_assessment')
    await problem('F43.1')
    staff = await test.as(therapist)
    expect(await dueNow()).toEqual(['pcl5'])
    expect(await read(`/people/${course}`)).toContain('SPIN 9')
    await answer('pcl5')
    for (const id of ['phq9', 'gad7']) await answer(id, new Date('2026-11-08T09:00:00Z'))
    test.clock.set('2026-11-09T09:00:00Z')
    expect(await dueNow()).toEqual(['pcl5_week', 'hr_sense'])
  })

  it('can be put off or declined, and is asked once more before the end', async () => {
    await problem('F43.1')
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-03T09:00:00Z')
    browser = await test.as(patient)
    const page = await browser.get(`${formOf('pcl5')}/not-now`)
    expect(page.text).toContain('Skip it this time')
    await browser.post(`${formOf('pcl5')}/not-now`, { send_key: newId(), way: 'declined' })
    expect(await dueNow()).toEqual([])
    test.clock.set('2026-12-01T10:00:00Z')
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-12-02T10:00:00Z')
    expect(await dueNow()).toEqual([])
    await lastModuleOpened()
    browser = await test.as(patient)
    expect(await dueNow()).toEqual(['pcl5'])
    expect((await browser.get('/measures')).text).toContain(
      'You said that you would rather not be asked What happened, and your past month (PCL-5).',
    )
    await browser.post(`${formOf('pcl5')}/not-now`, { send_key: newId(), way: 'declined' })
    expect(await dueNow()).toEqual([])
    await ended()
    test.clock.set('2026-12-02T11:00:00Z')
    expect(await dueNow()).toEqual(['peq_treatment'])
  })
})

describe('when the course changes', () => {
  it('a changed review day never promises this evening, and its forms open before it', async () => {
    test.clock.set('2026-11-04T09:00:00Z')
    const next = await asTherapist(async (ctx) =>
      changeReviewDay(ctx, await findOwnCourse(ctx, course), {
        weekday: 3,
        time: '18:00',
        reason: 'Shifts',
      }),
    )
    expect(next?.toISOString()).toBe('2026-11-11T18:00:00.000Z')
    await answer('phq9')
    await answer('gad7')
    test.clock.set('2026-11-08T12:00:00Z')
    expect(await dueNow()).toEqual([])
    test.clock.set('2026-11-09T00:00:00Z')
    expect(await dueNow()).toEqual(['phq9', 'gad7', 'hr_sense'])
  })

  it('the end of a pause promises a review on a later day, and nothing is asked before', async () => {
    const pause = { until: '2026-11-20', reviewAt: new Date('2026-11-20T17:00:00Z'), reason: 'x' }
    await asTherapist(async (ctx) => pauseCourse(ctx, await findOwnCourse(ctx, course), pause))
    expect(await dueNow()).toEqual([])
    // A Tuesday morning: the usual review day.
    test.clock.set('2026-11-17T09:00:00Z')
    const next = await asTherapist(async (ctx) =>
      resumeCourse(ctx, await findOwnCourse(ctx, course)),
    )
    expect(next.toISOString()).toBe('2026-11-24T17:00:00.000Z')
    expect(await dueNow()).toEqual(['phq9', 'gad7'])
  })

  it('after a death nothing is asked', async () => {
    await ended()
    await test.owner.query(
      `insert into course_event (service_id, id, course_id, kind, at, by, detail)
       values ($1, $2, $3, 'ended', $4, $5, '{"reasonCode": "deceased"}')`,
      [service, newId(), course, test.clock.now(), therapist.accountId],
    )
    expect(await dueNow()).toEqual([])
  })
})

describe('after a year of weekly forms', () => {
  it('no more rows are read than after a week', async () => {
    await test.owner.query(
      `insert into instrument_response (service_id, id, course_id, instrument_id,
         instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
       select $1, gen_random_uuid(), $2, instrument, 1, 'x', '{}', 9, $3,
         timestamptz '2025-11-02' + week * interval '7 days', gen_random_uuid()
       from generate_series(0, 52) week, unnest(array['phq9', 'gad7', 'phq2']) instrument`,
      [service, course, patient.accountId],
    )
    await test.owner.query('analyze instrument_response')
    const answers = await asTherapist(async (ctx) => {
      const found = await findCourse(ctx, course)
      const queries: unknown[] = []
      const rows: typeof ctx.rows = async (query) => {
        const found = await ctx.rows(query)
        queries.push(...found)
        return found
      }
      await dueMeasures({ ...ctx, rows }, found)
      return queries
    })
    const facts = JSON.stringify(answers)
    expect(facts.match(/"instrumentId": ?"phq9"|"instrumentId":"phq9"/g)).toHaveLength(1)
    expect(answers).toHaveLength(1)
  })
})
