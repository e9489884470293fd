import type { RunRow } from '../store/run.ts';
import type { StepRow } from '../store/run-step.ts';
import type { Saga, State } from './saga.ts';

/** What is known of a run at a step, from its rows alone. */
export function stateOf(
  saga: Saga,
  run: Pick<RunRow, 'id' | 'correlationId' | 'input' | 'patch'>,
  rows: readonly StepRow[],
  index: number,
): State {
  const rowOf = (step: { readonly name: string }): StepRow => {
    const row = rows.find(({ name }) => name === step.name);
    if (!row) throw new Error(`${saga.process}/${saga.version} has no step ${step.name}`);
    return row;
  };
  return {
    runId: run.id,
    correlationId: run.correlationId,
    input: run.input,
    attempt: rows[index]?.attempt ?? 1,
    patch: run.patch,
    of<R>(step: { readonly name: string }) {
      const { status, result } = rowOf(step);
      if (status !== 'SUCCEEDED' && status !== 'SKIPPED')
        throw new Error(`the step ${step.name} is asked for its result and is ${status}`);
      return (status === 'SKIPPED' ? undefined : result) as R;
    },
    maybe<R>(step: { readonly name: string }) {
      const { status, result } = rowOf(step);
      return status === 'SUCCEEDED' || status === 'COMPENSATED' ? (result as R) : undefined;
    },
  };
}
