-- What grows with a long course is its forms, its entries and its messages. Each has a stamp of its own beside that of the whole
-- record, so that a message moves nothing that was read of a year of forms.
alter table course_stamp
  add column forms uuid not null default gen_random_uuid(),
  add column entries uuid not null default gen_random_uuid(),
  add column messages uuid not null default gen_random_uuid();
comment on column course_stamp.stamp is 'Of the whole record: moves with every part.';
comment on column course_stamp.forms is 'Of the forms that were sent.';
comment on column course_stamp.entries is 'Of the entries, and of the points that they make.';
comment on column course_stamp.messages is 'Of the messages, who read them and how they were dealt with.';

create function stamp_part(p_service uuid, p_course uuid, p_part text) returns void language sql as $$
  insert into course_stamp (service_id, course_id, stamp) values (p_service, p_course, gen_random_uuid())
    on conflict (service_id, course_id) do update set stamp = excluded.stamp,
      forms = case when p_part = 'forms' then excluded.forms else course_stamp.forms end,
      entries = case when p_part = 'entries' then excluded.entries else course_stamp.entries end,
      messages = case when p_part = 'messages' then excluded.messages else course_stamp.messages end $$;

comment on function stamp_part is 'Whoever writes the same record waits for this commit, so that a stamp never shows without what it stands for.';

create or replace function stamp_course(p_service uuid, p_course uuid) returns void language sql as $$
  select stamp_part(p_service, p_course, null) $$;
comment on function stamp_course is 'A change of no part that has a stamp of its own.';

create or replace function stamp_own_course() returns trigger language plpgsql as $$
begin
  perform stamp_part(coalesce(new.service_id, old.service_id), coalesce(new.course_id, old.course_id), tg_argv[0]);
  return null;
end $$;

create or replace function stamp_course_of_message() returns trigger language plpgsql as $$
begin
  perform stamp_part(m.service_id, m.course_id, tg_argv[0]) from message m
    where m.service_id = coalesce(new.service_id, old.service_id) and m.id = coalesce(new.message_id, old.message_id);
  return null;
end $$;

do $$
declare t text; stamps text; part text;
begin
  for t, stamps, part in values
    ('instrument_response', 'stamp_own_course', 'forms'), ('entry', 'stamp_own_course', 'entries'),
    ('message', 'stamp_own_course', 'messages'), ('message_handling', 'stamp_own_course', 'messages'),
    ('message_receipt', 'stamp_course_of_message', 'messages')
  loop
    execute format('drop trigger record_moved on %I', t);
    execute format('create constraint trigger record_moved after insert or update or delete on %I
      deferrable initially deferred for each row execute function %I(%L)', t, stamps, part);
  end loop;
end $$;
