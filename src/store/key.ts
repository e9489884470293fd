import type { Kind, SystemKind } from '../canonical/kind.ts';
import type { Key } from '../canonical/record.ts';
import type { Queryable } from './database.ts';
import { entitiesAt } from './facet.ts';
import { storedKeys } from './personal.ts';

/** The configured sources, as far as the store must know them to read a reference. */
export interface Instances {
  /** The system an instance belongs to, or undefined when it is not configured. */
  systemOf(instance: string): SystemKind | undefined;
  /** The instances of a system, in configuration order. */
  ofSystem(system: SystemKind): readonly string[];
}

/** The instances that the second part of a `ref:` key may mean: an instance's own name, or all of a system's. */
export function instancesNamed(instances: Instances, name: string): readonly string[] {
  return instances.systemOf(name) ? [name] : instances.ofSystem(name.toUpperCase() as SystemKind);
}

interface Place {
  readonly instance: string;
  readonly object: string;
  readonly external_id: string;
}

function placesOf(instances: Instances, key: Key): Place[] {
  const [, name = '', object = '', ...rest] = key.split(':');
  return instancesNamed(instances, name).map((instance) => ({
    instance,
    object,
    external_id: rest.join(':'),
  }));
}

/**
 * The entities that keys of one kind stand for. A `ref:` key is looked up where the record itself is (its facet) and among
 * the references that others claim; any other key among the natural keys. A key may stand for several entities.
 */
export async function entitiesByKeys(
  db: Queryable,
  instances: Instances,
  kind: Kind,
  keys: readonly Key[],
): Promise<Map<Key, string[]>> {
  const found = new Map<Key, string[]>();
  if (keys.length === 0) return found;
  const places = new Map<Key, Place[]>();
  for (const key of keys) if (key.startsWith('ref:')) places.set(key, placesOf(instances, key));
  const at = await entitiesAt(db, [...places.values()].flat());
  for (const [key, tried] of places) {
    const ids = tried.flatMap((p) => at.get(`${p.instance}:${p.object}:${p.external_id}`) ?? []);
    if (ids.length > 0) found.set(key, [...new Set(ids)]);
  }
  const stored = await storedKeys(db, keys);
  const asked = new Map(keys.map((key) => [stored(key), key]));
  const { rows } = await db.query<{ key: string; entity_id: string }>({
    name: 'key-find',
    text: 'select key, entity_id from identity_key where kind = $1 and key = any($2)',
    values: [kind, [...asked.keys()]],
  });
  for (const row of rows) {
    const { entity_id } = row;
    const key = asked.get(row.key)!;
    const ids = found.get(key) ?? [];
    if (!ids.includes(entity_id)) found.set(key, [...ids, entity_id]);
  }
  return found;
}

/** Records that entities are known by these keys. */
export async function addKeys(
  db: Queryable,
  kind: Kind,
  keys: readonly { key: Key; id: string }[],
): Promise<void> {
  if (keys.length === 0) return;
  const stored = await storedKeys(
    db,
    keys.map(({ key }) => key),
  );
  await db.query({
    name: 'key-add',
    text: `insert into identity_key (kind, key, entity_id) select $1, key, id
           from jsonb_to_recordset($2::jsonb) as k (key text, id text) on conflict do nothing`,
    values: [kind, JSON.stringify(keys.map(({ key, id }) => ({ key: stored(key), id })))],
  });
}
