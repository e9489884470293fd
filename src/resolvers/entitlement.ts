import type { Batch, EntitlementResolvers } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { atMidnight } from './dates.ts';
import { entitlementStatus } from './entitlement-status.ts';
import { follow } from './links.ts';
import { failureIn } from './marks.ts';
import { customers, peekCustomer } from './record.ts';
import type { GraphContext } from './request.ts';
import { syncStatus } from './sync.ts';

export const entitlementLoaders: Required<Batch.Loaders<GraphContext>>['Entitlement'] = {
  syncStatus,
  customer: customers,
  source: async (queries, { hub }) =>
    follow(
      hub.reader,
      'BillingSubscription',
      queries.map(({ obj }) => obj.links.subscription),
    ),
};

export const entitlementPeeks: NonNullable<Peeks['Entitlement']> = { customer: peekCustomer };

export const entitlementResolvers: EntitlementResolvers = {
  status(entitlement, _args, { today }) {
    const failure = failureIn(entitlement, ['status', 'validFrom', 'validTo']);
    if (failure) throw failure;
    return entitlementStatus(entitlement, today);
  },
  validFrom: (entitlement) => atMidnight(entitlement.validFrom),
  validTo: (entitlement) => atMidnight(entitlement.validTo),
};
