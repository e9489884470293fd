import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { contractAmendments } from './amendment.ts';
import { pointingTo } from './links.ts';
import { customers, externalRefs, peekCustomer, provenance } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

export const contractLoaders: Required<Batch.Loaders<GraphContext>>['Contract'] = {
  externalRefs,
  provenance,
  syncStatus,
  customer: customers,
  amendments: contractAmendments,
  subscriptions: async (queries, { hub }) =>
    pointingTo(
      hub.reader,
      'BillingSubscription',
      'contract',
      queries.map(({ obj }) => obj),
    ),
};

export const contractPeeks: NonNullable<Peeks['Contract']> = { customer: peekCustomer };
