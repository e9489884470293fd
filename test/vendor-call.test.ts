import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HeardCall } from '../src/canonical/vendor-call.ts';
import { createHttp, type Http } from '../src/sources/http/http.ts';
import { classifyStatus, type Call, type VendorPolicy } from '../src/sources/http/policy.ts';
import { hearing } from '../src/telemetry/vendor-call.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A vendor that answers every request once it has read it. */
async function vendor(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => handler(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const secret = 'the-secret-of-the-account';
const token = 'the-token-that-was-issued';

/** A connection that logs in for a bearer token, as OAuth 2.0 has it. */
function connect(url: string, policy: Partial<VendorPolicy> = {}, options: object = {}): Http {
  const http = createHttp(
    {
      instance: 'books',
      vendor: 'test',
      url,
      region: 'US',
      credentials: { clientSecret: secret },
      deadlineMs: 20_000,
      limits: {},
      options: { ...options },
    },
    {
      system: 'BILLING',
      classify: (answer) => classifyStatus(answer),
      limits: { concurrency: 10 },
      retry: { attempts: 2, baseMs: 1, capMs: 5 },
      login: async (send) => {
        await send({ method: 'POST', path: '/oauth/token', body: `client_secret=${secret}` });
        return { headers: { authorization: `Bearer ${token}` } };
      },
      ...policy,
    },
  );
  ends.push(() => http.close());
  return http;
}

const order: Call = {
  method: 'POST',
  path: '/orders',
  query: [
    ['expand', 'lines'],
    ['access_token', 'abc'],
  ],
  headers: { 'idempotency-key': 'run_1.2.1', 'content-type': 'application/json' },
  body: '{"price":0.10,"note":"ask Ada"}',
  personal: ['Ada'],
};

/** What is heard of a call, however it ends. */
async function heard(http: Http, call: Call): Promise<HeardCall | null> {
  const { result, call: ended } = hearing(() => http.request(call, ({ text }) => text));
  await result.catch(() => undefined);
  return ended();
}

describe('a call of a vendor', () => {
  it('is heard as it went over the wire, without what proves who called', async () => {
    const url = await vendor((_request, response) =>
      response.end(`{"id":7,"refresh_token":"r-1","echo":"${secret} ${token}","nested":{"apiKey":"k"}}`),
    );
    expect(await heard(connect(url), order)).toEqual({
      method: 'POST',
      url: `${url}/orders?expand=lines&access_token=***`,
      headers: [
        { name: 'accept', value: 'application/json' },
        { name: 'authorization', value: '***' },
        { name: 'idempotency-key', value: 'run_1.2.1' },
        { name: 'content-type', value: 'application/json' },
      ],
      requestBody: '{"price":0.10,"note":"ask Ada"}',
      status: 200,
      responseBody: '{"id":7,"refresh_token":"***","echo":"*** ***","nested":{"apiKey":"***"}}',
      truncated: false,
      personal: ['Ada'],
    });
  });

  it('has nothing of a form that says who calls', async () => {
    const url = await vendor((_request, response) => response.end('card_number=4111&state=ok'));
    const form = `grant_type=password&password=${secret}&assertion=eyJ&scope=all`;
    const call = await heard(connect(url), { ...order, body: form });
    expect(call).toMatchObject({
      requestBody: 'grant_type=password&password=***&assertion=***&scope=all',
      responseBody: 'card_number=***&state=ok',
    });
  });

  it('is kept to 16 KiB of each body, and no secret is cut in two where it ends', async () => {
    const start = 'ä'.repeat(8 * 1024 - 5);
    const url = await vendor((_request, response) => response.end(`${start}${token} and more`));
    const call = (await heard(connect(url), { ...order, body: `{"a":"${'b'.repeat(20_000)}"}` }))!;
    expect([call.truncated, Buffer.byteLength(call.requestBody!)]).toEqual([true, 16 * 1024]);
    expect(call.responseBody!.replaceAll('ä', '')).toBe('*** and mo');
  });

  it('that was refused, failed or broke off is heard too, and the last one of several tries', async () => {
    const refused = await vendor(({ url }, response) =>
      response.writeHead(url === '/oauth/token' ? 200 : 400).end('{"reason":"closed"}'),
    );
    expect(await heard(connect(refused), order)).toMatchObject({
      status: 400,
      responseBody: '{"reason":"closed"}',
    });
    const broken = await vendor((request, response) =>
      request.url === '/oauth/token' ? response.end('{}') : response.destroy(),
    );
    expect(await heard(connect(broken), order)).toMatchObject({
      method: 'POST',
      requestBody: order.body,
      status: null,
      responseBody: null,
    });
    const counts = new Map<string, number>();
    const busy = await vendor(({ url = '' }, response) => {
      counts.set(url, (counts.get(url) ?? 0) + 1);
      const full = url === '/read' && counts.get(url) === 1;
      response.writeHead(full ? 503 : 200).end(`"${counts.get(url)}"`);
    });
    expect(await heard(connect(busy), { method: 'GET', path: '/read' })).toMatchObject({
      status: 200,
      requestBody: null,
      responseBody: '"2"',
    });
  });

  it('that was never made is not heard, and neither is a login', async () => {
    const url = await vendor(({ url: path }, response) =>
      response.writeHead(path === '/oauth/token' ? 401 : 200).end('{}'),
    );
    expect(await heard(connect(url), order)).toBeNull();
    const down = connect(
      await vendor((_request, response) => response.writeHead(503).end()),
      {
        login: undefined as never,
      },
      { breakerFailures: 1 },
    );
    expect(await heard(down, order)).toMatchObject({ status: 503 });
    expect(await heard(down, order)).toBeNull();
  });

  it('is heard by whoever made it and by nobody else', async () => {
    const url = await vendor(({ url: path }, response) => response.end(`"${path}"`));
    const http = connect(url, { login: undefined as never });
    const paths = ['/a', '/b', '/c'];
    const calls = await Promise.all(paths.map((path) => heard(http, { method: 'GET', path })));
    expect(calls.map((call) => call?.responseBody)).toEqual(paths.map((path) => `"${path}"`));
  });

  it('by which work ended is the one that failed, or the last that could change something', async () => {
    const url = await vendor(({ method }, response) =>
      response.writeHead(method === 'POST' ? 409 : 200).end(),
    );
    const http = connect(url, { login: undefined as never });
    const ask = (call: Call): Promise<unknown> => http.request(call, () => null).catch(() => null);
    const { result, call } = hearing(async () => {
      await ask({ method: 'PUT', path: '/first' });
      await ask({ method: 'POST', path: '/refused' });
      await ask({ method: 'PATCH', path: '/last' });
      await ask({ method: 'GET', path: '/look' });
      await ask({ method: 'GET', path: '/search', safe: true });
    });
    await result;
    expect([call(), call({ status: 409 }), call({ status: 200 }), call({ status: 500 })]).toMatchObject([
      { url: `${url}/last` },
      { url: `${url}/refused` },
      { url: `${url}/last` },
      { url: `${url}/last` },
    ]);
    const looked = hearing(() => ask({ method: 'GET', path: '/look' }));
    await looked.result;
    expect(looked.call()).toMatchObject({ url: `${url}/look` });
  });
});
