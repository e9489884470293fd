import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError, loadConfig, type Environment } from '../src/config.ts';
import { environmentSettings, settings } from '../src/settings.ts';
import type { VendorModule } from '../src/sources/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'isthmus-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function vendor(name: string, credentials: z.ZodType, options: z.ZodType = z.object({})): VendorModule {
  return {
    vendor: name,
    system: 'CRM',
    credentials: credentials as VendorModule['credentials'],
    options: options as VendorModule['options'],
    create: () => {
      throw new Error('not needed to check a configuration');
    },
  };
}

const client = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
const vendors = [
  vendor('salesforce', client, z.object({ apiVersion: z.string().default('68.0') })),
  vendor('zuora', client),
  vendor('zendesk', z.union([z.object({ email: z.email(), apiToken: z.string() }), client])),
  vendor(
    'netsuite',
    z.object({
      accountId: z.string(),
      clientId: z.string(),
      certificateId: z.string(),
      privateKey: z.string(),
    }),
  ),
];

function load(text: string, env: Environment = {}) {
  const file = join(folder, 'isthmus.yaml');
  writeFileSync(file, text);
  return loadConfig(env, file, vendors);
}

/** What is wrong with a configuration, by the path of the setting. */
function wrong(text: string, env: Environment = {}): Readonly<Record<string, string>> {
  try {
    load(text, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.wrong.map(({ path, message }) => [path, message]));
  }
  return {};
}

const source = `
  - instance: crm
    vendor: salesforce
    url: https://example.my.salesforce.com
    credentials: { clientId: id, clientSecret: "\${CRM_SECRET}" }
`;

describe('the configuration', () => {
  it('has a default for everything but the sources', () => {
    const config = load('sources: []');
    expect(config).toMatchObject({
      http: { host: '127.0.0.1', port: 4000 },
      dataDir: '.isthmus',
      database: { url: null },
      nats: { url: null },
      reportingCurrency: 'USD',
      freshness: { staleAfterMs: 86_400_000 },
      hotCache: { maxMegabytes: 120 },
      systemOfRecord: {},
      sources: [],
    });
  });

  it('refuses a pin of a source that there is not', () => {
    const text = `residency: [{ sources: [cmr], regions: [eu] }]\nsources:${source}`;
    expect(wrong(text, { CRM_SECRET: 'hush' })).toEqual({
      'residency.0.sources.0': 'no source is called cmr; known here: crm',
    });
    expect(wrong(text.replace('cmr', 'crm'), { CRM_SECRET: 'hush' })).toEqual({});
  });

  it('takes secrets from the environment and gives each source its vendor’s defaults', () => {
    const [crm] = load(`sources:${source}`, { CRM_SECRET: 'hush' }).sources;
    expect(crm).toEqual({
      instance: 'crm',
      tenant: 'main',
      vendor: 'salesforce',
      url: 'https://example.my.salesforce.com',
      region: 'default',
      credentials: { clientId: 'id', clientSecret: 'hush' },
      deadlineMs: 2000,
      limits: {},
      options: { apiVersion: '68.0' },
    });
  });

  it('lets the environment win over the file', () => {
    const env = {
      ISTHMUS_HTTP_PORT: '0',
      DATABASE_URL: 'postgres://db.example/hub',
      ISTHMUS_LOG_LEVEL: 'warn',
    };
    const config = load('http: { port: 5000 }\ndatabase: { url: postgres://other/x }\nsources: []', env);
    expect([config.http.port, config.database.url, config.logLevel]).toEqual([
      0,
      'postgres://db.example/hub',
      'warn',
    ]);
  });

  it('takes an empty environment variable for one that is not set', () => {
    expect(load('sources: []', { DATABASE_URL: '', NATS_URL: '' }).database.url).toBeNull();
  });

  it('uses the default of a variable that is not set', () => {
    const text = 'reportingCurrency: ${CURRENCY:-EUR}\nsources: []';
    expect(load(text).reportingCurrency).toBe('EUR');
    expect(load(text, { CURRENCY: 'GBP' }).reportingCurrency).toBe('GBP');
  });

  it('lists everything that is wrong at once', () => {
    const found = wrong(
      `http: { host: 0.0.0.0, port: 70000 }
reportingCurrency: dollars
logLevel: loud
freshnes: { staleAfterMs: 1 }
systemOfRecord: { Customer: { legalNam: [CRM], legalEntity: [CMR] }, Costumer: {} }
sources:${source}${source}
  - { instance: Desk, vendor: zendesc, url: "ftp://x", credentials: {} }
  - { instance: desk, vendor: zendesk, url: "http://desk.example.com", credentials: { email: a@b.example } }
  - instance: books
    vendor: netsuite
    url: https://books.example.com
    credentials: { acountId: 1, clientId: c, certificateId: d, privateKey: e }
    deadlineMs: soon
`,
      { DATABASE_URL: 'mysql://x', ISTHMUS_HTP_PORT: '1' },
    );
    expect(found).toEqual({
      'http.host': expect.stringContaining('http.behindTls'),
      'http.port': expect.stringContaining('65535'),
      reportingCurrency: 'not an ISO 4217 code',
      logLevel: expect.stringContaining('"info"'),
      freshnes: 'unknown setting; did you mean freshness?',
      'systemOfRecord.Customer.legalNam': 'Customer has no such field; did you mean legalName?',
      'systemOfRecord.Customer.legalEntity.0': expect.stringContaining('"CRM"'),
      'systemOfRecord.Costumer': expect.stringContaining('did you mean Customer?'),
      'sources.0.credentials.clientSecret': 'needs the environment variable CRM_SECRET, which is not set',
      'sources.1.credentials.clientSecret': 'needs the environment variable CRM_SECRET, which is not set',
      'sources.1.instance': 'another source is called crm',
      'sources.2.instance': 'must be lower-case letters, digits and hyphens',
      'sources.2.vendor': 'unknown vendor; known: salesforce, zuora, zendesk, netsuite',
      'sources.2.url': 'not a URL of the form https://host',
      'sources.3.url': 'must be https: credentials would cross the network in clear',
      'sources.3.credentials': 'none of these forms fits: email and apiToken; clientId and clientSecret',
      'sources.4.credentials.accountId': 'is missing',
      'sources.4.credentials.acountId': expect.stringMatching(/must be text|did you mean accountId/),
      'sources.4.deadlineMs': expect.stringContaining('number'),
      'database.url': 'not a URL of the form postgres://user:password@host:port/database',
      ISTHMUS_HTP_PORT: 'unknown environment variable; did you mean ISTHMUS_HTTP_PORT?',
    });
  });

  it('refuses a schedule that cannot be read or never comes round, and a time zone that is none', () => {
    const feeds = '{ batchSchedule: every day, wholeSchedule: 0 4 31 2 *, timeZone: Mars/Base }';
    expect(wrong(`feeds: ${feeds}\nsources: []`)).toEqual({
      'feeds.batchSchedule': expect.stringContaining('not a cron expression'),
      'feeds.wholeSchedule': expect.stringContaining('not a cron expression'),
      'feeds.timeZone': expect.stringContaining('not a time zone'),
    });
    const { batchSchedule, wholeSchedule, timeZone } = load(
      'feeds: { batchSchedule: 30 2 * * 1-5, timeZone: Europe/Zurich }\nsources: []',
    ).feeds;
    expect([batchSchedule, wholeSchedule, timeZone]).toEqual(['30 2 * * 1-5', '0 4 * * 0', 'Europe/Zurich']);
  });

  it('never repeats a value, which may be a secret', () => {
    const text = `database: { url: "mysql://hub:hush@db" }
sources:
  - { instance: crm, vendor: salesforce, url: "ftp://hush", credentials: { clientId: 12345678, secret: hush } }`;
    expect(() => load(text)).toThrow(ConfigError);
    expect(() => load(text)).not.toThrow(/hush|12345678/);
  });

  it('says so when the sources are missing, when a text is not YAML, and when there is no file', () => {
    expect(wrong('http: {}')).toEqual({ sources: 'is missing' });
    expect(wrong('')).toEqual({ sources: 'is missing' });
    expect(() => load('a: [\nb: c')).toThrow(/isthmus\.yaml line \d/);
    expect(() => loadConfig({}, join(folder, 'none.yaml'), vendors)).toThrow(
      /does not exist; copy isthmus\.example\.yaml/,
    );
  });
});

describe('the examples', () => {
  const exampleEnv = parseEnv(readFileSync('.env.example', 'utf8')) as Record<string, string>;
  const filled = Object.fromEntries(
    Object.entries(exampleEnv).map(([name, value]) => [
      name,
      value ||
        (name in environmentSettings ? '' : name.endsWith('EMAIL') ? 'agent@example.com' : 'filled in'),
    ]),
  );

  it('are a configuration that starts, once the secrets are filled in', () => {
    const config = loadConfig(filled, 'isthmus.example.yaml', vendors);
    expect(config.sources.map((one) => one.instance)).toEqual(['salesforce', 'zuora', 'zendesk', 'netsuite']);
  });

  it('show every setting with its default', () => {
    const text = readFileSync('isthmus.example.yaml', 'utf8').replaceAll(/\$\{[^}]*\}/g, 'filled in');
    const example = parse(text) as Record<string, unknown>;
    const defaults = settings.parse({ sources: [] });
    for (const [name, value] of Object.entries(defaults)) {
      if (name === 'sources' || name === 'systemOfRecord') expect(example).toHaveProperty(name);
      else expect({ [name]: example[name] }).toEqual({ [name]: value });
    }
    const [first] = example['sources'] as Record<string, unknown>[];
    expect(Object.keys(first!).toSorted()).toEqual([
      'credentials',
      'deadlineMs',
      'instance',
      'limits',
      'options',
      'region',
      'url',
      'vendor',
    ]);
  });

  it('show every environment variable, and no other of ours', () => {
    const ours = [...Object.keys(environmentSettings), 'ISTHMUS_CONFIG'].toSorted();
    const used = [...readFileSync('isthmus.example.yaml', 'utf8').matchAll(/^[^#\n]*\$\{(\w+)\}/gm)].map(
      ([, name]) => name!,
    );
    expect(Object.keys(exampleEnv).toSorted()).toEqual([...ours, ...used].toSorted());
  });
});
