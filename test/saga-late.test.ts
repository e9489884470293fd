import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, type Fault, startEffectVendor } from './support/effect-vendor.ts';
import { readRun, settled } from './support/run-state.ts';
import { eventually } from './support/hub.ts';
import { marking, type SagaNode, startSagaNode } from './support/saga.ts';

let drop: () => Promise<void>;
let vendor: EffectVendor;
let node: SagaNode;
const saga = marking('B');

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  vendor = await startEffectVendor();
  node = await startSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    sagas: [saga],
    // A person is told at once, and nothing is tried again before that person has decided.
    settings: {
      triesBeforeException: 1,
      retryAfterMs: 86_400_000,
      retryAtMostMs: 86_400_000,
      lookAfterMs: 4_000,
    },
  });
});
afterAll(async () => {
  await node.close();
  await vendor.close();
  await drop();
});

describe('a value that was sent, never answered, and mended', () => {
  it('is not set over by what the system was still at', async () => {
    const late = async (): Promise<Fault> => {
      await sleep(1_000);
      return 'none';
    };
    vendor.fault((_id, nth) => (nth === 1 ? late() : 'none'));
    const id = await node.begin(saga);
    await settled(node, id);
    await node.proceed(id, { patch: { 'value.0': 'mended' } });
    // It is too early: nothing is sent while the first one may still arrive.
    await eventually('the first one to arrive', async () => vendor.effects.length > 0);
    expect(vendor.calls).toHaveLength(1);
    await sleep(3_500);
    await node.proceed(id);
    expect(
      await eventually('the end', async () => {
        const run = await readRun(node.database, id);
        return run.status === 'COMPLETED' && run.effects;
      }),
    ).toEqual(['0.1 UNKNOWN', '0.3 DONE']);
    expect(vendor.effects.map(({ value }) => value)).toEqual(['trip', 'mended']);
  });
});
