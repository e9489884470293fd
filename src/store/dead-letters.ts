import { eventNoun, schemaVersion } from '../canonical/event.ts';
import type { Queryable } from './database.ts';
import { type List, parameters } from './page.ts';
import type { DeadLetterView, EventView } from './read.ts';

/** What the id of every dead letter starts with. */
export const deadLetterPrefix = 'dlt_';

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

type Letter = Omit<DeadLetterView, 'event'>;
/** With the record of ours that the source's record is, and that one's customer, where that is known. */
type LetterRow = Letter & { readonly recordId: string | null; readonly customerId: string | null };

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

function receivedOf(letter: Letter, recordId: string | null, customerId: string | null): EventView {
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
