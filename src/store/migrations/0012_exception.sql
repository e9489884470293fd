-- What a run could not do by itself and a person can mend. At most one is open for a run.
create table exception (
  id                 text primary key,
  run_id             text not null references run (id),
  step_index         integer not null,
  step_name          text not null,
  -- the source that the step asks or changes
  instance           text,
  -- whether a person may go on without the step
  skippable          boolean not null,
  failure            text not null check (failure in ('refused', 'problem', 'unknown', 'compensation')),
  correlation_id     text not null,
  code               text not null,
  category           text not null check (category in ('TECHNICAL', 'DATA', 'PROCESS', 'POLICY')),
  severity           text not null check (severity in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
  status             text not null check (status in
    ('OPEN', 'ASSIGNED', 'FIX_PROPOSED', 'WAITING_APPROVAL', 'RETRYING', 'RESOLVED', 'AUTO_RESOLVED', 'SKIPPED', 'COMPENSATED')),
  message            text not null,
  -- in the reporting currency for order and filters; as it is in the run besides
  money_at_risk      numeric,
  money_amount       numeric,
  money_currency     text,
  root_cause_key     text not null,
  -- everything that was found (canonical/finding.ts), the first is what the exception is called after
  findings           jsonb not null,
  owner_team         text not null,
  -- whose it was before it was escalated
  home_team          text not null,
  -- usr_...
  assignee           text,
  customer_id        text,
  -- len_..., of the customer
  legal_entity       text,
  process            text not null,
  -- records that it is about, and records whose change is reason to look again
  concerns           text[] not null,
  watches            text[] not null,
  -- what somebody proposed to mend and waits for an approval
  patch              jsonb,
  opened_at          timestamptz not null default now(),
  due_at             timestamptz not null,
  -- how far it was escalated
  escalation         integer not null default 0,
  settled_at         timestamptz,
  -- when it is tried again by itself
  next_at            timestamptz,
  -- whether exceptions see to that (what was wrong may have been mended), and not the engine; and how often they have
  recheck            boolean not null,
  rechecks           integer not null default 0,
  -- whether a person had a hand in it
  mended             boolean not null default false,
  version            integer not null default 1
);
create unique index exception_open on exception (run_id) where settled_at is null;
create index exception_recent on exception (opened_at desc, id desc);
create index exception_root on exception (root_cause_key) where settled_at is null;
create index exception_due on exception (due_at) where settled_at is null;
create index exception_next on exception (next_at) where settled_at is null and recheck;
create index exception_customer on exception (customer_id, opened_at desc);
create index exception_concerns on exception using gin (concerns) where settled_at is null;
create index exception_watches on exception using gin (watches) where settled_at is null;

create table exception_comment (
  exception_id text not null references exception (id),
  nth          integer not null,
  by           text not null,
  at           timestamptz not null default now(),
  text         text not null,
  primary key (exception_id, nth)
);

-- What a request for several exceptions came to, row by row: each is done in a transaction of its own.
create table exception_batch_row (
  batch        text not null,
  nth          integer not null,
  exception_id text not null,
  done         boolean not null default false,
  -- why it was refused
  code         text,
  message      text,
  path         text,
  created_at   timestamptz not null default now(),
  primary key (batch, nth)
);
create index exception_batch_old on exception_batch_row (created_at);

-- Up to which position of the log exceptions have looked for records that they watch.
create table exception_watch (
  one      boolean primary key default true check (one),
  position bigint not null
);
insert into exception_watch (position) select position from event_head;
