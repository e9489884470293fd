import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../store/database.ts';
import { forgetRemoved, removedSubjects } from '../store/removal.ts';
import type { Broker } from './broker.ts';
import { type Place, subjectOf } from './message.ts';

export interface PurgeOptions {
  readonly db: Queryable;
  readonly broker: Broker;
  readonly place: Place;
  readonly onTrouble: (message: string, detail: object) => void;
}

const everyMs = 2_000;
/** What was read before a removal may be on its way to the broker; afterwards it has come there. */
const settledMs = 10_000;
const atOnce = 100;

/**
 * Deletes from the broker what it holds of records that were removed, until the signal. The sequence of what stays there does not change.
 * When the last message goes, whoever publishes next begins the stream anew, from the log.
 */
export async function purgeRemoved(options: PurgeOptions, signal: AbortSignal): Promise<void> {
  const { db, broker, place, onTrouble } = options;
  let failing = false;
  while (!signal.aborted) {
    try {
      const link = broker.link();
      const ids = link ? await removedSubjects(db, settledMs, atOnce) : [];
      if (link && ids.length > 0) {
        const manager = await link.jetstreamManager();
        for (const id of ids)
          await manager.streams.purge(place.stream, { filter: subjectOf(place, '*.*', id) });
        await forgetRemoved(db, ids);
      }
      failing = false;
      if (ids.length === atOnce) continue;
    } catch (error) {
      if (!failing && !signal.aborted)
        onTrouble('what was removed is still at the broker', { reason: String(error) });
      failing = true;
    }
    await sleep(everyMs, null, { signal }).catch(() => {});
  }
}
