-- Who wrote last, and which messages wait, is read for a whole list of people: from the index alone, without the texts.
drop index message_by_course;
create index message_by_course on message (service_id, course_id, sent_at) include (from_patient, id);
