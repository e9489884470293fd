import type { Approval, Stored } from '../context.ts';
import type { Batch, MergeRecordResolvers, MutationResolvers } from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { recordsOf } from './links.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

/** Whom each customer absorbed. */
export const mergedFrom: Loaders['Customer']['mergedFrom'] = async (queries, { hub }) =>
  hub.governance.merges.into(queries.map(({ obj }) => obj.id));

export const mergeRecordLoaders: Pick<Loaders['MergeRecord'], 'survivor'> = {
  survivor: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Customer',
      queries.map(({ obj }) => obj.survivorId),
    ),
};

export const mergeRecordResolvers: MergeRecordResolvers = { by: ({ mergedBy }) => mergedBy };

interface Answer {
  readonly customer: Stored<'Customer'> | null;
  readonly approval: Approval | null;
}

const nothing: Answer = { customer: null, approval: null };

/** Runs a request about customers and shows what it came to. */
function customerPayload(
  context: GraphContext,
  { clientMutationId }: { readonly clientMutationId?: string | null },
  ask: () => Promise<{ customerId: string; approvalId: string | null; replayed: boolean }>,
) {
  const { hub } = context;
  return answered(context, clientMutationId, nothing, async () => {
    const { customerId, approvalId, replayed } = await ask();
    const [customer = null] = await recordsOf(hub.reader, 'Customer', [customerId]);
    const [approval = null] = approvalId === null ? [] : await hub.governance.approvals.byIds([approvalId]);
    return { customer, approval, replayed };
  });
}

export const mergeMutations: Pick<MutationResolvers, 'mergeCustomers' | 'unmergeCustomers' | 'decideMatch'> =
  {
    mergeCustomers: (_root, { input }, context) => {
      const { idempotencyKey, survivorId, absorbedId, fieldChoices } = input;
      const { merges } = context.hub.governance;
      return customerPayload(context, input, () =>
        merges.merge(actingOf(context), idempotencyKey, { survivorId, absorbedId, fieldChoices }),
      );
    },
    unmergeCustomers: (_root, { input }, context) =>
      customerPayload(context, input, () =>
        context.hub.governance.merges.unmerge(actingOf(context), input.idempotencyKey, input.mergeId),
      ),
    decideMatch: (_root, { input }, context) => {
      const { idempotencyKey, candidateId, accept } = input;
      return customerPayload(context, input, () =>
        context.hub.governance.merges.decideMatch(actingOf(context), idempotencyKey, { candidateId, accept }),
      );
    },
  };
