-- What a vendor account allows, divided among the processes that use it. An account is an instance, or an endpoint of it with limits of its own.
create table allowance (
  account text primary key,
  paused_until timestamptz,
  -- After a refusal for too much at once: so many slots, and one more every five seconds since.
  eased_to integer,
  eased_at timestamptz,
  -- The one process that may go on with the least when it hears nothing more.
  keeper text,
  keeper_at timestamptz
);
create table allowance_share (
  account text not null references allowance,
  holder text not null,
  -- The session by which the holder speaks: when it has ended, the holder is dead or will say that it is not.
  pid integer not null,
  session_at timestamptz not null,
  -- What it may be using, at the most.
  slots integer not null,
  per_second integer not null,
  per_minute integer not null,
  -- Of the daily budget: given, and not yet told as spent.
  block integer not null,
  running integer[] not null,
  -- How many calls it made or wanted to make at once lately, by lane.
  wanted integer[] not null,
  busy_until timestamptz not null,
  -- Since when it has waited without a slot.
  dry_since timestamptz,
  renewed_at timestamptz not null,
  primary key (account, holder)
);
create table allowance_spent (
  account text not null references allowance,
  hour timestamptz not null,
  calls bigint not null,
  primary key (account, hour)
);
