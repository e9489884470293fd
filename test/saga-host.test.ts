import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, startEffectVendor } from './support/effect-vendor.ts';
import { eventually } from './support/hub.ts';
import { settled } from './support/run-state.ts';
import { marking, startSagaNode } from './support/saga.ts';

let vendor: EffectVendor;
const three = marking('ABC');

beforeAll(async () => {
  vendor = await startEffectVendor();
});

afterAll(() => vendor.close());

const start = (databaseUrl: string) => startSagaNode({ databaseUrl, vendorUrl: vendor.url, sagas: [three] });

describe('the durable engine of a process', () => {
  it('serves several hubs with databases of their own, and moves on when the first one ends', async () => {
    const [left, right] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const first = await start(left.url);
    const second = await start(right.url);
    const ids = await Promise.all([first.begin(three), second.begin(three)]);
    expect((await settled(first, ids[0])).status).toBe('COMPLETED');
    expect((await settled(second, ids[1])).status).toBe('COMPLETED');
    vendor.delay(50);
    const under = await second.begin(three);
    await first.close();
    await left.drop();
    expect((await settled(second, under)).status).toBe('COMPLETED');
    expect((await settled(second, await second.begin(three))).status).toBe('COMPLETED');
    await second.close();
    await right.drop();
    vendor.delay(0);
  });

  it('can be ended and started again', async () => {
    const database = await createTestDatabase();
    for (let times = 0; times < 2; times++) {
      const node = await start(database.url);
      expect((await settled(node, await node.begin(three))).status).toBe('COMPLETED');
      await node.close();
    }
    await database.drop();
  });

  it('keeps nothing of what is over', async () => {
    const database = await createTestDatabase();
    const node = await start(database.url);
    await settled(node, await node.begin(three));
    await eventually('it is forgotten', async () => {
      const { rows } = await node.database.query('select from dbos.workflow_status');
      return rows.length === 0;
    });
    await node.close();
    await database.drop();
  });

  it('does more than it may at once by its queue, in the order of the lanes', async () => {
    const database = await createTestDatabase();
    vendor.delay(25);
    const bulk = marking('AB', { lane: 'bulk', version: 'AB' });
    const money = marking('AB', { lane: 'money', version: 'AB-money' });
    const node = await startSagaNode({
      databaseUrl: database.url,
      vendorUrl: vendor.url,
      sagas: [bulk, money],
      settings: { concurrency: 2 },
    });
    // All at once, so that none is done before another has come.
    const [low, high] = await Promise.all([
      Promise.all(Array.from({ length: 30 }, () => node.begin(bulk))),
      Promise.all(Array.from({ length: 10 }, () => node.begin(money))),
    ]);
    await Promise.all([...low, ...high].map((id) => settled(node, id)));
    const order = vendor.effects.filter(({ id }) => id.endsWith('-1')).map(({ id }) => id.slice(0, -2));
    const place = (ids: readonly string[]): number =>
      ids.reduce((sum, id) => sum + order.indexOf(id), 0) / ids.length;
    expect(place(high)).toBeLessThan(place(low));
    await node.close();
    await database.drop();
    vendor.delay(0);
  });
});
