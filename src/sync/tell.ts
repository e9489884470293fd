import {
  type CanonicalEvent,
  type Cause,
  eventNoun,
  eventType,
  same,
  schemaVersion,
} from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from '../store/database.ts';
import type { Adopted, EntityWrite, Written } from '../store/entity.ts';
import { appendEvents } from '../store/event.ts';

/** Who told of a change, and when it happened there. */
export interface Telling {
  /** Null: the hub itself, because a person decided it. */
  readonly instance: string | null;
  readonly cause: Cause;
  /** The same for single records, by our id. */
  readonly causes: ReadonlyMap<string, Cause>;
  /** When each record changed at the source, by our id, where the source said so. */
  readonly occurredAt: ReadonlyMap<string, string>;
}

type Fields = Readonly<Record<string, unknown>>;

/** A cause for a change that the hub came upon by itself. */
export function ownCause(receivedAt: string, correlationId = `cor_${ulid()}`): Cause {
  return { correlationId, causationId: null, receivedAt, attempts: 1 };
}

/** Writes one event for each golden record that changed, in the transaction that changed it. */
export async function tellWritten(
  db: Queryable,
  telling: Telling,
  kind: Kind,
  written: readonly Written[],
  entities: readonly EntityWrite[],
): Promise<void> {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  await appendEvents(
    db,
    written.flatMap((each) => {
      const entity = byId.get(each.id)!;
      const after = entity.gone ? null : { body: entity.body as Fields, links: entity.links as Fields };
      // What is gone before it was ever seen is no news.
      if (!after && !each.before) return [];
      const before = each.before;
      return [
        eventOf(telling, {
          type: eventType(kind, before?.body ?? null, after?.body ?? null),
          kind,
          change: !after ? 'DELETED' : before ? 'UPDATED' : 'CREATED',
          id: each.id,
          version: each.version,
          customerId: each.customer_id ?? (after ? null : each.previous_customer_id),
          record: after ?? before!,
          before: after ? before : null,
          moved: before !== null && after !== null && each.customer_id !== each.previous_customer_id,
        }),
      ];
    }),
  );
}

/** Writes one event for each record that found the customer it belongs to. */
export async function tellAdopted(
  db: Queryable,
  telling: Telling,
  adopted: readonly Adopted[],
): Promise<void> {
  await appendEvents(
    db,
    adopted.map(({ id, kind, version, customer_id: customerId, body, links }) =>
      eventOf(telling, {
        type: `${eventNoun[kind]}.updated`,
        kind,
        change: 'UPDATED',
        id,
        version,
        customerId,
        record: { body, links },
        before: { body, links },
        moved: true,
      }),
    ),
  );
}

/** Writes one event for each record that turned out to be another one. */
export async function tellMerged(
  db: Queryable,
  telling: Telling,
  kind: Kind,
  merges: readonly { readonly survivorId: string; readonly absorbedId: string }[],
): Promise<void> {
  await appendEvents(
    db,
    merges.map(({ survivorId, absorbedId }) => ({
      ...common(telling, absorbedId),
      type: `${eventNoun[kind]}.merged`,
      schemaVersion: schemaVersion[eventNoun[kind]]!,
      change: 'DELETED' as const,
      subjectId: absorbedId,
      customerId: kind === 'Customer' ? survivorId : null,
      entityVersion: null,
      data: { record: { id: absorbedId, kind }, survivorId },
    })),
  );
}

/** Writes the event that a customer that had been absorbed stands for itself again. */
export async function tellUnmerged(
  db: Queryable,
  telling: Telling,
  merge: { readonly survivorId: string; readonly absorbedId: string },
): Promise<void> {
  const { survivorId, absorbedId } = merge;
  await appendEvents(db, [
    {
      ...common(telling, absorbedId),
      type: 'customer.unmerged',
      schemaVersion: schemaVersion['customer']!,
      change: 'CREATED',
      subjectId: absorbedId,
      customerId: survivorId,
      entityVersion: null,
      data: { record: { id: absorbedId, kind: 'Customer' }, survivorId },
    },
  ]);
}

interface Change {
  readonly type: string;
  readonly kind: Kind;
  readonly change: CanonicalEvent['change'];
  readonly id: string;
  readonly version: number;
  readonly customerId: string | null;
  readonly record: { readonly body: Fields; readonly links: Fields };
  readonly before: { readonly body: Fields; readonly links: Fields } | null;
  /** Whether it belongs to another customer than before. */
  readonly moved: boolean;
}

function eventOf(telling: Telling, change: Change): CanonicalEvent {
  const { kind, id, version, customerId, record, before, moved } = change;
  const previous = before ? differing(before, record) : {};
  return {
    ...common(telling, id),
    type: change.type,
    schemaVersion: schemaVersion[eventNoun[kind]]!,
    change: change.change,
    subjectId: id,
    customerId: kind === 'Customer' ? id : customerId,
    entityVersion: version,
    data: {
      record: { ...record.body, id, kind, version, customerId, links: record.links },
      changed: [...Object.keys(previous), ...(moved ? ['customerId'] : [])],
      previous,
    },
  };
}

function common({ instance, causes, occurredAt, ...telling }: Telling, id: string) {
  const cause = causes.get(id) ?? telling.cause;
  const processedAt = new Date().toISOString();
  const given = occurredAt.get(id) ?? cause.receivedAt;
  return {
    id: `evt_${ulid()}`,
    source: instance,
    correlationId: cause.correlationId,
    causationId: cause.causationId,
    ...inOrder(given, cause.receivedAt, processedAt),
    processedAt,
    attempts: cause.attempts,
  };
}

/**
 * The three times of an event in their order, whatever the source's clock says: nothing happens after it was stored, and what changed
 * once more between the message and the fetch was heard of with the fetch.
 */
function inOrder(occurred: string, received: string, processedAt: string) {
  const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);
  const occurredAt = earlier(occurred, processedAt);
  const receivedAt = earlier(
    earlier(occurredAt, received) === occurredAt ? received : occurredAt,
    processedAt,
  );
  return { occurredAt, receivedAt };
}

/** The former values of the fields and links that differ; null where there was none. */
function differing(
  before: { readonly body: Fields; readonly links: Fields },
  after: { readonly body: Fields; readonly links: Fields },
): Record<string, unknown> {
  const previous: Record<string, unknown> = {};
  for (const part of ['body', 'links'] as const)
    for (const name of new Set([...Object.keys(before[part]), ...Object.keys(after[part])]))
      if (!same(before[part][name], after[part][name])) previous[name] = before[part][name] ?? null;
  return previous;
}
