import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from 'nats';
import type { Positioned } from '../canonical/event.ts';
import type { Queryable } from '../store/database.ts';
import { eventsAfter, notePublished } from '../store/event.ts';
import { type BrokerLog, openBrokerLog } from './broker-log.ts';
import { type Broker, nextLink } from './broker.ts';
import type { Place } from './message.ts';
import { createWaker } from '../waker.ts';

export interface PublisherOptions {
  readonly db: Queryable;
  readonly broker: Broker;
  /** The identity of the log, and the last position that was given in it. */
  readonly log: string;
  readonly head: number;
  readonly place: Place;
  /** How many of the latest events the broker holds. */
  readonly maxMessages: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** Takes the log to the broker, in order. */
export interface Publisher {
  /** Hands over the events that have just got their positions; those that find no room are read from the database in their turn. */
  offer(events: readonly Positioned[]): void;
  /** Resolves when it has ended after the signal. */
  readonly ended: Promise<void>;
}

const most = { inFlight: 1000, inFlightBytes: 8_388_608, offered: 2000, page: 500 };
const [noteEveryMs, noteAgainMs] = [250, 2_000];
const [firstRetryMs, lastRetryMs] = [250, 30_000];
/** What went well for so long was no failure to begin with. */
const steadyMs = 30_000;

/** Publishes the log until the signal. Whatever fails, the broker's last event is looked at anew, and it goes on behind that one. */
export function startPublisher(options: PublisherOptions, signal: AbortSignal): Publisher {
  const { db, broker, onTrouble } = options;
  const waker = createWaker();
  let given = options.head;
  let offered: Positioned[] = [];

  const next = async (position: number): Promise<readonly Positioned[]> => {
    if (offered.length > 0 && offered[0]!.position <= position + 1) {
      const ready = offered;
      offered = [];
      return ready.filter((event) => event.position > position);
    }
    return given > position ? eventsAfter(db, position, most.page) : [];
  };

  const publish = async (link: NatsConnection, ended: AbortSignal): Promise<void> => {
    let refusal: { readonly error: unknown } | undefined;
    const held = await openBrokerLog(link, {
      ...options,
      ended,
      onRebuild: (why) => onTrouble('the stream of events at the broker is begun anew', { why }),
      onAck: waker.wake,
      onRefused(error) {
        refusal = { error };
        waker.wake();
      },
    });
    const note = noteOf(db, held);
    let sent = held.position();
    for (;;) {
      const upTo = given;
      const events = await next(sent);
      for (const event of events) {
        while (isFull(held) && !refusal && !ended.aborted) await waker.wait(noteEveryMs, ended);
        if (refusal || ended.aborted) break;
        held.send(event);
        sent = event.position;
      }
      note();
      if (refusal) throw refusal.error;
      if (ended.aborted) return;
      // Nothing is kept of what there was up to there.
      if (events.length === 0) sent = Math.max(sent, upTo);
      if (given <= sent) await waker.wait(noteEveryMs, ended);
    }
  };

  const run = async (): Promise<void> => {
    let retryMs = firstRetryMs;
    for (;;) {
      const up = await nextLink(broker, signal);
      if (!up) return;
      const began = Date.now();
      let reason: unknown;
      await Promise.race([publish(up.link, up.ended), aborted(up.ended)]).catch((error: unknown) => {
        reason = error;
      });
      up.release();
      if (reason === undefined) continue;
      onTrouble('events are not published', { reason: String(reason) });
      if (Date.now() - began > steadyMs) retryMs = firstRetryMs;
      await sleep(retryMs, null, { signal }).catch(() => {});
      retryMs = Math.min(retryMs * 2, lastRetryMs);
    }
  };
  return {
    ended: run(),
    offer(events) {
      if (events.length === 0) return;
      given = Math.max(given, events.at(-1)!.position);
      // Another node may have given positions in between; and while the broker is away nothing piles up.
      if (offered.length > 0 && events[0]!.position !== offered.at(-1)!.position + 1) offered = [];
      if (offered.length + events.length > most.offered) offered = [];
      else offered.push(...events);
      waker.wake();
    },
  };
}

function isFull(held: BrokerLog): boolean {
  const { messages, bytes } = held.inFlight();
  return messages >= most.inFlight || bytes >= most.inFlightBytes;
}

/** Notes now and then how far the broker is. Nobody waits for it, and it is said again: a node that died may have spoken last. */
function noteOf(db: Queryable, held: BrokerLog): () => void {
  let [noted, notedAt, noting] = [-1, 0, false];
  return () => {
    const position = held.position();
    if (noting || Date.now() - notedAt < (position === noted ? noteAgainMs : noteEveryMs)) return;
    [noted, notedAt, noting] = [position, Date.now(), true];
    notePublished(db, position)
      .catch(() => (noted = -1))
      .finally(() => (noting = false));
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
