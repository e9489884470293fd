import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, ProvisionError } from './error.ts';
import { takeLease, withLock } from './lease.ts';
import { findNats, type NatsBinary } from './nats-binary.ts';
import { probeNats } from './nats-probe.ts';
import { freePort } from './port.ts';
import type { Server } from './postgres.ts';
import { commandOf, endProcess, isAlive } from './process.ts';

interface Facts {
  readonly port: number;
  readonly password: string;
}

export interface NatsOptions {
  readonly dataDir: string;
  /** A NATS server that runs already: nothing is started. */
  readonly url?: string | null;
  /** Where a fetched nats-server is kept; several data directories may share it. */
  readonly binaryDir?: string;
}

const urlOf = (facts: Facts): string => `nats://isthmus:${facts.password}@127.0.0.1:${facts.port}`;

/**
 * The server's configuration. From 2.10 on every acknowledged message is synced to disk: the default loses up to a third of
 * them on a power cut. 2.9 has no such setting, which is why the broker's copy must be one that can be rebuilt.
 */
function configuration(folder: string, facts: Facts, binary: NatsBinary): string {
  const syncs = binary.version[0] > 2 || binary.version[1] >= 10;
  const text = (value: string): string => JSON.stringify(value);
  return [
    'host: "127.0.0.1"',
    `port: ${facts.port}`,
    `pid_file: ${text(join(folder, 'nats.pid'))}`,
    `authorization { user: "isthmus", password: ${text(facts.password)} }`,
    `jetstream { store_dir: ${text(join(folder, 'store'))}${syncs ? ', sync_interval: always' : ''} }`,
    `log_file: ${text(join(folder, 'nats.log'))}`,
    'logfile_size_limit: 10MB',
    '',
  ].join('\n');
}

/** The live server of this folder; the id in its file may belong to another program by now. */
async function findServer(folder: string): Promise<number | null> {
  const pid = Number((await readFile(join(folder, 'nats.pid'), 'utf8').catch(() => '')).trim());
  return isAlive(pid) && commandOf(pid)?.includes(join(folder, 'nats.conf')) === true ? pid : null;
}

/** Waits until the server answers; its words, or those in its log, when it ends first. */
async function untilAnswers(url: string, pid: number | undefined): Promise<string | null> {
  for (;;) {
    const reason = await probeNats(url, 2000).then(() => null, messageOf);
    if (reason === null) return null;
    if (pid === undefined || !isAlive(pid) || reason.includes('Authorization')) return reason;
    await sleep(20);
  }
}

async function startServer(folder: string, binary: NatsBinary, facts: Facts): Promise<number> {
  const path = join(folder, 'nats.conf');
  await writeFile(path, configuration(folder, facts, binary), { mode: 0o600 });
  const log = join(folder, 'start.log');
  const output = openSync(log, 'w', 0o600);
  try {
    const child = spawn(binary.path, ['-c', path], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', output, output],
    });
    const failure = new Promise<string>((end) => child.once('error', (error) => end(error.message)));
    child.unref();
    const reason = await Promise.race([failure, untilAnswers(urlOf(facts), child.pid)]);
    if (reason === null && child.pid !== undefined) return child.pid;
    const said = readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ');
    throw new ProvisionError(
      `nats-server did not start in ${folder}: ${[reason, said].filter(Boolean).join('; ')}.`,
      `Mend what it says (its log is ${join(folder, 'nats.log')}), or set NATS_URL.`,
    );
  } finally {
    closeSync(output);
  }
}

async function ensureServer(folder: string, binaryDir: string): Promise<{ facts: Facts; pid: number }> {
  const file = join(folder, 'nats.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const remembered = text === null ? null : (JSON.parse(text) as Facts);
  const living = await findServer(folder);
  if (remembered !== null && living !== null && (await untilAnswers(urlOf(remembered), living)) === null) {
    return { facts: remembered, pid: living };
  }
  if (living !== null) await endProcess(living);
  const binary = await findNats(binaryDir);
  const port = await freePort(remembered?.port);
  const facts = { port, password: remembered?.password ?? randomBytes(24).toString('hex') };
  await writeFile(file, JSON.stringify(facts, null, 2), { mode: 0o600 });
  return { facts, pid: await startServer(folder, binary, facts) };
}

/**
 * A NATS server with JetStream to work with: the one that `url` names, else one of our own under `dataDir`, on the loopback
 * address, fetched, started or adopted as needed. Throws a ProvisionError that says how to mend what is wrong.
 */
export async function ensureNats(options: NatsOptions): Promise<Server> {
  if (options.url) return { url: options.url, pid: null, stop: async () => {} };
  const folder = join(resolve(options.dataDir), 'nats');
  const lock = join(folder, 'lock');
  try {
    await mkdir(folder, { recursive: true });
    return await withLock(lock, async () => {
      const { facts, pid } = await ensureServer(folder, resolve(options.binaryDir ?? join(folder, 'bin')));
      const lease = await takeLease(join(folder, 'users'));
      const stop = async (): Promise<void> => {
        if (await lease.release()) await endProcess(pid);
      };
      return { url: urlOf(facts), pid, stop: () => withLock(lock, stop) };
    });
  } catch (error) {
    if (error instanceof ProvisionError) throw error;
    throw new ProvisionError(
      `The broker under ${folder} is not usable: ${messageOf(error)}.`,
      'Mend what it says, set ISTHMUS_DATA_DIR to another folder, or set NATS_URL to a running server.',
      error,
    );
  }
}

/** The broker of our own under `dataDir` that runs now; null when none does. Starts nothing. */
export async function findBroker(dataDir: string): Promise<{ url: string; pid: number } | null> {
  const folder = join(resolve(dataDir), 'nats');
  const text = await readFile(join(folder, 'nats.json'), 'utf8').catch(() => null);
  const pid = await findServer(folder);
  return text === null || pid === null ? null : { url: urlOf(JSON.parse(text) as Facts), pid };
}

/** Stops the broker of our own under `dataDir` and removes what it stores; a fetched nats-server stays. */
export async function removeNats(dataDir: string): Promise<void> {
  const folder = join(resolve(dataDir), 'nats');
  if (!existsSync(folder)) return;
  await withLock(join(folder, 'lock'), async () => {
    const pid = await findServer(folder);
    if (pid !== null) await endProcess(pid);
    for (const name of ['store', 'nats.json', 'nats.conf', 'nats.pid', 'nats.log']) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  });
}
