-- A person asks to be reminded of a diary, at an hour that they choose. It ends by itself.
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

alter table diary_reminder enable row level security;
create policy own_service on diary_reminder using (service_id = current_service()) with check (service_id = current_service());
grant select, insert on diary_reminder to handrail_app;
grant update (ended_at, ended_how) on diary_reminder to handrail_app;
