import type { Kind } from '../canonical/kind.ts';
import type { Database, Queryable } from './database.ts';

/** The channel on which every node hears that a lane has work; the payload is the lane as JSON. */
export const inboxChannel = 'isthmus_inbox';

/** Records of one kind of one source: what is fetched together. */
export interface Lane {
  readonly instance: string;
  readonly kind: Kind;
  readonly object: string;
}

/** A message of a source about one record, on its way into the inbox. Texts are such as PostgreSQL can hold and index. */
export interface NewMessage extends Lane {
  readonly id: string;
  readonly feed: string;
  readonly deliveryId: string;
  readonly externalId: string;
  readonly deleted: boolean;
  readonly own: boolean;
  readonly changedAt: string | null;
  readonly receivedAt: string;
  readonly correlationId: string;
}

/**
 * Writes messages in one statement and wakes every node when it commits; returns how many were not there before. A repeat is known by
 * its delivery id and record.
 */
export async function addMessages(db: Queryable, messages: readonly NewMessage[]): Promise<number> {
  if (messages.length === 0) return 0;
  const { rows } = await db.query<{ added: number }>({
    name: 'inbox-add',
    // In the order of what is unique, so that two senders of the same messages never wait for one another in a circle.
    text: `with given as materialized (
             select * from jsonb_to_recordset($1::jsonb) as g (id text, instance text, feed text, "deliveryId" text, kind text, object text,
               "externalId" text, deleted boolean, own boolean, "changedAt" timestamptz, "receivedAt" timestamptz, "correlationId" text)
           ), added as (
             insert into inbox (id, instance, feed, delivery_id, kind, object, external_id, deleted, own, changed_at, received_at,
               correlation_id, due_at)
             select id, instance, feed, "deliveryId", kind, object, "externalId", deleted, own, "changedAt", "receivedAt", "correlationId", now()
             from given order by instance, "deliveryId", object, "externalId", id
             on conflict (instance, delivery_id, object, external_id) do nothing returning instance, kind, object
           ), lanes as (
             select pg_notify('${inboxChannel}', json_build_object('instance', instance, 'kind', kind, 'object', object)::text)
             from added group by instance, kind, object
           ) select (select count(*)::int from added) as added, (select count(*) from lanes) as woken`,
    values: [JSON.stringify(messages)],
  });
  return rows[0]!.added;
}

/** A message that this node works on. */
export interface Claimed {
  readonly id: string;
  readonly feed: string;
  readonly externalId: string;
  readonly receivedAt: string;
  readonly correlationId: string;
  readonly attempts: number;
  /** Whether it tells of the hub's own change, which the copy holds already. */
  readonly echo: boolean;
}

const free = '(i.claimed_until is null or i.claimed_until <= now())';

/**
 * Claims the messages of a lane that have waited longest, at most `limit` of those that are due and with them everything else that
 * waits about the same records, for `leaseMs`. A record that somebody else works on is left alone until he is done or his lease ends.
 * The oldest come first.
 */
export async function claimMessages(
  database: Pick<Database, 'transaction'>,
  { instance, kind, object }: Lane,
  node: string,
  leaseMs: number,
  limit: number,
): Promise<Claimed[]> {
  return database.transaction(async (db) => {
    // One after another: who claims at the same time would not see which records the other one has just taken.
    await db.query(`select pg_advisory_xact_lock(hashtextextended('isthmus:inbox:' || $1, 0))`, [
      `${instance}:${object}`,
    ]);
    const { rows } = await db.query<Claimed>({
      name: 'inbox-claim',
      // Arrays and limits leave the planner no other way than through the indexes, whatever it knows of the tables.
      text: `with due as materialized (
             select i.external_id from inbox i
             where i.state = 'PENDING' and i.instance = $1 and i.kind = $2 and i.object = $3 and i.due_at <= now() and ${free}
               and (select true from inbox o where o.instance = $1 and o.object = $3 and o.external_id = i.external_id
                 and o.state = 'PENDING' and o.claimed_until > now() limit 1) is null
             order by i.due_at limit $6 for update of i skip locked
           ), taken as materialized (
             select i.id from inbox i
             where i.instance = $1 and i.object = $3 and i.external_id = any(array(select distinct external_id from due))
               and i.state = 'PENDING' and i.kind = $2 and ${free} for update of i skip locked
           ), claimed as (
             update inbox i set claimed_by = $4, claimed_until = now() + $5::float8 * interval '1 millisecond'
             where i.id = any(array(select id from taken)) returning i.*
           ) select c.id, c.feed, c.external_id as "externalId", c.received_at as "receivedAt", c.correlation_id as "correlationId", c.attempts,
               c.own and coalesce(f.deleted = c.deleted and (c.deleted or f.source_time >= c.changed_at), false) as echo
             from claimed c left join lateral (
               select f.deleted_at is not null as deleted, f.source_time from facet f
               where f.instance = $1 and f.object = $3 and f.external_id = c.external_id limit 1
             ) f on true
             order by c.received_at, c.id`,
      values: [instance, kind, object, node, leaseMs, limit],
    });
    return rows;
  });
}

/** Keeps messages claimed for another `leaseMs`. */
export async function renewClaims(
  db: Queryable,
  node: string,
  ids: readonly string[],
  leaseMs: number,
): Promise<void> {
  await db.query(
    // What is locked is just being finished.
    `update inbox i set claimed_until = now() + $3::float8 * interval '1 millisecond'
     from (select id from inbox where id = any($2) and claimed_by = $1 and state = 'PENDING' for update skip locked) held
     where i.id = held.id`,
    [node, ids, leaseMs],
  );
}

/** Gives messages back as they were, for any node to claim. */
export async function releaseClaims(db: Queryable, node: string, ids: readonly string[]): Promise<void> {
  await db.query(
    `update inbox set claimed_by = null, claimed_until = null where id = any($2) and claimed_by = $1 and state = 'PENDING'`,
    [node, ids],
  );
}

/** Notes that messages are done. They are kept for a while to know repeats. */
export async function finishMessages(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({
    name: 'inbox-finish',
    text: `update inbox set state = 'DONE', done_at = now(), claimed_by = null, claimed_until = null
           where id = any($1) and state = 'PENDING'`,
    values: [ids],
  });
}

/**
 * Notes that the record of these messages could not be taken in: they are due again after `waitMs`, or (null) never. Returns whether
 * this node still held one of them.
 */
export async function failMessages(
  db: Queryable,
  node: string,
  ids: readonly string[],
  attempts: number,
  waitMs: number | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update inbox set attempts = $3, claimed_by = null, claimed_until = null,
       state = case when $4::float8 is null then 'DEAD' else 'PENDING' end, done_at = case when $4::float8 is null then now() end,
       due_at = case when $4::float8 is null then due_at else now() + $4::float8 * interval '1 millisecond' end
     where id = any($2) and claimed_by = $1 and state = 'PENDING'`,
    [node, ids, attempts, waitMs],
  );
  return rowCount !== 0;
}

/** The lanes with messages that are due and that nobody works on. However many wait, only the lanes are visited. */
export async function dueLanes(db: Queryable): Promise<Lane[]> {
  const { rows } = await db.query<Lane>({
    name: 'inbox-due',
    text: `with recursive lane as (
             (select instance, kind, object from inbox where state = 'PENDING' order by instance, kind, object limit 1)
             union all
             select n.* from lane l cross join lateral (
               select i.instance, i.kind, i.object from inbox i
               where i.state = 'PENDING' and (i.instance, i.kind, i.object) > (l.instance, l.kind, l.object)
               order by i.instance, i.kind, i.object limit 1
             ) n
           ) select l.* from lane l where (
             select true from inbox i where i.state = 'PENDING' and i.instance = l.instance and i.kind = l.kind and i.object = l.object
               and i.due_at <= now() and ${free} limit 1
           )`,
  });
  return rows;
}
