import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Arena, atRest, openArena, positions } from './support/chaos.ts';
import { wrongOf } from './support/chaos-audit.ts';
import { calmDown, slowDown } from './support/chaos-fault.ts';
import { beginAll, prepare } from './support/chaos-work.ts';
import { createTestDatabase } from './support/database.ts';
import { startEffectVendor } from './support/effect-vendor.ts';
import { eventually } from './support/hub.ts';
import { marking, startSagaNode } from './support/saga.ts';
import { type SagaProcess, spawnSagaNode } from './support/saga-nodes.ts';

// Two nodes, one of which stands still in the middle of its work for longer than the other waits. CHAOS_STOP_MS says for how long.
const stoppedMs = Number(process.env['CHAOS_STOP_MS'] ?? 5_000);

describe('a node that stands still in mid-run', () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena({ customers: 30, seed: 41, nodes: 2 });
  }, 240_000);
  afterAll(() => arena?.close());

  it('does nothing twice when it goes on, and what it writes late is refused', async () => {
    const { land, nodes, stage } = arena;
    const prepared = await prepare(arena, 6, ['QUANTITY', 'CANCEL']);
    const before = await positions(land);
    await slowDown(arena, 500);
    const runs = await beginAll(arena, prepared);
    await eventually('both nodes are at it', async () => {
      const { rows } = await stage.database.query<{ held: number }>(
        'select count(distinct node)::int as held from run where node is not null',
      );
      return rows[0]!.held === 2;
    });
    const [sleeper] = nodes;
    sleeper!.signal('SIGSTOP');
    await sleep(stoppedMs);
    sleeper!.signal('SIGCONT');
    await calmDown(arena);
    const ends = await atRest(arena, [...runs.keys()]);
    expect(ends.filter(({ status }) => status !== 'COMPLETED')).toEqual([]);
    await eventually('the sleeper was told that its runs are not its own any more', async () =>
      /a run is left to another node|what it had in hand is left to others/.test(sleeper!.log()),
    );
    expect(await wrongOf(arena, runs, before)).toEqual([]);
  });
});

describe('a node that is killed while it calls for what can neither be repeated nor looked for', () => {
  const nodes: SagaProcess[] = [];
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => node.kill()));
  });

  it('leaves it to a person, without a second call', async () => {
    const database = await createTestDatabase();
    const vendor = await startEffectVendor();
    // One that begins and moves nothing on: it knows no saga.
    const asker = await startSagaNode({ databaseUrl: database.url, vendorUrl: vendor.url, sagas: [] });
    const start = async (): Promise<void> => {
      const settings = { beatMs: 100, deadAfterMs: 1_000 };
      nodes.push(
        await spawnSagaNode({
          databaseUrl: database.url,
          vendorUrl: vendor.url,
          name: 'one',
          versions: ['D'],
          settings,
          source: { deadlineMs: 20_000 },
        }),
      );
    };
    try {
      vendor.delay(400);
      await start();
      const id = await asker.begin(marking('D'));
      await eventually('it is called', async () => vendor.calls.includes(`POST /d ${id}-0`));
      await nodes[0]!.kill();
      await start();
      const run = await eventually('it waits for a person', async () => {
        const { rows } = await asker.database.query<{ code: string; status: string; state: string }>(
          `select x.code, r.status, e.state from run r join exception x on x.run_id = r.id join effect e on e.run_id = r.id where r.id = $1`,
          [id],
        );
        return rows[0];
      });
      expect(run).toEqual({ code: 'OUTCOME_UNKNOWN', status: 'PAUSED', state: 'UNKNOWN' });
      await sleep(1_000);
      expect(vendor.calls).toEqual([`POST /d ${id}-0`]);
      expect(vendor.count(`${id}-0`)).toBe(1);
    } finally {
      await asker.close();
      await vendor.close();
      await database.drop();
    }
  });
});
