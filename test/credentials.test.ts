import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openCredentials } from '../src/credentials.ts';
import { withSecrets } from '../src/cli/secret.ts';
import { ConfigError } from '../src/config.ts';
import { createKeyring } from '../src/secrets/keyring.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { provesMasterKey } from '../src/store/master-key-proof.ts';
import { readVendorSecret } from '../src/store/vendor-secret.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { testKeyring, testMasterKey } from './support/keyring.ts';
import { createVault } from './support/vault.ts';

const secrets = { masterKey: testMasterKey, masterKeyFile: null, reloadEveryMs: 100 };
const zuora = (credentials: Readonly<Record<string, unknown>>) => ({
  secrets,
  sources: [
    {
      instance: 'billing',
      vendor: 'zuora',
      url: 'http://127.0.0.1:9',
      region: 'US',
      tenant: 'main',
      credentials: credentials as Record<string, string>,
      deadlineMs: 1000,
      limits: {},
      options: {},
    },
  ],
});
const nothing = async () => null;

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await createTestDatabase();
  ({ drop } = made);
  database = openDatabase(made.url);
});
afterAll(async () => {
  await database.close();
  await drop();
});

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const own = <T>(work: Parameters<typeof withSecrets<T>>[2], masterKey = testMasterKey): Promise<T> =>
  withSecrets(
    { secrets: { ...secrets, masterKey }, dataDir: '/nowhere' },
    { name: 'main', databaseUrl: database.url },
    work,
  );

describe('credentials', () => {
  it('come from the configuration, the environment, files and the hub’s own store, side by side', async () => {
    const vault = createVault({ webhookSecret: 'signs callouts' });
    ends.push(vault.close);
    await own((store) => store.set('zuora-secret', 'from the store'));
    const given = {
      clientId: 'plain',
      clientSecret: { secret: 'zuora-secret' },
      webhookPassword: { env: 'CALLOUT_PASSWORD' },
      ...vault.references,
    };
    const current = await openCredentials(zuora(given), {
      env: { CALLOUT_PASSWORD: 'from the environment' },
      own: (name) => readVendorSecret(database, testKeyring, 'main', name),
    });
    ends.push(current.close);
    expect(current.sources[0]!.credentials).toMatchObject({
      clientId: 'plain',
      clientSecret: 'from the store',
      webhookSecret: 'signs callouts',
      webhookPassword: 'from the environment',
    });
  });

  it('that are missing are all named at once, with what to do and without any value', async () => {
    const vault = createVault({ webhookSecret: '' });
    ends.push(vault.close);
    const given = {
      clientId: 'never told',
      clientSecret: { secret: 'no-such' },
      webhookPassword: { env: 'NO_SUCH' },
      ...vault.references,
    };
    const error = await openCredentials(zuora(given), { env: {}, own: nothing }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    const { wrong, message } = error as ConfigError;
    expect(Object.fromEntries(wrong.map((each) => [each.path, each.message]))).toEqual({
      'credentials of billing.clientSecret': 'there is no secret no-such; set it: isthmus secret set no-such',
      'credentials of billing.webhookPassword': 'there is no env NO_SUCH; set the environment variable',
      'credentials of billing.webhookSecret': expect.stringContaining(`there is no file ${vault.path('')}`),
    });
    expect(message).not.toContain('never told');
  });

  it('of the hub’s own store change for a hub that runs', async () => {
    await own((store) => store.set('rotating', 'first'));
    const current = await openCredentials(zuora({ clientId: 'id', clientSecret: { secret: 'rotating' } }), {
      env: {},
      own: (name) => readVendorSecret(database, testKeyring, 'main', name),
    });
    ends.push(current.close);
    const [source] = current.sources;
    expect(source!.credentials['clientSecret']).toBe('first');
    expect(await own((store) => store.set('rotating', 'second'))).toBe(2);
    await eventually('the change', async () => source!.credentials['clientSecret'] === 'second');
  });
});

describe('the hub’s own store', () => {
  it('keeps nothing in clear, and opens only for its name and its tenant', async () => {
    await own((store) => store.set('one', 'hush-hush'));
    const { rows } = await database.query<{ sealed: string }>(
      `select sealed from vendor_secret where name = 'one'`,
    );
    expect(rows[0]!.sealed).toMatch(/^v1\./);
    expect(JSON.stringify(rows)).not.toContain('hush');
    await database.query(`insert into vendor_secret (name, sealed, updated_by) values ('two', $1, 'thief')`, [
      rows[0]!.sealed,
    ]);
    const read = (tenant: string, name: string) => readVendorSecret(database, testKeyring, tenant, name);
    expect(await read('main', 'one')).toBe('hush-hush');
    expect(await read('main', 'none')).toBeNull();
    await expect(read('main', 'two')).rejects.toThrow(/auth/);
    await expect(read('other', 'one')).rejects.toThrow(/auth/);
    await database.query(`delete from vendor_secret where name = 'two'`);
  });

  it('tells who set and removed what, never what it was', async () => {
    await own((store) => store.set('audited', 'hush-hush'));
    expect(await own((store) => store.remove('audited'))).toBe(true);
    expect(await own((store) => store.remove('audited'))).toBe(false);
    const { rows } = await database.query<{ action: string }>(
      `select * from audit_entry where subject = 'audited' order by seq`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['secret.set', 'secret.removed']);
    expect(JSON.stringify(rows)).not.toContain('hush');
  });

  it('is sealed anew when a master key is replaced, so that the old one can go', async () => {
    await own((store) => store.set('kept', 'hush-hush'));
    const both = `a newer key for tests alone, ${testMasterKey}`;
    const { sealed, left } = await own((store) => store.reseal(), both);
    expect([sealed.vendorSecrets > 0, left.vendorSecrets]).toEqual([true, 0]);
    const newest = createKeyring([Buffer.from('a newer key for tests alone')]);
    expect(await readVendorSecret(database, newest, 'main', 'kept')).toBe('hush-hush');
    await expect(own((store) => store.list())).rejects.toThrow('not the master key');
    await own((store) => store.reseal(), `${testMasterKey},a newer key for tests alone`);
  });

  it.each(['', 'Upper', '../etc/passwd', '1st', 'a b'])('takes no name like %j', async (name) => {
    await expect(own((store) => store.set(name, 'x'))).rejects.toThrow('cannot be the name of a secret');
  });
});

describe('a database', () => {
  it('is opened by the master key it was first used with, and by no other', async () => {
    const { url, drop: dropIt } = await createTestDatabase();
    const fresh = openDatabase(url);
    const other = createKeyring([Buffer.from('some other master key')]);
    const both = createKeyring(['some other master key', testMasterKey].map((text) => Buffer.from(text)));
    expect(await provesMasterKey(fresh, testKeyring)).toBe(true);
    expect(await provesMasterKey(fresh, other)).toBe(false);
    expect(await provesMasterKey(fresh, both)).toBe(true);
    // The new key has taken over.
    expect(await provesMasterKey(fresh, other)).toBe(true);
    expect(await provesMasterKey(fresh, testKeyring)).toBe(false);
    await fresh.close();
    await dropIt();
  });
});
