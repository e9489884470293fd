import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { signInOf } from '../src/auth/sign-in.ts';
import { type ConfigError, loadConfig } from '../src/config.ts';
import { vendors } from '../src/sources/index.ts';
import { type Guarded, serveGuarded } from './support/guarded.ts';

const folder = mkdtempSync(join(tmpdir(), 'isthmus-sign-in-'));
const file = join(folder, 'isthmus.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is wrong with a configuration, by path. */
function wrong(text: string): Record<string, string> {
  writeFileSync(file, `${text}\nsources: []\n`);
  try {
    loadConfig({}, file, vendors);
    return {};
  } catch (error) {
    return Object.fromEntries((error as ConfigError).wrong.map(({ path, message }) => [path, message]));
  }
}

/** How people sign in under a configuration. */
function offered(text: string) {
  writeFileSync(file, `${text}\nsources: []\n`);
  return signInOf(loadConfig({}, file, vendors));
}

const one = 'access: { issuers: [{ issuer: "https://login.example.com" }] }';
const two =
  'access: { issuers: [{ issuer: "https://login.example.com" }, { issuer: "https://partners.example.com" }] }';

describe('the settings of signing in', () => {
  it('offer nothing without a client', () => {
    expect(offered(one)).toBeNull();
  });

  it('take the only issuer there is', () => {
    expect(offered(`${one}\nconsole: { clientId: console, scopes: [openid, offline_access] }`)).toEqual({
      issuer: 'https://login.example.com',
      clientId: 'console',
      scopes: ['openid', 'offline_access'],
      parameters: {},
    });
  });

  it('say which issuer, where there are several', () => {
    expect(wrong(`${two}\nconsole: { clientId: console }`)['console.issuer']).toMatch(/^say which/);
    expect(
      offered(`${two}\nconsole: { clientId: console, issuer: "https://partners.example.com" }`)?.issuer,
    ).toBe('https://partners.example.com');
  });

  it.each([
    [
      'an issuer whose tokens are not believed',
      one,
      'issuer: "https://other.example.com"',
      /must be one of access.issuers; known: https:\/\/login/,
    ],
    ['no issuer at all', 'access: { issuers: [] }', '', /say which of access.issuers; there are none/],
    [
      'an issuer that cannot be asked',
      'access: { issuers: [{ issuer: legacy, jwksUrl: "https://legacy.example.com/keys" }] }',
      '',
      /must be an https address/,
    ],
  ])('refuse %s', (_what, access, more, message) => {
    expect(wrong(`${access}\nconsole: { clientId: console, ${more} }`)['console.issuer']).toMatch(message);
  });

  it('refuse scopes without openid, and to say what the console says itself', () => {
    const found = wrong(
      `${one}\nconsole: { clientId: console, scopes: [profile], parameters: { redirect_uri: "https://x.example" }, origins: ["http://x.example"] }`,
    );
    expect(found['console.scopes']).toContain('openid');
    expect(found['console.parameters']).toContain('redirect_uri');
    expect(found['console.origins.0']).toContain('not an https origin');
  });
});

describe('what the console is told before anybody signs in', () => {
  let hub: Guarded | undefined;
  afterEach(() => hub?.close());

  it('is how people sign in, and nothing that may be kept', async () => {
    hub = await serveGuarded({}, { console: { clientId: 'console' } });
    const answer = await fetch(`${hub.nodes[0]!.url}/console.json`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toEqual({
      signIn: { issuer: hub.issuer.url, clientId: 'console', scopes: ['openid', 'profile'], parameters: {} },
    });
  });

  it('is that a token is brought along, where there is no client', async () => {
    hub = await serveGuarded();
    const answer = await fetch(`${hub.nodes[0]!.url}/console.json`);
    expect(await answer.json()).toEqual({ signIn: null });
  });
});
