-- What happened, once for each version of a record. Written in the transaction that changes the record; the relay gives each its
-- position afterwards, in commit order and without gaps.
create table event (
  seq            bigint generated always as identity,
  id             text primary key,
  position       bigint,
  type           text not null,
  schema_version text not null,
  change         text not null,
  -- the record (or `src_<instance>`) it is about, and the customer that record belonged to
  subject_id     text not null,
  customer_id    text,
  entity_version integer,
  -- the instance that told; null for the hub itself
  source         text,
  correlation_id text not null,
  causation_id   text,
  occurred_at    timestamptz not null,
  received_at    timestamptz not null,
  processed_at   timestamptz not null,
  attempts       integer not null default 1,
  data           jsonb not null
);
create unique index event_position on event (position) where position is not null;
create index event_waiting on event (seq) where position is null;
create unique index event_version on event (subject_id, entity_version);
create index event_subject on event (subject_id, position desc);
create index event_customer on event (customer_id, occurred_at desc) where customer_id is not null;
create index event_correlation on event (correlation_id);
create index event_type on event (type, position desc);
-- Whom a customer absorbed: their history is part of its own.
create index entity_merged on entity (merged_into) where merged_into is not null;

-- The last position given, the last one that the broker is known to hold, and the first from which on nothing was deleted for its
-- age. Locked by whoever gives positions.
create table event_head (
  one       boolean primary key default true check (one),
  position  bigint not null default 0,
  published bigint not null default 0,
  oldest    bigint not null default 1
);
insert into event_head default values;

-- A record that a vendor says has changed, kept until what it is now has been ingested; kept done for a while to know repeats.
create table inbox (
  id             text primary key,
  instance       text not null,
  feed           text not null,
  -- the vendor's own id of the message
  delivery_id    text not null,
  kind           text not null,
  object         text not null,
  external_id    text not null,
  deleted        boolean not null default false,
  -- whether the vendor says that the hub itself caused the change
  own            boolean not null default false,
  changed_at     timestamptz,
  received_at    timestamptz not null,
  correlation_id text not null,
  state          text not null default 'PENDING' check (state in ('PENDING', 'DONE', 'DEAD')),
  attempts       integer not null default 0,
  due_at         timestamptz not null,
  claimed_by     text,
  claimed_until  timestamptz,
  done_at        timestamptz,
  unique (instance, delivery_id, object, external_id)
);
create index inbox_due on inbox (instance, kind, object, due_at) where state = 'PENDING';
create index inbox_record on inbox (instance, object, external_id) where state = 'PENDING';
create index inbox_done on inbox (done_at) where state <> 'PENDING';

-- A record that could not be ingested after bounded attempts; one open row for each record.
create table dead_letter (
  id              text primary key,
  instance        text not null,
  feed            text not null,
  kind            text not null,
  object          text not null,
  external_id     text not null,
  code            text not null,
  reason          text not null,
  attempts        integer not null,
  correlation_id  text not null,
  first_failed_at timestamptz not null,
  last_failed_at  timestamptz not null,
  resolved_at     timestamptz
);
create unique index dead_letter_open on dead_letter (instance, object, external_id) where resolved_at is null;
create index dead_letter_recent on dead_letter (last_failed_at desc, id) where resolved_at is null;

-- How changes of one source reach us: the durable cursor of each feed and how it is doing.
create table feed (
  instance         text not null,
  name             text not null,
  mode             text not null check (mode in ('PUSH', 'POLL', 'BATCH')),
  -- null for a feed of all kinds
  kind             text,
  state            text not null check (state in ('LIVE', 'CATCHING_UP', 'RESYNCING', 'PAUSED', 'FAILED')),
  -- opaque, the vendor's own
  cursor           text,
  -- every change up to here is known
  position_at      timestamptz,
  last_change_at   timestamptz,
  last_success_at  timestamptz,
  next_run_at      timestamptz,
  failures         integer not null default 0,
  error_code       text,
  error            text,
  primary key (instance, name)
);

-- Records of a source that are not in step with the copy, and why; a record without a row is.
create table sync_state (
  instance    text not null,
  object      text not null,
  external_id text not null,
  kind        text not null,
  -- what kind of system the instance is
  system      text not null,
  status      text not null check (status in ('PENDING', 'BLOCKED', 'DRIFTED', 'FAILED')),
  reason      text,
  since       timestamptz not null,
  primary key (instance, object, external_id)
);

-- The health of a source as last told to the log, so that it is told once whichever node notices.
create table source_health (
  instance text primary key,
  state    text not null,
  circuit  text not null,
  since    timestamptz not null
);

create table replay (
  id                   text primary key,
  idempotency_key      text unique,
  -- sha256 of what was asked with the key
  request_hash         text not null,
  status               text not null check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED')),
  filter               jsonb not null,
  mode                 text not null,
  rate_per_second      integer not null,
  matched              integer not null default 0,
  would_apply          integer not null default 0,
  applied              integer not null default 0,
  skipped_as_duplicate integer not null default 0,
  failed               integer not null default 0,
  -- how far it has come, for a node that takes it over
  cursor               text,
  claimed_by           text,
  claimed_until        timestamptz,
  error                text,
  created_at           timestamptz not null,
  finished_at          timestamptz
);
create index replay_open on replay (created_at) where status in ('QUEUED', 'RUNNING');

-- Secrets that all nodes of a hub share.
create table secret (
  name  text primary key,
  value text not null
);
