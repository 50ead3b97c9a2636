-- What a person would rather not say, and what was left empty, are not the same. Of rows made before this nobody can tell them apart:
-- their left_items stays null, and their declined_items holds both.
alter table instrument_response add column left_items integer[];
comment on column instrument_response.declined_items is 'Items that the person said they would rather not answer.';
comment on column instrument_response.left_items is
  'Items that were asked and left empty. Null where the two were not told apart yet: then declined_items holds both.';

-- A form can be asked for each week until a day.
alter table measure_request add column until timestamptz;
alter table measure_request add constraint weekly_until_a_later_time
  check (until is null or (rhythm = 'weekly' and until > at));
