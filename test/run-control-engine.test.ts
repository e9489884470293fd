import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLineages } from '../src/workflows/lineage.ts';
import { createRuns, type Runs } from '../src/workflows/run.ts';
import type { RunAction } from '../src/workflows/run-control.ts';
import { check } from '../src/workflows/saga.ts';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, type Fault, startEffectVendor } from './support/effect-vendor.ts';
import { eventually } from './support/hub.ts';
import { acting, marking, type SagaNode, startSagaNode } from './support/saga.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let vendor: EffectVendor;
let node: SagaNode;
let runs: Runs;

/** What waits until a test lets it go on, by a name, and what has begun to wait. */
const entered = new Set<string>();
const held = new Map<string, { readonly promise: Promise<void>; readonly resolve: () => void }>();
function hold(name: string): { letGo(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  held.set(name, { promise, resolve });
  return { letGo: resolve };
}

const two = marking('AB');
const three = marking('ABC');
const slow = marking('A slow');
const waiting: typeof slow = {
  ...slow,
  steps: [
    check({
      name: 'wait',
      async run({ input }) {
        const { name } = input as { name: string };
        entered.add(name);
        await held.get(name)?.promise;
        return null;
      },
    }),
    ...slow.steps,
  ] as never,
};

beforeAll(async () => {
  database = await createTestDatabase();
  vendor = await startEffectVendor();
  node = await startSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    sagas: [two, three, waiting],
    // A call that a test holds is not to be given up.
    source: { deadlineMs: 60_000 },
  });
  runs = createRuns({ database: node.database, hours: {}, orders: node.orders });
});
afterAll(async () => {
  await node.close();
  await vendor.close();
  await database.drop();
});

let keys = 0;
async function order(action: RunAction, runId: string, fromStep: number | null = null) {
  keys += 1;
  return (await runs.order(acting, `key ${keys}`, action, { runId, fromStep, reason: 'because' })).run;
}
const reaches = (id: string, status: string) =>
  eventually(`${id} is ${status}`, async () => (await runs.byIds([id]))[0]!.status === status);
const steps = async (id: string): Promise<string[]> =>
  (await runs.steps([id]))[0]!.map(({ name, status }) => `${name} ${status}`);
/** What goes wrong with calls for these marks, until it is called again. */
const faults = (wrong: (id: string) => Fault | Promise<Fault>): void => vendor.fault(wrong);

it('stops a run when the call that is under way has ended, and lets it go on without repeating anything', async () => {
  const call = hold('call');
  faults(async (id): Promise<Fault> => {
    await (id.endsWith('-0') ? held.get('call')!.promise : undefined);
    return 'none';
  });
  const id = await node.begin(two);
  await eventually('the first step is under way', async () => vendor.calls.includes(`POST /a ${id}-0`));
  expect(await order('pauseRun', id)).toMatchObject({ status: 'RUNNING', wish: 'PAUSE' });
  expect(vendor.count(`${id}-0`)).toBe(0);
  call.letGo();
  await reaches(id, 'PAUSED');
  expect(await steps(id)).toEqual(['mark-0 SUCCEEDED', 'mark-1 PENDING']);
  expect(vendor.count(`${id}-1`)).toBe(0);
  expect((await runs.byIds([id]))[0]).toMatchObject({ reason: 'because' });
  expect(await order('resumeRun', id)).toMatchObject({ wish: null, reason: null });
  await reaches(id, 'COMPLETED');
  expect([vendor.count(`${id}-0`), vendor.count(`${id}-1`)]).toEqual([1, 1]);
});

it('tries a refused step again when it is told to, and only that', async () => {
  faults((id) => (id.endsWith('-1') ? 'refuse' : 'none'));
  const id = await node.begin(two);
  await reaches(id, 'PAUSED');
  await expect(order('retryFromStep', id, 0)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(order('resumeRun', id)).rejects.toMatchObject({ code: 'CONFLICT' });
  faults(() => 'none');
  await order('retryFromStep', id);
  await reaches(id, 'COMPLETED');
  expect([vendor.count(`${id}-0`), vendor.count(`${id}-1`)]).toEqual([1, 1]);
  const [, second] = (await runs.steps([id]))[0]!;
  expect(second!.attempts.map(({ outcome, httpStatus }) => [outcome, httpStatus])).toEqual([
    ['NOT_APPLIED', 422],
    ['APPLIED', 200],
  ]);
  expect(second!.idempotencyKey).toBe(`${id}.1.2`);
  const { rows } = await node.database.query('select status from exception where run_id = $1', [id]);
  expect(rows).toEqual([{ status: 'RESOLVED' }]);
});

it('undoes what was done when it is told to, the last step first, and shows each undoing', async () => {
  faults((id) => (id.endsWith('-2') ? 'refuse' : 'none'));
  const id = await node.begin(three);
  await reaches(id, 'PAUSED');
  await expect(order('cancelRun', id)).rejects.toMatchObject({ code: 'CONFLICT' });
  await order('compensateRun', id);
  await reaches(id, 'COMPENSATED');
  expect(await steps(id)).toEqual([
    'mark-0 COMPENSATED',
    'mark-1 COMPENSATED',
    expect.stringMatching(/^mark-2 /),
    'undo-mark-1 SUCCEEDED',
    'undo-mark-0 SUCCEEDED',
  ]);
  expect([vendor.count(`${id}-0-undo`), vendor.count(`${id}-1-undo`)]).toEqual([1, 1]);
  expect((await runs.byIds([id]))[0]).toMatchObject({ reason: 'because' });
  await expect(order('retryFromStep', id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('leaves no step under way in a run that was undone while a try was to follow', async () => {
  faults((id) => (id.endsWith('-1') ? 'throttle' : 'none'));
  const id = await node.begin(two);
  await eventually('the second step waits for its next try', async () =>
    (await runs.steps([id]))[0]!.some(({ nextAt }) => nextAt !== null),
  );
  // It may be under way again at the moment.
  await eventually('it is told', async () =>
    order('compensateRun', id).then(
      () => true,
      () => false,
    ),
  );
  await reaches(id, 'COMPENSATED');
  expect((await runs.byIds([id]))[0]).toMatchObject({ reason: 'because' });
  const [first, second] = (await runs.steps([id]))[0]!;
  expect(first).toMatchObject({ status: 'COMPENSATED', nextAt: null });
  expect(second).toMatchObject({ status: 'FAILED', nextAt: null });
});

it('calls a run off at its next step as long as it has done nothing', async () => {
  faults(() => 'none');
  const look = hold('look');
  const id = await node.begin(waiting, { input: { name: 'look' } });
  await eventually('it looks', async () => entered.has('look'));
  expect(await order('cancelRun', id)).toMatchObject({ wish: 'CANCEL' });
  look.letGo();
  await reaches(id, 'CANCELLED');
  expect((await runs.byIds([id]))[0]).toMatchObject({ reason: 'because' });
  expect(vendor.count(`${id}-1`)).toBe(0);
});

it('leads from the run to what it did at the vendor, and back from there', async () => {
  faults(() => 'none');
  const id = await node.begin(two, { concerns: [] });
  await reaches(id, 'COMPLETED');
  const lineages = createLineages({
    database: node.database,
    instances: { systemOf: (instance) => (instance === 'effects' ? 'ERP' : undefined), ofSystem: () => [] },
  });
  const forth = await lineages.trace({ id }, 'DOWNSTREAM');
  const places = forth!.nodes.filter(({ type }) => type === 'place').map((place) => place.id);
  expect(places).toHaveLength(2);
  expect(forth!.nodes.map((each) => each.id)).toEqual(expect.arrayContaining([id, `${id}.0.1`, `${id}.1.1`]));
  const back = await lineages.trace({ id: places[0]! }, 'UPSTREAM');
  expect(back!.nodes.map((each) => each.id)).toContain(id);
});
