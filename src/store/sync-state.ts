import { type Cause, schemaVersion } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import type { Kind, SystemKind } from '../canonical/kind.ts';
import { withoutAddresses } from '../canonical/personal.ts';
import type { SyncStatus } from '../canonical/sync.ts';
import type { Queryable } from './database.ts';
import { appendEvents } from './event.ts';

/** A record of a source that is not in step with the copy. */
export interface OutOfStep {
  readonly instance: string;
  readonly system: SystemKind;
  readonly kind: Kind;
  readonly object: string;
  readonly externalId: string;
  readonly status: 'PENDING' | 'FAILED';
  /** Why, in words without personal data. */
  readonly reason: string;
}

/** A record that got out of step with a source, or into it again. */
export interface SyncChange extends Omit<OutOfStep, 'status' | 'reason'> {
  readonly status: SyncStatus;
  readonly previous: SyncStatus;
  readonly reason: string | null;
  /** Our id of the record; null when it was never taken in. */
  readonly recordId: string | null;
  readonly customerId: string | null;
}

const whose = `f.entity_id as "recordId", case when e.kind = 'Customer' then e.id else e.customer_id end as "customerId"`;

/**
 * Notes that a record is not in step, as part of the caller's transaction, and writes the event `sync.status_changed` when that is
 * news. A record that failed stays FAILED until it is in step again.
 */
export async function noteOutOfStep(db: Queryable, state: OutOfStep, cause: Cause): Promise<void> {
  const { instance, system, kind, object, externalId, status } = state;
  const reason = storable(state.reason);
  const { rows } = await db.query<Pick<SyncChange, 'previous' | 'recordId' | 'customerId'>>({
    name: 'sync-state-note',
    text: `with before as (
             select status from sync_state where instance = $1 and object = $2 and external_id = $3
           ), written as (
             insert into sync_state as s (instance, object, external_id, kind, system, status, reason, since)
             select $1, $2, $3, $4, $5, $6, $7, now()
             where not exists (select from withheld where instance = $1 and object = $2 and external_id = $3)
             on conflict (instance, object, external_id) do update set status = excluded.status, reason = excluded.reason,
               since = case when s.status = excluded.status then s.since else excluded.since end
             where s.status <> 'FAILED' or excluded.status = 'FAILED'
             returning 1
           ) select coalesce((select status from before), 'IN_SYNC') as previous, ${whose}
             from written left join facet f on f.instance = $1 and f.object = $2 and f.external_id = $3
             left join entity e on e.id = f.entity_id`,
    values: [instance, object, externalId, kind, system, status, reason],
  });
  const [written] = rows;
  if (written && written.previous !== status) await tellSync(db, [{ ...state, ...written, reason }], cause);
}

/**
 * Notes that these records are in step again, as part of the caller's transaction, and writes one event `sync.status_changed` for
 * each that was not.
 */
export async function noteInStep(
  db: Queryable,
  instance: string,
  object: string,
  externalIds: readonly string[],
  cause: Cause,
): Promise<void> {
  const { rows } = await db.query<Omit<SyncChange, 'instance' | 'object' | 'status' | 'reason'>>({
    name: 'sync-state-settle',
    text: `with gone as (
             delete from sync_state where instance = $1 and object = $2 and external_id = any($3)
             returning external_id, kind, system, status
           ) select g.external_id as "externalId", g.kind, g.system, g.status as previous, ${whose}
             from gone g left join facet f on f.instance = $1 and f.object = $2 and f.external_id = g.external_id
             left join entity e on e.id = f.entity_id order by g.external_id`,
    values: [instance, object, externalIds],
  });
  await tellSync(
    db,
    rows.map((row) => ({ ...row, instance, object, status: 'IN_SYNC', reason: null })),
    cause,
  );
}

/** Writes one event `sync.status_changed` for each of these, as part of the caller's transaction. */
export async function tellSync(db: Queryable, changes: readonly SyncChange[], cause: Cause): Promise<void> {
  const now = new Date().toISOString();
  await appendEvents(
    db,
    changes.map(({ recordId, customerId, instance, system, kind, object, externalId, ...change }) => ({
      ...cause,
      id: `evt_${ulid()}`,
      type: 'sync.status_changed',
      schemaVersion: schemaVersion['sync']!,
      change: 'UPDATED',
      subjectId: recordId ?? `src_${instance}`,
      customerId,
      entityVersion: null,
      source: null,
      occurredAt: now,
      processedAt: now,
      data: {
        instance,
        system,
        kind,
        object,
        externalId,
        status: change.status,
        previous: change.previous,
        reason: change.reason,
      },
    })),
  );
}

/** A reason as PostgreSQL can hold it, not longer than a person reads, without anybody's address. */
export function storable(reason: string): string {
  const text = withoutAddresses(reason.slice(0, 2000)).toWellFormed().replaceAll('\0', '\uFFFD');
  return text.slice(0, 500).toWellFormed() || 'unknown';
}
