-- A list of a hundred people asks the same of records that mostly stood still since it was last asked. The stamp says so: it
-- moves in the same commit as the record, whoever writes it, and no value comes twice, not even after a restore.
create table course_stamp (
  service_id uuid not null,
  course_id uuid not null,
  stamp uuid not null,
  primary key (service_id, course_id),
  foreign key (service_id, course_id) references course
);
comment on table course_stamp is
  'A value of its own for each state of a record, moved by triggers alone. What was read under a stamp holds for as long as the stamp stands.';

create function stamp_course(p_service uuid, p_course uuid) returns void language sql as $$
  insert into course_stamp (service_id, course_id, stamp) values (p_service, p_course, gen_random_uuid())
    on conflict (service_id, course_id) do update set stamp = excluded.stamp $$;
comment on function stamp_course is 'Whoever writes the same record waits for this commit, so that a stamp never shows without what it stands for.';

create function stamp_own_course() returns trigger language plpgsql as $$
begin
  perform stamp_course(coalesce(new.service_id, old.service_id), coalesce(new.course_id, old.course_id));
  return null;
end $$;

create function stamp_course_of_message() returns trigger language plpgsql as $$
begin
  perform stamp_course(m.service_id, m.course_id) from message m
    where m.service_id = coalesce(new.service_id, old.service_id) and m.id = coalesce(new.message_id, old.message_id);
  return null;
end $$;

create function stamp_course_of_task() returns trigger language plpgsql as $$
begin
  perform stamp_course(t.service_id, t.course_id) from practice_task t
    where t.service_id = coalesce(new.service_id, old.service_id) and t.id = coalesce(new.task_id, old.task_id);
  return null;
end $$;

create function stamp_courses_of_referral() returns trigger language plpgsql as $$
begin
  perform stamp_course(c.service_id, c.id) from course c
    where c.service_id = coalesce(new.service_id, old.service_id) and c.referral_id = coalesce(new.referral_id, old.referral_id);
  return null;
end $$;

create function stamp_courses_of_patient() returns trigger language plpgsql as $$
begin
  perform stamp_course(c.service_id, c.id) from course c where c.service_id = new.service_id and c.patient_id = new.id;
  return null;
end $$;

create function stamp_this_course() returns trigger language plpgsql as $$
begin
  perform stamp_course(new.service_id, new.id);
  return null;
end $$;

-- Deferred: the stamp is locked while the transaction commits, and no longer.
do $$
declare t text; stamps text; acts text;
begin
  for t, stamps in values
    ('course_event', 'stamp_own_course'), ('module_event', 'stamp_own_course'), ('page_visit', 'stamp_own_course'),
    ('instrument_response', 'stamp_own_course'), ('entry', 'stamp_own_course'), ('message', 'stamp_own_course'),
    ('message_handling', 'stamp_own_course'), ('review', 'stamp_own_course'), ('contact', 'stamp_own_course'),
    ('appointment', 'stamp_own_course'), ('supervision_comment', 'stamp_own_course'),
    ('measure_request', 'stamp_own_course'), ('message_receipt', 'stamp_course_of_message'),
    ('practice_event', 'stamp_course_of_task'), ('assessment', 'stamp_courses_of_referral'),
    ('course', 'stamp_this_course'), ('patient', 'stamp_courses_of_patient')
  loop
    acts := case when t in ('course', 'patient') then 'insert or update' else 'insert or update or delete' end;
    execute format('create constraint trigger record_moved after %s on %I
      deferrable initially deferred for each row execute function %I()', acts, t, stamps);
  end loop;
end $$;

insert into course_stamp (service_id, course_id, stamp) select service_id, id, gen_random_uuid() from course;

alter table course_stamp enable row level security;
create policy own_service on course_stamp using (service_id = current_service()) with check (service_id = current_service());
grant select, insert, update on course_stamp to handrail_app;
