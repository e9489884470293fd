import { kindOfId } from '../canonical/kind.ts';
import { lineageType, placeId } from '../canonical/lineage.ts';
import { Problem } from '../canonical/problem.ts';
import type { Database } from '../store/database.ts';
import { type Instances, instancesNamed } from '../store/key.ts';
import { type Hop, lineageHops, mostEvents, type Standpoint } from '../store/lineage.ts';
import { customersOf, type Family, readFamily } from '../store/lineage-family.ts';
import { type LineageNode, lineageNodes } from '../store/lineage-node.ts';
import { placesSpelled } from '../store/spelling.ts';

/** What came of what, around something. */
export interface LineageView {
  readonly startId: string;
  /** The first event that led to it; null: none that is known. */
  readonly rootId: string | null;
  /** By time. */
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly Hop[];
  /** False where something is missing: not kept any more, not taken in yet, not known, not to be seen, or more than is shown. */
  readonly complete: boolean;
}

export type LineageDirection = 'UPSTREAM' | 'DOWNSTREAM' | 'BOTH';
/** An id of a lineage, or a record at a vendor; `system` is an instance or a kind of system. */
export type LineageStart =
  | { readonly id: string }
  | { readonly system: string; readonly object: string; readonly externalId: string };

/** Of these the ids of those that may be seen. */
export type Admit = (nodes: readonly LineageNode[]) => Promise<ReadonlySet<string>>;

export interface Lineages {
  /** What led to something and what it led to. What is not admitted is as if it were not, and so is what lies only behind it. Null for what there is not. */
  trace(start: LineageStart, direction: LineageDirection, admit?: Admit): Promise<LineageView | null>;
}

export interface LineageDeps {
  readonly database: Database;
  readonly instances: Instances;
}

/** Most nodes that a lineage has. */
export const mostNodes = 500;

const everything: Admit = async (nodes) => new Set(nodes.map(({ id }) => id));
const instants: ReadonlySet<string> = new Set(['event', 'run', 'effect']);

/** The lineages of a database. */
export function createLineages({ database, instances }: LineageDeps): Lineages {
  return {
    async trace(start, direction, admit = everything) {
      const startIds = await idsOf({ database, instances }, start);
      const found = await lineageNodes(database, startIds);
      const seen = await admit([...found.values()]);
      const first = startIds.map((id) => found.get(id)).find((node) => node && seen.has(node.id));
      if (!first) return null;
      const trace = { nodes: new Map([[first.id, first]]), edges: new Map<string, Hop>(), complete: true };
      const families = new Map<string, Family>();
      for (const way of ['UP', 'DOWN'] as const)
        if (direction === 'BOTH' || (direction === 'UPSTREAM') === (way === 'UP'))
          await walk({ database, instances, admit, families }, way, first, trace);
      const nodes = [...trace.nodes.values()].toSorted(
        (a, b) => compare(a.time, b.time) || compare(a.id, b.id),
      );
      const edges = [...trace.edges.values()];
      const lacking = nodes.some(({ lacks }) => lacks) || [...families.values()].some(({ cut }) => cut);
      return {
        startId: first.id,
        rootId: rootOf(first.id, nodes, edges),
        nodes,
        edges,
        complete: trace.complete && !lacking,
      };
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function idsOf({ database, instances }: LineageDeps, start: LineageStart): Promise<readonly string[]> {
  const named = 'id' in start ? [start.id] : [start.system, start.object, start.externalId];
  // Places are looked up as JSON, which holds neither.
  if (named.some((text) => text.includes('\0') || !text.isWellFormed()))
    throw new Problem('INVALID_INPUT', 'An id must not hold U+0000 or half a character.', {
      path: 'id' in start ? 'id' : 'externalRef',
    });
  if (!('id' in start)) {
    const found = instancesNamed(instances, start.system);
    if (found.length === 0)
      throw new Problem(
        'INVALID_INPUT',
        `No source is called ${start.system}; name an instance or a kind of system.`,
        { path: 'externalRef.system' },
      );
    const { object, externalId } = start;
    const places = found.map((instance) => ({ instance, object, externalId }));
    // As it is given counts first.
    return [...places, ...(await placesSpelled(database, { instances: found, object, externalId }))].map(
      placeId,
    );
  }
  const { id } = start;
  // The id of a dated fact of a record that was there before the log began.
  const fact = id.startsWith('evt_') ? id.slice('evt_'.length) : '';
  if (kindOfId(fact) !== undefined) return [fact];
  if (lineageType(id) !== undefined) return [id];
  throw new Problem(
    'INVALID_INPUT',
    `${id.slice(0, 80)} is not the id of a record, an event, a run, an effect, an exception or an amendment, nor instance/object/id of a record at a vendor`,
    { path: 'id' },
  );
}

/** The earliest event upstream of something, or the thing itself. */
function rootOf(startId: string, nodes: readonly LineageNode[], edges: readonly Hop[]): string | null {
  const causes = Map.groupBy(edges, ({ to }) => to);
  const upstream = new Set([startId]);
  for (const id of upstream) for (const { from } of causes.get(id) ?? []) upstream.add(from);
  return nodes.find(({ id, type }) => type === 'event' && upstream.has(id))?.id ?? null;
}

interface Trace {
  readonly nodes: Map<string, LineageNode>;
  readonly edges: Map<string, Hop>;
  complete: boolean;
}

interface Walk extends LineageDeps {
  readonly admit: Admit;
  readonly families: Map<string, Family>;
}

/**
 * Goes one way from a start until nothing is left. Time goes with it: what a record came to be through later things did not lead to earlier
 * ones, so a walk through something that lasts keeps the time of the last thing that happened.
 */
async function walk(deps: Walk, way: 'UP' | 'DOWN', start: LineageNode, trace: Trace): Promise<void> {
  const { database, admit } = deps;
  const boundOf = (node: LineageNode, carried: string | null): string | null =>
    instants.has(node.type) ? node.time : carried;
  const visited = new Map<string, string | null>([[start.id, boundOf(start, null)]]);
  const refused = new Set<string>();
  /** Whether a walk with the new bound comes farther than with the old one. */
  const wider = (bound: string | null, known: string | null): boolean =>
    known !== null && (bound === null || (way === 'UP' ? bound > known : bound < known));
  /** What something is made of is of interest up to when it was made, and what is made of it from then on. */
  const narrowed = (bound: string | null, since: string | undefined): string | null =>
    since !== undefined && (bound === null || (way === 'UP' ? since < bound : since > bound)) ? since : bound;
  let frontier: Standpoint[] = [{ id: start.id, bound: boundOf(start, null), isStart: true }];
  while (frontier.length > 0) {
    const hops: (Hop & { readonly since?: string })[] = [
      ...(await lineageHops(database, way, frontier)),
      ...(await familyHops(deps, way, frontier)),
    ];
    const ends = hops.map((each) => ({
      each,
      near: way === 'UP' ? each.to : each.from,
      far: way === 'UP' ? each.from : each.to,
    }));
    const fresh = [...new Set(ends.map(({ far }) => far))].filter(
      (id) => !trace.nodes.has(id) && !refused.has(id),
    );
    const found = await lineageNodes(database, fresh);
    const seen = found.size === 0 ? new Set<string>() : await admit([...found.values()]);
    for (const id of fresh) {
      const node = found.get(id);
      if (node && seen.has(id) && trace.nodes.size < mostNodes) trace.nodes.set(id, node);
      else {
        refused.add(id);
        trace.complete = false;
      }
    }
    const next = new Map<string, Standpoint>();
    for (const { each, near, far } of ends) {
      const node = trace.nodes.get(far);
      if (!node) continue;
      trace.edges.set(`${each.from} ${each.relation} ${each.to}`, {
        from: each.from,
        to: each.to,
        relation: each.relation,
      });
      const bound = boundOf(node, narrowed(visited.get(near) ?? null, each.since));
      if (visited.has(far) && !wider(bound, visited.get(far)!)) continue;
      visited.set(far, bound);
      next.set(far, { id: far, bound, isStart: false });
    }
    const events = hops.filter(({ from, relation }) => from === start.id && relation === 'caused').length;
    if (start.type === 'record' && frontier[0]!.isStart && events >= mostEvents) trace.complete = false;
    frontier = [...next.values()];
  }
}

/** The links among the records of a customer. */
async function familyHops(
  { database, instances, families }: Walk,
  way: 'UP' | 'DOWN',
  at: readonly Standpoint[],
): Promise<(Hop & { readonly since: string })[]> {
  const records = at.filter(({ id }) => lineageType(id) === 'record');
  if (records.length === 0) return [];
  const owners = await customersOf(
    database,
    records.map(({ id }) => id),
  );
  for (const customer of new Set(owners.values()))
    if (!families.has(customer)) families.set(customer, await readFamily(database, instances, customer));
  return records.flatMap(({ id, bound }) => {
    const { pairs = [] } = families.get(owners.get(id) ?? '') ?? {};
    const met = pairs.filter(({ from, to, since }) =>
      way === 'UP' ? to === id : from === id && (bound === null || since >= bound),
    );
    return met.map(({ from, to, since }) => ({ from, to, relation: 'derived' as const, since }));
  });
}
