-- Negative effects and adverse events: what happened, what was decided on it, and who looked.
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

do $$
declare t text;
begin
  foreach t in array array['adverse_event', 'adverse_event_version', 'adverse_event_review'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_service on %I using (service_id = current_service()) with check (service_id = current_service())', t);
    execute format('grant select, insert on %I to handrail_app', t);
  end loop;
end $$;

-- A change of medicine is written as a note, and shows on the charts of scores.
alter table staff_note add column is_medication boolean not null default false;

-- Somebody answers for safety in the whole service, beside the supervisors.
alter table account_role drop constraint account_role_role_check;
alter table account_role add constraint account_role_role_check check (role in
  ('patient', 'therapist', 'supervisor', 'duty_clinician', 'administrator', 'service_lead', 'content_lead', 'safety_lead'));
