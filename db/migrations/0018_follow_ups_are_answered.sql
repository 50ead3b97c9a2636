-- Somebody looked at what came after the end and says why it needs no answer.
alter table course_event drop constraint course_event_kind_check;
alter table course_event add constraint course_event_kind_check check (kind in ('created', 'started', 'paused', 'resumed',
  'extended', 'therapist_changed', 'track_changed', 'review_day_changed', 'next_review_set', 'ended', 'reopened',
  'follow_up_closed'));
