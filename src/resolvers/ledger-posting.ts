import type { Batch } from '../generated/graphql.ts';
import { follow } from './links.ts';
import type { GraphContext } from './request.ts';
import { syncStatus } from './sync.ts';

export const ledgerPostingLoaders: Required<Batch.Loaders<GraphContext>>['LedgerPosting'] = {
  syncStatus,
  legalEntity: async (queries, { hub }) =>
    follow(
      hub.reader,
      'LegalEntity',
      queries.map(({ obj }) => obj.links.legalEntity),
    ),
  period: async (queries, { hub }) =>
    follow(
      hub.reader,
      'AccountingPeriod',
      queries.map(({ obj }) => obj.links.period),
    ),
};
