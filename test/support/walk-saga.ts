import type { Note } from '../../src/workflows/acting.ts';
import type { AnyStep, Saga, State } from '../../src/workflows/saga.ts';
import type { Source } from '../../src/sources/source.ts';
import type { Database } from '../../src/store/database.ts';
import type { Reader } from '../../src/store/read.ts';

/** What a walk through a saga is given. */
export interface Walk {
  readonly database: Database;
  readonly reader: Reader;
  readonly sources: readonly Source[];
  readonly runId: string;
  readonly input: unknown;
  readonly patch?: Readonly<Record<string, unknown>>;
  /** The instant at which checks look; now where it is not given. */
  readonly at?: number;
}

type Done = {
  readonly step: AnyStep;
  readonly planned?: { readonly undo: unknown };
  readonly result: unknown;
};

/** Does the steps of a saga one after the other, as the engine does when nothing goes wrong; `undo` takes the writes back. */
export async function walkSaga(
  saga: Saga<never>,
  { database, reader, sources, runId, input, patch = {}, at }: Walk,
): Promise<{
  readonly names: readonly string[];
  /** What the steps came to, by name. */
  readonly results: ReadonlyMap<string, unknown>;
  undo(): Promise<void>;
}> {
  const done: Done[] = [];
  // As the engine keeps it: through JSON.
  const kept = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
  const state: State<never> = {
    runId,
    correlationId: 'cor_walk',
    input: kept(input) as never,
    attempt: 1,
    patch,
    of: (step) => done.find((each) => each.step === (step as unknown as AnyStep))?.result as never,
    maybe: (step) => done.find((each) => each.step === (step as unknown as AnyStep))?.result as never,
  };
  const note: Note = () => {};
  const sourceOf = (instance: string): Source => sources.find((each) => each.instance === instance)!;
  for (const [index, step] of saga.steps.entries()) {
    if (step.when && !step.when(state)) continue;
    const key = `${runId}.${index}.1`;
    if (step.kind === 'check')
      done.push({
        step,
        result: kept(
          await step.run(state, {
            reader,
            sources,
            role: (instance, role) => sourceOf(instance).roles![role]!,
            database,
            signal: new AbortController().signal,
            now: () => at ?? Date.now(),
          }),
        ),
      });
    else if (step.kind === 'write') {
      const planned = kept(step.plan(state, await step.reads?.(state, reader))) as {
        send: unknown;
        undo: unknown;
      };
      const source = sourceOf(step.instance(state));
      const { result } = await step.operation(source).perform(planned.send, { key });
      done.push({ step, planned, result: kept(result) });
    } else done.push({ step, result: kept(await step.run(database, note, state)) });
  }
  return {
    names: done.map(({ step }) => step.name),
    results: new Map(done.map(({ step, result }) => [step.name, result])),
    async undo() {
      for (const [index, { step, planned, result }] of [...done.entries()].toReversed())
        if (step.kind === 'write' && step.undo && planned?.undo != null)
          await step.undo
            .operation(sourceOf(step.instance(state)))
            .perform(step.undo.input(planned.undo, result, state), { key: `${runId}.${index}.1.undo` });
    },
  };
}
