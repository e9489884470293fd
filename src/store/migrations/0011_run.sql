-- Processes of this hub, each under a name of its own for as long as it lives; whoever has not been heard of for a while is dead.
create table node (
  -- name and a random part: a process that starts again is another node
  id       text primary key,
  name     text not null,
  at       timestamptz not null default now(),
  -- set by whoever took its runs over
  buried   boolean not null default false
);

-- Orchestrated writes. A run's rows are the whole of it: whoever has it moves it on from what they say.
create table run (
  id              text primary key,
  process         text not null,
  process_version text not null,
  status          text not null check (status in
    ('QUEUED', 'RUNNING', 'WAITING_APPROVAL', 'PAUSED', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'FAILED', 'CANCELLED')),
  lane            text not null,
  -- what it is about, whose it is, and the records that whoever may see it must see
  subject_id      text not null,
  customer_id     text,
  concerns        text[] not null,
  -- what was asked for: ids, numbers, dates and amounts; what is personal is read when it is needed
  input           jsonb not null,
  -- what people have mended, by the path of the editable field
  patch           jsonb not null default '{}',
  trigger_event   text,
  correlation_id  text not null,
  account         text not null,
  started_by      text not null,
  money_at_risk   numeric,
  money_currency  text,
  started_at      timestamptz not null default now(),
  finished_at     timestamptz,
  -- why it stands still or ended as it did, a sentence
  reason          text,
  -- when it is to be moved on; null: when somebody says so
  due_at          timestamptz,
  -- raised with each order to move it on; names the engine's workflow
  turn            integer not null default 1,
  -- when the engine was last told of the turn; null: not yet
  sent_at         timestamptz,
  -- raised by whoever takes it: what an earlier holder writes late is refused
  fence           integer not null default 0,
  node            text,
  -- how often whoever had it ended without a word since a step last came to something
  crashes         integer not null default 0,
  -- what somebody asked for while it was moving; stays until the run has come to its end where that takes many steps
  wish            text check (wish in ('PAUSE', 'CANCEL', 'COMPENSATE')),
  version         integer not null default 1
);
create index run_due on run (due_at) where due_at is not null and node is null;
create index run_held on run (node) where node is not null;
create index run_recent on run (started_at desc, id desc);
create index run_open on run (status, started_at) where finished_at is null;
create index run_customer on run (customer_id, started_at desc, id desc);
create index run_subject on run (subject_id, started_at desc, id desc);
create index run_correlation on run (correlation_id);

-- The steps of a run, written when it begins so that what lies ahead can be seen.
create table run_step (
  run_id      text not null references run (id),
  index       integer not null,
  name        text not null,
  kind        text not null check (kind in ('check', 'write', 'local')),
  instance    text,
  status      text not null default 'PENDING' check (status in
    ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'COMPENSATED', 'UNKNOWN_OUTCOME')),
  -- raised when a person has mended what it sends: part of its idempotency key
  attempt     integer not null default 1,
  result      jsonb,
  started_at  timestamptz,
  finished_at timestamptz,
  -- how often it was tried since it last succeeded, was mended or was retried by hand
  tries       integer not null default 0,
  next_at     timestamptz,
  primary key (run_id, index)
);

-- Everything the hub has done, or may have done, at a vendor. Written before the call.
create table effect (
  key          text primary key,
  run_id       text not null references run (id),
  step_index   integer not null,
  act          text not null check (act in ('DO', 'UNDO')),
  attempt      integer not null,
  instance     text not null,
  operation    text not null,
  class        text not null check (class in ('A', 'B', 'C', 'D')),
  state        text not null check (state in ('INTENT', 'DONE', 'UNKNOWN', 'REFUSED', 'UNDONE')),
  -- of the run when it was written: a late holder's is lower
  fence        integer not null,
  input        jsonb not null,
  -- what undoing it takes, known before it is done
  undo         jsonb,
  result       jsonb,
  object       text,
  external_id  text,
  intent_at    timestamptz not null default now(),
  -- when the vendor was first called with the key: its lifetime counts from then. null: it was not, or surely in vain
  called_at    timestamptz,
  -- when it was last called
  tried_at     timestamptz,
  -- when the vendor had come to an end with the last call, as far as that is known
  settled_at   timestamptz
);
create index effect_run on effect (run_id, step_index);
create index effect_place on effect (instance, object, external_id) where external_id is not null;

-- Each try of a step.
create table run_attempt (
  run_id      text not null,
  step_index  integer not null,
  nth         integer not null,
  act         text not null default 'DO' check (act in ('DO', 'UNDO')),
  at          timestamptz not null,
  duration_ms integer not null,
  http_status integer,
  outcome     text not null check (outcome in ('APPLIED', 'NOT_APPLIED', 'UNKNOWN', 'FOUND_EXISTING')),
  -- code, message, retryable, system
  error       jsonb,
  primary key (run_id, step_index, nth),
  foreign key (run_id, step_index) references run_step (run_id, index)
);

-- What a run has reached, in words of the business.
create table run_checkpoint (
  run_id text not null references run (id),
  nth    integer not null,
  name   text not null,
  system text,
  at     timestamptz not null default now(),
  primary key (run_id, nth)
);
