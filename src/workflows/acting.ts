import type { Principal } from '../auth/principal.ts';
import { type CanonicalEvent, schemaVersion } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import { appendAudit, type AuditInput } from '../store/audit.ts';
import type { Database, Queryable } from '../store/database.ts';
import { appendEvents } from '../store/event.ts';

/** Who does something, and the id that ties together all that comes of it. */
export interface Acting {
  readonly principal: Principal;
  readonly correlationId: string;
}

/** Collects what is to be proved later; it is written as the last thing of the transaction. */
export type Note = (entry: Omit<AuditInput, 'actor' | 'correlationId'> & Partial<AuditInput>) => void;

/** Runs `work` in one transaction that ends with the audit entries of what it did, by default in the name of `acting`. */
export function act<T>(
  database: Database,
  { principal, correlationId }: Acting,
  work: (db: Queryable, note: Note) => Promise<T>,
): Promise<T> {
  return database.transaction(async (db) => {
    const entries: AuditInput[] = [];
    const { person, account, actors } = principal;
    const result = await work(
      db,
      (entry) => void entries.push({ actor: { person, account, actors }, correlationId, ...entry }),
    );
    await appendAudit(db, entries);
    return result;
  });
}

/** Writes an event of what the hub itself has to say, in the transaction of what it tells of. */
export async function tell(
  db: Queryable,
  event: Pick<CanonicalEvent, 'type' | 'change' | 'subjectId' | 'customerId' | 'correlationId' | 'data'>,
): Promise<void> {
  const now = new Date().toISOString();
  await appendEvents(db, [
    {
      ...event,
      id: `evt_${ulid()}`,
      schemaVersion: schemaVersion[event.type.slice(0, event.type.indexOf('.'))]!,
      entityVersion: null,
      source: null,
      causationId: null,
      occurredAt: now,
      receivedAt: now,
      processedAt: now,
      attempts: 1,
    },
  ]);
}
