import type { Kind } from '../canonical/kind.ts';
import type { Link } from '../canonical/record.ts';
import type { Reader, Stored } from '../context.ts';
import { type InnerLink, isKind } from './model.ts';

/** The records that links point to, in the same order; null where there is no link, or its target is not known yet. */
export async function follow<K extends Kind>(
  reader: Reader,
  kind: K,
  links: readonly (InnerLink | null | undefined)[],
): Promise<(Stored<K> | null)[]> {
  const ids = await targets(reader, links);
  return recordsOf(reader, kind, ids);
}

/** The record a link points to, if it is in memory; null where there is no link; undefined where it must be looked up. */
export function peekLinked<K extends Kind>(
  reader: Reader,
  kind: K,
  link: InnerLink | null | undefined,
): Stored<K> | null | undefined {
  if (link == null) return null;
  const record = reader.peekLink(link as Link);
  return isKind(record ?? null, kind) ? (record as Stored<K>) : undefined;
}

/** The ids that links point to, in the same order. */
export async function targets(
  reader: Reader,
  links: readonly (InnerLink | null | undefined)[],
): Promise<(string | null)[]> {
  const present = links.filter((link) => link != null) as Link[];
  if (present.length === 0) return links.map(() => null);
  const found = await reader.resolve(present);
  let next = 0;
  return links.map((link) => (link == null ? null : found[next++]!));
}

/** The records with these ids that are of a kind, in the same order; null for the others. */
export async function recordsOf<K extends Kind>(
  reader: Reader,
  kind: K,
  ids: readonly (string | null | undefined)[],
): Promise<(Stored<K> | null)[]> {
  const present = ids.filter((id) => id != null);
  if (present.length === 0) return ids.map(() => null);
  const found = await reader.records(present);
  let next = 0;
  return ids.map((id) => {
    const record = id == null ? null : found[next++]!;
    return isKind(record, kind) ? record : null;
  });
}

/** Every record of a kind that belongs to these customers, in the order of the ids; nothing where the customer is not known. */
export async function listsOf<K extends Kind>(
  reader: Reader,
  kind: K,
  customerIds: readonly (string | null)[],
): Promise<(readonly Stored<K>[])[]> {
  const distinct = [...new Set(customerIds.filter((id) => id !== null))];
  const lists = distinct.length === 0 ? [] : await reader.lists(kind, distinct);
  const byCustomer = new Map(distinct.map((id, index) => [id, lists[index] as readonly Stored<K>[]]));
  return customerIds.map((id) => (id === null ? [] : (byCustomer.get(id) ?? [])));
}

/** For each record: the records of a kind, of the same customer, whose link of this name points to it. */
export async function pointingTo<K extends Kind>(
  reader: Reader,
  kind: K,
  link: string,
  records: readonly Stored[],
): Promise<(readonly Stored<K>[])[]> {
  const lists = await listsOf(
    reader,
    kind,
    records.map((record) => record.customerId),
  );
  const all = [...new Set(lists.flat())];
  const ids = await targets(
    reader,
    all.map((each) => each.links[link]),
  );
  const targetOf = new Map(all.map((each, index) => [each, ids[index]]));
  return records.map((record, index) => lists[index]!.filter((each) => targetOf.get(each) === record.id));
}
