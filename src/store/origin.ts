import type { Authority } from '../canonical/authority.ts';
import { decide, type FacetView } from '../canonical/golden.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import { confirmedFacetsOf } from './age.ts';
import type { FacetRow } from './facet.ts';
import type { Instances } from './key.ts';
import type { FieldOrigin, Reference } from './read.ts';

/** What telling the origin of values needs to know besides the store. */
export interface OriginDeps {
  readonly instances: Instances;
  readonly authority: Readonly<Record<Kind, Authority>>;
  /** A value confirmed longer ago than this is called stale. */
  readonly staleAfterMs: number;
  /** Whether a source is known not to answer: what it gave cannot be confirmed now. */
  isDown(instance: string): boolean;
  /** Where a person sees the record in the vendor's user interface. */
  urlOf(instance: string, object: string, externalId: string): string | null;
}

/** Names under which the graph shows a field that the records hold under other names. */
const shownAs: ReadonlyMap<string, readonly string[]> = new Map([
  ['taxProfile', ['taxIds', 'taxJurisdictions', 'taxExemption']],
  ['sourceStatus', ['rawStatus']],
]);

/** The facets of these records, grouped by record. */
async function groupedFacets(db: Queryable, ids: readonly string[]): Promise<Map<string, FacetRow[]>> {
  return Map.groupBy(await confirmedFacetsOf(db, ids), (facet) => facet.entityId);
}

/** Where each record lives: one reference a facet. */
export async function readReferences(
  db: Queryable,
  deps: OriginDeps,
  ids: readonly string[],
): Promise<Reference[][]> {
  const facets = await groupedFacets(db, ids);
  return ids.map((id) =>
    (facets.get(id) ?? []).map(({ instance, object, externalId, sourceVersion, observedAt, fields }) => ({
      recordId: id,
      instance,
      object,
      externalId,
      url: deps.urlOf(instance, object, externalId),
      version: sourceVersion,
      observedAt,
      rawStatus: typeof fields['rawStatus'] === 'string' ? fields['rawStatus'] : null,
    })),
  );
}

/** For each record the origin of the fields named by `paths` (their first step counts), or of every field it has. */
export async function readOrigins(
  db: Queryable,
  deps: OriginDeps,
  ids: readonly string[],
  paths: readonly string[] | null,
  now: number,
): Promise<FieldOrigin[][]> {
  const facets = await groupedFacets(db, ids);
  return ids.map((id) => originsOf(deps, kindOfId(id)!, facets.get(id) ?? [], paths, now));
}

function originsOf(
  deps: OriginDeps,
  kind: Kind,
  rows: readonly FacetRow[],
  paths: readonly string[] | null,
  now: number,
): FieldOrigin[] {
  const views: FacetView[] = rows.flatMap((row) => {
    const system = deps.instances.systemOf(row.instance);
    return system ? [{ ...row, system }] : [];
  });
  const decisions = decide(kind, views, deps.authority);
  const wanted = paths ?? [...decisions.keys()].toSorted();
  return wanted.flatMap((path) => {
    const [first = ''] = path.split('.');
    const field = decisions.has(first)
      ? first
      : (shownAs.get(first)?.find((each) => decisions.has(each)) ?? '');
    const decision = decisions.get(field);
    if (!decision) return [];
    const { facet, rule, others } = decision;
    const ageMs = Math.max(0, now - Date.parse(facet.observedAt));
    return {
      path,
      instance: facet.instance,
      externalId: facet.externalId,
      observedAt: facet.observedAt,
      ageMs,
      stale: ageMs > deps.staleAfterMs || deps.isDown(facet.instance),
      rule,
      alternatives: others.map((other) => ({
        instance: other.instance,
        value: other.fields[field] ?? other.links[field]?.key ?? null,
        observedAt: other.observedAt,
      })),
    };
  });
}
