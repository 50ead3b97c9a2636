-- A person answers the forms that are due by a single-use link, without signing in.
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

alter table answer_link enable row level security;
create policy own_service on answer_link using (service_id = current_service()) with check (service_id = current_service());
grant select, insert, update on answer_link to handrail_app;

-- Staff see that a form came by a link; a form taken on paper stands at the day on which it was filled in.
alter table instrument_response drop constraint instrument_response_mode_check;
alter table instrument_response add constraint instrument_response_mode_check
  check (mode in ('online', 'link', 'telephone', 'paper'));
alter table instrument_response add column entered_at timestamptz;
alter table instrument_response add constraint entered_after_it_was_filled_in check (entered_at >= submitted_at);
