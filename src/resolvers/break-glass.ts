import type { Grant } from '../context.ts';
import type { Batch, MutationResolvers, QueryResolvers } from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { peopleOf } from './approval.ts';
import type { GraphContext } from './request.ts';

export const breakGlassGrantLoaders: Pick<Required<Batch.Loaders<GraphContext>>['BreakGlassGrant'], 'by'> = {
  by: async (queries, context) =>
    peopleOf(
      context,
      queries.map(({ obj }) => obj.personId),
    ),
};

export const breakGlassQueries: Pick<QueryResolvers, 'breakGlassGrants'> = {
  breakGlassGrants: (_root, _args, { hub }) => hub.governance.grants.latest(),
};

export const breakGlassMutations: Pick<MutationResolvers, 'breakGlass'> = {
  breakGlass: (_root, { input }, context) => {
    const { idempotencyKey, clientMutationId, reason, minutes } = input;
    const empty: { grant: Grant | null } = { grant: null };
    return answered(context, clientMutationId, empty, () =>
      context.hub.governance.grants.breakGlass(actingOf(context), idempotencyKey, { reason, minutes }),
    );
  },
};
