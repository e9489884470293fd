import { type ApprovalRule, ruleFor } from '../auth/rule.ts';
import { Problem } from '../canonical/problem.ts';
import { stableJson } from '../canonical/stable.ts';
import { keepApart } from '../store/apart.ts';
import type { Approval } from '../store/approval.ts';
import { lockCandidate, rejectCandidate } from '../store/candidate.ts';
import type { Queryable } from '../store/database.ts';
import { type MergeRecord, mergesById, mergesInto } from '../store/merge.ts';
import type { Notice } from '../store/notice.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import { takeTurn } from '../sync/turn.ts';
import type { Acting, Note } from './acting.ts';
import type { Effect } from './decide.ts';
import { applyMerge } from './merge-apply.ts';
import {
  amountOf,
  type FieldChoices,
  fieldChoicesOf,
  mergeable,
  mergeShown,
  type Pair,
} from './merge-preview.ts';
import { once, type Outcome } from './once.ts';
import { requestApproval } from './request.ts';
import { unknownMerge, unknownPair } from './unknown.ts';
import { applyUnmerge, undoable, unmergeShown } from './unmerge.ts';

/** What a request about customers came to: it is done, or waits for an approval. */
export interface CustomerAnswer {
  /** The customer to look at: the one that remains, or on undoing a merge the one that stands again. */
  readonly customerId: string;
  readonly approvalId: string | null;
  readonly replayed: boolean;
}

/** Making customers one, and two again, by a person's decision. */
export interface Merges {
  byIds(ids: readonly string[]): Promise<(MergeRecord | null)[]>;
  /** The merges by which each customer absorbed others, the last first. */
  into(concerns: readonly string[]): Promise<(readonly MergeRecord[])[]>;
  merge(
    acting: Acting,
    idempotencyKey: string,
    pair: Pair & { readonly fieldChoices: unknown },
  ): Promise<CustomerAnswer>;
  /** CONFLICT where the merge cannot be undone exactly. */
  unmerge(acting: Acting, idempotencyKey: string, mergeId: string): Promise<CustomerAnswer>;
  /** Whether two look-alikes are one: then they are merged as by `merge`, the older id remains; otherwise never suggested again. */
  decideMatch(
    acting: Acting,
    idempotencyKey: string,
    match: { readonly candidateId: string; readonly accept: boolean },
  ): Promise<CustomerAnswer>;
}

export interface MergeDeps extends IngestDeps {
  readonly rules: readonly ApprovalRule[];
}

/** Merges over a copy. */
export function createMerges(deps: MergeDeps): Merges {
  const { database } = deps;

  /** Runs a request and lets memories forget what it changed. */
  async function done(
    acting: Acting,
    request: Parameters<typeof once>[2],
    work: (db: Queryable, note: Note, forget: (notice: Notice) => void) => Promise<Outcome>,
  ): Promise<CustomerAnswer> {
    let notices: Notice[] = [];
    const { answer, replayed } = await once(database, acting, request, (db, note) => {
      notices = [];
      return work(db, note, (notice) => void notices.push(notice));
    });
    for (const notice of notices) deps.changed?.(notice);
    const { customerId, approvalId } = answer;
    return { customerId: customerId!, approvalId: approvalId ?? null, replayed };
  }

  async function mergeOrAsk(
    db: Queryable,
    note: Note,
    acting: Acting,
    pair: Pair & { readonly choices: FieldChoices },
    forget: (notice: Notice) => void,
  ): Promise<Outcome> {
    const { survivorId, absorbedId, choices } = pair;
    await takeTurn(deps, db, '', 'Customer');
    const sides = await mergeable(db, pair);
    const rule = ruleFor(deps.rules, {
      kind: 'MERGE',
      records: sides.absorbed.records,
      amount: amountOf(sides),
      legalEntities: [sides.survivor.legalEntity, sides.absorbed.legalEntity].filter((code) => code !== null),
    });
    if (!rule) {
      const { notice } = await applyMerge(deps, db, note, acting, { ...pair, approvalId: null });
      forget(notice);
      return { answer: { customerId: survivorId, approvalId: null } };
    }
    const approval = await requestApproval(db, note, acting, {
      rule,
      subjectId: survivorId,
      topic: [survivorId, absorbedId].toSorted().join(' '),
      concerns: [survivorId, absorbedId],
      shown: await mergeShown(deps, db, sides, choices),
      isOutdated: async (earlier) => (await mergeMoved(deps, db, earlier)) !== null,
    });
    return { answer: { customerId: survivorId, approvalId: approval.id } };
  }

  return {
    async byIds(ids) {
      const found = new Map((await mergesById(database, ids)).map((each) => [each.id, each]));
      return ids.map((id) => found.get(id) ?? null);
    },
    async into(concerns) {
      const found = await mergesInto(database, concerns);
      return concerns.map((id) => found.get(id) ?? []);
    },
    async merge(acting, idempotencyKey, { survivorId, absorbedId, fieldChoices }) {
      const choices = fieldChoicesOf(fieldChoices);
      const input = { survivorId, absorbedId, fieldChoices: choices };
      return done(acting, { field: 'mergeCustomers', idempotencyKey, input }, (db, note, forget) =>
        mergeOrAsk(db, note, acting, { survivorId, absorbedId, choices }, forget),
      );
    },
    async unmerge(acting, idempotencyKey, mergeId) {
      const request = { field: 'unmergeCustomers', idempotencyKey, input: { mergeId } };
      return done(acting, request, async (db, note, forget) => {
        await takeTurn(deps, db, '', 'Customer');
        if ((await mergesById(db, [mergeId])).length === 0) throw unknownMerge();
        const found = await undoable(db, mergeId);
        if (typeof found === 'string') throw new Problem('CONFLICT', found, { path: 'mergeId' });
        const { merge, survivor } = found;
        const { survivorId, absorbedId } = merge;
        const rule = ruleFor(deps.rules, {
          kind: 'UNMERGE',
          records: merge.before.records.length,
          amount: survivor.amount,
          legalEntities: survivor.legalEntity === null ? [] : [survivor.legalEntity],
        });
        if (!rule) {
          forget(await applyUnmerge(deps, db, note, acting, merge, null));
          return { answer: { customerId: absorbedId, approvalId: null } };
        }
        const approval = await requestApproval(db, note, acting, {
          rule,
          subjectId: mergeId,
          topic: mergeId,
          concerns: [survivorId, absorbedId],
          shown: unmergeShown(found),
          isOutdated: async (earlier) => (await unmergeMoved(db, earlier)) !== null,
        });
        return { answer: { customerId: survivorId, approvalId: approval.id } };
      });
    },
    async decideMatch(acting, idempotencyKey, match) {
      const { candidateId, accept } = match;
      const request = { field: 'decideMatch', idempotencyKey, input: { ...match } };
      return done(acting, request, async (db, note, forget) => {
        // Before the pair is locked: whoever takes changes in holds the turn when it comes upon the pair.
        await takeTurn(deps, db, '', 'Customer');
        const candidate = await lockCandidate(db, candidateId);
        if (!candidate) throw unknownPair();
        const { leftId, rightId, status } = candidate;
        if (status !== 'PENDING')
          throw new Problem('CONFLICT', `It was decided already: ${status}.`, { path: 'candidateId' });
        // Ids sort by age; the one that others have known for longer remains.
        const [survivorId, absorbedId] = leftId < rightId ? [leftId, rightId] : [rightId, leftId];
        if (accept) return mergeOrAsk(db, note, acting, { survivorId, absorbedId, choices: {} }, forget);
        await rejectCandidate(db, candidateId);
        await keepApart(db, leftId, rightId);
        note({ action: 'match.rejected', subject: candidateId, after: { leftId, rightId } });
        return { answer: { customerId: survivorId, approvalId: null } };
      });
    },
  };
}

/** What approvals of merges, and of undoing them, are about. */
export function mergeEffects(deps: IngestDeps): Readonly<Record<'MERGE' | 'UNMERGE', Effect>> {
  const hold = (db: Queryable): Promise<void> => takeTurn(deps, db, '', 'Customer');
  return {
    MERGE: {
      hold,
      moved: (db, approval) => mergeMoved(deps, db, approval),
      async apply(db, approval, acting, note) {
        const merge = { ...pairOf(approval), approvalId: approval.id };
        return (await applyMerge(deps, db, note, acting, merge)).notice;
      },
      drop: async () => {},
    },
    UNMERGE: {
      hold,
      moved: unmergeMoved,
      async apply(db, approval, acting, note) {
        const [merge] = await mergesById(db, [approval.subjectId]);
        return applyUnmerge(deps, db, note, acting, merge!, approval.id);
      },
      drop: async () => {},
    },
  };
}

function pairOf({ shown }: Approval): Pair & { readonly choices: FieldChoices } {
  const { survivor, absorbed, fieldChoices } = shown as {
    survivor: { id: string };
    absorbed: { id: string };
    fieldChoices: FieldChoices;
  };
  return { survivorId: survivor.id, absorbedId: absorbed.id, choices: fieldChoices };
}

/** Why a merge is no longer the one that was shown; how many records belong to either side may change. */
async function mergeMoved(deps: IngestDeps, db: Queryable, approval: Approval): Promise<string | null> {
  const pair = pairOf(approval);
  try {
    const now = await mergeShown(deps, db, await mergeable(db, pair), pair.choices);
    return still(now) === still(approval.shown) ? null : 'One of the two customers has changed since.';
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

async function unmergeMoved(db: Queryable, approval: Approval): Promise<string | null> {
  const found = await undoable(db, approval.subjectId);
  if (typeof found === 'string') return found;
  return stableJson(unmergeShown(found)) === stableJson(approval.shown)
    ? null
    : 'The customer has changed since.';
}

const still = (shown: Readonly<Record<string, unknown>>): string =>
  stableJson({
    ...shown,
    survivor: { ...(shown['survivor'] as object), records: null },
    absorbed: { ...(shown['absorbed'] as object), records: null },
  });
