import type { StepStatus } from '../canonical/run.ts';
import type { Queryable } from './database.ts';

/** A step of a run as it stands. */
export interface StepRow {
  readonly index: number;
  readonly name: string;
  readonly kind: 'check' | 'write' | 'local';
  readonly instance: string | null;
  readonly status: StepStatus;
  /** Part of its idempotency key: raised for what a vendor is to take as another request. */
  readonly attempt: number;
  readonly result: unknown;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** How often it was tried since it last succeeded, was mended or was retried by hand. */
  readonly tries: number;
  readonly nextAt: string | null;
}

/**
 * Lets the step that stopped a run be tried anew under a new key, or leaves it out. What the earlier attempt did or may have done stays in
 * its effect. The run's row must be locked.
 */
export async function releaseStep(db: Queryable, runId: string, skip: boolean): Promise<void> {
  await db.query({
    name: 'engine-release',
    text: `update run_step set status = case when $2 then 'SKIPPED' when status = 'FAILED' then 'PENDING' else status end,
             finished_at = case when $2 then now() else finished_at end,
             attempt = attempt + case when $2 then 0 else 1 end, tries = 0, next_at = null
           where run_id = $1 and status in ('FAILED', 'UNKNOWN_OUTCOME', 'RUNNING')`,
    values: [runId, skip],
  });
}

/**
 * Lets the undoing of a step that stopped be tried anew, or leaves the step as it is, because somebody has undone it by hand. The run's row
 * must be locked.
 */
export async function leaveStep(db: Queryable, runId: string, skip: boolean): Promise<void> {
  await db.query({
    name: 'engine-leave',
    text: `update run_step set status = case when $2 then 'COMPENSATED' else status end, tries = 0, next_at = null
           where run_id = $1 and status in ('FAILED', 'UNKNOWN_OUTCOME')`,
    values: [runId, skip],
  });
}

/** Says of the steps of a run that was called off that none is under way: what was tried in vain has failed. The run's row must be locked. */
export async function restSteps(db: Queryable, runId: string): Promise<void> {
  await db.query({
    name: 'engine-rest',
    text: `update run_step set next_at = null,
             status = case when status <> 'RUNNING' then status when tries > 0 then 'FAILED' else 'PENDING' end
           where run_id = $1 and (status = 'RUNNING' or next_at is not null)`,
    values: [runId],
  });
}
