import { seesEvent } from '../auth/projection.ts';
import type { SubscriptionResolvers } from '../generated/graphql.ts';
import { customerScope } from './customer.ts';

/** A customer and everything that belongs to it. */
export const customerChanged: SubscriptionResolvers['customerChanged'] = {
  async subscribe(_root, { id, after }, { hub, rights }) {
    const customer = await customerScope(hub.reader, id, 'id');
    return hub.streams.open({
      field: 'customerChanged',
      args: { id },
      after: after ?? null,
      // The customer is asked first: it must see every event to notice that it is merged.
      matches: (event) => customer.includes(event) && seesEvent(rights, event),
      snapshot: customer.now,
    });
  },
  resolve: (message: unknown) => message as never,
};
