import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../store/database.ts';
import { anyWaiting, givePositions, logIdentity, readHead, waitingChannel } from '../store/event.ts';
import { hear } from '../store/hear.ts';
import type { Broker } from './broker.ts';
import { placeOf } from './message.ts';
import { type Publisher, startPublisher } from './publisher.ts';
import { purgeRemoved } from './purge.ts';
import { createWaker } from '../waker.ts';

export interface RelayDeps {
  readonly databaseUrl: string;
  readonly broker: Broker;
  /** How many of the latest events the broker holds. */
  readonly brokerMessages: number;
  /** What the stream and the subjects at the broker begin with; hubs with different databases on one broker need different ones. */
  readonly namespace?: string;
  readonly onTrouble: (message: string, detail: object) => void;
}

const most = 1000;
const pollMs = 200;
const retryMs = 250;

/**
 * The work of the one node that relays: gives committed events their positions, in commit order and without gaps, and takes them to
 * the broker. Positions are given whether or not the broker is there. Runs until the signal and survives everything else; if two
 * nodes should run it at once, no position is given twice, and the broker keeps the order.
 */
export function createRelay(deps: RelayDeps): (signal: AbortSignal) => Promise<void> {
  const { databaseUrl, broker, brokerMessages, namespace, onTrouble } = deps;
  return async (signal) => {
    // Connections of its own: it must not wait behind those whose events it relays.
    const database = openDatabase(databaseUrl, 3);
    const waker = createWaker();
    const listener = hear(databaseUrl, waitingChannel, {
      onMessage: waker.wake,
      onGap: () => {},
      onReady: waker.wake,
    });
    let publisher: Publisher | undefined;
    const purging = purgeRemoved({ db: database, broker, place: placeOf(namespace), onTrouble }, signal);
    let woken = true;
    let failing = false;
    while (!signal.aborted)
      try {
        publisher ??= startPublisher(
          {
            db: database,
            broker,
            log: await logIdentity(database),
            head: (await readHead(database)).position,
            place: placeOf(namespace),
            maxMessages: brokerMessages,
            onTrouble,
          },
          signal,
        );
        if (woken || (await anyWaiting(database))) {
          const given = await givePositions(database, most);
          publisher.offer(given);
          woken = given.length === most;
        }
        failing = false;
        if (!woken) woken = await waker.wait(pollMs, signal);
      } catch (error) {
        if (!failing && !signal.aborted) onTrouble('events get no positions', { reason: String(error) });
        failing = true;
        woken = true;
        await sleep(retryMs, null, { signal }).catch(() => {});
      }
    await Promise.all([publisher?.ended, purging, listener.close()]);
    await database.close();
  };
}
