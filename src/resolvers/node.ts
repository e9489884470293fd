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
  const found = new Map<string, NodeParent | null>(recordIds.map((id, index) => [id, records[index]!]));
  const others = (prefix: string): string[] => [...new Set(ids.filter((id) => id.startsWith(prefix)))];
  for (const id of others('src_')) found.set(id, sourceNamed(sources, id.slice('src_'.length)));
  const [events, pairs] = [others('evt_'), others('mat_')];
  if (events.length > 0)
    (await reader.timelineEntriesById(events)).forEach((entry, index) => found.set(events[index]!, entry));
  if (pairs.length > 0)
    (await reader.matchCandidatesById(pairs)).forEach((pair, index) => found.set(pairs[index]!, pair));
  return ids.map((id) => found.get(id) ?? null);
}
