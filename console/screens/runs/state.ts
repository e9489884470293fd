import type { RunStatus, RunTracedFragment } from '../../generated/graphql.ts';
import { stepName, words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';

// How a run stands and what may be asked of it: the rules of docs/workflows.md, so that a button can say why it does nothing. The hub
// decides by its own; where the two differ, its answer is shown.

export type Run = RunTracedFragment;
export type Step = Run['steps'][number];
export type RunAct = 'pause' | 'resume' | 'retry' | 'cancel' | 'compensate';

const ends: ReadonlySet<RunStatus> = new Set(['COMPLETED', 'COMPENSATED', 'FAILED', 'CANCELLED']);

export const isOver = (status: RunStatus): boolean => ends.has(status);

const moves = ({ status }: Run): boolean => status === 'QUEUED' || status === 'RUNNING';

/** Whether it goes back rather than forth, also where it stands still on its way. */
export const isUndone = ({ status, asked }: Run): boolean =>
  status === 'COMPENSATING' || (status === 'PAUSED' && (asked === 'COMPENSATE' || asked === 'CANCEL'));

/** The steps that go forth, in their order. */
export const forthOf = ({ steps }: Run): readonly Step[] =>
  steps.filter(({ compensates }) => compensates === null);

/** The steps that take others back, in the order in which they do. */
export const backOf = ({ steps }: Run): readonly Step[] =>
  steps.filter(({ compensates }) => compensates !== null);

/** The step at which a run stands, also one that takes back; undefined where it stands at none. */
export function currentOf(run: Run): Step | undefined {
  if (isOver(run.status)) return undefined;
  if (isUndone(run)) return backOf(run).find(({ status }) => status !== 'SUCCEEDED');
  return forthOf(run).find(({ status }) => status !== 'SUCCEEDED' && status !== 'SKIPPED');
}

/** Whether a step has changed its system, or may have, and that still stands. */
export function mayStand({ status, idempotencyKey, attempts }: Step): boolean {
  if (idempotencyKey === null || status === 'COMPENSATED' || status === 'SKIPPED') return false;
  if (status === 'SUCCEEDED' || status === 'UNKNOWN_OUTCOME') return true;
  return attempts.at(-1)?.outcome !== 'NOT_APPLIED';
}

/** What would be taken back, the last step first. */
export const standing = (run: Run): readonly Step[] => forthOf(run).filter(mayStand).toReversed();

/** The exception that is open for a run. */
export const openException = ({ exception }: Run): Run['exception'] =>
  exception !== null && exception.settledAt === null ? exception : null;

/** The steps at which a run that stands may begin again: the current one and, before it, those that changed nothing. */
export function startsOf(run: Run): readonly Step[] {
  const at = currentOf(run);
  if (!at || at.compensates !== null) return [];
  const before = forthOf(run).filter(({ index }) => index < at.index);
  // What a step in the hub did cannot be told from what one only looked at; neither is offered where it has no system.
  const last = before.findLastIndex(
    (step) => mayStand(step) || (step.system === null && step.status === 'SUCCEEDED'),
  );
  const from = before.slice(last + 1).filter(({ status }) => status === 'SUCCEEDED');
  return run.status === 'PAUSED' ? [...from, at] : [at];
}

/** Why something cannot be asked of a run as it stands; null where it can. */
export function whyNot(run: Run, act: RunAct): string | null {
  const { why } = words.act;
  const { status, asked } = run;
  if (isOver(status)) return why.over(term(status));
  if (isUndone(run)) return act === 'retry' && status === 'PAUSED' ? null : why.undoing;
  if (moves(run) && asked !== null && asked !== 'PAUSE') return why.undoAsked;
  const touched = standing(run);
  switch (act) {
    case 'pause':
      if (status === 'WAITING_APPROVAL') return why.approval;
      if (!moves(run)) return why.notMoving;
      return asked === 'PAUSE' ? why.pausing : null;
    case 'resume':
      if (moves(run)) return asked === 'PAUSE' ? null : why.notPaused;
      if (status === 'WAITING_APPROVAL') return why.approval;
      return openException(run) ? why.exception : null;
    case 'retry': {
      if (status === 'WAITING_APPROVAL') return why.approval;
      const at = currentOf(run);
      const waits = status === 'RUNNING' && at !== undefined && at.nextAttemptAt !== null;
      if (status !== 'PAUSED' && !waits) return why.moving;
      return status === 'PAUSED' && run.exception?.code === 'OUTCOME_UNKNOWN' && openException(run)
        ? why.unknown
        : null;
    }
    case 'cancel': {
      const [last] = touched;
      return last ? why.touched(last.index + 1, stepName(last.name)) : null;
    }
    case 'compensate':
      return touched.length === 0 ? why.untouched : null;
  }
}
