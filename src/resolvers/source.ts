import { Problem } from '../canonical/problem.ts';
import type { FeedView, Hub, SourceInfo } from '../context.ts';
import type {
  AlternativeValueResolvers,
  Batch,
  ExternalRefResolvers,
  FeedResolvers,
  FieldProvenanceResolvers,
  SourceSystemResolvers,
} from '../generated/graphql.ts';
import { recordsOf } from './links.ts';
import type { GraphContext } from './request.ts';

/** The configured source of this name, or null. */
export function sourceNamed(sources: readonly SourceInfo[], instance: string | null): SourceInfo | null {
  return sources.find((source) => source.instance === instance) ?? null;
}

/** The instance of a source by its id. Throws INVALID_INPUT for another id; `path` names the argument, `others` what it takes beside ids. */
export function instanceOf(
  { sources }: Hub,
  id: string,
  path: string,
  others: readonly string[] = [],
): string {
  const source = id.startsWith('src_') ? sourceNamed(sources, id.slice('src_'.length)) : null;
  if (source) return source.instance;
  const known = [...sources.map(({ instance }) => `src_${instance}`), ...others].join(', ');
  throw new Problem('INVALID_INPUT', `${id.slice(0, 80)} is not the id of a source; there are ${known}`, {
    path,
  });
}

const laneNames = {
  money: 'MONEY',
  interactive: 'CUSTOMER_FACING',
  standard: 'STANDARD',
  bulk: 'BULK',
} as const;

export const sourceSystemResolvers: SourceSystemResolvers = {
  id: (source) => `src_${source.instance}`,
  kind: (source) => source.system,
  name: (source) => source.instance,
  health: (source) => ({ ...source.status(), instance: source.instance }),
  quota: (source) =>
    source.status().quotas.map(({ lane, ...quota }) => ({ ...quota, lane: lane ? laneNames[lane] : null })),
};

export const feedResolvers: FeedResolvers = {
  state: (feed, _args, { hub }) => (isCutOff(feed, hub) ? 'FAILED' : feed.state),
  error: (feed, _args, { hub }) =>
    feed.error ?? (isCutOff(feed, hub) ? `${feed.instance} does not answer` : null),
  position: (feed) => feed.positionAt,
  lagMs: (feed) => (feed.lagMs === null ? null : bounded(feed.lagMs)),
};

/** Whether nothing can come by a feed, because its source does not answer; the feed itself notices that only when it next asks. */
const isCutOff = (feed: FeedView, { sources }: Hub): boolean =>
  feed.state !== 'PAUSED' && sourceNamed(sources, feed.instance)?.status().state === 'DOWN';

/** As much as an Int of GraphQL holds. */
const bounded = (ms: number): number => Math.min(ms, 2_147_483_647);

export const sourceHealthLoaders: Required<Batch.Loaders<GraphContext>>['SourceHealth'] = {
  lagMs: async (queries, { hub }) => {
    const feeds = await hub.reader.feeds(queries.map(({ obj }) => obj.instance));
    return feeds.map((each) => {
      const moving = each.filter(({ state }) => state !== 'PAUSED' && state !== 'RESYNCING');
      return bounded(Math.max(0, ...moving.map(({ lagMs }) => lagMs ?? 0)));
    });
  },
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
  feeds: async (queries, { hub }) => hub.reader.feeds(queries.map(({ obj }) => obj.instance)),
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
