import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve({
    ...hub,
    reader: { ...hub.reader, rollups: () => Promise.reject(new Error('secret of the database')) },
  });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

type Result = { data?: unknown; errors?: readonly { extensions?: Record<string, unknown> }[] };

async function ask(query: string, variables?: Record<string, unknown>): Promise<Result> {
  const client = createClient({ url: served.wsUrl, webSocketImpl: WebSocket, lazy: true, retryAttempts: 0 });
  try {
    for await (const result of client.iterate({ query, variables })) return result;
    throw new Error('the operation ended without an answer');
  } finally {
    await client.dispose();
  }
}

/** Opens a socket, sends the first message, the others once it is answered, and gives the code it is closed with. */
function closeCode(
  messages: readonly string[],
  options: { origin?: string; protocol?: string } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { protocol = 'graphql-transport-ws', origin } = options;
    const socket = new WebSocket(served.wsUrl, protocol, { origin });
    socket.on('open', () => messages.slice(0, 1).forEach((message) => socket.send(message)));
    socket.once('message', () => messages.slice(1).forEach((message) => socket.send(message)));
    socket.on('close', resolve);
    socket.on('unexpected-response', (_request, response) =>
      reject(new Error(`HTTP ${response.statusCode}`)),
    );
    socket.on('error', reject);
  });
}

const init = '{"type":"connection_init"}';
const endless = '{"id":"1","type":"subscribe","payload":{"query":"{ sources { health { state } } }"}}';
const subscribe = '{"id":"1","type":"subscribe","payload":{"query":"{ sources { name } }"}}';

describe('a socket', () => {
  it('answers a query', async () => {
    const id = await hub.idOf('salesforce', 'Account', '002');
    const { data } = await ask('query ($id: ID!) { customer(id: $id) { name } }', { id });
    expect(data).toEqual({ customer: { name: 'Acme Robotics' } });
  });

  it('keeps the codes and the masking of HTTP', async () => {
    const id = await hub.idOf('salesforce', 'Account', '002');
    const { data, errors } = await ask(
      'query ($id: ID!) { customer(id: $id) { name rollup { customers } } }',
      { id },
    );
    expect(data).toEqual({ customer: { name: 'Acme Robotics', rollup: null } });
    expect(errors).toEqual([
      {
        message: expect.not.stringContaining('secret'),
        path: ['customer', 'rollup'],
        locations: expect.any(Array),
        extensions: { code: 'INTERNAL', retryable: false, correlationId: expect.any(String) },
      },
    ]);
    expect((await ask('{ customer { name } }')).errors![0]!.extensions!.code).toBe('INVALID_INPUT');
    const unset = await ask('query ($id: ID!) { customer(id: $id) { name } }');
    expect(unset).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', '{ sources'],
    ['GRAPHQL_PARSE_FAILED', `{ ${'sources { name } '.repeat(2000)} }`],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
    [
      'GRAPHQL_VALIDATION_FAILED',
      `{ customer(id: "x") ${'{ parent '.repeat(30)} { name } ${'}'.repeat(30)} }`,
    ],
  ])('answers %s before it executes', async (code, query) => {
    await expect(ask(query)).rejects.toMatchObject([
      { extensions: { code, correlationId: expect.any(String) } },
    ]);
  });

  it('speaks graphql-transport-ws to the letter', async () => {
    expect(await closeCode([subscribe])).toBe(4401);
    expect(await closeCode(['no json'])).toBe(4400);
    expect(await closeCode([init, init])).toBe(4429);
    await expect(closeCode([], { protocol: 'graphql-ws' })).rejects.toThrow('no subprotocol');
    expect(await closeCode([init, endless, endless])).toBe(4409);
  });

  it('is refused to a page of another origin', async () => {
    await expect(closeCode([], { origin: 'https://evil.example' })).rejects.toThrow('HTTP 401');
    expect(await closeCode([subscribe], { origin: served.url })).toBe(4401);
  });

  it('is closed for a message that is too large', async () => {
    expect(
      await closeCode([init, JSON.stringify({ id: '1', type: 'ping', payload: 'x'.repeat(300_000) })]),
    ).toBe(1009);
  });
});
