import { createHash } from 'node:crypto';
import { Problem } from '../canonical/problem.ts';
import { stableJson } from '../canonical/stable.ts';
import type { Database, Queryable } from '../store/database.ts';
import { dropKey, keepAnswer, type KnownRequest, takeKey } from '../store/request-key.ts';
import { act, type Acting, type Note } from './acting.ts';

/** A request that must have its effect once, however often it is sent. */
export interface Request {
  /** The mutation's name. */
  readonly field: string;
  readonly idempotencyKey: string;
  /** What is asked for, without the key and the client's own id. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a request came to: ids, or a refusal that is itself to be kept (in the audit, in a status) but not to be repeated to the key. */
export type Outcome = { readonly answer: KnownRequest['answer'] } | { readonly refusal: Problem };

/** An index holds no longer keys. */
const longestKey = 200;

/**
 * Does a request in one transaction, or gives what was answered to it before: one effect for one key of one account. Throws
 * IDEMPOTENCY_KEY_REUSED for a key that was used for another request, and INVALID_INPUT for one that cannot be kept.
 */
export async function once(
  database: Database,
  acting: Acting,
  { field, idempotencyKey, input }: Request,
  work: (db: Queryable, note: Note) => Promise<Outcome>,
): Promise<{ readonly answer: KnownRequest['answer']; readonly replayed: boolean }> {
  checkKey(idempotencyKey);
  const requestHash = createHash('sha256')
    .update(stableJson([field, input]))
    .digest('hex');
  const key = { account: acting.principal.account, key: idempotencyKey, requestHash };
  const outcome = await act(database, acting, async (db, note) => {
    const known = await takeKey(db, key);
    if (known && known.requestHash !== requestHash)
      throw new Problem('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request; use a new key.', {
        path: 'idempotencyKey',
      });
    if (known) return { answer: known.answer, replayed: true };
    const done = await work(db, note);
    if ('refusal' in done) await dropKey(db, key);
    else await keepAnswer(db, key, done.answer);
    return { ...done, replayed: false };
  });
  if ('refusal' in outcome) throw outcome.refusal;
  return outcome;
}

/** Throws INVALID_INPUT for a key that says nothing or cannot be kept. */
export function checkKey(key: string): void {
  const wrong =
    key === ''
      ? 'must not be empty'
      : key.length > longestKey
        ? `has at most ${longestKey} characters`
        : key.includes('\0') || !key.isWellFormed()
          ? 'must not hold U+0000 or half a character'
          : null;
  if (wrong !== null)
    throw new Problem('INVALID_INPUT', `An idempotency key ${wrong}.`, { path: 'idempotencyKey' });
}
