import type { CanonicalEvent } from '../canonical/event.ts';
import { kindOfId } from '../canonical/kind.ts';
import { type RowScope, scopeKey } from '../canonical/scope.ts';
import {
  everybody,
  isConcerning,
  isOwn,
  isPublic,
  type PlaceOf,
  readAllowed,
  readBelongs,
  readConcerns,
  readPlacesBelong,
} from './belongs.ts';
import type { Database } from './database.ts';
import type { Memory } from './memory.ts';
import type { Stored } from './read.ts';

/** Tells what lies within a scope. What is known of a customer is remembered for all scopes together. */
export interface Sight {
  /** Of the ids of records, of every kind, those within the scope; what nothing has is not. */
  among(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a customer is within the scope, if that is in memory. */
  peek(customerId: string): boolean | undefined;
  /** Whether a record is, if that is in memory. */
  peekRecord(record: Stored): boolean | undefined;
  /** Of records those within the scope. */
  records(records: readonly Stored[]): Promise<ReadonlySet<Stored>>;
  /** Of events of every sort those within the scope, by id. */
  events(events: readonly CanonicalEvent[]): Promise<ReadonlySet<string>>;
}

/** The sight of callers with this scope. */
export function createSight(
  deps: { readonly database: Database; readonly memory: Memory },
  scope: RowScope,
): Sight {
  const { database: db, memory } = deps;
  const key = scopeKey(scope);

  async function allowed(): Promise<ReadonlySet<string>> {
    const kept = memory.allowed(key);
    if (kept) return kept;
    const since = memory.epoch();
    const read = await readAllowed(db, scope);
    memory.keepAllowed(key, read, since);
    return read;
  }

  const meet = (belongs: readonly string[], what: ReadonlySet<string>): boolean =>
    belongs.some((each) => what.has(each));

  async function among(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const what = await allowed();
    const found = new Set<string>();
    const missing = new Set<string>();
    for (const id of ids) {
      const kind = kindOfId(id);
      if (kind === undefined) continue;
      const belongs = isPublic(kind) ? [everybody] : memory.belongs(id);
      if (!belongs) missing.add(id);
      else if (meet(belongs, what)) found.add(id);
    }
    if (missing.size === 0) return found;
    const since = memory.epoch();
    for (const { id, belongs, absorbed } of await readBelongs(db, [...missing])) {
      // An absorbed customer changes with its survivor, of whom alone notices tell; what is not decided yet may be at any time.
      if (kindOfId(id) === 'Customer' && !absorbed && belongs.length > 0)
        memory.keepBelongs(id, belongs, since);
      if (meet(belongs, what)) found.add(id);
    }
    return found;
  }

  const peek = (customerId: string): boolean | undefined => {
    const what = memory.allowed(key);
    const belongs = memory.belongs(customerId);
    return what && belongs && meet(belongs, what);
  };

  return {
    among,
    peek,
    peekRecord(record) {
      if (isPublic(record.kind)) return true;
      if (record.kind === 'LegalEntity') return memory.allowed(key)?.has(record.id);
      const owner = ownerOf(record);
      return kindOfId(owner) === 'Customer' ? peek(owner) : undefined;
    },
    async records(records) {
      const seen = await among(records.map(ownerOf));
      return new Set(records.filter((record) => seen.has(ownerOf(record))));
    },
    async events(events) {
      const placed = events.flatMap((event) => placeOf(event) ?? []);
      const decided = events.filter(isDecision).map(({ subjectId }) => subjectId);
      const concerns = decided.length === 0 ? none : await readConcerns(db, decided);
      const [seen, what, places] = await Promise.all([
        among([...events.flatMap((event) => subjectOf(event) ?? []), ...[...concerns.values()].flat()]),
        allowed(),
        placed.length === 0 ? [] : readPlacesBelong(db, placed),
      ]);
      let next = 0;
      return new Set(
        events.flatMap((event) => {
          if (isDecision(event)) {
            const ids = concerns.get(event.subjectId) ?? [];
            return ids.length > 0 && ids.every((id) => seen.has(id)) ? [event.id] : [];
          }
          const subject = subjectOf(event);
          if (subject !== null) return subject === everybody || seen.has(subject) ? [event.id] : [];
          return placeOf(event) && meet(places[next++]!, what) ? [event.id] : [];
        }),
      );
    },
  };
}

const none: ReadonlyMap<string, readonly string[]> = new Map();

/** Whether an event is about something that may concern several customers. */
const isDecision = ({ subjectId }: CanonicalEvent): boolean => isConcerning(subjectId);

/** Whose a record is: its customer, where that decides for it. */
function ownerOf({ id, kind, customerId }: Stored): string {
  return kind === 'Customer' || isOwn(kind) || isPublic(kind) || customerId === null ? id : customerId;
}

/** By which record an event is judged, in the order of `eventBelongs`; null where its place decides, or nothing can. */
function subjectOf({ type, subjectId, customerId }: CanonicalEvent): string | null {
  const kind = kindOfId(subjectId);
  if (kind !== undefined && (isPublic(kind) || isOwn(kind))) return subjectId;
  if (customerId !== null) return customerId;
  if (kind !== undefined) return subjectId;
  return type.startsWith('source.') ? everybody : null;
}

/** The place of a record that was never taken in; null for an event that tells of none. */
function placeOf(event: CanonicalEvent): PlaceOf | null {
  if (subjectOf(event) !== null) return null;
  if (event.type !== 'sync.status_changed' && event.type !== 'change.received') return null;
  const [instance, object, externalId, kind] = ['instance', 'object', 'externalId', 'kind'].map((name) =>
    String(event.data[name] ?? ''),
  );
  return { instance: instance!, object: object!, externalId: externalId!, kind: kind! };
}
