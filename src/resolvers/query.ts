import { type GraphQLResolveInfo, Kind as NodeKind, type SelectionSetNode } from 'graphql';
import { kindOfId, type SystemKind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Hub } from '../context.ts';
import type { ExternalRefInput, QueryResolvers } from '../generated/graphql.ts';
import { amendmentQueries } from './amendment.ts';
import { approvalQueries } from './approval.ts';
import { breakGlassQueries } from './break-glass.ts';
import { fromPage, pageArgs } from './connection.ts';
import { auditQueries } from './audit.ts';
import { eventQueries } from './event.ts';
import { exceptionQueries } from './exception.ts';
import { lineageQueries } from './lineage.ts';
import type { NodeParent } from './model.ts';
import { nodesOf } from './node.ts';
import { mentionsFreshness, refreshFor } from './refresh.ts';
import { replayRequest } from './replay.ts';
import type { GraphContext } from './request.ts';
import { oneRecord, recordById, recordPage } from './root.ts';
import { instanceOf, sourceNamed } from './source.ts';
import { userQueries } from './user.ts';
import { workflowRunQueries } from './workflow-run.ts';

const maximumNodes = 200;

export const queryResolvers: QueryResolvers = {
  ...eventQueries,
  ...amendmentQueries,
  ...approvalQueries,
  ...breakGlassQueries,
  ...userQueries,
  ...auditQueries,
  ...exceptionQueries,
  ...workflowRunQueries,
  ...lineageQueries,
  async node(_root, { id }, context, info) {
    return (await freshNodes(context, info, [id]))[0]!;
  },
  async nodes(_root, { ids }, context, info) {
    if (ids.length > maximumNodes)
      throw new Problem('INVALID_INPUT', `at most ${maximumNodes} ids at a time, not ${ids.length}`, {
        path: 'ids',
      });
    return freshNodes(context, info, ids);
  },

  customer(_root, { id, externalRef }, context, info) {
    if ((id == null) === (externalRef == null))
      throw new Problem('INVALID_INPUT', 'give id or externalRef, exactly one of the two', { path: 'id' });
    if (id != null) return recordById('Customer', id, context, info);
    return byReference(context.hub, externalRef!).then((found) =>
      found === null ? null : recordById('Customer', found, context, info),
    );
  },
  async customers(_root, { filter, orderBy, ...page }, context, info) {
    const ids = await context.hub.reader.customers(filter ?? null, orderBy ?? [], pageArgs(page));
    return recordPage('Customer', ids, context, info);
  },

  opportunity: oneRecord('Opportunity'),
  contract: oneRecord('Contract'),
  subscription: oneRecord('BillingSubscription'),
  invoice: oneRecord('Invoice'),
  payment: oneRecord('Payment'),
  supportCase: oneRecord('SupportCase'),

  async invoices(_root, { status, legalEntity, ...page }, context, info) {
    const ids = await context.hub.reader.invoices(status ?? null, legalEntity ?? null, pageArgs(page));
    return recordPage('Invoice', ids, context, info);
  },
  async products(_root, { unmappedIn, ...page }, context, info) {
    const instance = unmappedIn == null ? null : instanceOf(context.hub, unmappedIn, 'unmappedIn');
    return recordPage('Product', await context.hub.reader.products(instance, pageArgs(page)), context, info);
  },
  async matchCandidates(_root, { status, ...page }, context, info) {
    const { reader } = context.hub;
    const ids = await reader.matchCandidates(status ?? null, pageArgs(page));
    const candidates = await reader.matchCandidatesById(ids.ids);
    if (mentionsFreshness(info.operation, info.fragments)) {
      const customers = candidates.flatMap((each) => (each ? [each.leftId, each.rightId] : []));
      await refreshFor(context, info, customers);
    }
    return fromPage(ids, candidates);
  },
  replayPreview: (_root, { input }, { hub }) => hub.replays.preview(replayRequest(input)),
  async sources(_root, _args, { hub }, info) {
    if (info.fieldNodes.some(({ selectionSet }) => selectionSet && asksHealth(selectionSet, info)))
      await hub.probe();
    return hub.sources;
  },
};

async function freshNodes(
  context: GraphContext,
  info: GraphQLResolveInfo,
  ids: readonly string[],
): Promise<(NodeParent | null)[]> {
  const nodes = await nodesOf(context, ids);
  if (!mentionsFreshness(info.operation, info.fragments)) return nodes;
  const records = nodes.flatMap((node) => (node && 'links' in node ? [node.id] : []));
  const marks = await refreshFor(context, info, records);
  if (!marks) return nodes;
  const refreshed = await nodesOf(context, ids);
  return refreshed.map((node) => (node && 'links' in node ? marks.view(node) : node));
}

const systems: readonly SystemKind[] = ['CRM', 'BILLING', 'PAYMENTS', 'SUPPORT', 'ERP', 'TAX', 'WAREHOUSE'];

async function byReference({ reader, sources }: Hub, reference: ExternalRefInput): Promise<string | null> {
  const { system, object, externalId } = reference;
  if (!systems.some((each) => each === system) && !sourceNamed(sources, system)) {
    const known = sources.map(({ instance }) => instance).join(', ');
    throw new Problem('INVALID_INPUT', `no source is called ${system}; there are ${known}`, {
      path: 'externalRef.system',
    });
  }
  const id = await reader.byReference(system, object, externalId);
  return id !== null && kindOfId(id) === 'Customer' ? id : null;
}

function asksHealth(selections: SelectionSetNode, info: GraphQLResolveInfo): boolean {
  return selections.selections.some((node) => {
    if (node.kind === NodeKind.FIELD) return node.name.value === 'health' || node.name.value === 'quota';
    const part = node.kind === NodeKind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node;
    return part !== undefined && asksHealth(part.selectionSet, info);
  });
}
