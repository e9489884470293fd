import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import type { FacetRow } from './facet.ts';
import { openRows } from './sealed.ts';

/**
 * Up to when the polls of a kind `p` have seen every change: by the source's clock, but never later than when the hub had stored it.
 * True whatever becomes of the feed or the source later.
 */
const seenUpTo = 'least(p.position_at, p.last_success_at)';

/** Whether a record of `f` was refused when it was last read: then nothing that came later confirms what the copy holds of it. */
const isRefused = `exists (select from dead_letter d where d.instance = f.instance and d.object = f.object
  and d.external_id = f.external_id and d.resolved_at is null)`;

/**
 * The live facets of entities in a stable order, each observed when its source last confirmed it: when it gave it, or later, up to
 * where the polls of its kind have seen every change.
 */
export async function confirmedFacetsOf(db: Queryable, entityIds: readonly string[]): Promise<FacetRow[]> {
  const { rows } = await db.query<FacetRow>({
    name: 'age-facets',
    text: `select f.instance, f.object, f.external_id as "externalId", f.kind, f.entity_id as "entityId", f.decides, f.fields, f.links,
             f.source_version as "sourceVersion", case when ${seenUpTo} > f.observed_at and not ${isRefused} then ${seenUpTo} else f.observed_at end as "observedAt"
           from facet f left join feed p on p.instance = f.instance and p.name = 'poll:' || f.kind
           where f.entity_id = any($1) and f.deleted_at is null
           order by f.entity_id, f.rank, f.instance, f.object, f.external_id`,
    values: [entityIds],
  });
  return openRows(db, rows, 'fields');
}

/** A kind of one source. */
export interface KindAt {
  readonly instance: string;
  readonly kind: Kind;
}

/**
 * When the lists of these kinds were last known to be complete, ISO 8601: of each customer by `instance kind customer`, and of everything
 * a source holds by `instance kind`. The polls of those in `told` find what was deleted too, so that a kind which was read as a whole
 * stays complete up to where they have seen every change, while no record of it waits among the dead letters.
 */
export async function listsSyncedAt(
  db: Queryable,
  customerIds: readonly string[],
  kinds: readonly Kind[],
  told: readonly KindAt[],
): Promise<Map<string, string>> {
  if (kinds.length === 0 || customerIds.length === 0) return new Map();
  const { rows } = await db.query<{ place: string; synced_at: string }>({
    name: 'age-lists',
    text: `select instance || ' ' || kind || ' ' || customer_id as place, synced_at from list_sync
             where customer_id = any($1) and kind = any($2)
           union all select c.instance || ' ' || c.kind, greatest(c.synced_at, ${seenUpTo}) from coverage c
             left join unnest($3::text[], $4::text[]) as t (instance, kind) on t.instance = c.instance and t.kind = c.kind
             left join feed p on p.instance = t.instance and p.name = 'poll:' || t.kind
               and not exists (select from dead_letter d where d.instance = t.instance and d.kind = t.kind and d.resolved_at is null)
             where c.kind = any($2)`,
    values: [customerIds, kinds, told.map(({ instance }) => instance), told.map(({ kind }) => kind)],
  });
  return new Map(rows.map((row) => [row.place, row.synced_at]));
}
