import type { RowScope } from '../canonical/scope.ts';
import type { Reader } from '../store/read.ts';
import type { Sight } from '../store/sight.ts';
import type { Approvals } from './approval.ts';
import type { Governance } from './governance.ts';
import type { Merges } from './merge.ts';
import { unknownApproval, unknownCustomer, unknownMerge, unknownPair } from './unknown.ts';

/** What callers with a scope may decide and see decided: what concerns only records that they see. `reader` is the scoped one. */
export function governanceWithin(
  governance: Governance,
  { scope, sight, reader }: { readonly scope: RowScope; readonly sight: Sight; readonly reader: Reader },
): Governance {
  const { grants, replayGate, close } = governance;
  return {
    approvals: approvalsWithin(governance.approvals, sight, scope),
    merges: mergesWithin(governance.merges, sight, reader),
    grants,
    replayGate,
    close,
  };
}

type Concerning = { readonly concerns: readonly string[] };

function approvalsWithin(approvals: Approvals, sight: Sight, scope: RowScope): Approvals {
  /** What concerns nobody in particular is for those who see everybody. */
  async function seen<T extends Concerning>(found: readonly (T | null)[]): Promise<(T | null)[]> {
    const visible = await sight.among(found.flatMap((each) => each?.concerns ?? []));
    const isSeen = ({ concerns }: Concerning): boolean =>
      concerns.length > 0 && concerns.every((id) => visible.has(id));
    return found.map((each) => (each && isSeen(each) ? each : null));
  }
  const byIds: Approvals['byIds'] = async (ids) => seen(await approvals.byIds(ids));
  return {
    byIds,
    about: async (kind, subjectIds) => seen(await approvals.about(kind, subjectIds)),
    list: (filter, page) => approvals.list(filter, page, scope),
    audience: approvals.audience,
    async decide(acting, idempotencyKey, input) {
      const [approval] = await byIds([input.approvalId]);
      if (!approval) throw unknownApproval();
      return approvals.decide(acting, idempotencyKey, input);
    },
    sweep: approvals.sweep,
    close: approvals.close,
  };
}

function mergesWithin(merges: Merges, sight: Sight, reader: Reader): Merges {
  const byIds: Merges['byIds'] = async (ids) => {
    const found = await merges.byIds(ids);
    const seen = await sight.among(
      found.flatMap((merge) => (merge ? [merge.survivorId, merge.absorbedId] : [])),
    );
    return found.map((merge) =>
      merge && seen.has(merge.survivorId) && seen.has(merge.absorbedId) ? merge : null,
    );
  };
  return {
    byIds,
    async into(customerIds) {
      const found = await merges.into(customerIds);
      const seen = await sight.among([...customerIds, ...found.flat().map(({ absorbedId }) => absorbedId)]);
      return found.map((each, index) =>
        seen.has(customerIds[index]!) ? each.filter(({ absorbedId }) => seen.has(absorbedId)) : [],
      );
    },
    async merge(acting, idempotencyKey, pair) {
      const seen = await sight.among([pair.survivorId, pair.absorbedId]);
      for (const path of ['survivorId', 'absorbedId'] as const)
        if (!seen.has(pair[path])) throw unknownCustomer(path);
      return merges.merge(acting, idempotencyKey, pair);
    },
    async unmerge(acting, idempotencyKey, mergeId) {
      const [merge] = await byIds([mergeId]);
      if (!merge) throw unknownMerge();
      return merges.unmerge(acting, idempotencyKey, mergeId);
    },
    async decideMatch(acting, idempotencyKey, match) {
      const [pair] = await reader.matchCandidatesById([match.candidateId]);
      if (!pair) throw unknownPair();
      return merges.decideMatch(acting, idempotencyKey, match);
    },
  };
}
