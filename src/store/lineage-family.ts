import type { Kind } from '../canonical/kind.ts';
import { madeInto, madeOf } from '../canonical/lineage.ts';
import type { Link } from '../canonical/record.ts';
import type { Queryable } from './database.ts';
import { entitiesByKeys, type Instances } from './key.ts';

/** Records of one customer that are made of one another. */
export interface Family {
  readonly customerId: string;
  /** From what something is made of to what is made of it, and when the hub first saw the latter. */
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly since: string }[];
  /** Whether there are more records than were looked through. */
  readonly cut: boolean;
}

/** Most records of a customer that are looked through, the newest first. */
const most = 2000;
const kindsWithLinks = [...Object.keys(madeOf), ...Object.keys(madeInto)];

/** The customers that these records belong to, by record; records that belong to none are absent. */
export async function customersOf(
  db: Queryable,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; customer: string }>({
    name: 'lineage-customers',
    text: `select id, customer_id as customer from entity where id = any($1) and customer_id is not null and kind <> 'Customer'`,
    values: [recordIds],
  });
  return new Map(rows.map(({ id, customer }) => [id, customer]));
}

/** What of a customer's records is made of which: an invoice of a subscription, a posting of an invoice. */
export async function readFamily(db: Queryable, instances: Instances, customerId: string): Promise<Family> {
  const { rows } = await db.query<{
    id: string;
    kind: Kind;
    links: Readonly<Record<string, Link>>;
    since: string;
  }>({
    name: 'lineage-family',
    text: `select id, kind, links, created_at as since from entity
           where customer_id = $1 and kind = any($2) and deleted_at is null and merged_into is null
           order by created_at desc, id limit ${most + 1}`,
    values: [customerId, kindsWithLinks],
  });
  const kept = rows.slice(0, most);
  const linked = kept.flatMap(({ id, kind, links, since }) => [
    ...(madeOf[kind] ?? []).flatMap((name) =>
      links[name] ? [{ id, since, link: links[name], up: true }] : [],
    ),
    ...(madeInto[kind] ?? []).flatMap((name) =>
      links[name] ? [{ id, since, link: links[name], up: false }] : [],
    ),
  ]);
  const found = new Map<string, string>();
  for (const [kind, of] of Map.groupBy(linked, ({ link }) => link.kind)) {
    const byKey = await entitiesByKeys(db, instances, kind, [...new Set(of.map(({ link }) => link.key))]);
    for (const [key, [id]] of byKey) if (id !== undefined) found.set(`${kind} ${key}`, id);
  }
  const sinceOf = new Map(kept.map(({ id, since }) => [id, since]));
  const pairs = linked.flatMap(({ id, since, link, up }) => {
    const other = found.get(`${link.kind} ${link.key}`);
    if (other === undefined || other === id) return [];
    return [
      up ? { from: other, to: id, since } : { from: id, to: other, since: sinceOf.get(other) ?? since },
    ];
  });
  return { customerId, pairs, cut: rows.length > most };
}
