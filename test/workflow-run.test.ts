import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RowScope } from '../src/canonical/scope.ts';
import { effectPlace, sealMembers } from '../src/store/effect-sealed.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, type TestAccess, testAccess } from './support/roles.ts';
import { giveRun } from './support/runs.ts';
import { type Answer, type Served, serve } from './support/served.ts';

type Tree = Readonly<Record<string, unknown>>;

let hub: TestHub;
let served: Served;
let access: TestAccess;
let customer: string;
let other: string;
let trigger: string;
/** A run that the ledger stopped after billing, and one that is undone. */
let stopped: string;
let undone: string;

const ask = (query: string, variables: object = {}, token?: string): Promise<Answer> =>
  served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
const data = async <T = Tree>(query: string, variables: object = {}, token?: string): Promise<T> => {
  const { body } = await ask(query, variables, token);
  expect([query, body.errors]).toEqual([query, undefined]);
  return body.data as T;
};
const node = async (id: string, selection: string, token?: string): Promise<Tree> =>
  (
    await data<{ node: Tree }>(
      `query ($id: ID!) { node(id: $id) { ... on WorkflowRun { ${selection} } } }`,
      { id },
      token,
    )
  ).node;
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

beforeAll(async () => {
  hub = await createTestHub();
  access = testAccess();
  served = await serve(hub, {}, { access });
  const { database } = hub.copy;
  customer = await hub.idOf('salesforce', 'Account', '002');
  await hub.give('salesforce', 'Customer', [record('Customer', 'salesforce/else', { name: 'Elsewhere' })]);
  other = await hub.idOf('salesforce', 'Account', 'else');
  const { rows } = await database.query<{ id: string }>(
    `select id from event where subject_id = $1 and position is not null`,
    [other],
  );
  trigger = rows[0]!.id;
  stopped = await giveRun(database, {
    status: 'PAUSED',
    reason: 'The ledger refused it.',
    subjectId: await hub.idOf('zuora', 'BillingSubscription', 'S-1'),
    customerId: customer,
    triggerEvent: trigger,
    correlationId: 'cor-stopped',
    moneyAtRisk: '1200.00',
    steps: [
      {
        name: 'validate',
        kind: 'check',
        status: 'SUCCEEDED',
        result: null,
        startedAt: '2026-11-01T08:00:00.100Z',
        finishedAt: '2026-11-01T08:00:00.250Z',
      },
      {
        name: 'order',
        instance: 'zuora',
        status: 'SUCCEEDED',
        result: { orderNumber: 'ISO-1' },
        effect: { input: { orderNumber: 'ISO-1', amount: '100.00' } },
        attempts: [
          {
            outcome: 'UNKNOWN',
            error: { code: 'SOURCE_UNAVAILABLE', message: 'It hung up.', retryable: true, system: 'BILLING' },
          },
          { outcome: 'FOUND_EXISTING', httpStatus: 200 },
        ],
      },
      {
        name: 'post',
        instance: 'netsuite',
        status: 'FAILED',
        effect: { state: 'REFUSED' },
        attempts: [
          {
            outcome: 'NOT_APPLIED',
            httpStatus: 400,
            error: {
              code: 'ACCOUNT_MAPPING_MISSING',
              message: 'No account.',
              retryable: false,
              system: 'ERP',
            },
          },
        ],
      },
      { name: 'entitle', instance: 'zendesk' },
    ],
    checkpoints: [
      { name: 'validated', system: null },
      { name: 'billed', system: 'BILLING' },
    ],
  });
  undone = await giveRun(database, {
    process: 'QUOTE_TO_CASH',
    status: 'COMPENSATING',
    subjectId: customer,
    customerId: customer,
    steps: [
      { name: 'order', instance: 'zuora', status: 'SUCCEEDED', effect: {}, undo: { state: 'INTENT' } },
      { name: 'check', kind: 'check', status: 'SUCCEEDED' },
      {
        name: 'ledger',
        instance: 'netsuite',
        status: 'COMPENSATED',
        effect: { state: 'UNDONE' },
        undo: { state: 'DONE', input: { entry: 'E-1' } },
        attempts: [{ outcome: 'APPLIED' }, { act: 'UNDO', outcome: 'APPLIED', httpStatus: 204 }],
      },
    ],
  });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

describe('a run', () => {
  it('says what it is for, how it stands, what set it off and what is at stake', async () => {
    const shown = await node(
      stopped,
      'process processVersion status reason asked correlationId trigger { id } subject { __typename } moneyAtRisk { amount currency } finishedAt checkpoints { name system }',
    );
    expect(shown).toEqual({
      process: 'AMENDMENT',
      processVersion: '1',
      status: 'PAUSED',
      reason: 'The ledger refused it.',
      asked: null,
      correlationId: 'cor-stopped',
      trigger: { id: trigger },
      subject: { __typename: 'BillingSubscription' },
      moneyAtRisk: { amount: '1200.00', currency: 'USD' },
      finishedAt: null,
      checkpoints: [
        { name: 'validated', system: null },
        { name: 'billed', system: 'BILLING' },
      ],
    });
  });

  it('shows every step with its tries, its key, and what went wrong where', async () => {
    const { steps } = (await node(
      stopped,
      'steps { index name system { name } status idempotencyKey compensates input output attempts { outcome httpStatus error { code system retryable correlationId field } } }',
    )) as { steps: Tree[] };
    expect(steps.map(({ name, status }) => [name, status])).toEqual([
      ['validate', 'SUCCEEDED'],
      ['order', 'SUCCEEDED'],
      ['post', 'FAILED'],
      ['entitle', 'PENDING'],
    ]);
    expect(steps[1]).toEqual({
      index: 1,
      name: 'order',
      system: { name: 'zuora' },
      status: 'SUCCEEDED',
      idempotencyKey: `${stopped}.1.1`,
      compensates: null,
      input: { orderNumber: 'ISO-1', amount: '100.00' },
      output: { orderNumber: 'ISO-1' },
      attempts: [
        {
          outcome: 'UNKNOWN',
          httpStatus: null,
          error: {
            code: 'SOURCE_UNAVAILABLE',
            system: 'BILLING',
            retryable: true,
            correlationId: 'cor-stopped',
            field: null,
          },
        },
        { outcome: 'FOUND_EXISTING', httpStatus: 200, error: null },
      ],
    });
    expect(steps[3]).toMatchObject({ idempotencyKey: null, input: null, output: null, attempts: [] });
  });

  it('tells when each step began and was done, null where it did not', async () => {
    const { steps } = (await node(stopped, 'steps { startedAt finishedAt attempts { at } }')) as {
      steps: { startedAt: unknown; finishedAt: unknown; attempts: { at: string }[] }[];
    };
    expect(steps.map(({ startedAt, finishedAt }) => [startedAt, finishedAt])).toEqual([
      ['2026-11-01T08:00:00.100Z', '2026-11-01T08:00:00.250Z'],
      [steps[1]!.attempts[0]!.at, null],
      [steps[2]!.attempts[0]!.at, null],
      [null, null],
    ]);
    const undoing = (await node(undone, 'steps { name startedAt finishedAt }')) as { steps: Tree[] };
    const time = expect.stringMatching(/^2\d{3}-.*Z$/) as string;
    expect(undoing.steps.slice(3)).toEqual([
      { name: 'undo-ledger', startedAt: time, finishedAt: time },
      { name: 'undo-order', startedAt: time, finishedAt: null },
    ]);
  });

  it('shows what undoes a step behind the others, the last step first, with a key and tries of its own', async () => {
    const { steps } = (await node(
      undone,
      'steps { index name status compensates idempotencyKey input attempts { httpStatus } }',
    )) as { steps: Tree[] };
    expect(steps.slice(3)).toEqual([
      {
        index: 3,
        name: 'undo-ledger',
        status: 'SUCCEEDED',
        compensates: 2,
        idempotencyKey: `${undone}.2.1.undo`,
        input: { entry: 'E-1' },
        attempts: [{ httpStatus: 204 }],
      },
      {
        index: 4,
        name: 'undo-order',
        status: 'RUNNING',
        compensates: 0,
        idempotencyKey: `${undone}.0.1.undo`,
        input: {},
        attempts: [],
      },
    ]);
    expect(steps[2]).toMatchObject({ status: 'COMPENSATED', attempts: [{ httpStatus: null }] });
  });

  it('keeps time by its process: on track, at risk from three quarters on, breached behind it, and met by an end in time', async () => {
    const { database } = hub.copy;
    const of = (more: object) => giveRun(database, { subjectId: customer, customerId: customer, ...more });
    const runs = {
      ON_TRACK: await of({ startedAt: hoursAgo(1) }),
      AT_RISK: await of({ startedAt: hoursAgo(3.5) }),
      BREACHED: await of({ startedAt: hoursAgo(5) }),
      MET: await of({ status: 'COMPLETED', startedAt: hoursAgo(9), finishedAt: hoursAgo(6) }),
      PAUSED: await of({ status: 'WAITING_APPROVAL', startedAt: hoursAgo(1) }),
    };
    for (const [state, id] of Object.entries(runs)) {
      const { sla } = await node(id, 'sla { state policy startedAt dueAt remainingMs pausedMs }');
      expect(sla).toMatchObject({ state, policy: 'AMENDMENT within 4 h', pausedMs: 0 });
      const { workflowRuns } = await data<{ workflowRuns: { edges: { node: { id: string } }[] } }>(
        `{ workflowRuns(slaState: [${state}], first: 200) { edges { node { id } } } }`,
      );
      expect([state, workflowRuns.edges.some((edge) => edge.node.id === id)]).toEqual([state, true]);
      expect(
        workflowRuns.edges.filter((edge) => edge.node.id !== id).map((edge) => edge.node.id),
      ).not.toEqual(expect.arrayContaining(Object.values(runs).filter((each) => each !== id)));
    }
    const { sla } = (await node(runs.BREACHED, 'sla { startedAt dueAt remainingMs }')) as { sla: Tree };
    expect(Date.parse(String(sla['dueAt'])) - Date.parse(String(sla['startedAt']))).toBe(4 * 3_600_000);
    expect(Number(sla['remainingMs'])).toBeLessThan(-3_500_000);
    expect((await node(runs.MET, 'sla { remainingMs }'))['sla']).toEqual({ remainingMs: null });
  });

  it('stops the clock while others must agree, once for what two approvals wait for at once', async () => {
    const { database } = hub.copy;
    const id = await giveRun(database, { subjectId: customer, customerId: customer, startedAt: hoursAgo(5) });
    const waited = (name: string, from: number, to: number) =>
      database.query(
        `insert into approval (id, kind, status, subject_id, topic, concerns, shown, rule, hash, makers, maker_ids, requested_by,
           correlation_id, created_at, expires_at, decided_at)
         values ($1, 'REPLAY', 'APPROVED', $2, $1, '{}', '{}', '{}', 'x', '{}', '{}', 'usr_1', 'c', $3, now() + interval '1 day', $4)`,
        [`apr_${name}`, id, hoursAgo(from), hoursAgo(to)],
      );
    await waited('one', 4, 2);
    await waited('two', 3, 1);
    const { sla, approvals } = (await node(id, 'sla { state pausedMs dueAt } approvals { id }')) as {
      sla: Tree;
      approvals: Tree[];
    };
    expect(Math.round(Number(sla['pausedMs']) / 1000)).toBe(3 * 3600);
    expect(sla['state']).toBe('ON_TRACK');
    expect(approvals.map((approval) => approval['id'])).toEqual(['apr_one', 'apr_two']);
  });
});

describe('the list of runs', () => {
  it('is filtered by process, status and correlation, and paged without a gap, the newest first', async () => {
    const list = (args: string) =>
      data<{ workflowRuns: { totalCount: number; pageInfo: Tree; edges: { cursor: string; node: Tree }[] } }>(
        `{ workflowRuns(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id status startedAt } } } }`,
      ).then(({ workflowRuns }) => workflowRuns);
    expect((await list('correlationId: "cor-stopped"')).edges.map((edge) => edge.node['id'])).toEqual([
      stopped,
    ]);
    expect((await list('process: [QUOTE_TO_CASH]')).edges.map((edge) => edge.node['id'])).toEqual([undone]);
    expect((await list('status: [COMPENSATING, PAUSED]')).totalCount).toBe(2);
    const at = new Date(Date.now() - 90 * 86_400_000).toISOString();
    const old = await giveRun(hub.copy.database, {
      subjectId: customer,
      customerId: customer,
      startedAt: at,
    });
    const later = new Date(Date.parse(at) + 1).toISOString();
    const between = async (args: string) => (await list(args)).edges.map((edge) => edge.node['id']);
    expect(await between(`from: "${at}", to: "${later}"`)).toEqual([old]);
    expect(await between(`to: "${at}"`)).toEqual([]);
    expect(await between(`from: "${later}"`)).not.toContain(old);
    const { body } = await ask(`{ workflowRuns(from: "${later}", to: "${at}") { totalCount } }`);
    expect(body.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    const all = await list('first: 200');
    const paged: unknown[] = [];
    for (let after = '', more = true; more;) {
      const page = await list(`first: 2${after}`);
      paged.push(...page.edges.map((edge) => edge.node['id']));
      after = `, after: "${String(page.pageInfo['endCursor'])}"`;
      more = page.pageInfo['hasNextPage'] === true;
    }
    expect(paged).toEqual(all.edges.map((edge) => edge.node['id']));
    const times = all.edges.map((edge) => String(edge.node['startedAt']));
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('has the last one about a deal at the deal', async () => {
    const { database } = hub.copy;
    const deal = await hub.idOf('salesforce', 'Opportunity', '006');
    const ask = () =>
      data<{ opportunity: Tree }>('query ($id: ID!) { opportunity(id: $id) { run { id } } }', { id: deal });
    expect(await ask()).toEqual({ opportunity: { run: null } });
    await giveRun(database, { subjectId: deal, customerId: customer, startedAt: hoursAgo(2) });
    const last = await giveRun(database, { subjectId: deal, customerId: customer, startedAt: hoursAgo(1) });
    expect(await ask()).toEqual({ opportunity: { run: { id: last } } });
  });

  it('is there for each customer too', async () => {
    const { customers } = await data<{ customers: { edges: { node: { id: string; runs: Tree } }[] } }>(
      `{ customers { edges { node { id runs(first: 1) { totalCount edges { node { process } } pageInfo { hasNextPage endCursor } } } } } }`,
    );
    const of = new Map(customers.edges.map((edge) => [edge.node.id, edge.node.runs]));
    expect(of.get(other)).toMatchObject({ totalCount: 0, edges: [] });
    const { totalCount, edges, pageInfo } = of.get(customer) as {
      totalCount: number;
      edges: Tree[];
      pageInfo: Tree;
    };
    expect(totalCount).toBeGreaterThan(5);
    expect(edges).toHaveLength(1);
    const next = await data<{ customer: { runs: { edges: Tree[] } } }>(
      'query ($id: ID!, $after: Cursor) { customer(id: $id) { runs(after: $after) { edges { node { id } } } } }',
      { id: customer, after: pageInfo['endCursor'] },
    );
    expect(next.customer.runs.edges).toHaveLength(totalCount - 1);
  });
});

describe('what a run shows', () => {
  const payloads =
    'query ($id: ID!) { node(id: $id) { ... on WorkflowRun { steps { name input output } } } }';
  const inputsFor = async (token: string): Promise<unknown[]> => {
    const { body } = await ask(payloads, { id: stopped }, token);
    const { node: run } = body.data as { node: { steps: Tree[] } };
    return run.steps.map(({ input }) => input);
  };

  it('of what is sent and comes back is for those who look after integrations, the books and the audit', async () => {
    const sent = { orderNumber: 'ISO-1', amount: '100.00' };
    for (const role of ['INTEGRATION', 'AUDITOR', 'CONTROLLER', 'ADMIN'] as const)
      expect([role, await inputsFor(access.token(personWith(role)))]).toEqual([role, [null, sent, {}, null]]);
    for (const role of ['SALES_OPS', 'FINANCE_OPS', 'SUPPORT', 'STEWARD'] as const) {
      const { body } = await ask(payloads, { id: stopped }, access.token(personWith(role)));
      expect([role, new Set(body.errors!.map(({ extensions }) => extensions['code']))]).toEqual([
        role,
        new Set(['FORBIDDEN']),
      ]);
      expect(body.data).toMatchObject({ node: { steps: [{}, { input: null, output: null }, {}, {}] } });
    }
    const reader = access.token(serviceWith(['runs:read']));
    const { body } = await ask(payloads, { id: stopped }, reader);
    expect(body.errors!.length).toBeGreaterThan(0);
    const integrator = access.token(serviceWith(['runs:read', 'integration:read']));
    expect(await inputsFor(integrator)).toEqual([null, sent, {}, null]);
  });

  it('of persons is for those who may read persons, and for nobody once they were erased', async () => {
    const { database } = hub.copy;
    const id = await giveRun(database, {
      subjectId: customer,
      customerId: customer,
      steps: [{ name: 'account', instance: 'zuora', effect: {} }],
    });
    const plain = { number: 'A-1', billTo: { firstName: 'Ada', lastName: 'Lovelace' } };
    const sealed = await sealMembers(database, plain, ['billTo'], customer, effectPlace(id, 0));
    await database.query('update effect set input = $2 where run_id = $1', [id, JSON.stringify(sealed)]);
    const input = async (role: 'AUDITOR' | 'ADMIN'): Promise<unknown> => {
      const { steps } = (await node(id, 'steps { input }', access.token(personWith(role)))) as {
        steps: Tree[];
      };
      return steps[0]!['input'];
    };
    expect(await input('AUDITOR')).toEqual(plain);
    expect(await input('ADMIN')).toEqual({ number: 'A-1' });
    await database.query('update effect set input = $2 where run_id = $1', [
      id,
      JSON.stringify({ number: 'A-1', $sealed: null }),
    ]);
    expect(await input('AUDITOR')).toEqual({ number: 'A-1' });
  });

  it('is at stake no more once the run is over', async () => {
    const id = await giveRun(hub.copy.database, {
      status: 'COMPLETED',
      subjectId: customer,
      customerId: customer,
      moneyAtRisk: '5.00',
      finishedAt: new Date().toISOString(),
    });
    expect(await node(id, 'status moneyAtRisk { amount }')).toEqual({
      status: 'COMPLETED',
      moneyAtRisk: null,
    });
  });

  it('of money and of approvals follows the rights to these', async () => {
    const { body } = await ask(
      'query ($id: ID!) { node(id: $id) { ... on WorkflowRun { moneyAtRisk { amount } approvals { id } } } }',
      { id: stopped },
      access.token(personWith('SUPPORT')),
    );
    expect(body.data).toEqual({ node: { moneyAtRisk: null, approvals: null } });
    expect(body.errors!.map(({ path }) => path)).toEqual([
      ['node', 'moneyAtRisk'],
      ['node', 'approvals'],
    ]);
  });
});

describe('runs for a caller with a scope', () => {
  const scope: RowScope = { legalEntities: new Set(['EU01']), regions: null, unassigned: false };

  it('are those that concern only records within it: by id, in lists and with all that hangs on them', async () => {
    const { database } = hub.copy;
    const shared = await giveRun(database, {
      subjectId: customer,
      customerId: customer,
      concerns: [customer, other],
      steps: [{ name: 'order' }],
      checkpoints: [{ name: 'billed', system: null }],
    });
    const nobodys = await giveRun(database, { subjectId: other, concerns: [] });
    const { runs } = hub.within(scope);
    expect((await runs.byIds([stopped, shared, nobodys])).map((run) => run?.id)).toEqual([
      stopped,
      undefined,
      undefined,
    ]);
    const everything = {
      process: null,
      status: null,
      slaState: null,
      correlationId: null,
      from: null,
      to: null,
    };
    const { ids, total } = await runs.list(everything, { first: 200 });
    const all = await hub.runs.list(everything, { first: 200 });
    expect(all.ids).toEqual(expect.arrayContaining([shared, nobodys]));
    expect([...ids]).toEqual(all.ids.filter((id) => id !== shared && id !== nobodys));
    expect(await total()).toBe((await all.total()) - 2);
    const [page] = await runs.ofCustomers([customer], { first: 200 });
    expect(page!.ids).not.toContain(shared);
    expect(await runs.steps([shared])).toEqual([[]]);
    expect(await runs.checkpoints([shared])).toEqual([[]]);
    expect(await runs.about([shared, stopped])).toMatchObject([null, { id: stopped }]);
    const order = { runId: shared, fromStep: null, reason: 'why' };
    const acting = { principal: personWith('CONTROLLER'), correlationId: 'c' };
    await expect(runs.order(acting, 'scoped', 'pauseRun', order)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
