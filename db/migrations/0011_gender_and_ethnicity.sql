-- Who somebody says they are, in the codes of the national data set (content/characteristics). Everybody already here stands as
-- "not asked", which is what was true of them; a constant default rewrites no row, and the release before writes none of these.
alter table patient
  add column gender_identity text not null default 'X' check (gender_identity in ('1', '2', '3', '4', 'X', 'Z')),
  add column stated_gender text not null default 'X' check (stated_gender in ('1', '2', '9', 'X')),
  add column ethnic_category text not null default '99' check (ethnic_category in
    ('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'Z', '99'));
comment on table patient is
  'Who receives treatment. Details are as last given; who changed them and when is in the audit. Of gender_identity and ethnic_category X and 99 say "not asked", Z "asked, and declined"; stated_gender is what a referral said.';
