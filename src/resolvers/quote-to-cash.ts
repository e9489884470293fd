import type { RunView } from '../context.ts';
import type { MutationResolvers } from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';

export const quoteToCashMutations: Pick<MutationResolvers, 'startQuoteToCash'> = {
  startQuoteToCash(_root, { input }, context) {
    const { idempotencyKey, clientMutationId, opportunityId } = input;
    const empty: { run: RunView | null } = { run: null };
    return answered(context, clientMutationId, empty, async () => {
      const { hub } = context;
      const { runId, replayed } = await hub.quoteToCash.start(actingOf(context), idempotencyKey, {
        opportunityId,
      });
      const [run = null] = await hub.runs.byIds([runId]);
      return { run, replayed };
    });
  },
};
