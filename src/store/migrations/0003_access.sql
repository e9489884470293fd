-- Counts the changes of who may come in. Whoever changes something locks the row until it commits, so versions follow the order of
-- commits: what is read by "version > known" is never passed over.
create table access_head (
  one     boolean primary key default true check (one),
  version bigint not null default 0
);
insert into access_head default values;

-- What is refused although its signature is good.
create table revocation (
  version    bigint primary key,
  -- TOKEN: the `jti`; ACCOUNT: `issuer|subject`; PERSON: whoever answers for a token or acts through it. Folded as names are compared.
  what       text not null check (what in ('TOKEN', 'ACCOUNT', 'PERSON')),
  value      text not null,
  -- tokens that were issued at or before it
  before     timestamptz not null,
  reason     text,
  revoked_by text not null,
  revoked_at timestamptz not null default now()
);

-- Programs that call the hub. A human answers for each. Null in a list of places means everywhere.
create table service_account (
  name           text primary key,
  owner          text not null,
  scopes         text[] not null,
  legal_entities text[],
  regions        text[],
  created_at     timestamptz not null default now(),
  disabled_at    timestamptz,
  version        bigint not null
);
create index service_account_version on service_account (version);

-- People who acted, or asked who they are; known by their tokens alone.
create table person (
  id      text primary key,
  person  text not null,
  name    text,
  roles   text[] not null,
  seen_at timestamptz not null default now()
);
