import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { subscriptionAmendments } from './amendment.ts';
import { follow, pointingTo } from './links.ts';
import { customers, externalRefs, peekCustomer, provenance } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

export const subscriptionLoaders: Loaders['BillingSubscription'] = {
  externalRefs,
  provenance,
  syncStatus,
  customer: customers,
  amendments: subscriptionAmendments,
  contract: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Contract',
      queries.map(({ obj }) => obj.links.contract),
    ),
  entitlements: async (queries, { hub }) =>
    pointingTo(
      hub.reader,
      'Entitlement',
      'subscription',
      queries.map(({ obj }) => obj),
    ),
};

export const subscriptionPeeks: NonNullable<Peeks['BillingSubscription']> = {
  customer: peekCustomer,
  contract: (subscription) => (subscription.links.contract ? undefined : null),
};

export const subscriptionItemLoaders: Loaders['SubscriptionItem'] = {
  product: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Product',
      queries.map(({ obj }) => obj.product),
    ),
  price: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Price',
      queries.map(({ obj }) => obj.price),
    ),
};
