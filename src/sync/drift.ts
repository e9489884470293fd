import { comparedKinds, driftOf, driftReason } from '../canonical/drift.ts';
import type { Cause } from '../canonical/event.ts';
import { assemble, type FacetView } from '../canonical/golden.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from '../store/database.ts';
import { type FacetRow, facetsOf } from '../store/facet.ts';
import { tellSync } from '../store/sync-state.ts';
import { customersOf } from '../store/entity.ts';
import type { IngestDeps } from './ingest.ts';

/** The places whose source holds other master data than the record, with the names of the fields; places that agree have no entry. */
export type Drifts = ReadonlyMap<string, { readonly facet: FacetRow; readonly fields: readonly string[] }>;

const none: Drifts = new Map();

/** How the sources of these records disagree with them at present. */
export async function driftsOf(
  deps: Pick<IngestDeps, 'instances' | 'authority'>,
  db: Queryable,
  kind: Kind,
  ids: readonly string[],
): Promise<Drifts> {
  if (ids.length === 0 || !comparedKinds.includes(kind)) return none;
  const facets = (await facetsOf(db, ids)).filter((facet) => facet.kind === kind);
  const found = new Map<string, { facet: FacetRow; fields: readonly string[] }>();
  for (const group of Map.groupBy(facets, (facet) => facet.entityId).values()) {
    const views = group.flatMap((facet): FacetView[] => {
      const system = deps.instances.systemOf(facet.instance);
      return system ? [{ ...facet, system }] : [];
    });
    const golden = assemble(kind, views, deps.authority).fields;
    for (const facet of group) {
      const fields = driftOf(kind, facet.fields, golden);
      if (fields.length > 0)
        found.set(`${facet.instance} ${facet.object} ${facet.externalId}`, { facet, fields });
    }
  }
  return found;
}

/** Tells which sources have begun to disagree with a record, or agree again: one `sync.status_changed` for each. */
export async function tellDrifts(
  deps: Pick<IngestDeps, 'instances'>,
  db: Queryable,
  before: Drifts,
  after: Drifts,
  cause: Cause,
): Promise<void> {
  const told = (drifts: Drifts, others: Drifts, status: 'DRIFTED' | 'IN_SYNC') =>
    [...drifts].flatMap(([place, { facet, fields }]) => {
      const system = deps.instances.systemOf(facet.instance);
      if (!system || others.has(place)) return [];
      const { instance, kind, object, externalId, entityId: recordId } = facet;
      const reason = status === 'DRIFTED' ? driftReason(fields) : null;
      const previous = status === 'DRIFTED' ? ('IN_SYNC' as const) : ('DRIFTED' as const);
      return [{ instance, system, kind, object, externalId, status, previous, reason, recordId }];
    });
  const news = [...told(after, before, 'DRIFTED'), ...told(before, after, 'IN_SYNC')];
  if (news.length === 0) return;
  const customers = await customersOf(
    db,
    news.map(({ recordId }) => recordId),
  );
  await tellSync(
    db,
    news.map((each) => ({ ...each, customerId: customers.get(each.recordId) ?? null })),
    cause,
  );
}
