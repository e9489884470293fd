import { Problem } from '../canonical/problem.ts';
import { isOver } from '../canonical/run.ts';
import { closeApproval } from '../store/approval.ts';
import type { Queryable } from '../store/database.ts';
import { updateException } from '../store/exception.ts';
import {
  askRun,
  hurryStep,
  lockRun,
  rewindRun,
  type RunNow,
  type StepNow,
  waitingApprovals,
} from '../store/run-control.ts';
import { orderRun } from '../store/run.ts';
import type { RunWish } from '../store/run-view.ts';
import type { Acting, Note } from './acting.ts';
import { tellApproval } from './request.ts';
import type { Orders } from './saga.ts';

/** What people may order of a run. */
export const runActions = ['pauseRun', 'resumeRun', 'retryFromStep', 'cancelRun', 'compensateRun'] as const;
export type RunAction = (typeof runActions)[number];

export interface RunActionInput {
  readonly runId: string;
  /** Of retryFromStep: the index of the step to begin at; null: the one at which the run stands. */
  readonly fromStep: number | null;
  readonly reason: string;
}

/** A transaction in which somebody orders something. */
interface Desk {
  readonly db: Queryable;
  readonly note: Note;
  readonly acting: Acting;
  readonly orders: Orders;
}

type Order = (desk: Desk, run: RunNow, input: RunActionInput) => Promise<void>;

const conflict = (message: string, path?: string): Problem =>
  new Problem('CONFLICT', message, path === undefined ? {} : { path });

const moves = ({ status }: RunNow): boolean => status === 'QUEUED' || status === 'RUNNING';

/** Whether it goes back rather than forth, also where it stands still on its way. */
const isUndone = ({ status, wish }: RunNow): boolean =>
  status === 'COMPENSATING' || (status === 'PAUSED' && (wish === 'COMPENSATE' || wish === 'CANCEL'));

/** What may be asked of a run as it stands. */
function possible(run: RunNow): readonly RunAction[] {
  const { status, wish, exceptionId } = run;
  if (isUndone(run)) return status === 'PAUSED' ? ['retryFromStep'] : [];
  const undone = touched(run) ? 'compensateRun' : 'cancelRun';
  if (moves(run) && wish !== null && wish !== 'PAUSE') return [];
  if (moves(run)) return [wish === 'PAUSE' ? 'resumeRun' : 'pauseRun', undone];
  if (status === 'WAITING_APPROVAL') return [undone];
  if (status !== 'PAUSED') return [];
  return [...(exceptionId === null ? (['resumeRun'] as const) : []), 'retryFromStep', undone];
}

/** How a run stands and what may be asked of it, for whoever asked for something else. */
function standing(run: RunNow): string {
  const { status, wish, exceptionId } = run;
  const can = possible(run);
  const asked = wish === null ? '' : ` and ${wish} was asked for`;
  const kept = exceptionId === null ? '' : ` by the exception ${exceptionId}`;
  return `The run is ${status}${kept}${asked}; ${can.length === 0 ? 'nothing can be asked of it' : `possible is ${can.join(', ')}`}.`;
}

const changed = ({ kind, status, effect }: StepNow): boolean =>
  effect === 'DONE' || (kind === 'local' && status === 'SUCCEEDED');
const touched = ({ steps }: RunNow): boolean =>
  steps.some((step) => step.effect !== 'NONE' && step.status !== 'COMPENSATED');
const current = ({ steps }: RunNow): StepNow | undefined =>
  steps.find(({ status }) => status !== 'SUCCEEDED' && status !== 'SKIPPED');

/** Asks something of a run that is moving, unless something graver was asked already. */
async function ask(db: Queryable, run: RunNow, wish: RunWish, why: string): Promise<void> {
  if (run.wish !== null && run.wish !== 'PAUSE') throw conflict(standing(run));
  if (run.wish !== wish) await askRun(db, run.id, wish, why);
}

/** Ends what nobody needs to decide any more. */
async function withdraw({ db, note, acting }: Desk, runId: string, why: string): Promise<void> {
  for (const { id } of await waitingApprovals(db, runId)) {
    const closed = await closeApproval(db, id, 'CANCELLED', why);
    await tellApproval(db, closed, 'cancelled', acting.correlationId);
    note({ action: 'approval.cancelled', subject: id, after: { reason: why } });
  }
}

/** Notes that a person had a hand in what becomes of the exception that is open for a run. */
async function lendAHand(db: Queryable, { exceptionId }: RunNow): Promise<void> {
  if (exceptionId !== null) await updateException(db, exceptionId, { mended: true });
}

const orders: Readonly<Record<RunAction, Order>> = {
  async pauseRun({ db }, run, { reason }) {
    if (!moves(run)) throw conflict(standing(run));
    await ask(db, run, 'PAUSE', reason);
  },
  async resumeRun({ db, orders: engine }, run) {
    if (moves(run) && run.wish === 'PAUSE') return askRun(db, run.id, null, null);
    if (run.status !== 'PAUSED' || run.exceptionId !== null) throw conflict(standing(run));
    await engine.proceed(db, run.id);
  },
  async retryFromStep({ db, orders: engine }, run, { fromStep }) {
    if (isUndone(run) && run.status === 'PAUSED' && fromStep === null) return engine.proceed(db, run.id);
    const at = isUndone(run) ? undefined : current(run);
    const waits = at !== undefined && run.status === 'RUNNING' && at.nextAt !== null;
    if (at === undefined || (run.status !== 'PAUSED' && !waits)) throw conflict(standing(run));
    const from = fromStep ?? at.index;
    if (from > at.index)
      throw conflict(
        `The run stands at step ${at.index} (${at.name}); what lies ahead of it cannot be begun at.`,
        'fromStep',
      );
    const done = run.steps.findLast((step) => step.index >= from && step.index < at.index && changed(step));
    if (done)
      throw conflict(
        `Step ${done.index} (${done.name}) is done and is not done again; begin at step ${done.index + 1} or later, or undo the run by compensateRun.`,
        'fromStep',
      );
    if (waits && from < at.index) throw conflict(`${standing(run)} Pause it to begin at an earlier step.`);
    if (waits) {
      await lendAHand(db, run);
      await hurryStep(db, run.id, at.index);
      return orderRun(db, run.id, {});
    }
    if (at.blind)
      throw new Problem(
        'OUTCOME_UNKNOWN',
        `Nobody knows whether step ${at.index} (${at.name}) changed its system, which cannot be asked. Look there, then decide by the exception${run.exceptionId === null ? '' : ` ${run.exceptionId}`}: leave the step out when it did, mend and resume when it did not.`,
      );
    await lendAHand(db, run);
    await rewindRun(db, run.id, from, at.index);
    await engine.proceed(db, run.id);
  },
  async cancelRun(desk, run, { reason }) {
    if (isOver(run.status) || isUndone(run)) throw conflict(standing(run));
    const done = run.steps.find((step) => step.effect !== 'NONE');
    if (done)
      throw conflict(
        `Step ${done.index} (${done.name}) has changed its system, or may have; undo the run by compensateRun.`,
      );
    if (moves(run)) return ask(desk.db, run, 'CANCEL', reason);
    await withdraw(desk, run.id, 'The run was called off.');
    await desk.orders.drop(desk.db, desk.note, run.id, reason);
  },
  async compensateRun(desk, run, { reason }) {
    if (isOver(run.status) || isUndone(run) || !touched(run)) throw conflict(standing(run));
    if (moves(run)) return ask(desk.db, run, 'COMPENSATE', reason);
    await withdraw(desk, run.id, 'The run is undone.');
    await desk.orders.proceed(desk.db, run.id, { undo: true, why: reason });
  },
};

/**
 * Orders something of a run in the transaction. CONFLICT says how the run stands and what may be asked of it; false: there is no such run.
 */
export async function order(desk: Desk, action: RunAction, input: RunActionInput): Promise<boolean> {
  const run = await lockRun(desk.db, input.runId);
  if (!run) return false;
  await orders[action](desk, run, input);
  const { reason, fromStep } = input;
  desk.note({
    action: `run.${action.replace(/Run$|FromStep$/, '')}`,
    subject: run.id,
    before: { status: run.status },
    after: { reason, ...(fromStep !== null && { fromStep }) },
  });
  return true;
}
