import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finding, Refused } from '../src/canonical/finding.ts';
import { Problem } from '../src/canonical/problem.ts';
import { refKey } from '../src/canonical/record.ts';
import { exceptionSettings } from '../src/settings/exceptions.ts';
import { createBell } from '../src/workflows/bell.ts';
import { settleException } from '../src/workflows/exception-open.ts';
import { createOrders } from '../src/workflows/orders.ts';
import { createRegistry } from '../src/workflows/registry.ts';
import { createExceptions, type Exceptions } from '../src/workflows/exception.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { asEngine, stopRun, unmapped } from './support/stopped.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await createTestHub();
});
afterAll(() => hub.close());
// What earlier tests left open is nobody's concern.
beforeEach(async () => {
  await hub.copy.database.query(`update exception set settled_at = now() where settled_at is null`);
  await hub.exceptions.sweep();
});

const settings = exceptionSettings.parse({});
const [hourMs, minuteMs] = [3_600_000, 60_000];
const seen = async (id: string) => (await hub.exceptions.byIds([id]))[0]!;
/** Lets time pass for an exception. */
const later = (id: string, column: 'due_at' | 'next_at'): Promise<unknown> =>
  hub.copy.database.query(`update exception set ${column} = now() - interval '1 second' where id = $1`, [id]);
const statusOf = async (runId: string): Promise<string> =>
  (await hub.copy.database.query<{ status: string }>('select status from run where id = $1', [runId]))
    .rows[0]!.status;
const eventsOf = async (id: string): Promise<readonly string[]> =>
  (
    await hub.copy.database.query<{ type: string }>(
      'select type from event where subject_id = $1 order by seq',
      [id],
    )
  ).rows.map(({ type }) => type);

describe('an exception that is overdue', () => {
  it('goes up the ladder of its team, once more severe, and each time has as long again', async () => {
    const { exceptionId } = await stopRun(hub);
    expect(await hub.exceptions.sweep()).toMatchObject({ escalated: 0 });
    await later(exceptionId, 'due_at');
    expect(await hub.exceptions.sweep()).toMatchObject({ escalated: 1 });
    const once = await seen(exceptionId);
    expect(once).toMatchObject({
      ownerTeam: 'controlling',
      severity: 'MEDIUM',
      escalation: 1,
      status: 'OPEN',
    });
    expect(Date.parse(once.dueAt) - Date.now()).toBeGreaterThan(settings.dueHours.MEDIUM * hourMs - minuteMs);
    expect(await hub.exceptions.sweep()).toMatchObject({ escalated: 0 });
    await later(exceptionId, 'due_at');
    await hub.exceptions.sweep();
    expect(await seen(exceptionId)).toMatchObject({
      ownerTeam: 'management',
      severity: 'MEDIUM',
      escalation: 2,
    });
    await later(exceptionId, 'due_at');
    expect(await hub.exceptions.sweep()).toMatchObject({ escalated: 0 });
    expect(await eventsOf(exceptionId)).toEqual([
      'exception.opened',
      'exception.escalated',
      'exception.escalated',
    ]);
    const [history] = await hub.exceptions.history([exceptionId]);
    expect(history!.map(({ action, person }) => [action, person]).slice(1)).toEqual(
      Array.from({ length: 2 }, () => ['exception.escalated', 'isthmus']),
    );
  });

  it('is escalated once when two nodes look at the same time', async () => {
    const stopped = await Promise.all(Array.from({ length: 8 }, () => stopRun(hub)));
    for (const { exceptionId } of stopped) await later(exceptionId, 'due_at');
    const other = createExceptions(depsOf());
    await Promise.all([hub.exceptions.sweep(), other.sweep(), hub.exceptions.sweep(), other.sweep()]);
    await other.close();
    const views = await hub.exceptions.byIds(stopped.map(({ exceptionId }) => exceptionId));
    expect(views.map((each) => each!.escalation)).toEqual(stopped.map(() => 1));
  });

  it('of a team without a ladder becomes more severe once and stays with it', async () => {
    const owners = [{ team: 'night shift' }];
    const { exceptionId } = await stopRun(hub, {}, {}, { ...settings, owners });
    await later(exceptionId, 'due_at');
    await hub.exceptions.sweep();
    await later(exceptionId, 'due_at');
    await hub.exceptions.sweep();
    expect(await seen(exceptionId)).toMatchObject({
      ownerTeam: 'night shift',
      severity: 'MEDIUM',
      escalation: 1,
    });
  });
});

const depsOf = (): Parameters<typeof createExceptions>[0] => ({
  database: hub.copy.database,
  orders: createOrders({ bell: createBell(), sagas: createRegistry([]) }),
  settings,
  rules: [],
  reportingCurrency: 'USD',
  onTrouble: () => {},
});

describe('a run that was stopped by what systems hold', () => {
  /** A run stopped by the record of a customer of its own. */
  let made = 0;
  const stopped = async (more: Parameters<typeof finding>[0]) => {
    made += 1;
    const external = `W${made}`;
    const give = (name: string): Promise<void> =>
      hub.give('salesforce', 'Customer', [record('Customer', `salesforce/${external}`, { name })]);
    await give('Before');
    const customerId = await hub.idOf('salesforce', 'Account', external);
    await hub.exceptions.sweep();
    const error = new Refused([finding({ records: [customerId], ...more })]);
    const run = await stopRun(hub, { customerId, failure: { is: 'refused', error } });
    return { ...run, give, external };
  };

  it('is tried again when the record changes, and the exception ends by itself when it was that', async () => {
    const { runId, exceptionId, give } = await stopped({
      code: 'TAX_PROFILE_INCOMPLETE',
      message: 'No tax id.',
    });
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 0 });
    await give('After');
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 1 });
    expect([await statusOf(runId), (await seen(exceptionId)).status]).toEqual(['RUNNING', 'OPEN']);
    await asEngine(hub, (db, note) => settleException(db, note, runId, 'SUCCEEDED'));
    expect((await seen(exceptionId)).status).toBe('AUTO_RESOLVED');
    expect(await eventsOf(exceptionId)).toEqual(['exception.opened', 'exception.auto_resolved']);
  });

  it('is tried again when a contact of a customer is entered whom it names', async () => {
    const { external } = await stopped({ code: 'DEAL_INCOMPLETE', message: 'No contact.' });
    const enter = (externalId: string, account: string): Promise<void> => {
      const customer = { kind: 'Customer', key: refKey('salesforce', 'Account', account) } as const;
      return hub.give('salesforce', 'Contact', [
        record('Contact', `salesforce/${externalId}`, { name: 'Ada' }, { links: { customer } }),
      ]);
    };
    await enter('C-1', 'W1');
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 0 });
    await enter('C-2', external);
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 1 });
  });

  it('is tried again, also where only a change can help, and not without one', async () => {
    const { exceptionId, give } = await stopped({ code: 'PRICE_INELIGIBLE', message: 'Withdrawn.' });
    expect(await seen(exceptionId)).toMatchObject({ category: 'POLICY', nextAt: null });
    await give('After');
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 1 });
    expect((await seen(exceptionId)).nextAt).toBeNull();
  });

  it('is tried again after a while, waits longer each time, and nobody is told that it still fails', async () => {
    const { runId, exceptionId, again } = await stopRun(hub);
    const waits: number[] = [Date.parse((await seen(exceptionId)).nextAt!) - Date.now()];
    for (let turn = 0; turn < 3; turn++) {
      await later(exceptionId, 'next_at');
      expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 1 });
      await hub.copy.database.query(`update run set status = 'PAUSED', due_at = null where id = $1`, [runId]);
      expect(await again()).toBe(exceptionId);
      waits.push(Date.parse((await seen(exceptionId)).nextAt!) - Date.now());
    }
    expect(waits.map((ms) => Math.round(ms / minuteMs))).toEqual([15, 30, 60, 120]);
    expect(await eventsOf(exceptionId)).toEqual(['exception.opened']);
  });

  it('stays with whoever has it, and is left alone while a person does something about it', async () => {
    const { exceptionId, runId } = await stopRun(hub);
    await hub.copy.database.query(`update exception set status = 'RETRYING' where id = $1`, [exceptionId]);
    await later(exceptionId, 'next_at');
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 0 });
    expect(await statusOf(runId)).toBe('PAUSED');
  });

  it('is not tried again by exceptions where the engine does so, nor where nobody knows what a system did', async () => {
    const problem = new Problem('SOURCE_UNAVAILABLE', 'No.');
    const nextAt = new Date(Date.now() - 1000).toISOString();
    await stopRun(hub, { nextAt, failure: { is: 'problem', problem, tries: 1 } });
    const unknown = await stopRun(hub, { failure: { is: 'unknown', problem } });
    await later(unknown.exceptionId, 'next_at');
    expect(await hub.exceptions.sweep()).toMatchObject({ rechecked: 0 });
  });

  it('does not hold up others when it cannot be moved on', async () => {
    const [held, free] = [await stopRun(hub), await stopRun(hub)];
    for (const { exceptionId } of [held, free]) await later(exceptionId, 'next_at');
    const refuse = (runId: string) => {
      if (runId === held.runId) throw new Error('a fault');
      return Promise.resolve();
    };
    const trouble: string[] = [];
    const orders = { ...depsOf().orders, proceed: async (_db: unknown, runId: string) => refuse(runId) };
    const exceptions: Exceptions = createExceptions({
      ...depsOf(),
      orders,
      onTrouble: (message) => void trouble.push(message),
    });
    expect(await exceptions.sweep()).toMatchObject({ rechecked: 1 });
    expect(trouble).toEqual(['a run that may have been mended could not be tried again']);
    await exceptions.close();
  });
});

it('looks through the log once, from where any node has come to', async () => {
  const customerId = await hub.idOf('salesforce', 'Account', '002');
  const error = new Refused([unmapped('X', { records: [customerId] })]);
  const { exceptionId } = await stopRun(hub, { failure: { is: 'refused', error } });
  const before = (await seen(exceptionId)).nextAt!;
  await createExceptions(depsOf()).close();
  await hub.exceptions.sweep();
  expect((await seen(exceptionId)).nextAt).toBe(before);
  const { rows } = await hub.copy.database.query<{ same: boolean }>(
    'select w.position = h.position as same from exception_watch w, event_head h',
  );
  expect(rows).toEqual([{ same: true }]);
});
