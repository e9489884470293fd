/** Which rows a caller may see: those of customers of these legal entities of ours. */
export interface RowScope {
  /** Codes of legal entities; null: all. */
  readonly legalEntities: ReadonlySet<string> | null;
  /** Regions of legal entities; null: all. */
  readonly regions: ReadonlySet<string> | null;
  /** Whether also what belongs to no legal entity. */
  readonly unassigned: boolean;
}

/** One text for equal scopes, and for no others. */
export function scopeKey({ legalEntities, regions, unassigned }: RowScope): string {
  const list = (set: ReadonlySet<string> | null): readonly string[] | null =>
    set && [...set].toSorted((a, b) => (a < b ? -1 : 1));
  return JSON.stringify([list(legalEntities), list(regions), unassigned]);
}

/** What lies within both scopes. */
export function narrower(one: RowScope, other: RowScope): RowScope {
  const both = (a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null =>
    a && b ? a.intersection(b) : (a ?? b);
  return {
    legalEntities: both(one.legalEntities, other.legalEntities),
    regions: both(one.regions, other.regions),
    unassigned: one.unassigned && other.unassigned,
  };
}
