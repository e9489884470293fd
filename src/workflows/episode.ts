import { Refused } from '../canonical/finding.ts';
import type { Problem } from '../canonical/problem.ts';
import type { HeardCall } from '../canonical/vendor-call.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import type { Reader } from '../store/read.ts';
import type { AttemptRow } from '../store/run.ts';
import type { StepRow } from '../store/run-step.ts';
import { bareCall, sealCall } from '../store/vendor-call.ts';
import { errorOf, foundOf } from './call.ts';
import { type OpenException, settleException, type Became } from './exception-open.ts';
import type { Life } from './life.ts';
import type { Pen } from './pen.ts';
import type { Registry } from './registry.ts';
import { plainly } from './plain.ts';
import { type Patience, waitBefore } from './retry.ts';
import type { AnyStep, Failure, Saga, State } from './saga.ts';
import { stateOf } from './state.ts';

/** What moving runs on needs of the running hub. */
export interface EngineDeps {
  /** Connections that nothing but runs waits for. */
  readonly database: Database;
  readonly sources: readonly Source[];
  readonly reader: Reader;
  readonly sagas: Registry;
  readonly life: Life;
  readonly patience: Patience;
  readonly openException: OpenException;
  /** Takes in what a step has changed, so that it is seen at once. */
  readonly ingest: IngestDeps;
  /** Whether this node ends: nothing new is begun. */
  draining(): boolean;
  /** Hears that events were written. */
  told(): void;
  /** Hears that a run is due again, in so many milliseconds. */
  dueIn(runId: string, ms: number): void;
  count(what: 'takenOver' | 'late'): void;
  /** Waits until no other suspect is moved on here; returns what lets the next one in. May be called more than once. */
  ward(): Promise<() => void>;
  readonly onTrouble: (message: string, detail: object) => void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A run while one node moves it on, from when it takes it until it lets it go. */
export interface Episode {
  readonly deps: EngineDeps;
  readonly saga: Saga;
  readonly pen: Pen;
  /** The node's id, under which it holds the run. */
  readonly node: string;
  /** Ends with the hold. */
  readonly signal: AbortSignal;
  /** The step of which an exception is open. */
  stuckAt: number | null;
  /** The step that is under way, for what is thrown meanwhile. */
  at: number;
  /** Keys of effects of which nobody will ever know and which a person has decided to leave. */
  readonly left: Set<string>;
}

export const isoNow = ({ deps }: Episode): string => new Date(deps.now()).toISOString();

export const stepOf = ({ saga }: Episode, index: number): AnyStep => saga.steps[index]!;
export const rowOf = ({ pen }: Episode, index: number): StepRow => pen.steps[index]!;
export const stateAt = ({ saga, pen }: Episode, index: number): State =>
  stateOf(saga, pen.run, pen.steps, index);

export const sourceOf = ({ deps }: Episode, instance: string | null): Source | undefined =>
  deps.sources.find((source) => source.instance === instance);

/** Ends what was open of a step that has come to something. */
export function settle(episode: Episode, index: number, became: Became): void {
  if (episode.stuckAt !== index) return;
  const { pen } = episode;
  pen.also((db, note) => settleException(db, note, pen.run.id, became));
  episode.stuckAt = null;
}

/**
 * Lets the run go until its step is tried again; after so many tries in vain a person is told, and it goes on being tried, ever more
 * slowly. What became of the effect must have been drafted.
 */
export async function tryLater(
  episode: Episode,
  index: number,
  problem: Problem,
  status: StepRow['status'],
  failure: (tries: number) => Failure,
): Promise<void> {
  const { pen, deps } = episode;
  const tries = rowOf(episode, index).tries + 1;
  const waitMs = waitBefore(tries, problem, deps.patience);
  const nextAt = new Date(deps.now() + waitMs).toISOString();
  pen.step(index, { status, tries, nextAt });
  if (tries >= deps.patience.triesBeforeException) await stop(episode, index, failure(tries), nextAt);
  else await pen.write({ release: { dueAt: nextAt } });
  deps.dueIn(pen.run.id, waitMs);
}

/** Stops the run at a step and opens an exception, in one transaction. Its step must have been drafted, but for what every stop has. */
export async function stop(
  episode: Episode,
  index: number,
  failure: Failure,
  nextAt: string | null = null,
): Promise<void> {
  const { pen, deps } = episode;
  const { run } = pen;
  // There is none where the saga was changed under its version.
  const row = pen.steps[index];
  const status = row?.status === 'UNKNOWN_OUTCOME' ? row.status : 'FAILED';
  pen.step(index, { status, nextAt });
  const error = failure.is === 'refused' ? failure.error : failure.problem;
  pen.stand('PAUSED', 'paused', plainly(error.message));
  pen.also(async (db, note) => {
    await deps.openException(db, note, {
      runId: run.id,
      process: run.process,
      correlationId: run.correlationId,
      customerId: run.customerId,
      concerns: run.concerns,
      moneyAtRisk: run.moneyAtRisk,
      stepIndex: index,
      stepName: row?.name ?? 'none',
      instance: row?.instance ?? null,
      system: sourceOf(episode, row?.instance ?? null)?.system ?? null,
      skippable: episode.saga.steps[index]?.skippable ?? false,
      failure,
      nextAt,
    });
  });
  await pen.write({ release: { dueAt: nextAt } });
}

/** Notes a try with the call by which it ended. */
export async function noteTry(
  { pen, deps }: Episode,
  heard: HeardCall | null,
  row: Omit<AttemptRow, 'call'>,
): Promise<void> {
  // What came of a call must be known even where its words cannot be kept.
  const kept = heard && sealCall(deps.database, heard, pen.run.id, row.index);
  const call = await kept?.catch((err: unknown) => {
    deps.onTrouble('what was said in a call could not be sealed and is not kept', { err });
    return bareCall(heard!);
  });
  pen.attempt({ ...row, call: call ?? null });
}

/** Notes a try that failed without a vendor having been asked to change anything. Of what a check found the first stands for all. */
export async function noteFailure(
  episode: Episode,
  index: number,
  at: string,
  error: Problem | Refused,
  heard: HeardCall | null = null,
): Promise<void> {
  const problem = error instanceof Refused ? null : error;
  await noteTry(episode, heard, {
    index,
    act: 'DO',
    at,
    durationMs: Math.max(0, episode.deps.now() - Date.parse(at)),
    httpStatus: problem?.detail.httpStatus ?? null,
    outcome: 'NOT_APPLIED',
    error: error instanceof Refused ? foundOf(error) : errorOf(error),
  });
}
