import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../src/store/database.ts';
import { writeCertificate } from './support/certificate.ts';
import { createTestDatabase } from './support/database.ts';
import { testMasterKey } from './support/keyring.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'isthmus-secret-'));
let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const config = (more = ''): void =>
  writeFileSync(
    join(folder, 'isthmus.yaml'),
    `${more}
sources:
  - instance: billing
    vendor: zuora
    url: http://127.0.0.1:9
    credentials: { clientId: id, clientSecret: { secret: zuora } }
`,
  );

/** Runs a command of the hub; `input` is what its standard input holds. */
async function run(words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [isthmus, ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DATABASE_URL: database.url,
      NATS_URL: inject('natsUrl'),
      ISTHMUS_MASTER_KEY: testMasterKey,
      ...env,
    },
  });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdin.end(input);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, output, errors };
}

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly fix: string | null;
}

async function doctor(env: NodeJS.ProcessEnv = {}) {
  const { output } = await run(['doctor', '--json'], '', env);
  const { checks } = JSON.parse(output) as { readonly checks: readonly Check[] };
  return (name: string) => checks.find((check) => check.name === name);
}

describe('isthmus secret', () => {
  it('takes a secret from standard input, lists it by name and removes it', async () => {
    config();
    expect(await run(['secret', 'set', 'zuora'], 'hush-hush\n')).toEqual({
      code: 0,
      output: 'zuora has version 1.\n',
      errors: '',
    });
    expect((await run(['secret', 'set', 'zuora'], 'hush-hush')).output).toContain('version 2');
    const list = await run(['secret', 'list']);
    expect(list.output).toMatch(/^zuora {2}version 2, set \d{4}-.* by \S+\n$/);
    expect((await run(['secret', 'reseal'])).output).toMatch(
      /^main: nothing sealed anew under the key [0-9a-f]{8}\. Nothing is left under another\.\n$/,
    );
    expect((await run(['secret', 'remove', 'zuora'])).output).toBe('zuora is removed.\n');
    expect(await run(['secret', 'remove', 'zuora'])).toEqual({
      code: 1,
      output: '',
      errors: 'There is no secret zuora.\n',
    });
  });

  it('is changed in the name by which every other command knows whoever runs it', async () => {
    config();
    await run(['secret', 'set', 'named'], 'hush-hush');
    await run(['secret', 'remove', 'named']);
    await run(['person', 'alias', 'ada@example.com', 'a.lovelace@example.com']);
    const user = userInfo().username;
    const pool = openDatabase(database.url, 1);
    const { rows } = await pool.query(
      `select action, person, account, actors from audit_entry where subject = 'named' or action = 'person.linked' order by seq`,
    );
    await pool.close();
    const actor = { person: `cli:${user}`, account: `cli|${user}`, actors: '[]' };
    expect(rows).toEqual(
      ['secret.set', 'secret.removed', 'person.linked'].map((action) => ({ action, ...actor })),
    );
  });

  it('refuses nothing, a bad name, an argument and another master key, and says what to do', async () => {
    expect((await run(['secret', 'set', 'zuora'])).errors).toContain('standard input');
    expect((await run(['secret', 'set', 'Zuora'], 'x')).errors).toContain('lower-case letters');
    expect((await run(['secret', 'set', 'zuora', 'hush'], 'x')).code).not.toBe(0);
    const other = await run(['secret', 'list'], '', { ISTHMUS_MASTER_KEY: 'some other master key' });
    expect([other.code, other.errors]).toEqual([1, expect.stringContaining('as the hub has it')]);
  });
});

describe('doctor', () => {
  it('says which credential is missing, and what to do', async () => {
    config();
    expect((await doctor())('source billing')).toMatchObject({
      ok: false,
      detail: 'there is no secret zuora; set it: isthmus secret set zuora',
    });
    await run(['secret', 'set', 'zuora'], 'hush-hush');
    const found = (await doctor())('source billing');
    expect(found!.detail).toContain('ECONNREFUSED');
  });

  it('tells who may come in, how the hub is reached and where its master key is', async () => {
    config();
    const plain = await doctor();
    expect(plain('access')!.detail).toContain('development tokens');
    expect(plain('transport')).toMatchObject({ ok: true, detail: 'in clear, on 127.0.0.1 only' });
    expect(plain('master key')).toMatchObject({ ok: true, detail: 'given by the environment' });
    const own = await doctor({ ISTHMUS_MASTER_KEY: '' });
    expect(own('master key')!.detail).toContain('makes one');

    const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
    await writeCertificate(files.certFile, files.keyFile, 'hub');
    writeFileSync(join(folder, 'master.txt'), testMasterKey, { mode: 0o644 });
    config(`production: true\nhttp: { tls: ${JSON.stringify(files)} }`);
    const production = await doctor({
      ISTHMUS_MASTER_KEY: '',
      ISTHMUS_MASTER_KEY_FILE: join(folder, 'master.txt'),
    });
    expect(production('configuration')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('clientId'),
    });

    config(`http: { tls: ${JSON.stringify(files)} }`);
    const secure = await doctor({
      ISTHMUS_MASTER_KEY: '',
      ISTHMUS_MASTER_KEY_FILE: join(folder, 'master.txt'),
    });
    expect(secure('transport')).toMatchObject({
      ok: true,
      detail: expect.stringContaining('IP Address:127.0.0.1'),
    });
    expect(secure('master key')).toMatchObject({ ok: false, fix: expect.stringContaining('chmod o-rwx') });
  });
});
