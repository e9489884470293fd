import type { Queryable } from './database.ts';

/** Another customer that may be the same company, and where it is known. */
export interface Lookalike {
  readonly id: string;
  readonly instance: string;
  /** What they have in common. */
  readonly by: 'tax id' | 'domain';
}

/**
 * Customers beside `customerId` that share a tax id or a domain with it and that one of `instances` knows; at most 20. Whoever must not be
 * entered there twice is one of them.
 */
export async function lookalikes(
  db: Queryable,
  customerId: string,
  instances: readonly string[],
): Promise<readonly Lookalike[]> {
  const { rows } = await db.query<Lookalike>({
    name: 'customer-lookalikes',
    text: `select e.id, f.instance, case when bool_or(k.key like 'tax:%') then 'tax id' else 'domain' end as by
           from identity_key own
           join identity_key k on k.kind = 'Customer' and k.key = own.key and k.entity_id <> own.entity_id
           join entity e on e.id = k.entity_id and e.deleted_at is null and e.merged_into is null
           join facet f on f.entity_id = e.id and f.kind = 'Customer' and f.deleted_at is null and f.instance = any($2)
           where own.kind = 'Customer' and own.entity_id = $1 and (own.key like 'tax:%' or own.key like 'domain:%')
           group by e.id, f.instance order by e.id, f.instance limit 20`,
    values: [customerId, instances],
  });
  return rows;
}
