import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anEvent } from './support/events.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
let robotics: string;
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs: 150 });
  served = await serve(hub, {}, { streams: { maxQueued: 40, maxQueuedBytes: 2_000_000 } });
  robotics = await hub.idOf('salesforce', 'Account', '002');
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

interface Message {
  readonly __typename: string;
  readonly cursor: string;
  readonly previous?: string;
  readonly eventId?: string;
}
const query = `subscription Stream($after: EventCursor) { eventAppended(after: $after) {
  __typename
  ... on StreamSnapshot { cursor }
  ... on StreamHeartbeat { cursor }
  ... on StreamReset { code }
  ... on StreamChange { cursor previous eventId event { data } }
} }`;

/** Follows the stream with the protocol's own client until it has seen so many changes. */
async function changes(
  count: number | (() => number),
  after: string | null = null,
  write = async () => {},
  seen: Message[] = [],
): Promise<Message[]> {
  const client = createClient({ url: `${served.url}/graphql/stream`, retryAttempts: 0 });
  try {
    for await (const { data } of client.iterate({ query, variables: { after } })) {
      if (seen.length === 0) await write();
      seen.push((data as { eventAppended: Message }).eventAppended);
      const enough = typeof count === 'number' ? count : count();
      if (seen.filter(({ eventId }) => eventId).length >= enough) break;
    }
  } finally {
    client.dispose();
  }
  return seen;
}

const events = (count: number, data = {}) => Array.from({ length: count }, () => anEvent(undefined, 1, data));
const ask = (init: Omit<RequestInit, 'headers'> & { path?: string; headers?: Record<string, string> }) =>
  served.send({
    path: '/graphql/stream',
    ...init,
    headers: { accept: 'text/event-stream', ...init.headers },
  });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  ask({
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
/** The results of an answer that has ended. */
const resultsOf = (text: string): unknown[] =>
  [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as unknown);

describe('an event stream', () => {
  it('tells what a socket tells, and goes on behind a cursor', async () => {
    const wanted = events(3);
    const first = await changes(3, null, async () => void (await hub.log.append(...wanted)));
    expect(first[0]!.__typename).toBe('StreamSnapshot');
    expect(first.flatMap(({ eventId }) => eventId ?? [])).toEqual(wanted.map(({ id }) => id));
    const missed = await hub.log.append(...events(2));
    const { cursor } = first.at(-1)!;
    const second = await changes(2, cursor);
    expect(second[0]).toMatchObject({ eventId: missed[0]!.id, previous: cursor });
    await eventually('nobody is left', async () => served.streams().clients === 0);
    expect(served.streams().groups).toBe(0);
    expect(hub.log.followers()).toBe(0);
  });

  it('shares its executions with sockets and other streams', async () => {
    const two = [changes(1), changes(1)];
    await eventually('one group of two', async () => {
      const { clients, groups } = served.streams();
      return clients === 2 && groups === 1;
    });
    // Whoever has joined is told at once, whoever has not yet begins behind it.
    const told = Promise.all(two);
    let over = false;
    void told.then(() => (over = true));
    while (!over) {
      await hub.log.append(anEvent());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await told).map((messages) => messages.at(-1)!.__typename)).toEqual([
      'StreamChange',
      'StreamChange',
    ]);
  });

  it('answers a query with one result, over GET and POST, and ends', async () => {
    const { status, text, headers } = await post({
      query: 'query ($id: ID!) { customer(id: $id) { name } }',
      variables: { id: robotics },
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/event-stream');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(resultsOf(text)).toEqual([{ data: { customer: { name: 'Acme Robotics' } } }]);
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
    const parameters = new URLSearchParams({
      query: 'query ($id: ID!) { customer(id: $id) { name } }',
      variables: JSON.stringify({ id: robotics }),
    });
    const got = await ask({ path: `/graphql/stream?${parameters}` });
    expect(resultsOf(got.text)).toEqual(resultsOf(text));
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', '{ sources', undefined],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }', undefined],
    ['CURSOR_INVALID', query, { after: 'forged' }],
    ['INVALID_INPUT', 'subscription { customerChanged(id: "x") { __typename } }', undefined],
    ['OPERATION_RESOLUTION_FAILURE', 'query A { sources { id } } query B { sources { id } }', undefined],
  ])('answers %s within the stream and ends', async (code, text, variables) => {
    const answer = await post({ query: text, variables });
    expect(answer.status).toBe(200);
    expect(resultsOf(answer.text)).toMatchObject([{ errors: [{ extensions: { code } }] }]);
    expect(answer.text).toMatch(/event: complete\ndata:\n\n$/);
    expect(served.streams()).toMatchObject({ clients: 0, groups: 0 });
  });

  it.each([
    ['what is not to be a stream', 406, { query }, { accept: 'application/json' }],
    [
      'a stream that is refused by name',
      406,
      { query },
      { accept: 'text/event-stream;q=0, application/json' },
    ],
    ['a page of another origin', 403, { query }, { origin: 'https://evil.example' }],
    ['another media type', 415, 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a body that is no object', 400, '[]', {}],
    ['a body that is not JSON', 400, '{', {}],
    ['no document', 400, {}, {}],
    ['variables that are no object', 400, { query, variables: [1] }, {}],
    ['a body that is too large', 413, { query: 'x'.repeat(300_000) }, {}],
  ])('is refused to %s with %i', async (_what, status, body, headers) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
  });

  it('is refused over GET with variables that are not JSON, and for other methods', async () => {
    expect((await ask({ path: '/graphql/stream?query={sources{id}}&variables={' })).status).toBe(400);
    expect((await ask({ method: 'PUT' })).status).toBe(404);
  });

  it('of a client that does not read is cut off, while the others go on', async () => {
    const { hostname, port } = new URL(served.url);
    const slow = httpRequest({
      hostname,
      port,
      path: '/graphql/stream',
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    });
    const response = new Promise<IncomingMessage>((resolve) => slow.once('response', resolve));
    slow.end(JSON.stringify({ query }));
    const answer = await response;
    // It may be told as soon as it is cut off, or only when it reads again.
    const broken = new Promise((resolve) => answer.once('error', resolve));
    answer.pause();
    let written = 0;
    let all = Number.POSITIVE_INFINITY;
    const seen: Message[] = [];
    const reading = changes(
      () => all,
      null,
      async () => {},
      seen,
    );
    await eventually('both are there', async () => served.streams().clients === 2 && seen.length === 1);
    const cut = () => served.log.filter(({ msg }) => String(msg).includes('too slow')).length;
    const large = 'x'.repeat(50_000);
    for (; cut() === 0; written++) {
      await hub.log.append(...events(1, { large }));
      // One that reads has all of it before more comes, however busy the machine is.
      while (seen.length < written + 2) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await eventually('the slow one is gone', async () => served.streams().clients === 1);
    answer.resume();
    expect(await broken).toMatchObject({ message: 'aborted' });
    all = written + 1;
    await hub.log.append(anEvent());
    expect((await reading).filter(({ eventId }) => eventId)).toHaveLength(all);
    expect(cut()).toBe(1);
    await eventually('nobody is left', async () => served.streams().clients === 0);
  });

  it('that ended and waits behind another on its connection is pinged no more', async () => {
    // Only how often pings come: everything else keeps its own time. A ping behind the end would be an error that nobody catches.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { host, hostname, port } = new URL(served.url);
    const socket = connect(Number(port), hostname);
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    try {
      for (const asked of [query, '{ __typename }']) {
        const body = JSON.stringify({ query: asked });
        const head = `POST /graphql/stream HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\ncontent-type: application/json`;
        socket.write(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      }
      await eventually('the first is served', async () => heard.includes('StreamHeartbeat'));
      for (let round = 0; round < 5; round++) {
        vi.advanceTimersByTime(15_000);
        expect(resultsOf((await post({ query: '{ __typename }' })).text)).toHaveLength(1);
      }
      expect(heard).toMatch(/\r\n:\n\n/);
      expect(heard).not.toContain('event: complete');
    } finally {
      socket.destroy();
      vi.useRealTimers();
    }
  });

  it('that waits behind another on its connection ends with the connection', async () => {
    const { host, hostname, port } = new URL(served.url);
    await eventually('the others are gone', async () => served.streams().clients === 0);
    const socket = connect(Number(port), hostname);
    const body = JSON.stringify({ query });
    const head = `POST /graphql/stream HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\ncontent-type: application/json`;
    for (let i = 0; i < 3; i++) socket.write(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await eventually('all are served', async () => served.streams().clients === 3);
    socket.destroy();
    await eventually('none is left', async () => served.streams().clients === 0);
  });

  it('is broken, not completed, when the server closes, so that its client goes on elsewhere', async () => {
    const own = await serve(hub);
    const answer = await fetch(`${own.url}/graphql/stream`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const text = answer.text();
    await eventually('the client is there', async () => own.streams().groups === 1);
    await own.close();
    await expect(text).rejects.toThrow('terminated');
    await eventually('nobody is left', async () => own.streams().clients === 0);
    expect(hub.log.followers()).toBe(0);
  });
});
