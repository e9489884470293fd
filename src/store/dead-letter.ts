import { type Cause, eventNoun, schemaVersion } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import type { Queryable } from './database.ts';
import { type List, parameters } from './page.ts';
import type { DeadLetterView, EventView } from './read.ts';
import { noteOutOfStep, type OutOfStep, storable } from './sync-state.ts';

/** What the id of every dead letter starts with. */
export const deadLetterPrefix = 'dlt_';

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
 * `sync.status_changed` is written when that is news. A record has one open dead letter; burying it again adds to its attempts. Of a
 * record that is withheld nothing is said.
 */
export async function bury(db: Queryable, letter: Letter): Promise<void> {
  const { instance, feed, kind, object, externalId, code, attempts, cause } = letter;
  await db.query({
    name: 'dead-letter-bury',
    text: `insert into dead_letter as d (id, instance, feed, kind, object, external_id, code, reason, attempts, correlation_id,
             first_failed_at, last_failed_at)
           select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce(
             (select since from sync_state where instance = $2 and object = $5 and external_id = $6 and status = 'PENDING'), now()), now()
           where not exists (select from withheld where instance = $2 and object = $5 and external_id = $6)
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

/** The open dead letters, the last one that failed first. */
export function deadLetterList(): List {
  return {
    name: 'deadLetters',
    from: 'dead_letter d',
    where: 'd.resolved_at is null',
    id: 'd.id',
    order: [{ sql: 'd.last_failed_at', type: 'timestamptz', descending: true }],
    parameters: parameters(),
  };
}

type LetterView = Omit<DeadLetterView, 'event'>;
/** With the record of ours that the source's record is, and that one's customer, where that is known. */
type LetterRow = LetterView & { readonly recordId: string | null; readonly customerId: string | null };

/** Dead letters by id, open or resolved, in no order, with the record that each is about where there is one. */
export async function deadLettersById(db: Queryable, ids: readonly string[]): Promise<DeadLetterView[]> {
  const { rows } = await db.query<LetterRow>({
    name: 'dead-letters-by-id',
    text: `select d.id, d.instance, d.kind, d.object, d.external_id as "externalId", d.code, d.reason, d.attempts,
             d.correlation_id as "correlationId", d.first_failed_at as "firstFailedAt", d.last_failed_at as "lastFailedAt",
             d.resolved_at as "resolvedAt", e.id as "recordId",
             case when e.kind = 'Customer' then e.id else e.customer_id end as "customerId"
           from dead_letter d left join facet f using (instance, object, external_id) left join entity e on e.id = f.entity_id
           where d.id = any($1)`,
    values: [ids],
  });
  return rows.map(({ recordId, customerId, ...letter }) => ({
    ...letter,
    event: receivedOf(letter, recordId, customerId),
  }));
}

function receivedOf(letter: LetterView, recordId: string | null, customerId: string | null): EventView {
  const { instance, kind, object, externalId, code, reason } = letter;
  return {
    id: `evt_${letter.id}`,
    type: 'change.received',
    schemaVersion: schemaVersion[eventNoun[kind]]!,
    change: 'UPDATED',
    subjectId: recordId ?? `src_${instance}`,
    customerId,
    entityVersion: null,
    source: instance,
    correlationId: letter.correlationId,
    causationId: null,
    occurredAt: letter.firstFailedAt,
    receivedAt: letter.firstFailedAt,
    processedAt: letter.lastFailedAt,
    attempts: letter.attempts,
    data: { instance, kind, object, externalId, code, reason },
    position: null,
    state: 'DEAD',
  };
}
