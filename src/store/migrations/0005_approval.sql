-- Names of one person, or of a person's account: links without a direction, in the form in which they are compared (auth/duties.ts).
create table person_alias (
  one   text not null,
  other text not null,
  primary key (one, other),
  check (one < other)
);
create index person_alias_other on person_alias (other);

-- Something that may happen only when somebody else has agreed to it.
create table approval (
  id             text primary key,
  kind           text not null,
  status         text not null default 'PENDING' check (status in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED')),
  -- what it is about, and what there is at most one pending approval of
  subject_id     text not null,
  topic          text not null,
  -- ids of records: whoever may not see them all does not see the approval
  concerns       text[] not null,
  -- what is decided, the rule by which, and the sha256 of both with kind and subject (workflows/binding.ts)
  shown          jsonb not null,
  rule           jsonb not null,
  hash           text not null,
  -- who asked: everybody behind the request, as compared; and as shown
  makers         text[] not null,
  maker_ids      text[] not null,
  requested_by   text not null,
  correlation_id text not null,
  created_at     timestamptz not null default now(),
  expires_at     timestamptz not null,
  decided_at     timestamptz,
  -- of the last decision, or why nobody needs to decide any more
  reason         text
);
create unique index approval_pending on approval (kind, topic) where status = 'PENDING';
create index approval_due on approval (expires_at) where status = 'PENDING';
create index approval_recent on approval (created_at desc, id desc);
create index approval_subject on approval (subject_id);

-- What each person decided of it, of exactly what.
create table approval_decision (
  approval_id  text not null references approval (id),
  nth          integer not null,
  approve      boolean not null,
  reason       text not null,
  hash         text not null,
  -- everybody behind the decision, as compared; and as shown
  persons      text[] not null,
  decided_by   text not null,
  roles        text[] not null,
  broken_glass boolean not null,
  at           timestamptz not null default now(),
  primary key (approval_id, nth)
);

-- The idempotency keys of mutations, by the account that used them, and what was answered.
create table request_key (
  account      text not null,
  key          text not null,
  -- sha256 of what was asked with the key
  request_hash text not null,
  answer       jsonb not null default '{}',
  created_at   timestamptz not null default now(),
  primary key (account, key)
);
create index request_key_old on request_key (created_at);

-- Rights that somebody took in an emergency, until an instant.
create table access_grant (
  id        text primary key,
  -- as compared, and as shown
  person    text not null,
  person_id text not null,
  account   text not null,
  reason    text not null,
  at        timestamptz not null default now(),
  until     timestamptz not null
);
create index access_grant_until on access_grant (until);

-- Two customers that somebody made one, and everything that it takes to make them two again.
create table merge_record (
  id           text primary key,
  survivor_id  text not null references entity (id),
  absorbed_id  text not null references entity (id),
  at           timestamptz not null default now(),
  merged_by    text not null,
  -- fields of the survivor that the absorbed one's sources decide
  chosen       text[] not null,
  -- what was whose before (store/merge.ts)
  before       jsonb not null,
  approval_id  text references approval (id),
  undone_at    timestamptz,
  undone_by    text
);
create index merge_record_survivor on merge_record (survivor_id, at desc, id desc);
create index merge_record_absorbed on merge_record (absorbed_id);

-- Pairs that somebody decided are two: never merged without a person, never suggested again.
create table apart (
  one   text not null references entity (id),
  other text not null references entity (id),
  primary key (one, other),
  check (one < other)
);
create index apart_other on apart (other);

-- A replay may wait for an approval, and end without one.
alter table replay drop constraint replay_status_check;
alter table replay add constraint replay_status_check
  check (status in ('QUEUED', 'WAITING_APPROVAL', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'));

-- Of several records of one source that a merge brought together, the survivor's decide: the order among them, and the fields that a
-- person chose them to decide whatever the order says.
alter table facet add column rank integer not null default 0;
alter table facet add column decides text[] not null default '{}';
