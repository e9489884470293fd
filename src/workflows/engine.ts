import type { Lane } from '../canonical/run.ts';
import { isOutage } from '../canonical/outage.ts';
import type { Source } from '../sources/source.ts';
import { openDatabase } from '../store/database.ts';
import { logIdentity, waitingChannel } from '../store/event.ts';
import { buryDead, inherit, regain } from '../store/node.ts';
import type { Reader } from '../store/read.ts';
import { dueRuns, resendRuns, waitingRuns } from '../store/run.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import { advance } from './advance.ts';
import type { Bell, Rung } from './bell.ts';
import type { EngineDeps } from './episode.ts';
import type { OpenException } from './exception-open.ts';
import { episodeId, type Host } from './host.ts';
import { startLife } from './life.ts';
import type { Registry } from './registry.ts';
import type { Patience } from './retry.ts';

/** Lets one in at a time; each leaves by calling what it was given. */
function createWard(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let leave = (): void => {};
    last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  };
}

export interface EngineParts {
  readonly host: Host;
  readonly databaseUrl: string;
  /** What this node is called: one that starts under the name of an older one takes its place at once. */
  readonly name: string;
  readonly bell: Bell;
  readonly sagas: Registry;
  readonly sources: readonly Source[];
  readonly reader: Reader;
  readonly ingest: IngestDeps;
  readonly openException: OpenException;
  readonly patience: Patience;
  readonly beatMs: number;
  readonly deadAfterMs: number;
  readonly sweepMs: number;
  /** How long an ending node waits for calls that are under way. */
  readonly drainMs: number;
  readonly onTrouble: (message: string, detail: object) => void;
  now(): number;
}

/** What moves the runs of one tenant on, on this node. */
export interface Engine {
  /** Since the start: runs taken from nodes that were given up, and boundaries refused because a run had been taken from this one. */
  counts(): { readonly takenOver: number; readonly late: number; readonly moving: number };
  /** Ends: what is under way comes to its next boundary, and other nodes go on with it. */
  close(): Promise<void>;
}

/** Connections that nothing but runs waits for. */
const connections = 6;
const sentAtOnce = 200;
/** Whom the durable engine was told of so long ago and nobody has taken is asked after. */
const doubtMs = 5_000;
/** Events are heard of at the latest after so long; telling each of them would cost a lock each. */
const tellMs = 20;
const cutMs = 2_000;
/** A run that is due later is found by the sweep. */
const longestTimerMs = 60_000;

/**
 * Starts to move the runs of a tenant on. Resolves once this node is known, older ones of its name have lost their runs, and what is due
 * was given to the durable engine.
 */
export async function startEngine(parts: EngineParts): Promise<Engine> {
  const { host, databaseUrl, bell, sagas, onTrouble } = parts;
  const database = openDatabase(databaseUrl, connections, undefined, parts.ingest.database);
  const place = await logIdentity(database);
  const life = await startLife(parts);
  const counts = { takenOver: 0, late: 0 };
  const moving = new Map<string, Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let draining = false;
  let telling: NodeJS.Timeout | undefined;

  const deps: EngineDeps = {
    ...parts,
    database,
    life,
    draining: () => draining,
    told() {
      telling ??= setTimeout(() => {
        telling = undefined;
        database.query(`select pg_notify('${waitingChannel}', '')`).catch(() => {});
      }, tellMs);
    },
    dueIn: (runId, ms) => void (ms < longestTimerMs && later(ms, () => void ring([runId]))),
    count: (what) => void counts[what]++,
    ward: createWard(),
  };

  function later(ms: number, what: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!draining) what();
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  /** An episode on this node. It never rejects: what went wrong is told here, and the run is found again by its row. */
  async function move(runId: string, turn: number): Promise<void> {
    const before = moving.get(runId);
    const mine = (before ?? Promise.resolve()).then(() => advance(deps, runId, turn)).catch(told);
    moving.set(runId, mine);
    await mine;
    if (moving.get(runId) === mine) moving.delete(runId);
    function told(err: unknown): void {
      const message = isOutage(err) ? 'a run waits for the database' : 'a run could not be let go';
      onTrouble(message, { runId, err });
    }
  }

  async function send(due: readonly { id: string; turn: number; lane: Lane }[]): Promise<void> {
    await Promise.all(due.map(({ id, turn, lane }) => host.send({ place, runId: id, turn }, lane)));
  }

  async function ring(runIds: readonly string[] | null): Promise<number> {
    try {
      const due = await dueRuns(database, sagas.known, sentAtOnce, runIds);
      await send(due);
      return due.length;
    } catch (err) {
      if (!draining && !isOutage(err)) onTrouble('runs that are due could not be sent', { err });
      return 0;
    }
  }

  /** What has just begun is sent as it is; of the rest the rows say whether it is due. */
  async function hear(runs: readonly Rung[]): Promise<void> {
    const begun = runs.flatMap(({ id, begun: lane }) => (lane ? [{ id, turn: 1, lane }] : []));
    const rest = runs.flatMap(({ id, begun: lane }) => (lane ? [] : [id]));
    // One that cannot be sent is asked after later.
    await send(begun).catch(() => {});
    if (rest.length > 0) await ring(rest);
  }

  /** Takes up what belongs to nobody any more. */
  async function takeUp(): Promise<void> {
    await buryDead(database, parts.deadAfterMs);
    const inherited = await inherit(database);
    counts.takenOver += inherited.length;
    if (inherited.length > 0) onTrouble('runs of another node are taken over', { runs: inherited.length });
    const lost = await regain(database, life.current().id, [...moving.keys()]);
    await host.forget([...inherited, ...lost].map(({ id, turn }) => ({ runId: id, turn })));
  }

  /** Asks after what was sent and not taken. */
  async function askAfter(olderThanMs: number): Promise<void> {
    const asked = await waitingRuns(database, sagas.known, olderThanMs, sentAtOnce);
    if (asked.length === 0) return;
    const runs = asked.map(({ id, turn }) => ({ runId: id, turn }));
    const waiting = await host.waiting(runs);
    const lost = asked.filter(({ id, turn }) => !waiting.has(episodeId({ runId: id, turn })));
    const slow = asked.filter((run) => !lost.includes(run)).map(({ id }) => id);
    await resendRuns(database, lost, slow);
    await host.forget(lost.map(({ id, turn }) => ({ runId: id, turn })));
  }

  let sweeping: Promise<void> | undefined;
  async function sweep(): Promise<void> {
    try {
      await takeUp();
      await askAfter(doubtMs);
      while (!draining && (await ring(null)) === sentAtOnce);
    } catch (err) {
      if (!draining && !isOutage(err)) onTrouble('runs could not be looked after', { err });
    }
  }

  const leave = host.serve(place, move);
  const deafen = bell.hear((runs) => void hear(runs));
  await takeUp();
  // Whoever ended just now may have been told of runs that it never took.
  await askAfter(0);
  await ring(null);
  const sweeps = setInterval(() => {
    sweeping ??= sweep().finally(() => (sweeping = undefined));
  }, parts.sweepMs);
  sweeps.unref();

  return {
    counts: () => ({ ...counts, moving: moving.size }),
    async close() {
      draining = true;
      deafen();
      clearInterval(sweeps);
      for (const timer of timers) clearTimeout(timer);
      await sweeping;
      const limit = new Promise((resolve) => setTimeout(resolve, parts.drainMs).unref());
      await Promise.race([Promise.all(moving.values()), limit]);
      leave();
      await life.close();
      // What was cut off by that lets go of its connection, unless its vendor's call knows no end.
      const cut = new Promise((resolve) => setTimeout(resolve, cutMs).unref());
      await Promise.race([Promise.all(moving.values()), cut]);
      clearTimeout(telling);
      await inherit(database).catch(() => {});
      await database.close();
    },
  };
}
