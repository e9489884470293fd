import { seesEvent } from '../auth/projection.ts';
import type { Rights } from '../auth/rights.ts';
import type { Kind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { EventParent, LineageNode as Node, LineageStart, Stored } from '../context.ts';
import type { QueryResolvers } from '../generated/graphql.ts';
import { nodesOf } from './node.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';

/** The type of the graph whose rights decide of what is no record and no event. */
const typeOf = {
  run: 'WorkflowRun',
  effect: 'RunStep',
  exception: 'Exception',
  amendment: 'Amendment',
} as const;
const words = {
  event: 'Event',
  run: 'WorkflowRun',
  effect: 'Effect',
  exception: 'Exception',
  amendment: 'Amendment',
  place: 'ExternalRecord',
} as const;

/** By which field a record is called in a label. */
const named: Partial<Record<Kind, string>> = {
  Customer: 'name',
  Opportunity: 'name',
  Contract: 'number',
  Product: 'sku',
  BillingSubscription: 'number',
  Invoice: 'number',
  CreditMemo: 'number',
  SupportCase: 'number',
  Entitlement: 'feature',
  LedgerPosting: 'number',
  LegalEntity: 'code',
  AccountingPeriod: 'name',
};

function isSeen(rights: Rights, { type, kind, event }: Node): boolean {
  if (event) return seesEvent(rights, event);
  // What was done at a place of which the hub holds no record is known by the run that did it.
  if (type === 'record' || type === 'place') return rights.sees(kind ?? 'WorkflowRun');
  return rights.sees(typeOf[type as keyof typeof typeOf]);
}

export const lineageQueries: Pick<QueryResolvers, 'lineage'> = {
  async lineage(_root, { id, externalRef, direction }, context) {
    const { hub, rights } = context;
    if ((id == null) === (externalRef == null))
      throw new Problem('INVALID_INPUT', 'give id or externalRef, exactly one of the two', { path: 'id' });
    const start: LineageStart = id != null ? { id } : externalRef!;
    const found = await hub.lineage.trace(
      start,
      direction ?? 'BOTH',
      async (nodes) => new Set(nodes.filter((node) => isSeen(rights, node)).map((node) => node.id)),
    );
    if (!found) return null;
    const [root = null] = found.rootId === null ? [] : await nodesOf(context, [found.rootId]);
    const { edges, complete } = found;
    return { root: root as EventParent | null, nodes: await shown(context, found.nodes), edges, complete };
  },
};

/** Nodes with what they are called, as far as the caller may read that. */
async function shown({ hub, rights }: GraphContext, nodes: readonly Node[]) {
  const ids = nodes.filter(({ type }) => type === 'record').map((node) => node.id);
  const records = ids.length === 0 ? [] : await hub.reader.records(ids);
  const record = new Map<string, Stored | null>(ids.map((id, index) => [id, records[index]!]));
  return nodes.map(({ id, type, kind, instance, label, at, payloadHash }) => {
    const field = type === 'record' && kind ? named[kind] : undefined;
    const name: unknown =
      field !== undefined && rights.decide(`${kind}.${field}`) === 'allow'
        ? (record.get(id) as Readonly<Record<string, unknown>> | null)?.[field]
        : undefined;
    return {
      id,
      kind: type === 'record' ? kind! : words[type],
      system: sourceNamed(hub.sources, instance),
      label: typeof name === 'string' ? `${label} ${name}` : label,
      at,
      payloadHash,
    };
  });
}
