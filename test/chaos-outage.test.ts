import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePostgres, type Server } from '../src/provision/postgres.ts';
import { endProcess } from '../src/provision/process.ts';
import { migrate } from '../src/store/migrate.ts';
import { type Arena, atRest, openArena, positions } from './support/chaos.ts';
import { wrongOf } from './support/chaos-audit.ts';
import { calmDown, slowDown } from './support/chaos-fault.ts';
import { beginAll, prepare } from './support/chaos-work.ts';
import { startTestBroker, type TestBroker } from './support/events.ts';
import { eventually, vendorNames } from './support/hub.ts';

// Everything that the hub stands on goes away while runs are under way, and comes back: each system, the broker, the database.

const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-chaos-'));
let arena: Arena;
let broker: TestBroker;
let postgres: Server;

beforeAll(async () => {
  [broker, postgres] = await Promise.all([startTestBroker(), ensurePostgres({ dataDir })]);
  await migrate(postgres.url);
  arena = await openArena({
    customers: 40,
    seed: 61,
    nodes: 2,
    natsUrl: broker.url,
    databaseUrl: postgres.url,
  });
}, 240_000);
afterAll(async () => {
  await arena?.close();
  await broker?.remove();
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Begins runs, does something to the hub while they are under way, and gives what is wrong when they have come to rest. */
async function through(work: () => Promise<void>): Promise<readonly string[]> {
  const prepared = await prepare(arena, 3, ['QUANTITY', 'CANCEL', 'ADD_ON']);
  const before = await positions(arena.land);
  await slowDown(arena, 250);
  const runs = await beginAll(arena, prepared);
  await eventually('something is done', async () => {
    const { rows } = await arena.stage.database.query(
      `select from effect where state = 'DONE' and run_id = any($1)`,
      [[...runs.keys()]],
    );
    return rows.length > 0;
  });
  await work();
  await calmDown(arena);
  const ends = await atRest(arena, [...runs.keys()]);
  const open = ends.filter(({ status }) => status !== 'COMPLETED').map((run) => JSON.stringify(run));
  return [...open, ...(await wrongOf(arena, runs, before))];
}

// Those that the most writes go to; with CHAOS_ALL set every system.
const killed = process.env['CHAOS_ALL'] === undefined ? (['zuora', 'netsuite'] as const) : vendorNames;

describe('runs under way', () => {
  it.each(killed)('go on once %s, which was killed, is there again', async (vendor) => {
    const wrong = await through(async () => {
      await arena.land.kill(vendor);
      await sleep(1_500);
      await arena.land.mend();
    });
    expect(wrong).toEqual([]);
  });

  it('go on without a broker, and are told of when it is there again', async () => {
    const wrong = await through(async () => {
      await broker.kill();
    });
    expect(wrong).toEqual([]);
    await broker.start();
    await eventually('everything is told', async () => {
      const { rows } = await arena.stage.database.query<{ last: string }>(
        'select max(position)::text as last from event',
      );
      const { rows: waiting } = await arena.stage.database.query('select from event where position is null');
      const held = await broker.held(await stream()).catch(() => []);
      return waiting.length === 0 && held.at(-1)?.position === Number(rows[0]!.last);
    });
  });

  it('go on after a crash of the database under load', async () => {
    const wrong = await through(async () => {
      await endProcess(postgres.pid!, ['SIGQUIT']);
      await sleep(1_000);
      postgres = await ensurePostgres({ dataDir });
    });
    expect(wrong).toEqual([]);
  });
});

const stream = (): Promise<string | undefined> =>
  broker.using(async (link) => {
    const manager = await link.jetstreamManager();
    const names: string[] = [];
    for await (const name of manager.streams.names()) names.push(name);
    return names.find((name) => name.endsWith('EVENTS'));
  });
