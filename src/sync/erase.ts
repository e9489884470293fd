import { type CanonicalEvent, eventNoun, schemaVersion } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import { personalFields } from '../canonical/personal.ts';
import { Problem } from '../canonical/problem.ts';
import { appendAudit, type AuditActor } from '../store/audit.ts';
import type { Queryable } from '../store/database.ts';
import { type Emptied, erase, instancesOf, subjectsOf, wipeKeys } from '../store/erasure.ts';
import { appendEvents } from '../store/event.ts';
import { destroyCalls } from '../store/vendor-call.ts';
import { type Notice, notify } from '../store/notice.ts';
import type { IngestDeps } from './ingest.ts';
import { takeEveryTurn } from './turn.ts';

export interface ErasureRequest {
  /** The id of a contact, of a user, or of a customer, whose contacts are then meant. */
  readonly id: string;
  /** Why, for the audit; it stays, so it must not say who. */
  readonly reason: string;
  readonly actor: AuditActor;
}

export interface Erasure {
  readonly correlationId: string;
  /** The people erased now, and how many had been erased before. */
  readonly subjects: readonly string[];
  readonly before: number;
}

/**
 * Erases people: their keys are destroyed, and with them everything that says who they are, in records, events, messages and audit
 * entries alike; ids, links, figures and the chain of the audit stay. Their records get a new version without it, with an event and an
 * audit entry, in one transaction, and every node forgets what it remembers. What sources say of them later is not taken in. Erasing
 * somebody twice does nothing. Throws NOT_FOUND for an unknown id, INVALID_INPUT for a record that is not about people.
 */
export async function eraseSubject(
  deps: Pick<IngestDeps, 'database' | 'changed'>,
  request: ErasureRequest,
): Promise<Erasure> {
  const { id, reason } = request;
  const kind = kindErasedBy(id);
  if (reason.trim() === '')
    throw new Problem('INVALID_INPUT', 'Say why: who asked for it, by which request.', { path: 'reason' });
  const correlationId = `cor_${ulid()}`;
  const { notice, ...erasure } = await deps.database.transaction(async (db) => {
    await takeEveryTurn(db, await instancesOf(db, await subjectsOf(db, id)), kind);
    const ids = await subjectsOf(db, id);
    const { subjects, emptied } = await erase(db, ids);
    const calls = await destroyCalls(db, ids, id);
    await appendEvents(
      db,
      emptied.map((each) => eventOf(kind, each, correlationId)),
    );
    const told: Notice = {
      customers: [...new Set(emptied.flatMap(({ customerId }) => customerId ?? []))],
      records: emptied.map((each) => each.id),
      erased: [...ids, ...calls],
    };
    await notify(db, told);
    await audit(db, { ...request, reason: reason.trim() }, subjects, correlationId);
    return { notice: told, subjects, before: ids.length - subjects.length };
  });
  deps.database.personal?.forget(notice.erased ?? []);
  deps.changed?.(notice);
  await wipeKeys(deps.database);
  return { ...erasure, correlationId };
}

/** The kind of the records that are emptied for an id. */
function kindErasedBy(id: string): Kind {
  const kind = kindOfId(id);
  if (kind === 'Customer') return 'Contact';
  if (kind && personalFields[kind]) return kind;
  throw new Problem(
    'INVALID_INPUT',
    `${id.slice(0, 80)} is nobody's; give the id of a contact, of a user, or of a customer to erase all its contacts.`,
    { path: 'id' },
  );
}

function eventOf(kind: Kind, emptied: Emptied, correlationId: string): CanonicalEvent {
  const { id, version, customerId, body, links } = emptied;
  const now = new Date().toISOString();
  const changed = personalFields[kind] ?? [];
  return {
    id: `evt_${ulid()}`,
    type: `${eventNoun[kind]}.updated`,
    schemaVersion: schemaVersion[eventNoun[kind]]!,
    change: 'UPDATED',
    subjectId: id,
    customerId,
    entityVersion: version,
    source: null,
    correlationId,
    causationId: null,
    occurredAt: now,
    receivedAt: now,
    processedAt: now,
    attempts: 1,
    data: {
      record: { ...body, id, kind, version, customerId, links },
      changed,
      previous: Object.fromEntries(changed.map((name) => [name, null])),
    },
  };
}

/** One entry for each person, so that what became of one is found by that one's id. */
function audit(
  db: Queryable,
  { id, reason, actor }: ErasureRequest,
  subjects: readonly string[],
  correlationId: string,
): Promise<void> {
  return appendAudit(
    db,
    subjects.map((subject) => ({
      actor,
      action: 'subject.erased',
      subject,
      correlationId,
      after: { asked: id, reason },
    })),
  );
}
