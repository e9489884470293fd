import { Problem } from '../canonical/problem.ts';
import type { Replay } from '../context.ts';
import type { MutationResolvers, UserError } from '../generated/graphql.ts';
import { replayRequest } from './replay.ts';
import type { GraphContext } from './request.ts';

/** Answers of a mutation that are the caller's to mend go into userErrors; everything else stays an error. */
async function answered<T extends object>(
  context: GraphContext,
  clientMutationId: string | null | undefined,
  empty: T,
  work: () => Promise<T & { readonly replayed?: boolean }>,
): Promise<T & { clientMutationId: string | null; userErrors: UserError[]; replayed: boolean }> {
  try {
    return { replayed: false, ...(await work()), clientMutationId: clientMutationId ?? null, userErrors: [] };
  } catch (error) {
    if (!(error instanceof Problem) || error.retryable || error.code === 'INTERNAL') throw error;
    const { path } = error.detail;
    const told: UserError = {
      code: error.code,
      message: error.message,
      field: path === undefined ? null : path.split('.'),
      retryable: error.retryable,
      correlationId: context.correlationId(),
    };
    return { ...empty, clientMutationId: clientMutationId ?? null, userErrors: [told], replayed: false };
  }
}

export const mutationResolvers: MutationResolvers = {
  replayEvents: (_root, { input }, context) =>
    answered(context, input.clientMutationId, { replay: null as Replay | null }, () =>
      context.hub.replays.start(replayRequest(input)),
    ),
};
