-- A service of any size for `npm run bench`: shapes of real records, no real prose.
-- handrail.people says how many people; each therapist has a hundred. Everybody has ten weeks of records, but the first
-- person has fourteen, which fill all that a page shows of the past, and the second a year more than the first.

-- As after a restore: what triggers would say row by row is said once, at the end.
set local session_replication_role = replica;

create function pg_temp.first_week(n integer) returns integer language sql immutable
  as $$ select case n when 1 then -4 when 2 then -56 else 0 end $$;

-- Scores go around every nine weeks; those of the two whose histories are compared get better at first and then stay,
-- so that what the rules say of them is the same, and their pages differ by their history alone.
create function pg_temp.score(n integer, week integer) returns integer language sql immutable
  as $$ select case when n < 3 then greatest(5, 18 - 2 * (week - pg_temp.first_week(n))) else 9 + (n + week) % 9 end $$;

insert into service (id, slug, name, created_at) values ((md5('service')::uuid), 'bench', 'Bench Talking Therapies', now());

insert into account (service_id, id, email, display_name, is_staff, created_at)
  select (md5('service')::uuid), (md5('therapist' || ':' || t)::uuid), 'therapist' || t || '@example.org', 'Therapist ' || t, true, now()
  from generate_series(0, current_setting('handrail.people')::int / 100) t;

insert into account_role (service_id, account_id, role, granted_at)
  select (md5('service')::uuid), id, 'therapist', now() from account where is_staff;

insert into account (service_id, id, email, display_name, is_staff, created_at)
  select (md5('service')::uuid), (md5('account' || ':' || n)::uuid), 'person' || n || '@example.org', 'Person ' || n, false, now()
  from generate_series(1, current_setting('handrail.people')::int) n;

insert into account_role (service_id, account_id, role, granted_at)
  select (md5('service')::uuid), id, 'patient', now() from account where not is_staff;

insert into patient (service_id, id, account_id, given_name, family_name, date_of_birth, email, phone,
    gp_practice, emergency_contact_name, emergency_contact_phone, created_at)
  select (md5('service')::uuid), (md5('patient' || ':' || n)::uuid), (md5('account' || ':' || n)::uuid), 'Person', 'Number ' || n, '1980-01-01',
    'person' || n || '@example.org', '07700 900000', 'Park Road Surgery', 'Someone', '07700 900001', now()
  from generate_series(1, current_setting('handrail.people')::int) n;

insert into referral (service_id, id, patient_id, received_on, source, recorded_at)
  select (md5('service')::uuid), (md5('referral' || ':' || n)::uuid), (md5('patient' || ':' || n)::uuid),
    (now() - interval '17 days' - make_interval(weeks => 10 - pg_temp.first_week(n)))::date, 'self', now() from generate_series(1, current_setting('handrail.people')::int) n;

insert into course (service_id, id, patient_id, referral_id, programme_id, programme_version, track, therapist_id,
    state, review_weekday, review_time, next_review_at, created_at, started_at)
  select (md5('service')::uuid), (md5('course' || ':' || n)::uuid), (md5('patient' || ':' || n)::uuid), (md5('referral' || ':' || n)::uuid), 'dep', '1.0.0', 'full',
    (md5('therapist' || ':' || ((n - 1) / 100))::uuid), 'active', 1 + n % 5, '17:00',
    now() + interval '30 hours', now() - interval '10 days' - make_interval(weeks => 10 - pg_temp.first_week(n)),
    now() - make_interval(weeks => 10 - pg_temp.first_week(n))
  from generate_series(1, current_setting('handrail.people')::int) n;

insert into module_event (service_id, id, course_id, module_id, kind, at, by)
  select (md5('service')::uuid), md5(k || n || ':' || w)::uuid, (md5('course' || ':' || n)::uuid), 'dep.m' || (w + 1), k,
    now() - make_interval(weeks => 10 - w) + make_interval(hours => h), (md5('therapist' || ':' || 0)::uuid)
  from generate_series(1, current_setting('handrail.people')::int) n, generate_series(0, 3) w, (values ('released', 0), ('started', 2), ('submitted', 90), ('reviewed', 120)) e(k, h)
  where not (w = 3 and k in ('submitted', 'reviewed'));

insert into page_visit (service_id, course_id, module_id, section_id, first_at, last_at, done_at)
  select (md5('service')::uuid), (md5('course' || ':' || n)::uuid), 'dep.m' || (w % 4 + 1), 'section-' || w, now() - make_interval(weeks => 10 - w), now() - make_interval(weeks => 10 - w), now() - make_interval(weeks => 10 - w)
  from generate_series(1, current_setting('handrail.people')::int) n, generate_series(0, 9) w;

insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version, instrument_hash,
    answers, total, entered_by, submitted_at, send_key)
  select (md5('service')::uuid), md5(i || n || ':' || w)::uuid, (md5('course' || ':' || n)::uuid), i, 1, 'bench',
    '{"1":1,"2":2,"3":1,"4":2,"5":1,"6":2,"7":1,"8":1,"9":0}', pg_temp.score(n, w), (md5('account' || ':' || n)::uuid),
    now() - make_interval(weeks => 10 - w), md5(i || n || ':' || w)::uuid
  from generate_series(1, current_setting('handrail.people')::int) n, generate_series(pg_temp.first_week(n), 9) w, (values ('phq9'), ('gad7')) f(i);

insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version, instrument_hash,
    answers, total, entered_by, submitted_at, send_key)
  select (md5('service')::uuid), md5('today' || n)::uuid, (md5('course' || ':' || n)::uuid), 'gad7', 1, 'bench', '{"1":1}', 7, (md5('account' || ':' || n)::uuid),
    now() - interval '1 minute', md5('today' || n)::uuid from generate_series(1, current_setting('handrail.people')::int) n;

insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, module_id, status, content, version,
    created_at, updated_at)
  select (md5('service')::uuid), md5('entry' || n || ':' || w || ':' || x)::uuid, (md5('course' || ':' || n)::uuid), 'dep.activity_diary', 1, 'dep.m1',
    'done', jsonb_build_object('date', '2026-10-10', 'slot', 'morning', 'did', 'Walked to the shop and back, number ' || w,
      'mood', (w + 60) % 10, 'kind', 'routine'), 1, now() - make_interval(weeks => 10 - w), now() - make_interval(weeks => 10 - w)
  from generate_series(1, current_setting('handrail.people')::int) n, generate_series(pg_temp.first_week(n), 9) w, generate_series(1, 3) x;

-- Two goals each: the review looks for worksheets by name among all that was written.
insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, module_id, status, content, version,
    created_at, updated_at)
  select (md5('service')::uuid), md5('goal' || n || ':' || g)::uuid, (md5('course' || ':' || n)::uuid), 'common.goal', 2, 'dep.m1',
    'done', jsonb_build_object('goal', 'Something to be able to do, number ' || g, 'first_step', 'A small step this week', 'now_rating', g + 2), 1,
    now() - make_interval(weeks => 10 - pg_temp.first_week(n)), now() - make_interval(weeks => 10 - pg_temp.first_week(n))
  from generate_series(1, current_setting('handrail.people')::int) n, generate_series(1, 2) g;

insert into entry_version (service_id, entry_id, version, status, content, saved_at, saved_by, save_key)
  select e.service_id, e.id, 1, e.status, e.content, e.created_at, p.account_id, e.id from entry e
    join course c on c.service_id = e.service_id and c.id = e.course_id
    join patient p on p.service_id = c.service_id and p.id = c.patient_id;

insert into series_point (service_id, course_id, series, entry_id, field_path, at, value)
  select service_id, course_id, 'diary_mood', id, 'mood', created_at, (content ->> 'mood')::numeric from entry where content ? 'mood'
  union all
  select service_id, course_id, 'goal_rating', id, 'now_rating', created_at, (content ->> 'now_rating')::numeric from entry where content ? 'now_rating';

insert into message (service_id, id, course_id, author_id, from_patient, kind, body, sent_at, send_key)
  select (md5('service')::uuid), md5('m' || p || n || ':' || w)::uuid, (md5('course' || ':' || n)::uuid),
    case when p then (md5('account' || ':' || n)::uuid) else (md5('therapist' || ':' || ((n - 1) / 100))::uuid) end, p,
    case when p then 'message' else 'review' end, repeat('A sentence that somebody wrote. ', 20),
    now() - make_interval(weeks => 10 - w) + case when p then interval '0' else interval '1 day' end, md5('m' || p || n || ':' || w)::uuid
  from generate_series(1, current_setting('handrail.people')::int) n, generate_series(pg_temp.first_week(n), 9) w, (values (true), (false)) s(p);

insert into message_handling (service_id, message_id, course_id, how, at, by)
  select service_id, id, course_id, 'answered', sent_at, author_id from message m where from_patient and (
    -- The two whose histories are compared have the same to answer.
    (random() < 0.5 and course_id not in (md5('course:1')::uuid, md5('course:2')::uuid)) or exists (
    select from message later where later.course_id = m.course_id and later.from_patient and later.sent_at > m.sent_at));

insert into message_receipt (service_id, message_id, reader_id, read_at)
  select service_id, id, author_id, sent_at from message where not from_patient
  union all
  select m.service_id, m.id, c.therapist_id, m.sent_at + interval '1 day' from message m
    join message_handling h on h.service_id = m.service_id and h.message_id = m.id
    join course c on c.service_id = m.service_id and c.id = m.course_id;

insert into review (service_id, id, course_id, how, at, by, send_key)
  select (md5('service')::uuid), md5('r' || n || ':' || w)::uuid, (md5('course' || ':' || n)::uuid), 'written', now() - make_interval(weeks => 10 - w) + interval '1 day',
    (md5('therapist' || ':' || 0)::uuid), md5('r' || n || ':' || w)::uuid from generate_series(1, current_setting('handrail.people')::int) n, generate_series(pg_temp.first_week(n), 9) w;

-- Whoever writes a review has the record open.
insert into record_look (service_id, course_id, account_id, at)
  select c.service_id, c.id, c.therapist_id, max(r.at) from course c
    join review r on r.service_id = c.service_id and r.course_id = c.id
  group by c.service_id, c.id, c.therapist_id;

insert into time_entry (service_id, id, course_id, account_id, activity, worked_on, measured_seconds, minutes, at)
  select service_id, id, course_id, by, 'review', at::date, 600, 10, at from review;

insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, raised_at, raised_by, owner_id,
    clock_step, due_at)
  select (md5('service')::uuid), md5('s' || n)::uuid, (md5('course' || ':' || n)::uuid), (md5('patient' || ':' || n)::uuid), 'phq9_item9', md5('s' || n)::uuid, now(),
    (md5('account' || ':' || n)::uuid), (md5('therapist' || ':' || ((n - 1) / 100))::uuid), 'contact', now() + interval '3 hours'
  from generate_series(1, current_setting('handrail.people')::int) n where n % 50 = 3;

insert into safety_item (service_id, id, course_id, patient_id, trigger, source_id, raised_at, raised_by, owner_id,
    clock_step, due_at, closed_at)
  select (md5('service')::uuid), md5('sc' || n)::uuid, (md5('course' || ':' || n)::uuid), (md5('patient' || ':' || n)::uuid), 'phq9_item9', md5('sc' || n)::uuid,
    now() - interval '30 days', (md5('account' || ':' || n)::uuid), (md5('therapist' || ':' || 0)::uuid), 'contact', now() - interval '29 days',
    now() - interval '29 days' from generate_series(1, current_setting('handrail.people')::int) n where n % 10 = 1;

insert into session (service_id, token_hash, account_id, kind, csrf_token, signed_in_at, last_seen_at, expires_at,
    second_factor_at)
  select service_id, sha256(('token-' || id)::bytea), id, case when is_staff then 'staff' else 'patient' end,
    md5('csrf' || id), now(), now(), now() + interval '10 hours', now()
  from account where is_staff or display_name in (select 'Person ' || g from generate_series(1, 1600) g);

insert into course_stamp (service_id, course_id, stamp) select service_id, id, gen_random_uuid() from course;
