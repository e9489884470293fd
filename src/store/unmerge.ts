import type { Queryable } from './database.ts';
import type { MergeRecord, Ranked } from './merge.ts';

/** What living facets of entities say of who they are: keys, and the name. */
export async function facetKeys(
  db: Queryable,
  entityIds: readonly string[],
): Promise<
  readonly { readonly entityId: string; readonly keys: readonly string[]; readonly name: unknown }[]
> {
  const { rows } = await db.query<{ entityId: string; keys: string[]; name: unknown }>(
    `select entity_id as "entityId", keys, fields->'name' as name from facet where entity_id = any($1) and deleted_at is null`,
    [entityIds],
  );
  return rows;
}

/** Lets the absorbed customer, and those that it had absorbed, stand for itself again. */
export async function standAgain(db: Queryable, { absorbedId, before }: MergeRecord): Promise<void> {
  await db.query('update entity set merged_into = null where id = $1', [absorbedId]);
  await db.query('update entity set merged_into = $1 where id = any($2)', [absorbedId, before.merged]);
}

/**
 * Parts what two customers are known by as it was before their merge; what came to it since goes with the facets that say it.
 * `survivor` and `absorbed` are what the facets of each say now.
 */
export async function partKeys(
  db: Queryable,
  { survivorId, absorbedId, before }: MergeRecord,
  survivor: readonly string[],
  absorbed: readonly string[],
): Promise<void> {
  const kept = new Set([...before.sharedKeys, ...survivor]);
  const taken = [...new Set([...before.keys, ...absorbed])];
  await db.query(`delete from identity_key where kind = 'Customer' and entity_id = $1 and key = any($2)`, [
    survivorId,
    taken.filter((key) => !kept.has(key)),
  ]);
  await db.query(
    `insert into identity_key (kind, key, entity_id) select 'Customer', k, $1 from unnest($2::text[]) as k on conflict do nothing`,
    [absorbedId, taken],
  );
}

/** Says of the lists of two customers what was known before their merge, unless the survivor's were read whole since. */
export async function partLists(
  db: Queryable,
  { survivorId, absorbedId, before }: MergeRecord,
): Promise<void> {
  const lists = JSON.stringify(before.lists);
  const given = `jsonb_to_recordset($2::jsonb) as g (instance text, kind text, survivor timestamptz, absorbed timestamptz)`;
  await db.query(
    `delete from list_sync l using ${given} where l.customer_id = $1 and l.instance = g.instance and l.kind = g.kind
       and g.survivor is null and l.synced_at = g.absorbed`,
    [survivorId, lists],
  );
  await db.query(
    `update list_sync l set synced_at = g.survivor from ${given} where l.customer_id = $1 and l.instance = g.instance and l.kind = g.kind
       and g.survivor is not null and l.synced_at = least(g.survivor, g.absorbed)`,
    [survivorId, lists],
  );
  await db.query(
    `insert into list_sync (instance, kind, customer_id, synced_at) select g.instance, g.kind, $1, g.absorbed from ${given}
     on conflict (customer_id, kind, instance) do nothing`,
    [absorbedId, lists],
  );
}

/** Gives back the look-alikes of the absorbed customer; the pair itself was decided to be two. */
export async function partCandidates(
  db: Queryable,
  { survivorId, absorbedId, before }: MergeRecord,
): Promise<void> {
  await db.query(
    `update match_candidate m set left_id = g."leftId", right_id = g."rightId", status = g.status
     from jsonb_to_recordset($1::jsonb) as g (id text, "leftId" text, "rightId" text, status text)
     where m.id = g.id and m.status in (g.status, 'AUTO_MERGED', 'ACCEPTED')`,
    [JSON.stringify(before.candidates)],
  );
  await db.query(
    `update match_candidate set status = 'REJECTED' where left_id = any($1) and right_id = any($1) and left_id <> right_id`,
    [[survivorId, absorbedId]],
  );
}

/** Whether two lists of facets are of the same places. */
export function samePlaces(left: readonly Ranked[], right: readonly Ranked[]): boolean {
  const placesOf = (facets: readonly Ranked[]): string =>
    facets
      .map(({ place }) => place.join(' '))
      .toSorted()
      .join('\n');
  return placesOf(left) === placesOf(right);
}
