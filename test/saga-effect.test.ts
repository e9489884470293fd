import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destroyKeys } from '../src/store/subject-key.ts';
import type { WriteStep } from '../src/workflows/saga.ts';
import { record } from './support/copy.ts';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, startEffectVendor } from './support/effect-vendor.ts';
import { eventually } from './support/hub.ts';
import { readRun, settled } from './support/run-state.ts';
import { marking, markStep, type SagaNode, startSagaNode } from './support/saga.ts';

let drop: () => Promise<void>;
let vendor: EffectVendor;
let node: SagaNode;
const customerId = `cus_${'0'.repeat(26)}`;

/** A step that sends what says who somebody is. */
const named = (index: number): never => {
  const step = markStep(index, 'A') as unknown as WriteStep<unknown, unknown, object>;
  return {
    ...step,
    plan(state) {
      const { send, undo } = step.plan(state);
      return { send: { ...send, billTo: { lastName: 'Hopper' }, note: 'hush' }, undo, personal: ['note'] };
    },
  } satisfies WriteStep<unknown, unknown, object> as never;
};
const personal = marking('AB', { version: 'personal', steps: [named(0), markStep(1, 'B')] });
const touching = marking('AB', {
  version: 'touching',
  steps: [
    markStep(0, 'A', { touches: () => [{ kind: 'Product', externalIds: ['P-1'] }] }),
    markStep(1, 'B', { touches: () => [{ kind: 'Price', externalIds: ['gone'] }] }),
  ],
});

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  vendor = await startEffectVendor();
  node = await startSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    sagas: [personal, touching],
    more: {
      objectOf: (kind) => kind,
      async fetch(kind) {
        if (kind === 'Price') throw new Error('no prices today');
        return [record('Product', 'effects/P-1', { sku: 'P-1', name: 'Told again', active: true })];
      },
    },
  });
});

afterAll(async () => {
  await node.close();
  await vendor.close();
  await drop();
});

describe('what a step sends', () => {
  it('is stored without what says who somebody is, and sent with it', async () => {
    const sent: unknown[] = [];
    vendor.sent((body) => void sent.push(body));
    const id = await node.begin(personal, { customerId });
    expect(await settled(node, id)).toMatchObject({ status: 'COMPLETED' });
    expect(sent[0]).toMatchObject({ id: `${id}-0`, billTo: { lastName: 'Hopper' }, note: 'hush' });
    const { rows } = await node.database.query<{ text: string }>(
      `select to_jsonb(e)::text || to_jsonb(r)::text as text from effect e join run r on r.id = e.run_id where r.id = $1`,
      [id],
    );
    expect(rows.map(({ text }) => /Hopper|hush/.test(text))).toEqual([false, false]);
    expect(rows[0]!.text).toContain('$sealed');
  });

  it('is not sent any more once the person was erased', async () => {
    vendor.fault((mark, nth) => (mark.endsWith('-0') && nth <= 2 ? 'throttle' : 'none'));
    const id = await node.begin(personal, { customerId });
    await eventually('it was tried', async () => (await readRun(node.database, id)).attempts.length > 0);
    await destroyKeys(node.database, [customerId]);
    node.database.personal!.forget([customerId]);
    await eventually('it is stopped', async () => (await readRun(node.database, id)).status === 'PAUSED');
    const { rows } = await node.database.query('select code from exception where run_id = $1', [id]);
    expect(rows).toEqual([{ code: 'CONFLICT' }]);
    expect(vendor.count(`${id}-0`)).toBe(0);
  });
});

describe('what a step has changed', () => {
  it('is read again before the next one; what cannot be read stops nothing', async () => {
    vendor.fault(() => 'none');
    const id = await node.begin(touching);
    expect(await settled(node, id)).toMatchObject({ status: 'COMPLETED' });
    const { rows } = await node.database.query(
      `select e.body ->> 'name' as name, v.causation_id from entity e join event v on v.subject_id = e.id where e.kind = 'Product'`,
    );
    expect(rows).toEqual([{ name: 'Told again', causation_id: id }]);
    expect(node.troubles.map(({ message }) => message)).toContain(
      'what a run has changed could not be read again',
    );
  });
});
