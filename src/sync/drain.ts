import { ulid } from '../canonical/id.ts';
import { Problem } from '../canonical/problem.ts';
import type { Source } from '../sources/source.ts';
import { hear } from '../store/hear.ts';
import {
  claimMessages,
  dueLanes,
  inboxChannel,
  type Lane,
  releaseClaims,
  renewClaims,
} from '../store/inbox.ts';
import { sweep } from '../store/sweep.ts';
import type { FreshDeps } from './fresh.ts';
import { type Patience, take, type TakeDeps } from './take.ts';
import { spanned } from '../telemetry/trace.ts';

export interface DrainDeps extends FreshDeps {
  readonly patience: Patience;
  /** Hears of what kept the drain from its work, and of faults of the hub. */
  readonly onTrouble?: (trouble: { readonly instance: string; readonly error: unknown }) => void;
  readonly timing?: Partial<Timing>;
}

interface Timing {
  /** How long what a node that dies had in hand waits for another. */
  readonly leaseMs: number;
  /** How often the inbox is looked at beside the wake-up calls. */
  readonly lookEveryMs: number;
  readonly sweepEveryMs: number;
}

export interface Drain {
  /** Finishes or gives back what is in hand. */
  close(): Promise<void>;
}

/** Records fetched in one call. */
const mostTogether = 100;
/** Lanes of one source worked on at the same time. */
const mostAtOnce = 4;
/** A source that does not answer is asked again after at most so many times the first wait, or after this when it names a time. */
const longestWait = 16;
const longestNamedWaitMs = 900_000;

interface Track {
  readonly lane: Lane;
  wanted: boolean;
  running: boolean;
}

/** What concerns one source alone: none waits for another. */
interface Station {
  readonly source: Source;
  readonly tracks: Map<string, Track>;
  running: number;
  failures: number;
  blocked: NodeJS.Timeout | null;
}

/**
 * Empties the inbox, on every node at once: lane by lane, several of a source and all sources side by side. A record is never worked on
 * twice at the same time. Messages of a source that does not answer, or of any when the database does not, wait without counting as
 * tried. What a node that died had in hand is taken over when its lease ends.
 */
export function createDrain(deps: DrainDeps): Drain {
  const { database, patience, onTrouble = () => {} } = deps;
  const timing: Timing = { leaseMs: 10_000, lookEveryMs: 1000, sweepEveryMs: 3_600_000, ...deps.timing };
  const node = `node_${ulid()}`;
  const closing = new AbortController();
  const inHand = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  const stations = new Map<string, Station>(
    deps.sources.map((source) => [
      source.instance,
      { source, tracks: new Map(), running: 0, failures: 0, blocked: null },
    ]),
  );

  function wake(lane: Lane): void {
    const station = stations.get(lane.instance);
    if (!station || closing.signal.aborted) return;
    const key = `${lane.kind} ${lane.object}`;
    const track = station.tracks.get(key) ?? { lane, wanted: false, running: false };
    track.wanted = true;
    station.tracks.set(key, track);
    pump(station);
  }

  function pump(station: Station): void {
    for (const [key, track] of station.tracks) {
      if (station.blocked || station.running >= mostAtOnce || closing.signal.aborted) return;
      if (!track.wanted || track.running) continue;
      // To the end of the queue: a lane with much to do leaves room to the others.
      station.tracks.delete(key);
      station.tracks.set(key, track);
      const running = run(station, track).finally(() => underWay.delete(running));
      underWay.add(running);
    }
  }

  async function run(station: Station, track: Track): Promise<void> {
    station.running++;
    track.running = true;
    track.wanted = false;
    try {
      if (await step(station, track.lane)) track.wanted = true;
    } catch (error) {
      track.wanted = true;
      if (!closing.signal.aborted) block(station, error);
    } finally {
      station.running--;
      track.running = false;
      pump(station);
    }
  }

  /** Works on the oldest messages of a lane; true when there may be more. */
  async function step(station: Station, lane: Lane): Promise<boolean> {
    const messages = await claimMessages(database, lane, node, timing.leaseMs, mostTogether);
    if (messages.length === 0) return false;
    const ids = messages.map((message) => message.id);
    for (const id of ids) inHand.add(id);
    try {
      const { source } = station;
      const causes = messages.map((message) => message.correlationId);
      const attributes = { 'isthmus.source': lane.instance, 'isthmus.kind': lane.kind };
      const dueInMs = await spanned('inbox take', { causes, attributes }, () =>
        take(takeDeps(lane.instance), { source, lane, node, messages, signal: closing.signal }),
      );
      station.failures = 0;
      if (dueInMs !== null) later(dueInMs, () => wake(lane));
      return messages.length >= mostTogether;
    } catch (error) {
      await releaseClaims(database, node, ids).catch(() => {});
      throw error;
    } finally {
      for (const id of ids) inHand.delete(id);
    }
  }

  const takeDeps = (instance: string): TakeDeps => ({
    ...deps,
    patience,
    onBug: (error) => onTrouble({ instance, error }),
  });

  /** Leaves a source alone for a while: twice as long after each failure in a row, and at least as long as it asked for. */
  function block(station: Station, error: unknown): void {
    onTrouble({ instance: station.source.instance, error });
    if (station.blocked) return;
    const named = error instanceof Problem ? (error.detail.retryAfterMs ?? 0) : 0;
    // What is not the source's is the database's, which is not its fault.
    const waitMs =
      error instanceof Problem
        ? patience.retryAfterMs * Math.min(longestWait, 2 ** station.failures++)
        : timing.lookEveryMs;
    station.blocked = later(Math.max(waitMs, Math.min(named, longestNamedWaitMs)), () => {
      station.blocked = null;
      pump(station);
    });
  }

  function later(ms: number, what: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      what();
    }, ms);
    timers.add(timer);
    return timer;
  }

  const look = (): void =>
    void dueLanes(database).then(
      (lanes) => lanes.forEach(wake),
      () => {},
    );

  const intervals = [
    setInterval(look, timing.lookEveryMs),
    setInterval(() => {
      if (inHand.size > 0) void renewClaims(database, node, [...inHand], timing.leaseMs).catch(() => {});
    }, timing.leaseMs / 3),
    setInterval(() => void sweep(database, closing.signal).catch(() => {}), timing.sweepEveryMs),
  ];
  const listener = hear(database.url, inboxChannel, {
    onMessage(payload) {
      const lane = laneOf(payload);
      if (lane) wake(lane);
      else look();
    },
    onGap: () => {},
    onReady: look,
  });

  return {
    async close() {
      closing.abort();
      for (const interval of intervals) clearInterval(interval);
      await listener.close();
      await Promise.all(underWay);
      // What was under way may have set one more.
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** The lane that a wake-up call names; undefined for one that nobody here can read. */
function laneOf(payload = ''): Lane | undefined {
  try {
    const { instance, kind, object } = JSON.parse(payload) as Partial<Lane>;
    if (instance && kind && object) return { instance, kind, object };
  } catch {
    // Not one of ours.
  }
  return undefined;
}
