-- A record opened in an emergency, by somebody who has no other reason to see it.
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

alter table record_opening enable row level security;
create policy own_service on record_opening using (service_id = current_service()) with check (service_id = current_service());
grant select, insert on record_opening to handrail_app;
grant update (ended_at) on record_opening to handrail_app;
