-- Numbers of questionnaires that a named clinician of the service has verified, and shipped models of the expected range that a lead has accepted.

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

do $$
declare t text;
begin
  foreach t in array array['instrument_verification', 'shipped_model_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_service on %I using (service_id = current_service()) with check (service_id = current_service())', t);
    execute format('grant select, insert on %I to handrail_app', t);
  end loop;
end $$;

grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on instrument_verification to handrail_app;
