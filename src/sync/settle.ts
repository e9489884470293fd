import type { Cause } from '../canonical/event.ts';
import type { Queryable } from '../store/database.ts';
import { closeDeadLetters } from '../store/dead-letter.ts';
import { noteInStep } from '../store/sync-state.ts';

/**
 * Notes that these records of a source are well, as part of the caller's transaction: closes their open dead letters, and tells with
 * `sync.status_changed` of each that was not in step. Records that were well already cost nothing more.
 */
export async function settle(
  db: Queryable,
  instance: string,
  object: string,
  externalIds: readonly string[],
  cause: Cause,
): Promise<void> {
  if (externalIds.length === 0) return;
  await closeDeadLetters(db, instance, object, externalIds);
  await noteInStep(db, instance, object, externalIds, cause);
}
