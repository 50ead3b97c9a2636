-- Outcomes are read by when a course ended, and a referral by all of its courses: both found without reading every course of the service.
create index course_by_end on course (service_id, ended_at, id) where state = 'ended';
create index course_by_referral on course (service_id, referral_id);
