import type { Queryable } from './database.ts';

/** One of two customers that are to become one. */
export interface Side {
  readonly id: string;
  readonly version: number;
  readonly name: string | null;
  /** Whether no source holds it any more; whose it became. */
  readonly gone: boolean;
  readonly mergedInto: string | null;
  /** How many records belong to it. */
  readonly records: number;
  /** The code of our company that sells to it, and what it owes and pays in a year, in the reporting currency; null: not known. */
  readonly legalEntity: string | null;
  readonly amount: string | null;
}

/** Customers as what is decided of them depends on; undefined for an unknown id. */
export async function readSides(db: Queryable, ids: readonly string[]): Promise<(Side | undefined)[]> {
  const { rows } = await db.query<Side>(
    `select c.id, c.version, c.body->>'name' as name, c.deleted_at is not null as gone, c.merged_into as "mergedInto",
       (select count(*) from entity e where e.customer_id = c.id and e.deleted_at is null and e.merged_into is null)::int as records,
       l.body->>'code' as "legalEntity", s.arr_reporting + s.open_ar_reporting as amount
     from entity c left join customer_summary s on s.customer_id = c.id left join entity l on l.id = s.legal_entity_id
     where c.id = any($1) and c.kind = 'Customer'`,
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id));
}

/** Whether one of two customers is further up in the other's group than directly above it. */
export async function standBetween(db: Queryable, left: string, right: string): Promise<boolean> {
  const { rows } = await db.query<{ between: boolean }>(
    `with recursive up (start, id, depth) as (
       select id, customer_id, 1 from entity where id = any($1)
       union select u.start, e.customer_id, u.depth + 1 from up u join entity e on e.id = u.id where u.depth < 100
     ) select exists (select from up where id = any($1) and id <> start and depth > 1) as between`,
    [[left, right]],
  );
  return rows[0]!.between;
}

/** Records that belong to a customer, with the key by which each names its own. */
export async function recordsBelonging(
  db: Queryable,
  customerId: string,
): Promise<readonly { readonly id: string; readonly key: string | null }[]> {
  const { rows } = await db.query<{ id: string; key: string | null }>(
    'select id, customer_key as key from entity where customer_id = $1 and id <> $1',
    [customerId],
  );
  return rows;
}

/** Gives records to a customer. */
export async function giveRecords(db: Queryable, customerId: string, ids: readonly string[]): Promise<void> {
  await db.query('update entity set customer_id = $1 where id = any($2)', [customerId, ids]);
}
