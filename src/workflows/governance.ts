import type { ApprovalRule } from '../auth/rule.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import type { ReplayGate } from '../sync/replay.ts';
import type { Acting } from './acting.ts';
import type { Effect } from './decide.ts';
import { type Approvals, createApprovals } from './approval.ts';
import { createGrants, type GrantDeps, type Grants } from './grant.ts';
import { createMerges, mergeEffects, type Merges } from './merge.ts';
import { replayEffect, replayGate } from './replay.ts';

/** What people decide, who may, and what comes of it. */
export interface Governance {
  readonly approvals: Approvals;
  readonly merges: Merges;
  readonly grants: Grants;
  /** Lets the replays of somebody begin, or wait for an approval. */
  replayGate(acting: Acting): ReplayGate;
  close(): Promise<void>;
}

export interface GovernanceDeps extends IngestDeps, Pick<GrantDeps, 'onGranted'> {
  readonly rules: readonly ApprovalRule[];
  /** What comes of approvals of other kinds than those about customers and replays. */
  readonly effects?: Readonly<Record<string, Effect>>;
  readonly breakGlassMinutes: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** Puts together what people decide of one tenant. The audit chain of its database must have been opened. */
export function createGovernance(deps: GovernanceDeps): Governance {
  const grants = createGrants({ ...deps, onLoud: deps.onTrouble });
  const approvals = createApprovals(deps, { ...mergeEffects(deps), REPLAY: replayEffect, ...deps.effects });
  return {
    approvals,
    grants,
    merges: createMerges(deps),
    replayGate: (acting) => replayGate(deps, acting),
    close: approvals.close,
  };
}
