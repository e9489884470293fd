import type { SubscriptionResolvers } from '../generated/graphql.ts';

/** A replay now and after each step, until it ends. It has no cursor: each message is the whole state. */
export const replayProgress: SubscriptionResolvers['replayProgress'] = {
  subscribe: (_root, { id }, { hub }) => hub.replays.watch(id),
  resolve: (replay: unknown) => replay as never,
};
