import { ulid } from '../canonical/id.ts';
import { Problem, problemCodes } from '../canonical/problem.ts';
import type { RowScope } from '../canonical/scope.ts';
import type { Database, Queryable } from '../store/database.ts';
import { addBatch, type BatchRow, batchRows, closeBatchRow, takeBatchRow } from '../store/exception-batch.ts';
import { openOfCause, visible } from '../store/exception-list.ts';
import { act, type Acting, type Note } from './acting.ts';
import { once, type Request } from './once.ts';

/** Which exceptions are meant: these, or all open ones of a cause. */
export interface Targets {
  readonly exceptionIds: readonly string[] | null;
  readonly rootCauseKey: string | null;
}

/** What a request came to for one exception. */
export interface RowResult {
  readonly id: string;
  readonly error: {
    readonly code: keyof typeof problemCodes;
    readonly message: string;
    readonly path: string | null;
    readonly retryable: boolean;
  } | null;
}

/** What a request about exceptions came to. */
export interface ExceptionAnswer {
  readonly results: readonly RowResult[];
  readonly replayed: boolean;
}

/** So many are dealt with in one call. */
export const mostAtOnce = 500;
/** So many at a time, so that others find connections to the database. */
const lanes = 2;

export interface BatchDeps {
  readonly database: Database;
  /** Hears of a row that failed by a fault of ours. */
  readonly onTrouble: (message: string, detail: object) => void;
}

/**
 * Does something to each of many exceptions, each in a transaction of its own, so that one that is refused does not hold up the others.
 * The key is remembered with the list of them: sent again it goes on where it was interrupted and does nothing twice. Of a cause with more
 * open exceptions than go into one call those with the most at risk are taken; with a scope only what lies within it is found.
 */
export async function inBatch(
  { database, onTrouble }: BatchDeps,
  acting: Acting,
  request: Omit<Request, 'input'> & { readonly input: object },
  targets: Targets,
  scope: RowScope | null,
  work: (db: Queryable, note: Note, exceptionId: string) => Promise<void>,
): Promise<ExceptionAnswer> {
  checkTargets(targets);
  const asked = { ...request, input: { ...request.input, ...targets } };
  const { answer, replayed } = await once(database, acting, asked, async (db) => {
    const batch = `exb_${ulid()}`;
    await addBatch(db, batch, await idsOf(db, targets, scope));
    return { answer: { batch } };
  });
  const batch = answer['batch']!;
  const waiting = (await batchRows(database, batch)).filter(({ done }) => !done);
  const failed = new Map<number, Problem>();
  const seen = await visible(
    database,
    waiting.map(({ exceptionId }) => exceptionId),
    scope,
  );
  const field = request.field;
  const one = async ({ nth, exceptionId }: BatchRow): Promise<void> => {
    try {
      await act(database, acting, async (db, note) => {
        if (!(await takeBatchRow(db, batch, nth))) return;
        if (!seen.has(exceptionId)) throw unknownException();
        await work(db, note, exceptionId);
        await closeBatchRow(db, batch, nth, null);
      });
    } catch (error) {
      if (error instanceof Problem && !error.retryable && error.code !== 'INTERNAL')
        await refuse(exceptionId, nth, error);
      else {
        failed.set(nth, fault(error));
        if (!(error instanceof Problem))
          onTrouble('an exception could not be dealt with', { exceptionId, field, err: error });
      }
    }
  };
  const refuse = (exceptionId: string, nth: number, { code, message, detail }: Problem): Promise<void> =>
    act(database, acting, async (db, note) => {
      if (!(await takeBatchRow(db, batch, nth))) return;
      await closeBatchRow(db, batch, nth, { code, message, path: detail.path ?? null });
      if (code !== 'NOT_FOUND')
        note({ action: 'exception.refused', subject: exceptionId, after: { asked: field, code } });
    });
  const next = waiting[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const row of next) await one(row);
    }),
  );
  const rows = await batchRows(database, batch);
  return { results: rows.map((row) => resultOf(row, failed.get(row.nth))), replayed };
}

function checkTargets({ exceptionIds, rootCauseKey }: Targets): void {
  const refuse = (message: string): never => {
    throw new Problem('INVALID_INPUT', message, { path: 'exceptionIds' });
  };
  if ((exceptionIds === null) === (rootCauseKey === null))
    refuse('Give exceptionIds or rootCauseKey, exactly one of the two.');
  if (exceptionIds?.length === 0) refuse('Name at least one exception.');
  if ((exceptionIds?.length ?? 0) > mostAtOnce)
    refuse(`At most ${mostAtOnce} exceptions at a time, not ${exceptionIds!.length}.`);
}

async function idsOf(
  db: Queryable,
  { exceptionIds, rootCauseKey }: Targets,
  scope: RowScope | null,
): Promise<readonly string[]> {
  if (exceptionIds) return [...new Set(exceptionIds)];
  const ids = await openOfCause(db, rootCauseKey!, mostAtOnce, scope);
  if (ids.length === 0)
    throw new Problem('NOT_FOUND', 'No exception of this cause is open.', { path: 'rootCauseKey' });
  return ids;
}

/** Whoever may not see an exception is told the same as if there were none. */
const unknownException = (): Problem =>
  new Problem('NOT_FOUND', 'There is no such exception.', { path: 'exceptionIds' });

const fault = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem('INTERNAL', 'A fault of the hub; send the same request again, or look into its log.');

function resultOf(
  { exceptionId, done, code, message, path }: BatchRow,
  failed: Problem | undefined,
): RowResult {
  if (!done) {
    const problem = failed ?? fault(undefined);
    const { code, message, retryable } = problem;
    return { id: exceptionId, error: { code, message, path: null, retryable } };
  }
  return {
    id: exceptionId,
    error: code && { code, message: message!, path, retryable: problemCodes[code].retryable },
  };
}
