-- The key under which everything that says who a person is is stored, wherever it is stored. Sealed by the hub's master key, which is
-- never in the database. Erasing a person is forgetting this key.
create table subject_key (
  -- the id of the record that is about the person; `*` for the key of the fingerprints
  subject_id text primary key,
  -- null once it was erased
  sealed     text,
  created_at timestamptz not null default now(),
  erased_at  timestamptz,
  check ((sealed is null) = (erased_at is not null))
);

-- A place of a source whose person was erased: what it says of the person is not taken in again, whoever the record belongs to by then.
alter table facet add column erased_at timestamptz;

-- Whether everything personal that was there before there were keys has been sealed.
create table sealing (
  one     boolean primary key default true check (one),
  done_at timestamptz
);
insert into sealing (done_at)
select case when not exists (select from entity where kind in ('Contact', 'User')) then now() end;
