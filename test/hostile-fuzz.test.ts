import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { loadSchema } from '../src/http/schema.ts';
import { createFuzzer, type FuzzedOperation } from './support/fuzz.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { faultOf } from './support/hostile.ts';
import { createRandom, type Random } from './support/random.ts';
import { type Served, serve } from './support/served.ts';

const seed = 20_260_401;
// With HOSTILE_ALL set, ten thousand.
const counts =
  process.env['HOSTILE_ALL'] === undefined ? { http: 2500, socket: 700 } : { http: 8000, socket: 2000 };
const lanes = 8;
/** Socket closures that are the client's fault, or its success. */
const closures = [1000, 1002, 1003, 1007, 1008, 1009, 4400, 4401, 4409, 4429];

let hub: TestHub;
let served: Served;
let make: (random: Random) => FuzzedOperation;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub, {}, { limits: { messagesPerSecond: 100_000 } });
  const ids = await Promise.all([
    hub.idOf('salesforce', 'Account', '002'),
    hub.idOf('zuora', 'Invoice', '2'),
  ]);
  make = createFuzzer(loadSchema(), ids);
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

/** The status and the text of an answer, whatever they are. */
async function send({
  path,
  ...init
}: RequestInit & { path: string }): Promise<{ status: number; text: string }> {
  const response = await fetch(`${served.url}${path}`, init);
  return { status: response.status, text: await response.text() };
}

/** Works on the numbers below `count`, some at a time. */
async function each(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A request of HTTP around an operation: usually as it should be, sometimes not. */
function requestOf(random: Random, operation: FuzzedOperation): RequestInit & { path: string } {
  const { query, variables, operationName } = operation;
  const whole = JSON.stringify(random.chance(0.02) ? [operation] : operation);
  const body = random.chance(0.1) ? whole.slice(0, random.below(whole.length)) : whole;
  const type = random.chance(0.95)
    ? 'application/json'
    : random.pick(['text/plain', 'application/graphql', 'x', 'application/json; charset=utf-7']);
  const headers: Record<string, string> = { 'content-type': type };
  if (random.chance(0.1))
    headers['accept'] = random.pick([
      '*/*',
      'text/html',
      'application/graphql-response+json',
      ';;q=',
      'text/event-stream;q=0',
    ]);
  if (random.chance(0.05))
    headers['x-correlation-id'] = random.pick(['x', 'mine-000001', '{}', 'a'.repeat(2000)]);
  if (random.chance(0.05)) headers['x-isthmus-cost'] = '1';
  const method = random.chance(0.9)
    ? 'POST'
    : random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
  if (method !== 'GET' && method !== 'HEAD') return { path: '/graphql', method, headers, body };
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) ?? '' });
  if (typeof operationName === 'string') search.set('operationName', operationName);
  return { path: `/graphql?${search.toString()}`, method, headers: { 'apollo-require-preflight': '1' } };
}

/** Asks in a socket of its own, and tells the payloads that came until the operation ended, its first message came, or the socket was closed. */
function askSocket(random: Random, operation: FuzzedOperation): Promise<{ texts: string[]; code: number }> {
  const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
  const message = JSON.stringify({
    id: random.pick(['1', '__proto__', '🤖']),
    type: 'subscribe',
    payload: operation,
  });
  const texts: string[] = [];
  const sent = random.chance(0.9) ? message : message.slice(0, random.below(message.length));
  const first = random.chance(0.97)
    ? '{"type":"connection_init"}'
    : random.pick(['{}', message, '{"type":"pong"}', '{"type":"next","id":"1"}']);
  return new Promise((resolve) => {
    socket.on('open', () => socket.send(first));
    socket.on('error', (error) => texts.push(error.message));
    socket.on('close', (code) => resolve({ texts, code }));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text.includes('"connection_ack"')) return socket.send(sent);
      texts.push(text);
      socket.close(1000);
    });
    // A pong before an introduction is allowed and answered by nothing.
    if (first.includes('pong')) socket.on('open', () => socket.close(1000));
  });
}

const heapMegabytes = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

describe('ten thousand requests that nobody should send', () => {
  it('are the same each time', () => {
    const few = () => Array.from({ length: 20 }, (_, n) => make(createRandom(seed + n)));
    expect(few()).toEqual(few());
  });

  it(`over HTTP (${counts.http}) are all the caller’s fault or answered`, async () => {
    const seen = new Map<string, number>();
    const faults: unknown[] = [];
    await each(counts.http, async (n) => {
      const random = createRandom(seed + n);
      const request = requestOf(random, make(random));
      const { status, text } = await send(request);
      const fault = faultOf(status, text);
      if (fault) faults.push({ n, fault, request, text: text.slice(0, 300) });
      seen.set(String(status), (seen.get(String(status)) ?? 0) + 1);
    });
    expect(faults.slice(0, 3)).toEqual([]);
    // Neither all refused nor all answered: the fuzzer reaches what is behind the checks.
    expect(seen.get('200')).toBeGreaterThan(counts.http / 20);
    expect(seen.get('400')).toBeGreaterThan(counts.http / 20);
  });

  it(`in sockets (${counts.socket}) are all the caller’s fault or answered`, async () => {
    const faults: unknown[] = [];
    await each(counts.socket, async (n) => {
      const random = createRandom(seed + counts.http + n);
      const operation = make(random);
      const { texts, code } = await askSocket(random, operation);
      const fault = texts.map((text) => faultOf(200, text)).find(Boolean);
      if (fault || !closures.includes(code)) faults.push({ n, code, fault, operation });
    });
    expect(faults.slice(0, 3)).toEqual([]);
  });

  it('leave nothing behind: no bug in the log, no stream, and hardly any memory', async () => {
    expect(served.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    const before = heapMegabytes();
    await each(1000, async (n) => {
      const random = createRandom(seed + n);
      await send(requestOf(random, make(random)));
    });
    expect(heapMegabytes() - before).toBeLessThan(50);
    expect(served.streams()).toMatchObject({ clients: 0, groups: 0 });
    expect((await served.post('{ sources { name } }')).status).toBe(200);
  });
});
