import type { ApolloServerPlugin } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../src/context.ts';
import type { RequestContext } from '../src/http/request.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Answer, type Served, serve } from './support/served.ts';

let hub: TestHub;
let interpreted: Served;
let compiled: Served;
const seen: string[] = [];
const ids: Record<string, string> = {};

/** Writes down the hooks that Apollo promises its plugins. */
const observer: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async executionDidStart() {
      seen.push('executionDidStart');
      return {
        async executionDidEnd() {
          seen.push('executionDidEnd');
        },
      };
    },
    async didEncounterErrors({ errors }) {
      seen.push(`didEncounterErrors ${errors.length}`);
    },
    async willSendResponse() {
      seen.push('willSendResponse');
    },
  }),
};

/** The hub, but with faults of its own in two of its readings. */
const broken = (): Hub => ({
  ...hub,
  reader: {
    ...hub.reader,
    rollups: () => Promise.reject(new Error('secret of the database')),
    peekSummary() {
      throw new TypeError('secret of the memory');
    },
  },
});

beforeAll(async () => {
  hub = await createTestHub();
  interpreted = await serve(broken(), { plans: 0 }, { observers: [observer] });
  compiled = await serve(broken(), {}, { observers: [observer] });
  ids.robotics = await hub.idOf('salesforce', 'Account', '002');
  ids.group = await hub.idOf('salesforce', 'Account', '001');
  ids.invoice = await hub.idOf('zuora', 'Invoice', '2');
});
afterAll(async () => {
  await Promise.all([interpreted.close(), compiled.close()]);
  await hub.close();
});

/** An answer without what differs from request to request. */
const steady = ({ status, body }: Answer): unknown =>
  JSON.parse(JSON.stringify({ status, body }).replaceAll(/"correlationId":"[^"]+"/g, '"correlationId":"*"'));

interface Case {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly more?: Record<string, unknown>;
  readonly status?: number;
  readonly code?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'a record with its lists': {
    query: `query ($id: ID!) { customer(id: $id) { __typename id name status invoices(first: 2) { totalCount pageInfo { hasNextPage endCursor }
      edges { cursor node { number status agingBucket total { amount currency } lines { description product { sku } } customer { name } } } } } }`,
    variables: { id: 'robotics' },
  },
  'a page, with fragments, aliases and conditions': {
    query: `query Page($all: Boolean = false, $n: Int) { a: customers(first: $n) { ...page } b: customers(orderBy: [{ by: NAME, direction: DESC }]) { ...page } }
      fragment page on CustomerConnection { edges { node { ... on CanonicalRecord { version } name segment @skip(if: $all) industry @include(if: $all) } } }`,
    variables: { n: 2 },
  },
  'nodes of several types': {
    query: `query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Invoice { number } ... on Customer { name } ... on SourceSystem { kind } } }`,
    variables: { ids: ['robotics', 'invoice', 'src_zuora', 'nothing', 'inv_unknown'] },
  },
  'a single value where a list is declared': {
    query: 'query ($s: [InvoiceStatus!]) { invoices(status: $s) { totalCount } }',
    variables: { s: 'PAID' },
  },
  'a null where there is nothing': {
    query: '{ customer(id: "cus_unknown") { name } wrong: customer(id: "inv_unknown") { name } }',
  },
  'one of several operations': {
    query: 'query A { sources { name } } query B { products { totalCount } }',
    more: { operationName: 'B' },
  },
  'no operation of that name': {
    query: 'query A { sources { name } } query B { products { totalCount } }',
    more: { operationName: 'C' },
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'a variable of the wrong type': {
    query: 'query ($n: Int) { customers(first: $n) { totalCount } }',
    variables: { n: 'ten' },
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  'a variable left out': {
    query: 'query ($id: ID!) { invoice(id: $id) { number } }',
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  'a variable that a scalar refuses': {
    query: 'query ($d: Date) { customers(filter: { renewalBefore: $d }) { totalCount } }',
    variables: { d: '2026-02-30' },
    status: 400,
    code: 'INVALID_INPUT',
  },
  'a null for a condition': {
    query: 'query ($b: Boolean! = true) { sources { name @include(if: $b) } }',
    variables: { b: null },
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  'a literal that a scalar refuses': {
    query: '{ customers(filter: { arrGte: "a lot" }) { totalCount } }',
    status: 400,
    code: 'INVALID_INPUT',
  },
  'a refused argument of a nullable field': {
    query: '{ customer { name } sources { name } }',
    status: 200,
    code: 'INVALID_INPUT',
  },
  'a refused argument of a field that is never null': {
    query: '{ customers(first: 1000) { totalCount } sources { name } }',
    status: 200,
    code: 'INVALID_INPUT',
  },
  'a cursor of another list': {
    query: 'query ($id: ID!) { customer(id: $id) { name invoices(after: "Zm9yZ2Vk") { totalCount } } }',
    variables: { id: 'robotics' },
    status: 200,
    code: 'CURSOR_INVALID',
  },
  'a bug behind a promise': {
    query: 'query ($id: ID!) { customer(id: $id) { name rollup { customers } } }',
    variables: { id: 'robotics' },
    status: 200,
    code: 'INTERNAL',
  },
  'a bug met at once, for every row of a page': {
    query: '{ customers { edges { node { name health { risk } } } } }',
    status: 200,
    code: 'INTERNAL',
  },
};

describe.each(Object.entries(cases))('%s', (_name, { query, variables = {}, more, status = 200, code }) => {
  it('is answered alike by the interpreter and by a compiled plan, hooks included', async () => {
    const given = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map((each) => ids[each] ?? each) : (ids[value as string] ?? value),
      ]),
    );
    const watched = async (server: Served): Promise<{ answer: unknown; hooks: string[] }> => {
      seen.length = 0;
      return { answer: steady(await server.post(query, given, more)), hooks: [...seen] };
    };
    const plain = await watched(interpreted);
    const runs = [await watched(compiled), await watched(compiled), await watched(compiled)];
    for (const run of runs) expect(run.answer).toEqual(plain.answer);
    const answer = plain.answer as Answer;
    expect(answer.status).toBe(status);
    expect(answer.body.errors?.[0]?.extensions.code).toBe(code);
    if (status === 200) for (const run of runs) expect(run.hooks).toEqual(plain.hooks);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('compiled plans', () => {
  it('are made when a document comes the second time, and kept within their bound', async () => {
    const server = await serve(hub, { plans: 2 });
    const ask = (name: string) => server.post(`query ${name} { sources { name } }`);
    await ask('A');
    expect(server.plans()).toBe(0);
    await ask('A');
    expect(server.plans()).toBe(1);
    for (const name of ['B', 'B', 'C', 'C', 'D', 'D']) expect((await ask(name)).body.errors).toBeUndefined();
    expect(server.plans()).toBe(2);
    await server.close();
  });

  it('show a fragment wherever it stands, although it is under a condition elsewhere', async () => {
    const [plain, server] = [await serve(hub, { plans: 0 }), await serve(hub)];
    const fragment = 'fragment F on SourceSystem { name region }';
    for (const query of [
      `query ($not: Boolean!) { a: sources { id ...F @skip(if: $not) } b: sources { ...F } } ${fragment}`,
      `query ($not: Boolean!) { a: sources { id ... @skip(if: $not) { ...F } } b: sources { ...F } } ${fragment}`,
      `query ($not: Boolean!) { a: sources { ...F @skip(if: $not) ...F } } ${fragment}`,
    ])
      for (const not of [true, false, true]) {
        const answers = [await server.post(query, { not }), await server.post(query, { not })];
        const { data } = (await plain.post(query, { not })).body;
        expect(answers.map(({ body }) => body.data)).toEqual([data, data]);
      }
    await Promise.all([plain.close(), server.close()]);
  });

  it('are not made for a variable of a type that contains itself, which would be unrolled for seconds', async () => {
    const server = await serve(hub);
    const query =
      'query ($filter: CustomerFilter) { customers(filter: $filter, first: 1) { edges { node { id } } } }';
    for (let i = 0; i < 3; i++)
      expect(
        (await server.post(query, { filter: { not: { search: 'nobody' } } })).body.errors,
      ).toBeUndefined();
    expect(server.plans()).toBe(0);
    await server.close();
  });

  it('are not made for introspection, nor for an operation that asks for fresh values', async () => {
    const server = await serve(hub);
    for (let i = 0; i < 3; i++) {
      expect((await server.post('{ __schema { queryType { name } } }')).body.data).toBeTruthy();
      expect(
        (await server.post('query @freshness(maxAgeMs: 60000) { sources { name } }')).body.data,
      ).toBeTruthy();
    }
    expect(server.plans()).toBe(0);
    await server.close();
  });
});

describe('an error', () => {
  it('of the hub is masked, and its correlation id finds the stack in the log', async () => {
    const { body } = await compiled.post(
      'query Bug($id: ID!) { customer(id: $id) { rollup { customers } } }',
      { id: ids.robotics },
    );
    const [error] = body.errors!;
    expect(error!.extensions).toEqual({
      code: 'INTERNAL',
      retryable: false,
      correlationId: expect.any(String),
    });
    const line = compiled.log.find((each) => each.correlationId === error!.extensions.correlationId);
    expect(line).toMatchObject({
      path: 'customer.rollup',
      err: { message: 'secret of the database', stack: expect.stringContaining('http.test.ts') },
    });
  });

  it('carries the correlation id that the caller sent', async () => {
    const { body } = await compiled.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'order-4711' },
      body: JSON.stringify({ query: '{ customer { name } }' }),
    });
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', correlationId: 'order-4711' });
  });

  it('of the caller is never a 500', async () => {
    const json = { 'content-type': 'application/json' };
    const bad: [number, string, RequestInit][] = [
      [400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '{"query":' }],
      [400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '[]' }],
      [
        400,
        'BAD_REQUEST',
        { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{ sources { name } }' },
      ],
      [
        415,
        'BAD_REQUEST',
        { method: 'POST', headers: { 'content-type': 'application/xml' }, body: '<query/>' },
      ],
      [405, 'BAD_REQUEST', { method: 'PUT', headers: json, body: '{"query":"{ sources { name } }"}' }],
      [
        413,
        'BAD_REQUEST',
        { method: 'POST', headers: json, body: JSON.stringify({ query: ' '.repeat(300_000) }) },
      ],
      [400, 'GRAPHQL_PARSE_FAILED', { method: 'POST', headers: json, body: '{"query":"{ sources"}' }],
      [400, 'GRAPHQL_VALIDATION_FAILED', { method: 'POST', headers: json, body: '{"query":"{ nothing }"}' }],
    ];
    for (const [status, code, init] of bad) {
      const answer = await compiled.send(init);
      expect(
        [answer.status, answer.body.errors?.[0]?.extensions.code],
        String(init.body).slice(0, 40),
      ).toEqual([status, code]);
    }
  });
});

describe('a document', () => {
  it('of too many tokens is not read', async () => {
    const { status, body } = await compiled.post(`{ ${'sources { name } '.repeat(2000)} }`);
    expect([status, body.errors![0]!.extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });

  it('that is nested too deep is refused, also through fragments', async () => {
    const nested = (depth: number): string => (depth === 0 ? 'name' : `parent { ${nested(depth - 1)} }`);
    const deep = await compiled.post(`{ customer(id: "x") { ${nested(30)} } }`);
    expect([deep.status, deep.body.errors![0]!.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    const spread = await compiled.post(
      `{ customer(id: "x") { ...a } } fragment a on Customer { ${nested(13).replace('name', '...b')} } fragment b on Customer { ${nested(13)} }`,
    );
    expect(spread.body.errors![0]!.message).toMatch(/nested 28 fields deep/);
    expect((await compiled.post(`{ customer(id: "x") { ${nested(20)} } }`)).status).toBe(200);
  });

  it('whose fragments spread themselves is refused', async () => {
    const { status } = await compiled.post(
      '{ customer(id: "x") { ...a } } fragment a on Customer { parent { ...a } }',
    );
    expect(status).toBe(400);
  });
});

describe('the server', () => {
  it('answers a GET only with a header that no page of another origin can send', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ sources { name } }')}`;
    expect((await compiled.send({ path })).status).toBe(400);
    const { status, body } = await compiled.send({ path, headers: { 'apollo-require-preflight': 'true' } });
    expect([status, body.data]).toEqual([
      200,
      { sources: hub.sources.map(({ instance }) => ({ name: instance })) },
    ]);
  });

  it('is alive as soon as it listens, and ready when it is told', async () => {
    let ready = false;
    const server = await serve(hub, {}, { ready: () => ready });
    expect((await server.send({ path: '/livez' })).status).toBe(200);
    expect((await server.send({ path: '/readyz' })).status).toBe(503);
    ready = true;
    expect((await server.send({ path: '/readyz' })).status).toBe(200);
    await server.close();
  });
});
