import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, localDate } from '#clinical/calendar.ts'
import type { TallyName } from '#clinical/outcome-tally.ts'
import { addValue, deviationOf, meanOf, type Spread } from '#clinical/spread.ts'
import { countOutcomes } from '#features/reporting/index.ts'
import { asSystem } from '#platform/runtime.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { likeness, wordRuns } from '#test/support/likeness.ts'
import { aService } from '#test/support/people.ts'
import { idFor } from './life.ts'
import { readDemonstration } from './read-people.ts'
import { seedDemonstration } from './seed-demonstration.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
  await seedDemonstration(app.runtime)
  const { rows } = await app.owner.query<{ clock_offset_seconds: number }>(
    'select clock_offset_seconds from service',
  )
  // The idle limits of sessions are real time; the service's own clock stands where the seed put
  // it.
  expect(rows[0]?.clock_offset_seconds).toBeGreaterThanOrEqual(0)
}, 60_000)
afterAll(() => app.close())

async function count(query: string): Promise<number> {
  const { rows } = await app.owner.query<{ count: number }>(query)
  return Number(rows[0]?.count ?? 0)
}

async function staffMember(name: string) {
  const service = await app.runtime.services.all()
  const { rows } = await app.owner.query<{ id: string }>(
    'select id from account where display_name = $1 and is_staff',
    [name],
  )
  return {
    serviceId: service[0]?.service.id ?? '',
    accountId: rows[0]?.id ?? '',
    isStaff: true,
  }
}

/** All who have ended, by the project's own rules of outcomes. */
async function endedCourses() {
  const [entry] = (await app.runtime.services.all()).filter((one) => one.service.isDemonstration)
  if (!entry) throw new Error('there is no demonstration')
  return asSystem(app.runtime, entry, (ctx) => {
    const today = localDate(ctx.now.getTime(), entry.service.timeZone)
    const period = { from: addDays(today, -730), to: today }
    return countOutcomes(ctx, { ...period, programmeId: null, problem: null, therapistIds: null })
  })
}

/** First totals of everybody who has answered, in treatment, before it and after it. */
async function firstTotals(instrumentId: string): Promise<Spread> {
  const { rows } = await app.owner.query<{ total: number }>(
    `select distinct on (course_id) total from instrument_response
     where instrument_id = $1 order by course_id, submitted_at`,
    [instrumentId],
  )
  const spread: Spread = new Map()
  for (const { total } of rows) addValue(spread, total)
  return spread
}

/** What staff do by themselves: who did it, and when. Calls, and what belongs to them, are apart. */
const actsOfStaff = [
  ['referral', 'recorded_by', 'recorded_at'],
  ['assessment', 'recorded_by', 'recorded_at'],
  ['course_event', 'by', 'at'],
  ['module_event', 'by', 'at'],
  ['message', 'author_id', 'sent_at'],
  ['message_receipt', 'reader_id', 'read_at'],
  ['message_handling', 'by', 'at'],
  ['measure_request', 'by', 'at'],
  ['instrument_response', 'entered_by', 'entered_at'],
  ['signal_decision', 'decided_by', 'at'],
  ['safety_event', 'by', 'at'],
  ['adverse_event', 'recorded_by', 'recorded_at'],
  ['adverse_event_version', 'by', 'at'],
  ['adverse_event_review', 'by', 'at'],
  ['review', 'by', 'at'],
  ['staff_note', 'author_id', 'at'],
  ['entry_comment', 'author_id', 'at'],
  ['appointment', 'made_by', 'made_at'],
  ['record_look', 'account_id', 'at'],
] as const

interface Noted {
  body: string
  at: Date
  now: Date
  started_at: Date | null
  ended_at: Date | null
  totals: number[] | null
}

const toldTotals = [
  /PHQ-9 (\d+) to (\d+)/,
  /(?:up|PHQ-9 \+) ?(\d+)/i,
  /PHQ-9 (\d+)(?: at the end|\.)/,
]
const toldWeek = /(?:made|done in|by|Kwame|worsening at|sent in) week (\d)/
const toldEnding =
  /^(?:agreed ending|agreed to close|ended|finished|goals met|moved|stopped|warm handover)/i

/** What a note says of scores, weeks and an ending, against the record at its moment. */
function isTrueOf({ body, at, now, started_at, ended_at, totals }: Noted): boolean {
  const [range, rise, level] = toldTotals.map((told) => told.exec(body)?.slice(1).map(Number))
  const first = totals?.at(0) ?? 0
  const last = totals?.at(-1) ?? 0
  if (range && (range[0] !== first || range[1] !== last)) return false
  if (!range && rise && last - first !== rise[0]) return false
  if (!range && !rise && level && last !== level[0]) return false
  const week = Number(toldWeek.exec(body)?.[1] ?? 0)
  if (started_at && week > 0 && at < new Date(started_at.getTime() + (week - 1) * 604_800_000))
    return false
  if (ended_at && toldEnding.test(body) && at < ended_at) return false
  const isLate = ended_at !== null && at > ended_at && !body.includes('ollow-up')
  return at < now && !isLate
}

/** Every text in the values of a worksheet, however deep; not the names of its fields. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe('the demonstration', () => {
  test('is the size of a small service, with people at every stage', async () => {
    expect(await count('select count(*) as count from patient')).toBeGreaterThanOrEqual(180)
    for (const state of ['preparing', 'active', 'paused', 'ended']) {
      const query = `select count(*) as count from course where state = '${state}'`
      expect(await count(query), state).toBeGreaterThanOrEqual(4)
    }
    expect(
      await count('select count(*) as count from safety_item where closed_at is null'),
    ).toBeGreaterThanOrEqual(4)
    expect(await count(`select count(*) as count from account_role where role = 'therapist'`)).toBe(
      8,
    )
  })

  test('has something told, something to review and something reviewed that treatment made worse', async () => {
    const events = `select count(*) as count from adverse_event e
      left join adverse_event_version v on v.service_id = e.service_id and v.event_id = e.id
      left join adverse_event_review r on r.service_id = e.service_id and r.event_id = e.id`
    const kept = "jsonb_typeof(v.actions) = 'array' and jsonb_typeof(v.serious_because) = 'array'"
    expect(await count(`${events} where v.version is null`)).toBeGreaterThan(0)
    expect(await count(`${events} where ${kept} and r.id is null`)).toBeGreaterThan(0)
    expect(await count(`${events} where ${kept} and r.decision = 'reviewed'`)).toBeGreaterThan(0)
  })

  test('has follow-ups, and each was answered', async () => {
    const came = `select c.id, greatest(
        (select max(e.at) from module_event e where e.course_id = c.id and e.kind = 'submitted'
          and e.at > c.ended_at),
        (select max(r.submitted_at) from instrument_response r where r.course_id = c.id
          and r.instrument_id = 'phq9' and r.submitted_at > c.ended_at)) as at
      from course c where c.state = 'ended'`
    const answer = `exists (select from contact k where k.course_id = came.id
      and k.happened_at > came.at)`
    const of = `select count(*) as count from (${came}) came where came.at is not null`
    expect(await count(`${of} and ${answer}`)).toBeGreaterThanOrEqual(5)
    expect(await count(`${of} and not ${answer}`)).toBe(0)
  })

  test('has the follow-up scores that people write of, before they write', async () => {
    const { people } = await readDemonstration(app.runtime.content)
    const told = people.flatMap(({ key, follow_up: scores }) => (scores ? [{ key, scores }] : []))
    expect(told.length).toBeGreaterThanOrEqual(5)
    for (const { key, scores } of told) {
      const { rows } = await app.owner.query<{ form: string; total: number }>(
        `select r.instrument_id as form, r.total from instrument_response r
         join course c on c.service_id = r.service_id and c.id = r.course_id
         where c.id = $1 and r.instrument_id in ('phq9', 'gad7') and r.submitted_at > c.ended_at
         and r.submitted_at < c.ended_at + interval '84 days'
         and r.submitted_at < (select max(m.sent_at) from message m where m.course_id = c.id)`,
        [idFor(key, 'course')],
      )
      expect(Object.fromEntries(rows.map(({ form, total }) => [form, total])), key).toEqual(scores)
    }
  })

  test('has scores of the second follow-up, and what people write of them is true', async () => {
    const { people } = await readDemonstration(app.runtime.content)
    const told = people.flatMap(({ key, second_follow_up: scores }) =>
      scores ? [{ key, scores }] : [],
    )
    expect(told.length).toBeGreaterThanOrEqual(3)
    for (const { key, scores } of told) {
      const { rows } = await app.owner.query<{ form: string; total: number }>(
        `select r.instrument_id as form, r.total from instrument_response r
         join course c on c.service_id = r.service_id and c.id = r.course_id
         where c.id = $1 and r.instrument_id in ('phq9', 'gad7')
         and r.submitted_at >= c.ended_at + interval '84 days'`,
        [idFor(key, 'course')],
      )
      expect(Object.fromEntries(rows.map(({ form, total }) => [form, total])), key).toEqual(scores)
    }
    const early = await count(`select count(*) as count from message m join course c
      on c.service_id = m.service_id and c.id = m.course_id
      where m.body ~* 'three months|second form' and m.from_patient
        and m.sent_at > c.ended_at + interval '40 days'
        and not exists (select from instrument_response r where r.course_id = c.id
          and r.submitted_at between c.ended_at + interval '84 days' and m.sent_at)`)
    expect(early).toBe(0)
  })

  test('has PHQ-9 and GAD-7 from the assessment of everybody who waits for their start', async () => {
    const { rows } = await app.owner.query<{ forms: string | null; who: string | null }>(
      `select c.id, string_agg(r.instrument_id || ' ' || r.mode, ', ' order by r.instrument_id)
           as forms, min(a.display_name) as who
       from course c left join instrument_response r on r.course_id = c.id
         left join account a on a.id = r.entered_by and a.is_staff
       where c.state = 'preparing' group by c.id`,
    )
    expect(rows.length).toBeGreaterThanOrEqual(10)
    for (const { forms, who } of rows) {
      expect(forms).toBe('gad7 telephone, phq9 telephone')
      expect(who).not.toBeNull()
    }
  })

  test('has what people say at the end of a module when they finished it', async () => {
    const ends = `select count(*) as count from module_end m left join module_event e
      on e.course_id = m.course_id and e.module_id = m.module_id and e.kind = 'submitted'`
    expect(await count(ends)).toBeGreaterThan(300)
    expect(await count(`${ends} where m.at is distinct from e.at`)).toBe(0)
  })

  test('has nothing written in a module before it was opened and begun', async () => {
    const { rows } = await app.owner.query(
      `select p.given_name, p.family_name, e.worksheet_id, e.module_id, e.created_at,
         (select min(m.at) from module_event m where m.course_id = e.course_id
           and m.module_id = e.module_id and m.kind = 'released') as released,
         (select min(m.at) from module_event m where m.course_id = e.course_id
           and m.module_id = e.module_id and m.kind = 'started') as started
       from entry e join course c on c.id = e.course_id join patient p on p.id = c.patient_id
       where e.module_id is not null`,
    )
    expect(rows.length).toBeGreaterThan(400)
    const early = rows.filter(
      ({ created_at: at, released, started }) =>
        released === null || started === null || started < released || at < started,
    )
    expect(early).toEqual([])
  })

  test('has nobody who tells of what had not happened when they saved it', async () => {
    const finished = `select count(*) as count from entry
      where status in ('done', 'not_done') and about_at is not null`
    expect(await count(finished)).toBeGreaterThan(150)
    expect(await count(`${finished} and about_at > created_at`)).toBe(0)
  })

  test('has notes of what had happened when they were written', async () => {
    const { rows } = await app.owner.query<Noted>(
      `select n.body, n.at, c.started_at, c.ended_at,
         ($1::timestamptz + s.clock_offset_seconds * interval '1 second') as now,
         (select json_agg(r.total order by r.submitted_at) from instrument_response r
           where r.course_id = c.id and r.instrument_id = 'phq9' and r.submitted_at < n.at) as totals
       from staff_note n join course c on c.id = n.course_id
         join service s on s.id = n.service_id`,
      [app.clock.now()],
    )
    expect(rows.length).toBeGreaterThan(150)
    const untrue = rows.flatMap((note) => (isTrueOf(note) ? [] : [note.body]))
    expect(untrue).toEqual([])
    // Told of a score, of a week, and of an ending: the rules below have something to hold.
    expect(rows.filter(({ body }) => toldTotals.some((told) => told.test(body))).length).toBe(8)
    expect(rows.filter(({ body }) => toldWeek.test(body)).length).toBeGreaterThanOrEqual(7)
    expect(rows.filter(({ body }) => toldEnding.test(body)).length).toBeGreaterThanOrEqual(12)
  })

  test('has a call in the record for every message that was answered by phone', async () => {
    const call = `select from contact k where k.course_id = h.course_id and k.recorded_by = h.by
      and k.outcome in ('attended', 'late_seen') and k.minutes > 3 and k.happened_at > m.sent_at
      and k.happened_at + k.minutes * interval '1 minute' <= h.at
      and k.happened_at > h.at - interval '24 hours'`
    const time = `exists (select from time_entry t where t.course_id = k.course_id
      and t.activity = 'call' and t.at = k.happened_at and t.minutes >= k.minutes)`
    const handled = `select count(*) as count from message_handling h
      join message m on m.service_id = h.service_id and m.id = h.message_id
      where h.how = 'by_phone'`
    expect(await count(handled)).toBeGreaterThanOrEqual(20)
    expect(await count(`${handled} and not exists (${call})`)).toBe(0)
    // Calls of a follow-up have no minutes of their own.
    const timed = `${call} and (k.purpose = 'follow_up' or ${time})`
    expect(await count(`${handled} and not exists (${timed})`)).toBe(0)
  })

  test('has no therapist on two calls at once', async () => {
    const end = (call: string) => `${call}.happened_at + ${call}.minutes * interval '1 minute'`
    const { rows } = await app.owner.query(
      `select k.happened_at, k.minutes, o.happened_at as other, a.display_name
       from contact k join account a on a.id = k.recorded_by
         join contact o on o.recorded_by = k.recorded_by and o.id > k.id
           and o.happened_at <= ${end('k')} and k.happened_at <= ${end('o')}`,
    )
    expect(rows).toEqual([])
  })

  test('has calls booked ahead, and comments beside what somebody wrote before them', async () => {
    const now = `(select '${app.clock.now().toISOString()}'::timestamptz
      + clock_offset_seconds * interval '1 second' from service limit 1)`
    const booked = `select count(*) as count from appointment a
      join course c on c.service_id = a.service_id and c.id = a.course_id`
    expect(await count(booked)).toBeGreaterThanOrEqual(5)
    expect(
      await count(`${booked} where a.starts_at <= ${now} or a.made_at >= ${now}
        or c.state <> 'active' or a.made_by <> c.therapist_id
        or extract(isodow from a.starts_at at time zone 'Europe/London') > 5`),
    ).toBe(0)
    const comments = `select count(*) as count from entry_comment k
      join entry e on e.service_id = k.service_id and e.id = k.entry_id`
    expect(await count(comments)).toBeGreaterThanOrEqual(6)
    expect(
      await count(`${comments} where k.at <= e.created_at or k.at >= ${now}
        or not e.content ? k.field_id`),
    ).toBe(0)
  })

  test('has people as old as their files say', async () => {
    const { people } = await readDemonstration(app.runtime.content)
    const { rows } = await app.owner.query<{ id: string; age: number }>(
      `select p.id, extract(year from age(($1::timestamptz + s.clock_offset_seconds
         * interval '1 second') at time zone 'Europe/London', p.date_of_birth))::int as age
       from patient p join service s on s.id = p.service_id`,
      [app.clock.now()],
    )
    const ages = new Map(rows.map(({ id, age }) => [id, age]))
    for (const { key, age } of people) expect(ages.get(idFor(key, 'patient')), key).toBe(age)
  })

  test('has staff who work while the service is open, and ring at other hours of a working day only', async () => {
    const { days, from, to } = app.runtime.content.protocols.safety.workingHours
    const isOpen = `extract(isodow from t.at) in (${days.join()}) and t.at::time >= '${from}'
      and t.at::time <= '${to}'`
    for (const [table, who, at] of actsOfStaff) {
      const odd = await app.owner.query<{ at: string; name: string }>(
        `select to_char(t.at, 'Dy HH24:MI') as at, t.name from (
           select a.display_name as name, x.${at} at time zone 'Europe/London' as at
           from ${table} x join account a on a.id = x.${who} and a.is_staff) t
         where not (${isOpen})`,
      )
      expect(odd.rows, `${table}.${at}`).toEqual([])
    }
    const calls = await app.owner.query(
      `select to_char(t.at, 'Dy HH24:MI') as at from (
         select happened_at at time zone 'Europe/London' as at from contact) t
       where extract(isodow from t.at) > 5 or t.at::time < '07:00' or t.at::time > '20:30'`,
    )
    expect(calls.rows).toEqual([])
  })

  test('has outcomes like those of all finished courses in England', async () => {
    const { counts } = (await endedCourses()).tally
    const share = (name: TallyName, of: number) => (100 * counts[name]) / of
    // At caseness or unknown: those the national rate of recovery divides by.
    const recoverable = counts.finished - counts.not_at_caseness
    expect(counts.finished).toBeGreaterThanOrEqual(40)
    const figures = [
      ['recovered', recoverable, 50.5],
      ['reliably_recovered', recoverable, 47.5],
      ['improved', counts.finished, 67.5],
      ['no_change', counts.finished, 25.4],
      ['deteriorated', counts.finished, 5.8],
    ] as const
    for (const [name, of, england] of figures) {
      expect(Math.abs(share(name, of) - england), `${name}, of ${of}`).toBeLessThanOrEqual(5)
    }
    for (const name of ['never_treated', 'treated_once', 'not_at_caseness'] as const) {
      expect(counts[name], name).toBeGreaterThan(0)
    }
  })

  test('has scores as wide apart as those of guided self-help by computer in England', async () => {
    const { depression, anxiety } = (await endedCourses()).tally
    const started = { depression: await firstTotals('phq9'), anxiety: await firstTotals('gad7') }
    const spreads = [
      ['PHQ-9 at the start, of all', started.depression, 13.4, 5.8],
      ['PHQ-9 at the start, of those who ended', depression.first, 13.4, 5.8],
      ['PHQ-9 at the end', depression.last, 9.8, 5.9],
      ['GAD-7 at the start, of all', started.anxiety, 11.2, 5.1],
      ['GAD-7 at the start, of those who ended', anxiety.first, 11.2, 5.1],
      ['GAD-7 at the end', anxiety.last, 8, 5.4],
    ] as const
    for (const [name, spread, mean, deviation] of spreads) {
      expect(Math.abs((meanOf(spread) ?? 0) - mean), `mean of ${name}`).toBeLessThanOrEqual(1)
      const between = Math.abs((deviationOf(spread) ?? 0) - deviation)
      expect(between, `deviation of ${name}`).toBeLessThanOrEqual(1)
    }
    for (const spread of [started.depression, started.anxiety]) {
      expect(Math.min(...spread.keys())).toBeLessThanOrEqual(4)
      expect(Math.max(...spread.keys())).toBeGreaterThanOrEqual(20)
    }
  })

  test('has people of every ethnic group and gender, some who declined and some not asked', async () => {
    const share = async (where: string) =>
      (await count(`select count(*) as count from patient where ${where}`)) /
      (await count('select count(*) as count from patient'))
    const { genderIdentity, ethnicCategory } = app.runtime.content.characteristics
    for (const { id } of ethnicCategory.groups) {
      const codes = ethnicCategory.answers.filter(({ group }) => group === id)
      const list = codes.map(({ code }) => `'${code}'`).join()
      expect(await share(`ethnic_category in (${list})`), id).toBeGreaterThan(0)
    }
    // As in the services of England, most are White and more are women, though less so here.
    expect(await share(`ethnic_category in ('A', 'B', 'C')`)).toBeGreaterThan(0.55)
    expect(await share(`gender_identity = '2'`)).toBeGreaterThan(
      await share(`gender_identity = '1'`),
    )
    for (const { code } of genderIdentity.answers) {
      expect(await share(`gender_identity = '${code}'`), code).toBeGreaterThan(0)
    }
    for (const absent of [`ethnic_category = 'Z'`, `ethnic_category = '99'`]) {
      expect(await share(absent)).toBeGreaterThan(0.03)
      expect(await share(absent)).toBeLessThan(0.1)
    }
    for (const absent of [`gender_identity = 'Z'`, `gender_identity = 'X'`]) {
      expect(await share(absent)).toBeGreaterThan(0.01)
      expect(await share(absent)).toBeLessThan(0.1)
    }
    expect(await share(`gender_identity in ('X', 'Z') and stated_gender <> 'X'`)).toBeGreaterThan(0)
  })

  test('has consents that the people and their staff can open', async () => {
    const { rows } = await app.owner.query<{
      service_id: string
      account_id: string
      id: string
    }>(`select p.service_id, p.account_id, p.id from patient p
        join consent c on c.patient_id = p.id limit 1`)
    const [row] = rows
    if (!row) throw new Error('nobody has consented')
    const serviceId = row.service_id
    const person = await app.as({ serviceId, accountId: row.account_id, isStaff: false })
    for (const path of ['/welcome', '/consent', '/about-you']) {
      expect((await person.get(path)).status, path).toBe(200)
    }
    const peter = await app.owner.query<{ id: string }>(
      `select id from account where display_name = 'Peter Dunn'`,
    )
    const accountId = peter.rows[0]?.id ?? ''
    const administrator = await app.as({ serviceId, accountId, isStaff: true })
    expect((await administrator.get(`/intake/${row.id}`)).status).toBe(200)
  })

  test('holds nobody in treatment without a review, and no positive item 9 without an item', async () => {
    expect(
      await count(`select count(*) as count from course
        where state in ('active', 'paused') and next_review_at is null`),
    ).toBe(0)
    expect(
      await count(`select count(*) as count from instrument_response r
        where instrument_id = 'phq9' and (answers ->> '9')::int > 0
          and not exists (select from safety_item s where s.source_id = r.id)`),
    ).toBe(0)
    expect(
      await count(`select count(*) as count from instrument_response r
        where case when total is null then false
          else total <> (select sum(value::int) from jsonb_each_text(answers)) end`),
    ).toBe(0)
  })

  test('shows what is asked beside the weekly set, at its points', async () => {
    const answered = (form: string, when: string) =>
      count(`select count(*) as count from instrument_response r join course c
        on c.service_id = r.service_id and c.id = r.course_id
        where r.instrument_id = '${form}' and ${when}`)
    const days = (from: string) => `r.submitted_at - c.${from}`
    const early = `${days('started_at')} between interval '3 days' and interval '21 days'`
    const afterEnd = `${days('ended_at')} between interval '0 days' and interval '28 days'`
    for (const [form, when] of [
      ['peq_assessment', early],
      ['hr_sense', `r.submitted_at > c.started_at`],
      ['hr_together', `r.submitted_at > c.started_at`],
      ['peq_treatment', afterEnd],
    ] as const) {
      expect(await answered(form, when), form).toBeGreaterThanOrEqual(20)
      expect(await answered(form, `not (${when})`), form).toBe(0)
    }
    expect(
      await count(`select count(*) as count from instrument_response
        where instrument_id = 'hr_together' and subscores ->> 'could_say' is not null`),
    ).toBeGreaterThanOrEqual(20)
  })

  test('shows somebody with PTSD who is asked its measure, and one who has a pair', async () => {
    const { rows } = await app.owner.query<{ key: string; id: string; therapist: string }>(
      `select p.family_name as key, c.id, a.display_name as therapist from patient p
       join course c on c.patient_id = p.id join account a on a.id = c.therapist_id
       where p.family_name in ('Hesketh', 'Popescu')`,
    )
    const people = new Map(rows.map((row) => [row.key, row]))
    const pages = async (key: string, ...under: string[]) => {
      const { id = '', therapist = '' } = people.get(key) ?? {}
      const browser = await app.as(await staffMember(therapist))
      const read = under.map(async (path) => (await browser.get(`/people/${id}${path}`)).text)
      return Promise.all(read)
    }
    const [record, forms] = await pages('Hesketh', '', '/measures')
    expect(record).toMatch(/PCL-5 \(week\) 39, up 4 since last time ?, 45 at the start/)
    expect(forms).toContain('PCL-5 is the measure of their own problem')
    const [ended] = await pages('Popescu', '')
    expect(ended).toMatch(/PCL-5 24, down 21 since last time ?, 52 at the start/)
  })

  test('shows what was asked for beside the programme, said no to, and put off', async () => {
    const asked = `select count(*) as count from measure_request q
      where exists (select from instrument_response r where r.course_id = q.course_id
        and r.instrument_id = q.instrument_id and r.submitted_at > q.at)`
    expect(await count(asked)).toBeGreaterThanOrEqual(2)
    expect(await count(asked.replace('where exists', 'where not exists'))).toBeGreaterThanOrEqual(1)
    const { rows } = await app.owner.query<{ course_id: string; kind: string; therapist: string }>(
      `select d.course_id, d.kind, a.display_name as therapist from measure_decision d
       join course c on c.id = d.course_id join account a on a.id = c.therapist_id
       where d.instrument_id = 'gad7' or d.kind = 'postponed' order by d.kind`,
    )
    const words = await Promise.all(
      rows.map(async ({ course_id, therapist }) => {
        const browser = await app.as(await staffMember(therapist))
        return (await browser.get(`/people/${course_id}/measures`)).text
      }),
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['declined', 'postponed'])
    expect(words[0]).toContain('It asks the same each time, and nothing changes')
    expect(words[1]).toContain('put off to another day')
    expect(words[1]).toContain('There is too much on at the moment')
  })

  test('has people whose scores ask for a look, decided on, agreed with and still open', async () => {
    const decided = (where: string) =>
      count(`select count(distinct course_id) as count from signal_decision where ${where}`)
    expect(await decided(`decided_role = 'therapist'`)).toBeGreaterThanOrEqual(5)
    expect(await decided('agrees_with is not null')).toBeGreaterThanOrEqual(2)
    const service = await app.runtime.services.all()
    const { rows } = await app.owner.query<{ id: string }>(
      `select id from account where display_name = 'Morag Bell'`,
    )
    const accountId = rows[0]?.id ?? ''
    const serviceId = service[0]?.service.id ?? ''
    const page = await (await app.as({ serviceId, accountId, isStaff: true })).get('/supervision')
    expect(page.text).toMatch(/Scores for review \(\d+\)/)
    expect(page.text).toContain('Nothing decided')
    expect(page.text).toContain('Decided; you have not said yet')
    expect(page.text).toContain('Decided and agreed')
  })

  test('has no two people whose texts are alike', async () => {
    const { people } = await readDemonstration(app.runtime.content)
    const texts = people.map((person) => ({
      key: person.key,
      runs: wordRuns(
        [
          ...person.messages.map(({ text }) => text),
          ...person.entries.flatMap(({ values }) => textsIn(values)),
          ...person.module_ends.map(({ text }) => text ?? ''),
        ].join('\n'),
      ),
    }))
    const alike = texts.flatMap((one, index) =>
      texts.slice(index + 1).flatMap((other) => {
        const share = likeness(one.runs, other.runs)
        return share >= 0.3 ? [`${one.key} and ${other.key}: ${share.toFixed(2)}`] : []
      }),
    )
    expect(alike).toEqual([])
  })

  test('has no two decisions about scores with the same reason', async () => {
    const { rows } = await app.owner.query<{ note: string }>(
      'select note from signal_decision where note is not null',
    )
    const runs = rows.map(({ note }) => wordRuns(note))
    const alike = runs.flatMap((one, index) =>
      runs.slice(index + 1).some((other) => likeness(one, other) >= 0.3) ? [rows[index]?.note] : [],
    )
    expect(alike).toEqual([])
    // The decisions themselves are there to be read.
    expect(await count('select count(*) as count from signal_decision')).toBeGreaterThan(50)
  })

  test('lets a visitor be an invented person, and moves its clock on', async () => {
    const front = await app.stranger().get('/demonstration')
    expect(front.text).toContain('Choose whom to be')
    const visit = await app.stranger().post('/demonstration/be/priya_nair')
    expect(visit.headers.get('set-cookie')).toContain('handrail=')
    const before = await count('select clock_offset_seconds as count from service')
    await app.stranger().post('/demonstration/clock', { by: '7d', back: '/help' })
    expect(await count('select clock_offset_seconds as count from service')).toBe(before + 604_800)
    for (const by of ['-7d', '0d', '9999d', 'x', '']) {
      expect((await app.stranger().post('/demonstration/clock', { by })).status, by).toBe(400)
    }
  })

  test('does not exist in a real service: no front page, no sign-in without a password, no clock', async () => {
    const serviceId = await aService(app, { slug: 'real', host: 'real.test' })
    const headers = { host: 'real.test' }
    expect((await app.stranger().get('/demonstration', headers)).status).toBe(404)
    for (const address of ['/demonstration/be/priya_nair', '/demonstration/clock']) {
      const answer = await app.stranger().post(address, { by: '1d' }, headers)
      expect(answer.status, address).toBe(404)
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    await expect(
      app.owner.query('update service set clock_offset_seconds = 60 where id = $1', [serviceId]),
    ).rejects.toThrow(/check constraint/)
  })

  test('gives the same person the same id on every run', () => {
    expect(idFor('rosa-delgado', 'account')).toBe(idFor('rosa-delgado', 'account'))
    expect(idFor('rosa-delgado', 'account')).not.toBe(idFor('rosa-delgado', 'patient'))
  })
})
