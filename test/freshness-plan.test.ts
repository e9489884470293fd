import { type ExecutionResult, execute, type GraphQLResolveInfo, parse, validate } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import type { FreshnessNeed, Hub } from '../src/context.ts';
import { loadSchema } from '../src/http/schema.ts';
import { type Plan, planOf } from '../src/resolvers/freshness.ts';
import { graphContext } from '../src/resolvers/request.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';

const schema = loadSchema();

/** The plan of the first root field of an operation. */
async function plan(source: string, variableValues: Record<string, unknown> = {}): Promise<Plan> {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  let found: Plan | undefined;
  const fieldResolver = (_root: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
    found = planOf(info);
    return null;
  };
  const bare = loadSchema();
  for (const field of Object.values(bare.getQueryType()!.getFields())) field.resolve = fieldResolver;
  const { errors } = await execute({ schema: bare, document, variableValues });
  if (!found) throw errors?.[0]?.originalError ?? new Error('nothing was planned');
  return found;
}

/** Needs as text: `Customer name,segment 1000 FAIL`, `Invoice * 0 SERVE_STALE`. */
const shown = ({ needs }: Plan): string[] =>
  needs
    .map(
      ({ kind, fields, bound }: FreshnessNeed) =>
        `${kind} ${fields?.join(',') ?? '*'} ${bound.maxAgeMs} ${bound.onError}`,
    )
    .toSorted();

describe('the plan of a root field', () => {
  it('is empty without a directive, or without an age', async () => {
    expect(shown(await plan('{ customer(id: "x") { name invoices { totalCount } } }'))).toEqual([]);
    expect(shown(await plan('query @freshness(onError: FAIL) { customer(id: "x") { name } }'))).toEqual([]);
  });

  it('names the fields of the record that are read, and nothing for what is the hub’s own', async () => {
    const fields =
      'id version updatedAt name taxProfile { status } legalEntity { code } accountOwner { name } externalRefs { object } provenance { path }';
    expect(shown(await plan(`query @freshness(maxAgeMs: 1000) { customer(id: "x") { ${fields} } }`))).toEqual(
      ['Customer name,taxIds,taxJurisdictions,taxExemption,legalEntity,accountOwner 1000 SERVE_STALE'],
    );
  });

  it('names the lists that are read, also by what is computed from them', async () => {
    const lists =
      'invoices { edges { node { number lines { product { name } } postings { number } subscription { mrr { amount } } } } } balances { asOf } health { risk }';
    expect(shown(await plan(`query @freshness(maxAgeMs: 5) { customer(id: "x") { ${lists} } }`))).toEqual([
      'BillingSubscription * 5 SERVE_STALE',
      'CreditMemo * 5 SERVE_STALE',
      'Invoice * 5 SERVE_STALE',
      'LedgerPosting * 5 SERVE_STALE',
      'Payment * 5 SERVE_STALE',
      'SupportCase * 5 SERVE_STALE',
    ]);
  });

  it('takes the tightest bound where a thing is read twice', async () => {
    const query = `query { customer(id: "x") { a: name @freshness(maxAgeMs: 90, onError: NULL_FIELD) b: name @freshness(maxAgeMs: 10) segment @freshness(maxAgeMs: 50)
      i: invoices @freshness(maxAgeMs: 30) { totalCount } j: invoices @freshness(maxAgeMs: 70, onError: FAIL) { totalCount } } }`;
    expect(shown(await plan(query))).toEqual([
      'Customer name 10 NULL_FIELD',
      'Customer segment 50 SERVE_STALE',
      'Invoice * 30 FAIL',
    ]);
  });

  it('lets a directive below override the one above, argument by argument', async () => {
    const query = `query @freshness(maxAgeMs: 1000, onError: FAIL) { customer(id: "x") { name creditLimit @freshness(maxAgeMs: 0) { amount }
      invoices { totalCount edges { node { status @freshness(onError: NULL_FIELD) } } } cases @freshness(maxAgeMs: 7, onError: SERVE_STALE) { totalCount } } }`;
    expect(shown(await plan(query))).toEqual([
      'Customer creditLimit 0 FAIL',
      'Customer name 1000 FAIL',
      'Invoice * 1000 FAIL',
      'SupportCase * 7 SERVE_STALE',
    ]);
  });

  it('follows variables, fragments, aliases and conditions', async () => {
    const query = `query ($age: Int, $policy: StalePolicy, $no: Boolean = false) { c: customer(id: "x") @freshness(maxAgeMs: $age, onError: $policy) { ...f segment @include(if: $no) cases @skip(if: true) { totalCount } } }
      fragment f on Customer { n: name ... on CanonicalRecord { id } ... on Customer { payments { totalCount } } }`;
    expect(shown(await plan(query, { age: 3, policy: 'FAIL' }))).toEqual([
      'Customer name 3 FAIL',
      'Payment * 3 FAIL',
    ]);
    expect(shown(await plan(query, { age: null, policy: 'FAIL' }))).toEqual([]);
  });

  it('goes to the customer of another record, and on from there', async () => {
    const { needs, hops } = await plan(
      `query @freshness(maxAgeMs: 9) { invoice(id: "x") { number customer { name parent { name } cases { totalCount } rollup { customers } } } }`,
    );
    expect(shown({ needs, hops })).toEqual([
      'BillingSubscription * 9 SERVE_STALE',
      'Customer * 9 SERVE_STALE',
      'Customer name,parent 9 SERVE_STALE',
      'Invoice * 9 SERVE_STALE',
      'Invoice number 9 SERVE_STALE',
      'SupportCase * 9 SERVE_STALE',
    ]);
    expect([...hops].toSorted()).toEqual(['customer', 'descendants', 'parent']);
  });

  it('knows the types that a node may have', async () => {
    const query =
      'query @freshness(maxAgeMs: 4) { node(id: "x") { id ... on Invoice { total { amount } } ... on Customer { invoices { totalCount } } ... on Product { name } } }';
    expect(shown(await plan(query))).toEqual([
      'Invoice * 4 SERVE_STALE',
      'Invoice total 4 SERVE_STALE',
      'Product name 4 SERVE_STALE',
    ]);
  });
});

describe('an operation that asks for fresh values', () => {
  let hub: TestHub;
  let served: Served;
  let robotics: string;
  beforeAll(async () => {
    hub = await createTestHub();
    served = await serve(hub);
    robotics = await hub.idOf('salesforce', 'Account', '002');
  });
  afterAll(async () => {
    await served.close();
    await hub.close();
  });
  beforeEach(() => {
    for (const shelf of Object.values(hub.shelves)) {
      shelf.fault = null;
      shelf.calls.length = 0;
    }
  });

  const down = (instance: string, system: string): Problem =>
    new Problem('SOURCE_UNAVAILABLE', `${instance} did not answer`, { source: instance, system });
  const calls = (): string[] =>
    Object.entries(hub.shelves)
      .flatMap(([name, { calls: each }]) => each.map((call) => `${name} ${call}`))
      .toSorted();
  const page = `name creditLimit { amount } legalEntity { code } balances { open { amount } } invoices { totalCount edges { node { number status } } } cases { totalCount } contacts { totalCount }`;
  const query = (onError: string) =>
    `query ($id: ID!) @freshness(maxAgeMs: 0, onError: ${onError}) { customer(id: $id) { ${page} } sources { name } }`;
  const whole = {
    name: 'Acme Robotics',
    creditLimit: { amount: '50000.00' },
    legalEntity: { code: 'EU01' },
    balances: { open: { amount: '188.00' } },
    invoices: {
      totalCount: 3,
      edges: [
        { node: { number: 'INV-3', status: 'POSTED' } },
        { node: { number: 'INV-2', status: 'OVERDUE' } },
        { node: { number: 'INV-1', status: 'PAID' } },
      ],
    },
    cases: { totalCount: 2 },
    contacts: { totalCount: 1 },
  };

  it('costs one call to each source and kind, all in one go', async () => {
    const { body } = await served.post(query('FAIL'), { id: robotics });
    expect(body.errors).toBeUndefined();
    expect(body.data!.customer).toEqual(whole);
    expect(body.extensions).toBeUndefined();
    expect(calls()).toEqual([
      'netsuite fetch Customer 1',
      'salesforce fetch Customer 1',
      'salesforce list Contact 1',
      'zendesk list SupportCase 1',
      'zuora list CreditMemo 1',
      'zuora list Invoice 1',
      'zuora list Payment 1',
    ]);
  });

  it('costs no more for a page of customers', async () => {
    const { body } = await served.post(
      `query @freshness(maxAgeMs: 0) { customers { edges { node { name invoices { totalCount } } } } }`,
    );
    expect(body.errors).toBeUndefined();
    expect(calls()).toEqual(['salesforce fetch Customer 3', 'zuora list Invoice 1']);
  });

  it.each([
    ['query @freshness(maxAgeMs: -1) { customers { totalCount } }'],
    ['{ customers { totalCount edges { node { name @freshness(maxAgeMs: -1) } } } }'],
    ['query ($age: Int) { customers @freshness(maxAgeMs: $age) { totalCount } }', { age: -1 }],
    ['query ($age: Int = -1) { viewer { id @freshness(maxAgeMs: $age) } }'],
    ['{ viewer { ...f } } fragment f on User { id @freshness(maxAgeMs: -1) }'],
    [
      'query ($no: Boolean = false) { customers { totalCount edges { cursor @include(if: $no) @freshness(maxAgeMs: -1) } } }',
    ],
    [
      'mutation { replayEvents(input: { mode: DRY_RUN, types: ["invoice.*"], idempotencyKey: "k" }) { replayed @freshness(maxAgeMs: -1) } }',
    ],
  ])(
    'is refused a negative age before anything is read: %s',
    async (text: string, variables: object = {}) => {
      for (let time = 0; time < 3; time++) {
        const { status, body } = await served.post(text, { ...variables });
        const [error] = body.errors!;
        expect([status, error!.extensions.code, body.data]).toEqual([400, 'INVALID_INPUT', undefined]);
        expect(error!.extensions.field).toBe('maxAgeMs');
        const streamed = await served.send({
          path: '/graphql/stream',
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: text, variables }),
        });
        expect(streamed.text).toMatch(/"code":"INVALID_INPUT"/);
        expect(streamed.text).not.toMatch(/"data":/);
      }
      expect(calls()).toEqual([]);
    },
  );

  it('costs nothing when the copy is young enough, or nothing is asked', async () => {
    await served.post(`query ($id: ID!) @freshness(maxAgeMs: 3600000) { customer(id: $id) { ${page} } }`, {
      id: robotics,
    });
    await served.post(`query ($id: ID!) { customer(id: $id) { ${page} } }`, { id: robotics });
    expect(calls()).toEqual([]);
  });

  it('shows what has changed in the source', async () => {
    const { records } = hub.shelves.zendesk;
    const index = records.findIndex((each) => each.externalId === '9002');
    const [solved] = records.splice(index, 1);
    const { body } = await served.post(
      `query ($id: ID!) { customer(id: $id) { cases @freshness(maxAgeMs: 0) { edges { node { number } } } } }`,
      { id: robotics },
    );
    expect(body.data).toEqual({ customer: { cases: { edges: [{ node: { number: '9001' } }] } } });
    records.push({ ...solved!, version: 'seen again' });
    await served.post(
      `query ($id: ID!) { customer(id: $id) { cases @freshness(maxAgeMs: 0) { totalCount } } }`,
      { id: robotics },
    );
  });

  it('is served the last values of a source that is down, and told so', async () => {
    hub.shelves.zuora.fault = down('zuora', 'BILLING');
    const { status, body } = await served.post(query('SERVE_STALE'), { id: robotics });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.data!.customer).toEqual(whole);
    const failure = {
      source: 'zuora',
      system: 'BILLING',
      code: 'SOURCE_UNAVAILABLE',
      status: 'STALE',
      asOf: expect.stringMatching(/Z$/),
      retryable: true,
    };
    expect(body.extensions!.sources).toEqual(
      expect.arrayContaining(['CreditMemo', 'Invoice', 'Payment'].map((kind) => ({ ...failure, kind }))),
    );
    expect(body.extensions!.sources).toHaveLength(3);
  });

  it('loses the fields of a source that is down, and no others', async () => {
    hub.shelves.zuora.fault = down('zuora', 'BILLING');
    const failed = await served.post(query('FAIL'), { id: robotics });
    expect(failed.status).toBe(200);
    expect(failed.body.data!.customer).toEqual({ ...whole, balances: null, invoices: null });
    expect(failed.body.errors!.map(({ path, extensions }) => [path!.join('.'), extensions])).toEqual(
      ['customer.balances', 'customer.invoices'].map((path) => [
        path,
        {
          code: 'SOURCE_UNAVAILABLE',
          source: 'zuora',
          system: 'BILLING',
          retryable: true,
          asOf: expect.any(String),
          correlationId: expect.any(String),
        },
      ]),
    );
    const blanked = await served.post(query('NULL_FIELD'), { id: robotics });
    expect([blanked.body.data!.customer, blanked.body.errors]).toEqual([
      { ...whole, balances: null, invoices: null },
      undefined,
    ]);
    expect(blanked.body.extensions!.sources).toHaveLength(3);
  });

  it('loses single fields and links of a record in the same way', async () => {
    hub.shelves.netsuite.fault = new Problem('RATE_LIMITED', 'netsuite allows no more calls now', {
      source: 'netsuite',
      retryAfterMs: 2000,
    });
    const { body } = await served.post(query('FAIL'), { id: robotics });
    expect(body.data!.customer).toEqual({ ...whole, creditLimit: null, legalEntity: null });
    expect(body.errors!.map(({ path }) => path!.join('.')).toSorted()).toEqual([
      'customer.creditLimit',
      'customer.legalEntity',
    ]);
    expect(body.errors![0]!.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      system: 'ERP',
    });
    const blanked = await served.post(query('NULL_FIELD'), { id: robotics });
    expect([blanked.body.data!.customer, blanked.body.errors]).toEqual([
      { ...whole, creditLimit: null, legalEntity: null },
      undefined,
    ]);
  });

  it('of an invoice loses what billing decides, not the customer’s own fields', async () => {
    hub.shelves.zuora.fault = down('zuora', 'BILLING');
    const id = await hub.idOf('zuora', 'Invoice', '2');
    const { body } = await served.post(
      `query ($id: ID!) @freshness(maxAgeMs: 0, onError: FAIL) { invoice(id: $id) { id number status agingBucket amounts { fxRate } sourceStatus { raw } customer { name } } }`,
      { id },
    );
    expect(body.data!.invoice).toEqual({
      id,
      number: null,
      status: null,
      agingBucket: null,
      amounts: null,
      sourceStatus: [{ raw: 'Posted' }],
      customer: { name: 'Acme Robotics' },
    });
    expect(body.errors!.map(({ path }) => path!.at(-1)).toSorted()).toEqual([
      'agingBucket',
      'amounts',
      'number',
      'status',
    ]);
  });

  it('judges each root field by its own directive', async () => {
    hub.shelves.salesforce.fault = down('salesforce', 'CRM');
    const { body } = await served.post(
      `query ($id: ID!) { a: customer(id: $id) @freshness(maxAgeMs: 0, onError: FAIL) { name contacts { totalCount } } b: customer(id: $id) { name contacts { totalCount } } n: nodes(ids: [$id]) @freshness(maxAgeMs: 0, onError: NULL_FIELD) { ... on Customer { name segment creditHold } } }`,
      { id: robotics },
    );
    expect(body.data).toEqual({
      a: { name: null, contacts: null },
      b: { name: 'Acme Robotics', contacts: { totalCount: 1 } },
      n: [{ name: null, segment: null, creditHold: false }],
    });
    expect(body.errors!.map(({ path }) => path!.join('.'))).toEqual(['a.name', 'a.contacts']);
  });

  it('reaches the parent and everything below it', async () => {
    const group = await hub.idOf('salesforce', 'Account', '001');
    const down1 = await served.post(
      `query ($id: ID!) @freshness(maxAgeMs: 0) { customer(id: $id) { children { edges { node { invoices { totalCount } } } } } }`,
      { id: group },
    );
    expect(down1.body.errors).toBeUndefined();
    expect(calls()).toContain('zuora list Invoice 1');
    const up: Hub = hub;
    const document = parse(
      `query ($id: ID!) @freshness(maxAgeMs: 0) { customer(id: $id) { parent { name segment } ultimateParent { name } } }`,
    );
    const answer: ExecutionResult = await execute({
      schema,
      document,
      variableValues: { id: robotics },
      contextValue: graphContext(up),
    });
    expect(answer).toEqual({
      data: {
        customer: {
          parent: { name: 'Acme Group', segment: 'Enterprise' },
          ultimateParent: { name: 'Acme Group' },
        },
      },
    });
    expect(calls()).toContain('salesforce fetch Customer 2');
  });
});
