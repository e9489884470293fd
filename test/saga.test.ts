import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { finding, Refused } from '../src/canonical/finding.ts';
import { Problem } from '../src/canonical/problem.ts';
import { check, local, type Saga } from '../src/workflows/saga.ts';
import { createTestDatabase } from './support/database.ts';
import { type EffectVendor, startEffectVendor } from './support/effect-vendor.ts';
import { eventually } from './support/hub.ts';
import { readSteps } from '../src/store/run-trace.ts';
import { readRun, settled } from './support/run-state.ts';
import { marking, markStep, type SagaNode, startSagaNode } from './support/saga.ts';

let drop: () => Promise<void>;
let vendor: EffectVendor;
let node: SagaNode;

/** What tests decide while a run is under way. */
const desk = { refuse: false, slow: 0, bug: false, followed: [] as string[], seen: [] as unknown[] };

const steps: Saga<never>['steps'] = [
  check({
    name: 'validate',
    async run(state: { patch: Readonly<Record<string, unknown>> }) {
      if (desk.bug) throw new TypeError('nothing is not a function');
      if (desk.refuse && state.patch['period'] === undefined)
        throw new Refused([
          finding({ code: 'PERIOD_CLOSED', message: 'The period is closed.', path: 'period' }),
        ]);
      return { period: state.patch['period'] ?? 'usual' };
    },
    skippable: true,
  }) as never,
  markStep(1, 'A', { checkpoint: 'billed' }),
  { ...(markStep(2, 'B') as object), when: () => false } as never,
  markStep(3, 'C', { checkpoint: 'booked' }),
  local({
    name: 'noted',
    async run(db, note, state) {
      note({ action: 'test.noted', subject: state.runId });
      desk.seen.push(state.maybe(markStep(3, 'C')), state.maybe(markStep(2, 'B')));
      await db.query('select pg_sleep(0)');
      return 'noted';
    },
    async undo(_db, note, state) {
      note({ action: 'test.unnoted', subject: state.runId });
    },
  }) as never,
  markStep(5, 'B'),
];
const mixed: Saga<never> = {
  process: 'AMENDMENT',
  version: 'mixed',
  lane: 'money',
  steps,
  follow: async (_db, _note, { status }) => void desk.followed.push(status),
};
const lasting = marking('DA', {
  version: 'lasting',
  steps: [{ ...(markStep(0, 'D') as object), undo: undefined }, markStep(1, 'A')] as never,
});
const six = marking('ABCABC');

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  vendor = await startEffectVendor();
  node = await startSagaNode({
    databaseUrl: database.url,
    vendorUrl: vendor.url,
    sagas: [six, mixed, lasting],
  });
});

afterEach(() => {
  Object.assign(desk, { refuse: false, slow: 0, bug: false, followed: [], seen: [] });
  vendor.fault(() => 'none');
  vendor.delay(0);
});

afterAll(async () => {
  await node.close();
  await vendor.close();
  await drop();
});

const marksOf = (id: string): readonly string[] =>
  vendor.effects.filter((effect) => effect.id.startsWith(id)).map((effect) => effect.id.slice(id.length + 1));
const eventsOf = async (id: string): Promise<readonly string[]> => {
  const { rows } = await node.database.query<{ type: string }>(
    'select type from event where subject_id = $1 order by seq',
    [id],
  );
  return rows.map(({ type }) => type);
};
const auditOf = async (id: string): Promise<readonly string[]> => {
  const { rows } = await node.database.query<{ action: string }>(
    'select action from audit_entry where subject = $1 order by seq',
    [id],
  );
  return rows.map(({ action }) => action);
};
const checkpointsOf = async (id: string): Promise<readonly string[]> => {
  const { rows } = await node.database.query<{ name: string }>(
    'select name from run_checkpoint where run_id = $1 order by nth',
    [id],
  );
  return rows.map(({ name }) => name);
};
const ask = async (id: string, wish: string): Promise<void> => {
  await node.database.query('update run set wish = $2 where id = $1', [id, wish]);
  node.orders.wake([id]);
};
/** When each step began and was done, in milliseconds; null where it did not. */
const timesOf = async (id: string): Promise<readonly (readonly [number | null, number | null])[]> => {
  const timeOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));
  const steps = (await readSteps(node.database, [id])).get(id)!;
  return steps.map(({ startedAt, finishedAt }) => [timeOf(startedAt), timeOf(finishedAt)]);
};
const until = (id: string, step: number, status: string) =>
  eventually(
    `step ${step} is ${status}`,
    async () => (await readRun(node.database, id)).steps[step] === status,
  );

describe('a run', () => {
  it('does each step once, in order', async () => {
    const id = await node.begin(six);
    expect(await settled(node, id)).toMatchObject({
      status: 'COMPLETED',
      steps: Array(6).fill('SUCCEEDED'),
      effects: [0, 1, 2, 3, 4, 5].map((index) => `${index}.1 DONE`),
    });
    expect(marksOf(id)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('leaves out what does not apply, keeps others in step with it, and tells what it reached', async () => {
    const id = await node.begin(mixed);
    expect(await settled(node, id)).toMatchObject({
      status: 'COMPLETED',
      steps: ['SUCCEEDED', 'SUCCEEDED', 'SKIPPED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
    });
    expect(desk.followed).toEqual(['RUNNING', 'COMPLETED']);
    expect(desk.seen).toEqual([{ id: `${id}-3`, value: 'trip' }, undefined]);
    expect(await checkpointsOf(id)).toEqual(['billed', 'booked']);
    expect(await auditOf(id)).toEqual(['run.started', 'test.noted', 'run.completed']);
    const told = await eventsOf(id);
    expect([told[0], told.at(-1)]).toEqual(['run.started', 'run.completed']);
    expect(told.filter((type) => type === 'run.checkpoint')).toHaveLength(2);
  });

  it('tells of each step when it began and when it was done, one behind the other', async () => {
    vendor.delay(30);
    const id = await node.begin(mixed);
    await settled(node, id);
    const times = await timesOf(id);
    expect(times[2]).toEqual([null, expect.any(Number)]);
    const done = times.filter((_, index) => index !== 2).flat();
    expect(done).toHaveLength(10);
    expect(done).toEqual(done.toSorted((one, other) => Number(one) - Number(other)));
    expect(done).not.toContain(null);
    const took = [1, 3, 5].map((index) => times[index]![1]! - times[index]![0]!);
    expect(Math.min(...took)).toBeGreaterThanOrEqual(29);
  });

  it('tells of a step that stopped it when it began, and of one that was not reached nothing', async () => {
    desk.refuse = true;
    const id = await node.begin(mixed);
    await settled(node, id);
    const [first, ...others] = await timesOf(id);
    expect(first).toEqual([expect.any(Number), null]);
    expect(others.flat()).toEqual(Array(10).fill(null));
    await node.proceed(id, { skip: true });
    await settled(node, id);
    const [left, next] = await timesOf(id);
    expect(left).toEqual([first![0], expect.any(Number)]);
    expect(next![0]).toBeGreaterThanOrEqual(left![1]!);
  });

  it('that a check refuses has written nothing, and goes on once it was mended', async () => {
    desk.refuse = true;
    const id = await node.begin(mixed);
    expect(await settled(node, id)).toMatchObject({
      status: 'PAUSED',
      steps: expect.arrayContaining(['FAILED']),
    });
    expect(marksOf(id)).toEqual([]);
    const tries = await node.database.query('select outcome, error from run_attempt where run_id = $1', [id]);
    expect(tries.rows).toEqual([
      {
        outcome: 'NOT_APPLIED',
        error: { code: 'PERIOD_CLOSED', message: 'The period is closed.', retryable: false, path: 'period' },
      },
    ]);
    await node.proceed(id, { patch: { period: 'next' } });
    expect(await settled(node, id)).toMatchObject({ status: 'COMPLETED' });
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining(['run.paused', 'run.resumed', 'run.completed']),
    );
    const { rows } = await node.database.query('select status from exception where run_id = $1', [id]);
    expect(rows).toEqual([{ status: expect.stringMatching(/RESOLVED/) as string }]);
  });

  it('goes on without a step that somebody leaves out', async () => {
    desk.refuse = true;
    const id = await node.begin(mixed);
    await settled(node, id);
    await node.proceed(id, { skip: true });
    const run = await settled(node, id);
    expect([run.status, run.steps[0]]).toEqual(['COMPLETED', 'SKIPPED']);
    const { rows } = await node.database.query('select status from exception where run_id = $1', [id]);
    expect(rows).toEqual([{ status: 'SKIPPED' }]);
  });

  it('that meets a fault of the hub stops alone, and no other with it', async () => {
    desk.bug = true;
    const id = await node.begin(mixed);
    const other = await node.begin(six);
    expect(await settled(node, id)).toMatchObject({ status: 'PAUSED' });
    expect(await settled(node, other)).toMatchObject({ status: 'COMPLETED' });
    const { rows } = await node.database.query('select code from exception where run_id = $1', [id]);
    expect(rows).toEqual([{ code: 'INTERNAL' }]);
    expect(node.troubles.map(({ message }) => message)).toContain('a run met a fault');
  });

  it('of a saga that was changed under its version is stopped before anything is done', async () => {
    const id = await node.begin(marking('AB', { version: 'ABCABC' }));
    expect(await settled(node, id)).toMatchObject({ status: 'PAUSED' });
    expect(marksOf(id)).toEqual([]);
  });

  it('tries again by itself what is intermittent, and tells a person when that takes long', async () => {
    vendor.fault((id, nth) => (id.endsWith('-0') && nth <= 6 ? 'throttle' : 'none'));
    const id = await node.begin(six);
    await eventually('a person is told', async () => {
      const { rows } = await node.database.query('select next_at from exception where run_id = $1', [id]);
      return rows.length === 1;
    });
    await eventually('it is done', async () => (await readRun(node.database, id)).status === 'COMPLETED');
    const { rows } = await node.database.query('select status, code from exception where run_id = $1', [id]);
    expect(rows).toEqual([{ status: 'AUTO_RESOLVED', code: expect.any(String) as string }]);
    expect(vendor.count(`${id}-0`)).toBe(1);
  });

  it('pauses at its next boundary, and goes on from there', async () => {
    vendor.delay(60);
    const id = await node.begin(six);
    await until(id, 1, 'RUNNING');
    await ask(id, 'PAUSE');
    const paused = await settled(node, id);
    expect([paused.status, paused.wish]).toEqual(['PAUSED', null]);
    const done = marksOf(id).length;
    expect(done).toBeLessThan(6);
    await node.proceed(id);
    expect(await settled(node, id)).toMatchObject({ status: 'COMPLETED' });
    expect(marksOf(id)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('of which nothing was done is cancelled at once', async () => {
    const id = await node.begin(six, { waitsForApproval: true });
    expect((await readRun(node.database, id)).status).toBe('WAITING_APPROVAL');
    await node.drop(id, 'It was rejected.');
    expect(await readRun(node.database, id)).toMatchObject({
      status: 'CANCELLED',
      reason: 'It was rejected.',
    });
    await expect(node.proceed(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(marksOf(id)).toEqual([]);
  });

  it('that waited for an approval goes on when it is given', async () => {
    const id = await node.begin(six, { waitsForApproval: true });
    await node.proceed(id);
    expect(await settled(node, id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('with the id of another one is that one', async () => {
    const id = `run_${'0'.repeat(25)}1`;
    expect([await node.begin(six, { id }), await node.begin(six, { id })]).toEqual([id, id]);
    await settled(node, id);
    expect(marksOf(id)).toHaveLength(6);
  });
});

describe('undoing a run', () => {
  it.each([0, 1, 2, 3, 4, 5])(
    'that stopped at step %i undoes what was done before, the last thing first',
    async (at) => {
      vendor.fault((mark, _nth, method) => (mark.endsWith(`-${at}`) && method !== 'GET' ? 'refuse' : 'none'));
      const id = await node.begin(six);
      await settled(node, id);
      vendor.fault(() => 'none');
      await node.proceed(id, { undo: true });
      await eventually(
        'it is undone',
        async () => (await readRun(node.database, id)).status === 'COMPENSATED',
      );
      const done = [0, 1, 2, 3, 4, 5].filter((index) => index < at);
      expect(marksOf(id)).toEqual([
        ...done.map(String),
        ...done.toReversed().map((index) => `${index}-undo`),
      ]);
      const run = await readRun(node.database, id);
      expect(run.effects.filter((effect) => effect.endsWith(' DONE') && !effect.includes('undo'))).toEqual(
        [],
      );
      const { rows } = await node.database.query('select status from exception where run_id = $1', [id]);
      expect(rows).toEqual([{ status: 'COMPENSATED' }]);
    },
  );

  it('undoes what a moving run had done when it is cancelled, and calls it cancelled', async () => {
    vendor.delay(60);
    const id = await node.begin(mixed);
    await until(id, 3, 'RUNNING');
    await ask(id, 'CANCEL');
    expect(await settled(node, id)).toMatchObject({ status: 'CANCELLED' });
    expect(marksOf(id)).toEqual(['1', '3', '3-undo', '1-undo']);
    expect(desk.followed).toEqual(['RUNNING', 'COMPENSATING', 'CANCELLED']);
    const [third, first, ...none] = (await timesOf(id)).slice(6);
    expect(none).toEqual([]);
    expect(third![1]! - third![0]!).toBeGreaterThanOrEqual(59);
    expect(first![0]).toBeGreaterThanOrEqual(third![1]!);
    expect(first![1]! - first![0]!).toBeGreaterThanOrEqual(59);
  });

  it('first finds out what became of a write of which nobody knows', async () => {
    vendor.fault((mark, nth, method) =>
      /-[02]$/.test(mark) && nth === 1 && method !== 'GET' ? 'hang-after' : 'none',
    );
    const id = await node.begin(six);
    await eventually('step 2 hangs', async () => vendor.count(`${id}-2`) === 1);
    await ask(id, 'COMPENSATE');
    expect(await settled(node, id)).toMatchObject({ status: 'COMPENSATED' });
    expect(marksOf(id)).toEqual(['0', '1', '2', '2-undo', '1-undo', '0-undo']);
  });

  it.each(['reset-after', 'hang-after', 'status-500-after', 'throttle'] as const)(
    'repeats an undo after %s without undoing twice',
    async (fault) => {
      vendor.fault((mark, nth, method) =>
        mark.endsWith('-undo') && nth === 1 && method !== 'GET'
          ? fault
          : mark.endsWith('-3')
            ? 'refuse'
            : 'none',
      );
      const id = await node.begin(six);
      await settled(node, id);
      await node.proceed(id, { undo: true });
      await eventually(
        'it is undone',
        async () => (await readRun(node.database, id)).status === 'COMPENSATED',
      );
      expect([...new Set(marksOf(id))]).toEqual(['0', '1', '2', '2-undo', '1-undo', '0-undo']);
      expect([vendor.count(`${id}-2-undo`), vendor.count(`${id}-0-undo`)]).toEqual([1, 1]);
    },
  );

  it('stops before it begins where a step cannot be undone', async () => {
    vendor.fault((mark) => (mark.endsWith('-1') ? 'refuse' : 'none'));
    const id = await node.begin(lasting);
    await settled(node, id);
    await node.proceed(id, { undo: true });
    await eventually('it has stopped', async () => {
      const { rows } = await node.database.query('select category from exception where run_id = $1', [id]);
      return rows[0]?.['category'] === 'PROCESS';
    });
    expect(marksOf(id)).toEqual(['0']);
  });

  it('that an undo is refused waits for a person, who may leave that step as it is', async () => {
    vendor.fault((mark) => (mark.endsWith('-2') || mark.endsWith('-1-undo') ? 'refuse' : 'none'));
    const id = await node.begin(six);
    await settled(node, id);
    await node.proceed(id, { undo: true });
    await eventually('it has stopped', async () => (await readRun(node.database, id)).steps[1] === 'FAILED');
    await settled(node, id);
    await node.proceed(id, { skip: true });
    await eventually('it is undone', async () => (await readRun(node.database, id)).status === 'COMPENSATED');
    expect(marksOf(id)).toEqual(['0', '1', '0-undo']);
  });
});

describe('orders', () => {
  it('say what a run that does not wait is at', async () => {
    const id = await node.begin(six);
    await settled(node, id);
    await expect(node.proceed(id)).rejects.toThrow(/COMPLETED/);
    await expect(node.proceed('run_unknown')).rejects.toBeInstanceOf(Problem);
  });

  it('that come to nothing begin nothing', async () => {
    const before = await node.database.query('select from run');
    const failing = node.database.transaction(async (db) => {
      await node.orders.start(db, () => {}, node.acting, {
        saga: six,
        input: {},
        subjectId: 'sub',
        customerId: null,
        concerns: [],
        triggerEvent: null,
        moneyAtRisk: null,
      });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await node.database.query('select from run')).rowCount).toBe(before.rowCount);
  });
});
