-- The queue asks about a hundred courses at once. Each of its questions is to be answered from an index by course, and from
-- nothing else: a handling says which course it belongs to, and these indexes hold what the list asks for.
alter table message_handling add column course_id uuid;
update message_handling h set course_id = m.course_id
  from message m where m.service_id = h.service_id and m.id = h.message_id;
alter table message_handling alter column course_id set not null;

create function take_course_of_message() returns trigger language plpgsql as $$
begin
  new.course_id := (select m.course_id from message m where m.service_id = new.service_id and m.id = new.message_id);
  return new;
end $$;
comment on function take_course_of_message is 'For the release before this column, which does not name the course.';
create trigger handling_of_a_course before insert on message_handling
  for each row when (new.course_id is null) execute function take_course_of_message();

create index message_handling_by_course on message_handling (service_id, course_id) include (message_id);
create index message_receipt_by_reader on message_receipt (service_id, reader_id, read_at);
create index practice_event_by_person on practice_event (service_id, by, at);
create index page_visit_by_time on page_visit (service_id, course_id, last_at);
create index module_event_submitted on module_event (service_id, course_id, at) include (module_id) where kind = 'submitted';

drop index instrument_response_by_course;
create index instrument_response_by_course on instrument_response (service_id, course_id, instrument_id, submitted_at desc)
  include (total, mode);
