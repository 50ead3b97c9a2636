-- The wording of questionnaires that a service brings under its own licence, and licences that somebody has checked.

alter table service add column wording_stamp integer not null default 0;

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

do $$
declare t text;
begin
  foreach t in array array['wording_pack', 'licence_check'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_service on %I using (service_id = current_service()) with check (service_id = current_service())', t);
  end loop;
end $$;

grant select, insert on wording_pack, licence_check to handrail_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason, replaced_by) on wording_pack to handrail_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on licence_check to handrail_app;
