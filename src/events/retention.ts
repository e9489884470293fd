import { setTimeout as sleep } from 'node:timers/promises';
import { eventNoun } from '../canonical/event.ts';
import type { Queryable } from '../store/database.ts';
import { deleteExpired, readHead } from '../store/event.ts';

export interface RetentionDeps {
  readonly database: Queryable;
  /** How long the log is kept; 0: for ever. */
  readonly retentionDays: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** What tells of money, and of what was written and why, is kept for ever: a posting leads back to the deal that it began with. */
const keptNouns: readonly string[] = [
  eventNoun.Contract,
  eventNoun.BillingSubscription,
  eventNoun.Invoice,
  eventNoun.CreditMemo,
  eventNoun.Payment,
  eventNoun.LedgerPosting,
  eventNoun.Opportunity,
  'run',
  'exception',
  'amendment',
];

/** Whether an event of this type is never deleted for its age. */
export function isKept(type: string): boolean {
  return keptNouns.includes(type.split('.', 1)[0]!);
}

const dayMs = 86_400_000;
const retryMs = 60_000;
const page = 2000;
/** Between two steps, so that whoever gives positions never waits long. */
const restMs = 20;

/** The work of the one node that deletes events for their age, at once and then daily. Ends at the signal. */
export function createRetention(deps: RetentionDeps): (signal: AbortSignal) => Promise<void> {
  const { database, retentionDays, onTrouble } = deps;
  return async (signal) => {
    while (!signal.aborted) {
      let waitMs = dayMs;
      try {
        const before = new Date(Date.now() - retentionDays * dayMs).toISOString();
        if (retentionDays > 0) await expire(database, before, signal);
      } catch (error) {
        onTrouble('old events are not deleted', { reason: String(error) });
        waitMs = retryMs;
      }
      await sleep(waitMs, null, { signal, ref: false }).catch(() => {});
    }
  };
}

/**
 * Deletes events that were stored before an instant, what tells of money left out, in small steps from the oldest that an earlier
 * run did not reach. Stops at the first event that is younger. Returns how many it deleted.
 */
export async function expire(db: Queryable, before: string, signal?: AbortSignal): Promise<number> {
  let after = (await readHead(db)).oldest - 1;
  let deleted = 0;
  while (!signal?.aborted) {
    const step = await deleteExpired(db, { after, before, keep: keptNouns, limit: page });
    if (step.upTo === null) break;
    after = step.upTo;
    deleted += step.deleted;
    await sleep(restMs, null, { signal }).catch(() => {});
  }
  return deleted;
}
