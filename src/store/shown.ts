import type { CanonicalEvent } from '../canonical/event.ts';
import type { Sight } from './sight.ts';

/** Of events those within the scope, in their order, without the ids of customers that are not: a parent's, for one. */
export async function showable<T extends CanonicalEvent>(
  sight: Sight,
  events: readonly T[],
): Promise<readonly T[]> {
  const seen = await sight.events(events);
  const shown = events.filter(({ id }) => seen.has(id));
  const named = shown.flatMap(namedBy);
  if (named.length === 0) return shown;
  const known = await sight.among(named);
  return shown.map((event) => (namedBy(event).every((id) => known.has(id)) ? event : without(event, known)));
}

type Named = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const parts = ['record', 'previous'] as const;

/** The customers that an event names as the one its record belongs to. */
function namedBy({ customerId, data }: CanonicalEvent): readonly string[] {
  const owners = parts.map((part) => (isObject(data[part]) ? data[part]['customerId'] : null));
  return [customerId, ...owners].filter((id) => typeof id === 'string');
}

function without<T extends CanonicalEvent>(event: T, known: ReadonlySet<string>): T {
  const kept = (id: unknown): unknown => (typeof id === 'string' && !known.has(id) ? null : id);
  const data = { ...event.data };
  for (const part of parts) {
    const held = data[part];
    if (isObject(held) && 'customerId' in held)
      data[part] = { ...held, customerId: kept(held['customerId']) };
  }
  return { ...event, customerId: kept(event.customerId), data };
}
