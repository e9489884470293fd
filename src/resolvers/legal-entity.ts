import type { Batch } from '../generated/graphql.ts';
import type { GraphContext } from './request.ts';
import { syncStatus } from './sync.ts';
import { sourceNamed } from './source.ts';

export const legalEntityLoaders: Required<Batch.Loaders<GraphContext>>['LegalEntity'] = {
  syncStatus,
  erp: async (queries, { hub }) => {
    const references = await hub.reader.references(queries.map(({ obj }) => obj.id));
    return references.map((each) => {
      const sources = each.map(({ instance }) => sourceNamed(hub.sources, instance));
      return sources.find((source) => source?.system === 'ERP') ?? null;
    });
  },
  openPeriods: async (queries, { hub }) => {
    const periods = await hub.reader.periods(queries.map(({ obj }) => obj.id));
    return periods.map((each) => each.filter(({ status }) => status === 'OPEN'));
  },
};
