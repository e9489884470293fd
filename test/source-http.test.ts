import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { systemClock } from '../src/sources/http/clock.ts';
import { createGate } from '../src/sources/http/gate.ts';
import { createHttp, type Http } from '../src/sources/http/http.ts';
import { parseJson, plain } from '../src/sources/http/json.ts';
import { classifyStatus, type Answer, type VendorPolicy } from '../src/sources/http/policy.ts';
import { reader } from '../src/sources/http/reader.ts';
import { createBudget, createWindow } from '../src/sources/http/window.ts';
import type { SourceConfig } from '../src/sources/source.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const toClose: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function vendor(
  handler: Handler,
): Promise<{ url: string; paths: string[]; close: () => Promise<void> }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url!);
    handler(request, response, paths.length);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  toClose.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths, close };
}

const plainPolicy: VendorPolicy = {
  system: 'BILLING',
  classify: (answer) => classifyStatus(answer),
  limits: { concurrency: 50 },
  retry: { attempts: 3, baseMs: 1, capMs: 5 },
};

function connect(url: string, policy: Partial<VendorPolicy> = {}, config: Partial<SourceConfig> = {}): Http {
  const http = createHttp(
    {
      instance: 'books',
      vendor: 'test',
      url,
      region: 'US',
      credentials: {},
      deadlineMs: 20_000,
      limits: {},
      options: {},
      ...config,
    },
    { ...plainPolicy, ...policy },
  );
  toClose.push(() => http.close());
  return http;
}

const get = { method: 'GET', path: '/things' } as const;
const textOf = (answer: Answer): string => answer.text;

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

describe('numbers in JSON', () => {
  test('keep the text the vendor sent, however long or precise', () => {
    const json = parseJson(
      '{"a":0.10,"b":-12345678901234567890.123456789,"c":[1e-7,0],"d":"5","e":"\\"7\\\\"}',
    );
    expect(plain(json)).toEqual({
      a: '0.10',
      b: '-12345678901234567890.123456789',
      c: ['1e-7', '0'],
      d: '5',
      e: '"7\\',
    });
  });

  test('agree with JSON.parse on random documents', () => {
    let seed = 7;
    const next = (n: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    const make = (depth: number): unknown => {
      const pick = next(depth > 3 ? 5 : 7);
      if (pick === 0) return null;
      if (pick === 1) return next(2) === 0;
      if (pick === 2) return (next(2_000_001) - 1_000_000) / 8;
      if (pick < 5) return ['"', '\\', '1', '{', ' ', 'é', '\n'].map((c) => c.repeat(next(3))).join('');
      if (pick === 5) return Array.from({ length: next(4) }, () => make(depth + 1));
      return Object.fromEntries(
        Array.from({ length: next(4) }, (_, i) => [`${i}"\\${next(9)}`, make(depth + 1)]),
      );
    };
    for (let i = 0; i < 500; i++) {
      const value = make(0);
      const expected = JSON.parse(
        JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? String(each) : each)),
      ) as unknown;
      expect(plain(parseJson(JSON.stringify(value, null, i % 3)))).toEqual(expected);
    }
  });

  test.each([
    '{"a":01}',
    '{"a":1.}',
    '{1:2}',
    '{"a":1,2 :3}',
    '[1-2]',
    '[-]',
    '{"a":1',
    '1"a"',
    '',
    '<html>',
    'tru1',
    '{"a":"x',
  ])('text that is not JSON is drift: %s', (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'SOURCE_DRIFTED' }));
  });
});

describe('a row of an answer', () => {
  const row = reader(
    parseJson(
      '{"name":"Ada","blank":"","none":null,"n":9007199254740993,"amount":12.50,"tiny":1e-3,"flag":true,"day":"2026-02-28","bad":"2026-02-30","at":"2026-02-28T10:00:00.000-0800","list":[{"x":1}],"tags":["a",7],"inner":{"y":null}}',
    ),
    'data[0]',
    { source: 'books', system: 'BILLING' },
  );

  test('gives each field in its type', () => {
    expect(row.text('name')).toBe('Ada');
    expect(row.textOrNull('blank')).toBeNull();
    expect(row.id('n')).toBe('9007199254740993');
    expect(row.decimal('amount')).toBe('12.50');
    expect(row.decimal('tiny')).toBe('0.001');
    expect(row.bool('flag')).toBe(true);
    expect(row.date('day')).toBe('2026-02-28');
    expect(row.instant('at')).toBe('2026-02-28T18:00:00.000Z');
    expect(row.rows('list')[0]!.integer('x')).toBe(1);
    expect(row.texts('tags')).toEqual(['a', '7']);
    expect(row.row('inner').textOrNull('y')).toBeNull();
    expect(row.rowOrNull('none')).toBeNull();
  });

  test.each([
    ['an absent field', () => row.textOrNull('gone'), 'data[0].gone'],
    ['null where a value must be', () => row.text('none'), 'data[0].none'],
    ['a number where text must be', () => row.text('amount'), 'data[0].amount'],
    ['text where a number must be', () => row.decimal('name'), 'data[0].name'],
    ['a day that does not exist', () => row.date('bad'), 'data[0].bad'],
    ['an object where a list must be', () => row.rows('inner'), 'data[0].inner'],
    ['a field absent from a child', () => row.rows('list')[0]!.text('z'), 'data[0].list[0].z'],
    ['an absent field that is only required', () => row.require('name', 'gone'), 'data[0].gone'],
  ])('%s is drift that names the place', (_, read, path) => {
    expect(read).toThrow(
      expect.objectContaining({
        code: 'SOURCE_DRIFTED',
        detail: { source: 'books', system: 'BILLING', path },
      }),
    );
  });

  test('of a vendor that leaves null columns out may lack what can be null, and nothing else', () => {
    expect(row.sparse().textOrNull('gone')).toBeNull();
    expect(() => row.sparse().text('gone')).toThrow(expect.objectContaining({ code: 'SOURCE_DRIFTED' }));
  });
});

describe('the limits of an account', () => {
  test('a rolling window never grants more than its limit in any span', () => {
    const window = createWindow(5, 1_000);
    const grants: number[] = [];
    for (let now = 0; now < 4_000; now += 37) {
      if (window.nextAt(now) > now) continue;
      window.grant(now);
      grants.push(now);
    }
    for (const start of grants)
      expect(grants.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(5);
    expect(grants.length).toBeGreaterThanOrEqual(18);
  });

  test('a daily budget counts 24 hours back and no more', () => {
    const budget = createBudget();
    const day = Date.parse('2026-03-01T00:30:00Z');
    budget.spend(day);
    budget.spend(day + 3_600_000);
    expect(budget.used(day + 3_600_000)).toBe(2);
    expect(budget.used(day + 24 * 3_600_000)).toBe(1);
    expect(budget.used(day + 26 * 3_600_000)).toBe(0);
  });

  test('people go before bulk work, and bulk work never holds every slot', async () => {
    const gate = createGate({ concurrency: 4 }, systemClock);
    const { signal } = new AbortController();
    const order: string[] = [];
    const enter = (lane: 'interactive' | 'bulk', name: string): Promise<() => void> =>
      gate.enter(lane, Infinity, signal).then((entry) => {
        if (!('leave' in entry)) throw new Error('was held back');
        order.push(name);
        return entry.leave;
      });
    const bulk = [1, 2, 3, 4, 5].map((n) => enter('bulk', `bulk ${n}`));
    const first = await bulk[0]!;
    expect(gate.inFlight).toBe(3);
    const people = [1, 2].map((n) => enter('interactive', `person ${n}`));
    await people[0];
    first();
    await people[1];
    expect(order).toEqual(['bulk 1', 'bulk 2', 'bulk 3', 'person 1', 'person 2']);
    for (const leave of [await people[0]!, await people[1]!]) leave();
    await bulk[3];
    expect(order.at(-1)).toBe('bulk 4');
  });

  test('concurrency is never exceeded on the wire', async () => {
    let inside = 0;
    let most = 0;
    const { url } = await vendor((_, response) => {
      most = Math.max(most, ++inside);
      setTimeout(() => {
        inside--;
        response.end('ok');
      }, 5);
    });
    const http = connect(url, { limits: { concurrency: 4 } });
    await Promise.all(Array.from({ length: 40 }, () => http.request(get, textOf)));
    expect(most).toBe(4);
  });

  test('a spent daily budget refuses the call before it is sent, and says when it will be possible', async () => {
    const { url, paths } = await vendor((_, response) => response.end('ok'));
    const http = connect(url, {}, { limits: { perDay: 2 } });
    await http.request(get, textOf);
    await http.request(get, textOf);
    const problem = await problemOf(http.request(get, textOf));
    expect(problem).toMatchObject({ code: 'RATE_LIMITED', detail: { source: 'books', system: 'BILLING' } });
    expect(problem.detail.retryAfterMs).toBeGreaterThan(22 * 3_600_000);
    expect(paths).toHaveLength(2);
    expect(http.status().quotas).toMatchObject([{ used: 2, limit: 2 }]);
  });

  test('a call that would wait for the rate limit beyond its deadline fails at once', async () => {
    const { url, paths } = await vendor((_, response) => response.end('ok'));
    const http = connect(url, { limits: { concurrency: 5, perMinute: 1 } });
    await http.request(get, textOf);
    const problem = await problemOf(http.request(get, textOf));
    expect(problem.code).toBe('RATE_LIMITED');
    expect(problem.detail.retryAfterMs).toBeGreaterThan(20_000);
    expect(paths).toHaveLength(1);
  });
});

describe('a token', () => {
  function bearer(logins: { count: number }): Partial<VendorPolicy> {
    return {
      login: async (send) => {
        logins.count++;
        const answer = await send({ method: 'POST', path: '/token', body: 'secret=s3cr3t' });
        return { headers: { authorization: `Bearer ${answer.text}` } };
      },
    };
  }

  test('is asked for once by many calls, and once more when it expired under all of them', async () => {
    const logins = { count: 0 };
    let valid = 1;
    const { url } = await vendor((request, response) => {
      if (request.url === '/token') setTimeout(() => response.end(String(valid)), 10);
      else if (request.headers.authorization === `Bearer ${valid}`) response.end('ok');
      else response.writeHead(401).end();
    });
    const http = connect(url, bearer(logins));
    const twenty = (): Promise<string[]> =>
      Promise.all(Array.from({ length: 20 }, () => http.request(get, textOf)));
    expect(await twenty()).toHaveLength(20);
    expect(logins.count).toBe(1);
    valid = 2;
    expect(await twenty()).toHaveLength(20);
    expect(logins.count).toBe(2);
  });

  test('that is refused although it is fresh is not tried again', async () => {
    const logins = { count: 0 };
    const { url, paths } = await vendor((request, response) => {
      response.writeHead(request.url === '/token' ? 200 : 401).end('t');
    });
    const http = connect(url, bearer(logins));
    expect(await problemOf(http.request(get, textOf))).toMatchObject({ code: 'SOURCE_REJECTED' });
    expect(paths).toEqual(['/token', '/things']);
  });

  test('refused credentials are said to be so, without naming them, and not tried again at once', async () => {
    const logins = { count: 0 };
    const { url } = await vendor((_, response) => response.writeHead(400).end('{"error":"s3cr3t is wrong"}'));
    const http = connect(url, bearer(logins));
    const problem = await problemOf(http.request(get, textOf));
    expect(problem.code).toBe('SOURCE_REJECTED');
    expect(problem.message).toContain('credentials');
    expect(`${problem.message} ${JSON.stringify(problem)}`).not.toContain('s3cr3t');
    await problemOf(http.request(get, textOf));
    expect(logins.count).toBe(1);
  });
});

describe('a call', () => {
  test('that may be repeated is repeated when the source stumbles', async () => {
    const { url, paths } = await vendor((_, response, count) =>
      count < 3 ? response.writeHead(503).end() : response.end('ok'),
    );
    expect(await connect(url).request(get, textOf)).toBe('ok');
    expect(paths).toHaveLength(3);
  });

  test('that writes is not repeated, unless it cannot have been received', async () => {
    const { url, paths } = await vendor((request) => request.socket.destroy());
    const problem = await problemOf(
      connect(url).request({ method: 'POST', path: '/things', body: '{}' }, textOf),
    );
    expect(problem.code).toBe('SOURCE_UNAVAILABLE');
    expect(paths).toHaveLength(1);
  });

  test('waits as long as the source asks for, and holds the others back as well', async () => {
    const times: number[] = [];
    const { url } = await vendor((_, response, count) => {
      times.push(Date.now());
      if (count === 1) response.writeHead(429, { 'retry-after': '0.4' }).end();
      else response.end('ok');
    });
    const http = connect(url);
    const first = http.request(get, textOf);
    while (times.length === 0 || http.status().state !== 'DEGRADED') await systemClock.sleep(2);
    await Promise.all([first, http.request(get, textOf)]);
    expect(times).toHaveLength(3);
    for (const later of times.slice(1)) expect(later - times[0]!).toBeGreaterThanOrEqual(395);
  });

  test('is rate limited at once when the source asks for more time than there is', async () => {
    const { url, paths } = await vendor((_, response) =>
      response.writeHead(429, { 'retry-after': '60' }).end(),
    );
    const http = connect(url);
    expect((await problemOf(http.request(get, textOf))).detail.retryAfterMs).toBe(60_000);
    expect((await problemOf(http.request(get, textOf))).code).toBe('RATE_LIMITED');
    expect(paths).toHaveLength(1);
  });

  test('ends at its deadline, retries and waiting included', async () => {
    const { url } = await vendor(() => {});
    const http = connect(url, {}, { deadlineMs: 80 });
    const problem = await problemOf(http.request(get, textOf));
    expect(problem).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true });
    expect(problem.message).toContain('80 ms');
    expect(http.status()).toMatchObject({ errorRate: 1, inFlight: 0 });
  });

  test('ends when its caller gives up, which says nothing about the source', async () => {
    const { url } = await vendor(() => {});
    const http = connect(url);
    const giveUp = new AbortController();
    const call = problemOf(http.request(get, textOf, { signal: giveUp.signal }));
    giveUp.abort();
    expect((await call).code).toBe('SOURCE_UNAVAILABLE');
    expect(http.status()).toMatchObject({ state: 'UP', errorRate: 0, inFlight: 0 });
  });

  test('never follows a redirect', async () => {
    const { url, paths } = await vendor((_, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    expect((await problemOf(connect(url).request(get, textOf))).code).toBe('SOURCE_DRIFTED');
    expect(paths).toEqual(['/things']);
  });

  test('refuses an answer without end', async () => {
    const { url } = await vendor((_, response) => response.end('x'.repeat(5_000)));
    const http = connect(url, {}, { options: { maxResponseBytes: 1_000 } });
    expect((await problemOf(http.request(get, textOf))).code).toBe('SOURCE_DRIFTED');
  });

  test('that breaks off is unavailable, one that is not JSON has drifted', async () => {
    const { url } = await vendor((request, response) => {
      if (request.url === '/short') {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a":');
        setTimeout(() => request.socket.destroy(), 5);
      } else response.end('<html>');
    });
    const http = connect(url);
    const json = (answer: Answer): unknown => answer.json();
    expect((await problemOf(http.request({ method: 'GET', path: '/short' }, json))).code).toBe(
      'SOURCE_UNAVAILABLE',
    );
    const drifted = await problemOf(http.request(get, json));
    expect(drifted).toMatchObject({ code: 'SOURCE_DRIFTED', retryable: false, detail: { source: 'books' } });
  });

  test('keeps query strings and headers out of what it complains about', async () => {
    const { url, close } = await vendor((_, response) => response.end());
    await close();
    const http = connect(url, { headers: { authorization: 'Bearer s3cr3t' } });
    const problem = await problemOf(http.request({ ...get, query: [['email', 'ada@example.com']] }, textOf));
    const everything = `${problem.message} ${JSON.stringify(problem)} ${String(problem.cause)} ${problem.stack}`;
    expect(everything).not.toMatch(/s3cr3t|ada@example|ada%40/);
    expect(problem.message).toContain('ECONNREFUSED');
  });
});

describe('the circuit', () => {
  test('opens after failures in a row, fails fast, half-opens and closes again', async () => {
    let healthy = false;
    const { url, paths } = await vendor((_, response) =>
      healthy ? response.end('ok') : response.writeHead(500).end(),
    );
    const http = connect(
      url,
      { retry: { attempts: 1, baseMs: 1, capMs: 1 } },
      { options: { breakerFailures: 3, breakerOpenMs: 400 } },
    );
    for (let i = 0; i < 3; i++) await problemOf(http.request(get, textOf));
    expect(http.status()).toMatchObject({ state: 'DOWN', circuit: 'OPEN' });
    const open = await problemOf(http.request(get, textOf));
    expect(open).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true });
    expect(open.detail.retryAfterMs).toBeGreaterThan(0);
    expect(paths).toHaveLength(3);

    await systemClock.sleep(450);
    await problemOf(http.request(get, textOf));
    expect(paths).toHaveLength(4);
    expect(http.status().circuit).toBe('OPEN');

    healthy = true;
    expect(await http.request(get, textOf, { lane: 'bulk' })).toBe('ok');
    expect(http.status().circuit).toBe('CLOSED');
    for (let i = 0; i < 20; i++) await http.request(get, textOf);
    expect(http.status().state).toBe('UP');
  });

  test('stays closed when a source refuses requests, because it answers', async () => {
    const { url } = await vendor((_, response) => response.writeHead(404).end());
    const http = connect(url, {}, { options: { breakerFailures: 2 } });
    for (let i = 0; i < 6; i++)
      expect((await problemOf(http.request(get, textOf))).code).toBe('SOURCE_REJECTED');
    expect(http.status()).toMatchObject({ state: 'UP', circuit: 'CLOSED', errorRate: 0 });
  });
});
