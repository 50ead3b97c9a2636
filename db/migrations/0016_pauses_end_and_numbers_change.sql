-- A pause that has run out is ended by the clock, which is nobody's account; and a safety item says when the number to ring changed.
alter table course_event alter column by drop not null;
alter table safety_event drop constraint safety_event_kind_check;
alter table safety_event add constraint safety_event_kind_check check (kind in ('raised', 'patient_said', 'looked', 'call_attempt',
  'decision', 'plan_made', 'told', 'note', 'owner_changed', 'escalated', 'clock_set', 'number_changed', 'closed'));
comment on table course_event is 'Everything that happened to a course: who, when, why; by nobody where a clock did it. An ending holds its national code.';
