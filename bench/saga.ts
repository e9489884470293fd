import { DBOS } from '@dbos-inc/dbos-sdk';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from '../src/canonical/id.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import type { Operation } from '../src/sources/operation.ts';
import type { Saga } from '../src/workflows/saga.ts';
import { startEffectVendor } from '../test/support/effect-vendor.ts';
import { marking, startSagaNode } from '../test/support/saga.ts';
import { spawnSagaNode } from '../test/support/saga-nodes.ts';

export interface SagaFigures {
  /** Completed runs per second of a saga with six writes that do nothing. */
  readonly perSecond: number;
  /** The same of six steps that do nothing on the durable engine alone. */
  readonly barePerSecond: number;
  /** Runs accepted per second, without being moved. */
  readonly acceptedPerSecond: number;
  /** Commits of a run, of both. */
  readonly commits: number;
  readonly bareCommits: number;
  /** Runs that waited for a slow system when their node was killed, how soon the next one was ready, and what it took. */
  readonly inFlight: number;
  readonly readyMs: number;
  readonly takenMs: number;
  readonly megabytes: number;
}

const dir = join(import.meta.dirname, '../.isthmus/bench');
const runs = Number(process.env['SAGA_RUNS'] ?? 2000);
const atOnce = 20;
const inFlight = 1000;

/** A database of its own, and what drops it. */
async function makeDatabase(
  server: string,
  migrated: boolean,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `saga_${ulid()}`;
  const admin = openDatabase(server, 1);
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (migrated) await migrate(url.href);
  return {
    url: url.href,
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

/** Does `work` so often, so many at once; how many a second. */
async function pace(count: number, work: () => Promise<void>): Promise<number> {
  let left = count;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return count / ((performance.now() - begun) / 1000);
}

async function commitsOf(database: Database): Promise<number> {
  await database.query('select pg_stat_force_next_flush()');
  await sleep(1_200);
  const { rows } = await database.query<{ n: string }>(
    'select xact_commit as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]!.n);
}

async function measureBare(server: string): Promise<{ perSecond: number; commits: number }> {
  const made = await makeDatabase(server, false);
  const nothing = async (): Promise<number> => 1;
  const bare = DBOS.registerWorkflow(
    async () => {
      for (let step = 0; step < 6; step++) await DBOS.runStep(nothing, { name: `step ${step}` });
    },
    { name: 'bare' },
  );
  const quiet = (): void => {};
  DBOS.setConfig({
    name: 'bare',
    systemDatabaseUrl: made.url,
    applicationVersion: '1',
    useListenNotify: false,
    logger: { info: quiet, debug: quiet, warn: quiet, error: quiet },
  });
  await DBOS.launch();
  const one = async (): Promise<void> => {
    const handle = await DBOS.startWorkflow(bare, { workflowID: ulid() })();
    await handle.getResult();
  };
  await pace(200, one);
  const database = openDatabase(made.url, 1);
  const before = await commitsOf(database);
  const perSecond = await pace(runs, one);
  const commits = ((await commitsOf(database)) - before) / runs;
  await DBOS.shutdown();
  await database.close();
  await made.drop();
  return { perSecond, commits };
}

/** Six writes that do nothing. */
function idle(): Saga<never> {
  const nothing: Operation<unknown, unknown> = {
    name: 'nothing',
    class: 'A',
    keyLifetimeMs: null,
    perform: async () => ({ result: 1, object: 'none', externalId: 'none', found: false, httpStatus: 200 }),
  };
  const six = marking('AAAAAA');
  return { ...six, steps: six.steps.map((step) => ({ ...step, operation: () => nothing }) as never) };
}

async function measureHub(
  server: string,
): Promise<{ perSecond: number; commits: number; acceptedPerSecond: number }> {
  const made = await makeDatabase(server, true);
  const saga = idle();
  const settings = { concurrency: atOnce * 2 };
  const done = new Map<string, () => void>();
  const followed: Saga<never> = { ...saga };
  const node = await startSagaNode({
    databaseUrl: made.url,
    vendorUrl: 'http://none',
    sagas: [followed],
    settings,
  });
  const finished = setInterval(() => {
    if (done.size === 0) return;
    void node.database
      .query<{ id: string }>(`select id from run where id = any($1) and status = 'COMPLETED'`, [
        [...done.keys()],
      ])
      .then(({ rows }) => {
        for (const { id } of rows) {
          done.get(id)?.();
          done.delete(id);
        }
      });
  }, 20);
  const one = async (): Promise<void> => {
    const id = await node.begin(followed);
    await new Promise<void>((resolve) => void done.set(id, resolve));
  };
  await pace(200, one);
  const before = await commitsOf(node.database);
  const perSecond = await pace(runs, one);
  const commits = ((await commitsOf(node.database)) - before) / runs;
  clearInterval(finished);
  const acceptedPerSecond = await pace(runs, async () => {
    await node.begin(followed, { waitsForApproval: true });
  });
  await node.close();
  await made.drop();
  return { perSecond, commits, acceptedPerSecond };
}

async function measureKill(server: string): Promise<Pick<SagaFigures, 'readyMs' | 'takenMs' | 'megabytes'>> {
  const made = await makeDatabase(server, true);
  const vendor = await startEffectVendor();
  // What sets values is sent again at once, so that all of them are in flight again.
  const saga = marking('BBBBBB');
  const spawn = () =>
    spawnSagaNode({
      databaseUrl: made.url,
      vendorUrl: vendor.url,
      name: 'bench',
      versions: [saga.version],
      settings: { concurrency: inFlight, sweepMs: 1_000, pollMs: 100 },
      source: { deadlineMs: 60_000 },
    });
  vendor.delay(600_000);
  const first = await spawn();
  const begun = await startSagaNode({
    databaseUrl: made.url,
    vendorUrl: vendor.url,
    name: 'client',
    sagas: [],
  });
  await Promise.all(Array.from({ length: inFlight }, () => begun.begin(saga)));
  const busy = (node: typeof first): number => Number(node.told.at(-1)?.['moving'] ?? 0);
  while (busy(first) < inFlight) await sleep(20);
  await first.kill();
  const at = performance.now();
  const second = await spawn();
  const { readyMs } = second;
  while (busy(second) < inFlight) await sleep(20);
  const takenMs = performance.now() - at;
  await sleep(1_000);
  const megabytes = Math.max(...second.told.map(({ memory }) => Number(memory ?? 0))) / 1e6;
  await second.kill();
  await begun.close();
  await vendor.close();
  await made.drop();
  return { readyMs, takenMs, megabytes };
}

/** Measures runs against the bare engine, and a crash with a thousand of them in flight. */
async function main(): Promise<void> {
  const server = await ensurePostgres({ dataDir: dir });
  const bare = await measureBare(server.url);
  const hub = await measureHub(server.url);
  const kill =
    process.env['SAGA_KILL'] === '0'
      ? { readyMs: 0, takenMs: 0, megabytes: 0 }
      : await measureKill(server.url);
  const figures: SagaFigures = {
    perSecond: hub.perSecond,
    barePerSecond: bare.perSecond,
    acceptedPerSecond: hub.acceptedPerSecond,
    commits: hub.commits,
    bareCommits: bare.commits,
    inFlight,
    ...kill,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await server.stop();
}

await main();
