import { createClient as sseClient } from 'graphql-sse';
import { createClient as socketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Principal } from '../src/auth/principal.ts';
import { bury } from '../src/store/dead-letter.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, testAccess } from './support/roles.ts';
import { type Answer, serve, type Served } from './support/served.ts';

const access = testAccess();
let hub: TestHub;
let served: Served;
let production: Served;
let robotics: string;
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs: 100 });
  served = await serve(hub, {}, { access });
  production = await serve(hub, {}, { access, production: true, operations: { trustedOnly: false } });
  robotics = await hub.idOf('salesforce', 'Account', '002');
});
afterAll(async () => {
  await served?.close();
  await production?.close();
  await hub?.close();
});

const headersOf = (caller: Principal | null): Record<string, string> =>
  caller === null ? {} : { authorization: `Bearer ${access.token(caller)}` };

async function ask(
  query: string,
  caller: Principal | null,
  variables: object = {},
  server = served,
): Promise<Answer> {
  return server.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(caller) },
    body: JSON.stringify({ query, variables }),
  });
}

/** The first result of an operation over an event stream. */
async function askStream(query: string, caller: Principal | null, server = served): Promise<unknown> {
  const client = sseClient({
    url: `${server.url}/graphql/stream`,
    headers: headersOf(caller),
    retryAttempts: 0,
  });
  const results = client.iterate({ query });
  const { value } = await results.next();
  await results.return?.();
  client.dispose();
  return value;
}

/** The first result of an operation over a socket, or the errors that refuse it. */
async function askSocket(query: string, caller: Principal | null, server = served): Promise<unknown> {
  const client = socketClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: headersOf(caller),
  });
  const results = client.iterate({ query });
  const found = await results.next().then(
    ({ value }: IteratorResult<unknown, unknown>) => value,
    (errors: unknown) => errors,
  );
  await client.dispose();
  return found;
}

const ways = [
  ['HTTP', async (...args: Parameters<typeof askStream>) => (await ask(args[0], args[1], {}, args[2])).body],
  ['an event stream', askStream],
  ['a socket', askSocket],
] as const;

const customersBy = (filter: string): string =>
  `{ customers(filter: ${filter}) { totalCount edges { node { id } } } }`;

describe('a filter or an order', () => {
  it('by what the caller may not read is refused, however deep it stands, in the document or in a variable', async () => {
    const support = personWith('SUPPORT');
    for (const filter of [
      '{ arrGte: "1" }',
      '{ and: [{ or: [{ not: { arrGte: "1" } }] }] }',
      '{ status: [ACTIVE], and: [{ arrGte: "0" }] }',
    ]) {
      const { body } = await ask(customersBy(filter), support);
      expect(body.errors).toMatchObject([{ path: ['customers'], extensions: { code: 'FORBIDDEN' } }]);
      expect(body.errors![0]!.message).toContain('CustomerFilter.arrGte');
    }
    const query =
      'query ($by: CustomerOrderField!) { customers(orderBy: [{ by: $by, direction: ASC }]) { totalCount } }';
    const orders = await Promise.all(
      ['ARR', 'OPEN_AR', 'NAME', 'RISK'].map(async (by) => (await ask(query, support, { by })).body),
    );
    expect(orders.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      undefined,
      undefined,
    ]);
  });

  it('by what the caller reads is answered, as is one that is null', async () => {
    const found = await Promise.all(
      [
        [customersBy('{ arrGte: "1" }'), personWith('SALES_OPS')],
        [customersBy('{ arrGte: null, overdueDaysGte: 1 }'), personWith('SUPPORT')],
        [customersBy('{ search: "acme" }'), personWith('ADMIN')],
        [`{ customer(id: "${robotics}") { cases(open: true) { totalCount } } }`, personWith('SUPPORT')],
      ].map(async ([query, caller]) => (await ask(query as string, caller as Principal)).body.errors),
    );
    expect(found).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is refused to a service whose scopes name the list but not what the filter tells of', async () => {
    const { body } = await ask(customersBy('{ arrGte: "1" }'), serviceWith(['customers:read']));
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const both = serviceWith(['customers:read', 'billing:read']);
    expect((await ask(customersBy('{ arrGte: "1" }'), both)).body.errors).toBeUndefined();
  });
});

describe('a service account', () => {
  it('is shown nothing behind a field that leads out of its scopes', async () => {
    const invoice = await hub.idOf('zuora', 'Invoice', '1');
    const query = `{ invoice(id: "${invoice}") { number total { amount } customer { id name } postings { number } } }`;
    const { body } = await ask(query, serviceWith(['billing:read']));
    expect(body.data).toMatchObject({ invoice: { number: 'INV-1', customer: null, postings: null } });
    expect(body.errors!.map(({ path }) => path!.join('.')).toSorted()).toEqual([
      'invoice.customer',
      'invoice.postings',
    ]);
  });

  it('is neither told of nor can count what is said of the sync of records that it does not see', async () => {
    const { database } = hub.copy;
    const cause = { correlationId: 'untaken', causationId: null, attempts: 1 };
    const place = { instance: 'zuora', system: 'BILLING', kind: 'Payment', object: 'payment' } as const;
    await database.transaction((db) =>
      bury(db, {
        ...place,
        externalId: 'PAY-7',
        feed: 'payments',
        code: 'SOURCE_CONTRACT',
        reason: 'amount 12.34 does not fit',
        attempts: 1,
        cause: { ...cause, receivedAt: new Date().toISOString() },
      }),
    );
    await hub.log.advance();
    const query = '{ events(correlationId: "untaken") { totalCount edges { node { subjectId data } } } }';
    const told = async (caller: Principal) => (await ask(query, caller)).body.data!['events'];
    expect(await told(serviceWith(['events:read', 'customers:read']))).toEqual({ totalCount: 0, edges: [] });
    const seen = {
      totalCount: 1,
      edges: [{ node: { subjectId: 'src_zuora', data: { externalId: 'PAY-7' } } }],
    };
    expect(await told(serviceWith(['events:read', 'billing:read']))).toMatchObject(seen);
    const integration = await told(personWith('INTEGRATION'));
    expect(integration).toMatchObject(seen);
    expect(JSON.stringify(integration)).not.toContain('12.34');
  });

  it('changes nothing without the scope for it', async () => {
    const query = 'mutation { replayEvents(input: { mode: DRY_RUN, types: ["invoice.*"] }) { replayed } }';
    const before = await hub.copy.database.query('select id from replay');
    const { body } = await ask(query, serviceWith(['operations:read', 'events:read']));
    expect(body).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect((await hub.copy.database.query('select id from replay')).rows).toEqual(before.rows);
  });
});

describe('the schema itself', () => {
  const introspection = '{ __schema { queryType { name } } }';

  it.each(ways)(
    'is told in production over %s only to those who run the machines or audit them',
    async (_way, by) => {
      for (const role of ['INTEGRATION', 'ADMIN', 'AUDITOR'] as const)
        expect(await by(introspection, personWith(role), production)).toMatchObject({
          data: { __schema: { queryType: { name: 'Query' } } },
        });
      const hidden = [
        'query { ...A } fragment A on Query { x: __type(name: "Customer") { name } }',
        introspection,
      ];
      for (const query of hidden)
        expect(JSON.stringify(await by(query, personWith('SALES_OPS'), production))).toContain('FORBIDDEN');
    },
  );

  it('is told to everybody elsewhere, and answers with 403 where it is not', async () => {
    expect((await ask(introspection, personWith('SALES_OPS'))).body.errors).toBeUndefined();
    const { status, body } = await ask(introspection, personWith('SALES_OPS'), {}, production);
    expect([status, body.data]).toEqual([403, undefined]);
    const names = await ask('{ __typename sources { __typename } }', personWith('SALES_OPS'), {}, production);
    expect(names.body.errors).toBeUndefined();
  });

  it.each(ways)('is not told name by name over %s', async (_way, by) => {
    const typing = [
      '{ customer(id: 1) { nam } }',
      '{ custome(id: 1) { name } }',
      '{ customers(filter: { arrGt: "1" }) { totalCount } }',
      '{ customers(orderBy: [{ by: ARRR, direction: ASC }]) { totalCount } }',
      '{ node(id: 1) { name } }',
      '{ customers(filte: null) { totalCount } }',
      'query ($a: Decima) { customers(filter: { arrGte: $a }) { totalCount } }',
      '{ customer(id: 1) { ... on Custome { name } } }',
      '{ customer(id: 1) { legalEntity } }',
    ];
    for (const query of typing) {
      const text = JSON.stringify(await by(query, personWith('SALES_OPS'), production));
      expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(text).not.toMatch(/did you mean|or "/i);
    }
  });

  it('is not told by variables either', async () => {
    const query =
      'query ($by: CustomerOrderField!, $f: CustomerFilter) { customers(filter: $f, orderBy: [{ by: $by, direction: ASC }]) { totalCount } }';
    for (const variables of [{ by: 'ARRR' }, { by: 'NAME', f: { arrGt: '1' } }]) {
      const { text } = await ask(query, personWith('SALES_OPS'), variables, production);
      expect(text).toContain('got invalid value');
      expect(text).not.toMatch(/did you mean/i);
    }
  });
});

interface Message {
  readonly __typename: string;
  readonly cursor: string;
  readonly previous?: string;
  readonly event?: { readonly type: string; readonly data: { readonly changed: readonly string[] } };
  readonly node?: object | null;
  readonly nodes?: readonly object[];
}

const stream = `subscription ($id: ID!, $after: EventCursor) { customerChanged(id: $id, after: $after) { __typename
  ... on StreamSnapshot { cursor nodes { id } } ... on StreamHeartbeat { cursor }
  ... on StreamChange { cursor previous node { __typename } event { type data } } } }`;

/** The messages of the stream of a customer up to a number of changes; `write` makes them once the stream stands. */
async function follow(caller: Principal, count: number, after: string | null, write: () => Promise<unknown>) {
  const client = sseClient({
    url: `${served.url}/graphql/stream`,
    headers: headersOf(caller),
    retryAttempts: 0,
  });
  const seen: Message[] = [];
  const results = client.iterate<{ customerChanged: Message }>({
    query: stream,
    variables: { id: robotics, after },
  });
  for await (const { data, errors } of results) {
    expect(errors).toBeUndefined();
    if (seen.push(data!.customerChanged) === 1) await write();
    if (seen.filter(({ event }) => event).length >= count) break;
  }
  client.dispose();
  return seen;
}

describe('a stream', () => {
  it('tells each caller of the events that it sees, what it sees of them, and has no gap in what it tells', async () => {
    const { shelves, copy, log } = hub;
    const change = async (shelf: 'zuora' | 'netsuite', kind: 'Invoice' | 'LedgerPosting', fields: object) => {
      const record = shelves[shelf].records.find((each) => each.kind === kind)!;
      await copy.give(shelf, kind, [{ ...record, fields: { ...record.fields, ...fields } }]);
      await log.advance();
    };
    const money = (amount: string) => ({ amount, currency: 'EUR' });
    const write = async (): Promise<void> => {
      await change('zuora', 'Invoice', { total: money('118.00'), number: 'INV-1a' });
      await change('netsuite', 'LedgerPosting', { memo: 'changed' });
      await change('zuora', 'Invoice', { total: money('117.00'), number: 'INV-1b' });
    };
    const told = (messages: readonly Message[]) => messages.flatMap(({ event }) => event ?? []);
    const [auditor, support] = await Promise.all([
      follow(personWith('AUDITOR'), 3, null, write),
      follow(personWith('SUPPORT'), 2, null, async () => {}),
    ]);
    expect(told(auditor).map(({ type, data }) => [type.split('.')[0], data.changed.toSorted()])).toEqual([
      ['invoice', ['number', 'total']],
      ['posting', ['memo']],
      ['invoice', ['number', 'total']],
    ]);
    expect(told(support).map(({ type, data }) => [type.split('.')[0], data.changed])).toEqual([
      ['invoice', ['number']],
      ['invoice', ['number']],
    ]);
    expect(JSON.stringify(support)).not.toMatch(/118\.00|117\.00/);
    for (const messages of [auditor, support])
      expect(messages.slice(1).flatMap(({ previous }) => previous ?? [])).toEqual(
        messages.flatMap(({ cursor }, index) => (messages[index + 1]?.event ? [cursor] : [])),
      );
    const again = await follow(personWith('SUPPORT'), 2, support[0]!.cursor, async () => {});
    expect(told(again)).toEqual(told(support));
  });

  it('that a caller may not open is refused before it begins', async () => {
    const refused = await askSocket('subscription { eventAppended { __typename } }', personWith('SALES_OPS'));
    expect(JSON.stringify(refused)).toContain('FORBIDDEN');
    expect(hub.log.followers()).toBeLessThan(3);
  });
});
