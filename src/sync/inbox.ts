import { ulid } from '../canonical/id.ts';
import { Problem } from '../canonical/problem.ts';
import type { Hint } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { addMessages, type NewMessage } from '../store/inbox.ts';

/** What one delivery of a source said. */
export interface Arrival {
  readonly instance: string;
  readonly feed: string;
  readonly hints: readonly Hint[];
  /** ISO 8601. */
  readonly receivedAt: string;
  /** Omitted: the id of the delivery's first message. */
  readonly correlationId?: string | null | undefined;
}

/**
 * Puts what a delivery said into the inbox, as part of the caller's transaction; when that commits every node is woken. A repeat (same
 * delivery id, same record) is left out. Throws INVALID_INPUT for a hint that cannot be kept; nothing is then.
 */
export async function accept(
  db: Queryable,
  arrival: Arrival,
): Promise<{ readonly accepted: number; readonly repeated: number }> {
  const accepted = await addMessages(db, messagesOf(arrival));
  return { accepted, repeated: arrival.hints.length - accepted };
}

/** The messages that an arrival is kept as, one for each hint. Throws INVALID_INPUT when a name or id is not one. */
export function messagesOf({
  instance,
  feed,
  hints,
  receivedAt,
  correlationId,
}: Arrival): readonly NewMessage[] {
  const ids = hints.map(() => `inb_${ulid()}`);
  return hints.map((hint, i) => ({
    id: ids[i]!,
    instance,
    feed,
    deliveryId: nameOf(hint.deliveryId, 'delivery id'),
    kind: hint.kind,
    object: nameOf(hint.object, 'object'),
    externalId: nameOf(hint.externalId, 'record id'),
    deleted: hint.deleted,
    own: hint.own,
    changedAt: instantOf(hint.changedAt),
    receivedAt,
    correlationId: correlationId ?? ids[0]!,
  }));
}

/** Longer than any vendor's ids; three of them fit into an entry of PostgreSQL's index whatever the alphabet. */
const longest = 200;

function nameOf(text: string, what: string): string {
  if (text === '' || text.length > longest || text.includes('\0') || !text.isWellFormed())
    throw new Problem('INVALID_INPUT', `The ${what} of the message is empty, too long or not text.`);
  return text;
}

/** Only spares a fetch, so one that cannot be read is as good as none. */
function instantOf(text: string | null): string | null {
  const time = text === null ? NaN : Date.parse(text);
  const instant = Number.isNaN(time) ? null : new Date(time).toISOString();
  return instant !== null && /^\d{4}-/.test(instant) ? instant : null;
}
