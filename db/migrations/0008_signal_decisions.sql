-- What was decided about people whose scores ask for a look, and a service's own model of where scores usually are.
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

do $$
declare t text;
begin
  foreach t in array array['signal_decision', 'range_model', 'range_model_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_service on %I using (service_id = current_service()) with check (service_id = current_service())', t);
    execute format('grant select, insert on %I to handrail_app', t);
  end loop;
end $$;
