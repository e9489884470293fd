import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finding, Refused } from '../src/canonical/finding.ts';
import { Problem } from '../src/canonical/problem.ts';
import { settleException } from '../src/workflows/exception-open.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';
import { asEngine, stopRun, unmapped } from './support/stopped.ts';
import { type Acted, deal, look } from './support/workbench.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const finance = party('finance@example.com', { roles: ['FINANCE_OPS'], name: 'Fin' });
const controller = party('controller@example.com', { roles: ['CONTROLLER'] });
const sales = party('sales@example.com', { roles: ['SALES_OPS'] });
const integration = party('integration@example.com', { roles: ['INTEGRATION'] });

const fix = { 'ledgerItem.SEC-AUDIT-M': 'IT-1' };
const rowOf = ({ results }: Acted) => results[0]!;
const eventsOf = async (subjectId: string): Promise<string[]> => {
  const { rows } = await hub.copy.database.query<{ type: string }>(
    'select type from event where subject_id = $1 order by seq',
    [subjectId],
  );
  return rows.map(({ type }) => type.replace('exception.', ''));
};
const runOf = async (id: string) => {
  const { rows } = await hub.copy.database.query<{
    status: string;
    patch: object;
    due: boolean;
    wish: string | null;
  }>('select status, patch, wish, due_at is not null as due from run where id = $1', [id]);
  return rows[0]!;
};
const settle = (runId: string, became: 'SUCCEEDED' | 'SKIPPED' | 'COMPENSATED'): Promise<void> =>
  asEngine(hub, (db, note) => settleException(db, note, runId, became));

describe('a run that a check has stopped', () => {
  it('opens an exception that says what is wrong, whose it is, what is at stake and how to mend it', async () => {
    const { runId, exceptionId } = await stopRun(hub);
    const customerId = await hub.idOf('salesforce', 'Account', '002');
    expect(await look(council, finance, exceptionId)).toMatchObject({
      code: 'PRODUCT_UNMAPPED',
      category: 'DATA',
      severity: 'LOW',
      status: 'OPEN',
      ownerTeam: 'finance',
      message: 'The ledger does not know SEC-AUDIT-M; choose the item that it stands for.',
      moneyAtRisk: { amount: '1200.00', currency: 'USD' },
      customersAffected: 1,
      run: { id: runId, status: 'PAUSED' },
      record: { id: customerId },
      system: { id: 'src_netsuite' },
      step: 'validate',
      assignee: null,
      editableFields: [
        { path: 'ledgerItem.SEC-AUDIT-M', type: 'choice', allowed: ['IT-1', 'IT-2'], touchesMoney: true },
        { path: 'note', touchesMoney: false },
      ],
      suggestions: [{ label: 'Use IT-1', patch: fix }],
      findings: [{ code: 'PRODUCT_UNMAPPED', path: 'items.SEC-AUDIT-M', system: 'ERP' }],
      comments: [],
      history: [{ action: 'exception.opened', by: null }],
    });
  });

  it('has one exception however often it is stopped, and tells of it only when something changed', async () => {
    const { exceptionId, again } = await stopRun(hub);
    expect(await again()).toBe(exceptionId);
    expect(await again({ nextAt: '2030-01-01T00:00:00.000Z' })).toBe(exceptionId);
    expect(await eventsOf(exceptionId)).toEqual(['opened']);
    expect((await look(council, finance, exceptionId)).nextAttemptAt).toBe('2030-01-01T00:00:00.000Z');
    const other = { is: 'refused', error: new Refused([unmapped('ANLY-PRO-Y')]) } as const;
    expect(await again({ failure: other })).toBe(exceptionId);
    expect(await eventsOf(exceptionId)).toEqual(['opened', 'updated']);
    expect(await look(council, finance, exceptionId)).toMatchObject({
      rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:ANLY-PRO-Y',
      history: [{ action: 'exception.opened' }, { action: 'exception.changed' }],
    });
  });

  it('shows when a source that fails is asked again by itself', async () => {
    const nextAt = new Date(Date.now() + 60_000).toISOString();
    const problem = new Problem('SOURCE_UNAVAILABLE', 'netsuite did not answer in 2000 ms.');
    const { exceptionId } = await stopRun(hub, { nextAt, failure: { is: 'problem', problem, tries: 4 } });
    expect(await look(council, integration, exceptionId)).toMatchObject({
      category: 'TECHNICAL',
      ownerTeam: 'integration',
      nextAttemptAt: nextAt,
      message:
        'The ERP (netsuite) could not do validate. It is tried again by itself. netsuite did not answer in 2000 ms.',
    });
  });

  it('is severe by what is at stake in the reporting currency, and at least high where nobody can say', async () => {
    const severity = async (amount: string, currency: string): Promise<string> => {
      const { exceptionId } = await stopRun(hub, { moneyAtRisk: { amount, currency } });
      return (await look(council, finance, exceptionId)).severity;
    };
    expect([
      await severity('100.00', 'USD'),
      await severity('60000.00', 'USD'),
      await severity('1.00', 'XTS'),
    ]).toEqual(['LOW', 'HIGH', 'HIGH']);
  });
});

describe('a fix', () => {
  it('is given to the run, which goes on from the step; when that succeeds the exception is resolved', async () => {
    const { runId, exceptionId } = await stopRun(hub);
    const answer = await deal(council, finance, 'fixAndResume', {
      exceptionIds: [exceptionId],
      patch: fix,
      note: 'mapped by hand',
    });
    expect([answer.userErrors, answer.results, answer.exceptions[0]!.status]).toEqual([
      [],
      [{ id: exceptionId, ok: true, error: null }],
      'RETRYING',
    ]);
    expect(await runOf(runId)).toMatchObject({ status: 'RUNNING', patch: fix, due: true });
    await settle(runId, 'SUCCEEDED');
    const resolved = await look(council, finance, exceptionId);
    expect(resolved).toMatchObject({
      status: 'RESOLVED',
      nextAttemptAt: null,
      comments: [{ text: 'mapped by hand' }],
      history: [
        { action: 'exception.opened', by: null },
        { action: 'exception.fixed', after: { patch: fix } },
        { action: 'exception.resolved', by: null },
      ],
    });
    expect(resolved.history[1]!.by).toEqual(resolved.comments[0]!.by);
    expect(await eventsOf(exceptionId)).toEqual(['opened', 'retrying', 'resolved']);
  });

  it('that does not help leaves the same exception open, and says so', async () => {
    const { exceptionId, again } = await stopRun(hub);
    await deal(council, finance, 'fixAndResume', { exceptionIds: [exceptionId], patch: fix });
    await again();
    expect((await look(council, finance, exceptionId)).status).toBe('OPEN');
    expect(await eventsOf(exceptionId)).toEqual(['opened', 'retrying', 'updated']);
  });

  it.each<[string, unknown, string]>([
    ['a field that nobody may mend', { amount: '1.00' }, 'patch.amount'],
    [
      'a value that is not among those possible',
      { 'ledgerItem.SEC-AUDIT-M': 'IT-9' },
      'patch.ledgerItem.SEC-AUDIT-M',
    ],
    ['a value of another type', { note: 7 }, 'patch.note'],
    ['no object', ['IT-1'], 'patch'],
    ['nothing', {}, 'patch'],
  ])('of %s is refused with its path, and nothing happens', async (_title, patch, path) => {
    const { runId, exceptionId } = await stopRun(hub);
    const { error } = rowOf(
      await deal(council, finance, 'fixAndResume', { exceptionIds: [exceptionId], patch }),
    );
    expect([error!.code, error!.field?.join('.')]).toEqual(['INVALID_INPUT', path]);
    expect([await runOf(runId), await eventsOf(exceptionId)]).toMatchObject([
      { status: 'PAUSED', patch: {} },
      ['opened'],
    ]);
  });

  it('sent again with its key has its effect once, and with another patch is refused', async () => {
    const { exceptionId } = await stopRun(hub);
    const input = { idempotencyKey: 'fix-once', exceptionIds: [exceptionId], patch: fix };
    const [first, second] = [
      await deal(council, finance, 'fixAndResume', input),
      await deal(council, finance, 'fixAndResume', input),
    ];
    expect([first.replayed, second.replayed, second.results]).toEqual([false, true, first.results]);
    expect(await eventsOf(exceptionId)).toEqual(['opened', 'retrying']);
    const other = { ...input, patch: { note: 'x' } };
    const { userErrors } = await deal(council, finance, 'fixAndResume', other);
    expect(userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('is not for whoever has no part in such matters, who is told who may', async () => {
    const { exceptionId } = await stopRun(hub);
    for (const who of [sales, integration]) {
      const { error } = rowOf(
        await deal(council, who, 'fixAndResume', { exceptionIds: [exceptionId], patch: fix }),
      );
      expect([error!.code, error!.message]).toEqual([
        'FORBIDDEN',
        'What is a matter of data is dealt with by one of the roles FINANCE_OPS, FINANCE_APPROVER, CONTROLLER.',
      ]);
    }
    const refused = (await look(council, finance, exceptionId)).history.slice(1);
    expect(refused.map(({ action, after }) => [action, after])).toEqual(
      Array.from({ length: 2 }, () => ['exception.refused', { asked: 'fixAndResume', code: 'FORBIDDEN' }]),
    );
  });
});

describe('a person', () => {
  it('tries again what is technical where that is the own work, and nothing that is under way or over', async () => {
    const failure = { is: 'problem', problem: new Problem('SOURCE_UNAVAILABLE', 'No.'), tries: 9 } as const;
    const { runId, exceptionId } = await stopRun(hub, { failure });
    const refused = rowOf(await deal(council, finance, 'retryException', { exceptionIds: [exceptionId] }));
    expect(refused.error?.code).toBe('FORBIDDEN');
    expect(
      rowOf(await deal(council, integration, 'retryException', { exceptionIds: [exceptionId] })).ok,
    ).toBe(true);
    const again = rowOf(await deal(council, integration, 'retryException', { exceptionIds: [exceptionId] }));
    expect(again.error?.code).toBe('CONFLICT');
    await settle(runId, 'SUCCEEDED');
    const over = rowOf(await deal(council, controller, 'retryException', { exceptionIds: [exceptionId] }));
    expect(over.error).toMatchObject({ code: 'CONFLICT', message: 'It is RESOLVED already.' });
  });

  it('tries again as it is by a fix without a patch', async () => {
    const { runId, exceptionId } = await stopRun(hub);
    expect(rowOf(await deal(council, finance, 'fixAndResume', { exceptionIds: [exceptionId] })).ok).toBe(
      true,
    );
    expect(await runOf(runId)).toMatchObject({ status: 'RUNNING', patch: {} });
  });

  it('skips only a step that nothing builds on', async () => {
    const [fixed, loose] = [await stopRun(hub), await stopRun(hub, { skippable: true })];
    const { results } = await deal(council, finance, 'skipException', {
      exceptionIds: [fixed.exceptionId, loose.exceptionId],
    });
    expect(results.map(({ ok, error }) => [ok, error?.code])).toEqual([
      [false, 'INVALID_INPUT'],
      [true, undefined],
    ]);
    await settle(loose.runId, 'SKIPPED');
    expect((await look(council, finance, loose.exceptionId)).status).toBe('SKIPPED');
    expect(await eventsOf(loose.exceptionId)).toEqual(['opened', 'retrying', 'skipped']);
  });

  it('has what a run did undone', async () => {
    const { runId, exceptionId } = await stopRun(hub);
    const { results } = await hub.exceptions.act(
      { principal: finance, correlationId: 'cor-undo' },
      {
        field: 'compensate',
        idempotencyKey: 'undo-1',
        wish: { do: 'compensate' },
        note: null,
        exceptionIds: [exceptionId],
        rootCauseKey: null,
      },
    );
    expect([results, (await runOf(runId)).wish]).toEqual([[{ id: exceptionId, error: null }], 'COMPENSATE']);
    await settle(runId, 'COMPENSATED');
    expect((await look(council, finance, exceptionId)).status).toBe('COMPENSATED');
  });

  it('takes an exception, gives it back, and writes something to it', async () => {
    const { exceptionId } = await stopRun(hub);
    const { viewer } = await council.data<{ viewer: { id: string } }>(finance, '{ viewer { id } }');
    const ids = { exceptionIds: [exceptionId] };
    const assigned = await deal(council, sales, 'assignExceptions', { ...ids, assigneeId: viewer.id });
    expect(assigned.exceptions).toMatchObject([
      { status: 'ASSIGNED', assignee: { id: viewer.id, name: 'Fin' } },
    ]);
    const stranger = rowOf(
      await deal(council, sales, 'assignExceptions', { ...ids, assigneeId: 'usr_nobody' }),
    );
    expect(stranger.error).toMatchObject({ code: 'INVALID_INPUT', field: ['assigneeId'] });
    const commented = await deal(council, sales, 'commentException', {
      ...ids,
      note: 'The customer has called.',
    });
    expect(commented.exceptions).toMatchObject([{ comments: [{ text: 'The customer has called.' }] }]);
    const empty = await deal(council, sales, 'commentException', ids);
    expect(empty.userErrors.map(({ code }) => code)).toEqual(['INVALID_INPUT']);
    const back = await deal(council, sales, 'assignExceptions', ids);
    expect(back.exceptions).toMatchObject([{ status: 'OPEN', assignee: null }]);
    expect(await eventsOf(exceptionId)).toEqual(['opened', 'assigned', 'commented', 'assigned']);
  });

  it('is told what is wrong with a request as a whole', async () => {
    const codes = async (input: object): Promise<string[]> =>
      (await deal(council, finance, 'retryException', input)).userErrors.map(({ code }) => code);
    const tooMany = Array.from({ length: 501 }, (_, index) => `exc_${index}`);
    expect([
      await codes({}),
      await codes({ exceptionIds: [] }),
      await codes({ exceptionIds: ['exc_1'], rootCauseKey: 'x' }),
      await codes({ exceptionIds: tooMany }),
      await codes({ exceptionIds: ['exc_1'], patch: fix }),
      await codes({ rootCauseKey: 'nothing like it' }),
    ]).toEqual([...Array.from({ length: 5 }, () => ['INVALID_INPUT']), ['NOT_FOUND']]);
    const unknown = rowOf(await deal(council, finance, 'retryException', { exceptionIds: ['exc_1'] }));
    expect(unknown.error?.code).toBe('NOT_FOUND');
  });
});

describe('the run', () => {
  it('leads to its exception: the open one, or else the last', async () => {
    const { runId, exceptionId } = await stopRun(hub);
    const query = `{ node(id: "${runId}") { ... on WorkflowRun { exception { id status } } } }`;
    const of = async () =>
      (await council.data<{ node: { exception: object } }>(finance, query)).node.exception;
    expect(await of()).toEqual({ id: exceptionId, status: 'OPEN' });
    await settle(runId, 'SUCCEEDED');
    expect(await of()).toEqual({ id: exceptionId, status: 'AUTO_RESOLVED' });
  });

  it('that goes on without an exception settles nothing, and one that was called off settles its own', async () => {
    const { runId, exceptionId } = await stopRun(hub);
    await settle('run_other', 'SUCCEEDED');
    await hub.copy.database.query(`update run set status = 'CANCELLED', finished_at = now() where id = $1`, [
      runId,
    ]);
    await hub.exceptions.sweep();
    expect((await look(council, finance, exceptionId)).status).toBe('COMPENSATED');
  });
});

describe('a finding without records', () => {
  it('leads to what the run is about', async () => {
    const error = new Refused([
      finding({ code: 'TERMS_INVALID', message: 'The term ends before it starts.' }),
    ]);
    const { exceptionId } = await stopRun(hub, { failure: { is: 'refused', error } });
    const customerId = await hub.idOf('salesforce', 'Account', '002');
    expect(await look(council, finance, exceptionId)).toMatchObject({ record: { id: customerId } });
  });
});
