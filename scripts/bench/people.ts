import { createHash } from 'node:crypto'
import pg from 'pg'

/** Fills a migrated database with a service of any size, quickly: shapes of real records, no real prose. */

export interface BenchService {
  serviceId: string
  /** A therapist with about 100 people in treatment. */
  therapist: Visitor
  /** One of their people, with ten weeks of records. */
  patient: Visitor
  courseId: string
  /** People who may each submit forms, for the test of writing. */
  submitters: Visitor[]
}

export interface Visitor {
  cookie: string
  csrf: string
}

const caseload = 100

export async function fillBenchDatabase(ownerUrl: string, people: number): Promise<BenchService> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`set local handrail.people = ${people}`)
    for (const step of steps(people)) await client.query(step)
    await client.query('commit')
    await client.query('analyze')
    return await findVisitors(client)
  } finally {
    await client.end()
  }
}

const id = (kind: string, number: string) =>
  `(md5('${kind}' || ':' || ${number})::uuid)`
const service = `(md5('service')::uuid)`
const course = (number = 'n') => id('course', number)
const week = (w = 'w') => `now() - make_interval(weeks => 10 - ${w})`

function steps(people: number): string[] {
  const everyone = `generate_series(1, ${people}) n`
  const weekly = `${everyone}, generate_series(0, 9) w`
  return [
    `insert into service (id, slug, name, created_at) values (${service}, 'bench', 'Bench Talking Therapies', now())`,
    `insert into account (service_id, id, email, display_name, is_staff, created_at)
       select ${service}, ${id('therapist', 't')}, 'therapist' || t || '@example.org', 'Therapist ' || t, true, now()
       from generate_series(0, ${Math.floor(people / caseload)}) t`,
    `insert into account_role (service_id, account_id, role, granted_at)
       select ${service}, id, 'therapist', now() from account where is_staff`,
    `insert into account (service_id, id, email, display_name, is_staff, created_at)
       select ${service}, ${id('account', 'n')}, 'person' || n || '@example.org', 'Person ' || n, false, now()
       from ${everyone}`,
    `insert into account_role (service_id, account_id, role, granted_at)
       select ${service}, id, 'patient', now() from account where not is_staff`,
    `insert into patient (service_id, id, account_id, given_name, family_name, date_of_birth, email, phone,
         gp_practice, emergency_contact_name, emergency_contact_phone, created_at)
       select ${service}, ${id('patient', 'n')}, ${id('account', 'n')}, 'Person', 'Number ' || n, '1980-01-01',
         'person' || n || '@example.org', '07700 900000', 'Park Road Surgery', 'Someone', '07700 900001', now()
       from ${everyone}`,
    `insert into referral (service_id, id, patient_id, received_on, source, recorded_at)
       select ${service}, ${id('referral', 'n')}, ${id('patient', 'n')}, current_date - 90, 'self', now() from ${everyone}`,
    `insert into course (service_id, id, patient_id, referral_id, programme_id, programme_version, track, therapist_id,
         state, review_weekday, review_time, next_review_at, created_at, started_at)
       select ${service}, ${course()}, ${id('patient', 'n')}, ${id('referral', 'n')}, 'dep', '1.0.0', 'full',
         ${id('therapist', `((n - 1) / ${caseload})`)}, 'active', 1 + n % 5, '17:00',
         now() + interval '30 hours', now() - interval '80 days', now() - interval '70 days'
       from ${everyone}`,
    `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
       select ${service}, md5(k || n || ':' || w)::uuid, ${course()}, 'dep.m' || (w + 1), k,
         ${week()} + make_interval(hours => h), ${id('therapist', '0')}
       from ${everyone}, generate_series(0, 3) w, (values ('released', 0), ('started', 2), ('submitted', 90), ('reviewed', 120)) e(k, h)
       where not (w = 3 and k in ('submitted', 'reviewed'))`,
    `insert into page_visit (service_id, course_id, module_id, section_id, first_at, last_at, done_at)
       select ${service}, ${course()}, 'dep.m' || (w % 4 + 1), 'section-' || w, ${week()}, ${week()}, ${week()}
       from ${weekly}`,
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version, instrument_hash,
         answers, total, entered_by, submitted_at, send_key)
       select ${service}, md5(i || n || ':' || w)::uuid, ${course()}, i, 1, 'bench',
         '{"1":1,"2":2,"3":1,"4":2,"5":1,"6":2,"7":1,"8":1,"9":0}', 9 + (n + w) % 9, ${id('account', 'n')},
         ${week()}, md5(i || n || ':' || w)::uuid
       from ${weekly}, (values ('phq9'), ('gad7')) f(i)`,
    // This week's GAD-7 is done, so that PHQ-9 is the one form that is due.
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version, instrument_hash,
         answers, total, entered_by, submitted_at, send_key)
       select ${service}, md5('today' || n)::uuid, ${course()}, 'gad7', 1, 'bench', '{"1":1}', 7, ${id('account', 'n')},
         now() - interval '1 minute', md5('today' || n)::uuid from ${everyone}`,
    `insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, module_id, status, content, version,
         created_at, updated_at)
       select ${service}, md5('entry' || n || ':' || w || ':' || x)::uuid, ${course()}, 'dep.activity_diary', 1, 'dep.m1',
         'done', jsonb_build_object('date', '2026-10-10', 'slot', 'morning', 'did', 'Walked to the shop and back, number ' || w,
           'mood', w % 10, 'kind', 'routine'), 1, ${week()}, ${week()}
       from ${weekly}, generate_series(1, 3) x`,
    `insert into entry_version (service_id, entry_id, version, status, content, saved_at, saved_by, save_key)
       select service_id, id, 1, status, content, created_at, id, id from entry`,
    `insert into series_point (service_id, course_id, series, entry_id, field_path, at, value)
       select service_id, course_id, 'diary_mood', id, 'mood', created_at, (content ->> 'mood')::numeric from entry`,
    `insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at, send_key)
       select ${service}, md5('m' || p || n || ':' || w)::uuid, ${course()},
         case when p then ${id('account', 'n')} else ${id('therapist', `((n - 1) / ${caseload})`)} end, p,
         case when p then 'message' else 'review' end, repeat('A sentence that somebody wrote. ', 20),
         ${week()} + case when p then interval '0' else interval '1 day' end, md5('m' || p || n || ':' || w)::uuid
       from ${weekly}, (values (true), (false)) s(p)`,
    `insert into message_handling (service_id, message_id, how, at, by)
       select service_id, id, 'answered', sent_at, author_id from message where from_patient and random() < 0.95`,
    `insert into message_receipt (service_id, message_id, reader_id, read_at)
       select service_id, id, author_id, sent_at from message where not from_patient`,
    `insert into review (service_id, id, course_id, how, at, by, send_key)
       select ${service}, md5('r' || n || ':' || w)::uuid, ${course()}, 'written', ${week()} + interval '1 day',
         ${id('therapist', '0')}, md5('r' || n || ':' || w)::uuid from ${weekly}`,
    `insert into time_entry (service_id, id, course_id, account_id, activity, worked_on, measured_seconds, minutes, at)
       select service_id, id, course_id, by, 'review', at::date, 600, 10, at from review`,
    `insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, raised_at, raised_by, owner_id,
         clock_step, due_at)
       select ${service}, md5('s' || n)::uuid, ${course()}, ${id('patient', 'n')}, 'phq9_item9', md5('s' || n)::uuid, now(),
         ${id('account', 'n')}, ${id('therapist', `((n - 1) / ${caseload})`)}, 'contact', now() + interval '3 hours'
       from ${everyone} where n % 50 = 3`,
    `insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, raised_at, raised_by, owner_id,
         clock_step, due_at, closed_at)
       select ${service}, md5('sc' || n)::uuid, ${course()}, ${id('patient', 'n')}, 'phq9_item9', md5('sc' || n)::uuid,
         now() - interval '30 days', ${id('account', 'n')}, ${id('therapist', '0')}, 'contact', now() - interval '29 days',
         now() - interval '29 days' from ${everyone} where n % 10 = 1`,
    `insert into session (service_id, token_hash, account_id, kind, csrf_token, signed_in_at, last_seen_at, expires_at,
         second_factor_at)
       select service_id, sha256(('token-' || id)::bytea), id, case when is_staff then 'staff' else 'patient' end,
         md5('csrf' || id), now(), now(), now() + interval '10 hours', now()
       from account where is_staff or display_name in (select 'Person ' || g from generate_series(1, 1600) g)`,
  ]
}

async function findVisitors(client: pg.Client): Promise<BenchService> {
  const uuid = (text: string) => {
    const hex = createHash('md5').update(text).digest('hex')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  const visitor = (accountId: string): Visitor => ({
    cookie: `handrail=token-${accountId}`,
    csrf: createHash('md5').update(`csrf${accountId}`).digest('hex'),
  })
  const { rows } = await client.query<{ n: number }>(`select count(*) as n from patient`)
  const submitters = Math.min(1500, Number(rows[0]?.n ?? 0) - 1)
  return {
    serviceId: uuid('service'),
    therapist: visitor(uuid('therapist:0')),
    patient: visitor(uuid('account:1')),
    courseId: uuid('course:1'),
    submitters: Array.from({ length: submitters }, (_, index) => visitor(uuid(`account:${index + 2}`))),
  }
}
