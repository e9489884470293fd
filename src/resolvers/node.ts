import { kindOfId } from '../canonical/kind.ts';
import type { CanonicalRecordResolvers, NodeResolvers } from '../generated/graphql.ts';
import type { NodeParent } from './model.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';

function typeOf(node: NodeParent): string {
  if ('links' in node) return node.kind;
  if ('vendor' in node) return 'SourceSystem';
  return 'leftId' in node ? 'MatchCandidate' : 'Event';
}

export const nodeResolvers: NodeResolvers = { __resolveType: (node) => typeOf(node) as 'Customer' };
export const canonicalRecordResolvers: CanonicalRecordResolvers = {
  __resolveType: (record) => record.kind as 'Customer',
};

/** What has each of these ids, in their order; null where nothing does. */
export async function nodesOf(context: GraphContext, ids: readonly string[]): Promise<(NodeParent | null)[]> {
  const { reader, sources } = context.hub;
  const recordIds = [...new Set(ids.filter((id) => kindOfId(id) !== undefined))];
  const records = recordIds.length === 0 ? [] : await reader.records(recordIds);
  const recordOf = new Map(recordIds.map((id, index) => [id, records[index]!]));
  return Promise.all(
    ids.map(async (id) => {
      if (recordOf.has(id)) return recordOf.get(id) ?? null;
      if (id.startsWith('evt_')) return reader.timelineEntry(id);
      if (id.startsWith('src_')) return sourceNamed(sources, id.slice('src_'.length));
      return id.startsWith('mat_') ? (await reader.matchCandidatesById([id]))[0]! : null;
    }),
  );
}
