import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { jwtVerify } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDisplay } from '../src/cli/progress.ts';
import { removeNats } from '../src/provision/nats.ts';
import { removePostgres } from '../src/provision/postgres.ts';
import { createTestDatabase } from './support/database.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const preflight = fileURLToPath(new URL('../src/cli/preflight.mjs', import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
const folders: string[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) {
    // What a test that failed left running.
    await removePostgres(join(folder, '.isthmus'));
    await removeNats(join(folder, '.isthmus'));
    rmSync(folder, { recursive: true, force: true });
  }
  await database.drop();
});

/** An empty working directory, with a configuration in it when one is given. */
function place(config?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-cli-'));
  // So that a server that may not run as root can live in it too.
  chmodSync(folder, 0o755);
  folders.push(folder);
  if (config !== undefined) writeFileSync(join(folder, 'isthmus.yaml'), config);
  return folder;
}

function start(
  program: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function run(program: string, words: readonly string[], cwd: string, env?: NodeJS.ProcessEnv) {
  const child = start(program, words, cwd, env);
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, errors] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return { code: await code, output, errors };
}

interface Report {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly detail: string;
    readonly fix: string | null;
  }[];
}

async function doctor(cwd: string, env?: NodeJS.ProcessEnv) {
  const { code, output } = await run(isthmus, ['doctor', '--json'], cwd, env);
  const { ok, checks } = JSON.parse(output) as Report;
  return { code, ok, checks, of: (name: string) => checks.find((check) => check.name === name) };
}

/** Everything outside that a hub needs: given, so that nothing is started. */
const given = (): NodeJS.ProcessEnv => ({ DATABASE_URL: database.url, NATS_URL: inject('natsUrl') });

describe('doctor', () => {
  it('names what is missing where there is nothing, and starts nothing', async () => {
    const cwd = place();
    const { code, ok, of } = await doctor(cwd);
    expect([code, ok]).toEqual([1, false]);
    expect(of('node')).toMatchObject({ ok: true });
    expect(of('configuration')).toMatchObject({
      ok: false,
      fix: expect.stringContaining('isthmus.example.yaml'),
    });
    expect(of('data directory')).toMatchObject({ ok: true });
    expect(of('database')).toMatchObject({ ok: true, detail: expect.stringContaining('not running') });
    expect(existsSync(join(cwd, '.isthmus/postgres/data'))).toBe(false);
  });

  it('finds a database that is not durable, a source that is down and a port that is taken, and says how to mend each', async () => {
    const stranger = createServer((_, response) => response.end('not a hub'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const cwd = place(`http: { port: ${port} }
sources:
  - instance: crm
    vendor: salesforce
    url: http://127.0.0.1:1
    credentials: { clientId: id, clientSecret: hush }
`);
    const { code, checks, of } = await doctor(cwd, given());
    expect(code).toBe(1);
    expect(of('database')).toMatchObject({ ok: true, detail: expect.stringContaining('PostgreSQL') });
    // The database of the tests is fast and forgetful on purpose.
    expect(of('database durability')).toMatchObject({ ok: false, fix: expect.stringContaining('fsync') });
    expect(of('broker')).toMatchObject({ ok: true, detail: expect.stringContaining('NATS') });
    expect(of('broker streams')).toMatchObject({ ok: true });
    expect(of('port')).toMatchObject({ ok: false, fix: expect.stringContaining('ISTHMUS_HTTP_PORT') });
    expect(of('source crm')).toMatchObject({ ok: false, fix: expect.stringContaining('credentials of crm') });
    for (const check of checks)
      expect([check.name, check.ok, check.fix === null]).toEqual([check.name, check.ok, check.ok]);
    expect(JSON.stringify(checks)).not.toContain('hush');
    expect(JSON.stringify(checks)).not.toContain(new URL(database.url).password);
    stranger.close();
  });

  it('says that a database and a broker that are named do not answer', async () => {
    const { of } = await doctor(place('sources: []'), {
      DATABASE_URL: 'postgres://hub@127.0.0.1:1/hub',
      NATS_URL: 'nats://127.0.0.1:1',
    });
    expect(of('database')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED'),
      fix: expect.stringContaining('DATABASE_URL'),
    });
    expect(of('broker')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED'),
      fix: expect.stringContaining('NATS_URL'),
    });
  });
});

describe('the command line', () => {
  it('brings a database to the newest schema, once', async () => {
    const name = `${inject('runPrefix')}cli`;
    const admin = new pg.Client({ connectionString: inject('databaseUrl') });
    await admin.connect();
    try {
      await admin.query(`create database ${name}`);
      const url = new URL(inject('databaseUrl'));
      url.pathname = `/${name}`;
      const cwd = place('sources: []');
      expect((await run(isthmus, ['migrate'], cwd, { DATABASE_URL: url.href })).output).toMatch(/^Ran 0001_/);
      expect((await run(isthmus, ['migrate'], cwd, { DATABASE_URL: url.href })).output).toBe(
        'The database is up to date.\n',
      );
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    }
  });

  it('signs a development token for a role, and says what it is for', async () => {
    const cwd = place('sources: []');
    const { code, output, errors } = await run(isthmus, ['token', '--role', 'CONTROLLER'], cwd);
    expect(code).toBe(0);
    expect(errors).toMatch(/^For development only/);
    const file = join(cwd, '.isthmus/token.secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { payload } = await jwtVerify(output.trim(), new TextEncoder().encode(readFileSync(file, 'utf8')), {
      audience: 'isthmus',
    });
    expect(payload['roles']).toEqual(['CONTROLLER']);
    expect((await run(isthmus, ['token', '--role', 'EMPEROR'], cwd)).code).toBe(1);
    expect(readdirSync(join(cwd, '.isthmus'))).toEqual(['token.secret']);
  });

  it('ends quietly when whoever reads its output has enough', async () => {
    const cwd = place('sources: []');
    for (const words of [
      ['policy', 'export', '--json'],
      ['audit', 'export'],
      ['audit', 'key'],
    ]) {
      const child = start(isthmus, words, cwd, given());
      child.stdout!.destroy();
      const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
      expect([words, await text(child.stderr!), await ended]).toEqual([words, '', [0, null]]);
    }
  });

  it('checks a configuration without starting anything', async () => {
    const cwd = place('sources: []');
    expect(await run(isthmus, ['config', 'check'], cwd)).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 sources'),
    });
    writeFileSync(join(cwd, 'isthmus.yaml'), 'http: { port: x }\nsorces: []');
    const { code, errors } = await run(isthmus, ['config', 'check'], cwd);
    expect(code).toBe(1);
    expect(errors).toContain('sorces: unknown setting; did you mean sources?');
    expect(errors).toContain('http.port:');
  });

  it('refuses to read a source that is not configured', async () => {
    const { code, errors } = await run(
      isthmus,
      ['backfill', '--source', 'erp'],
      place('sources: []'),
      given(),
    );
    expect([code, errors]).toEqual([1, expect.stringContaining('No source is called erp')]);
  });
});

describe('the hub’s process', () => {
  const settings = 'http: { port: 0 }\nsources: []';

  async function served(
    cwd: string,
    env: NodeJS.ProcessEnv,
  ): Promise<{ child: ChildProcess; url: string; log: () => string }> {
    const child = start(main, [], cwd, env);
    let log = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout!.on('data', (chunk: Buffer) => {
        log += chunk.toString('utf8');
        const found = /"url":"([^"]+)"/.exec(log)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log}`)));
    });
    return { child, url, log: () => log };
  }

  it('serves from environment and file, writes JSON lines, and drains on SIGTERM', async () => {
    const { child, url, log } = await served(place(settings), given());
    expect(await (await fetch(`${url}/livez`)).text()).toBe('alive\n');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    for (const line of log().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
    expect(log()).not.toContain(new URL(database.url).password);
  });

  it('lists every wrong setting and ends with 1', async () => {
    const { code, errors } = await run(
      main,
      [],
      place('http: { port: x, host: 0.0.0.0 }\nlogLevel: loud\nsources: []'),
    );
    expect(code).toBe(1);
    expect(
      errors
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['http.host', 'http.port', 'logLevel']);
  });

  it('refuses to serve in production from a database that may lose what was committed', async () => {
    const env = { ...given(), NODE_ENV: 'production' };
    const { code, errors } = await run(main, [], place(settings), env);
    expect([code, errors]).toEqual([1, expect.stringMatching(/power cut.*fsync/)]);
  });

  it('says in one sentence that its port is taken', async () => {
    const stranger = createServer();
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const env = { ...given(), ISTHMUS_HTTP_PORT: String((stranger.address() as AddressInfo).port) };
    const { code, errors } = await run(main, [], place('sources: []'), env);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^Another program listens on [^\n]*ISTHMUS_HTTP_PORT\.\n$/),
    ]);
    stranger.close();
  });

  it('starts a database and a broker of its own where none is named, and stops them with itself', async () => {
    const cwd = place(settings);
    const { child } = await served(cwd, {});
    const pid = Number(
      readFileSync(join(cwd, '.isthmus/postgres/data/postmaster.pid'), 'utf8').split('\n')[0],
    );
    expect(pid).toBeGreaterThan(1);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(join(cwd, '.isthmus/postgres/data/postmaster.pid'))).toBe(false);
  });

  it('is told apart from an older Node before it is read', async () => {
    expect(readFileSync(preflight, 'utf8')).not.toMatch(/^import /m);
    expect(await run(preflight, [], place())).toMatchObject({ code: 0, errors: '' });
  });
});

describe('the progress of an import', () => {
  const step = (records: number, done = false) =>
    ({ instance: 'zuora', kind: 'Invoice', records, rejected: 0, done }) as const;

  it('is a plain line for each finished kind where there is no terminal', () => {
    let text = '';
    const display = createDisplay({ write: (part) => (text += part) }, () => 0);
    for (const records of [100, 200, 300]) display.show(step(records));
    display.show({ ...step(1234, true), rejected: 2 });
    display.finish();
    expect(text).toBe('zuora       Invoice                  1,234 done, 2 left out\n');
  });

  it('now and then says how far a long one has come', () => {
    let text = '';
    let now = 0;
    const display = createDisplay({ write: (part) => (text += part) }, () => now);
    display.show(step(100));
    now = 2500;
    display.show(step(200));
    expect(text).toBe('zuora       Invoice                    200 ...\n');
  });

  it('is drawn over in place on a terminal', () => {
    const parts: string[] = [];
    let now = 1000;
    const display = createDisplay({ isTTY: true, rows: 24, write: (part) => parts.push(part) }, () => now);
    display.show(step(100));
    now += 200;
    display.show(step(200));
    display.finish();
    expect(parts[0]).toMatch(/100 \.\.\.\n$/);
    expect(parts.slice(1).every((part) => part.startsWith('\u001B[1A'))).toBe(true);
  });
});
