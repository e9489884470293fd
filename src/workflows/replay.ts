import { type ApprovalRule, ruleFor } from '../auth/rule.ts';
import type { Database, Queryable } from '../store/database.ts';
import { cancelReplay, countMatched, queueReplay, type Replay, replaysById } from '../store/replay.ts';
import type { ReplayGate } from '../sync/replay.ts';
import { act, type Acting, type Note } from './acting.ts';
import type { Effect } from './decide.ts';
import { requestApproval } from './request.ts';

/** What decides whether a replay may begin. */
export interface ReplayRules {
  readonly database: Database;
  readonly rules: readonly ApprovalRule[];
}

/** Lets the replays of somebody begin at once, or wait for an approval where a rule asks for one. A dry run changes nothing and never waits. */
export function replayGate({ database, rules }: ReplayRules, acting: Acting): ReplayGate {
  return (work) =>
    act(database, acting, (db, note) => work(db, (replay) => mayRun(db, note, rules, acting, replay)));
}

async function mayRun(
  db: Queryable,
  note: Note,
  rules: readonly ApprovalRule[],
  acting: Acting,
  { id, filter, mode, ratePerSecond }: Replay,
): Promise<boolean> {
  note({ action: 'replay.requested', subject: id, after: { filter, mode, ratePerSecond } });
  if (mode !== 'LIVE') return true;
  const matched = await countMatched(db, id);
  const rule = ruleFor(rules, { kind: 'REPLAY', records: matched, amount: null, legalEntities: [] });
  if (!rule) return true;
  await requestApproval(db, note, acting, {
    rule,
    subjectId: id,
    topic: id,
    concerns: filter.subjectId === undefined ? [] : [filter.subjectId],
    shown: { replay: id, filter, mode, ratePerSecond, matched },
    isOutdated: async () => false,
  });
  return false;
}

/** What approvals of replays are about. What a replay matches was fixed when it was asked for: events up to a position of the log. */
export const replayEffect: Effect = {
  hold: async () => {},
  async moved(db, { subjectId }) {
    const [replay] = await replaysById(db, [subjectId]);
    return replay?.status === 'WAITING_APPROVAL' ? null : 'The replay does not wait any more.';
  },
  async apply(db, { id, subjectId }, _acting, note) {
    await queueReplay(db, subjectId);
    note({ action: 'replay.released', subject: subjectId, after: { approvalId: id } });
    return null;
  },
  drop: (db, { subjectId }, why) => cancelReplay(db, subjectId, why),
};
