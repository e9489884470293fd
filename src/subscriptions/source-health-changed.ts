import type { SubscriptionResolvers } from '../generated/graphql.ts';

/** The health of every source. */
export const sourceHealthChanged: SubscriptionResolvers['sourceHealthChanged'] = {
  subscribe: (_root, { after }, { hub }) =>
    hub.streams.open({
      field: 'sourceHealthChanged',
      args: {},
      after: after ?? null,
      matches: ({ type }) => type === 'source.health_changed',
      snapshot: async () => hub.sources,
    }),
  resolve: (message: unknown) => message as never,
};
