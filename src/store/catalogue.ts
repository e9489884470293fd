import type { Queryable } from './database.ts';
import { entitiesOfKind, type EntityRow } from './entity.ts';
import { entitiesByKeys, type Instances } from './key.ts';
import { storedOf } from './memory.ts';
import type { Stored } from './read.ts';

/** The prices of each product, in the order of their ids; catalogues are small, so all prices are read at once. */
export async function readPrices(
  db: Queryable,
  instances: Instances,
  productIds: readonly string[],
): Promise<Stored<'Price'>[][]> {
  const prices = (await entitiesOfKind(db, 'Price')).map((row) => storedOf(row) as Stored<'Price'>);
  const keys = prices.flatMap((price) => price.links['product']?.key ?? []);
  const products = await entitiesByKeys(db, instances, 'Product', [...new Set(keys)]);
  return productIds.map((id) =>
    prices.filter((price) => products.get(price.links['product']?.key ?? '')?.includes(id)),
  );
}

/** The accounting periods of the books that each legal entity is kept in, newest first. */
export async function readPeriods(
  db: Queryable,
  legalEntityIds: readonly string[],
): Promise<Stored<'AccountingPeriod'>[][]> {
  const { rows } = await db.query<EntityRow & { legal_entity_id: string }>({
    name: 'catalogue-periods',
    text: `select l.entity_id as legal_entity_id, e.id, e.kind, e.customer_id, e.body::text as body, e.links::text as links, e.version,
             e.created_at, e.updated_at
           from facet l join facet p on p.instance = l.instance and p.kind = 'AccountingPeriod' and p.deleted_at is null
           join entity e on e.id = p.entity_id
           where l.entity_id = any($1) and l.deleted_at is null order by e.sort_at desc, e.id desc`,
    values: [legalEntityIds],
  });
  const found = Map.groupBy(rows, (row) => row.legal_entity_id);
  return legalEntityIds.map((id) =>
    (found.get(id) ?? []).map((row) => storedOf(row) as Stored<'AccountingPeriod'>),
  );
}
