-- Secrets in clear are gone: what nodes share is derived from the master key.
drop table secret;

-- Credentials of vendors that the configuration names as { secret: name }, sealed by the hub's keyring.
create table vendor_secret (
  name       text primary key,
  sealed     text not null,
  version    integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by text not null
);

-- Something sealed by the master key, so that a hub with another key is told before it reads or writes.
create table master_key_proof (
  one    boolean primary key default true check (one),
  sealed text not null
);
