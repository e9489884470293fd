import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { tenantDatabases } from '../src/cli/tenants.ts';
import { developmentToken } from '../src/cli/token.ts';
import type { Config } from '../src/config.ts';
import { createKeyring } from '../src/secrets/keyring.ts';
import { settings } from '../src/settings.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrationNames } from '../src/store/migrate.ts';
import { provesMasterKey } from '../src/store/master-key-proof.ts';
import { setVendorSecret } from '../src/store/vendor-secret.ts';
import { examineTrail } from '../src/audit/examine.ts';
import { readChain } from '../src/store/audit-chain.ts';
import { createEmptyDatabase, namespaceOf } from './support/database.ts';
import { dumpOf } from './support/dump.ts';
import { testKeyring, testMasterKey } from './support/keyring.ts';
import { type HubNode, startNode } from './support/node.ts';

const tenants = ['main', 'other'] as const;
const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-start-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const configOf = (databaseUrl: string, more: Readonly<Record<string, unknown>> = {}): Config => ({
  ...settings.parse({
    http: { port: 0 },
    nats: { namespace: namespaceOf(databaseUrl) },
    tenants: tenants.map((name) => ({ name })),
    secrets: { masterKey: testMasterKey },
    sources: [],
  }),
  sources: [],
  ...more,
});
const start = (config: Config, databaseUrl: string): Promise<HubNode> =>
  startNode(config, databaseUrl, inject('natsUrl'), { ISTHMUS_DATA_DIR: dataDir });

/** The databases of both tenants, as another program opens them. */
function openAll(databaseUrl: string): Database[] {
  const others = tenantDatabases(configOf(databaseUrl), databaseUrl);
  return [databaseUrl, ...Object.values(others)].map((url) => openDatabase(url, 2));
}

async function statusOf(node: HubNode, tenant: string): Promise<number> {
  const token = await developmentToken(dataDir, 'AUDITOR', { tenant });
  const response = await fetch(`${node.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: '{ audit(first: 1) { totalCount chainVerified } customers { totalCount } }',
    }),
  });
  expect(await response.json()).toMatchObject({
    data: { audit: { chainVerified: true }, customers: { totalCount: 0 } },
  });
  return response.status;
}

describe('nodes that start at the same moment on a server with nothing on it', () => {
  it.each([1, 2, 3])('all serve both tenants, each with its own database and chain (%i)', async () => {
    const empty = await createEmptyDatabase(['other']);
    const nodes = await Promise.all([1, 2, 3].map(() => start(configOf(empty.url), empty.url)));
    for (const node of nodes) for (const tenant of tenants) expect(await statusOf(node, tenant)).toBe(200);
    const databases = openAll(empty.url);
    for (const [index, database] of databases.entries()) {
      const { rows } = await database.query<Record<string, unknown>>(
        `select (select array_agg(name order by name) from migration) as ran, (select count(*)::int from master_key_proof) as proofs,
           (select array_agg(tenant) from audit_head) as tenants, (select done_at is not null from sealing) as sealed`,
      );
      expect(rows).toEqual([
        { ran: await migrationNames(), proofs: 1, tenants: [tenants[index]], sealed: true },
      ]);
      expect(await provesMasterKey(database, testKeyring)).toBe(true);
      const found = await readChain(database, 0, (chain) =>
        examineTrail({ tenant: tenants[index]!, ...chain, checkpoints: [], trusted: null }),
      );
      expect(found.message).toContain('holds');
    }
    await Promise.all([...nodes, ...databases].map((each) => each.close()));
    await empty.drop();
  });
});

describe('a hub that was given another master key', () => {
  let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let databases: Database[];
  const source = {
    instance: 'zuora',
    vendor: 'zuora',
    url: 'http://127.0.0.1:9',
    region: 'US',
    tenant: 'main',
    credentials: { clientId: 'hub', clientSecret: { secret: 'zuora' } },
    deadlineMs: 1000,
    limits: {},
    options: {},
  };
  beforeAll(async () => {
    empty = await createEmptyDatabase(['other']);
    const node = await start(configOf(empty.url), empty.url);
    node.signal('SIGTERM');
    expect(await node.ended()).toBe('exit code 0');
    await node.close();
    databases = openAll(empty.url);
    const actor = { person: 'ada@hub.example', account: 'cli|ada', actors: [] };
    const secret = { name: 'zuora', value: 'hush-hush', actor, correlationId: 'correlation-1' };
    await setVendorSecret(databases[0]!, testKeyring, 'main', secret);
  });
  afterAll(async () => {
    await Promise.all(databases.map((each) => each.close()));
    await empty.drop();
  });

  const dumps = () => Promise.all(databases.map(dumpOf));
  const otherKey = { masterKey: 'not that key at all', masterKeyFile: null, reloadEveryMs: 5000 };
  const refusal =
    /^One setting is wrong \(the database of the tenant main.*\n  secrets\.masterKey: not the master key with which this database was sealed/m;

  it.each([
    ['without sources', {}],
    ['with credentials that only the right key opens', { sources: [source] }],
  ])('is refused with a message that says so and changes nothing, %s', async (_what, more) => {
    const before = await dumps();
    const config = configOf(empty.url, { ...more, secrets: otherKey });
    const failure = await start(config, empty.url).then(
      () => null,
      (error: Error) => error.message,
    );
    expect(failure).toMatch(refusal);
    expect(failure).not.toContain('    at ');
    expect(await dumps()).toEqual(before);
  });

  it('changes nothing of any tenant when it is the key of all but one', async () => {
    const other = createKeyring([Buffer.from(otherKey.masterKey)]);
    await databases[1]!.query('delete from master_key_proof');
    expect(await provesMasterKey(databases[1]!, other)).toBe(true);
    await databases[0]!.query('delete from master_key_proof');
    const before = await dumps();
    await expect(start(configOf(empty.url), empty.url)).rejects.toThrow(/tenant other/);
    expect(await dumps()).toEqual(before);
  });
});
