import type { SubscriptionResolvers } from '../generated/graphql.ts';
import { customerScope } from './customer.ts';

/** A customer and everything that belongs to it. */
export const customerChanged: SubscriptionResolvers['customerChanged'] = {
  async subscribe(_root, { id, after }, { hub }) {
    const customer = await customerScope(hub.reader, id, 'id');
    return hub.streams.open({
      field: 'customerChanged',
      args: { id },
      after: after ?? null,
      matches: customer.includes,
      snapshot: customer.now,
    });
  },
  resolve: (message: unknown) => message as never,
};
