import type { CanonicalEvent } from '../canonical/event.ts';
import { kindOfId } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Reader, Stored } from '../context.ts';

/** One customer, through merges. */
export interface CustomerScope {
  /** Whether an event is about the customer or something that belongs to it. */
  includes(event: CanonicalEvent): boolean;
  /** The customer as it is now; nothing when it is gone. */
  now(): Promise<readonly Stored[]>;
}

/** What belongs to a customer, or, once that is absorbed by a merge, to its survivor. Throws INVALID_INPUT for what is no customer's id. */
export async function customerScope(reader: Reader, id: string, path: string): Promise<CustomerScope> {
  if (kindOfId(id) !== 'Customer')
    throw new Problem('INVALID_INPUT', `${id.slice(0, 80)} is not the id of a customer`, { path });
  const now = async (): Promise<readonly Stored[]> =>
    (await reader.records([id])).filter((record) => record !== null);
  const ids = new Set([id, ...(await now()).map((survivor) => survivor.id)]);
  return {
    includes({ type, subjectId, customerId, data }) {
      if (type === 'customer.merged' && ids.has(subjectId)) ids.add(String(data['survivorId']));
      return ids.has(subjectId) || (customerId !== null && ids.has(customerId));
    },
    now,
  };
}
