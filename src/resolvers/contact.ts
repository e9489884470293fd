import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { customers, externalRefs, peekCustomer } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

export const contactLoaders: Required<Batch.Loaders<GraphContext>>['Contact'] = {
  externalRefs,
  syncStatus,
  customer: customers,
};
export const contactPeeks: NonNullable<Peeks['Contact']> = { customer: peekCustomer };
