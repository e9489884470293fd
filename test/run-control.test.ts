import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../src/auth/principal.ts';
import { act } from '../src/workflows/acting.ts';
import { requestApproval } from '../src/workflows/request.ts';
import { approvalSettings } from '../src/settings/approval.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, type TestAccess, testAccess } from './support/roles.ts';
import { giveRun, type GivenRun, type GivenStep } from './support/runs.ts';
import { type Answer, type Served, serve } from './support/served.ts';
import { stopRun } from './support/stopped.ts';

type Action = 'pauseRun' | 'resumeRun' | 'retryFromStep' | 'cancelRun' | 'compensateRun';
interface Payload {
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: string[] | null;
  }[];
  readonly run: { readonly id: string; readonly status: string; readonly asked: string | null } | null;
  readonly replayed: boolean;
}

let hub: TestHub;
let served: Served;
let access: TestAccess;
let customer: string;
beforeAll(async () => {
  hub = await createTestHub();
  access = testAccess();
  served = await serve(hub, {}, { access, limits: { requestsPerSecond: 10_000, burst: 10_000 } });
  customer = await hub.idOf('salesforce', 'Account', '002');
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

let keys = 0;
const send = (action: Action, input: object, who: Principal = personWith('CONTROLLER')): Promise<Answer> => {
  keys += 1;
  return served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access.token(who)}` },
    body: JSON.stringify({
      query: `mutation ($input: RunActionInput!) { ${action}(input: $input) { replayed userErrors { code message field } run { id status asked } } }`,
      variables: { input: { idempotencyKey: `key-${keys}`, reason: 'the customer called', ...input } },
    }),
  });
};
const order = async (action: Action, runId: string, more: object = {}): Promise<Payload> => {
  const { body } = await send(action, { runId, ...more });
  expect([action, body.errors]).toEqual([action, undefined]);
  return (body.data as Record<Action, Payload>)[action];
};
const refused = async (action: Action, runId: string, more: object = {}): Promise<string> => {
  const { userErrors, run } = await order(action, runId, more);
  expect([action, userErrors.length, run]).toEqual([action, 1, null]);
  return `${userErrors[0]!.code}: ${userErrors[0]!.message}`;
};
const give = (run: Partial<GivenRun>): Promise<string> =>
  giveRun(hub.copy.database, { subjectId: customer, customerId: customer, ...run });
const one = async <T>(sql: string, ...values: unknown[]): Promise<T> =>
  (await hub.copy.database.query(sql, values)).rows[0] as T;
const statusOf = (id: string): Promise<object> => one('select status, wish from run where id = $1', id);

const looked: GivenStep = { name: 'look', kind: 'check', status: 'SUCCEEDED', result: { seen: 1 } };
const billed: GivenStep = { name: 'bill', instance: 'zuora', status: 'SUCCEEDED', effect: {} };
const failed: GivenStep = {
  name: 'post',
  instance: 'netsuite',
  status: 'FAILED',
  effect: { state: 'REFUSED' },
};
const ahead: GivenStep = { name: 'entitle', instance: 'zendesk' };

describe('pausing and resuming', () => {
  it('asks a run that moves to stop at its next step, shows that it was asked, and takes that back', async () => {
    const id = await give({ status: 'RUNNING', steps: [looked, { ...billed, status: 'RUNNING' }] });
    const paused = await order('pauseRun', id);
    expect(paused).toEqual({
      replayed: false,
      userErrors: [],
      run: { id, status: 'RUNNING', asked: 'PAUSE' },
    });
    expect((await order('resumeRun', id)).run).toEqual({ id, status: 'RUNNING', asked: null });
  });

  it('lets go on what somebody stopped', async () => {
    const id = await give({ status: 'PAUSED', steps: [looked, ahead] });
    expect((await order('resumeRun', id)).run).toMatchObject({ id, status: 'RUNNING' });
    expect(await one('select due_at is not null as due, turn from run where id = $1', id)).toEqual({
      due: true,
      turn: 2,
    });
  });

  it('leaves what an exception stopped to the exception, and names it', async () => {
    const { runId, exceptionId } = await stopRun(hub, { stepIndex: 1 }, { steps: [billed, failed] });
    expect(await refused('resumeRun', runId)).toBe(
      `CONFLICT: The run is PAUSED by the exception ${exceptionId}; possible is retryFromStep, compensateRun.`,
    );
  });

  it('says how a run stands and what is possible, where it cannot be done', async () => {
    const states: readonly (readonly [Partial<GivenRun>, Action, string])[] = [
      [{ status: 'COMPLETED' }, 'pauseRun', 'The run is COMPLETED; nothing can be asked of it.'],
      [
        { status: 'PAUSED', steps: [ahead] },
        'pauseRun',
        'The run is PAUSED; possible is resumeRun, retryFromStep, cancelRun.',
      ],
      [{ status: 'WAITING_APPROVAL' }, 'pauseRun', 'The run is WAITING_APPROVAL; possible is cancelRun.'],
      [{ status: 'COMPENSATING' }, 'pauseRun', 'The run is COMPENSATING; nothing can be asked of it.'],
      [
        { status: 'RUNNING', steps: [billed] },
        'resumeRun',
        'The run is RUNNING; possible is pauseRun, compensateRun.',
      ],
      [{ status: 'CANCELLED' }, 'cancelRun', 'The run is CANCELLED; nothing can be asked of it.'],
      [
        { status: 'RUNNING', wish: 'COMPENSATE', steps: [billed] },
        'pauseRun',
        'The run is RUNNING and COMPENSATE was asked for; nothing can be asked of it.',
      ],
    ];
    for (const [state, action, message] of states)
      expect(await refused(action, await give(state))).toBe(`CONFLICT: ${message}`);
  });
});

describe('trying again', () => {
  it('begins at the step at which the run stands', async () => {
    const id = await give({ status: 'PAUSED', steps: [looked, billed, failed, ahead] });
    expect((await order('retryFromStep', id)).run).toMatchObject({ status: 'RUNNING' });
    const { rows } = await hub.copy.database.query<{ name: string; status: string; attempt: number }>(
      'select name, status, attempt from run_step where run_id = $1 order by index',
      [id],
    );
    expect(rows.map((step) => [step.name, step.status, step.attempt])).toEqual([
      ['look', 'SUCCEEDED', 1],
      ['bill', 'SUCCEEDED', 1],
      ['post', 'PENDING', 2],
      ['entitle', 'PENDING', 1],
    ]);
  });

  it('begins at an earlier step that changed nothing, which is then looked at anew', async () => {
    const id = await give({ status: 'PAUSED', steps: [looked, { ...looked, name: 'look-again' }, failed] });
    await order('retryFromStep', id, { fromStep: 1 });
    const { rows } = await hub.copy.database.query<{ status: string; result: unknown }>(
      'select status, result from run_step where run_id = $1 order by index',
      [id],
    );
    expect(rows).toEqual([
      { status: 'SUCCEEDED', result: { seen: 1 } },
      { status: 'PENDING', result: null },
      { status: 'PENDING', result: null },
    ]);
  });

  it('does not go behind a step that is done, nor ahead of the one at which the run stands', async () => {
    const own: GivenStep = { name: 'keep', kind: 'local', status: 'SUCCEEDED' };
    const id = await give({ status: 'PAUSED', steps: [looked, billed, own, looked, failed, ahead] });
    expect(await refused('retryFromStep', id, { fromStep: 0 })).toBe(
      'CONFLICT: Step 2 (keep) is done and is not done again; begin at step 3 or later, or undo the run by compensateRun.',
    );
    expect(await refused('retryFromStep', id, { fromStep: 5 })).toBe(
      'CONFLICT: The run stands at step 4 (post); what lies ahead of it cannot be begun at.',
    );
    expect(await statusOf(id)).toEqual({ status: 'PAUSED', wish: null });
    expect((await order('retryFromStep', id, { fromStep: 3 })).run).toMatchObject({ status: 'RUNNING' });
  });

  it('tries at once what waits for its next try', async () => {
    const nextAt = new Date(Date.now() + 3_600_000).toISOString();
    const id = await give({ status: 'RUNNING', steps: [billed, { ...failed, status: 'RUNNING', nextAt }] });
    await hub.copy.database.query('update run set due_at = $2 where id = $1', [id, nextAt]);
    expect((await order('retryFromStep', id)).userErrors).toEqual([]);
    expect(
      await one(
        'select r.due_at <= now() as due, s.next_at <= now() as next from run r join run_step s on s.run_id = r.id and s.index = 1 where r.id = $1',
        id,
      ),
    ).toEqual({ due: true, next: true });
  });

  it('does not repeat what nobody can look up: a person has to look there first', async () => {
    const id = await give({
      status: 'PAUSED',
      steps: [
        {
          name: 'tell',
          instance: 'zendesk',
          status: 'UNKNOWN_OUTCOME',
          effect: { state: 'UNKNOWN', class: 'D' },
        },
      ],
    });
    expect(await refused('retryFromStep', id)).toMatch(
      /^OUTCOME_UNKNOWN: Nobody knows whether step 0 \(tell\)/,
    );
    expect(await statusOf(id)).toMatchObject({ status: 'PAUSED' });
  });

  it('takes a step only where it means one', async () => {
    const id = await give({ status: 'PAUSED', steps: [ahead] });
    expect(await refused('pauseRun', id, { fromStep: 0 })).toBe(
      'INVALID_INPUT: Only retryFromStep begins at a step.',
    );
  });
});

describe('calling off and undoing', () => {
  it('ends a run of which nothing was done, with the approval that it waited for', async () => {
    const id = await give({ status: 'WAITING_APPROVAL', steps: [looked, ahead] });
    const acting = { principal: personWith('SALES_OPS'), correlationId: 'cor_ask' };
    const [rule] = approvalSettings.parse({}).rules;
    const asked = await act(hub.copy.database, acting, (db, note) =>
      requestApproval(db, note, acting, {
        rule: { ...rule!, kind: 'REPLAY' },
        subjectId: id,
        topic: id,
        concerns: [customer],
        shown: { run: id },
        isOutdated: async () => false,
      }),
    );
    expect((await order('cancelRun', id)).run).toEqual({ id, status: 'CANCELLED', asked: null });
    expect(await one('select status, reason from approval where id = $1', asked.id)).toEqual({
      status: 'CANCELLED',
      reason: 'The run was called off.',
    });
    const told = await hub.copy.database.query<{ type: string }>(
      'select type from event where subject_id = any($1) order by seq',
      [[id, asked.id]],
    );
    expect(told.rows.map(({ type }) => type)).toEqual([
      'approval.requested',
      'approval.cancelled',
      'run.cancelled',
    ]);
  });

  it('asks a run that moves, as long as nothing was done', async () => {
    const id = await give({ status: 'RUNNING', steps: [{ ...looked, status: 'RUNNING' }] });
    expect((await order('cancelRun', id)).run).toEqual({ id, status: 'RUNNING', asked: 'CANCEL' });
  });

  it('does not call off what has changed a system, or may have, but undoes it', async () => {
    const states = ['DONE', 'UNKNOWN', 'INTENT'] as const;
    for (const state of states) {
      const id = await give({ status: 'PAUSED', steps: [{ ...billed, effect: { state } }, failed] });
      expect(await refused('cancelRun', id)).toBe(
        'CONFLICT: Step 0 (bill) has changed its system, or may have; undo the run by compensateRun.',
      );
      expect((await order('compensateRun', id)).run).toMatchObject({ id, asked: 'COMPENSATE' });
    }
    const moving = await give({ status: 'RUNNING', steps: [billed, { ...failed, status: 'RUNNING' }] });
    expect((await order('compensateRun', moving)).run).toEqual({
      id: moving,
      status: 'RUNNING',
      asked: 'COMPENSATE',
    });
    const untouched = await give({ status: 'PAUSED', steps: [looked, failed] });
    expect(await refused('compensateRun', untouched)).toBe(
      'CONFLICT: The run is PAUSED; possible is resumeRun, retryFromStep, cancelRun.',
    );
  });

  it('goes on undoing where that stood still', async () => {
    const id = await give({
      status: 'PAUSED',
      wish: 'COMPENSATE',
      steps: [{ ...billed, undo: { state: 'REFUSED' } }, failed],
    });
    expect(await refused('compensateRun', id)).toBe(
      'CONFLICT: The run is PAUSED and COMPENSATE was asked for; possible is retryFromStep.',
    );
    expect(await refused('retryFromStep', id, { fromStep: 1 })).toMatch(/^CONFLICT/);
    expect((await order('retryFromStep', id)).run).toMatchObject({ id, asked: 'COMPENSATE' });
  });
});

describe('every order', () => {
  it('has its effect once for one key, however often and however many send it', async () => {
    const id = await give({ status: 'PAUSED', steps: [looked, ahead] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => order('resumeRun', id, { idempotencyKey: 'the same' })),
    );
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await one('select turn from run where id = $1', id)).toEqual({ turn: 2 });
    expect(await refused('pauseRun', id, { idempotencyKey: 'the same' })).toMatch(/^IDEMPOTENCY_KEY_REUSED/);
  });

  it('is noted with who gave it and why', async () => {
    const id = await give({ status: 'RUNNING', steps: [ahead] });
    await order('pauseRun', id);
    const { rows } = await hub.copy.database.query<{
      action: string;
      before: string;
      after: string;
      actor: unknown;
    }>('select action, before, after, person as actor from audit_entry where subject = $1', [id]);
    expect(
      rows.map(({ action, before, after, actor }) => [action, JSON.parse(before), JSON.parse(after), actor]),
    ).toEqual([
      ['run.pause', { status: 'RUNNING' }, { reason: 'the customer called' }, 'controller@example.com'],
    ]);
  });

  it('needs a reason that can be kept, and a run that there is', async () => {
    const id = await give({ status: 'RUNNING' });
    expect(await refused('pauseRun', id, { reason: ' ' })).toBe('INVALID_INPUT: Say why.');
    expect(await refused('pauseRun', id, { reason: 'x'.repeat(1001) })).toMatch(
      /^INVALID_INPUT: A reason has at most/,
    );
    expect(await refused('pauseRun', id, { reason: 'a\0b' })).toMatch(
      /^INVALID_INPUT: A reason must not hold/,
    );
    for (const unknown of ['run_nobody', 'x\0', 'cus_1'])
      expect(await refused('pauseRun', unknown)).toMatch(/^(NOT_FOUND: There is no such run|INVALID_INPUT)/);
  });

  it('is for those who run the business or the machines, and for services with the scope', async () => {
    const id = await give({ status: 'RUNNING', steps: [ahead] });
    const may = async (who: Principal): Promise<boolean> =>
      (await send('pauseRun', { runId: id }, who)).body.errors === undefined;
    for (const role of ['FINANCE_OPS', 'CONTROLLER', 'INTEGRATION', 'ADMIN'] as const)
      expect([role, await may(personWith(role))]).toEqual([role, true]);
    for (const role of ['SALES_OPS', 'FINANCE_APPROVER', 'SUPPORT', 'STEWARD', 'AUDITOR'] as const)
      expect([role, await may(personWith(role))]).toEqual([role, false]);
    expect(await may(serviceWith(['runs:write', 'runs:read']))).toBe(true);
    expect(await may(serviceWith(['runs:read']))).toBe(false);
  });
});
