import { type Authority, systemsFor } from './authority.ts';
import type { Kind, SystemKind } from './kind.ts';
import type { Link } from './record.ts';

/** What assembling needs to know of one source's view. */
export interface FacetView {
  readonly instance: string;
  readonly system: SystemKind;
  readonly externalId: string;
  readonly observedAt: string;
  /** Fields that it decides whatever the table says, because a person chose so; omitted: none. */
  readonly decides?: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, Link>>;
}

/** Which facet decided a field, and which rule let it. */
export interface Decision {
  readonly value: unknown;
  readonly facet: FacetView;
  readonly rule: string;
  /** The other facets that hold a value for the field, in the rule's order. */
  readonly others: readonly FacetView[];
}

const valueOf = (facet: FacetView, field: string): unknown =>
  facet.fields[field] ?? facet.links[field] ?? null;

/**
 * For every field that any facet speaks of: the facet of the first system in the system-of-record table that holds a value.
 * Among facets of one system the order given decides. What a person chose for a field comes before the table. A field that all leave empty is decided by the first system's facet, as null.
 */
export function decide(
  kind: Kind,
  facets: readonly FacetView[],
  table: Readonly<Record<Kind, Authority>>,
): Map<string, Decision> {
  const names = new Set<string>();
  for (const facet of facets) {
    for (const name in facet.fields) names.add(name);
    for (const name in facet.links) names.add(name);
  }
  const decisions = new Map<string, Decision>();
  for (const field of names) {
    const systems = systemsFor(table, kind, field);
    const inOrder = systems.flatMap((system) =>
      facets.filter((facet) => facet.system === system && (field in facet.fields || field in facet.links)),
    );
    const chosen = inOrder.filter((each) => each.decides?.includes(field));
    const speaking =
      chosen.length === 0 ? inOrder : [...chosen, ...inOrder.filter((each) => !chosen.includes(each))];
    const facet = speaking.find((each) => valueOf(each, field) !== null) ?? speaking[0];
    if (!facet) continue;
    decisions.set(field, {
      value: valueOf(facet, field),
      facet,
      rule: `${chosen.includes(facet) ? 'chosen when customers were merged, then ' : ''}${systems.join(' before ')}`,
      others: speaking.filter((each) => each !== facet && valueOf(each, field) !== null),
    });
  }
  return decisions;
}

/** The golden fields and links of a record, assembled from its facets by the system-of-record table. */
export function assemble(
  kind: Kind,
  facets: readonly FacetView[],
  table: Readonly<Record<Kind, Authority>>,
): { fields: Record<string, unknown>; links: Record<string, Link> } {
  const fields: Record<string, unknown> = {};
  const links: Record<string, Link> = {};
  for (const [field, { value, facet }] of decide(kind, facets, table)) {
    if (field in facet.links) links[field] = value as Link;
    else fields[field] = value;
  }
  return { fields, links };
}
