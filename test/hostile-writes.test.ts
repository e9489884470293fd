import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letAmendmentsBe } from './support/amendment-sample.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { faultOf } from './support/hostile.ts';
import { convene, type Council, party } from './support/parties.ts';
import { letRunsHappen, letRunsStop } from './support/samples.ts';

// Whatever is asked of orchestrated writes: the answer says whose fault it is, and the log holds no fault of the hub.

let hub: TestHub;
let council: Council;
let ids: Readonly<Record<'preview' | 'run' | 'exception' | 'deal' | 'subscription', string>>;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
  await letRunsHappen(hub);
  await letRunsStop(hub);
  const one = async (sql: string): Promise<string> =>
    (await hub.copy.database.query<{ id: string }>(sql)).rows[0]!.id;
  const run = await one('select id from run order by id limit 1');
  ids = {
    run,
    preview: await letAmendmentsBe(hub, run),
    exception: await one('select id from exception where settled_at is null'),
    deal: await hub.idOf('salesforce', 'Opportunity', '006'),
    subscription: await hub.idOf('zuora', 'BillingSubscription', 'S-1'),
  };
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const who = party('red@example.com', { roles: ['CONTROLLER'] });
const texts = [
  '\0',
  '\ud800',
  'x\0',
  'x\udfff',
  '',
  "' or 1=1; --",
  '__proto__',
  'constructor',
  'x'.repeat(5000),
];
let keys = 0;

/** What the log holds that is a bug. */
const bugs = (): readonly string[] =>
  council.served.log
    .filter((line) => line['level'] === 50)
    .map((line) => JSON.stringify(line).slice(0, 1500));

/** What is wrong with the answers to a question with each of these variables. */
async function faults(query: string, asked: readonly object[]): Promise<readonly string[]> {
  const found: string[] = [];
  const before = bugs().length;
  for (const variables of asked) {
    const { status, text } = await council.ask(who, query, variables as Record<string, unknown>);
    const fault = faultOf(status, text);
    found.push(
      ...[fault]
        .flatMap((each) => each ?? [])
        .map((each) => `${each} ${JSON.stringify(variables).slice(0, 200)}`),
    );
  }
  return [...found, ...bugs().slice(before)];
}

const actions = ['pauseRun', 'resumeRun', 'retryFromStep', 'cancelRun', 'compensateRun', 'cancelAmendment'];
const mending = ['assignExceptions', 'commentException', 'fixAndResume', 'skipException', 'retryException'];
type Case = readonly [mutation: string, type: string, field: string];
const cases: readonly Case[] = [
  ...['clientMutationId', 'previewId', 'note'].map((field): Case => [
    'commitAmendment',
    'CommitAmendmentInput',
    field,
  ]),
  ...actions.flatMap((name) => ['runId', 'reason'].map((field): Case => [name, 'RunActionInput', field])),
  ['startQuoteToCash', 'StartQuoteToCashInput', 'opportunityId'],
  ...mending.flatMap((name) =>
    ['exceptionIds', 'rootCauseKey', 'note'].map((field): Case => [name, 'ExceptionActionInput', field]),
  ),
  ['assignExceptions', 'ExceptionActionInput', 'assigneeId'],
];

/** What each input holds where it is not spoilt. */
const usual = (type: string): object =>
  new Map<string, object>([
    ['CommitAmendmentInput', { previewId: ids.preview }],
    ['RunActionInput', { runId: ids.run, reason: 'why' }],
    ['StartQuoteToCashInput', { opportunityId: ids.deal }],
    ['ExceptionActionInput', { exceptionIds: [ids.exception], note: 'n' }],
  ]).get(type)!;
/** The field with this text; the list of exceptions gives way to their cause. */
const spoilt = (field: string, text: string): object =>
  new Map<string, object>([
    ['exceptionIds', { exceptionIds: [text] }],
    ['rootCauseKey', { exceptionIds: null, rootCauseKey: text }],
  ]).get(field) ?? { [field]: text };
const key = (): object => ({ idempotencyKey: `hostile-${(keys += 1)}` });

describe('an orchestrated write', () => {
  it.each(cases)('%s (%s) meets any text in %s without a fault', async (mutation, type, field) => {
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`;
    const asked = texts.map((text) => ({ input: { ...key(), ...usual(type), ...spoilt(field, text) } }));
    expect(await faults(query, asked)).toEqual([]);
  });

  it('meets any patch without a fault, and mends nothing by it', async () => {
    const query = `mutation ($input: ExceptionActionInput!) { fixAndResume(input: $input) { userErrors { code } results { ok error { code field } } } }`;
    const parse = (text: string): unknown => JSON.parse(text);
    const patches = [
      [],
      'x',
      5,
      {},
      parse('{"__proto__": {"a": 1}}'),
      { constructor: 1 },
      { 'ledgerItem.CARE': '\0' },
      { 'ledgerItem.CARE': { toString: 1 } },
      { 'ledgerItem.CARE': parse('{"__proto__": 1}') },
      { 'ledgerItem.CARE': parse('['.repeat(60) + ']'.repeat(60)) },
      { ['x'.repeat(100_000)]: 1 },
      Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`k${index}`, index])),
      { '\0': 1 },
      { '\ud800': 1 },
    ];
    const asked = patches.map((patch) => ({ input: { ...key(), exceptionIds: [ids.exception], patch } }));
    expect(await faults(query, asked)).toEqual([]);
    const { rows } = await hub.copy.database.query('select 1 from exception where status = $1', ['RETRYING']);
    expect(rows).toEqual([]);
  });

  it.each([0, 501, 10_000])('meets a list of %i exceptions without a fault', async (count) => {
    const query = `mutation ($input: ExceptionActionInput!) { commentException(input: $input) { userErrors { code } results { ok } } }`;
    const exceptionIds = Array.from({ length: count }, (_, index) => `exc_${index}`);
    expect(await faults(query, [{ input: { ...key(), exceptionIds, note: 'x' } }])).toEqual([]);
  });

  it('meets any step to begin at without a fault', async () => {
    const query = `mutation ($input: RunActionInput!) { retryFromStep(input: $input) { userErrors { code } } }`;
    const asked = [-1, 2_147_483_647, -2_147_483_648].map((fromStep) => ({
      input: { ...key(), runId: ids.run, reason: 'x', fromStep },
    }));
    expect(await faults(query, asked)).toEqual([]);
  });
});

describe('a preview', () => {
  const query = `query ($input: AmendmentInput!) { previewAmendment(input: $input) { id } }`;
  const change = (more: object): object => ({
    input: { subscriptionId: ids.subscription, expectedVersion: 1, effectiveDate: '2026-11-21', ...more },
  });

  it('meets any text without a fault', async () => {
    const asked = texts.flatMap((text) => [
      change({ type: 'CANCEL', subscriptionId: text }),
      change({ type: 'CANCEL', reason: text }),
      change({ type: 'CO_TERM', coTermWith: text }),
      change({ type: 'QUANTITY', items: [{ itemId: text, quantity: '1' }] }),
      change({ type: 'ADD_ON', items: [{ priceId: text, quantity: '1' }] }),
    ]);
    expect(await faults(query, asked)).toEqual([]);
  });

  it('meets any quantity, date, term and version without a fault', async () => {
    const quantities = [
      '9'.repeat(30),
      '0',
      '-5',
      '1.5',
      `0.${'1'.repeat(30)}`,
      '1e5',
      '5'.repeat(50),
      '00',
      '-0',
    ];
    const days = ['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '', '2026-2-3'];
    const asked = [
      ...quantities.map((quantity) => change({ type: 'QUANTITY', items: [{ itemId: 'C-1', quantity }] })),
      ...days.flatMap((effectiveDate) =>
        ['CANCEL', 'RENEW', 'PAUSE', 'RESUME'].map((type) => change({ type, effectiveDate })),
      ),
      ...days.map((newTermEnd) => change({ type: 'CO_TERM', newTermEnd })),
      ...[0, -1, 2_147_483_647].map((renewalMonths) => change({ type: 'TERMS', renewalMonths })),
      ...[-1, 0, 2_147_483_647].map((expectedVersion) => change({ type: 'CANCEL', expectedVersion })),
      change({
        type: 'ADD_ON',
        items: Array.from({ length: 900 }, (_, index) => ({ priceId: `p${index}` })),
      }),
      change({ type: 'CO_TERM', coTermWith: ids.subscription }),
    ];
    expect(await faults(query, asked)).toEqual([]);
  });

  it('is asked for at most twenty times in one request', async () => {
    const many = Array.from(
      { length: 21 },
      (_, nth) => `p${nth}: previewAmendment(input: $input) { id }`,
    ).join(' ');
    const { text } = await council.ask(
      who,
      `query ($input: AmendmentInput!) { ${many} }`,
      change({ type: 'CANCEL' }) as Record<string, unknown>,
    );
    expect(text).toContain('OPERATION_TOO_COSTLY');
  });
});

describe('a look at orchestrated writes', () => {
  it.each([
    ['($t: String) { exceptions(filter: { ownerTeam: $t }) { totalCount moneyAtRisk { amount } } }'],
    ['($t: ID) { exceptionGroups(filter: { legalEntity: $t }) { count } }'],
    ['($t: String) { exceptions(filter: { rootCauseKey: $t }) { totalCount } }'],
    ['($t: ID) { workflowRuns(correlationId: $t) { totalCount } }'],
    ['($t: Cursor) { workflowRuns(after: $t) { totalCount } exceptions(after: $t) { totalCount } }'],
    ['($t: ID!) { node(id: $t) { id } lineage(id: $t) { complete } }'],
    ['($t: String!) { lineage(externalRef: { system: "zuora", object: $t, externalId: $t }) { complete } }'],
    [
      '($t: SystemKind!) { lineage(externalRef: { system: $t, object: "Account", externalId: "1" }) { complete } }',
    ],
  ])('meets any text without a fault: %s', async (query) => {
    const asked = texts.flatMap((text) =>
      [
        text,
        `run_${text}`,
        `exc_${text}`,
        `prv_${text}`,
        `evt_${text}`,
        `a/b/${text}`,
        `${text}/Account/1`,
      ].map((t) => ({ t })),
    );
    expect(await faults(`query ${query}`, asked)).toEqual([]);
  });

  it('meets any bound without a fault', async () => {
    const query = `query ($f: ExceptionFilter) { exceptions(filter: $f) { totalCount edges { node { id } } } exceptionGroups(filter: $f) { count } }`;
    const bounds = ['9'.repeat(30), '0', `0.${'0'.repeat(29)}1`, '-1'].map((moneyAtRiskGte) => ({
      f: { moneyAtRiskGte },
    }));
    expect(
      await faults(query, [...bounds, { f: { olderThanMs: 2_147_483_647 } }, { f: { olderThanMs: -1 } }]),
    ).toEqual([]);
  });
});
