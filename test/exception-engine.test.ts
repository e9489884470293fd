import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finding, Refused } from '../src/canonical/finding.ts';
import { exceptionSettings } from '../src/settings/exceptions.ts';
import { givePositions } from '../src/store/event.ts';
import { createExceptions, type Exceptions, type ExceptionView } from '../src/workflows/exception.ts';
import { check, type Saga, type State } from '../src/workflows/saga.ts';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, startEffectVendor } from './support/effect-vendor.ts';
import { anEvent } from './support/events.ts';
import { eventually } from './support/hub.ts';
import { appendEvents } from '../src/store/event.ts';
import { settled } from './support/run-state.ts';
import { acting, marking, markStep, type SagaNode, startSagaNode } from './support/saga.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let vendor: EffectVendor;
let node: SagaNode;
let exceptions: Exceptions;

const record = 'prd_01k9zzzzzzzzzzzzzzzzzzzzzz';
/** Whether the record holds what it must, for those runs that look at it. */
let isMended = false;

/** A check that wants an item chosen, which a person does, or somebody at the source. */
const mapped = (more: object = {}) =>
  check({
    name: 'map',
    async run({ patch }: State) {
      if ('ledgerItem' in patch || isMended) return patch['ledgerItem'] ?? 'there';
      throw new Refused([
        finding({
          code: 'PRODUCT_UNMAPPED',
          message: 'The ledger does not know the product.',
          system: 'ERP',
          records: [record],
          editable: [{ path: 'ledgerItem', type: 'text', current: null, allowed: null, touchesMoney: false }],
        }),
      ]);
    },
    ...more,
  });
const sagaOf = (version: string, steps: readonly unknown[]): Saga<never> => ({
  ...marking(version),
  steps: steps as never,
});
const mapping = sagaOf('map-1', [markStep(0, 'B'), mapped(), markStep(2, 'B')]);
const optional = sagaOf('map-2', [mapped({ skippable: true }), markStep(1, 'B')]);
const [blind, retried] = [marking('D'), marking('B')];

beforeAll(async () => {
  database = await createTestDatabase();
  vendor = await startEffectVendor();
  node = await startSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    sagas: [mapping, optional, blind, retried],
    settings: { triesBeforeException: 2 },
  });
  exceptions = createExceptions({
    database: node.database,
    orders: node.orders,
    settings: exceptionSettings.parse({}),
    rules: [],
    reportingCurrency: 'USD',
    onTrouble: () => {},
    sweepEveryMs: 86_400_000,
  });
});
afterAll(async () => {
  await exceptions.close();
  await node.close();
  await vendor.close();
  await database.drop();
});
beforeEach(() => {
  isMended = false;
  vendor.fault(() => 'none');
});

const of = async (runId: string): Promise<ExceptionView> => (await exceptions.ofRuns([runId]))[0]!;
/** A run once a step has stopped it. */
async function stopped(saga: Saga<never>): Promise<{ runId: string; exception: ExceptionView }> {
  const runId = await node.begin(saga);
  expect((await settled(node, runId)).status).toBe('PAUSED');
  return { runId, exception: await of(runId) };
}
let keys = 0;
async function deal(id: string, wish: Parameters<Exceptions['act']>[1]['wish']): Promise<void> {
  keys += 1;
  const request = { field: wish.do, idempotencyKey: `engine-${keys}`, wish, note: null, rootCauseKey: null };
  const { results } = await exceptions.act(acting, { ...request, exceptionIds: [id] });
  expect(results).toEqual([{ id, error: null }]);
}
const becomes = (runId: string, status: string) =>
  eventually(`the run is ${status}`, async () => (await settled(node, runId)).status === status);

describe('a run that a check has stopped', () => {
  it('goes on from that step with what a person mended; what was done before is not done again', async () => {
    const { runId, exception } = await stopped(mapping);
    expect(exception).toMatchObject({
      code: 'PRODUCT_UNMAPPED',
      status: 'OPEN',
      stepIndex: 1,
      stepName: 'map',
    });
    await deal(exception.id, { do: 'fix', patch: { ledgerItem: 'IT-1' } });
    await becomes(runId, 'COMPLETED');
    expect([vendor.count(`${runId}-0`), vendor.count(`${runId}-2`)]).toEqual([1, 1]);
    expect(vendor.calls.filter((call) => call.endsWith(`${runId}-0`))).toHaveLength(1);
    expect(await of(runId)).toMatchObject({ id: exception.id, status: 'RESOLVED', mended: true });
  });

  it('goes on by itself when the record that was wrong is put right at its source', async () => {
    const { runId, exception } = await stopped(mapping);
    await exceptions.sweep();
    expect(await of(runId)).toMatchObject({ id: exception.id, status: 'OPEN' });
    let version = 0;
    const change = async (): Promise<void> => {
      const event = {
        ...anEvent(record, (version += 1)),
        id: `evt_${Math.random()}`,
        type: 'product.updated',
        customerId: null,
      };
      await appendEvents(node.database, [event]);
      await givePositions(node.database, 1000);
      await exceptions.sweep();
    };
    // Something else of it changes first: it is tried, fails alike, and nobody is told.
    await change();
    await eventually('it was tried in vain', async () => (await of(runId)).rechecks === 1);
    await becomes(runId, 'PAUSED');
    isMended = true;
    await change();
    await becomes(runId, 'COMPLETED');
    expect(await of(runId)).toMatchObject({ id: exception.id, status: 'AUTO_RESOLVED' });
    const { rows } = await node.database.query<{ type: string }>(
      'select type from event where subject_id = $1 order by seq',
      [exception.id],
    );
    expect(rows.map(({ type }) => type)).toEqual(['exception.opened', 'exception.auto_resolved']);
  });

  it('goes on without a step that a person leaves out', async () => {
    const { runId, exception } = await stopped(optional);
    await deal(exception.id, { do: 'skip' });
    await becomes(runId, 'COMPLETED');
    expect(await of(runId)).toMatchObject({ status: 'SKIPPED' });
  });

  it('is undone when a person wants that', async () => {
    const { runId, exception } = await stopped(mapping);
    await deal(exception.id, { do: 'compensate' });
    await becomes(runId, 'COMPENSATED');
    expect(vendor.count(`${runId}-0-undo`)).toBe(1);
    expect(await of(runId)).toMatchObject({ status: 'COMPENSATED' });
  });

  it('stands open with the same exception when what a person tried does not help', async () => {
    const { runId, exception } = await stopped(mapping);
    await deal(exception.id, { do: 'retry' });
    await eventually('it is open again', async () => (await of(runId)).status === 'OPEN');
    expect((await of(runId)).id).toBe(exception.id);
  });
});

describe('a run of which a system', () => {
  it('asks for fewer calls shows when it is asked again, and goes on by itself when it does', async () => {
    vendor.fault(() => 'throttle');
    const { runId, exception } = await stopped(retried);
    expect(exception).toMatchObject({
      category: 'TECHNICAL',
      ownerTeam: 'integration',
      nextAt: expect.any(String),
    });
    vendor.fault(() => 'none');
    await becomes(runId, 'COMPLETED');
    expect(await of(runId)).toMatchObject({ id: exception.id, status: 'AUTO_RESOLVED' });
  });

  it('may have done what it was asked is not asked again before a person has looked', async () => {
    vendor.fault(() => 'reset-after');
    const { runId, exception } = await stopped(blind);
    expect(exception).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      category: 'PROCESS',
      skippable: true,
      recheck: false,
    });
    vendor.fault(() => 'none');
    await exceptions.sweep();
    expect(vendor.count(`${runId}-0`)).toBe(1);
    await deal(exception.id, { do: 'skip' });
    await becomes(runId, 'COMPLETED');
    expect(vendor.count(`${runId}-0`)).toBe(1);
    expect(await of(runId)).toMatchObject({ status: 'SKIPPED' });
  });
});
