-- A golden record. Only what is filtered, sorted, joined or unique is a column; the rest is the body.
create table entity (
  id           text primary key,
  kind         text not null,
  -- the customer it belongs to (for a Customer: its parent), and the key by which its source names that customer
  customer_id  text,
  customer_key text,
  status       text,
  -- the day or instant that orders it among its like: issue date, opening, start of term
  sort_at      text not null default '',
  body         jsonb not null,
  links        jsonb not null,
  version      integer not null default 1,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  deleted_at   timestamptz,
  merged_into  text references entity (id)
);
create index entity_customer on entity (customer_id, kind, sort_at desc, id desc) where deleted_at is null and merged_into is null;
create index entity_kind on entity (kind, sort_at desc, id desc) where deleted_at is null and merged_into is null;
create index entity_orphan on entity (customer_key) where customer_id is null and customer_key is not null;

-- One source's view of one record.
create table facet (
  instance       text not null,
  object         text not null,
  external_id    text not null,
  kind           text not null,
  entity_id      text not null references entity (id),
  fields         jsonb not null,
  links          jsonb not null,
  keys           text[] not null,
  hash           text not null,
  source_version text,
  -- the source's time of change, when this state reached us, when the source last confirmed it
  source_time    timestamptz,
  received_at    timestamptz not null,
  observed_at    timestamptz not null,
  deleted_at     timestamptz,
  primary key (instance, object, external_id)
);
create index facet_entity on facet (entity_id);
create index facet_scan on facet (instance, kind, observed_at);

-- The natural keys and claimed references by which records of a kind are recognised; a record's own reference is its facet.
create table identity_key (
  kind      text not null,
  key       text not null,
  entity_id text not null references entity (id),
  primary key (kind, key, entity_id)
);
create index identity_key_entity on identity_key (entity_id);

-- Two records that may be the same, for a person to decide.
create table match_candidate (
  id         text primary key,
  kind       text not null,
  left_id    text not null references entity (id),
  right_id   text not null references entity (id),
  score      double precision not null,
  reasons    jsonb not null,
  status     text not null default 'PENDING',
  created_at timestamptz not null default now(),
  unique (left_id, right_id)
);

-- When the whole list of a kind was last read: for everything a source holds, and for one customer.
create table coverage (
  instance  text not null,
  kind      text not null,
  synced_at timestamptz not null,
  primary key (instance, kind)
);
create table list_sync (
  instance    text not null,
  kind        text not null,
  customer_id text not null references entity (id),
  synced_at   timestamptz not null,
  primary key (customer_id, kind, instance)
);

-- How far a backfill has come; written in the transaction that stores the page.
create table backfill (
  instance    text not null,
  kind        text not null,
  cursor      text,
  records     integer not null default 0,
  rejected    integer not null default 0,
  started_at  timestamptz not null,
  finished_at timestamptz,
  primary key (instance, kind)
);

-- What is filtered, sorted and shown of a customer as a whole. Nothing here depends on today's date; what does is computed when read.
create table customer_summary (
  customer_id          text primary key references entity (id),
  name                 text not null,
  words                tsvector not null,
  status               text not null,
  legal_entity_id      text,
  region               text,
  currency             text not null,
  arr                  numeric not null,
  mrr                  numeric not null,
  open_ar              numeric not null,
  unapplied            numeric not null,
  credit               numeric not null,
  -- in the reporting currency; null when no rate is known
  arr_reporting        numeric,
  open_ar_reporting    numeric,
  -- [[due date, balance], ...] of what is open, earliest first
  dues                 jsonb not null,
  oldest_due           date,
  open_cases           integer not null,
  open_p1              integer not null,
  open_p2              integer not null,
  open_p3              integer not null,
  open_p4              integer not null,
  subscription_status  text[] not null,
  renewal_date         date,
  updated_at           timestamptz not null
);
create index customer_summary_words on customer_summary using gin (words);
create index customer_summary_name on customer_summary (name, customer_id);
create index customer_summary_arr on customer_summary (arr_reporting, customer_id);
create index customer_summary_due on customer_summary (oldest_due, customer_id);
