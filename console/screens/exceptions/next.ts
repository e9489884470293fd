import { words } from '../../words/exceptions.ts';
import { stepName } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import type { Detail } from './detail.ts';
import { labelOf, shown, type Values } from './patch.ts';

type Run = NonNullable<Detail['run']>;
type Step = Run['steps'][number];

/** Steps that do the work, without those that undo it. */
const forth = ({ steps }: Run): readonly Step[] => steps.filter(({ compensates }) => compensates === null);

/** The step at which a run stands: the last one of the exception's name, which also may be one that undoes. */
export const stepOf = ({ run, step }: Pick<Detail, 'run' | 'step'>): Step | undefined =>
  run?.steps.findLast(({ name }) => name === step);

/** What has changed a system and would have to be undone, the last one first: what was sent with a key of its own and succeeded, or may have. */
export function doneAtSystems(run: Run): readonly Step[] {
  return forth(run)
    .filter(
      ({ status, idempotencyKey }) =>
        idempotencyKey !== null && (status === 'SUCCEEDED' || status === 'UNKNOWN_OUTCOME'),
    )
    .toReversed();
}

/** A step with the system that it asks or changes. */
export const stepAt = ({ name, system }: Pick<Step, 'name' | 'system'>): string =>
  words.next.step(stepName(name), system ? term(system.name) : null);

/** What happens when the run is told to go on with a patch, in sentences. */
export function whatNext(detail: Pick<Detail, 'run' | 'step'>, patch: Values): readonly string[] {
  const { run } = detail;
  const at = stepOf(detail);
  if (!run || !at) return [];
  const steps = forth(run);
  const done = steps.filter(({ index, status }) => index < at.index && status === 'SUCCEEDED');
  const ahead = steps.filter(({ index }) => index > at.index && at.compensates === null);
  const values = Object.entries(patch).map(([path, value]) => `${labelOf(path)} ${shown(value)}`);
  return [
    ...(done.length > 0
      ? [words.next.done(done.length, done.map(({ name }) => stepName(name)).join(', '))]
      : []),
    words.next.again(at.index + 1, stepAt(at), values.join(', ')),
    ...(ahead.length > 0
      ? [words.next.ahead(ahead.length, ahead.map(({ name }) => stepName(name)).join(', '))]
      : []),
  ];
}
