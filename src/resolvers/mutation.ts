import type { Approval, Replay } from '../context.ts';
import type { MutationResolvers } from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { approvalMutations } from './approval.ts';
import { breakGlassMutations } from './break-glass.ts';
import { mergeMutations } from './merge.ts';
import { replayRequest } from './replay.ts';

export const mutationResolvers: MutationResolvers = {
  ...approvalMutations,
  ...breakGlassMutations,
  ...mergeMutations,
  replayEvents: (_root, { input }, context) => {
    const empty: { replay: Replay | null; approval: Approval | null } = { replay: null, approval: null };
    return answered(context, input.clientMutationId, empty, async () => {
      const { replays, governance } = context.hub;
      const request = { ...replayRequest(input), account: context.principal.account };
      const started = await replays.start(request, governance.replayGate(actingOf(context)));
      const [approval = null] = await governance.approvals.about('REPLAY', [started.replay.id]);
      return { ...started, approval };
    });
  },
};
