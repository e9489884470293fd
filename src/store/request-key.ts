import type { Queryable } from './database.ts';

/** The idempotency key of a mutation, with the account that used it and the hash of what it was used for. */
export interface RequestKey {
  readonly account: string;
  readonly key: string;
  readonly requestHash: string;
}

/** What is known of a key that was used before. */
export interface KnownRequest {
  readonly requestHash: string;
  /** Ids of what was answered. */
  readonly answer: Readonly<Record<string, string | null>>;
}

/**
 * Takes a key for the transaction; null when nobody has used it. Whoever uses the same key at the same time waits here until the
 * transaction ends.
 */
export async function takeKey(db: Queryable, key: RequestKey): Promise<KnownRequest | null> {
  const { rowCount } = await db.query(
    'insert into request_key (account, key, request_hash) values ($1, $2, $3) on conflict do nothing',
    [key.account, key.key, key.requestHash],
  );
  if (rowCount === 1) return null;
  const { rows } = await db.query<KnownRequest>(
    'select request_hash as "requestHash", answer from request_key where account = $1 and key = $2',
    [key.account, key.key],
  );
  return rows[0]!;
}

/** Keeps what was answered to a key that this transaction has taken. */
export async function keepAnswer(
  db: Queryable,
  { account, key }: RequestKey,
  answer: KnownRequest['answer'],
): Promise<void> {
  await db.query('update request_key set answer = $3 where account = $1 and key = $2', [
    account,
    key,
    JSON.stringify(answer),
  ]);
}

/** Gives a key back that this transaction has taken: the same request may be made again. */
export async function dropKey(db: Queryable, { account, key }: RequestKey): Promise<void> {
  await db.query('delete from request_key where account = $1 and key = $2', [account, key]);
}

/** Forgets keys that are older than so many days. */
export async function forgetKeys(db: Queryable, days: number): Promise<void> {
  await db.query(`delete from request_key where created_at < now() - $1::int * interval '1 day'`, [days]);
}
