-- Two tabs may save the same field of the same entry: both texts are kept, and a person chooses.
alter table entry_version add column beside integer;
alter table entry_version add column settles integer;
