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
  /** Behind which position each of them is meant. */
  const since = new Map([[id, 0]]);
  const [survivors, merges] = await Promise.all([now(), reader.merges(id)]);
  for (const { survivorId, position } of merges)
    // A merge that the log has not told yet will be seen.
    if (position !== null && !since.has(survivorId)) since.set(survivorId, position);
  const told = new Set(merges.map(({ survivorId }) => survivorId));
  // A merge of which the log keeps nothing was before all that it keeps.
  for (const { id: survivorId } of survivors)
    if (!told.has(survivorId) && !since.has(survivorId)) since.set(survivorId, 0);
  return {
    includes({ type, subjectId, customerId, data, position }) {
      const meant = (each: string | null): boolean =>
        each !== null && position > (since.get(each) ?? Infinity);
      if (type === 'customer.merged' && meant(subjectId)) {
        const survivorId = String(data['survivorId']);
        since.set(survivorId, Math.min(position, since.get(survivorId) ?? position));
        return true;
      }
      return meant(subjectId) || meant(customerId);
    },
    now,
  };
}
