-- A patient says whether a review fitted. Messages are never updated, so the answer is a row of its own.
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

-- Two corrections of one entry would count its minutes twice.
create unique index time_entry_corrected_once on time_entry (service_id, corrects_id) where corrects_id is not null;

-- Calls of tomorrow are looked for every few seconds, in the whole service.
create index appointment_by_start on appointment (service_id, starts_at) where cancelled_at is null;

alter table message_answer enable row level security;
create policy own_service on message_answer
  using (service_id = current_service()) with check (service_id = current_service());
grant select, insert on message_answer to handrail_app;
