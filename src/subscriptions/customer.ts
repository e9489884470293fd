import type { Positioned } from '../canonical/event.ts';
import { kindOfId } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Reader, Stored } from '../context.ts';

/** One customer, through merges. */
export interface CustomerScope {
  /** Whether an event is about the customer or something that belongs to it. Asked in the order of the log. */
  includes(event: Positioned): boolean;
  /** The customer as it is now; nothing when it is gone. */
  now(): Promise<readonly Stored[]>;
}

/**
 * What belongs to a customer, and, from the merge on that absorbs it, to its survivor: the same events whether they are followed live
 * or behind a cursor. Throws INVALID_INPUT for what is no customer's id.
 */
export async function customerScope(reader: Reader, id: string, path: string): Promise<CustomerScope> {
  if (kindOfId(id) !== 'Customer')
    throw new Problem('INVALID_INPUT', `${id.slice(0, 80)} is not the id of a customer`, { path });
  const now = async (): Promise<readonly Stored[]> =>
    (await reader.records([id])).filter((record) => record !== null);
  /** Behind which position each of them is meant, and up to which. */
  const spans = new Map([[id, [{ from: 0, until: Infinity }]]]);
  const mean = (each: string, from: number, until: number): void =>
    void spans.set(each, [...(spans.get(each) ?? []).filter((span) => span.from !== from), { from, until }]);
  const [survivors, merges] = await Promise.all([now(), reader.merges(id)]);
  for (const { survivorId, position, until } of merges)
    // A merge that the log has not told yet will be seen.
    if (position !== null) mean(survivorId, position, until ?? Infinity);
  const told = new Set(merges.map(({ survivorId }) => survivorId));
  // A merge of which the log keeps nothing was before all that it keeps.
  for (const { id: survivorId } of survivors)
    if (!told.has(survivorId) && survivorId !== id) mean(survivorId, 0, Infinity);
  return {
    includes({ type, subjectId, customerId, data, position }) {
      const meant = (each: string | null): boolean =>
        each !== null &&
        (spans.get(each) ?? []).some(({ from, until }) => position > from && position <= until);
      const survivorId = String(data['survivorId']);
      if (type === 'customer.merged' && meant(subjectId)) {
        const known = spans.get(survivorId)?.find(({ from }) => from === position);
        if (!known && !meant(survivorId)) mean(survivorId, position, Infinity);
        return true;
      }
      if (type === 'customer.unmerged' && meant(subjectId)) {
        for (const span of spans.get(survivorId) ?? [])
          if (survivorId !== id && span.from < position && span.until > position) span.until = position;
        return true;
      }
      return meant(subjectId) || meant(customerId);
    },
    now,
  };
}
