import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sealingChecks } from '../src/cli/doctor-sealing.ts';
import { resealTenants } from '../src/cli/reseal.ts';
import { withSecrets } from '../src/cli/secret.ts';
import { developmentToken, type Role } from '../src/cli/token.ts';
import { loadConfig } from '../src/config.ts';
import { createKeyring } from '../src/secrets/keyring.ts';
import { settings } from '../src/settings.ts';
import { vendors } from '../src/sources/index.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { openAuditChain } from '../src/store/audit.ts';
import { countFormer, reseal } from '../src/store/reseal.ts';
import { destroyKeys } from '../src/store/subject-key.ts';
import { readVendorSecret } from '../src/store/vendor-secret.ts';
import { eraseSubject } from '../src/sync/erase.ts';
import { createTestCopy, record, type TestCopy } from './support/copy.ts';
import { createTestDatabase, namespaceOf } from './support/database.ts';
import { dumpOf } from './support/dump.ts';
import { eventually, type RunningHub, serveHub } from './support/hub.ts';
import { testKeyring, testMasterKey } from './support/keyring.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
const [oldKey, newKey] = [testMasterKey, 'a newer key for tests alone'];
const newKeyring = createKeyring([Buffer.from(newKey)]);
const [oldId, newId] = [testKeyring.sealIds[0], newKeyring.sealIds[0]];
const actor = { person: 'ada@hub.example', account: 'cli|ada', actors: [] };

describe('a master key that is replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-master-key-'));
  const at = (name: string): string => join(folder, name);
  let copy: TestCopy;
  let hub: RunningHub;
  const ids: Record<string, string> = {};
  const tokens: Record<string, string> = {};
  const cursors: Record<string, string> = {};

  const envOf = (masterKey: string) => ({
    DATABASE_URL: copy.database.url,
    NATS_URL: inject('natsUrl'),
    ISTHMUS_DATA_DIR: folder,
    ISTHMUS_MASTER_KEY: masterKey,
  });

  /** Runs a command of the hub with these master keys. */
  async function run(masterKey: string, words: string, input = '') {
    const child = spawn(process.execPath, [isthmus, ...words.split(' ')], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ...envOf(masterKey),
      },
    });
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.stdin.end(input);
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, output: output.trim(), errors: errors.trim() };
  }

  async function sealing(masterKey: string) {
    const { output } = await run(masterKey, 'doctor --json');
    const { checks } = JSON.parse(output) as { checks: { name: string; ok: boolean; fix: string | null }[] };
    return checks.find(({ name }) => name === 'sealing main');
  }

  /** Starts the hub with these master keys, in place of the one that runs. */
  async function restart(masterKey: string): Promise<void> {
    await hub?.close();
    hub = await serveHub(loadConfig(envOf(masterKey), at('isthmus.yaml'), vendors), copy.database.url);
  }

  const send = async (token: string, body: object, path = '') =>
    fetch(`${hub.url}/graphql${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const person = (role: Role) => developmentToken(folder, role);
  const admits = async (token: string) => (await send(token, { query: '{ viewer { id } }' })).status;

  async function contact(id: string | undefined): Promise<unknown> {
    const query = 'query ($id: ID!) { node(id: $id) { ... on Contact { name email role } } }';
    const { data } = (await (await send(await person('STEWARD'), { query, variables: { id } })).json()) as {
      data: { node: unknown };
    };
    return data.node;
  }

  /** What the stream of everything that happens tells behind a cursor, until this is in it. */
  async function follow(after: string | null, until = /"cursor":"/): Promise<string> {
    const query = `subscription ($after: EventCursor) { eventAppended(after: $after) {
      ... on StreamSnapshot { cursor } ... on StreamChange { previous cursor } ... on StreamHeartbeat { cursor } } }`;
    const answer = await send(await person('ADMIN'), { query, variables: { after } }, '/stream');
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!until.test(heard)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream ended: ${heard}`);
      heard += value;
    }
    await reader.cancel();
    return heard;
  }
  const cursorIn = (heard: string): string => /"cursor":"([^"]+)"/.exec(heard)![1]!;

  const give = (to: Pick<TestCopy, 'give'>, id: string, name: string) =>
    to.give('salesforce', 'Contact', [
      record(
        'Contact',
        `salesforce/${id}`,
        { name, email: `${id}@acme.example`, role: 'Buyer' },
        {
          keys: [`email:${id}@acme.example`],
          links: { customer: { kind: 'Customer', key: 'ref:salesforce:Account:001' } },
        },
      ),
    ]);

  beforeAll(async () => {
    copy = await createTestCopy();
    await copy.give('salesforce', 'Customer', [
      record('Customer', 'salesforce/001', { name: 'Acme', currency: 'USD' }),
    ]);
    await give(copy, '003', 'Kim Quark');
    await give(copy, '004', 'Lou Quiet');
    for (const place of ['003', '004'])
      ids[place] = (await copy.reader.byReference('salesforce', 'Contact', place))!;
    await eraseSubject(copy, { id: ids['004']!, reason: 'request 4711', actor });
    const source = {
      instance: 'billing',
      vendor: 'zuora',
      url: 'http://127.0.0.1:9',
      credentials: { clientId: 'id', clientSecret: { secret: 'zuora' } },
    };
    const written = {
      http: { port: 0 },
      nats: { namespace: namespaceOf(copy.database.url) },
      roles: ['api', 'ingest'],
      audit: { checkpointEveryMs: 0 },
      streams: { heartbeatMs: 50 },
      sources: [source],
    };
    writeFileSync(at('isthmus.yaml'), JSON.stringify(written));
    await run(oldKey, 'secret set zuora', 'hush-hush');
    const words =
      'service-account create export --owner ada@example.com --scope events:read --expires 1d --legal-entity * --region *';
    tokens['old'] = (await run(oldKey, words)).output;
    await restart(oldKey);
    cursors['old'] = cursorIn(await follow(null));
  });
  afterAll(async () => {
    await hub.close();
    await copy.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('works under the old one: contacts, a token, a secret, a cursor, a checkpoint, and one who was erased', async () => {
    expect(await contact(ids['003'])).toEqual({
      name: 'Kim Quark',
      email: '003@acme.example',
      role: 'Buyer',
    });
    expect(await contact(ids['004'])).toEqual({ name: null, email: null, role: 'Buyer' });
    expect(await admits(tokens['old']!)).toBe(200);
    expect((await run(oldKey, 'audit checkpoint')).output).toContain(testKeyring.signing('audit').id);
    expect(await sealing(oldKey)).toMatchObject({ ok: true });
  });

  it('stays in force while the new one is made known behind it', async () => {
    await restart(`${oldKey},${newKey}`);
    expect(await contact(ids['003'])).toMatchObject({ name: 'Kim Quark' });
    expect(await admits(tokens['old']!)).toBe(200);
    expect(await sealing(`${oldKey},${newKey}`)).toMatchObject({ ok: true });
    writeFileSync(at('keys.pem'), (await run(`${oldKey},${newKey}`, 'audit key')).output);
  });

  it('is followed by the new one without anything ending: people, tokens, secrets, cursors and checkpoints', async () => {
    const both = `${newKey},${oldKey}`;
    await restart(both);
    expect(await contact(ids['003'])).toMatchObject({ name: 'Kim Quark', email: '003@acme.example' });
    expect(await contact(ids['004'])).toMatchObject({ name: null });
    expect(await admits(tokens['old']!)).toBe(200);
    tokens['new'] = (await run(both, 'service-account token export --expires 1d')).output;
    expect(await admits(tokens['new'])).toBe(200);

    await give(copy, '005', 'Max Meson');
    const heard = await follow(cursors['old']!, /"previous":"[^"]+","cursor":"[^"]+"/);
    expect(heard).toContain(`"previous":"${cursors['old']}"`);
    cursors['new'] = cursorIn(heard.slice(heard.indexOf('"previous"')));
    expect(cursors['new']).not.toBe(cursors['old']);

    expect((await run(both, 'audit checkpoint')).output).toContain(newKeyring.signing('audit').id);
    const verified = await run(both, 'audit verify');
    expect([verified.code, verified.output]).toEqual([0, expect.stringContaining('holds')]);
    expect(await sealing(both)).toMatchObject({ ok: false, fix: expect.stringContaining('secret reseal') });
  });

  it('is left by everything that was sealed under it, while the hub runs', async () => {
    const both = `${newKey},${oldKey}`;
    const done = await run(both, 'secret reseal');
    expect([done.code, done.errors]).toEqual([0, '']);
    // Kim, Max, and what fingerprints are made with.
    expect(done.output).toMatch(
      new RegExp(
        `^main: 1 vendor secrets, 3 keys of personal data sealed anew under the key ${newId}\\. Nothing is left under another\\.$`,
        'm',
      ),
    );
    expect(done.output).toMatch(/the last ends \d{4}-/);
    expect(await sealing(both)).toMatchObject({ ok: true });
    expect((await run(both, 'secret reseal')).output).toContain('main: nothing sealed anew');
    const { rows } = await copy.database.query<{ after: string }>(
      `select after from audit_entry where action = 'secrets.resealed' order by seq`,
    );
    expect(rows.map(({ after }) => JSON.parse(after) as unknown)).toEqual([
      { key: newId, vendorSecrets: 1 },
      { key: newId, subjectKeys: 3 },
    ]);
    expect(await contact(ids['003'])).toMatchObject({ name: 'Kim Quark' });
  });

  it('can then be taken out: no dump needs it, and all but what it signed goes on', async () => {
    await restart(newKey);
    const dump = await dumpOf(copy.database);
    expect(dump).not.toContain(`v1.${oldId}.`);
    expect(dump.split(`v1.${newId}.`)).toHaveLength(1 + 1 + 3 + 1);
    expect(await contact(ids['003'])).toMatchObject({ name: 'Kim Quark', email: '003@acme.example' });
    expect(await contact(ids['004'])).toEqual({ name: null, email: null, role: 'Buyer' });
    expect(await readVendorSecret(copy.database, newKeyring, 'main', 'zuora')).toBe('hush-hush');
    expect([await admits(tokens['new']!), await admits(tokens['old']!)]).toEqual([200, 401]);
    expect(await follow(cursors['new']!)).toContain('"cursor":"');
    expect(await follow(cursors['old']!, /"code":"/)).toContain('CURSOR_INVALID');
  });

  it('is recognised again who was known by a fingerprint', async () => {
    const db = openDatabase(copy.database.url, 2, newKeyring);
    const [before, now] = await Promise.all(
      [copy.database, db].map(async (each) => (await each.personal!.fingerprints())('email:a@b.example')),
    );
    await db.close();
    expect(now).toBe(before);
  });

  it('leaves checkpoints that take its public key, and a new one of everything that takes none', async () => {
    const alone = await run(newKey, 'audit verify');
    expect([alone.code, alone.output]).toEqual([1, expect.stringContaining('--key former.pem today.pem')]);
    const withKeys = await run(newKey, 'audit verify --key keys.pem');
    expect([withKeys.code, withKeys.output]).toEqual([0, expect.stringContaining('holds')]);
    await run(newKey, 'audit checkpoint --out all.json');
    const anew = await run(newKey, 'audit verify --checkpoint all.json');
    expect([anew.code, anew.output]).toEqual([0, expect.stringContaining(newKeyring.signing('audit').id)]);
  });

  it('is not taken for granted: with the old one alone nothing starts', async () => {
    const config = loadConfig(envOf(oldKey), at('isthmus.yaml'), vendors);
    await expect(serveHub({ ...config, sources: [] }, copy.database.url)).rejects.toThrow(
      'not the master key with which this database was sealed',
    );
  });
});

describe('sealing anew', () => {
  const both = createKeyring([Buffer.from(newKey), Buffer.from(oldKey)]);
  const change = { actor, correlationId: 'correlation-1' };
  let database: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await createTestDatabase();
    ({ drop } = made);
    database = openDatabase(made.url, 6, testKeyring);
    await openAuditChain(database, 'main');
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  const seal = (subjects: readonly string[]) =>
    database.personal!.seal(
      subjects.map((subject) => ({ subject, place: 'record', fields: { name: subject } })),
    );
  const keyOf = async (subject: string) => {
    const { rows } = await database.query<{ sealed: string | null }>(
      'select sealed from subject_key where subject_id = $1',
      [subject],
    );
    return rows[0]?.sealed;
  };

  it('goes by parts, each in the audit, and goes on where it was stopped', async () => {
    await seal(Array.from({ length: 2100 }, (_, i) => `con_${i}`));
    await database.query(
      `create function stop_reseal() returns trigger language plpgsql as $$ begin
         if new.subject_id = 'con_987' then raise exception 'power cut'; end if; return new; end $$`,
    );
    await database.query(
      'create trigger stop before update on subject_key for each row execute function stop_reseal()',
    );
    await expect(reseal(database, both, 'main', change)).rejects.toThrow('power cut');
    const half = await countFormer(database, both, 'main');
    await database.query('drop trigger stop on subject_key');
    const { subjectKeys } = await reseal(database, both, 'main', change);
    const { rows } = await database.query<{ after: string }>(
      `select after from audit_entry where action = 'secrets.resealed' order by seq`,
    );
    expect([half.subjectKeys, half.keys, subjectKeys]).toEqual([100, [oldId], 100]);
    expect(rows.map(({ after }) => (JSON.parse(after) as { subjectKeys: number }).subjectKeys)).toEqual([
      1000, 1000, 100,
    ]);
    expect(await countFormer(database, both, 'main')).toMatchObject({ subjectKeys: 0, keys: [] });
  });

  it('brings nobody back who is erased meanwhile', async () => {
    const [, kept] = await seal(['con_gone', 'con_kept']);
    const begun = Promise.withResolvers<void>();
    const met = Promise.withResolvers<void>();
    const erasing = database.transaction(async (tx) => {
      await destroyKeys(tx, ['con_gone']);
      begun.resolve();
      await met.promise;
    });
    await begun.promise;
    const resealing = reseal(database, both, 'main', change);
    await eventually('the two meet', async () => {
      const { rows } = await database.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    met.resolve();
    await erasing;
    expect(await resealing).toMatchObject({ subjectKeys: 1 });
    expect(await keyOf('con_gone')).toBeNull();
    const fresh = openDatabase(database.url, 2, newKeyring);
    expect(await fresh.personal!.open([{ text: kept!, place: 'record' }])).toEqual([{ name: 'con_kept' }]);
    await fresh.close();
  });

  it('is done for every tenant, each in its own database, before anything is said of the old key', async () => {
    const other = await createTestDatabase();
    const places = [
      { name: 'main', databaseUrl: database.url },
      { name: 'other', databaseUrl: other.url },
    ];
    const config = (masterKey: string) => ({
      secrets: { masterKey, masterKeyFile: null, reloadEveryMs: 1000 },
      dataDir: '/nowhere',
    });
    await withSecrets(config(oldKey), places[1]!, (own) => own.set('crm', 'hush-hush'));
    const listed = config(`${newKey},${oldKey}`);
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const one = await resealTenants(listed, [places[0]!], false, say);
    const all = await resealTenants(listed, places, true, say);
    const fresh = openDatabase(other.url, 1);
    const secret = await readVendorSecret(fresh, newKeyring, 'other', 'crm');
    await fresh.close();
    await other.drop();
    expect([one, all, secret]).toEqual([true, true, 'hush-hush']);
    expect(said.map((line) => line.split(/[.,;:] /)[0])).toEqual([
      'main',
      'Do the same for the other tenants before any master key is taken out.',
      'main',
      'other',
      'Master keys behind the first may be taken out as soon as every node lists the first one first.',
      'No token of a service account needs them.',
      'Cursors that they signed end with them',
    ]);
  });

  it('leaves what no listed key opens as it is, and names that key', async () => {
    const other = createKeyring([Buffer.from('a key that was lost')]);
    const sealed = other.seal('x', 'subject:con_lost');
    await database.query('insert into subject_key (subject_id, sealed) values ($1, $2)', [
      'con_lost',
      sealed,
    ]);
    expect(await reseal(database, both, 'main', change)).toMatchObject({ subjectKeys: 0 });
    expect(await keyOf('con_lost')).toBe(sealed);
    expect(await countFormer(database, both, 'main')).toMatchObject({ subjectKeys: 1, keys: other.sealIds });
    const config = settings.parse({ secrets: { masterKey: `${newKey},${oldKey}` }, sources: [] });
    const [check] = await sealingChecks({ ...config, sources: [] }, database.url);
    expect(check).toMatchObject({
      name: 'sealing main',
      ok: false,
      detail: expect.stringContaining(`${other.sealIds[0]} not listed`),
      fix: expect.stringContaining('List that master key again'),
    });
  });
});
