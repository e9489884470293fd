import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { openAuditChain } from '../src/store/audit.ts';
import { act } from '../src/workflows/acting.ts';
import { createBell } from '../src/workflows/bell.ts';
import { createOrders } from '../src/workflows/orders.ts';
import { createRegistry } from '../src/workflows/registry.ts';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, startEffectVendor } from './support/effect-vendor.ts';
import { eventually } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';
import { createRandom } from './support/random.ts';
import { readRun } from './support/run-state.ts';
import { acting, marking, poison } from './support/saga.ts';
import { type SagaProcess, spawnSagaNode } from './support/saga-nodes.ts';

let database: Database;
let drop: () => Promise<void>;
let vendor: EffectVendor;
const nodes: SagaProcess[] = [];

beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  database = openDatabase(made.url, 4, testKeyring);
  await openAuditChain(database, 'main');
  vendor = await startEffectVendor();
});

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.kill()));
  vendor.delay(0);
  vendor.fault(() => 'none');
});

afterAll(async () => {
  await database.close();
  await vendor.close();
  await drop();
});

const orders = createOrders({ bell: createBell(), sagas: createRegistry([]) });

async function start(name: string, versions = ['ABCABC'], settings: object = {}): Promise<SagaProcess> {
  const node = await spawnSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    name,
    versions,
    settings: { beatMs: 100, deadAfterMs: 1_000, crashesBeforeStop: 1000, ...settings },
    source: { deadlineMs: 5_000 },
  });
  nodes.push(node);
  return node;
}

const begin = (version = 'ABCABC', saga = marking(version)): Promise<string> =>
  act(database, acting, (db, note) =>
    orders.start(db, note, acting, {
      saga,
      input: { name: 'trip' },
      subjectId: 'sub_test',
      customerId: null,
      concerns: [],
      triggerEvent: null,
      moneyAtRisk: null,
    }),
  );
const beginMany = (count: number, version?: string): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => begin(version)));

const completed = (ids: readonly string[]): Promise<boolean> =>
  eventually(
    'every run is completed',
    async () => {
      const { rows } = await database.query('select from run where id = any($1) and status <> $2', [
        ids,
        'COMPLETED',
      ]);
      return rows.length === 0;
    },
    90_000,
  );

/** Marks of the classes that must not be there twice, and how often they are; and those that are missing. */
function wrong(ids: readonly string[], steps = 6): readonly string[] {
  const counted = Map.groupBy(vendor.effects, ({ id }) => id);
  return ids.flatMap((id) =>
    Array.from({ length: steps }, (_, index) => `${id}-${index}`).flatMap((mark) => {
      const found = counted.get(mark) ?? [];
      const values = new Set(
        found.map(({ kind, value }) => (kind === 'b' ? JSON.stringify(value) : Math.random())),
      );
      return values.size === 1 ? [] : [`${mark} is there ${found.length} times`];
    }),
  );
}

describe('nodes that end without a word', () => {
  it('leave no effect undone and none done twice, wherever they are killed', async () => {
    const random = createRandom(5);
    vendor.delay(15);
    const names = ['one', 'two'];
    const alive = new Map<string, SagaProcess>();
    for (const name of names) alive.set(name, await start(name));
    const ids = await beginMany(40);
    for (let kill = 0; kill < 10; kill++) {
      await sleep(60 + random.next() * 200);
      const name = random.pick(names);
      await alive.get(name)!.kill();
      alive.set(name, await start(name));
    }
    await completed(ids);
    expect(wrong(ids)).toEqual([]);
  });

  it('are replaced at once by one that starts under their name, and in a while by any other', async () => {
    vendor.delay(300);
    const first = await start('same', ['ABCABC'], { deadAfterMs: 60_000 });
    const [id] = await beginMany(1);
    await eventually('it has begun', async () => vendor.count(`${id!}-0`) === 1);
    await first.kill();
    await start('same', ['ABCABC'], { deadAfterMs: 60_000 });
    await completed([id!]);
    expect(wrong([id!])).toEqual([]);
    const [other] = await beginMany(1);
    const held = Promise.withResolvers<void>();
    vendor.fault(async (mark, nth): Promise<'none'> => {
      if (mark === `${other!}-3` && nth === 1) await held.promise;
      return 'none';
    });
    await eventually('it is held', async () => vendor.calls.includes(`POST /a ${other!}-3`));
    const second = await start('another');
    await nodes[1]!.kill();
    await eventually(
      'it is taken over',
      async () => vendor.calls.filter((call) => call.endsWith(`${other!}-3`)).length > 1,
    );
    held.resolve();
    await completed([other!]);
    expect(wrong([other!])).toEqual([]);
    expect(second.told.some(({ trouble }) => trouble === 'runs of another node are taken over')).toBe(true);
  });

  it('by a run that ends them are stopped by it three times at most, and others go on', async () => {
    const settings = { crashesBeforeStop: 3 };
    const versions = ['ABCABC', 'poison'];
    const bad = await begin('poison', poison);
    const innocent = await beginMany(5);
    for (let ends = 0; ends < 3; ends++) {
      const node = await start('poisoned', versions, settings).catch(() => null);
      await node?.ended;
    }
    await start('poisoned', versions, settings);
    await completed(innocent);
    await eventually('it is stopped', async () => (await readRun(database, bad)).status === 'PAUSED');
    const { rows } = await database.query('select code from exception where run_id = $1', [bad]);
    expect(rows).toEqual([{ code: 'INTERNAL' }]);
    expect(wrong(innocent)).toEqual([]);
  });
});

describe('a node that stood still for too long', () => {
  it('does nothing twice when it wakes, and what it writes late is refused', async () => {
    vendor.delay(200);
    const settings = { concurrency: 6 };
    const sleeper = await start('sleeper', undefined, settings);
    const other = await start('other', undefined, settings);
    const ids = await beginMany(24);
    await eventually('both are at it', async () =>
      [sleeper, other].every(({ told }) => Number(told.at(-1)?.['moving'] ?? 0) > 0),
    );
    sleeper.child.kill('SIGSTOP');
    await completed(ids);
    vendor.delay(0);
    sleeper.child.kill('SIGCONT');
    await eventually('the sleeper knows', async () => sleeper.told.some(({ late }) => Number(late) > 0));
    expect(wrong(ids)).toEqual([]);
    const { rows } = await database.query(
      'select count(*)::int as n from run where status <> $1 and id = any($2)',
      ['COMPLETED', ids],
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect(other.told.some(({ takenOver }) => Number(takenOver) > 0)).toBe(true);
    const more = await beginMany(4);
    await completed(more);
  });
});

describe('a node whose database breaks off', () => {
  it('goes on where each run stood, and stops none of them', async () => {
    vendor.delay(20);
    await start('cut off');
    const ids = await beginMany(20);
    for (let times = 0; times < 8; times++) {
      await sleep(120);
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    await completed(ids);
    expect(wrong(ids)).toEqual([]);
    expect((await database.query('select from exception where run_id = any($1)', [ids])).rowCount).toBe(0);
  });
});

describe('several nodes', () => {
  it('share the work', async () => {
    vendor.delay(20);
    const settings = { concurrency: 4 };
    const pair = [await start('left', undefined, settings), await start('right', undefined, settings)];
    const ids = await beginMany(40);
    await completed(ids);
    const busiest = pair.map(({ told }) => Math.max(...told.map(({ moving }) => Number(moving ?? 0))));
    expect(Math.min(...busiest)).toBeGreaterThan(0);
    expect(wrong(ids)).toEqual([]);
  });

  it('leave runs of a version that they do not know to one that does', async () => {
    await start('old', ['AB']);
    const former = await beginMany(3, 'AB');
    const later = await beginMany(3, 'ABC');
    await completed(former);
    expect((await Promise.all(later.map((id) => readRun(database, id)))).map(({ status }) => status)).toEqual(
      Array(3).fill('QUEUED'),
    );
    await start('new', ['AB', 'ABC']);
    await completed(later);
    expect([...wrong(former, 2), ...wrong(later, 3)]).toEqual([]);
  });

  it('end when they are told to: what is under way comes to its boundary, and others go on', async () => {
    vendor.delay(150);
    const leaving = await start('leaving', undefined, { deadAfterMs: 60_000 });
    const ids = await beginMany(6);
    await eventually('work is under way', async () =>
      vendor.effects.some(({ id }) => id.startsWith(ids[5]!)),
    );
    leaving.child.kill('SIGTERM');
    expect(await leaving.ended).toBe('exit code 0');
    const { rows } = await database.query('select from run where node is not null and id = any($1)', [ids]);
    expect(rows).toEqual([]);
    await start('staying', undefined, { deadAfterMs: 60_000 });
    await completed(ids);
    expect(wrong(ids)).toEqual([]);
  });
});
