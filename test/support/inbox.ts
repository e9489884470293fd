import type { Cause } from '../../src/canonical/event.ts';
import type { Hint } from '../../src/sources/source.ts';
import type { Queryable } from '../../src/store/database.ts';

let told = 0;

/** What a vendor says of one record; each has a delivery id of its own unless one is given. */
export function hint(externalId: string, more: Partial<Hint> = {}): Hint {
  return {
    deliveryId: `d-${++told}`,
    kind: 'Customer',
    object: 'Account',
    externalId,
    deleted: false,
    own: false,
    changedAt: null,
    ...more,
  };
}

/** Something that led to a change. */
export const cause = (correlationId: string): Cause => ({
  correlationId,
  causationId: null,
  receivedAt: '2026-11-21T10:00:00.000Z',
  attempts: 1,
});

/** A message of the inbox, as it is stored. */
export interface Kept {
  readonly id: string;
  readonly instance: string;
  readonly feed: string;
  readonly delivery_id: string;
  readonly external_id: string;
  readonly correlation_id: string;
  readonly state: 'PENDING' | 'DONE' | 'DEAD';
  readonly attempts: number;
  readonly claimed_by: string | null;
}

/** Everything in the inbox, oldest first. */
export async function inboxOf(db: Queryable): Promise<Kept[]> {
  return (await db.query<Kept>('select * from inbox order by received_at, id')).rows;
}

/** What the events of the status of records said, oldest first: `record status<previous`. */
export async function statusesOf(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ told: string }>(
    `select data->>'externalId' || ' ' || (data->>'status') || '<' || (data->>'previous') as told from event
     where type = 'sync.status_changed' order by seq`,
  );
  return rows.map((row) => row.told);
}
