import { setTimeout as sleep } from 'node:timers/promises';
import type { Msg, NatsConnection, NatsError, Subscription } from 'nats';
import type { Positioned } from '../canonical/event.ts';
import type { Queryable } from '../store/database.ts';
import { eventsAfter, logIdentity, readHead } from '../store/event.ts';
import { openEvents } from '../store/sealed.ts';
import type { Broker } from './broker.ts';
import type { EventLog } from './event-log.ts';
import { eventOf, markOf, placeOf } from './message.ts';
import { createRing } from './ring.ts';
import { SpanKind, startSpan } from '../telemetry/trace.ts';
import { createWaker } from '../waker.ts';

export interface LogDeps {
  readonly database: Queryable;
  readonly broker: Broker;
  /** As the relay has it. */
  readonly namespace?: string;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** The log with its end. */
export interface FollowedLog extends EventLog {
  /** Forgets the events that are kept in memory: what is read next is as the database has it now. */
  forget(): void;
  close(): Promise<void>;
}

/** How often the database is asked how far the log is, while events come and while none do. */
const [steadyMs, quietMs] = [1000, 250];
const page = 500;
const most = { kept: 10_000, keptBytes: 16_777_216, waiting: 1000 };

/**
 * Follows the log with one subscription at the broker. An event that is not the next one shows a hole, which is filled from the
 * database; and the database is asked regularly how far the log is, so that nothing stays unseen while the broker is away, loses a
 * message or sends none. What the broker sends is believed only as far as it is of this log.
 */
export function createLog(deps: LogDeps): FollowedLog {
  const { database, broker, onTrouble } = deps;
  const ring = createRing(most.kept, most.keptBytes);
  const followers = new Set<(event: Positioned) => void>();
  const ending = new AbortController();
  let log: string | undefined;
  let position = 0;
  let verifiedAt = 0;
  let heardAt = 0;
  /** Whether the database is being read, and the events that came from the broker meanwhile. */
  let reading = true;
  let waiting: [event: Positioned, bytes: number][] = [];
  let behind = false;
  const waker = createWaker();

  const handOn = (event: Positioned, bytes: number): void => {
    position = event.position;
    const span = { kind: SpanKind.CONSUMER, causes: [event.correlationId] };
    startSpan(`receive ${event.type}`, span)?.end();
    ring.push(event, bytes);
    for (const follower of Array.from(followers))
      try {
        if (followers.has(follower)) follower(event);
      } catch (error) {
        followers.delete(follower);
        onTrouble('a follower of the log failed and follows no more', { reason: String(error) });
      }
  };

  const onMessage = (_error: NatsError | null, message: Msg): void => {
    const mark = message && markOf(message.headers);
    if (!mark || mark.position <= position || (log !== undefined && mark.log !== log)) return;
    const event = eventOf(message);
    if (event?.position === position + 1 && !reading) {
      heardAt = Date.now();
      handOn(event, 2 * message.data.length);
    } else if (event && reading && waiting.length < most.waiting && mark.log === log) {
      waiting.push([event, 2 * message.data.length]);
    } else {
      behind = true;
      waker.wake();
    }
  };

  /** Hands on what the database has behind the position, then what came meanwhile. */
  const catchUp = async (): Promise<void> => {
    reading = true;
    try {
      do {
        behind = false;
        const at = Date.now();
        const head = await readHead(database);
        if (head.position < position) restart(head.position);
        while (position < head.position && !ending.signal.aborted) {
          const events = await eventsAfter(database, position, page);
          for (const event of events) handOn(event, 500 + 2 * JSON.stringify(event.data).length);
          // Nothing is kept of what there was up to the head.
          if (events.length < page) position = Math.max(position, head.position);
        }
        verifiedAt = at;
        const came = waiting;
        waiting = [];
        for (const [event, bytes] of came)
          if (event.position === position + 1) handOn(event, bytes);
          else if (event.position > position) behind = true;
      } while (behind && !ending.signal.aborted);
    } finally {
      reading = false;
    }
  };

  /** The log was cut back, by a database that was restored from a copy: what it says now is the truth. */
  const restart = (head: number): void => {
    onTrouble('the log ends before what was read of it: the database was put back', { position, head });
    position = head;
    ring.restart(head);
  };

  const verify = async (): Promise<void> => {
    const at = Date.now();
    const before = position;
    const head = await readHead(database);
    if (head.position > position || head.position < before) return catchUp();
    verifiedAt = at;
  };

  let subscribed: NatsConnection | undefined;
  let subscription: Subscription | undefined;
  const unwatch = broker.watch((link) => {
    // A link that comes up again has its subscription still.
    if (!link || link === subscribed) return;
    subscribed = link;
    subscription = link.subscribe(`${placeOf(deps.namespace).subjects}.>`, { callback: onMessage });
  });

  const run = async (begun: () => void): Promise<void> => {
    let failing = false;
    while (!ending.signal.aborted) {
      try {
        if (log === undefined) {
          log = await logIdentity(database);
          ({ position } = await readHead(database));
          ring.restart(position);
          await catchUp();
          begun();
        }
        const now = Date.now();
        const quiet = broker.link() === null || now - heardAt >= quietMs;
        if (behind || quiet || now - verifiedAt >= steadyMs) await (behind ? catchUp() : verify());
        failing = false;
        await waker.wait(quietMs, ending.signal);
      } catch (error) {
        behind = true;
        if (!failing && !ending.signal.aborted)
          onTrouble('the log cannot be read', { reason: String(error) });
        failing = true;
        // Longer than until the next message: every one of them would ask the database again.
        await sleep(quietMs, null, { signal: ending.signal }).catch(() => {});
      }
    }
  };
  let running: Promise<void> | undefined;
  const ready = new Promise<void>((resolve) => {
    running = run(resolve);
  });
  return {
    ready,
    position: () => position,
    verifiedAt: () => verifiedAt,
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    async read(after, limit) {
      const kept = ring.after(after, limit);
      // Opened each time: what is remembered of somebody is then erased with his key.
      return openEvents(database, kept?.length ? kept : await eventsAfter(database, after, limit));
    },
    oldest: async () => (await readHead(database)).oldest,
    forget: () => ring.restart(position),
    async close() {
      ending.abort();
      unwatch();
      followers.clear();
      if (subscribed?.isClosed() === false) subscription?.unsubscribe();
      await running;
    },
  };
}
