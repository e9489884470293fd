import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationClass } from '../src/sources/operation.ts';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, type Fault, startEffectVendor } from './support/effect-vendor.ts';
import { settled } from './support/run-state.ts';
import { marking, type SagaNode, startSagaNode } from './support/saga.ts';

let drop: () => Promise<void>;
let vendor: EffectVendor;
let node: SagaNode;
const kinds: readonly OperationClass[] = ['A', 'B', 'C', 'D'];
const sagas = new Map(kinds.map((kind) => [kind, marking(kind)]));
const unanswered: readonly Fault[] = [
  'reset-before',
  'reset-after',
  'hang-after',
  'status-500-before',
  'status-500-after',
  'truncate-after',
  'garbage-after',
];
const cases = (among: readonly OperationClass[]) =>
  among.flatMap((kind) => unanswered.map((fault) => [kind, fault] as const));

/** The first write of each mark fails so. */
const failFirst = (fault: Fault): void =>
  vendor.fault((_id, nth, method) => (nth === 1 && method !== 'GET' ? fault : 'none'));

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  vendor = await startEffectVendor();
  node = await startSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    sagas: [...sagas.values()],
  });
});

afterAll(async () => {
  await node.close();
  await vendor.close();
  await drop();
});

const exceptionOf = async (runId: string): Promise<{ code: string; status: string } | undefined> => {
  const { rows } = await node.database.query<{ code: string; status: string }>(
    'select code, status from exception where run_id = $1',
    [runId],
  );
  return rows[0];
};
const writes = (id: string): readonly string[] =>
  vendor.calls.filter((call) => call.endsWith(`${id}-0`) && !call.startsWith('GET'));
/** What is in force: a class that sets is in force once however often it was set. */
const inForce = (id: string, kind: OperationClass): number => {
  const count = vendor.count(`${id}-0`);
  return kind === 'B' ? Math.min(1, count) : count;
};

describe('a write whose outcome is unknown', () => {
  it.each(cases(['A', 'B', 'C']))('of class %s after %s is in force once', async (kind, fault) => {
    failFirst(fault);
    const id = await node.begin(sagas.get(kind)!);
    const run = await settled(node, id);
    expect([run.status, run.reason, inForce(id, kind)]).toEqual(['COMPLETED', null, 1]);
    expect(run.attempts[0]).toBe('0 UNKNOWN');
    expect(run.effects.at(-1)).toMatch(/ DONE$/);
    expect(await exceptionOf(id)).toBeUndefined();
  });

  it.each(cases(['D']))(
    'of class %s after %s waits for a person, without a second call',
    async (kind, fault) => {
      failFirst(fault);
      const id = await node.begin(sagas.get(kind)!);
      const run = await settled(node, id);
      expect(run).toMatchObject({ status: 'PAUSED', steps: ['UNKNOWN_OUTCOME'], effects: ['0.1 UNKNOWN'] });
      expect(await exceptionOf(id)).toMatchObject({ code: 'OUTCOME_UNKNOWN', status: 'OPEN' });
      expect(writes(id)).toHaveLength(1);
    },
  );

  it('of class A is looked for once the key is forgotten', async () => {
    const soon = await startSagaNode({
      databaseUrl: node.database.url,
      vendorUrl: vendor.url,
      sagas: [marking('AD')],
      source: { keyLifetimeMs: 60_001 },
      settings: { retryAfterMs: 5 },
    });
    try {
      vendor.fault((_id, nth, method) => (nth === 1 && method !== 'GET' ? 'hang-after' : 'none'));
      const id = await soon.begin(marking('AD'));
      const run = await settled(soon, id);
      expect(run.effects).toContain('0.1 DONE');
      expect(run.attempts.slice(0, 2)).toEqual(['0 UNKNOWN', '0 FOUND_EXISTING']);
      expect(vendor.count(`${id}-0`)).toBe(1);
    } finally {
      await soon.close();
    }
  });
});

describe('a write that is refused', () => {
  it.each(kinds)('of class %s for now is tried again and done once', async (kind) => {
    failFirst('throttle');
    const id = await node.begin(sagas.get(kind)!);
    expect(await settled(node, id)).toMatchObject({ status: 'COMPLETED' });
    expect(vendor.count(`${id}-0`)).toBe(1);
  });

  it.each(kinds)('of class %s for good stops the run until somebody has mended it', async (kind) => {
    failFirst('refuse');
    const id = await node.begin(sagas.get(kind)!);
    const run = await settled(node, id);
    expect(run).toMatchObject({ status: 'PAUSED', steps: ['FAILED'], effects: ['0.1 REFUSED'] });
    expect(await exceptionOf(id)).toMatchObject({ code: 'SOURCE_REJECTED', status: 'OPEN' });
    await node.proceed(id, { patch: { 'value.0': 'mended' } });
    expect(await settled(node, id)).toMatchObject({
      status: 'COMPLETED',
      effects: ['0.1 REFUSED', '0.2 DONE'],
    });
    const mine = vendor.effects.filter((effect) => effect.id === `${id}-0`);
    expect(mine.map(({ value, key }) => [value, key])).toEqual([['mended', `${id}.0.2`]]);
    expect((await exceptionOf(id))?.status).toMatch(/RESOLVED/);
  });
});
