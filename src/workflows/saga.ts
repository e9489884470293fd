import type { Acting, Note } from './acting.ts';
import type { EditableField, Refused } from '../canonical/finding.ts';
import type { Problem } from '../canonical/problem.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Lane, ProcessKind } from '../canonical/run.ts';
import type { Operation } from '../sources/operation.ts';
import type { Role, Roles } from '../sources/roles.ts';
import type { Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import type { Reader } from '../store/read.ts';

// A saga reads as a list of steps. What a step is given follows from the run's rows alone, so that any node can go on where another one
// stopped; nothing of it lives in a process.

/** What a run knows at a step: what was asked for, what people mended, and what the steps before it came to. */
export interface State<I = unknown> {
  readonly runId: string;
  readonly correlationId: string;
  readonly input: I;
  /** Of the step that is being planned: 1, and raised with each new plan, so that what must be unique at a vendor can be made of it. */
  readonly attempt: number;
  /** By the path of the editable field. */
  readonly patch: Readonly<Record<string, unknown>>;
  /** What a step came to. Throws (a bug) when it has not succeeded, unless it was skipped: then undefined. */
  of<R>(step: Step<never, R>): R;
  /** The same; undefined also for a step that has not been done. */
  maybe<R>(step: Step<never, R>): R | undefined;
}

/** What steps that only look have at hand. */
export interface Looking {
  readonly reader: Reader;
  readonly sources: readonly Source[];
  /** The role of an instance; throws `Problem` when there is no such source, or it has no such role. */
  role<K extends Role>(instance: string, role: K): NonNullable<Roles[K]>;
  readonly database: Queryable;
  /** Ends with the run's hold: nothing may be asked after it. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  now(): number;
}

interface Named {
  /** Unique within the saga, stable for ever: kebab-case, what people read in the console. */
  readonly name: string;
  /** False: the step is skipped. */
  readonly when?: (state: State<never>) => boolean;
  /** Told once the step has succeeded: where the business now stands, for example `billed`. */
  readonly checkpoint?: string;
  /** Whether a person may decide to go on without it. */
  readonly skippable?: boolean;
}

/** A step that looks and decides; repeated at will. Throws `Refused` with all it found, or `Problem` when a source does not answer. */
export interface CheckStep<I, R> extends Named {
  readonly kind: 'check';
  /** Which system it mostly asks; for people to see. */
  instance?(state: State<I>): string | null;
  run(state: State<I>, looking: Looking): Promise<R>;
}

/** What a write sends, and what it takes to undo it, known before it is done. */
export interface Planned<W, U> {
  readonly send: W;
  /** Null: there will be nothing to undo. */
  readonly undo: U | null;
  /**
   * Members of `send` and `undo` that say who somebody is, beside `billTo`, which always does: they are stored sealed, and once that person was
   * erased the step cannot be done any more.
   */
  readonly personal?: readonly string[];
  /** The id of the contact or user whom these members are about; left out: the run's customer, whom no erasure reaches. */
  readonly whose?: string;
}

/**
 * A step that changes a system. Its plan is stored before the system is called, and sent as stored whatever happens meanwhile; only a
 * person's patch makes a new plan, under a new key.
 */
export interface WriteStep<I, R, W = unknown, U = unknown, V = unknown> extends Named {
  readonly kind: 'write';
  instance(state: State<I>): string;
  operation(source: Source): Operation<W, R>;
  /**
   * What is personal of what it sends, read when the step is planned: it never stands in a step's result. Throws `Problem` where it is not
   * there any more.
   */
  reads?(state: State<I>, reader: Reader): Promise<unknown>;
  /** Pure: of the state alone, and of what `reads` gave. */
  plan(state: State<I>, read?: unknown): Planned<W, U>;
  /** What undoes it; absent: it cannot be undone, and what comes after it can only go forward. */
  readonly undo?: {
    operation(source: Source): Operation<V, unknown>;
    /** Pure. `result` null: what was done is known only by its plan. */
    input(undo: U, result: R | null, state: State<I>): V;
  };
  /** What a person may mend where the system refuses it, or refuses to take it back. */
  mends?(state: State<I>, problem: Problem, undoing: boolean): readonly EditableField[];
  /** Records to read again from the instance when it was done, so that the hub's answers show it at once. */
  touches?(
    state: State<I>,
    result: R,
  ): readonly { readonly kind: Kind; readonly externalIds: readonly string[] }[];
}

/** A step in the hub's own database, in the transaction that notes that it was done. */
export interface LocalStep<I, R> extends Named {
  readonly kind: 'local';
  run(db: Queryable, note: Note, state: State<I>): Promise<R>;
  /** In the transaction of the compensation. */
  undo?(db: Queryable, note: Note, state: State<I>): Promise<void>;
}

export type Step<I, R> = CheckStep<I, R> | WriteStep<I, R> | LocalStep<I, R>;

/** A step of any saga, as the engine meets it. */
export type AnyStep = CheckStep<unknown, unknown> | WriteStep<unknown, unknown> | LocalStep<unknown, unknown>;

/** An orchestrated write: its steps in order, under a version that is kept for as long as runs of it are open. */
export interface Saga<I = unknown> {
  readonly process: ProcessKind;
  readonly version: string;
  readonly lane: Lane;
  readonly steps: readonly AnyStep[];
  /** Keeps what belongs to the run in step with it (an amendment's status), in the transaction that changes the run's. */
  follow?(
    db: Queryable,
    note: Note,
    run: { readonly id: string; readonly status: string; readonly input: I },
  ): Promise<void>;
}

/** A step that looks. */
export const check = <I, R>(step: Omit<CheckStep<I, R>, 'kind'>): CheckStep<I, R> => ({
  kind: 'check',
  ...step,
});
/** A step that changes a system. */
export const write = <I, R, W, U = never, V = never>(
  step: Omit<WriteStep<I, R, W, U, V>, 'kind'>,
): WriteStep<I, R, W, U, V> => ({ kind: 'write', ...step });
/** A step in the hub's own database. */
export const local = <I, R>(step: Omit<LocalStep<I, R>, 'kind'>): LocalStep<I, R> => ({
  kind: 'local',
  ...step,
});

/** A new run, as it is asked for in the transaction of whatever asks. */
export interface NewRun {
  readonly saga: Saga;
  readonly input: unknown;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly concerns: readonly string[];
  readonly triggerEvent: string | null;
  readonly moneyAtRisk: { readonly amount: string; readonly currency: string } | null;
  /** Why it does not begin at once: an approval was asked for. */
  readonly waitsForApproval?: boolean;
  /** Given where the id must be known before; otherwise a new one. A second run with the same id is the first. */
  readonly id?: string;
}

/** Why a step stopped a run, for the exception that is opened. */
export type Failure =
  | { readonly is: 'refused'; readonly error: Refused }
  | {
      readonly is: 'problem';
      readonly problem: Problem;
      readonly tries: number;
      readonly editable?: readonly EditableField[];
    }
  /** Class D, or looking did not tell: only a person can. */
  | { readonly is: 'unknown'; readonly problem: Problem }
  /** Undoing failed. */
  | { readonly is: 'compensation'; readonly problem: Problem; readonly editable?: readonly EditableField[] };

/** What moves runs on, as the rest of the hub orders it. Those that take `db` act in the caller's transaction; `wake` follows the commit. */
export interface Orders {
  start(db: Queryable, note: Note, acting: Acting, run: NewRun): Promise<string>;
  /** Lets a run go on that waited for an approval or for a person; `patch` is added to what was mended. CONFLICT when it does not wait. */
  proceed(
    db: Queryable,
    runId: string,
    how?: {
      readonly patch?: Readonly<Record<string, unknown>>;
      readonly skip?: boolean;
      readonly undo?: boolean;
      /** Why it is to be undone, a sentence. */
      readonly why?: string;
    },
  ): Promise<void>;
  /** Ends a run of which nothing was done, for example because its approval was rejected. */
  drop(db: Queryable, note: Note, runId: string, why: string): Promise<void>;
  /** Moves these on now rather than at the next look. */
  wake(runIds: readonly string[]): void;
}
