import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { follow } from './links.ts';
import { customers, externalRefs, peekCustomer, provenance } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

export const opportunityLoaders: Required<Batch.Loaders<GraphContext>>['Opportunity'] = {
  externalRefs,
  provenance,
  syncStatus,
  customer: customers,
  run: async (queries, { hub }) => hub.runs.ofSubjects(queries.map(({ obj }) => obj.id)),
  contract: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Contract',
      queries.map(({ obj }) => obj.links.contract),
    ),
};

export const opportunityPeeks: NonNullable<Peeks['Opportunity']> = {
  customer: peekCustomer,
  contract: (opportunity) => (opportunity.links.contract ? undefined : null),
};
