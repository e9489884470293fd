import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import { openBodies, openRecords, openRows, sealRecords } from './sealed.ts';

/** A golden record as it comes out of the database; `body` is JSON text, parsed once by the reader. */
export interface EntityRow {
  readonly id: string;
  readonly kind: Kind;
  readonly customer_id: string | null;
  readonly body: string;
  readonly links: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A golden record to write. `gone`: no source holds it any more. */
export interface EntityWrite {
  readonly id: string;
  readonly customer_id: string | null;
  readonly customer_key: string | null;
  readonly status: string | null;
  readonly sort_at: string;
  readonly body: unknown;
  readonly links: unknown;
  readonly gone: boolean;
}

const columns =
  'id, kind, customer_id, body::text as body, links::text as links, version, created_at, updated_at';

type Json = Readonly<Record<string, unknown>>;

/** A golden record that was really changed, and what it and whose it is now and was before. */
export interface Written {
  readonly id: string;
  readonly customer_id: string | null;
  readonly previous_customer_id: string | null;
  readonly created: boolean;
  readonly version: number;
  /** Null for a record that is new, or that no source held any more. */
  readonly before: { readonly body: Json; readonly links: Json } | null;
}

/**
 * Inserts golden records or updates them, raising the version by one where a field, a link or the owner differs.
 * Returns those that really changed. The writer must hold the lock of the kind.
 */
export async function writeEntities(
  db: Queryable,
  kind: Kind,
  entities: readonly EntityWrite[],
  now: string,
): Promise<Written[]> {
  if (entities.length === 0) return [];
  const bodies = await sealRecords(
    db,
    kind,
    entities.map(({ id, body }) => ({ id, fields: body as Json })),
  );
  const { rows } = await db.query<Written>({
    name: 'entity-write',
    text: `with given as materialized (
             select * from jsonb_to_recordset($2::jsonb) as w (id text, customer_id text, customer_key text, status text, sort_at text,
               body jsonb, links jsonb, gone boolean)
           ), before as materialized (
             select e.id, e.customer_id,
               case when e.version > 0 and e.deleted_at is null then jsonb_build_object('body', e.body, 'links', e.links) end as before
             from entity e join given using (id)
           ), written as (
             insert into entity as e (id, kind, customer_id, customer_key, status, sort_at, body, links, created_at, updated_at, deleted_at)
             select id, $1, customer_id, customer_key, status, sort_at, body, links, $3, $3, case when gone then $3::timestamptz end
             from given order by id
             on conflict (id) do update set customer_id = excluded.customer_id, customer_key = excluded.customer_key,
               status = excluded.status, sort_at = excluded.sort_at, body = excluded.body, links = excluded.links,
               deleted_at = excluded.deleted_at, updated_at = excluded.updated_at, version = e.version + 1
             where e.body is distinct from excluded.body or e.links is distinct from excluded.links
               or e.customer_id is distinct from excluded.customer_id or (e.deleted_at is null) <> (excluded.deleted_at is null)
             returning id, customer_id, version = 1 as created, version
           ) select w.id, w.customer_id, b.customer_id as previous_customer_id, w.created, w.version, b.before
             from written w left join before b using (id)`,
    values: [kind, JSON.stringify(entities.map((entity, i) => ({ ...entity, body: bodies[i] }))), now],
  });
  const before = await openRecords(
    db,
    rows.map((row) => row.before?.body ?? {}),
  );
  return rows.map((row, i) => (row.before ? { ...row, before: { ...row.before, body: before[i]! } } : row));
}

/** Makes the rows that facets of new records point to; the golden fields follow in the same transaction. */
export async function reserveEntities(
  db: Queryable,
  kind: Kind,
  ids: readonly string[],
  now: string,
): Promise<void> {
  if (ids.length === 0) return;
  await db.query({
    name: 'entity-reserve',
    text: `insert into entity (id, kind, body, links, version, created_at, updated_at)
           select unnest($2::text[]), $1, '{}', '{}', 0, $3, $3`,
    values: [kind, ids, now],
  });
}

/** A record that found its customer. */
export interface Adopted {
  readonly id: string;
  readonly kind: Kind;
  readonly customer_id: string;
  readonly version: number;
  readonly body: Json;
  readonly links: Json;
}

/** Gives records that were waiting for a customer known by one of these keys to that customer. Returns the records. */
export async function adoptOrphans(
  db: Queryable,
  customers: readonly { key: string; id: string }[],
): Promise<Adopted[]> {
  if (customers.length === 0) return [];
  const { rows } = await db.query<Adopted>({
    name: 'entity-adopt',
    text: `update entity e set customer_id = c.id, version = e.version + 1
           from jsonb_to_recordset($1::jsonb) as c (key text, id text)
           where e.customer_key = c.key and e.customer_id is null and e.id <> c.id and e.deleted_at is null and e.merged_into is null
           returning e.id, e.kind, e.customer_id, e.version, e.body, e.links`,
    values: [JSON.stringify(customers)],
  });
  return openRows(db, rows, 'body');
}

/** Golden records by id, in no order; an id absorbed by a merge gives its survivor's row under `asked`. */
export async function entitiesById(
  db: Queryable,
  ids: readonly string[],
): Promise<(EntityRow & { asked: string })[]> {
  const { rows } = await db.query<EntityRow & { asked: string }>({
    name: 'entity-by-id',
    text: `select a.id as asked, e.id, e.kind, e.customer_id, e.body::text as body, e.links::text as links, e.version, e.created_at, e.updated_at
           from entity a join entity e on e.id = coalesce(a.merged_into, a.id)
           where a.id = any($1) and e.deleted_at is null`,
    values: [ids],
  });
  return openBodies(db, rows);
}

/** Every record of a kind that belongs to these customers, newest first within each. */
export async function entitiesOfCustomers(
  db: Queryable,
  kind: Kind,
  customerIds: readonly string[],
): Promise<EntityRow[]> {
  const { rows } = await db.query<EntityRow>({
    name: 'entity-of-customers',
    text: `select ${columns} from entity
           where customer_id = any($1) and kind = $2 and deleted_at is null and merged_into is null
           order by sort_at desc, id desc`,
    values: [customerIds, kind],
  });
  return openBodies(db, rows);
}

/** All records of a kind that has few of them, such as LegalEntity. */
export async function entitiesOfKind(db: Queryable, kind: Kind): Promise<EntityRow[]> {
  const { rows } = await db.query<EntityRow>({
    name: 'entity-of-kind',
    text: `select ${columns} from entity where kind = $1 and deleted_at is null and merged_into is null order by id`,
    values: [kind],
  });
  return openBodies(db, rows);
}

/** The customer that each record belongs to, by the record's id; of a Customer it is that itself. */
export async function customersOf(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await db.query<{ id: string; customer_id: string | null }>({
    name: 'entity-customer-of',
    text: `select id, case when kind = 'Customer' then id else customer_id end as customer_id from entity where id = any($1)`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.customer_id]));
}
