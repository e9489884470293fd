import type { RunStatus, StepStatus } from '../canonical/run.ts';
import type { Approval } from './approval.ts';
import { approvalsById } from './approval.ts';
import type { Queryable } from './database.ts';
import type { RunWish } from './run-view.ts';
import { approvalsOf } from './sla.ts';

/** A step of a run, as far as it decides what may be asked of the run. */
export interface StepNow {
  readonly index: number;
  readonly name: string;
  readonly kind: 'check' | 'write' | 'local';
  readonly status: StepStatus;
  /** When it is tried again by itself, ISO 8601. */
  readonly nextAt: string | null;
  /** DONE: its system was changed and that still stands. OPEN: it may have been, nobody knows yet. */
  readonly effect: 'NONE' | 'OPEN' | 'DONE';
  /** Whether nobody can tell what it did but by looking there (class D). */
  readonly blind: boolean;
}

/** A run as it stands, held until the transaction ends. */
export interface RunNow {
  readonly id: string;
  readonly status: RunStatus;
  readonly wish: RunWish | null;
  readonly steps: readonly StepNow[];
  /** The exception that is open for it. */
  readonly exceptionId: string | null;
}

/** Locks a run and gives how it stands; undefined for an unknown id. */
export async function lockRun(db: Queryable, id: string): Promise<RunNow | undefined> {
  const { rows } = await db.query<Pick<RunNow, 'id' | 'status' | 'wish' | 'exceptionId'>>({
    name: 'run-lock',
    text: 'select id, status, wish from run where id = $1 for update',
    values: [id],
  });
  const [run] = rows;
  if (!run) return undefined;
  const steps = await db.query<StepNow>({
    name: 'run-steps-now',
    text: `select s.index, s.name, s.kind, s.status, s.next_at as "nextAt", case
             when exists (select from effect e where e.run_id = s.run_id and e.step_index = s.index and e.act = 'DO'
               and e.state = 'DONE') then 'DONE'
             when exists (select from effect e where e.run_id = s.run_id and e.step_index = s.index and e.act = 'DO'
               and (e.state in ('UNKNOWN', 'INTENT'))) then 'OPEN'
             else 'NONE' end as effect,
             exists (select from effect e where e.run_id = s.run_id and e.step_index = s.index and e.act = 'DO'
               and e.state = 'UNKNOWN' and e.class = 'D') as blind
           from run_step s where s.run_id = $1 order by s.index`,
    values: [id],
  });
  const open = await db.query<{ id: string }>({
    name: 'run-exception-open',
    text: 'select id from exception where run_id = $1 and settled_at is null',
    values: [id],
  });
  return { ...run, steps: steps.rows, exceptionId: open.rows[0]?.id ?? null };
}

/** Notes what somebody asks of a run that is locked and moving, and why; null takes it back. Whoever moves it looks at its next boundary. */
export async function askRun(
  db: Queryable,
  id: string,
  wish: RunWish | null,
  why: string | null,
): Promise<void> {
  await db.query({
    name: 'run-ask',
    text: 'update run set wish = $2, why = $3, version = version + 1 where id = $1',
    values: [id, wish, why],
  });
}

/** Makes a step of a locked run that waits for its next try due at once. */
export async function hurryStep(db: Queryable, id: string, index: number): Promise<void> {
  await db.query({
    name: 'run-hurry',
    text: 'update run_step set next_at = now() where run_id = $1 and index = $2',
    values: [id, index],
  });
}

/** Lets the steps of a locked run from one on, up to but without another one, be done again. None of them may have changed anything. */
export async function rewindRun(db: Queryable, id: string, from: number, to: number): Promise<void> {
  await db.query({
    name: 'run-rewind',
    text: `update run_step set status = 'PENDING', result = null, started_at = null, finished_at = null, tries = 0, next_at = null
           where run_id = $1 and index >= $2 and index < $3`,
    values: [id, from, to],
  });
}

/** The approvals about a run that nobody has decided, locked. */
export async function waitingApprovals(db: Queryable, runId: string): Promise<readonly Approval[]> {
  const { rows } = await db.query<{ id: string }>(
    `select a.id from approval a where a.status = 'PENDING' and exists (select from run r where r.id = $1 and ${approvalsOf('r', 'a')})
     order by a.id for update`,
    [runId],
  );
  return approvalsById(
    db,
    rows.map(({ id }) => id),
  );
}
