-- A comment beside an entry is news until the person has opened it.
create table entry_comment_receipt (
  service_id uuid not null,
  comment_id uuid not null,
  reader_id uuid not null,
  read_at timestamptz not null,
  primary key (service_id, comment_id, reader_id),
  foreign key (service_id, comment_id) references entry_comment
);
comment on table entry_comment_receipt is 'Who opened a comment beside an entry, and when first.';

alter table entry_comment_receipt enable row level security;
create policy own_service on entry_comment_receipt using (service_id = current_service()) with check (service_id = current_service());
grant select, insert on entry_comment_receipt to handrail_app;
