import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub, {}, { limits: { maxAliases: 10_000, maxRootFields: 500 } });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const conditional: [string, Record<string, unknown>?][] = [
  ['subscription ($i: Boolean!) { eventAppended @include(if: $i) { __typename } }', { i: true }],
  ['subscription { eventAppended @skip(if: true) { __typename } }'],
  ['subscription { eventAppended @skip { __typename } }'],
  ['subscription ($i: Boolean!) { ... @include(if: $i) { eventAppended { __typename } } }', { i: true }],
  [
    'subscription ($i: Boolean!) { ...A } fragment A on Subscription { ...B } fragment B on Subscription { ...A eventAppended @skip(if: $i) { __typename } }',
    { i: false },
  ],
];

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A socket whose messages a test sees as they are. */
async function openSocket() {
  const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
  const messages: Message[] = [];
  let closed: number | undefined;
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString('utf8')) as Message));
  socket.on('close', (code) => (closed = code));
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  const next = (type: string, id?: string): Promise<Message> =>
    eventually(`${type} ${id}`, async () => {
      if (closed !== undefined) throw new Error(`closed with ${closed}`);
      return messages.find((each) => each.type === type && each.id === id);
    });
  await next('connection_ack');
  return {
    messages,
    next,
    subscribe: (id: string, query: string, variables?: Record<string, unknown>) =>
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } })),
    close: () => socket.terminate(),
  };
}

describe('a subscription whose root is conditional', () => {
  const refused = [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED', retryable: false } }];

  it.each(conditional)('is refused by POST: %s', async (query, variables) => {
    const { status, body } = await served.post(query, variables);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject(refused);
  });

  it.each(conditional)('is refused by an event stream: %s', async (query, variables) => {
    const { text } = await served.send({
      path: '/graphql/stream',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables }),
    });
    const [, result] = /^event: next\ndata: (.*)$/m.exec(text)!;
    expect((JSON.parse(result!) as { errors: unknown }).errors).toMatchObject(refused);
  });

  it('is refused on a socket, whose other subscriptions go on', async () => {
    const socket = await openSocket();
    socket.subscribe('good', 'subscription { sourceHealthChanged { __typename } }');
    await socket.next('next', 'good');
    for (const [nth, [query, variables]] of conditional.entries()) {
      socket.subscribe(`bad ${nth}`, query, variables);
      expect((await socket.next('error', `bad ${nth}`)).payload).toMatchObject(refused);
    }
    socket.subscribe('later', '{ sources { name } }');
    await socket.next('complete', 'later');
    expect(socket.messages.filter(({ id, type }) => id === 'good' && type !== 'next')).toEqual([]);
    expect(served.streams().clients).toBe(1);
    socket.close();
    await eventually('nobody is left', async () => served.streams().clients === 0);
  });

  it('is no reason to refuse conditions further down, or at the root of a query', async () => {
    const { body } = await served.post(
      'query One($i: Boolean!) { sources @include(if: $i) { name } } subscription Other { eventAppended { __typename @skip(if: false) } }',
      { i: false },
    );
    expect(body.errors?.[0]?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    const client = createClient({ url: served.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const query =
      'subscription ($i: Boolean!) { eventAppended { __typename @include(if: $i) ... on StreamSnapshot @skip(if: $i) { at } } }';
    for await (const result of client.iterate({ query, variables: { i: true } })) {
      expect(result).toEqual({ data: { eventAppended: { __typename: 'StreamSnapshot' } } });
      break;
    }
    await client.dispose();
  });
});

describe('a subscription by POST', () => {
  it('is told where subscriptions are answered', async () => {
    const { status, body } = await served.post('subscription { eventAppended { __typename } }');
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      {
        message: expect.stringMatching(/WebSocket.*\/graphql\/stream/),
        extensions: { code: 'BAD_REQUEST', retryable: false },
      },
    ]);
    expect(served.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('an operation', () => {
  const names = (count: number): string =>
    Array.from({ length: count }, (_, nth) => `a${nth}: name`).join(' ');
  const aliased = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, nth) => `a${nth}: sources { name }`).join(' ')} }`;
  it.each([
    ['500 fields at the root', aliased(500), 200],
    ['501 fields at the root', aliased(501), 400],
    ['2000 fields', `{ sources { ...A ...A } } fragment A on SourceSystem { ${names(999)} }`, 200],
    ['2001 fields', `{ sources { ...A ...A name name } } fragment A on SourceSystem { ${names(999)} }`, 400],
    [
      'fields that fragments multiply',
      `{ customer(id: "x") { ...F0 } } ${Array.from({ length: 11 }, (_, nth) => `fragment F${nth} on Customer { a: parent { ...F${nth + 1} } b: parent { ...F${nth + 1} } }`).join(' ')} fragment F11 on Customer { name }`,
      400,
    ],
  ])('of %s has the status that its size deserves', async (_what, query, status) => {
    const answer = await served.post(query);
    expect(answer.status).toBe(status);
    const code = answer.body.errors?.[0]?.extensions.code;
    expect(code).toBe(status === 400 ? 'GRAPHQL_VALIDATION_FAILED' : undefined);
    if (status === 400) expect(answer.body.errors![0]!.message).toMatch(/too many fields/);
  });
});
