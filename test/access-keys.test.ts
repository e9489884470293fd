import { errors, type JWTVerifyGetKey } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Proof, verifyToken } from '../src/auth/token.ts';
import { Problem } from '../src/canonical/problem.ts';
import { issuerKeys } from '../src/http/keys.ts';
import { settings } from '../src/settings.ts';
import { makeKey, startIssuer, type TestIssuer } from './support/issuer.ts';

let issuer: TestIssuer;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  issuer = await startIssuer();
});
afterEach(async () => {
  vi.useRealTimers();
  await issuer.close();
});
const pass = (ms: number) => vi.advanceTimersByTime(ms);

const held = (key: JWTVerifyGetKey): Proof => ({
  issuer: issuer.url,
  audience: 'isthmus',
  algorithms: ['RS256', 'ES256'],
  key,
  toleranceSeconds: 0,
});
const outcome = (token: string, key: JWTVerifyGetKey): Promise<string> =>
  verifyToken(token, held(key)).then(
    ({ sub }) => `${String(sub)} is in`,
    (error: Error) => (error instanceof Problem ? error.code : error.name),
  );

describe('the keys of an issuer', () => {
  it('are found by its discovery document, and asked for once for many tokens', async () => {
    const key = issuerKeys(issuer.url, null);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issuer.token()));
    const outcomes = await Promise.all(tokens.map((token) => outcome(token, key)));
    expect(new Set(outcomes)).toEqual(new Set(['account-1 is in']));
    expect(issuer.asked).toEqual({ discovery: 1, keys: 1 });
  });

  it('are taken from where the settings say, without discovery', async () => {
    const key = issuerKeys(issuer.url, `${issuer.url}/keys`);
    expect(await outcome(await issuer.token(), key)).toBe('account-1 is in');
    expect(issuer.asked).toEqual({ discovery: 0, keys: 1 });
  });

  it('may change at any time: a new one counts at once, and one that was withdrawn no more', async () => {
    const key = issuerKeys(issuer.url, null);
    const before = await issuer.token();
    expect(await outcome(before, key)).toBe('account-1 is in');
    await issuer.rotate('ES256');
    expect(await outcome(await issuer.token(), key)).toBe('account-1 is in');
    expect(await outcome(before, key)).toBe('TokenError');
  });

  it('are not asked for again and again because strangers name keys that nobody knows', async () => {
    const key = issuerKeys(issuer.url, null);
    await outcome(await issuer.token(), key);
    const stranger = await makeKey();
    const header = (kid: number) => ({ key: stranger, header: { kid: String(kid) } });
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, kid) => issuer.token({}, header(kid))));
    for (const token of tokens) expect(await outcome(token, key)).toBe('TokenError');
    expect(issuer.asked.keys).toBeLessThan(10);
  });

  it('that cannot be fetched are an outage, which is not the fault of the token', async () => {
    const token = await issuer.token();
    const key = issuerKeys(issuer.url, null);
    issuer.fault = { status: 500 };
    expect(await outcome(token, key)).toBe('HUB_UNAVAILABLE');
    issuer.fault = null;
    pass(1000);
    expect(await outcome(token, key)).toBe('account-1 is in');
  });

  it('are asked for less and less often while they cannot be fetched', async () => {
    const token = await issuer.token();
    const key = issuerKeys(issuer.url, `${issuer.url}/keys`);
    issuer.fault = { status: 500 };
    let asked = 0;
    for (const wait of [1, 2, 4, 8, 16, 30, 30]) {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(token, key)));
      expect(new Set(outcomes)).toEqual(new Set(['HUB_UNAVAILABLE']));
      asked += 1;
      expect([wait, issuer.asked.keys]).toEqual([wait, asked]);
      const retry = await verifyToken(token, held(key)).catch((error: Problem) => error.detail.retryAfterMs);
      expect(retry).toBe(wait * 1000);
      pass(wait * 1000 - 1);
      expect(await outcome(token, key)).toBe('HUB_UNAVAILABLE');
      expect(issuer.asked.keys).toBe(asked);
      pass(1);
    }
    issuer.fault = null;
    expect(await outcome(token, key)).toBe('account-1 is in');
  });

  it('that are known go on for an hour while they cannot be fetched, whoever names others', async () => {
    const [good, other] = [await issuer.token(), await issuer.token({}, { key: await makeKey() })];
    const key = issuerKeys(issuer.url, null);
    expect(await outcome(good, key)).toBe('account-1 is in');
    issuer.fault = { status: 500 };
    expect(await outcome(other, key)).toBe('HUB_UNAVAILABLE');
    for (let minute = 0; minute < 59; minute++) {
      pass(60_000);
      expect(await outcome(good, key)).toBe('account-1 is in');
    }
    // Whatever was asked in the background meanwhile has been answered behind this.
    expect(await outcome(other, key)).toBe('HUB_UNAVAILABLE');
    // Nobody with a known key waits for one who asks for another.
    pass(30_000);
    let release = (): void => {};
    const asking = issuer.hold(new Promise<void>((resolve) => (release = resolve)));
    const waiting = outcome(other, key);
    await asking;
    expect(await outcome(good, key)).toBe('account-1 is in');
    release();
    expect(await waiting).toBe('HUB_UNAVAILABLE');
    pass(60_000);
    expect(await outcome(good, key)).toBe('HUB_UNAVAILABLE');
    issuer.fault = null;
    pass(30_000);
    expect(await outcome(good, key)).toBe('account-1 is in');
    expect(await outcome(other, key)).toBe('TokenError');
  });

  it('are not asked for where a redirect leads', async () => {
    const elsewhere = await startIssuer();
    const token = await issuer.token();
    issuer.fault = { status: 302, location: `${elsewhere.url}/keys` };
    expect(await outcome(token, issuerKeys(issuer.url, null))).toBe('HUB_UNAVAILABLE');
    expect(await outcome(token, issuerKeys(issuer.url, `${issuer.url}/keys`))).toBe('HUB_UNAVAILABLE');
    expect(elsewhere.asked).toEqual({ discovery: 0, keys: 0 });
    await elsewhere.close();
  });

  it.each([
    ['is that of another issuer', { issuer: 'https://login.example.com' }],
    ['names keys that anybody on the way could replace', { jwks_uri: 'http://keys.example.com/keys' }],
    ['names no keys', { jwks_uri: undefined }],
  ])('are not believed when the discovery document %s', async (_why, discovery) => {
    issuer.discovery = discovery;
    expect(await outcome(await issuer.token(), issuerKeys(issuer.url, null))).toBe('HUB_UNAVAILABLE');
  });

  it('are for public-key algorithms only', async () => {
    const key = issuerKeys(issuer.url, null);
    await expect(key({ alg: 'HS256' }, { payload: '', signature: '' })).rejects.toBeInstanceOf(
      errors.JOSENotSupported,
    );
  });
});

describe('the settings of access', () => {
  const wrong = (access: object): string[] =>
    (settings.safeParse({ access, sources: [] }).error?.issues ?? []).map(({ path }) => path.join('.'));

  it('take no issuer whose keys would cross the network in clear', () => {
    expect(wrong({ issuers: [{ issuer: 'http://login.example.com' }] })).toEqual(['access.issuers.0.issuer']);
    expect(wrong({ issuers: [{ issuer: 'x', jwksUrl: 'http://login.example.com/k' }] })).toEqual([
      'access.issuers.0.jwksUrl',
    ]);
    expect(wrong({ issuers: [{ issuer: 'x', jwksUrl: 'https://login.example.com/k' }] })).toEqual([]);
  });

  it('take no algorithm that needs a shared secret, none at all, or the name of the hub itself', () => {
    const issuers = (more: object) => ({ issuers: [{ issuer: 'https://login.example.com', ...more }] });
    expect(wrong(issuers({ algorithms: ['HS256'] }))).toEqual(['access.issuers.0.algorithms.0']);
    expect(wrong(issuers({ algorithms: ['none'] }))).toEqual(['access.issuers.0.algorithms.0']);
    expect(wrong(issuers({ algorithms: [] }))).toEqual(['access.issuers.0.algorithms']);
    expect(wrong(issuers({ issuer: 'isthmus:service' }))[0]).toBe('access.issuers.0.issuer');
  });

  it('cannot turn a word of an issuer into a service account', () => {
    const issuers = [{ issuer: 'https://login.example.com', roles: { robots: ['SERVICE'] } }];
    expect(wrong({ issuers })).toEqual(['access.issuers.0.roles.robots.0']);
  });
});
