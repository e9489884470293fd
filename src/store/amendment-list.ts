import { type List, parameters } from './page.ts';

/** Of which subscriptions the amendments are. */
export interface AmendmentFilter {
  readonly subscriptionIds: readonly string[];
}

/** The amendments of some subscriptions, the newest first. Whoever sees a subscription sees its amendments: both are the customer's. */
export function amendmentList({ subscriptionIds }: AmendmentFilter): List {
  const params = parameters();
  return {
    name: 'amendments',
    from: 'amendment m',
    where: `m.subscription_id = any(${params.add(subscriptionIds, 'text[]')})`,
    id: 'm.id',
    order: [{ sql: 'm.created_at', type: 'timestamptz', descending: true }],
    parameters: params,
  };
}
