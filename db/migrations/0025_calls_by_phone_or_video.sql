-- A call that is booked says how it will be held and, by video, where to join it.
alter table appointment
  add column mechanism text not null default 'telephone' check (mechanism in ('telephone', 'video', 'face_to_face')),
  add column join_link text check (join_link like 'https://%' and length(join_link) <= 500);
comment on table appointment is 'A call that was booked, how it will be held and, by video, where to join it.';
