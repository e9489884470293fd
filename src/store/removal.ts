import type { Kind } from '../canonical/kind.ts';
import type { Key } from '../canonical/record.ts';
import type { Queryable } from './database.ts';
import type { Notice } from './notice.ts';

/** A facet that was removed. */
export interface RemovedFacet {
  readonly instance: string;
  readonly object: string;
  readonly externalId: string;
  readonly kind: Kind;
  readonly keys: readonly Key[];
  readonly name: string | null;
  /** The record of ours that it was part of, and the customer that this was or belonged to; null: to none. */
  readonly recordId: string;
  readonly customerId: string | null;
}

/** What was removed, and who must forget it. */
export interface Removed {
  readonly facets: readonly RemovedFacet[];
  readonly notice: Notice;
}

/**
 * Removes records as if they had never been stored, with everything that belongs to those that are customers: facets, golden records,
 * keys, summaries, what waits or failed of them, and the data of their events, whose places in the log stay; of what the broker holds of
 * them it is noted that it must go. A customer below a removed
 * one stays without a parent. Nobody is told. The caller must keep everybody else from writing records meanwhile (sync/turn.ts).
 */
export async function removeRecords(db: Queryable, roots: readonly string[]): Promise<Removed> {
  const { rows } = await db.query<{ id: string; kind: Kind; owner: string | null }>(
    `with root as (
       select coalesce(merged_into, id) as id from entity where id = any($1)
     ), own as (
       select id from root union select e.id from root r join entity e on e.customer_id = r.id where e.kind <> 'Customer'
     ) select e.id, e.kind, e.customer_id as owner from entity e where e.id in (select id from own) or e.merged_into in (select id from own)`,
    [roots],
  );
  const ids = rows.map(({ id }) => id);
  const customers = rows.flatMap(({ id, kind }) => (kind === 'Customer' ? [id] : []));
  const { rows: facets } = await db.query<RemovedFacet>(
    `delete from facet f using entity e where f.entity_id = any($1) and e.id = f.entity_id
     returning f.instance, f.object, f.external_id as "externalId", f.kind, f.keys, f.fields ->> 'name' as name, e.id as "recordId",
       case when e.kind = 'Customer' then e.id else e.customer_id end as "customerId"`,
    [ids],
  );
  const places = JSON.stringify(
    facets.map(({ instance, object, externalId }) => ({ instance, object, externalId })),
  );
  for (const table of ['dead_letter', 'sync_state'])
    await db.query(
      `delete from ${table} t using jsonb_to_recordset($1::jsonb) as p (instance text, object text, "externalId" text)
       where t.instance = p.instance and t.object = p.object and t.external_id = p."externalId"`,
      [places],
    );
  for (const statement of [
    'delete from identity_key where entity_id = any($1)',
    'delete from match_candidate where left_id = any($1) or right_id = any($1)',
    'delete from list_sync where customer_id = any($1)',
    'delete from customer_summary where customer_id = any($1)',
    'delete from merge_record where survivor_id = any($1) or absorbed_id = any($1)',
    'delete from apart where one = any($1) or other = any($1)',
    `update approval set shown = '{}', status = case when status = 'PENDING' then 'CANCELLED' else status end,
       decided_at = coalesce(decided_at, now()), reason = case when status = 'PENDING' then 'what it concerns is withheld' else reason end
     where concerns && $1`,
    // What is sealed elsewhere, as in a copy of the database or at the broker, opens no more.
    'update subject_key set sealed = null, erased_at = now() where subject_id = any($1) and sealed is not null',
    `with emptied as (update event set data = '{}' where subject_id = any($1) or customer_id = any($1) returning subject_id)
     insert into removed_subject (subject_id) select distinct subject_id from emptied on conflict do nothing`,
  ])
    await db.query(statement, [ids]);
  await db.query(
    `update event e set data = '{}' from jsonb_to_recordset($1::jsonb) as p (instance text, object text, "externalId" text)
     where e.subject_id = 'src_' || p.instance and e.type = 'sync.status_changed' and e.data ->> 'object' = p.object
       and e.data ->> 'externalId' = p."externalId"`,
    [places],
  );
  const { rows: below } = await db.query<{ id: string }>(
    `update entity set customer_id = null, version = version + 1 where customer_id = any($1) and id <> all($2) returning id`,
    [customers, ids],
  );
  await db.query('delete from entity where id = any($1)', [ids]);
  return {
    facets,
    notice: {
      customers: [...customers, ...below.map(({ id }) => id), ...rows.flatMap(({ owner }) => owner ?? [])],
      records: ids,
      erased: rows.flatMap(({ id, kind }) => (kind === 'Contact' ? [id] : [])),
      all: true,
    },
  };
}

/** Records that were removed at least so long ago, of which the broker may still hold something. */
export async function removedSubjects(
  db: Queryable,
  agoMs: number,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'removal-subjects',
    text: `select subject_id as id from removed_subject
           where at <= now() - $1::float8 * interval '1 millisecond' order by at, subject_id limit $2`,
    values: [agoMs, limit],
  });
  return rows.map(({ id }) => id);
}

/** Notes that the broker holds nothing of them any more. */
export async function forgetRemoved(db: Queryable, subjectIds: readonly string[]): Promise<void> {
  await db.query('delete from removed_subject where subject_id = any($1)', [subjectIds]);
}
