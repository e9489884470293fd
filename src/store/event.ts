import type { CanonicalEvent, Positioned } from '../canonical/event.ts';
import type { Queryable } from './database.ts';
import { openEvents, sealEvents } from './sealed.ts';

/** The channel on which the relay hears that events wait for their position. */
export const waitingChannel = 'isthmus_waiting';

const columns = `id, position::float8 as position, type, schema_version as "schemaVersion", change, subject_id as "subjectId",
  customer_id as "customerId", entity_version as "entityVersion", source, correlation_id as "correlationId",
  causation_id as "causationId", occurred_at as "occurredAt", received_at as "receivedAt", processed_at as "processedAt", attempts, data`;

/** Writes events into the log, in the order given, as part of the caller's transaction, and wakes the relay when it commits. */
export async function appendEvents(db: Queryable, events: readonly CanonicalEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db.query({
    name: 'event-append',
    text: `insert into event (id, type, schema_version, change, subject_id, customer_id, entity_version, source, correlation_id,
             causation_id, occurred_at, received_at, processed_at, attempts, data)
           select e.id, e.type, e."schemaVersion", e.change, e."subjectId", e."customerId", e."entityVersion", e.source, e."correlationId",
             e."causationId", e."occurredAt", e."receivedAt", e."processedAt", e.attempts, e.data
           from rows from (jsonb_to_recordset($1::jsonb) as (id text, type text, "schemaVersion" text, change text, "subjectId" text,
             "customerId" text, "entityVersion" integer, source text, "correlationId" text, "causationId" text, "occurredAt" timestamptz,
             "receivedAt" timestamptz, "processedAt" timestamptz, attempts integer, data jsonb)) with ordinality
             as e (id, type, "schemaVersion", change, "subjectId", "customerId", "entityVersion", source, "correlationId", "causationId",
               "occurredAt", "receivedAt", "processedAt", attempts, data, nth)
           order by e.nth`,
    values: [JSON.stringify(await sealEvents(db, events))],
  });
  await db.query(`select pg_notify('${waitingChannel}', '')`);
}

/**
 * Gives the next positions to at most `limit` events that wait for one and returns them in order. The head is locked meanwhile, so
 * whoever gives positions at the same time waits, and none is given twice or left out. An event that committed before another one's
 * transaction began comes before it.
 */
export async function givePositions(db: Queryable, limit: number): Promise<readonly Positioned[]> {
  // One text without parameters is one transaction that the server ends by itself: a process that is stopped here keeps nobody waiting.
  const results: unknown = await db.query(
    `select from event_head for update;
     with waiting as materialized (
       select seq from event where position is null order by seq limit ${Math.trunc(limit)}
     ), given as materialized (
       select seq, (select position from event_head) + row_number() over (order by seq) as next from waiting
     ), written as (
       update event e set position = g.next from given g where e.seq = g.seq and e.position is null
     ), moved as (
       update event_head set position = (select max(next) from given) where exists (select from given)
     ) select position::float8 as before, (select count(*) from given)::int as given from event_head`,
  );
  const { before, given } = (results as readonly { rows: readonly { before: number; given: number }[] }[])[1]!
    .rows[0]!;
  return given === 0 ? [] : eventsAfter(db, before, given);
}

/** The events behind a position, in order, at most `limit`, as they are stored: what is personal in them is sealed (store/sealed.ts). */
export async function eventsAfter(
  db: Queryable,
  position: number,
  limit: number,
): Promise<readonly Positioned[]> {
  const { rows } = await db.query<Positioned>({
    name: 'event-after',
    text: `select ${columns} from event e where e.position > $1 order by e.position limit $2`,
    values: [position, limit],
  });
  return rows;
}

/** Events by id, in no order; `position` is null for one that still waits for it. */
export async function eventsById(
  db: Queryable,
  ids: readonly string[],
): Promise<readonly (CanonicalEvent & { readonly position: number | null })[]> {
  const { rows } = await db.query<CanonicalEvent & { readonly position: number | null }>({
    name: 'event-by-id',
    text: `select ${columns} from event where id = any($1)`,
    values: [ids],
  });
  return openEvents(db, rows);
}

/** Where the log stands. */
export interface Head {
  /** The last position given; 0 before the first. */
  readonly position: number;
  /** The last one that the broker is known to hold. */
  readonly published: number;
  /** The first position from which on nothing was deleted; what is before it may have holes. `position + 1` when nothing is kept. */
  readonly oldest: number;
}

/** The head of the log. */
export async function readHead(db: Queryable): Promise<Head> {
  const { rows } = await db.query<Head>({
    name: 'event-head',
    text: `select position::float8 as position, published::float8 as published, oldest::float8 as oldest from event_head`,
  });
  return rows[0]!;
}

/** Notes how far the broker has the log. Loses its last words on a crash rather than keeping waiting whoever gives positions. */
export async function notePublished(db: Queryable, position: number): Promise<void> {
  // Two statements of one transaction, sent as one text, which takes no parameters.
  const published = Math.trunc(position);
  await db.query(
    `set local synchronous_commit = off; update event_head set published = ${published} where published <> ${published}`,
  );
}

/** Whether events wait for their position. */
export async function anyWaiting(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ waiting: boolean }>({
    name: 'event-any-waiting',
    text: 'select exists (select from event where position is null) as waiting',
  });
  return rows[0]!.waiting;
}

/**
 * What tells this log from every other one: the cluster and the database in it. The same on all replicas and after a failover;
 * another one in a copy of the database, and in one that was loaded from a dump.
 */
export async function logIdentity(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ identity: string }>(
    `select c.system_identifier || '-' || d.oid as identity from pg_control_system() c, pg_database d where d.datname = current_database()`,
  );
  return rows[0]!.identity;
}

/** What a step of deleting old events came to. */
export interface Expired {
  /** The position of the last event that was looked at; null when there was none to look at. */
  readonly upTo: number | null;
  readonly deleted: number;
}

/**
 * Looks at the next `limit` events behind a position that were stored before an instant, up to the first that was not, and deletes
 * those whose type does not begin with one of the nouns to keep. Notes in the same statement from where on nothing is deleted.
 */
export async function deleteExpired(
  db: Queryable,
  step: {
    readonly after: number;
    readonly before: string;
    readonly keep: readonly string[];
    readonly limit: number;
  },
): Promise<Expired> {
  const { rows } = await db.query<Expired>({
    name: 'event-delete-expired',
    text: `with page as materialized (
             select position, type, processed_at from event where position > $1 order by position limit $2
           ), expired as materialized (
             select position, type from page
             where position < coalesce((select min(position) from page where processed_at >= $3), 9223372036854775807)
           ), deleted as (
             delete from event e using expired x
             where e.position = x.position and split_part(x.type, '.', 1) <> all ($4::text[]) returning e.position
           ), moved as (
             update event_head set oldest = greatest(oldest, (select max(position) + 1 from deleted)) where exists (select from deleted)
           ) select (select max(position) from expired)::float8 as "upTo", (select count(*) from deleted)::int as deleted`,
    values: [step.after, step.limit, step.before, step.keep],
  });
  return rows[0]!;
}

/** A customer that another one was merged into, and between which positions the log tells of it. */
export interface MergeSpan {
  readonly survivorId: string;
  /** Null: not told yet. */
  readonly position: number | null;
  /** Where the log tells that it was undone; null: it stands. */
  readonly until: number | null;
}

/** The customers that a customer was merged into, one after the other. */
export async function mergesOf(db: Queryable, customerId: string): Promise<readonly MergeSpan[]> {
  const { rows } = await db.query<MergeSpan>({
    name: 'event-merges',
    text: `with recursive told as not materialized (
             select e.subject_id, e.data ->> 'survivorId' as survivor, e.position, (select min(u.position) from event u
               where u.subject_id = e.subject_id and u.type = 'customer.unmerged' and u.position > e.position) as until
             from event e where e.type = 'customer.merged' and e.data ? 'survivorId'
           ), merge (survivor, position, until) as (
             select t.survivor, t.position, t.until from told t where t.subject_id = $1
             union
             select t.survivor, t.position, least(m.until, t.until) from merge m join told t on t.subject_id = m.survivor
           ) select survivor as "survivorId", position::float8 as position, until::float8 as until from merge`,
    values: [customerId],
  });
  return rows;
}
