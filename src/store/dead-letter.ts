import type { Cause } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import type { Queryable } from './database.ts';
import { deadLetterPrefix } from './dead-letters.ts';
import { noteOutOfStep, type OutOfStep, storable } from './sync-state.ts';

/** A record that is given up for now. */
export interface Letter extends Omit<OutOfStep, 'status'> {
  /** The feed that told of it. */
  readonly feed: string;
  /** The code of the last error; `reason` is what it said. */
  readonly code: string;
  /** How often it was tried since it was last buried. */
  readonly attempts: number;
  readonly cause: Cause;
}

/**
 * Puts a record among the dead letters, as part of the caller's transaction: its status becomes FAILED, and the event
 * `sync.status_changed` is written when that is news. A record has one open dead letter; burying it again adds to its attempts.
 */
export async function bury(db: Queryable, letter: Letter): Promise<void> {
  const { instance, feed, kind, object, externalId, code, attempts, cause } = letter;
  await db.query({
    name: 'dead-letter-bury',
    text: `insert into dead_letter as d (id, instance, feed, kind, object, external_id, code, reason, attempts, correlation_id,
             first_failed_at, last_failed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce(
             (select since from sync_state where instance = $2 and object = $5 and external_id = $6 and status = 'PENDING'), now()), now())
           on conflict (instance, object, external_id) where resolved_at is null do update set feed = excluded.feed, code = excluded.code,
             reason = excluded.reason, attempts = d.attempts + excluded.attempts, correlation_id = excluded.correlation_id,
             last_failed_at = excluded.last_failed_at`,
    values: [
      `${deadLetterPrefix}${ulid()}`,
      instance,
      feed,
      kind,
      object,
      externalId,
      code,
      storable(letter.reason),
      attempts,
      cause.correlationId,
    ],
  });
  await noteOutOfStep(db, { ...letter, status: 'FAILED' }, cause);
}

/** Closes the open dead letters of these records; they are kept for a while to be looked at. */
export async function closeDeadLetters(
  db: Queryable,
  instance: string,
  object: string,
  externalIds: readonly string[],
): Promise<void> {
  await db.query({
    name: 'dead-letter-close',
    text: `update dead_letter set resolved_at = now()
           where instance = $1 and object = $2 and external_id = any($3) and resolved_at is null`,
    values: [instance, object, externalIds],
  });
}
