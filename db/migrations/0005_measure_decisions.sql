-- What a person or their therapist decides about a form: not now, not this one; and what a therapist asks for beside the programme.
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
  primary key (service_id, id),
  unique (service_id, send_key),
  constraint withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
  foreign key (service_id, course_id) references course
);
create index measure_request_by_course on measure_request (service_id, course_id, instrument_id, at desc);
comment on table measure_request is 'A form that a therapist asks for beside the programme, once or each week, and why; until it is withdrawn.';

do $$
declare t text;
begin
  foreach t in array array['measure_decision', 'measure_request'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_service on %I using (service_id = current_service()) with check (service_id = current_service())', t);
    execute format('grant select, insert on %I to handrail_app', t);
  end loop;
end $$;
grant update (withdrawn_at, withdrawn_by) on measure_request to handrail_app;
