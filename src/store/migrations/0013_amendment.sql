-- What an amendment would come to, as all systems said, for a person to look at and to commit.
create table amendment_preview (
  id              text primary key,
  subscription_id text not null,
  customer_id     text not null,
  -- what was asked for
  input           jsonb not null,
  -- versions of the subscription: ours, and that of billing
  base_version    integer not null,
  source_version  integer not null,
  -- impact, planned writes, findings, and everything that the run needs to do exactly this
  content         jsonb not null,
  account         text not null,
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null
);
create index amendment_preview_old on amendment_preview (expires_at);

-- A change of a subscription that somebody committed.
create table amendment (
  id              text primary key,
  preview_id      text not null unique references amendment_preview (id),
  subscription_id text not null,
  customer_id     text not null,
  run_id          text not null,
  type            text not null,
  status          text not null check (status in
    ('PENDING_APPROVAL', 'APPLYING', 'PAUSED', 'APPLIED', 'COMPENSATED', 'REJECTED', 'FAILED')),
  effective_date  date not null,
  reason          text,
  changes         jsonb not null,
  impact          jsonb not null,
  requested_by    text not null,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
-- One at a time for a subscription: whoever comes second finds another version.
create unique index amendment_active on amendment (subscription_id) where status in ('PENDING_APPROVAL', 'APPLYING', 'PAUSED');
create index amendment_subscription on amendment (subscription_id, created_at desc, id desc);
create index amendment_customer on amendment (customer_id, created_at desc, id desc);
create index amendment_run on amendment (run_id);
