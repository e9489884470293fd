import { assemble, type FacetView } from '../canonical/golden.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Link } from '../canonical/record.ts';
import type { Queryable } from '../store/database.ts';
import { type EntityWrite, writeEntities } from '../store/entity.ts';
import { facetsOf } from '../store/facet.ts';
import { entitiesByKeys } from '../store/key.ts';
import { statusOf, sortAtOf } from './columns.ts';
import type { IngestDeps } from './ingest.ts';
import { tellWritten, type Telling } from './tell.ts';

/** The link by which a record of a kind names the customer it belongs to. */
export const ownerLink = (kind: Kind, links: Readonly<Record<string, Link>>): Link | undefined =>
  links[kind === 'Customer' ? 'parent' : 'customer'];

/** Assembles entities anew from the facets they have now, stores what differs and tells of it (null: tells nobody). */
export async function reassemble(
  deps: IngestDeps,
  db: Queryable,
  kind: Kind,
  ids: readonly string[],
  now: string,
  telling: Telling | null,
): ReturnType<typeof writeEntities> {
  const entities = await goldenOf(deps, db, kind, ids);
  const written = await writeEntities(db, kind, entities, now);
  if (telling) await tellWritten(db, telling, kind, written, entities);
  return written;
}

/** The golden records of entities, from all their facets. */
async function goldenOf(
  deps: IngestDeps,
  db: Queryable,
  kind: Kind,
  ids: readonly string[],
): Promise<EntityWrite[]> {
  if (ids.length === 0) return [];
  const facets = new Map<string, FacetView[]>(ids.map((id) => [id, []]));
  for (const facet of await facetsOf(db, ids)) {
    const system = deps.instances.systemOf(facet.instance);
    if (system && facet.kind === kind) facets.get(facet.entityId)?.push({ ...facet, system });
  }
  const golden = [...facets].map(([id, views]) => ({ id, views, ...assemble(kind, views, deps.authority) }));
  const keys = golden.flatMap(({ links }) => ownerLink(kind, links)?.key ?? []);
  const owners = await entitiesByKeys(db, deps.instances, 'Customer', [...new Set(keys)]);
  return golden.map(({ id, views, fields, links }) => {
    const key = ownerLink(kind, links)?.key ?? null;
    const owner = key === null ? null : (owners.get(key)?.[0] ?? null);
    return {
      id,
      customer_id: owner === id ? null : owner,
      customer_key: key,
      status: statusOf(kind, fields),
      sort_at: sortAtOf(kind, fields),
      body: fields,
      links,
      gone: views.length === 0,
    };
  });
}
