import { generateKeyPairSync } from 'node:crypto';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from './support/contract.ts';
import { type SandboxSimulator, startSandboxSimulator } from './support/sandbox.ts';
import { seeded } from './support/vendor-case.ts';
import { createVault, type Vault } from './support/vault.ts';
import { at, signedMs, ways } from './support/webhook.ts';
import { type CurrentSources, openCredentials } from '../src/credentials.ts';
import { createSource, vendors } from '../src/sources/index.ts';
import type { Source, SourceConfig } from '../src/sources/source.ts';
import { eventually, vendorNames } from './support/hub.ts';

const aDay = 86_400_000;
/** Longer than any test: what is noticed is noticed by the change of the file, or because the vendor refused. */
const seldom = 3_600_000;

const pem = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
/** Which of a vendor's credentials a rotation replaces, by new ones. */
const fresh: Readonly<Record<string, () => Record<string, string>>> = {
  salesforce: () => ({ clientSecret: `another-${Math.random()}` }),
  zuora: () => ({ clientId: `client-${Math.random()}`, clientSecret: `another-${Math.random()}` }),
  zendesk: () => ({ apiToken: `another-${Math.random()}` }),
  netsuite: () => ({ certificateId: `certificate-${Math.random()}`, privateKey: pem() }),
};

describe.each(vendorNames)('the credentials of %s', (vendor) => {
  const module = vendors.find((each) => each.vendor === vendor)!;
  let simulator: SandboxSimulator;
  let original: Readonly<Record<string, string>>;
  let vault: Vault;
  let current: CurrentSources;
  let config: SourceConfig;
  let source: Source;
  let log: string[];

  beforeAll(async () => {
    simulator = await startSandboxSimulator(vendor, seeded);
    const names = Object.keys(module.credentials.parse(simulator.credentials));
    original = Object.fromEntries(
      Object.entries(simulator.credentials).filter(([name, text]) => names.includes(name) && text !== ''),
    );
  }, 60_000);
  beforeEach(async () => {
    await simulator.rotate(original);
    vault = createVault(original);
    log = [];
    current = await openCredentials(
      {
        secrets: { masterKey: null, masterKeyFile: null, reloadEveryMs: seldom },
        sources: [
          {
            instance: vendor,
            vendor,
            url: simulator.url,
            region: 'US',
            tenant: 'main',
            credentials: vault.references,
            deadlineMs: 60_000,
            limits: {},
            options: module.options.parse({}),
          },
        ],
      },
      { env: {}, own: async () => null },
      pino({ level: 'info' }, { write: (line: string) => log.push(line) }),
    );
    [config] = current.sources as [SourceConfig];
    source = createSource(config);
    await source.probe();
  });
  afterEach(async () => {
    await simulator.calm();
    current.close();
    await source.close();
    vault.close();
  });
  afterAll(() => simulator?.remove());

  /** Resolves when the hub has noticed that a file has changed. */
  const noticed = async (work: () => void): Promise<void> => {
    const before = config.credentials;
    work();
    await eventually('the change of the file', async () => config.credentials !== before);
  };

  it('can be changed while calls go on: no request has the old ones, and none fails', async () => {
    const changed = fresh[vendor]!();
    const before = await simulator.position();
    await simulator.rotate(changed);
    await noticed(() => vault.put(changed));
    await simulator.advanceClock(aDay);
    const pages = await Promise.all([source.probe(), source.probe(), source.probe()]);
    expect(pages).toHaveLength(3);
    const refused = [...(await simulator.logins(before)), ...(await simulator.calls(before))].filter(
      ({ outcome }) => outcome === 'REJECTED',
    );
    // A session that ended, and not a credential, may be refused once.
    expect(refused.filter(({ path }) => /oauth|token/i.test(path))).toEqual([]);
    expect(log.join('')).toContain('credentials have changed');
    expect(Object.values(changed).filter((secret) => log.join('').includes(secret))).toEqual([]);
  });

  it('are looked at again when the vendor refuses them, before anybody is told', async () => {
    const changed = fresh[vendor]!();
    await simulator.rotate(changed);
    await simulator.advanceClock(aDay);
    // Nothing is looked at any more but for that reason.
    current.close();
    vault.put(changed);
    const before = config.credentials;
    await source.probe();
    expect(config.credentials).not.toBe(before);
  });

  it('do not end a call that is under way', async () => {
    const changed = fresh[vendor]!();
    const [kind] = source.kinds;
    await simulator.fault({ match: { nth: 1 }, act: 'hold' });
    const held = source.scan(kind!, null);
    await eventually('the call', async () => source.status().inFlight > 0);
    await simulator.rotate(changed);
    await noticed(() => vault.put(changed));
    await simulator.calm();
    expect((await held).records.length).toBeGreaterThan(0);
  });

  it('that are wrong end in SOURCE_REJECTED at the latest when the session is over, and right ones mend it', async () => {
    const changed = fresh[vendor]!();
    await noticed(() => vault.put(changed));
    await simulator.advanceClock(aDay);
    const problem = await problemOf(source.probe(), config);
    expect([problem.code, problem.message]).toEqual([
      'SOURCE_REJECTED',
      expect.stringMatching(/credentials/),
    ]);
    await noticed(() => vault.put(original));
    await source.probe();
    expect(log.filter((line) => line.includes('refuses our credentials'))).toHaveLength(1);
  });

  it('that cannot be read leave those of before in force', async () => {
    const before = config.credentials;
    const [name] = Object.keys(fresh[vendor]!());
    vault.remove(name!);
    await eventually('the complaint', async () => log.some((line) => line.includes('cannot be read')));
    await source.probe();
    expect(config.credentials).toBe(before);
    expect(log.filter((line) => line.includes('cannot be read')).join('')).toContain(name);
  });
});

describe.each(['salesforce', 'zuora', 'netsuite'] as const)('a session of %s', (vendor) => {
  const module = vendors.find((each) => each.vendor === vendor)!;
  let simulator: SandboxSimulator;
  let source: Source;
  let credentials: Readonly<Record<string, string>>;
  beforeAll(async () => {
    simulator = await startSandboxSimulator(vendor, seeded);
    credentials = module.credentials.parse(simulator.credentials);
    source = createSource({
      instance: vendor,
      vendor,
      url: simulator.url,
      region: 'US',
      get credentials() {
        return credentials;
      },
      deadlineMs: 60_000,
      limits: {},
      options: module.options.parse({}),
    });
  }, 60_000);
  afterAll(async () => {
    await source.close();
    await simulator.remove();
  });

  it('outlives new credentials that the vendor refuses, and is replaced once they are taken', async () => {
    await source.probe();
    const before = await simulator.position();
    const changed = fresh[vendor]!();
    credentials = { ...credentials, ...changed };
    await source.probe();
    await source.probe();
    const tried = await simulator.logins(before);
    expect(tried).toHaveLength(1);
    await simulator.rotate(changed);
    credentials = { ...credentials };
    await source.probe();
    await source.probe();
    expect(await simulator.logins(tried.at(-1)!.seq)).toHaveLength(1);
    expect(source.status().state).toBe('UP');
  });
});

describe.each(ways)('what $vendor signs its webhooks with', (way) => {
  it('is taken as soon as it is in force, and the old one as long as it is kept as the previous one', () => {
    const module = vendors.find((each) => each.vendor === way.vendor)!;
    const body = Buffer.from(way.body);
    let credentials = module.credentials.parse({ ...way.login, webhookSecret: way.older });
    const source = module.create({
      instance: way.vendor,
      vendor: way.vendor,
      url: 'http://127.0.0.1:9',
      region: 'US',
      get credentials() {
        return credentials;
      },
      deadlineMs: 1000,
      limits: {},
      options: module.options.parse({}),
    });
    const take = (headers: Readonly<Record<string, string>>) =>
      source.webhook!({ headers, body, receivedAt: at(signedMs) });
    expect(take(way.headersOfOlder)).not.toEqual([]);
    expect(() => take(way.headers)).toThrow('not signed with our secret');
    credentials = { ...credentials, webhookSecret: way.secret, webhookSecretPrevious: way.older };
    expect(take(way.headers)).not.toEqual([]);
    expect(take(way.headersOfOlder)).not.toEqual([]);
    credentials = { ...credentials, webhookSecretPrevious: '' };
    expect(take(way.headers)).not.toEqual([]);
    expect(() => take(way.headersOfOlder)).toThrow('not signed with our secret');
  });
});
