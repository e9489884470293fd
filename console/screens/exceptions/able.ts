import { words } from '../../words/exceptions.ts';
import { stepName } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import type { Detail } from './detail.ts';
import { doneAtSystems } from './next.ts';

type Standing = Pick<Detail, 'status' | 'settledAt'>;

/** Why nothing more can be done with it now; null where something can. */
export function whyNot({ status, settledAt }: Standing): string | null {
  if (settledAt !== null) return words.able.settled(term(status));
  if (status === 'WAITING_APPROVAL') return words.able.waits;
  return status === 'RETRYING' ? words.able.retrying : null;
}

/** Why its step cannot be left out; null where it can. */
export function whyNoSkip(detail: Standing & Pick<Detail, 'skippable' | 'step'>): string | null {
  return whyNot(detail) ?? (detail.skippable ? null : words.able.needed(stepName(detail.step)));
}

/** Why its run cannot be undone, or called off; null where it can. */
export function whyNoUndo(detail: Standing & Pick<Detail, 'run'>): string | null {
  if (!detail.run) return words.able.noRun;
  return detail.settledAt === null ? null : words.able.settled(term(detail.status));
}

/** Whether the run has done something in a system, so that it is to be undone rather than called off. */
export const hasDone = ({ run }: Pick<Detail, 'run'>): boolean =>
  run !== null && doneAtSystems(run).length > 0;
