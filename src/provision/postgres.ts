import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { accountFor } from './account.ts';
import { findBinaries } from './binaries.ts';
import {
  findPostmaster,
  initCluster,
  owner,
  startPostmaster,
  stopPostmaster,
  untilReady,
  type Postmaster,
} from './cluster.ts';
import { messageOf, ProvisionError } from './error.ts';
import { takeLease, withLock } from './lease.ts';
import { makePlace } from './place.ts';
import { freePort } from './port.ts';

/** What is remembered of a cluster between two starts, in a file that only its user may read. */
interface Facts {
  readonly place: string;
  readonly port: number;
  readonly password: string;
}

export interface Server {
  readonly url: string;
  /** The server's process; null for one that is not ours. */
  readonly pid: number | null;
  /** Gives it up: the server is stopped when no other live process uses it. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly dataDir: string;
  /** A PostgreSQL that runs already: nothing is started. */
  readonly url?: string | null;
  /** Only tests turn it off: then a power cut may lose the whole database. */
  readonly fsync?: boolean;
}

const urlOf = (facts: Facts, database = owner): string =>
  `postgres://${owner}:${facts.password}@127.0.0.1:${facts.port}/${database}`;

async function readFacts(file: string): Promise<Facts | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new ProvisionError(
      `${file} cannot be read: ${error.message}.`,
      'Run as the user who made it, or set ISTHMUS_DATA_DIR.',
    );
  });
  return text === null ? null : (JSON.parse(text) as Facts);
}

/** Makes sure that the server is the one of this place, and that our database is in it. */
async function prepare(facts: Facts): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(facts, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const found = rows[0]?.data_directory;
    if (found !== join(facts.place, 'data')) throw new Error(`port ${facts.port} serves ${found}`);
    const known = await client.query('select 1 from pg_database where datname = $1', [owner]);
    if (known.rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end();
  }
}

/** A server whose predecessor was killed may start only when the last child of that one has gone: some milliseconds later. */
async function startPatiently(start: () => Promise<Postmaster>): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === 20 || !messageOf(error).includes('shared memory block')) throw error;
      await sleep(250);
    }
  }
}

async function ensureCluster(dataDir: string, fsync: boolean): Promise<{ facts: Facts; pid: number }> {
  const file = join(dataDir, 'postgres.json');
  const remembered = await readFacts(file);
  const data = remembered === null ? null : join(remembered.place, 'data');
  const account = accountFor(data);
  const place = await makePlace(account, dataDir, remembered?.place ?? null);
  const living = remembered === null ? null : await findPostmaster(place);
  if (remembered !== null && living !== null) {
    const ready = await untilReady(place, living.pid);
    if (typeof ready !== 'string') {
      const facts = { ...remembered, place, port: ready.port };
      await prepare(facts);
      return { facts, pid: ready.pid };
    }
  }
  const binaries = await findBinaries(account, place);
  const password = remembered?.password ?? randomBytes(24).toString('base64url');
  const port = await freePort(remembered?.port);
  const facts: Facts = { place, port, password };
  // Written before the cluster exists: a password that only a lost process knew would lock us out.
  await writeFile(`${file}.new`, JSON.stringify(facts, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  if (!existsSync(join(place, 'data', 'PG_VERSION'))) await initCluster(binaries, account, place, password);
  // A node takes up to about thirty connections for each tenant, and several may share the server.
  const settings: Record<string, string> = {
    max_connections: '300',
    ...(!fsync && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const started = await startPatiently(() => startPostmaster(binaries, account, place, port, settings));
  await prepare(facts);
  return { facts, pid: started.pid };
}

/**
 * A PostgreSQL to work with: the one that `url` names, else one of our own under `dataDir`, on the loopback address, made and
 * started when it is not there and adopted when it still runs. Throws a ProvisionError that says how to mend what is wrong.
 */
export async function ensurePostgres(options: PostgresOptions): Promise<Server> {
  if (options.url) return { url: options.url, pid: null, stop: async () => {} };
  const dataDir = resolve(options.dataDir);
  const lock = join(dataDir, 'postgres.lock');
  try {
    await mkdir(dataDir, { recursive: true });
    return await withLock(lock, async () => {
      const { facts, pid } = await ensureCluster(dataDir, options.fsync ?? true);
      const lease = await takeLease(join(dataDir, 'postgres.users'));
      return {
        url: urlOf(facts),
        pid,
        stop: () => withLock(lock, async () => ((await lease.release()) ? stopPostmaster(pid) : undefined)),
      };
    });
  } catch (error) {
    if (error instanceof ProvisionError) throw error;
    throw new ProvisionError(
      `The database under ${dataDir} is not usable: ${messageOf(error)}.`,
      'Mend what it says, set ISTHMUS_DATA_DIR to another folder, or set DATABASE_URL to a running PostgreSQL.',
      error,
    );
  }
}

/** The database of our own under `dataDir` that runs now; null when none does. Starts nothing. */
export async function findPostgres(dataDir: string): Promise<{ url: string; pid: number } | null> {
  const facts = await readFacts(join(resolve(dataDir), 'postgres.json'));
  const living = facts === null ? null : await findPostmaster(facts.place);
  return facts === null || living === null
    ? null
    : { url: urlOf({ ...facts, port: living.port }), pid: living.pid };
}

/** The major version of the PostgreSQL that a database of our own would run on; a ProvisionError when there is none. Leaves nothing behind. */
export async function checkPostgres(dataDir: string): Promise<number> {
  const facts = await readFacts(join(resolve(dataDir), 'postgres.json'));
  const account = accountFor(facts === null ? null : join(facts.place, 'data'));
  const place = await mkdtemp(join(tmpdir(), 'isthmus-check-'));
  try {
    if (account.uid !== undefined) await chown(place, account.uid, account.gid ?? account.uid);
    return (await findBinaries(account, place)).major;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Stops the database of our own under `dataDir` and removes it with all it holds. */
export async function removePostgres(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  const file = join(folder, 'postgres.json');
  const facts = await readFacts(file);
  if (facts === null) return;
  await withLock(join(folder, 'postgres.lock'), async () => {
    const living = await findPostmaster(facts.place);
    if (living !== null) await stopPostmaster(living.pid);
    await rm(facts.place, { recursive: true, force: true });
    await rm(file, { force: true });
  });
}
