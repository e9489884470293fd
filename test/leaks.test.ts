import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, createApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { withSecrets } from '../src/cli/secret.ts';
import { createLogger } from '../src/telemetry.ts';
import { eventually, type Landscape, startLandscape, vendorNames } from './support/hub.ts';
import { layWire, type Wire } from './support/wire.ts';

const masterKey = 'canary-master-key-0123456789';
const webhookSecret = 'canary-webhook-secret-0123456789';
const stored = 'canary-stored-secret-0123456789';
const wrong = 'canary-wrong-secret-0123456789';
const question = `query @freshness(maxAgeMs: 0, onError: FAIL) {
  customers(first: 3) { edges { node { name creditLimit { amount } balances { open { amount } } } } }
}`;

let land: Landscape;
let wire: Wire;
let app: App;
let folder: string;
/** Everything that anybody could read: logs, and what the hub answered. */
const told: string[] = [];
const secrets = new Map<string, string>();

async function ask(path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(`${app.url}${path}`, init);
  const text = `${JSON.stringify(Object.fromEntries(response.headers))}${await response.text()}`;
  told.push(text);
  return text;
}

const graph = (query: string): Promise<string> =>
  ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

/** All rows of all tables, as text. */
async function everyRow(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const texts = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      texts.push(...rows.map(({ text }) => text));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

/** The tokens that a simulator has given out and keeps in clear. */
function tokensOf(dataDir: string, table: string): string[] {
  const file = readdirSync(dataDir).find((name) => /\.(db|sqlite)$/.test(name))!;
  const database = new DatabaseSync(join(dataDir, file), { readOnly: true });
  try {
    return database
      .prepare(`select token from ${table}`)
      .all()
      .map(({ token }) => String(token));
  } finally {
    database.close();
  }
}

beforeAll(async () => {
  land = await startLandscape({ n: 6, seed: 11 });
  folder = mkdtempSync(join(tmpdir(), 'isthmus-leaks-'));
  await land.backfill();
  wire = await layWire(land.databaseUrl);
  const plain = land.config(
    Object.fromEntries(
      vendorNames.map((vendor) => [vendor, { deadlineMs: 500, options: { breakerFailures: 1000 } }]),
    ),
    {
      roles: ['api', 'ingest'],
      secrets: { masterKey, reloadEveryMs: 100 },
      dataDir: folder,
      feeds: { pollEveryMs: 200 },
      logLevel: 'trace',
    },
  );
  await withSecrets(plain, { name: 'main', databaseUrl: land.databaseUrl }, (own) =>
    own.set('spare', stored),
  );
  const config: Config = {
    ...plain,
    sources: plain.sources.map((source) => {
      const files = Object.entries(source.credentials).filter(
        ([, text]) => typeof text === 'string' && text !== '',
      );
      const credentials = Object.fromEntries(
        files.map(([name, text]) => {
          const file = join(folder, `${source.instance}-${name}`);
          writeFileSync(file, String(text));
          return [name, { file }];
        }),
      );
      for (const [name, text] of files)
        if (/secret|token|key/i.test(name)) secrets.set(`${source.instance} ${name}`, String(text));
      return {
        ...source,
        credentials: {
          ...credentials,
          ...(['zuora', 'zendesk'].includes(source.instance) && {
            webhookSecret,
            webhookSecretPrevious: { secret: 'spare' },
          }),
        },
      };
    }),
  };
  for (const [name, secret] of Object.entries({
    'master key': masterKey,
    'webhook secret': webhookSecret,
    'stored secret': stored,
    'wrong secret': wrong,
    'database password': new URL(land.databaseUrl).password,
    'broker password': new URL(inject('natsUrl')).password,
  }))
    secrets.set(name, secret);
  app = await createApp({
    config,
    databaseUrl: wire.url,
    natsUrl: inject('natsUrl'),
    logger: createLogger('trace', { write: (line: string) => void told.push(line) }),
  });
}, 120_000);
afterAll(async () => {
  await app?.close();
  await wire?.close();
  await land?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The log and the answers so far. */
const said = (pattern: RegExp): boolean => told.some((line) => pattern.test(line));

describe('what fails', () => {
  it('at the login is told without the credentials', async () => {
    await Promise.all(
      vendorNames.map(async (vendor) => {
        await land.simulator(vendor).rotate({ clientSecret: wrong, apiToken: wrong, certificateId: wrong });
        await land.simulator(vendor).advanceClock(86_400_000);
      }),
    );
    await eventually('refused logins', async () => /SOURCE_REJECTED/.test(await graph(question)));
    await graph('{ sources { name health { state } feeds { name error } } }');
    const original = Object.fromEntries(
      vendorNames.map((vendor) => [vendor, land.simulator(vendor).credentials]),
    );
    for (const vendor of vendorNames) {
      writeFileSync(join(folder, `${vendor}-clientSecret`), wrong);
      writeFileSync(join(folder, `${vendor}-apiToken`), wrong);
    }
    await eventually('the log of the change', async () => said(/credentials have changed/));
    for (const vendor of vendorNames) {
      const { clientSecret = '', apiToken = '' } = original[vendor]!;
      await land.simulator(vendor).rotate(original[vendor]!);
      writeFileSync(join(folder, `${vendor}-clientSecret`), clientSecret);
      writeFileSync(join(folder, `${vendor}-apiToken`), apiToken);
    }
    await eventually('sources that answer', async () => !/"errors"/.test(await graph(question)));
  });

  it.each([
    ['an answer that is none', { act: 'garbage' }, /SOURCE_DRIFTED/],
    ['an answer that never comes', { act: 'delay', ms: 5000 }, /SOURCE_UNAVAILABLE/],
    ['a broken connection', { act: 'reset-before-apply' }, /SOURCE_UNAVAILABLE/],
    [
      'an error in the words of the vendor',
      { act: 'status', status: 400, body: { message: 'Bearer, Basic: no' } },
      /SOURCE_REJECTED/,
    ],
  ])('with %s is told without them', async (_what, act, code) => {
    await Promise.all(vendorNames.map((vendor) => land.simulator(vendor).fault({ match: {}, ...act })));
    await eventually(String(code), async () => code.test(await graph(question)));
    await land.mend();
  });

  it('as a webhook is told without what it was signed with', async () => {
    for (const [instance, headers] of [
      ['zuora', { 'x-isthmus-signature': `t=1,v1=${wrong}` }],
      ['zuora', { authorization: `Basic ${Buffer.from(`isthmus:${wrong}`).toString('base64')}` }],
      ['zendesk', { 'x-zendesk-webhook-signature': wrong }],
      ['nobody', { authorization: `Bearer ${wrong}` }],
    ] as const)
      expect(
        await ask(`/webhooks/${instance}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ secret: wrong }),
        }),
      ).toMatch(/SIGNATURE_INVALID|NOT_FOUND/);
  });

  it('with the hub’s own database is told without its address', async () => {
    await wire.cut();
    await eventually('an outage', async () => /HUB_UNAVAILABLE|INTERNAL/.test(await graph(question)));
    await ask('/readyz');
    await wire.mend();
    await eventually('the database', async () => !/"errors"/.test(await graph(question)));
  });
});

describe('no secret', () => {
  it('is in the log, in any answer, or in the database in clear', async () => {
    await ask('/metrics');
    await graph('{ deadLetters(first: 50) { edges { node { reason } } } }');
    await graph('{ sources { name feeds { name error } } }');
    const salesforce = tokensOf(land.simulator('salesforce').dataDir, 'sf_token');
    expect(salesforce.length).toBeGreaterThan(0);
    for (const [index, token] of salesforce.entries()) secrets.set(`a token of salesforce ${index}`, token);
    const read = `${told.join('\n')}\n${await everyRow(land.databaseUrl)}`;
    // What is looked through is what people read: refusals are in the log, in answers and in the feeds' rows.
    expect(read.match(/the login was refused|our credentials are refused/g)!.length).toBeGreaterThan(2);
    expect(secrets.size).toBeGreaterThan(8);
    const found = [...secrets].filter(([, secret]) => {
      const parts = secret.startsWith('-----') ? secret.split('\n').slice(1, -2) : [secret];
      expect(parts.every((part) => part.length > 8)).toBe(true);
      return parts.some(
        (part) => read.includes(part) || read.includes(Buffer.from(part).toString('base64').slice(4, -4)),
      );
    });
    expect(found.map(([name]) => name)).toEqual([]);
    // Nor the words of a header that would hold one.
    expect(read).not.toMatch(/\b(Bearer|Basic) [\w~+/-]{12,}/);
  });
});
