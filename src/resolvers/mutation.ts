import type { Approval, Replay } from '../context.ts';
import type { MutationResolvers } from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { amendmentMutations } from './amendment.ts';
import { approvalMutations } from './approval.ts';
import { breakGlassMutations } from './break-glass.ts';
import { exceptionMutations } from './exception.ts';
import { mergeMutations } from './merge.ts';
import { quoteToCashMutations } from './quote-to-cash.ts';
import { replayRequest } from './replay.ts';
import { workflowRunMutations } from './workflow-run.ts';

export const mutationResolvers: MutationResolvers = {
  ...amendmentMutations,
  ...approvalMutations,
  ...breakGlassMutations,
  ...exceptionMutations,
  ...mergeMutations,
  ...quoteToCashMutations,
  ...workflowRunMutations,
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
