-- How much contact a course has, and what therapists decided about what the programme suggests.
alter table course add column profile text;

alter table course_event drop constraint course_event_kind_check;
alter table course_event add constraint course_event_kind_check check (kind in ('created', 'started', 'paused', 'resumed',
  'extended', 'therapist_changed', 'track_changed', 'review_day_changed', 'next_review_set', 'ended', 'reopened',
  'follow_up_closed', 'profile_changed'));

create table suggestion_decision (
  service_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  suggestion_id text not null,
  programme_version text not null,
  since timestamptz not null,
  decision text not null check (decision in ('accepted', 'put_away')),
  reason text check (length(reason) between 1 and 1000),
  decided_by uuid not null,
  at timestamptz not null,
  send_key uuid not null,
  primary key (service_id, id),
  unique (service_id, send_key, suggestion_id),
  constraint put_away_for_a_reason check (decision <> 'put_away' or reason is not null),
  foreign key (service_id, course_id) references course,
  foreign key (service_id, decided_by) references account
);
create index suggestion_decision_by_course on suggestion_decision (service_id, course_id, at);
comment on table suggestion_decision is
  'What a therapist decided about a line of the programme: done as it says, or put away for a reason. since is when it began to stand.';

do $$
begin
  alter table suggestion_decision enable row level security;
  create policy own_service on suggestion_decision
    using (service_id = current_service()) with check (service_id = current_service());
  grant select, insert on suggestion_decision to handrail_app;
end $$;
