import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkKeyFiles,
  refuseBlindTls,
  refuseLockedOut,
  refuseUnsafeDurability,
  unsafeDurability,
} from '../src/cli/safety.ts';
import { type Config, type ConfigError, type Environment, loadConfig } from '../src/config.ts';
import { vendors } from '../src/sources/index.ts';
import { createTestDatabase } from './support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'isthmus-production-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = { ISTHMUS_MASTER_KEY: 'a key that is long enough' };

function load(text: string, env: Environment = key): Config {
  const file = join(folder, 'isthmus.yaml');
  writeFileSync(file, text);
  return loadConfig(env, file, vendors);
}

/** What is refused, by the path of the setting. */
function refused(text: string, env: Environment = key): Readonly<Record<string, string>> {
  try {
    load(text, env);
    return {};
  } catch (error) {
    return Object.fromEntries((error as ConfigError).wrong.map(({ path, message }) => [path, message]));
  }
}

const crm = (credentials: string): string => `
production: true
sources:
  - { instance: crm, vendor: salesforce, url: https://acme.my.salesforce.com, credentials: { ${credentials} } }`;

describe('a hub in production', () => {
  it('starts with a master key of its own, access control and references to its credentials', () => {
    const text = crm('clientId: "${CRM_ID}", clientSecret: { file: /run/secrets/crm }');
    const { production, sources } = load(text, { ...key, CRM_ID: 'id' });
    expect([production, sources[0]!.credentials]).toEqual([
      true,
      { clientId: 'id', clientSecret: { file: '/run/secrets/crm' } },
    ]);
  });

  it.each([
    ['no master key', 'production: true\nsources: []', {}, 'secrets.masterKey', /ISTHMUS_MASTER_KEY_FILE/],
    [
      'a master key in the file',
      'production: true\nsecrets: { masterKey: written down for everybody }\nsources: []',
      {},
      'secrets.masterKey',
      /keep it out of the file/,
    ],
    [
      'open access',
      'production: true\naccess: { required: false }\nsources: []',
      key,
      'access.required',
      /leave it on/,
    ],
    [
      'a credential in the file',
      crm('clientId: "${CRM_ID}", clientSecret: hush'),
      { ...key, CRM_ID: 'id' },
      'sources.0.credentials.clientSecret',
      /\{ secret: name \}/,
    ],
    [
      'the password of its database in the file',
      'production: true\ndatabase: { url: "postgres://hub:hush@db.example/hub" }\nsources: []',
      key,
      'database.url',
      /keep it out of the file/,
    ],
    [
      'the password of a tenant’s database in the file',
      'production: true\ntenants: [{ name: a }, { name: b, database: "postgres://hub:hush@db.example/b" }]\nsources: []',
      key,
      'tenants.1.database',
      /keep it out of the file/,
    ],
    [
      'other machines that reach it in clear',
      'production: true\nhttp: { host: 0.0.0.0 }\nsources: []',
      key,
      'http.host',
      /http\.tls, or http\.behindTls/,
    ],
  ])('refuses %s', (_what, text, env, path, message) => {
    const found = refused(text, env);
    expect(found).toEqual({ [path]: expect.stringMatching(message) });
    expect(JSON.stringify(found)).not.toContain('hush');
  });

  it('may say in its file what is no secret', () => {
    const text = crm(
      'clientId: "${CRM_ID}", clientSecret: "${CRM_SECRET}", pubsubUrl: "api.pubsub.salesforce.com:7443"',
    );
    expect(refused(text, { ...key, CRM_ID: 'id', CRM_SECRET: 'x' })).toEqual({});
  });
});

describe('any hub', () => {
  it('is open to everybody only on its own machine', () => {
    expect(refused('access: { required: false }\nsources: []')).toEqual({});
    const elsewhere = 'http: { host: "::", behindTls: true }\naccess: { required: false }\nsources: []';
    expect(Object.keys(refused(elsewhere))).toEqual(['access.required']);
  });

  it('listens to other machines with TLS of its own or a proxy’s', () => {
    expect(refused('http: { host: 0.0.0.0, behindTls: true }\nsources: []')).toEqual({});
    expect(refused('http: { host: 0.0.0.0, tls: { certFile: c, keyFile: k } }\nsources: []')).toEqual({});
  });

  it('takes a literal credential outside production, and names the forms where it is neither text nor a reference', () => {
    const literal = crm('clientId: id, clientSecret: plain').replace('production: true', '');
    expect(refused(literal)).toEqual({});
    for (const wrong of [
      '{ fil: /x }',
      '{ file: relative }',
      '{ env: A, file: /x }',
      '{ secret: "Bad Name" }',
      '7',
    ])
      expect(refused(literal.replace('plain', wrong))).toEqual({
        'sources.0.credentials.clientSecret': expect.stringMatching(/\{ env: NAME \}.*\{ secret: name \}/),
      });
  });

  it('does not ask of a reference what only its text can tell, and still misses what is not given at all', () => {
    const desk = (credentials: string): string =>
      `sources: [{ instance: desk, vendor: zendesk, url: "https://a.zendesk.com", credentials: ${credentials} }]`;
    expect(refused(desk('{ email: { env: MAIL }, apiToken: { secret: desk } }'))).toEqual({});
    expect(refused(desk('{ email: { env: MAIL } }'))).toHaveProperty(['sources.0.credentials']);
  });
});

describe('a start in production', () => {
  let url: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ url, drop } = await createTestDatabase());
  });
  afterAll(() => drop());
  const silent = pino({ level: 'silent' });

  it('is refused while nobody could come in, and says how to let somebody in', async () => {
    const empty = load('production: true\nsources: []');
    await expect(refuseLockedOut(empty, [url])).rejects.toThrow(
      /access\.issuers, or make an account: isthmus service-account/,
    );
    const issuer =
      'production: true\naccess: { issuers: [{ issuer: "https://login.example" }] }\nsources: []';
    await refuseLockedOut(load(issuer), [url]);
    await refuseLockedOut(load('sources: []'), [url]);
  });

  it('is refused on a database that loses what was committed, of which others are warned', async () => {
    const unsafe = `${url}${url.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff`;
    expect(await unsafeDurability(unsafe)).toContain('synchronous_commit');
    expect(await unsafeDurability(unsafe.replace('%3Doff', '%3Don'))).not.toContain('synchronous_commit');
    const production = load('production: true\nsources: []');
    await expect(refuseUnsafeDurability(production, {}, [unsafe], silent)).rejects.toThrow(
      'synchronous_commit is off. Turn it on',
    );
    const log: string[] = [];
    const logger = pino({}, { write: (line: string) => log.push(line) });
    await refuseUnsafeDurability(load('sources: []'), {}, [unsafe], logger);
    expect(log.join('')).toContain('synchronous_commit is off');
  });

  it('is refused where certificates of vendors would not be checked', () => {
    const blind = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const production = load('production: true\nsources: []');
    expect(() => refuseBlindTls(production, blind)).toThrow(/Take it out of the environment/);
    refuseBlindTls(production, {});
    refuseBlindTls(load('sources: []'), blind);
  });

  it('is refused with a certificate or a master key that cannot be read', async () => {
    const tls = load('http: { tls: { certFile: /no/cert, keyFile: /no/key } }\nsources: []');
    await expect(checkKeyFiles(tls)).rejects.toThrow(/TLS cannot be offered.*http\.tls\.certFile/);
    const lost = load('secrets: { masterKeyFile: /no/key }\nsources: []', {});
    await expect(checkKeyFiles(lost)).rejects.toThrow(
      /The master key cannot be read.*ISTHMUS_MASTER_KEY_FILE/,
    );
  });
});
