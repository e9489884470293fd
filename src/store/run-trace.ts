import type { AttemptOutcome, StepStatus } from '../canonical/run.ts';
import type { SystemKind } from '../canonical/kind.ts';
import type { ProblemCode } from '../canonical/problem.ts';
import type { Queryable } from './database.ts';
import { effectPlace, openMembers } from './effect-sealed.ts';
import { sealedMember } from './sealed.ts';
import type { AttemptPlace } from './vendor-call.ts';

/** One try of a step. */
export interface AttemptView extends AttemptPlace {
  readonly at: string;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly outcome: AttemptOutcome;
  readonly error: {
    readonly code: ProblemCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly system: SystemKind | null;
  } | null;
}

/** A step of a run as it is shown; also what undoes one, which stands behind the others. */
export interface StepView {
  readonly runId: string;
  /** Of the run. */
  readonly correlationId: string;
  readonly index: number;
  readonly name: string;
  readonly instance: string | null;
  readonly status: StepStatus;
  readonly attempts: readonly AttemptView[];
  /** When it was first begun, and when it was done or left out. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly nextAt: string | null;
  readonly idempotencyKey: string | null;
  /** The index of the step that this one undoes. */
  readonly compensates: number | null;
  readonly input: unknown;
  readonly output: unknown;
}

/** What a run has reached. */
export interface CheckpointView {
  readonly name: string;
  readonly at: string;
  readonly system: SystemKind | null;
}

interface StepRow {
  readonly runId: string;
  readonly correlationId: string;
  readonly index: number;
  readonly name: string;
  readonly instance: string | null;
  readonly status: StepStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly nextAt: string | null;
  readonly result: unknown;
}

interface EffectRow {
  readonly key: string;
  readonly runId: string;
  readonly index: number;
  readonly act: 'DO' | 'UNDO';
  readonly instance: string;
  readonly state: 'INTENT' | 'DONE' | 'UNKNOWN' | 'REFUSED' | 'UNDONE';
  readonly input: unknown;
  readonly result: unknown;
  /** When the first of its kind at this step was written down. */
  readonly intendedAt: string;
  readonly settledAt: string | null;
}

type AttemptRow = AttemptView & { readonly act: 'DO' | 'UNDO' };

const place = ({ runId, index }: { readonly runId: string; readonly index: number }): string =>
  `${runId} ${index}`;

/**
 * The steps of runs by run, in their order; behind them what undid a step, in the order in which a run is undone: the last step first. Of a
 * step that was mended the newest call is shown, with the tries of all.
 */
export async function readSteps(
  db: Queryable,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StepView[]>> {
  const [steps, effects, attempts] = await Promise.all([
    db.query<StepRow>({
      name: 'run-steps',
      text: `select s.run_id as "runId", r.correlation_id as "correlationId", s.index, s.name, s.instance, s.status, s.started_at as "startedAt",
               s.finished_at as "finishedAt", s.next_at as "nextAt", s.result
             from run_step s join run r on r.id = s.run_id where s.run_id = any($1) order by s.run_id, s.index`,
      values: [runIds],
    }),
    db.query<EffectRow>({
      name: 'run-effects',
      text: `select distinct on (run_id, step_index, act) key, run_id as "runId", step_index as index, act, instance, state, input, result,
               min(intent_at) over (partition by run_id, step_index, act) as "intendedAt", settled_at as "settledAt"
             from effect where run_id = any($1) order by run_id, step_index, act, attempt desc, intent_at desc`,
      values: [runIds],
    }),
    db.query<AttemptRow>({
      name: 'run-attempts',
      text: `select run_id as "runId", step_index as index, nth, act, at, duration_ms as "durationMs", http_status as "httpStatus", outcome, error
             from run_attempt where run_id = any($1) order by run_id, step_index, nth`,
      values: [runIds],
    }),
  ]);
  const by = (act: 'DO' | 'UNDO') => ({
    effects: new Map(effects.rows.filter((row) => row.act === act).map((row) => [place(row), row])),
    attempts: Map.groupBy(
      attempts.rows.filter((row) => row.act === act),
      place,
    ),
  });
  const [done, undone] = [by('DO'), by('UNDO')];
  return new Map(
    [...Map.groupBy(steps.rows, ({ runId }) => runId)].map(([runId, rows]) => {
      const forth = rows.map((row): StepView => {
        const effect = done.effects.get(place(row));
        return {
          ...stepOf(row, done.attempts.get(place(row))),
          startedAt: earliest(row.startedAt, done.attempts.get(place(row))?.[0]?.at),
          finishedAt: row.finishedAt,
          nextAt: row.nextAt,
          idempotencyKey: effect?.key ?? null,
          input: effect?.input ?? null,
          output: row.result ?? null,
        };
      });
      const back = rows
        .filter((row) => undone.effects.has(place(row)) || undone.attempts.has(place(row)))
        .toReversed()
        .map((row, nth): StepView => {
          const effect = undone.effects.get(place(row));
          return {
            ...stepOf(row, undone.attempts.get(place(row))),
            index: rows.length + nth,
            name: `undo-${row.name}`,
            status: undoStatus(row, effect),
            startedAt: earliest(effect?.intendedAt, undone.attempts.get(place(row))?.[0]?.at),
            finishedAt: effect?.state === 'DONE' ? effect.settledAt : null,
            idempotencyKey: effect?.key ?? null,
            compensates: row.index,
            input: effect?.input ?? null,
            output: effect?.result ?? null,
          };
        });
      return [runId, [...forth, ...back]];
    }),
  );
}

function stepOf(row: StepRow, attempts: readonly AttemptRow[] = []) {
  const { runId, correlationId, index, name, instance, status } = row;
  const step = { runId, correlationId, index, name, instance, status };
  return { ...step, attempts, nextAt: null, compensates: null };
}

/** The earlier of two instants, as far as they are known: what a person had begin anew was begun before, as its tries tell. */
function earliest(one: string | null | undefined, other: string | undefined): string | null {
  if (one == null || other === undefined) return one ?? other ?? null;
  return Date.parse(other) < Date.parse(one) ? other : one;
}

function undoStatus({ status }: StepRow, effect: EffectRow | undefined): StepStatus {
  if (status === 'COMPENSATED' || effect?.state === 'DONE') return 'SUCCEEDED';
  if (effect?.state === 'UNKNOWN') return 'UNKNOWN_OUTCOME';
  return effect?.state === 'REFUSED' ? 'FAILED' : 'RUNNING';
}

/** What runs have reached, by run and in the order in which they did. */
export async function readCheckpoints(
  db: Queryable,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CheckpointView[]>> {
  const { rows } = await db.query<CheckpointView & { readonly runId: string }>({
    name: 'run-checkpoints',
    text: `select run_id as "runId", name, at, system from run_checkpoint where run_id = any($1) order by run_id, nth`,
    values: [runIds],
  });
  return Map.groupBy(rows, ({ runId }) => runId);
}

/**
 * What steps send, in their order, with what is personal of it when `whole`, otherwise and where the person was erased without it. Effects are
 * stored as effect-sealed.ts says.
 */
export async function readInputs(
  db: Queryable,
  steps: readonly StepView[],
  whole: boolean,
): Promise<unknown[]> {
  return Promise.all(
    steps.map(async ({ runId, index, compensates, input }) => {
      if (typeof input !== 'object' || input === null || !(sealedMember in input)) return input;
      const { [sealedMember]: _, ...rest } = input as Readonly<Record<string, unknown>>;
      if (!whole) return rest;
      return (await openMembers(db, input, effectPlace(runId, compensates ?? index))) ?? rest;
    }),
  );
}
