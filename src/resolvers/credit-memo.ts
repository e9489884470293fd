import type { Batch } from '../generated/graphql.ts';
import { follow, pointingTo } from './links.ts';
import type { GraphContext } from './request.ts';
import { syncStatus } from './sync.ts';

export const creditMemoLoaders: Required<Batch.Loaders<GraphContext>>['CreditMemo'] = {
  syncStatus,
  invoice: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Invoice',
      queries.map(({ obj }) => obj.links.invoice),
    ),
  postings: async (queries, { hub }) =>
    pointingTo(
      hub.reader,
      'LedgerPosting',
      'creditMemo',
      queries.map(({ obj }) => obj),
    ),
};
