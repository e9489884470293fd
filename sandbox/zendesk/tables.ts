import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Columns, Sim, SimObject } from '../kit/types.ts';

/** A row as SQLite gives it; every whole number is a BigInt, because ids may exceed 2^53. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The record types that reads, searches and exports speak of. */
export type RecordType = 'ticket' | 'user' | 'organization';

/**
 * `generated_at` (seconds) is what incremental exports follow: it moves on every change, also on one that leaves `updated_at` alone.
 * `searchable_at` (milliseconds) is when the search index learns of the row's newest state; the triggers keep one entry per state,
 * so that a search sees what the index knew and not what is.
 */
export const schema = `
create table if not exists organization (
  id integer primary key, name text not null default '' collate nocase, external_id text, domain_names text not null default '[]',
  details text, notes text, group_id integer, shared_tickets integer not null default 0, shared_comments integer not null default 0,
  tags text not null default '[]', organization_fields text not null default '{}',
  created_at text not null, updated_at text not null, generated_at integer not null, searchable_at integer not null
);
create index if not exists organization_external on organization (external_id);
create index if not exists organization_name on organization (name);
create index if not exists organization_export on organization (generated_at, id);
create table if not exists user (
  id integer primary key, name text not null default '', email text collate nocase, role text not null default 'end-user',
  organization_id integer, external_id text, phone text, details text, notes text, tags text not null default '[]',
  user_fields text not null default '{}', active integer not null default 1, suspended integer not null default 0,
  verified integer not null default 1,
  created_at text not null, updated_at text not null, generated_at integer not null, searchable_at integer not null
);
create index if not exists user_email on user (email);
create index if not exists user_external on user (external_id);
create index if not exists user_organization on user (organization_id, id);
create index if not exists user_export on user (generated_at, id);
create table if not exists ticket (
  id integer primary key, subject text, description text not null default '', type text, priority text,
  status text not null default 'new', requester_id integer, submitter_id integer, assignee_id integer, organization_id integer,
  group_id integer, external_id text, tags text not null default '[]', custom_fields text not null default '[]', due_at text,
  channel text not null default 'api', solved_at text,
  created_at text not null, updated_at text not null, generated_at integer not null, searchable_at integer not null
);
create index if not exists ticket_organization on ticket (organization_id, id);
create index if not exists ticket_requester on ticket (requester_id, id);
create index if not exists ticket_external on ticket (external_id);
create index if not exists ticket_export on ticket (generated_at, id);
create table if not exists ticket_comment (
  id integer primary key, ticket_id integer not null, author_id integer, body text not null, public integer not null, created_at text not null
);
create index if not exists comment_ticket on ticket_comment (ticket_id, id);
create table if not exists sla_policy (
  id integer primary key, title text not null, description text, position integer not null, filter text not null,
  policy_metrics text not null, created_at text not null, updated_at text not null
);
create table if not exists search_entry (
  type text not null, id integer not null, from_ms integer not null, organization_id integer, requester_id integer, assignee_id integer,
  external_id text, status text, priority text, role text, email text, title text, tags text, created_at text, updated_at text,
  primary key (type, id, from_ms)
) without rowid;
create index if not exists entry_organization on search_entry (type, organization_id);
create index if not exists entry_external on search_entry (type, external_id);
${(['insert', 'update'] as const)
  .map(
    (when) => `
create trigger if not exists ticket_${when}_indexed after ${when} on ticket begin
  insert or replace into search_entry values ('ticket', new.id, new.searchable_at, new.organization_id, new.requester_id, new.assignee_id,
    new.external_id, new.status, new.priority, null, null, new.subject, new.tags, new.created_at, new.updated_at);
end;
create trigger if not exists user_${when}_indexed after ${when} on user begin
  insert or replace into search_entry values ('user', new.id, new.searchable_at, new.organization_id, null, null,
    new.external_id, null, null, new.role, new.email, new.name, new.tags, new.created_at, new.updated_at);
end;
create trigger if not exists organization_${when}_indexed after ${when} on organization begin
  insert or replace into search_entry values ('organization', new.id, new.searchable_at, new.id, null, null,
    new.external_id, null, null, null, null, new.name, new.tags, new.created_at, new.updated_at);
end;`,
  )
  .join('')}
create table if not exists oauth_token (token text primary key, scope text not null, expires_at integer not null);
create table if not exists idempotency (key text primary key, body_hash text not null, body text not null, object_id text not null, stored_at integer not null);
create table if not exists rate_use (scope text not null, slot integer not null, used integer not null, primary key (scope, slot));
`;

/** Seconds precision, as all Zendesk instants have. */
export function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The columns that move whenever a record changes, whoever changes it. The index learns of it `searchLagMs` later. */
export function stamps(sim: Sim, change: 'insert' | 'update' | 'delete'): Columns {
  const now = sim.now();
  return {
    ...(change === 'insert' && { created_at: instant(now) }),
    updated_at: instant(now),
    generated_at: Math.floor(now / 1000),
    searchable_at: now + sim.setting('searchLagMs', 10_000),
  };
}

const stamp: SimObject['stamp'] = (sim, change) => stamps(sim, change);

/** What `/__sim/state` shows and changes. Deleted tickets and users stay, as Zendesk keeps them; organizations go. */
export const objects: Readonly<Record<string, SimObject>> = {
  organization: { table: 'organization', key: 'id', document: 'organization_fields', stamp },
  user: { table: 'user', key: 'id', document: 'user_fields', stamp, tombstone: { active: 0 } },
  ticket: { table: 'ticket', key: 'id', stamp, tombstone: { status: 'deleted' } },
  sla_policy: { table: 'sla_policy', key: 'id' },
};

/** Runs a query and gives its rows with whole numbers as BigInt. */
export function rowsOf(sim: Sim, sql: string, ...bound: readonly SQLInputValue[]): Row[] {
  const statement = sim.db.prepare(sql);
  statement.setReadBigInts(true);
  return statement.all(...bound);
}

/** The record of a type with this id, or undefined. */
export function rowById(sim: Sim, type: RecordType, id: SQLInputValue): Row | undefined {
  return rowsOf(sim, `select * from ${type} where id = ?`, id)[0];
}

/** Inserts a row with these columns; without `id` SQLite gives the next one. Returns the id. */
export function insertRow(sim: Sim, table: string, columns: Columns): bigint {
  const names = Object.keys(columns);
  const statement = sim.db.prepare(
    `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  );
  statement.setReadBigInts(true);
  return BigInt(statement.run(...Object.values(columns)).lastInsertRowid);
}

/** Sets columns of one row. */
export function updateRow(sim: Sim, table: string, id: SQLInputValue, columns: Columns): void {
  const names = Object.keys(columns);
  sim.db
    .prepare(`update ${table} set ${names.map((name) => `${name} = ?`).join(', ')} where id = ?`)
    .run(...Object.values(columns), id);
}
