import type { ProblemCode } from '../canonical/problem.ts';
import type { Queryable } from './database.ts';

/** One exception of a request for several, and what the request came to for it. */
export interface BatchRow {
  readonly nth: number;
  readonly exceptionId: string;
  /** False: nobody has come to it yet. */
  readonly done: boolean;
  /** Why it was refused; null where it was not. */
  readonly code: ProblemCode | null;
  readonly message: string | null;
  readonly path: string | null;
}

const columns = 'nth, exception_id as "exceptionId", done, code, message, path';

/** Notes which exceptions a request is about, in their order. */
export async function addBatch(db: Queryable, batch: string, exceptionIds: readonly string[]): Promise<void> {
  await db.query(
    `insert into exception_batch_row (batch, nth, exception_id)
     select $1, e.nth, e.id from unnest($2::text[]) with ordinality as e (id, nth)`,
    [batch, exceptionIds],
  );
}

/** What a request came to, in its order. */
export async function batchRows(db: Queryable, batch: string): Promise<readonly BatchRow[]> {
  const { rows } = await db.query<BatchRow>({
    name: 'exception-batch',
    text: `select ${columns} from exception_batch_row where batch = $1 order by nth`,
    values: [batch],
  });
  return rows;
}

/** Whether a row is still to be done; nobody else does it until the transaction ends. */
export async function takeBatchRow(db: Queryable, batch: string, nth: number): Promise<boolean> {
  const { rows } = await db.query<{ done: boolean }>({
    name: 'exception-batch-take',
    text: 'select done from exception_batch_row where batch = $1 and nth = $2 for update',
    values: [batch, nth],
  });
  return rows[0]?.done === false;
}

/** Notes that a row is done, or why it was refused. */
export async function closeBatchRow(
  db: Queryable,
  batch: string,
  nth: number,
  refusal: { readonly code: ProblemCode; readonly message: string; readonly path: string | null } | null,
): Promise<void> {
  await db.query({
    name: 'exception-batch-close',
    text: `update exception_batch_row set done = true, code = $3, message = $4, path = $5 where batch = $1 and nth = $2`,
    values: [batch, nth, refusal?.code ?? null, refusal?.message ?? null, refusal?.path ?? null],
  });
}

/** Forgets what is older than so many days. */
export async function forgetBatches(db: Queryable, days: number): Promise<void> {
  await db.query(`delete from exception_batch_row where created_at < now() - $1::int * interval '1 day'`, [
    days,
  ]);
}
