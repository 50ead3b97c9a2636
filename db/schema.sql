-- Handrail: every table, by capability. Written to be read.
--
-- Rules that hold everywhere
--   * Every table carries service_id, first in its key. A service (tenant) sees only its own rows: row-level security
--     (at the end of this file) stands behind the conditions in the code.
--   * Ids are UUIDv7 made by the application: unguessable in a URL, kind to an index.
--   * Times are timestamptz and come from the application's clock (ctx.now), never from now() in the database.
--   * What happened is a row. Responses, releases, reviews and messages are never updated; a correction is a new row.
--   * The application connects as a member of handrail_app, which owns nothing and cannot bypass row-level security.

create function current_service() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('handrail.service_id', true), '')::uuid $$;

-- ---------------------------------------------------------------------------------------------------- services, people

create table service (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null,
  host text unique,
  time_zone text not null default 'Europe/London',
  settings jsonb not null default '{}',
  is_demonstration boolean not null default false,
  clock_offset_seconds bigint not null default 0 check (clock_offset_seconds = 0 or is_demonstration),
  wording_stamp integer not null default 0,
  created_at timestamptz not null,
  logo jsonb
);
comment on table service is 'One organisation that runs Handrail. Its clock can be moved only in a demonstration.';

create table account (
  service_id uuid not null references service,
  id uuid not null,
  email text not null check (email = lower(email)),
  display_name text not null,
  is_staff boolean not null,
  job_title text,
  qualification text,
  password_hash text,
  password_set_at timestamptz,
  totp_secret_sealed text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (service_id, id),
  unique (service_id, email)
);
comment on table account is 'Somebody who can sign in. totp_last_step stops a code from being used twice.';

create table service_logo (
  service_id uuid not null references service,
  id uuid not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (length(bytes) between 1 and 20480),
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  primary key (service_id, id),
  foreign key (service_id, uploaded_by) references account
);
comment on table service_logo is 'Pictures that a service uploaded. Served while service.logo names one; small, because every page carries it.';

create table account_role (
  service_id uuid not null,
  account_id uuid not null,
  role text not null check (role in
    ('patient', 'therapist', 'supervisor', 'duty_clinician', 'administrator', 'service_lead', 'content_lead', 'safety_lead')),
  granted_at timestamptz not null,
  granted_by uuid,
  primary key (service_id, account_id, role),
  foreign key (service_id, account_id) references account
);
create index account_role_for_safety on account_role (service_id, role) where role in ('duty_clinician', 'supervisor');
comment on table account_role is 'Which roles an account holds. What a role may do is in accounts/permissions.ts.';

create table supervision_link (
  service_id uuid not null,
  supervisor_id uuid not null,
  therapist_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (service_id, supervisor_id, therapist_id, since),
  foreign key (service_id, supervisor_id) references account,
  foreign key (service_id, therapist_id) references account
);
create index supervision_link_by_therapist on supervision_link (service_id, therapist_id) where until is null;
comment on table supervision_link is 'Which supervisor answers for which therapist, and from when.';

create table session (
  service_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  kind text not null check (kind in ('patient', 'staff')),
  acting_role text,
  csrf_token text not null,
  signed_in_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor_at timestamptz,
  shared_device boolean not null default false,
  primary key (service_id, token_hash),
  foreign key (service_id, account_id) references account
);
create index session_by_account on session (service_id, account_id);
comment on table session is
  'A signed-in browser. Only the hash of its token is kept. Its times are real time, also in a demonstration.';

create table invitation (
  service_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  purpose text not null check (purpose in ('invite', 'reset')),
  token_hash bytea not null,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (service_id, id),
  unique (service_id, token_hash),
  foreign key (service_id, account_id) references account
);
create index invitation_by_account on invitation (service_id, account_id);
comment on table invitation is 'A single-use link to set a password: a first invitation, or a reset.';

create table sign_in_attempt (
  service_id uuid not null references service,
  id uuid not null,
  subject_hash bytea not null,
  address_hash bytea not null,
  at timestamptz not null,
  succeeded boolean not null,
  primary key (service_id, id)
);
create index sign_in_attempt_by_subject on sign_in_attempt (service_id, subject_hash, at);
create index sign_in_attempt_by_address on sign_in_attempt (service_id, address_hash, at);
comment on table sign_in_attempt is 'Counted to slow guessing, by account and by address; both kept only as keyed hashes.';

-- ------------------------------------------------------------------------------------------ patients, referral, course

create table patient (
  service_id uuid not null references service,
  id uuid not null,
  account_id uuid,
  given_name text not null,
  family_name text not null,
  preferred_name text,
  pronouns text,
  date_of_birth date,
  gender_identity text not null default 'X' check (gender_identity in ('1', '2', '3', '4', 'X', 'Z')),
  stated_gender text not null default 'X' check (stated_gender in ('1', '2', '9', 'X')),
  ethnic_category text not null default '99' check (ethnic_category in
    ('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'Z', '99')),
  email text,
  phone text,
  may_leave_voicemail boolean not null default false,
  second_phone text,
  contact_notes text,
  gp_practice text,
  gp_phone text,
  emergency_contact_name text,
  emergency_contact_relation text,
  emergency_contact_phone text,
  location_note text,
  created_at timestamptz not null,
  primary key (service_id, id),
  unique (service_id, account_id),
  foreign key (service_id, account_id) references account
);
comment on table patient is
  'Who receives treatment. Details are as last given; who changed them and when is in the audit. Of gender_identity and ethnic_category X and 99 say "not asked", Z "asked, and declined"; stated_gender is what a referral said.';

create table referral (
  service_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  received_on date not null,
  source text not null check (source in ('self', 'gp', 'other')),
  presenting_problem text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (service_id, id),
  foreign key (service_id, patient_id) references patient
);
create index referral_by_patient on referral (service_id, patient_id);
comment on table referral is 'A request for help.';

create table assessment (
  service_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  referral_id uuid not null,
  decision text not null check (decision in ('offer_programme', 'other_care', 'not_suitable')),
  problem_descriptor text,
  programme_id text,
  reasons text not null,
  safety_summary text not null,
  alternatives_discussed text,
  decided_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (service_id, id),
  foreign key (service_id, patient_id) references patient,
  foreign key (service_id, referral_id) references referral,
  foreign key (service_id, recorded_by) references account
);
create index assessment_by_patient on assessment (service_id, patient_id);
comment on table assessment is 'A clinician''s recorded decision. Nobody starts treatment without one that offers a programme.';

create table consent (
  service_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  consent_version integer not null,
  statements jsonb not null,
  given_at timestamptz not null,
  recorded_by uuid not null,
  withdrawn_at timestamptz,
  primary key (service_id, id),
  foreign key (service_id, patient_id) references patient
);
create index consent_by_patient on consent (service_id, patient_id, given_at);
comment on table consent is 'What the person agreed to, in which version, given by themselves or recorded by staff.';

create table course (
  service_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  referral_id uuid not null,
  programme_id text not null,
  programme_version text not null,
  track text not null,
  therapist_id uuid not null,
  state text not null check (state in ('preparing', 'active', 'paused', 'ended')),
  review_weekday smallint check (review_weekday between 1 and 7),
  review_time time,
  next_review_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  profile text,
  primary key (service_id, id),
  foreign key (service_id, patient_id) references patient,
  foreign key (service_id, referral_id) references referral,
  foreign key (service_id, therapist_id) references account,
  constraint nobody_in_treatment_without_a_next_review check
    (state not in ('active', 'paused') or (next_review_at is not null and review_weekday is not null)),
  constraint started_before_treatment check (state in ('preparing', 'ended') or started_at is not null),
  constraint ended_has_a_time check ((state = 'ended') = (ended_at is not null))
);
create unique index one_open_course_a_patient on course (service_id, patient_id) where state <> 'ended';
create index course_by_therapist on course (service_id, therapist_id, state);
create index course_by_patient on course (service_id, patient_id);
create index course_by_next_review on course (service_id, next_review_at) where state in ('active', 'paused');
create index course_by_end on course (service_id, ended_at, id) where state = 'ended';
create index course_by_referral on course (service_id, referral_id);
comment on table course is
  'A course of treatment. The current state stands here so that the database itself can refuse a person in treatment '
  'without a next review; how it came about is in course_event.';

create table course_event (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  kind text not null check (kind in ('created', 'started', 'paused', 'resumed', 'extended', 'therapist_changed',
    'track_changed', 'review_day_changed', 'next_review_set', 'ended', 'reopened', 'follow_up_closed',
    'profile_changed')),
  at timestamptz not null,
  by uuid,
  reason text,
  detail jsonb not null default '{}',
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index course_event_by_course on course_event (service_id, course_id, at);
comment on table course_event is 'Everything that happened to a course: who, when, why; by nobody where a clock did it. An ending holds its national code.';

create table module_event (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  module_id text not null,
  kind text not null check (kind in ('released', 'held', 'reopened', 'skipped', 'offered', 'accepted', 'declined',
    'started', 'submitted', 'reviewed')),
  at timestamptz not null,
  by uuid not null,
  reason text,
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index module_event_by_course on module_event (service_id, course_id, at);
create index module_event_submitted on module_event (service_id, course_id, at) include (module_id) where kind = 'submitted';
comment on table module_event is 'What became of each module; its state is worked out from these by clinical/release.ts.';

create table suggestion_decision (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  suggestion_id text not null,
  programme_version text not null,
  since timestamptz not null,
  decision text not null check (decision in ('accepted', 'put_away')),
  reason text check (length(reason) between 1 and 1000),
  decided_by uuid not null,
  at timestamptz not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key, suggestion_id),
  constraint put_away_for_a_reason check (decision <> 'put_away' or reason is not null),
  foreign key (service_id, course_id) references course,
  foreign key (service_id, decided_by) references account
);
create index suggestion_decision_by_course on suggestion_decision (service_id, course_id, at);
comment on table suggestion_decision is
  'What a therapist decided about a line of the programme: done as it says, or put away for a reason. since is when it began to stand.';

create table page_visit (
  service_id uuid not null,
  course_id uuid not null,
  module_id text not null,
  section_id text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  done_at timestamptz,
  primary key (service_id, course_id, module_id, section_id),
  foreign key (service_id, course_id) references course
);
create index page_visit_by_time on page_visit (service_id, course_id, last_at);
comment on table page_visit is 'How far a person has read, to the page.';

create table module_end (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  module_id text not null,
  usefulness smallint check (usefulness between 0 and 10),
  message_id uuid,
  at timestamptz not null,
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index module_end_by_course on module_end (service_id, course_id, at);
comment on table module_end is 'What a person said when they finished a module.';

create table part_answer (
  service_id uuid not null,
  course_id uuid not null,
  module_id text not null,
  block_id text not null,
  answer jsonb not null,
  tries integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (service_id, course_id, module_id, block_id),
  foreign key (service_id, course_id) references course
);
comment on table part_answer is 'The latest answer to a check, a card sort or a choice of path. Never a score of the person.';

-- ---------------------------------------------------------------------------------------------------- entries, practice

create table entry (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  worksheet_id text not null,
  worksheet_version integer not null,
  module_id text,
  block_id text,
  status text not null check (status in ('draft', 'planned', 'done', 'not_done', 'archived')),
  stage text,
  about_at timestamptz,
  content jsonb not null,
  version integer not null check (version >= 1),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index entry_by_worksheet on entry (service_id, course_id, worksheet_id, created_at);
create index entry_by_change on entry (service_id, course_id, updated_at);
comment on table entry is
  'What a person wrote in a worksheet: one row of it, or the whole form. The latest version stands here; all are in entry_version.';

create table entry_version (
  service_id uuid not null,
  entry_id uuid not null,
  version integer not null,
  status text not null,
  stage text,
  content jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  save_key uuid not null,
  beside integer,
  settles integer,
  primary key (service_id, entry_id, version),
  foreign key (service_id, entry_id) references entry
);
create unique index entry_version_once on entry_version (service_id, save_key);
comment on table entry_version is
  'Every saved version. save_key makes a repeated save (a retry, a second click) one save. beside: it met this version, saved meanwhile elsewhere, and was kept next to it; settles: it says which of the two is kept.';

create table entry_comment (
  service_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  field_id text,
  entry_version integer not null,
  author_id uuid not null,
  body text not null,
  at timestamptz not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, entry_id) references entry
);
create index entry_comment_by_entry on entry_comment (service_id, entry_id, at);
comment on table entry_comment is 'A comment beside an entry, or beside one field of it.';

create table entry_comment_receipt (
  service_id uuid not null,
  comment_id uuid not null,
  reader_id uuid not null,
  read_at timestamptz not null,
  primary key (service_id, comment_id, reader_id),
  foreign key (service_id, comment_id) references entry_comment
);
comment on table entry_comment_receipt is 'Who opened a comment beside an entry, and when first.';

create table diary_reminder (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  worksheet_id text not null,
  at_time text not null check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  first_on date not null,
  last_on date not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  ended_how text check (ended_how in ('on_page', 'by_mail', 'changed')),
  primary key (service_id, id),
  constraint ends_after_it_begins check (last_on >= first_on),
  constraint ended_somehow check ((ended_at is null) = (ended_how is null)),
  foreign key (service_id, course_id) references course
);
create unique index diary_reminder_one_each on diary_reminder (service_id, course_id, worksheet_id) where ended_at is null;
create index diary_reminder_by_time on diary_reminder (service_id, last_on, at_time) where ended_at is null;
comment on table diary_reminder is
  'A person asked to be reminded of a diary, daily at this time of the service''s clock, from first_on to last_on. Asking again, or at another time, is a new row; what was sent is in outbox_mail.';

create table series_point (
  service_id uuid not null,
  course_id uuid not null,
  series text not null,
  entry_id uuid not null,
  field_path text not null,
  at timestamptz not null,
  value numeric not null,
  label text,
  primary key (service_id, course_id, series, entry_id, field_path),
  foreign key (service_id, course_id) references course
);
create index series_point_by_time on series_point (service_id, course_id, series, at);
comment on table series_point is 'Numbers that a person gave in worksheets, for their charts. Rebuilt from the entry at each save.';

create table practice_task (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  origin text not null check (origin in ('module', 'therapist')),
  module_id text,
  block_id text,
  title text not null,
  instruction text not null default '',
  tiny text,
  worksheet_id text,
  times integer not null default 1 check (times between 1 and 50),
  due_on date,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (service_id, id),
  unique (service_id, course_id, module_id, block_id),
  foreign key (service_id, course_id) references course
);
create index practice_task_by_course on practice_task (service_id, course_id, set_at);
comment on table practice_task is 'Practice between modules, set by a module or by the therapist.';

create table practice_event (
  service_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  kind text not null check (kind in ('did', 'not_done', 'carried_over', 'withdrawn')),
  reason text,
  note text,
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, task_id) references practice_task
);
create index practice_event_by_task on practice_event (service_id, task_id, at);
create index practice_event_by_person on practice_event (service_id, by, at);
comment on table practice_event is 'What became of practice. Not done is information, never a failure.';

-- ------------------------------------------------------------------------------------------------------------ measures

create table instrument_response (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  instrument_id text not null,
  instrument_version integer not null,
  instrument_hash text not null,
  answers jsonb not null,
  extra jsonb not null default '{}',
  total double precision,
  entered_by uuid not null,
  mode text not null default 'online' check (mode in ('online', 'link', 'telephone', 'paper')),
  started_at timestamptz,
  submitted_at timestamptz not null,
  entered_at timestamptz,
  send_key uuid not null,
  subscores jsonb not null default '{}',
  declined_items integer[] not null default '{}',
  wording_hash text,
  left_items integer[],
  primary key (service_id, id),
  unique (service_id, send_key, instrument_id),
  constraint entered_after_it_was_filled_in check (entered_at >= submitted_at),
  foreign key (service_id, course_id) references course
);
create index instrument_response_by_course on instrument_response (service_id, course_id, instrument_id, submitted_at desc)
  include (total, mode);
comment on table instrument_response is 'One completed questionnaire, item by item, with the version it was made with.';
comment on column instrument_response.declined_items is 'Items that the person said they would rather not answer.';
comment on column instrument_response.left_items is
  'Items that were asked and left empty. Null where the two were not told apart yet: then declined_items holds both.';
comment on column instrument_response.wording_hash is
  'Hash of the service''s own wording pack; null where the words were the instrument''s own.';

create table instrument_draft (
  service_id uuid not null,
  course_id uuid not null,
  instrument_id text not null,
  answers jsonb not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (service_id, course_id, instrument_id),
  foreign key (service_id, course_id) references course
);
comment on table instrument_draft is 'A questionnaire in the middle: nothing is lost, and a safety answer in it already counts.';

create table answer_link (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  replaced_at timestamptz,
  used_at timestamptz,
  used_key uuid,
  save_count integer not null default 0,
  primary key (service_id, id),
  unique (service_id, token_hash),
  constraint used_by_one_sending check ((used_at is null) = (used_key is null)),
  foreign key (service_id, course_id) references course
);
create index answer_link_by_course on answer_link (service_id, course_id, created_at);
comment on table answer_link is
  'A single-use link to answer the forms that are due without signing in. Only a hash of its token is kept; it is used up when the set is sent. Its times are real time, as an invitation''s are.';

create table wording_pack (
  service_id uuid not null references service,
  id uuid not null,
  instrument_id text not null,
  instrument_version integer not null,
  language text not null,
  wording jsonb not null,
  wording_hash text not null check (length(wording_hash) = 64),
  licence_statement text not null,
  licence_confirmed_by text not null,
  licence_confirmed_on date not null,
  imported_at timestamptz not null,
  imported_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  replaced_by uuid,
  primary key (service_id, id),
  foreign key (service_id, imported_by) references account,
  foreign key (service_id, withdrawn_by) references account,
  foreign key (service_id, replaced_by) references wording_pack deferrable initially deferred,
  constraint withdrawn_with_a_reason check ((withdrawn_at is null) = (withdrawn_reason is null)),
  constraint replaced_is_withdrawn check (replaced_by is null or withdrawn_at is not null)
);
create unique index one_wording_pack_in_use on wording_pack (service_id, instrument_id) where withdrawn_at is null;
create index wording_pack_by_hash on wording_pack (service_id, instrument_id, wording_hash);
comment on table wording_pack is
  'Wording of a questionnaire that the service is licensed for: who confirmed the licence, and when. Never changed; an old one stays, so that a response can be shown in the words it was answered in. imported_by is empty when it came by command.';

create table licence_check (
  service_id uuid not null references service,
  id uuid not null,
  instrument_id text not null,
  checked_by text not null,
  checked_on date not null,
  seen_at text not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  primary key (service_id, id),
  foreign key (service_id, recorded_by) references account,
  foreign key (service_id, withdrawn_by) references account,
  constraint switched_off_with_a_reason check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create unique index one_licence_check_in_use on licence_check (service_id, instrument_id) where withdrawn_at is null;
comment on table licence_check is
  'Somebody opened the page of a questionnaire''s owner and found that it may be used. Without one it stays switched off.';

create table instrument_verification (
  service_id uuid not null references service,
  id uuid not null,
  instrument_id text not null,
  instrument_version integer not null,
  what text not null check (what in ('caseness', 'reliable_change', 'bands', 'scoring')),
  op text check (op in ('>=', '>')),
  value double precision,
  form_items integer,
  source text not null check (length(source) between 4 and 500),
  verified_by_name text not null,
  verified_by_role text not null,
  verified_on date not null,
  valid_from date not null,
  verified_by uuid not null,
  recorded_at timestamptz not null,
  send_key uuid not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, verified_by) references account,
  foreign key (service_id, withdrawn_by) references account,
  constraint thresholds_have_a_value check ((what in ('caseness', 'reliable_change')) = (value is not null) and (value is null) = (op is null)),
  constraint only_scoring_names_a_form check (form_items is null or what = 'scoring'),
  constraint verification_withdrawn_with_a_reason check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index instrument_verification_by_instrument on instrument_verification (service_id, instrument_id, recorded_at);
comment on table instrument_verification is
  'A named clinician has held a number of a questionnaire to its source: what it is in this service, from which day on. Name and role stand as they were then. Never changed; a mistake is withdrawn, and a new number has a first day of its own.';

create table measure_decision (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  instrument_id text not null,
  kind text not null check (kind in ('postponed', 'skipped', 'declined', 'resumed')),
  reason text check (length(reason) between 1 and 200),
  note text check (length(note) between 1 and 1000),
  until timestamptz,
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  constraint postponed_until_a_time check ((kind = 'postponed') = (until is not null)),
  foreign key (service_id, course_id) references course
);
create index measure_decision_by_course on measure_decision (service_id, course_id, instrument_id, kind, at desc, id desc);
comment on table measure_decision is
  'A form that was postponed, skipped or declined, by whom and why, or taken up again. The latest rows count; none is ever changed.';

create table measure_request (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  instrument_id text not null,
  rhythm text not null check (rhythm in ('once', 'weekly')),
  reason text not null check (length(reason) between 1 and 1000),
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  until timestamptz,
  primary key (service_id, id),
  unique (service_id, send_key),
  constraint withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint weekly_until_a_later_time check (until is null or (rhythm = 'weekly' and until > at)),
  foreign key (service_id, course_id) references course
);
create index measure_request_by_course on measure_request (service_id, course_id, instrument_id, at desc);
comment on table measure_request is 'A form that a therapist asks for beside the programme, once or each week, and why; until it is withdrawn.';

-- -------------------------------------------------------------------------------------------------------------- safety

create table safety_item (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  patient_id uuid not null,
  trigger text not null,
  source_id uuid not null,
  detail jsonb not null default '{}',
  raised_at timestamptz not null,
  raised_by uuid not null,
  owner_id uuid,
  clock_step text not null check (clock_step in ('look', 'contact', 'follow_up')),
  due_at timestamptz not null,
  escalation integer not null default 0 check (escalation >= 0),
  looked_at timestamptz,
  contacted_at timestamptz,
  closed_at timestamptz,
  primary key (service_id, id),
  constraint raised_once unique (service_id, trigger, source_id),
  foreign key (service_id, course_id) references course,
  foreign key (service_id, patient_id) references patient
);
create index safety_item_open on safety_item (service_id, due_at) where closed_at is null;
create index safety_item_by_course on safety_item (service_id, course_id, raised_at);
comment on table safety_item is
  'Something that someone must look at. Written in the transaction that raised it; due_at is its clock, and a watchdog, not a queue, reads it.';

create table safety_event (
  service_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in ('raised', 'patient_said', 'looked', 'call_attempt', 'decision', 'plan_made',
    'told', 'note', 'owner_changed', 'escalated', 'clock_set', 'number_changed', 'closed')),
  at timestamptz not null,
  by uuid,
  detail jsonb not null default '{}',
  note text,
  send_key uuid,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, item_id) references safety_item
);
create index safety_event_by_item on safety_event (service_id, item_id, at);
comment on table safety_event is 'Every step of a safety item: who, when, what was decided and why.';

create table watchdog_beat (
  service_id uuid not null references service,
  watchdog text not null,
  at timestamptz not null,
  primary key (service_id, watchdog)
);
comment on table watchdog_beat is 'When the watchdog last looked, in real time. An old beat shows on the duty page and in /readyz.';

create function watchdog_is_awake(p_service uuid, p_seconds integer) returns boolean language plpgsql as $$
begin
  perform set_config('handrail.service_id', p_service::text, true);
  return exists (select from watchdog_beat where service_id = p_service and at > now() - make_interval(secs => p_seconds));
end $$;
comment on function watchdog_is_awake is 'For /readyz: real time, because a watchdog that sleeps is a fact of the real world.';

-- ------------------------------------------------------------------------------ negative effects and adverse events

create table adverse_event (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  source text not null check (source in ('patient', 'therapist', 'form', 'deterioration')),
  source_id uuid,
  told text check (length(told) between 1 and 10000),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  constraint told_in_the_persons_own_words check ((source = 'patient') = (told is not null)),
  foreign key (service_id, course_id) references course
);
create index adverse_event_by_course on adverse_event (service_id, course_id, recorded_at);
comment on table adverse_event is
  'Something that got worse or went wrong in treatment. What a person told stands here in their words; what staff made of it is in adverse_event_version.';

create table adverse_event_version (
  service_id uuid not null,
  event_id uuid not null,
  version integer not null check (version >= 1),
  kind text not null,
  what text not null,
  happened_on date,
  learnt_on date not null,
  learnt_from text not null,
  severity text not null check (severity in ('mild', 'moderate', 'severe')),
  serious_because jsonb not null default '[]',
  relatedness text not null,
  actions jsonb not null default '[]',
  outcome text not null,
  safety_item_id uuid,
  change_reason text,
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, event_id, version),
  unique (service_id, send_key),
  constraint a_change_has_a_reason check (version = 1 or change_reason is not null),
  foreign key (service_id, event_id) references adverse_event
);
comment on table adverse_event_version is
  'How an adverse event was judged. A correction is a new row with its reason; the latest counts, and is looked at again.';

create table adverse_event_review (
  service_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  version integer not null,
  decision text not null check (decision in ('reviewed', 'more_needed')),
  note text not null,
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, event_id, version) references adverse_event_version
);
create index adverse_event_review_by_event on adverse_event_review (service_id, event_id, at);
comment on table adverse_event_review is
  'A supervisor or the safety lead looked at a version of an adverse event. Without a row for its latest version it is open.';

-- ------------------------------------------------------------------------------------- messages, reviews, calls, minutes

create table message (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  author_id uuid not null,
  from_patient boolean not null,
  kind text not null check (kind in ('message', 'review', 'module_end', 'welcome')),
  body text not null check (length(body) between 1 and 20000),
  context jsonb not null default '{}',
  sent_at timestamptz not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, course_id) references course
);
create index message_by_course on message (service_id, course_id, sent_at) include (from_patient, id);
comment on table message is 'What patient and therapist wrote to each other. send_key makes a repeated send one message.';

create table message_receipt (
  service_id uuid not null,
  message_id uuid not null,
  reader_id uuid not null,
  read_at timestamptz not null,
  primary key (service_id, message_id, reader_id),
  foreign key (service_id, message_id) references message
);
create index message_receipt_by_reader on message_receipt (service_id, reader_id, read_at);
comment on table message_receipt is 'Who opened a message, and when first.';

create table message_handling (
  service_id uuid not null,
  message_id uuid not null,
  how text not null check (how in ('answered', 'by_phone', 'no_answer_needed')),
  answer_id uuid,
  reason text,
  at timestamptz not null,
  by uuid not null,
  course_id uuid not null,
  primary key (service_id, message_id),
  foreign key (service_id, message_id) references message
);
create index message_handling_by_course on message_handling (service_id, course_id) include (message_id);

create function take_course_of_message() returns trigger language plpgsql as $$
begin
  new.course_id := (select m.course_id from message m where m.service_id = new.service_id and m.id = new.message_id);
  return new;
end $$;
comment on function take_course_of_message is 'For the release before this column, which does not name the course.';
create trigger handling_of_a_course before insert on message_handling
  for each row when (new.course_id is null) execute function take_course_of_message();
comment on table message_handling is 'How a patient''s message was dealt with. Without a row here it is waiting for an answer.';

create table message_answer (
  service_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  answer text not null check (answer in ('helpful', 'not_sure', 'not_helpful')),
  at timestamptz not null,
  by uuid not null,
  primary key (service_id, id),
  foreign key (service_id, message_id) references message
);
create index message_answer_by_message on message_answer (service_id, message_id, at desc);
comment on table message_answer is
  'Whether a therapist''s message fitted, as the patient says. A change of mind is a new row; the latest counts.';

create table draft (
  service_id uuid not null,
  account_id uuid not null,
  course_id uuid not null,
  kind text not null,
  body jsonb not null,
  updated_at timestamptz not null,
  primary key (service_id, account_id, course_id, kind),
  foreign key (service_id, course_id) references course
);
comment on table draft is 'Something half written: a message, a review, a call note. Never sent by itself.';

create table review (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  how text not null check (how in ('written', 'call')),
  message_id uuid,
  contact_id uuid,
  covers_from timestamptz,
  promised_at timestamptz,
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, course_id) references course
);
create index review_by_course on review (service_id, course_id, at desc);
comment on table review is 'A review that was done: written or by call, what it was promised for, and when it was done.';

create table appointment (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  purpose text not null,
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 5 and 180),
  made_at timestamptz not null,
  made_by uuid not null,
  cancelled_at timestamptz,
  cancel_reason text,
  mechanism text not null default 'telephone' check (mechanism in ('telephone', 'video', 'face_to_face')),
  join_link text check (join_link like 'https://%' and length(join_link) <= 500),
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index appointment_by_course on appointment (service_id, course_id, starts_at);
create index appointment_by_start on appointment (service_id, starts_at) where cancelled_at is null;
comment on table appointment is 'A call that was booked, how it will be held and, by video, where to join it.';

create table contact (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  appointment_id uuid,
  mechanism text not null check (mechanism in ('telephone', 'video', 'face_to_face')),
  purpose text not null,
  outcome text not null check (outcome in
    ('attended', 'late_seen', 'late_not_seen', 'did_not_attend', 'no_answer', 'cancelled_by_patient', 'cancelled_by_service')),
  happened_at timestamptz not null,
  minutes integer not null check (minutes between 0 and 480),
  note jsonb not null default '{}',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, course_id) references course
);
create index contact_by_course on contact (service_id, course_id, happened_at);
comment on table contact is 'A call or meeting, held or missed, with its note.';

create table time_ping (
  service_id uuid not null,
  account_id uuid not null,
  course_id uuid not null,
  activity text not null check (activity in ('review', 'message', 'call', 'safety', 'admin', 'supervision')),
  at timestamptz not null,
  seconds smallint not null check (seconds between 1 and 120),
  logged_in uuid,
  primary key (service_id, account_id, course_id, at),
  foreign key (service_id, course_id) references course
);
create index time_ping_unlogged on time_ping (service_id, account_id, course_id) where logged_in is null;
comment on table time_ping is 'Seconds of work seen on a page, idle time left out, until they are put into a time entry.';

create table time_entry (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  account_id uuid not null,
  activity text not null check (activity in ('review', 'message', 'call', 'safety', 'admin', 'supervision')),
  worked_on date not null,
  measured_seconds integer not null check (measured_seconds >= 0),
  minutes integer not null check (minutes between 0 and 600),
  changed_reason text,
  corrects_id uuid,
  at timestamptz not null,
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index time_entry_by_course on time_entry (service_id, course_id, worked_on);
create unique index time_entry_corrected_once on time_entry (service_id, corrects_id) where corrects_id is not null;
comment on table time_entry is 'Minutes of professional time. A change of the measured figure needs a reason; a correction is a new row.';

-- ---------------------------------------------------------------------------------------------------- staff-only writing

create table staff_note (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  author_id uuid not null,
  body text not null,
  at timestamptz not null,
  is_medication boolean not null default false,
  primary key (service_id, id),
  foreign key (service_id, course_id) references course
);
create index staff_note_by_course on staff_note (service_id, course_id, at);
comment on table staff_note is 'A note for the record. Never on a patient''s page.';

create table supervision_comment (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  author_id uuid not null,
  therapist_id uuid not null,
  about text,
  body text not null,
  at timestamptz not null,
  read_at timestamptz,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, course_id) references course
);
create index supervision_comment_by_course on supervision_comment (service_id, course_id, at);
create index supervision_comment_unread on supervision_comment (service_id, therapist_id) where read_at is null;
comment on table supervision_comment is 'From a supervisor to the therapist alone.';

create table record_look (
  service_id uuid not null,
  course_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  primary key (service_id, course_id, account_id),
  foreign key (service_id, course_id) references course
);
comment on table record_look is 'When a member of staff last opened a person''s record: what is newer is new to them.';

-- ----------------------------------------------------------------------------------- not on track, and where people are

create table signal_decision (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  instrument_id text not null,
  code text not null check (code in
    ('worse_than_start', 'worse_than_best', 'jump', 'no_change_by_module', 'above_cut_point', 'above_range')),
  since timestamptz not null,
  decision text not null check (decision in ('continue', 'call', 'change_module', 'supervision', 'step_up', 'other')),
  agrees_with uuid,
  note text check (length(note) between 1 and 4000),
  decided_by uuid not null,
  decided_role text not null check (decided_role in ('therapist', 'supervisor')),
  at timestamptz not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key, instrument_id, code),
  constraint something_else_is_said check (decision <> 'other' or note is not null),
  foreign key (service_id, course_id) references course,
  foreign key (service_id, agrees_with) references signal_decision
);
create index signal_decision_by_course on signal_decision (service_id, course_id, at);
comment on table signal_decision is
  'What somebody decided about scores that ask for a look. since is the form that showed it; agrees_with is a supervisor''s yes to what a therapist decided.';

create table range_model (
  service_id uuid not null references service,
  id uuid not null,
  instrument_id text not null,
  model jsonb not null,
  calibration jsonb not null,
  course_count integer not null,
  form_count integer not null,
  made_at timestamptz not null,
  primary key (service_id, id)
);
create index range_model_by_instrument on range_model (service_id, instrument_id, made_at);
comment on table range_model is
  'Where people who began at a total usually are later, as estimated from this service''s finished courses. A proposal until somebody approves it.';

create table range_model_event (
  service_id uuid not null,
  id uuid not null,
  model_id uuid not null,
  kind text not null check (kind in ('approved', 'withdrawn')),
  note text not null check (length(note) between 1 and 4000),
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, model_id) references range_model,
  foreign key (service_id, by) references account
);
create index range_model_event_by_model on range_model_event (service_id, model_id, at);
comment on table range_model_event is
  'A named person took a model into use, or out of it. The last row of a model counts; of two in use the later approved.';

create table shipped_model_event (
  service_id uuid not null references service,
  id uuid not null,
  instrument_id text not null,
  model_hash text not null check (length(model_hash) = 64),
  kind text not null check (kind in ('approved', 'withdrawn')),
  note text not null check (length(note) between 1 and 4000),
  at timestamptz not null,
  by uuid not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  foreign key (service_id, by) references account
);
create index shipped_model_event_by_instrument on shipped_model_event (service_id, instrument_id, at);
comment on table shipped_model_event is
  'A named person took the model of the expected range that ships into use here, or out of it. It holds for the numbers with this hash: others are accepted anew. The last row of a model counts.';

-- -------------------------------------------------------------------------------------------------------- what goes out

create table outbox_mail (
  service_id uuid not null references service,
  id uuid not null,
  kind text not null,
  channel text not null check (channel in ('email', 'sms')),
  recipient text not null,
  subject text not null,
  body text not null,
  dedupe_key text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (service_id, id),
  unique (service_id, dedupe_key)
);
create index outbox_mail_unsent on outbox_mail (service_id, created_at) where sent_at is null;
comment on table outbox_mail is 'Neutral notices on their way out. dedupe_key keeps one event to one notice.';

-- -------------------------------------------------------------------------------------------- records that stood still

-- A list of a hundred people asks the same of records that mostly stood still since it was last asked. The stamp says so: it
-- moves in the same commit as the record, whoever writes it, and no value comes twice, not even after a restore.
create table course_stamp (
  service_id uuid not null,
  course_id uuid not null,
  stamp uuid not null,
  forms uuid not null default gen_random_uuid(),
  entries uuid not null default gen_random_uuid(),
  messages uuid not null default gen_random_uuid(),
  primary key (service_id, course_id),
  foreign key (service_id, course_id) references course
);
comment on table course_stamp is
  'A value of its own for each state of a record, moved by triggers alone. What was read under a stamp holds for as long as the stamp stands.';

comment on column course_stamp.stamp is 'Of the whole record: moves with every part.';
comment on column course_stamp.forms is 'Of the forms that were sent.';
comment on column course_stamp.entries is 'Of the entries, and of the points that they make.';
comment on column course_stamp.messages is 'Of the messages, who read them and how they were dealt with.';

create function stamp_part(p_service uuid, p_course uuid, p_part text) returns void language sql as $$
  insert into course_stamp (service_id, course_id, stamp) values (p_service, p_course, gen_random_uuid())
    on conflict (service_id, course_id) do update set stamp = excluded.stamp,
      forms = case when p_part = 'forms' then excluded.forms else course_stamp.forms end,
      entries = case when p_part = 'entries' then excluded.entries else course_stamp.entries end,
      messages = case when p_part = 'messages' then excluded.messages else course_stamp.messages end $$;
comment on function stamp_part is 'Whoever writes the same record waits for this commit, so that a stamp never shows without what it stands for.';

create function stamp_course(p_service uuid, p_course uuid) returns void language sql as $$
  select stamp_part(p_service, p_course, null) $$;
comment on function stamp_course is 'A change of no part that has a stamp of its own.';

create function stamp_own_course() returns trigger language plpgsql as $$
begin
  perform stamp_part(coalesce(new.service_id, old.service_id), coalesce(new.course_id, old.course_id), tg_argv[0]);
  return null;
end $$;

create function stamp_course_of_message() returns trigger language plpgsql as $$
begin
  perform stamp_part(m.service_id, m.course_id, tg_argv[0]) from message m
    where m.service_id = coalesce(new.service_id, old.service_id) and m.id = coalesce(new.message_id, old.message_id);
  return null;
end $$;

create function stamp_course_of_task() returns trigger language plpgsql as $$
begin
  perform stamp_course(t.service_id, t.course_id) from practice_task t
    where t.service_id = coalesce(new.service_id, old.service_id) and t.id = coalesce(new.task_id, old.task_id);
  return null;
end $$;

create function stamp_courses_of_referral() returns trigger language plpgsql as $$
begin
  perform stamp_course(c.service_id, c.id) from course c
    where c.service_id = coalesce(new.service_id, old.service_id) and c.referral_id = coalesce(new.referral_id, old.referral_id);
  return null;
end $$;

create function stamp_courses_of_patient() returns trigger language plpgsql as $$
begin
  perform stamp_course(c.service_id, c.id) from course c where c.service_id = new.service_id and c.patient_id = new.id;
  return null;
end $$;

create function stamp_this_course() returns trigger language plpgsql as $$
begin
  perform stamp_course(new.service_id, new.id);
  return null;
end $$;

-- Deferred: the stamp is locked while the transaction commits, and no longer.
do $$
declare t text; stamps text; part text; acts text;
begin
  for t, stamps, part in values
    ('course_event', 'stamp_own_course', null), ('module_event', 'stamp_own_course', null),
    ('page_visit', 'stamp_own_course', null), ('instrument_response', 'stamp_own_course', 'forms'),
    ('entry', 'stamp_own_course', 'entries'), ('message', 'stamp_own_course', 'messages'),
    ('message_handling', 'stamp_own_course', 'messages'), ('message_receipt', 'stamp_course_of_message', 'messages'),
    ('review', 'stamp_own_course', null), ('contact', 'stamp_own_course', null),
    ('appointment', 'stamp_own_course', null), ('supervision_comment', 'stamp_own_course', null),
    ('measure_request', 'stamp_own_course', null), ('practice_event', 'stamp_course_of_task', null),
    ('assessment', 'stamp_courses_of_referral', null), ('course', 'stamp_this_course', null),
    ('patient', 'stamp_courses_of_patient', null)
  loop
    acts := case when t in ('course', 'patient') then 'insert or update' else 'insert or update or delete' end;
    execute format('create constraint trigger record_moved after %s on %I
      deferrable initially deferred for each row execute function %I(%s)', acts, t, stamps, coalesce(quote_literal(part), ''));
  end loop;
end $$;

-- --------------------------------------------------------------------------------------------------------------- audit

create table record_opening (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  opened_by uuid not null,
  reason text not null check (length(reason) between 10 and 1000),
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key),
  constraint ends_by_itself check (ends_at > opened_at and ends_at <= opened_at + interval '4 hours'),
  foreign key (service_id, course_id) references course,
  foreign key (service_id, opened_by) references account
);
create index record_opening_by_reader on record_opening (service_id, course_id, opened_by, ends_at);
create index record_opening_by_time on record_opening (service_id, opened_at);
comment on table record_opening is
  'A clinician who does not treat a person opened their record in an emergency, to read it and no more, until ends_at or until they ended it themselves (ended_at). The service lead is told of each in the same transaction; what was read is in the audit.';

create table audit_event (
  service_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  actor_role text not null,
  action text not null check (action ~ '^[a-z-]+\.[a-z-]+$'),
  subject_id text,
  patient_id uuid,
  request_id text,
  detail jsonb not null default '{}',
  primary key (service_id, id)
);
create index audit_event_by_patient on audit_event (service_id, patient_id, at);
comment on table audit_event is 'Everything read or done, at the service''s time; recorded_at is real time. The application may add to it and read it, and can neither change nor delete.';

create table audit_seal (
  service_id uuid not null references service,
  from_id bigint not null,
  to_id bigint not null,
  event_count integer not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (service_id, to_id)
);
comment on table audit_seal is 'A chain of hashes over the audit, one a service, so that an altered row shows.';

-- ------------------------------------------------------------------------------------- one service cannot see another's

do $$
declare t text;
begin
  for t in select table_name from information_schema.columns
           where table_schema = current_schema() and column_name = 'service_id'
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_service on %I using (service_id = current_service()) with check (service_id = current_service())', t);
  end loop;
end $$;

alter table service enable row level security;
create policy everyone_may_find_a_service on service for select using (true);
create policy own_service_only on service for update using (id = current_service()) with check (id = current_service());
create policy a_service_is_made_as_itself on service for insert with check (id = current_service());

grant usage on schema public to handrail_app;
grant select, insert on all tables in schema public to handrail_app;
grant usage on all sequences in schema public to handrail_app;
grant update on service, account, session, invitation, answer_link, patient, consent, course, page_visit, part_answer, entry, series_point,
  instrument_draft, safety_item, watchdog_beat, draft, appointment, time_ping, supervision_comment, record_look, outbox_mail, course_stamp
  to handrail_app;
grant update (until) on supervision_link to handrail_app;
grant update (ended_at, ended_how) on diary_reminder to handrail_app;
grant update (ended_at) on record_opening to handrail_app;
grant update (withdrawn_at, withdrawn_by) on measure_request to handrail_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason, replaced_by) on wording_pack to handrail_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on licence_check to handrail_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on instrument_verification to handrail_app;
grant delete on account_role, session, sign_in_attempt, series_point, instrument_draft, draft to handrail_app;
