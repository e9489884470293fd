-- What was done and by whom, as a chain: each entry holds the hash of the one before it. Whatever is hashed is text as it was hashed,
-- so that nobody needs a database, a time zone or a JSON library to hash it again (docs/audit.md). Written by audit_append alone.
create table audit_entry (
  -- without gaps, from 1
  seq            bigint primary key,
  id             text not null unique,
  -- ISO 8601, UTC, with milliseconds: text of one width, so it sorts as the instants do
  at             text collate "C" not null,
  person         text not null,
  account        text not null,
  -- a JSON array of texts
  actors         text not null,
  action         text not null,
  subject        text,
  -- JSON
  before         text,
  after          text,
  correlation_id text not null,
  prev_hash      text not null,
  hash           text not null
);
create index audit_entry_at on audit_entry (at, seq);
create index audit_entry_subject on audit_entry (subject, seq desc) where subject is not null;
create index audit_entry_person on audit_entry (lower(person), seq desc);
create index audit_entry_account on audit_entry (account, seq desc);
create index audit_entry_actors on audit_entry using gin ((actors::jsonb)) where actors <> '[]';
create index audit_entry_action on audit_entry (action, seq desc);

-- Whose chain this is and where it ends. Locked by whoever appends, until that transaction ends.
create table audit_head (
  one    boolean primary key default true check (one),
  tenant text not null,
  seq    bigint not null,
  hash   text not null,
  -- the last position of the event log that an entry `log.sealed` covers
  sealed bigint not null default 0
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are only ever added' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_entry_kept before update or delete on audit_entry for each row execute function audit_refuse();
create trigger audit_entry_whole before truncate on audit_entry execute function audit_refuse();

-- A text as it is hashed: its length in bytes, a colon, the text and a comma; `-,` where there is none.
create function audit_field(given text) returns text language sql immutable parallel safe as $$
  select coalesce(octet_length(given) || ':' || given || ',', '-,')
$$;

-- Adds entries behind the head and moves it. The head is locked until the transaction ends, so this is what a transaction does last.
create function audit_append(entries jsonb) returns void language plpgsql as $$
declare
  head   audit_head;
  last   text;
  hashes text[] := '{}';
  part   text;
  nth    bigint := 0;
begin
  select * into head from audit_head for update;
  if not found then
    raise exception 'the audit chain of this database was not opened for a tenant';
  end if;
  last := head.hash;
  for part in
    select audit_field(e.id) || audit_field(e.at) || audit_field(e.person) || audit_field(e.account) || audit_field(e.actors)
      || audit_field(e.action) || audit_field(e.subject) || audit_field(e.before) || audit_field(e.after) || audit_field(e."correlationId")
    from rows from (jsonb_to_recordset(entries) as (id text, at text, person text, account text, actors text, action text, subject text,
      before text, after text, "correlationId" text)) with ordinality
      as e (id, at, person, account, actors, action, subject, before, after, "correlationId", nth)
    order by e.nth
  loop
    nth := nth + 1;
    last := encode(sha256(convert_to(
      audit_field('isthmus-audit-1') || audit_field(head.tenant) || audit_field((head.seq + nth)::text) || audit_field(last) || part,
      'UTF8')), 'hex');
    hashes := hashes || last;
  end loop;
  insert into audit_entry (seq, id, at, person, account, actors, action, subject, before, after, correlation_id, prev_hash, hash)
  select head.seq + e.nth, e.id, e.at, e.person, e.account, e.actors, e.action, e.subject, e.before, e.after, e."correlationId",
    case when e.nth = 1 then head.hash else hashes[e.nth - 1] end, hashes[e.nth]
  from rows from (jsonb_to_recordset(entries) as (id text, at text, person text, account text, actors text, action text, subject text,
    before text, after text, "correlationId" text)) with ordinality
    as e (id, at, person, account, actors, action, subject, before, after, "correlationId", nth);
  update audit_head set seq = head.seq + nth, hash = last;
end
$$;
