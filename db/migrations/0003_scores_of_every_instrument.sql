-- Totals that are means, subscales, and answers declined on purpose.
alter table instrument_response
  alter column total type double precision,
  add column subscores jsonb not null default '{}',
  add column declined_items integer[] not null default '{}',
  add column wording_hash text;
comment on column instrument_response.wording_hash is
  'Hash of the service''s own wording pack; null where the words were the instrument''s own.';
