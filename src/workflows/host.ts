import { AsyncLocalStorage } from 'node:async_hooks';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { ulid } from '../canonical/id.ts';
import { type Lane, lanes } from '../canonical/run.ts';
import { alone } from '../store/alone.ts';

// The durable engine under the runs. What it keeps are ids: which run, which turn. Its queue bounds how many episodes a node has at once and
// puts the lanes in order; its record of what is under way on which executor tells what was lost.

/** An episode to come: a turn of a run, in the database that it is called after. */
export interface Episode {
  readonly place: string;
  readonly runId: string;
  readonly turn: number;
}

/** What a hub has of the engine of its process. */
export interface Host {
  /** Has the episodes of a place done here until the returned function is called. `advance` must not reject. */
  serve(place: string, advance: (runId: string, turn: number) => Promise<void>): () => void;
  /** Has an episode done, here or on any node; repeated for the same turn it changes nothing. */
  send(episode: Episode, lane: Lane): Promise<void>;
  /** Which of these still wait in the queue. What a node has taken out of it shows in the run's row at once, or that node is no more. */
  waiting(episodes: readonly Pick<Episode, 'runId' | 'turn'>[]): Promise<ReadonlySet<string>>;
  /** Removes what is kept of these, whatever became of them. */
  forget(episodes: readonly Pick<Episode, 'runId' | 'turn'>[]): Promise<void>;
  close(): Promise<void>;
}

export interface HostOptions {
  /** The database of the first tenant: the engine's tables are in its schema `dbos`. */
  readonly databaseUrl: string;
  /** Episodes at once. */
  readonly concurrency: number;
  readonly pollMs: number;
  /** How often what is over is removed. */
  readonly cleanMs?: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

const queueName = 'runs';
/** Set by hand: the rows of a run say which version of its saga it is, and every node may be handed every episode. */
const applicationVersion = 'isthmus-1';
const connections = 6;
const usualCleanMs = 10_000;
const cleanAtOnce = 500;
/** What was not done after so long was forgotten by a node that died; the run's row has it done anew. */
const forgottenMs = 86_400_000;

type Advance = (runId: string, turn: number) => Promise<void>;

interface Lease extends HostOptions {
  readonly places: Map<string, Advance>;
}

// The engine's library is one for the whole process; so are these.
const leases = new Set<Lease>();
let launched: Lease | undefined;
/** Episodes that are done here now, and those that are about to be. */
let running = 0;
let starting = 0;
let changing: Promise<unknown> = Promise.resolve();
let cleaning: NodeJS.Timeout | undefined;
let cleaned: Promise<unknown> = Promise.resolve();

/** The id of the workflow: the same turn is done once. */
export const episodeId = ({ runId, turn }: Pick<Episode, 'runId' | 'turn'>): string => `${runId}.${turn}`;

const episode = DBOS.registerWorkflow(
  async (place: string, runId: string, turn: number): Promise<void> => {
    running += 1;
    try {
      // Where a process has several hubs of one database, whichever takes the turn leaves nothing of it to the others.
      for (const { places } of shuffled([...leases])) await places.get(place)?.(runId, turn);
    } finally {
      running -= 1;
    }
  },
  { name: 'advance' },
);

const shuffled = <T>(all: readonly T[]): readonly T[] =>
  all.length < 2 ? all : all.toSorted(() => Math.random() - 0.5);

/** One change of the engine after the other. */
function change<T>(work: () => Promise<T>): Promise<T> {
  const done = changing.then(work, work);
  changing = done.catch(() => {});
  return done;
}

/** Sessions that end what hangs in the middle of a transaction; said at the connection, where it costs no statement. */
function withOptions(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  const own = '-c jit=off -c idle_in_transaction_session_timeout=60000';
  url.searchParams.set('options', given === null ? own : `${given} ${own}`);
  return url.href.replaceAll('+', '%20');
}

async function launch(lease: Lease): Promise<void> {
  const { databaseUrl, concurrency, pollMs, cleanMs = usualCleanMs, onTrouble } = lease;
  const quiet = (): void => {};
  const loud = (entry: unknown): void =>
    onTrouble('the durable engine has trouble', { reason: String(entry) });
  DBOS.setConfig({
    name: 'isthmus',
    systemDatabaseUrl: withOptions(databaseUrl),
    systemDatabaseSchemaName: 'dbos',
    executorID: `engine_${ulid()}`,
    applicationVersion,
    systemDatabasePoolSize: connections,
    useListenNotify: false,
    listenQueues: [queueName],
    logger: { info: quiet, debug: quiet, warn: loud, error: loud },
  });
  // It makes its tables as it starts, and several nodes that do so at once get into each other's way.
  await alone(databaseUrl, 'isthmus engine', () => DBOS.launch());
  await DBOS.registerQueue(queueName, {
    workerConcurrency: concurrency,
    minPollingIntervalMs: pollMs,
    onConflict: 'always_update',
  });
  launched = lease;
  cleaning = setInterval(() => {
    cleaned = clean(cleanMs).catch((err: unknown) => onTrouble('what is over could not be removed', { err }));
  }, cleanMs);
  cleaning.unref();
}

/** Removes what is kept of episodes that are over, and of those that were forgotten. */
async function clean(olderThanMs: number): Promise<void> {
  const slim = { limit: cleanAtOnce, loadInput: false, loadOutput: false } as const;
  for (;;) {
    const over = await DBOS.listWorkflows({
      ...slim,
      status: ['SUCCESS', 'ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
      completedBefore: new Date(Date.now() - olderThanMs).toISOString(),
    });
    const forgotten = await DBOS.listWorkflows({
      ...slim,
      status: ['PENDING', 'ENQUEUED'],
      endTime: new Date(Date.now() - forgottenMs).toISOString(),
    });
    const ids = [...over, ...forgotten].map(({ workflowID }) => workflowID);
    if (ids.length > 0) await DBOS.deleteWorkflows(ids);
    if (ids.length < cleanAtOnce) return;
  }
}

async function shut(): Promise<void> {
  clearInterval(cleaning);
  await cleaned;
  launched = undefined;
  // Whatever is still under way belongs to others by now, by the rows of its runs.
  await DBOS.shutdown({ workflowCompletionTimeoutMS: 1_000 });
}

/**
 * Starts the durable engine of this process, or takes part in it where another hub of the process has started it: then that one's database
 * keeps the ids of both, and when that one ends the engine moves on to the next one's. Nothing is lost by that, since the rows of the runs
 * say what is due.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const lease: Lease = { ...options, places: new Map() };
  // What is asked of the library inside an episode would be taken for a part of it.
  const outside = AsyncLocalStorage.snapshot();
  await change(async () => {
    if (!launched) await launch(lease);
    leases.add(lease);
  });
  return {
    serve(place, advance) {
      if (lease.places.has(place)) throw new Error(`the runs of ${place} are served here already`);
      lease.places.set(place, advance);
      return () => void lease.places.delete(place);
    },
    async send({ place, runId, turn }, lane) {
      await changing;
      const workflowID = episodeId({ runId, turn });
      // Where there is room nobody needs to wait in a queue.
      const queued = running + starting >= options.concurrency;
      const params = queued
        ? { workflowID, queueName, enqueueOptions: { priority: lanes.indexOf(lane) } }
        : { workflowID };
      starting += queued ? 0 : 1;
      try {
        await outside(() => DBOS.startWorkflow(episode, params)(place, runId, turn));
      } finally {
        starting -= queued ? 0 : 1;
      }
    },
    async waiting(episodes) {
      await changing;
      if (episodes.length === 0) return new Set();
      const found = await DBOS.listWorkflows({
        workflowIDs: episodes.map(episodeId),
        status: ['ENQUEUED', 'DELAYED'],
        loadInput: false,
        loadOutput: false,
      });
      return new Set(found.map(({ workflowID }) => workflowID));
    },
    async forget(episodes) {
      await changing;
      if (episodes.length > 0) await DBOS.deleteWorkflows(episodes.map(episodeId));
    },
    close: () =>
      change(async () => {
        leases.delete(lease);
        if (launched !== lease) return;
        await shut();
        const [next] = leases;
        if (next) await launch(next);
      }),
  };
}
