import { seesEvent } from '../auth/projection.ts';
import { kindOfId } from '../canonical/kind.ts';
import type { CanonicalRecordResolvers, NodeResolvers } from '../generated/graphql.ts';
import type { NodeParent } from './model.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';

function typeOf(node: NodeParent): string {
  if ('links' in node) return node.kind;
  if ('vendor' in node) return 'SourceSystem';
  if ('person' in node && 'roles' in node) return 'User';
  if ('leftId' in node) return 'MatchCandidate';
  if ('ratePerSecond' in node) return 'Replay';
  if ('makers' in node) return 'Approval';
  if ('absorbedId' in node) return 'MergeRecord';
  if ('prevHash' in node) return 'AuditEntry';
  if ('rootCauseKey' in node) return 'Exception';
  if ('previewId' in node) return 'Amendment';
  if ('baseVersion' in node) return 'AmendmentPreview';
  if ('processVersion' in node) return 'WorkflowRun';
  return 'firstFailedAt' in node ? 'DeadLetter' : 'Event';
}

export const nodeResolvers: NodeResolvers = { __resolveType: (node) => typeOf(node) as 'Customer' };
export const canonicalRecordResolvers: CanonicalRecordResolvers = {
  __resolveType: (record) => record.kind as 'Customer',
};

/** What has each of these ids, in their order; null where nothing does. */
export async function nodesOf(context: GraphContext, ids: readonly string[]): Promise<(NodeParent | null)[]> {
  const { reader, sources, replays } = context.hub;
  const recordIds = [...new Set(ids.filter((id) => kindOfId(id) !== undefined))];
  const records = recordIds.length === 0 ? [] : await reader.records(recordIds);
  const found = new Map<string, NodeParent | null>(recordIds.map((id, index) => [id, records[index]!]));
  const others = (prefix: string): string[] => [...new Set(ids.filter((id) => id.startsWith(prefix)))];
  for (const id of others('src_')) found.set(id, sourceNamed(sources, id.slice('src_'.length)));
  const [events, letters, pairs, replayed] = [others('evt_'), others('dlt_'), others('mat_'), others('rpl_')];
  if (events.length > 0)
    (await reader.eventsById(events)).forEach((event, index) =>
      found.set(events[index]!, event && seesEvent(context.rights, event) ? event : null),
    );
  if (letters.length > 0)
    (await reader.deadLettersById(letters)).forEach((letter, index) => found.set(letters[index]!, letter));
  if (pairs.length > 0)
    (await reader.matchCandidatesById(pairs)).forEach((pair, index) => found.set(pairs[index]!, pair));
  if (replayed.length > 0)
    (await replays.byIds(replayed)).forEach((replay, index) => found.set(replayed[index]!, replay));
  const { approvals, merges } = context.hub.governance;
  const [asked, merged] = [others('apr_'), others('mrg_')];
  if (asked.length > 0)
    (await approvals.byIds(asked)).forEach((approval, index) => found.set(asked[index]!, approval));
  if (merged.length > 0)
    (await merges.byIds(merged)).forEach((merge, index) => found.set(merged[index]!, merge));
  const people = others('usr_').filter((id) => !found.get(id));
  if (people.length > 0)
    (await context.hub.people.byIds(people)).forEach((person, index) => found.set(people[index]!, person));
  const entries = others('aud_');
  if (entries.length > 0)
    (await context.hub.audit.byIds(entries)).forEach((entry, index) => found.set(entries[index]!, entry));
  const [changed, planned] = [others('amd_'), others('prv_')];
  if (changed.length > 0)
    (await context.hub.amendments.byIds(changed)).forEach((each, index) => found.set(changed[index]!, each));
  if (planned.length > 0)
    (await context.hub.amendments.previewsByIds(planned)).forEach((each, index) =>
      found.set(planned[index]!, each),
    );
  const runs = others('run_');
  if (runs.length > 0)
    (await context.hub.runs.byIds(runs)).forEach((run, index) => found.set(runs[index]!, run));
  const stopped = others('exc_');
  if (stopped.length > 0)
    (await context.hub.exceptions.byIds(stopped)).forEach((each, index) => found.set(stopped[index]!, each));
  return ids.map((id) => found.get(id) ?? null);
}
