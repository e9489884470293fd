import type { LineageGraphQuery } from '../../generated/graphql.ts';
import { pageOf, pathOf } from '../../parts/paths.ts';

export type Lineage = NonNullable<LineageGraphQuery['lineage']>;
export type LineageNode = Lineage['nodes'][number];
export type LineageEdge = Lineage['edges'][number];

/** A lineage by what is beside what. */
export interface Shape {
  readonly byId: ReadonlyMap<string, LineageNode>;
  readonly before: ReadonlyMap<string, readonly LineageEdge[]>;
  readonly after: ReadonlyMap<string, readonly LineageEdge[]>;
}

/** A lineage, ready to be walked. */
export function shapeOf({ nodes, edges }: Lineage): Shape {
  return {
    byId: new Map(nodes.map((node) => [node.id, node])),
    before: Map.groupBy(edges, ({ to }) => to),
    after: Map.groupBy(edges, ({ from }) => from),
  };
}

/** What is beside something, whichever way. */
export function beside({ before, after }: Shape, id: string): readonly string[] {
  const ids = [
    ...(before.get(id) ?? []).map(({ from }) => from),
    ...(after.get(id) ?? []).map(({ to }) => to),
  ];
  return [...new Set(ids)];
}

/** How many steps everything is away from the start. */
export function distances(shape: Shape, start: string): ReadonlyMap<string, number> {
  const away = new Map([[start, 0]]);
  // A map is walked in the order in which it grows: nearest first.
  for (const [id, steps] of away)
    for (const next of beside(shape, id)) if (!away.has(next)) away.set(next, steps + 1);
  return away;
}

/** What is shown: all within some steps of the start, and what is beside whatever was opened. */
export function shownOf(
  shape: Shape,
  away: ReadonlyMap<string, number>,
  hops: number,
  opened: readonly string[],
): ReadonlySet<string> {
  const shown = new Set([...away].filter(([, steps]) => steps <= hops).map(([id]) => id));
  for (const id of opened)
    if (shape.byId.has(id)) for (const next of [id, ...beside(shape, id)]) shown.add(next);
  return shown;
}

/** The node that was asked about: by its id, or as the vendor's record, whose object may be spelled in another case. */
export function startOf(
  { nodes }: Lineage,
  asked: { readonly id: string; readonly object: string; readonly external: string },
): string | null {
  const own = nodes.find(
    ({ id }) => id === asked.id || (asked.id !== '' && id === asked.id.replace(/^evt_/, '')),
  );
  if (own) return own.id;
  const place = `/${asked.object}/${asked.external}`.toLowerCase();
  const found = nodes.find(({ kind, id }) => kind === 'ExternalRecord' && id.toLowerCase().endsWith(place));
  return (found ?? nodes[0])?.id ?? null;
}

/** Where the console shows what a node stands for; null: nowhere. */
export function placeOf({ kind, id }: LineageNode): string | null {
  if (kind !== 'Effect') return pathOf(kind, id);
  // `<run>.<step>.<attempt>`
  const [run = '', step = ''] = id.split('.');
  return run.startsWith('run_') ? pageOf.run(run, { step }) : null;
}
