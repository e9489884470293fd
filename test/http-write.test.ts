import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { createHttp, type Http } from '../src/sources/http/http.ts';
import { plain } from '../src/sources/http/json.ts';
import { classifyStatus, type Answer, type Call, type VendorPolicy } from '../src/sources/http/policy.ts';
import type { SourceConfig } from '../src/sources/source.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
}

type Handler = (response: ServerResponse, count: number) => unknown;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A vendor that has read the whole request before it answers, and remembers what it was sent. */
async function vendor(handler: Handler): Promise<{ url: string; seen: Seen[]; close: () => Promise<void> }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const key = headers['idempotency-key'] as string | undefined;
      seen.push({ method, path: url, key, body: Buffer.concat(parts).toString() });
      handler(response, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  ends.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, close };
}

function connect(
  url: string,
  policy: Partial<VendorPolicy> = {},
  options: Readonly<Record<string, unknown>> = {},
  config: Partial<SourceConfig> = {},
): Http {
  const http = createHttp(
    {
      instance: 'books',
      vendor: 'test',
      url,
      region: 'US',
      credentials: {},
      deadlineMs: 20_000,
      limits: {},
      options,
      ...config,
    },
    {
      system: 'BILLING',
      classify: (answer) => classifyStatus(answer),
      limits: { concurrency: 10 },
      retry: { attempts: 3, baseMs: 1, capMs: 5 },
      ...policy,
    },
  );
  ends.push(() => http.close());
  return http;
}

const order: Call = {
  method: 'POST',
  path: '/orders',
  headers: { 'idempotency-key': 'run_1.2.1', 'content-type': 'application/json' },
  body: '{"price":0.10}',
};
const asSent: Seen = { method: 'POST', path: '/orders', key: 'run_1.2.1', body: '{"price":0.10}' };
const numberOf = (answer: Answer): unknown => plain(answer.json());

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

/** What a failure says: code, outcome and status. */
async function told(work: Promise<unknown>): Promise<readonly unknown[]> {
  const { code, detail } = await problemOf(work);
  return [code, detail.outcome, detail.httpStatus];
}

describe('a write of which nobody can tell whether it was done', () => {
  test.each<[string, Handler, readonly unknown[]]>([
    [
      'the connection broke before an answer',
      (response) => response.destroy(),
      ['SOURCE_UNAVAILABLE', 'UNKNOWN', undefined],
    ],
    [
      'the answer was cut off',
      (response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"order', () => response.destroy());
      },
      ['SOURCE_UNAVAILABLE', 'UNKNOWN', 200],
    ],
    [
      'the source failed',
      (response) => response.writeHead(500).end('{}'),
      ['SOURCE_UNAVAILABLE', 'UNKNOWN', 500],
    ],
    [
      'a gateway gave up',
      (response) => response.writeHead(504, { 'retry-after': '0' }).end(),
      ['SOURCE_UNAVAILABLE', 'UNKNOWN', 504],
    ],
    ['the answer is not JSON', (response) => response.end('<html>'), ['SOURCE_DRIFTED', 'UNKNOWN', 200]],
    [
      'the answer is a redirect',
      (response) => response.writeHead(303, { location: '/elsewhere' }).end(),
      ['SOURCE_DRIFTED', 'UNKNOWN', 303],
    ],
    [
      'the answer is too long',
      (response) => response.end('x'.repeat(2_000)),
      ['SOURCE_DRIFTED', 'UNKNOWN', 200],
    ],
  ])('says so when %s, and is sent once', async (_, handler, expected) => {
    const { url, seen } = await vendor(handler);
    const http = connect(url, {}, { maxResponseBytes: 1_000 });
    expect(await told(http.request(order, numberOf))).toEqual(expected);
    expect(seen).toEqual([asSent]);
  });

  test('says so when its deadline passes after it was sent', async () => {
    const { url, seen } = await vendor(() => {});
    const problem = await problemOf(connect(url, {}, { writeDeadlineMs: 150 }).request(order, numberOf));
    expect([problem.code, problem.detail.outcome]).toEqual(['SOURCE_UNAVAILABLE', 'UNKNOWN']);
    expect(problem.message).toContain('not answered within 150 ms');
    expect(seen).toEqual([asSent]);
  });

  test('says so when its caller gives up after it was sent', async () => {
    const giveUp = new AbortController();
    const { url, seen } = await vendor(() => giveUp.abort());
    const call = connect(url).request(order, numberOf, { signal: giveUp.signal });
    expect(await told(call)).toEqual(['SOURCE_UNAVAILABLE', 'UNKNOWN', undefined]);
    expect(seen).toEqual([asSent]);
  });

  test('says so when the answer lacks what it must hold', async () => {
    const { url, seen } = await vendor((response) => response.end('{"number":null}'));
    const http = connect(url);
    const read = (answer: Answer): string => http.row(answer.json(), 'order').text('number');
    expect(await told(http.request(order, read))).toEqual(['SOURCE_DRIFTED', 'UNKNOWN', 200]);
    expect(seen).toEqual([asSent]);
  });

  test('says so when the vendor’s policy says it of a refusal', async () => {
    const { url } = await vendor((response) => response.writeHead(409).end());
    const http = connect(url, {
      classify: () => ({ is: 'rejected', message: 'it is under way', outcome: 'UNKNOWN' }),
    });
    expect(await told(http.request(order, numberOf))).toEqual(['SOURCE_REJECTED', 'UNKNOWN', 409]);
  });
});

describe('a write that was not done', () => {
  test.each([400, 403, 404, 409, 412, 422])('says so when it was refused with %d, once', async (status) => {
    const { url, seen } = await vendor((response) => response.writeHead(status).end('{}'));
    const call = connect(url).request(order, numberOf);
    expect(await told(call)).toEqual(['SOURCE_REJECTED', 'NOT_APPLIED', status]);
    expect(seen).toEqual([asSent]);
  });

  test('says so when nobody listens', async () => {
    const { url, seen, close } = await vendor((response) => response.end('{}'));
    await close();
    const call = connect(url).request(order, numberOf);
    expect(await told(call)).toEqual(['SOURCE_UNAVAILABLE', 'NOT_APPLIED', undefined]);
    expect(seen).toEqual([]);
  });

  test('says so when the connection was never made', async () => {
    const { url, seen } = await vendor((response) => response.end('{}'));
    // The vendor here speaks no TLS: the handshake fails, and no byte of the request leaves.
    const call = connect(url.replace('http:', 'https:')).request(order, numberOf);
    expect(await told(call)).toEqual(['SOURCE_UNAVAILABLE', 'NOT_APPLIED', undefined]);
    expect(seen).toEqual([]);
  });

  test('says so when its caller gave up before', async () => {
    const { url, seen } = await vendor((response) => response.end('{}'));
    const call = connect(url).request(order, numberOf, { signal: AbortSignal.abort() });
    expect(await told(call)).toEqual(['SOURCE_UNAVAILABLE', 'NOT_APPLIED', undefined]);
    expect(seen).toEqual([]);
  });

  test('says so when the limit of the account lets it not be sent', async () => {
    const { url, seen } = await vendor((response) => response.end('{}'));
    const http = connect(url, {}, {}, { limits: { perDay: 1 } });
    await http.request(order, numberOf);
    expect(await told(http.request(order, numberOf))).toEqual(['RATE_LIMITED', 'NOT_APPLIED', undefined]);
    expect(seen).toEqual([asSent]);
  });

  test('says so when the circuit is open', async () => {
    const { url, seen } = await vendor((response) => response.writeHead(500).end());
    const http = connect(url, {}, { breakerFailures: 1, breakerOpenMs: 60_000 });
    expect(await told(http.request(order, numberOf))).toEqual(['SOURCE_UNAVAILABLE', 'UNKNOWN', 500]);
    for (const lane of ['money', 'interactive', 'standard'] as const)
      expect(await told(http.request(order, numberOf, { lane }))).toEqual([
        'SOURCE_UNAVAILABLE',
        'NOT_APPLIED',
        undefined,
      ]);
    expect(seen).toEqual([asSent]);
  });

  test.each([
    [400, 'SOURCE_REJECTED'],
    [503, 'SOURCE_UNAVAILABLE'],
    [429, 'RATE_LIMITED'],
  ])('says so when the login answers %d', async (status, code) => {
    const { url, seen } = await vendor((response) => response.writeHead(status).end());
    const http = connect(url, {
      login: async (send) => ({
        headers: { authorization: (await send({ method: 'POST', path: '/token' })).text },
      }),
    });
    expect(await told(http.request(order, numberOf))).toEqual([code, 'NOT_APPLIED', undefined]);
    expect(new Set(seen.map(({ path }) => path))).toEqual(new Set(['/token']));
  });

  test('says so when the policy knows that a passing trouble came before it', async () => {
    const { url, seen } = await vendor((response) => response.end('{"locked":true}'));
    const http = connect(url, {
      classify: () => ({ is: 'retryable', message: 'the record is locked', outcome: 'NOT_APPLIED' }),
    });
    const problem = await problemOf(http.request(order, numberOf));
    expect([problem.code, problem.retryable, problem.detail.outcome]).toEqual([
      'SOURCE_UNAVAILABLE',
      true,
      'NOT_APPLIED',
    ]);
    expect(seen).toEqual([asSent]);
  });

  test('says so when the reader of its answer finds a refusal', async () => {
    const { url } = await vendor((response) => response.end('{"row":"refused"}'));
    const http = connect(url);
    const refuse = (): never => {
      throw http.problem('TERMS_INVALID', 'the row was refused', { outcome: 'NOT_APPLIED' });
    };
    expect(await told(http.request(order, refuse))).toEqual(['TERMS_INVALID', 'NOT_APPLIED', 200]);
  });

  test('is told in the vendor’s words, with our code and the field, and without the person', async () => {
    const { url } = await vendor((response) => response.writeHead(422).end());
    const http = connect(url, {
      classify: () => ({
        is: 'rejected',
        code: 'TERMS_INVALID',
        message: 'Ada Lovelace (ada@example.com) cannot sign for 2026-02-30',
        path: 'termEnd',
      }),
    });
    const personal = ['Ada Lovelace', 'ada@example.com'];
    const problem = await problemOf(http.request({ ...order, personal }, numberOf));
    expect(problem.message).toBe(
      'books: POST /orders was refused: [personal] ([personal]) cannot sign for 2026-02-30',
    );
    expect([problem.code, problem.detail.path]).toEqual(['TERMS_INVALID', 'termEnd']);
  });
});

test('writes that must wait for others do not make the source one that is down', async () => {
  const { url, seen } = await vendor((response) => response.end('{}'));
  const http = connect(
    url,
    { classify: () => ({ is: 'retryable', message: 'locked', outcome: 'NOT_APPLIED' }) },
    { breakerFailures: 2, breakerOpenMs: 60_000 },
  );
  for (let n = 0; n < 5; n++) await problemOf(http.request(order, numberOf));
  expect(seen).toHaveLength(5);
  expect(http.status()).toMatchObject({ state: 'UP', circuit: 'CLOSED' });
});

describe('a write is sent again', () => {
  test('as it was when the vendor throttled it', async () => {
    const { url, seen } = await vendor((response, count) =>
      count < 3 ? response.writeHead(429, { 'retry-after': '0.01' }).end() : response.end('{"ok":1}'),
    );
    expect(await connect(url).request(order, numberOf)).toEqual({ ok: '1' });
    expect(seen).toEqual([asSent, asSent, asSent]);
  });

  test('until its attempts are used up, and was then not done', async () => {
    const { url, seen } = await vendor((response) => response.writeHead(429).end());
    expect(await told(connect(url).request(order, numberOf))).toEqual(['RATE_LIMITED', 'NOT_APPLIED', 429]);
    expect(seen).toEqual([asSent, asSent, asSent]);
  });

  test('not at all when the vendor asks for more time than there is', async () => {
    const { url, seen } = await vendor((response) => response.writeHead(429, { 'retry-after': '60' }).end());
    const problem = await problemOf(connect(url).request(order, numberOf));
    expect([problem.code, problem.detail.retryAfterMs]).toEqual(['RATE_LIMITED', 60_000]);
    expect(seen).toEqual([asSent]);
  });

  test('once with a new token when the old one had expired', async () => {
    let logins = 0;
    const { url, seen } = await vendor((response, count) =>
      count === 2 ? response.writeHead(401).end() : response.end('{}'),
    );
    const http = connect(url, { login: async () => ({ headers: { authorization: `t${++logins}` } }) });
    await http.request({ method: 'GET', path: '/first' }, numberOf);
    expect(await http.request(order, numberOf)).toEqual({});
    expect(seen.slice(1)).toEqual([asSent, asSent]);
    expect(logins).toBe(2);
  });

  test('no more when the new token is refused as well', async () => {
    const { url, seen } = await vendor((response, count) =>
      response.writeHead(count === 1 ? 200 : 401).end('{}'),
    );
    const http = connect(url, { login: async () => ({ headers: { authorization: 't' } }) });
    await http.request({ method: 'GET', path: '/first' }, numberOf);
    expect(await told(http.request(order, numberOf))).toEqual(['SOURCE_REJECTED', 'NOT_APPLIED', 401]);
    expect(seen.slice(1)).toEqual([asSent, asSent]);
  });
});

describe('the time of a write', () => {
  test('begins anew when it is sent, however long it waited', async () => {
    const { url, seen } = await vendor((response) => setTimeout(() => response.end('{}'), 600));
    const http = connect(url, {}, { writeDeadlineMs: 1_000 }, { limits: { concurrency: 1 } });
    const both = await Promise.all([http.request(order, numberOf), http.request(order, numberOf)]);
    expect(both).toEqual([{}, {}]);
    expect(seen).toHaveLength(2);
  });

  test('is not that of reads', async () => {
    const { url } = await vendor((response) => setTimeout(() => response.end('{}'), 300));
    const http = connect(url, {}, {}, { deadlineMs: 100 });
    expect(await http.request(order, numberOf)).toEqual({});
    const { detail } = await problemOf(http.request({ method: 'GET', path: '/orders' }, numberOf));
    expect(detail.outcome).toBeUndefined();
  });

  test('its answer counts though its caller gives up while it is read', async () => {
    const giveUp = new AbortController();
    const { url } = await vendor((response) => response.end('{"done":true}'));
    const http = connect(url, {
      classify: () => {
        giveUp.abort();
        return { is: 'ok' };
      },
    });
    expect(await http.request(order, numberOf, { signal: giveUp.signal })).toEqual({ done: true });
  });
});

test('a POST that only reads is repeated as a read is, and says nothing of an outcome', async () => {
  const { url, seen } = await vendor((response) => response.writeHead(500).end());
  const { detail } = await problemOf(connect(url).request({ ...order, safe: true }, numberOf));
  expect([detail.outcome, detail.httpStatus]).toEqual([undefined, 500]);
  expect(seen).toHaveLength(3);
});

test('a connection that the vendor closed while idle is not written to', async () => {
  const { url, seen } = await vendor((response) => {
    response.end('{}');
    response.socket?.end();
  });
  const http = connect(url);
  for (let n = 0; n < 20; n++) {
    await http.request(order, numberOf);
    await once(AbortSignal.timeout(5), 'abort');
  }
  expect(seen).toHaveLength(20);
});
