import { setTimeout as pause } from 'node:timers/promises';
import type { Positioned } from '../canonical/event.ts';
import { createCursors, type Cursors } from './cursor.ts';
import type { EventLog } from './event-log.ts';
import type {
  Stream,
  StreamHeartbeat,
  StreamMessage,
  StreamRequest,
  StreamReset,
  Streams,
} from './stream.ts';

export interface StreamsOptions {
  readonly log: EventLog;
  /** Signs the cursors; every node must have the same. */
  readonly secret: Buffer;
  /** What signed them before; such cursors still count. */
  readonly formerSecrets?: readonly Buffer[];
  /** A stream on which nothing happens says so after this long. */
  readonly heartbeatMs: number;
}

/** Most events that are looked at, and so most messages given, at once. */
const batch = 64;
/** The wait before an unreadable log is tried again. */
const retryMs = 250;

/** A stream at the end of the log that waits for the next event. */
type Waiting = (event: Positioned) => void;

interface Shared extends StreamsOptions {
  readonly cursors: Cursors;
  /** Calls `waiting` with each event from now on; returns what ends it. */
  wait(waiting: Waiting): () => void;
}

/** Streams of what the log tells. However many wait, the log is followed once, and only while one does. */
export function createStreams(options: StreamsOptions): Streams {
  const waiters = new Set<Waiting>();
  let unfollow: (() => void) | undefined;
  const shared: Shared = {
    ...options,
    cursors: createCursors(options.secret, options.formerSecrets),
    wait(waiting) {
      waiters.add(waiting);
      unfollow ??= options.log.follow((event) => {
        for (const each of waiters) each(event);
      });
      return () => {
        waiters.delete(waiting);
        if (waiters.size > 0) return;
        unfollow?.();
        unfollow = undefined;
      };
    },
  };
  return {
    async open(request) {
      await options.log.ready;
      return openStream(shared, request);
    },
  };
}

function openStream<N>(shared: Shared, request: StreamRequest<N>): Stream<N> {
  const { log, cursors, heartbeatMs, wait } = shared;
  const { matches, admit, after } = request;
  const key = `${request.field} ${canonical(request.args)}`;
  let at = after === null ? log.position() : cursors.read(key, after);
  let chain = at;
  let taken = { at, chain };
  let toldAt = Date.now();
  let ended = false;
  let wake: (() => void) | undefined;

  const start = at;
  // The place where a client came in keeps the text that it came with, which a former secret may have signed: `previous` must equal it.
  const cursor = (position: number): string =>
    after !== null && position === start ? after : cursors.write(key, position);
  const beat = (position: number): StreamHeartbeat => {
    const now = Date.now();
    return {
      type: 'StreamHeartbeat',
      cursor: cursor(position),
      at: new Date(now).toISOString(),
      lagMs: Math.max(0, now - log.verifiedAt()),
    };
  };

  /** The message that tells of an event. */
  function tell(event: Positioned): StreamMessage<N> {
    const previous = cursor(chain);
    chain = event.position;
    return { type: 'StreamChange', cursor: cursor(chain), previous, event: { ...event, state: 'APPLIED' } };
  }

  /** Asks the log, again and again while it cannot be read; undefined once the stream is closed. */
  async function insist<T>(ask: () => Promise<T>): Promise<T | undefined> {
    while (!ended)
      try {
        return await ask();
      } catch {
        await pause(retryMs, undefined, { ref: false });
      }
    return undefined;
  }

  async function reset(): Promise<readonly StreamReset[]> {
    const oldest = await insist(() => log.oldest());
    if (oldest === undefined) return [];
    const before = Math.max(0, oldest - 1);
    ended = true;
    return [
      {
        type: 'StreamReset',
        code: 'CURSOR_EXPIRED',
        oldestAvailable: cursor(before),
        missedAtLeast: Math.max(0, before - at),
      },
    ];
  }

  /** Whether the stream knows more than the log: then the database was put back, unless this node is merely behind another. */
  async function ahead(): Promise<boolean> {
    if (at <= log.position()) return false;
    const events = await insist(() => log.read(at - 1, 1));
    return events !== undefined && events[0]?.position !== at;
  }

  /** Waits at the end of the log; events that do not belong on the stream go by meanwhile. */
  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, toldAt + heartbeatMs - Date.now()));
      const stop = wait((event) => {
        if (event.position !== at + 1 || matches(event)) return done();
        at = event.position;
        taken = { at, chain };
      });
      wake = done;
    });
  }

  /** Looks through what follows in the log: the messages of it, or null where nothing belongs on the stream. */
  async function look(end: number): Promise<readonly StreamMessage<N>[] | null> {
    const events = await insist(() => log.read(at, Math.min(batch, end - at)));
    if (!events || ended) return [];
    const following = events.filter((event, index) => event.position === at + 1 + index);
    const own = following.filter(matches);
    const told = own.length === 0 || !admit ? own : await insist(() => admit(own));
    if (!told || ended) return [];
    at += following.length;
    if (told.length > 0) return told.map(tell);
    if (events.at(-1)?.position === at) {
      taken = { at, chain };
      return null;
    }
    // Positions have no gaps: what is not there was there once, and is no longer kept.
    return reset();
  }

  const stream: Stream<N> = {
    audience: request.audience ?? '',
    position: () => taken.at,
    chain: () => taken.chain,
    live: () => openStream(shared, { ...request, after: null }),
    heartbeat: () => beat(taken.chain),
    async begin(beside) {
      if (after !== null) return (await ahead()) ? reset() : [];
      at = beside?.position() ?? log.position();
      chain = beside?.chain() ?? at;
      taken = { at, chain };
      const nodes = await request.snapshot();
      toldAt = Date.now();
      return [{ type: 'StreamSnapshot', cursor: cursor(chain), at: new Date(toldAt).toISOString(), nodes }];
    },
    async read(upTo = Number.POSITIVE_INFINITY) {
      taken = { at, chain };
      while (!ended) {
        const end = Math.min(log.position(), upTo);
        if (at < end) {
          const messages = await look(end);
          if (messages) {
            toldAt = Date.now();
            return messages;
          }
        } else if (at >= upTo) return [];
        else if (at > log.position()) {
          if (await ahead()) return reset();
          await pause(retryMs, undefined, { ref: false });
        } else await rest();
        if (!ended && Date.now() - toldAt >= heartbeatMs) {
          toldAt = Date.now();
          chain = at;
          return [beat(chain)];
        }
      }
      return [];
    },
    over: () => ended,
    close() {
      ended = true;
      wake?.();
    },
    async *[Symbol.asyncIterator]() {
      try {
        yield* await stream.begin();
        for (let next = await stream.read(); next.length > 0; next = await stream.read()) yield* next;
      } finally {
        stream.close();
      }
    },
  };
  return stream;
}

/** One text for equal arguments: members in order, without those that are null. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each)
            .filter(([, held]) => held != null)
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  );
}
