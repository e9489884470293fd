import type { SourceInfo } from '../context.ts';
import type {
  AlternativeValueResolvers,
  Batch,
  EventResolvers,
  ExternalRefResolvers,
  FieldProvenanceResolvers,
  SourceSystemResolvers,
} from '../generated/graphql.ts';
import { recordsOf } from './links.ts';
import type { GraphContext } from './request.ts';

/** The configured source of this name, or null. */
export function sourceNamed(sources: readonly SourceInfo[], instance: string | null): SourceInfo | null {
  return sources.find((source) => source.instance === instance) ?? null;
}

export const sourceSystemResolvers: SourceSystemResolvers = {
  id: (source) => `src_${source.instance}`,
  kind: (source) => source.system,
  name: (source) => source.instance,
  health: (source) => source.status(),
  quota: (source) => source.status().quotas,
};

export const sourceSystemLoaders: Required<Batch.Loaders<GraphContext>>['SourceSystem'] = {
  legalEntities: async (queries, { hub }) => {
    const ids = await hub.reader.legalEntities();
    const [entities, references] = await Promise.all([
      recordsOf(hub.reader, 'LegalEntity', ids),
      hub.reader.references(ids),
    ]);
    return queries.map(({ obj }) =>
      entities.flatMap((entity, index) =>
        entity && references[index]!.some(({ instance }) => instance === obj.instance) ? [entity] : [],
      ),
    );
  },
};

export const externalRefResolvers: ExternalRefResolvers = {
  instance: (reference, _args, { hub }) => sourceNamed(hub.sources, reference.instance),
};

export const fieldProvenanceResolvers: FieldProvenanceResolvers = {
  system: (origin, _args, { hub }) => sourceNamed(hub.sources, origin.instance),
};

export const alternativeValueResolvers: AlternativeValueResolvers = {
  system: (alternative, _args, { hub }) => sourceNamed(hub.sources, alternative.instance),
};

export const eventResolvers: EventResolvers = {
  source: (entry, _args, { hub }) => sourceNamed(hub.sources, entry.instance),
};
