import { createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { usualLimits } from '../src/canonical/limits.ts';
import { openAccess } from '../src/http/access.ts';
import { createBuckets } from '../src/http/bucket.ts';
import { createRates } from '../src/http/rates.ts';
import { consumer, consumersAccess, tokenOf } from './support/consumers.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';
import { codesOf, ways } from './support/ways.ts';

describe('a bucket', () => {
  it('holds its capacity, and fills by the second', () => {
    let now = 0;
    const buckets = createBuckets({ capacity: 3, perSecond: 2 }, () => now);
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 500]);
    expect(buckets.take('b')).toBe(0);
    now += 500;
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 500]);
    now += 3_600_000;
    expect(buckets.left('a')).toBe(3);
  });

  it('says how long to wait for several units, and never asks for more than it can hold', () => {
    const buckets = createBuckets({ capacity: 10, perSecond: 5 }, () => 0);
    expect([buckets.take('a', 8), buckets.take('a', 8), buckets.take('b', 1000)]).toEqual([0, 1200, 0]);
  });

  it('forgets whoever was not seen for longest: many names cost no memory', () => {
    const buckets = createBuckets({ capacity: 1, perSecond: 0.001 }, () => 0);
    for (let n = 0; n < 20_000; n++) buckets.take(`name ${n}`);
    expect([buckets.left('name 0'), buckets.left('name 19999')]).toEqual([1, 0]);
  });
});

describe('rates', () => {
  const limits = { ...usualLimits, burst: 2, requestsPerSecond: 1, costPerMinute: 600, maxCost: 100 };
  const thrown = (work: () => void): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('count each account for itself, and nobody where no token is asked for', async () => {
    const rates = createRates(limits, () => 0);
    const [ann, bob] = [consumer('ann'), consumer('bob')];
    rates.request(ann);
    rates.request(ann);
    expect(thrown(() => rates.request(ann))).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: { retryAfterMs: 1000 },
    });
    rates.request(bob);
    const anybody = await openAccess('main').admit(null);
    for (let n = 0; n < 100; n++) rates.request(anybody);
    expect(rates.headers(anybody)).toEqual({});
  });

  it('tell what is left in the words of the draft', () => {
    let now = 0;
    const rates = createRates(limits, () => now);
    const ann = consumer('ann');
    rates.request(ann);
    rates.cost(ann, 90);
    expect(rates.headers(ann)).toEqual({
      'ratelimit-policy': '"requests";q=2;w=2, "cost";q=600;w=60',
      ratelimit: '"requests";r=1;t=1, "cost";r=510;t=1',
    });
    rates.cost(ann, 510);
    expect(rates.headers(ann)['ratelimit']).toContain('"cost";r=0;t=1');
    expect(thrown(() => rates.cost(ann, 50))).toMatchObject({ detail: { retryAfterMs: 5000 } });
    now += 5000;
    expect(thrown(() => rates.cost(ann, 50))).toBeUndefined();
  });

  it('let an operation of the largest cost pass, however little a minute allows', () => {
    const rates = createRates({ ...limits, costPerMinute: 1 }, () => 0);
    expect(thrown(() => rates.cost(consumer('ann'), 100))).toBeUndefined();
  });

  it.each([
    ['10.0.0.1', '10.0.0.1', '10.0.0.2'],
    ['::ffff:10.0.0.1', '10.0.0.1', '::ffff:10.0.0.2'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:3::1'],
    ['2001:db8::1', '2001:db8:0:0:9::', '2001:db8:1::1'],
    ['::1', '::2', '1::1'],
  ])('count the tokens of %s with those of %s, not of %s', (address, same, other) => {
    const rates = createRates({ ...limits, failedTokensPerMinute: 1 }, () => 0);
    rates.failure(address);
    expect(thrown(() => rates.address(same))).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(thrown(() => rates.address(other))).toBeUndefined();
  });

  it('give a connection back once', () => {
    const rates = createRates({ ...limits, connectionsPerConsumer: 1 });
    const ann = consumer('ann');
    const leave = rates.connection(ann);
    expect(thrown(() => rates.connection(ann))).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    leave();
    leave();
    rates.connection(ann);
    expect(thrown(() => rates.connection(ann))).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });
});

describe('a consumer who sends too much', () => {
  let hub: TestHub;
  let served: Served;
  beforeAll(async () => {
    hub = await createTestHub();
  });
  afterEach(() => served.close());
  afterAll(() => hub.close());
  /** So slow that nothing comes back during a test. */
  const slow = { requestsPerSecond: 0.001, burst: 3 };
  const start = async (limits: Parameters<typeof serve>[2] & object) => {
    served = await serve(hub, {}, { access: consumersAccess(), ...limits });
  };
  const query = '{ customers(first: 1) { totalCount } }';
  const post = (account: string, path = '/graphql') =>
    served.send({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', ...tokenOf(account) },
      body: JSON.stringify({ query }),
    });

  it('gets 429 with Retry-After, at either address, while another does not', async () => {
    await start({ limits: slow });
    const good = await post('ann');
    expect(good.status).toBe(200);
    expect(good.headers.get('ratelimit')).toMatch(/^"requests";r=2;t=1, "cost";r=\d+;t=1$/);
    expect(good.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=3000, "cost";q=10000000;w=60');
    const stream = await post('ann', '/graphql/stream');
    expect([stream.status, stream.headers.get('ratelimit')]).toEqual([
      200,
      expect.stringContaining('"requests";r=1;t=1'),
    ]);
    await post('ann');
    for (const path of ['/graphql', '/graphql/stream']) {
      const { status, headers, body } = await post('ann', path);
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(900);
      expect(headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+/);
      expect(body.errors).toMatchObject([
        { extensions: { code: 'TOO_MANY_REQUESTS', retryable: true, retryAfterMs: expect.any(Number) } },
      ]);
    }
    expect((await post('bob')).status).toBe(200);
  });

  it('gets the error at the operation of a socket, which stays', async () => {
    await start({ limits: slow });
    const client = createClient({
      url: served.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: tokenOf('ann'),
      retryAttempts: 0,
    });
    const ask = async (): Promise<unknown> => {
      const results = client.iterate({ query });
      return results.next().then(
        ({ value }) => value as unknown,
        (error: unknown) => error,
      );
    };
    for (let n = 0; n < 3; n++) expect(await ask()).toMatchObject({ data: expect.any(Object) });
    for (let n = 0; n < 2; n++)
      expect(await ask()).toMatchObject([{ extensions: { code: 'TOO_MANY_REQUESTS', retryable: true } }]);
    await client.dispose();
  });

  it.each(Object.keys(ways))('is told over %s when its operations cost too much together', async (way) => {
    await start({ limits: { costPerMinute: 100, maxCost: 100 } });
    const wish = { query: '{ customers(first: 75) { totalCount } }', token: 'ann' };
    expect(codesOf(await ways[way]!(served, wish))).toEqual([]);
    expect(codesOf(await ways[way]!(served, wish))).toEqual(['TOO_MANY_REQUESTS']);
    expect(codesOf(await ways[way]!(served, { ...wish, token: 'bob' }))).toEqual([]);
  });

  it('gets 429 over HTTP for the cost too', async () => {
    await start({ limits: { costPerMinute: 21, maxCost: 21 } });
    expect((await post('ann')).status).toBe(200);
    const { status, headers } = await post('ann');
    expect([status, Number(headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  });

  it('has to wait when its address sends tokens that prove nothing, until which every other token counts', async () => {
    await start({ limits: { failedTokensPerMinute: 3 } });
    for (let n = 0; n < 3; n++) expect((await post(`forged-${n}`)).status).toBe(401);
    expect((await post('forged-4')).status).toBe(429);
    expect((await post('ann')).status).toBe(429);
  });

  it('is not kept from the others behind a proxy, by whose word addresses are known', async () => {
    served = await serve(
      hub,
      { behindTls: true },
      { access: consumersAccess(), limits: { failedTokensPerMinute: 1 } },
    );
    const from = (addresses: string, account: string) =>
      served.send({
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': addresses, ...tokenOf(account) },
        body: JSON.stringify({ query }),
      });
    expect((await from('1.1.1.1', 'forged')).status).toBe(401);
    expect((await from('9.9.9.9, 1.1.1.1', 'ann')).status).toBe(429);
    expect((await from('1.1.1.1, 9.9.9.9', 'ann')).status).toBe(200);
  });

  it('may have so many sockets and streams open, and another one when it closes one', async () => {
    await start({ limits: { connectionsPerConsumer: 1 } });
    const open = (): Promise<{ socket: WebSocket; end: number | 'acknowledged' }> =>
      new Promise((resolve) => {
        const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
        socket.on('open', () =>
          socket.send(JSON.stringify({ type: 'connection_init', payload: tokenOf('ann') })),
        );
        socket.on('message', () => resolve({ socket, end: 'acknowledged' }));
        socket.on('close', (end) => resolve({ socket, end }));
      });
    const first = await open();
    expect(first.end).toBe('acknowledged');
    expect((await open()).end).toBe(1013);
    expect((await post('ann', '/graphql/stream')).status).toBe(429);
    first.socket.close();
    await new Promise((resolve) => first.socket.once('close', resolve));
    expect((await post('ann', '/graphql/stream')).status).toBe(200);
    expect((await post('ann', '/graphql/stream')).status).toBe(200);
  });
});
