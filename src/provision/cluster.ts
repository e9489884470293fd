import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chown, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNamed, type Account } from './account.ts';
import { fetchPackage } from './apt.ts';
import type { Binaries } from './binaries.ts';
import { messageOf, ProvisionError } from './error.ts';
import { commandOf, hasEnded, isAlive } from './process.ts';

/** The name of the role and of the database that the hub uses in a cluster of its own. */
export const owner = 'isthmus';

const environment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/** The last lines of a log, for an error message. */
function tail(path: string, lines = 6): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join(' | ');
  } catch {
    return 'nothing was logged';
  }
}

interface Wrapping {
  /** What stands before `initdb` on the command line. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Ways to run `initdb` under a user id that the user database does not know (containers do that): in a user namespace where the
 * id has a name, else with a library that answers for the user database.
 */
async function wrappings(account: Account, place: string): Promise<(() => Promise<Wrapping>)[]> {
  if (isNamed(account)) return [async () => ({ command: [], env: {} })];
  const user = `${owner}:x:${account.uid ?? process.getuid?.()}:${account.gid ?? process.getgid?.()}::/:/bin/sh\n`;
  return [
    async () => ({ command: ['unshare', '--user', '--map-user=65534', '--map-group=65534'], env: {} }),
    async () => {
      const folder = await fetchPackage('libnss-wrapper', join(place, 'nss-wrapper'));
      await writeFile(join(folder, 'passwd'), user);
      await writeFile(join(folder, 'group'), '');
      const found = spawnSync('find', [folder, '-name', 'libnss_wrapper.so'], {
        encoding: 'utf8',
      }).stdout.trim();
      const files = { NSS_WRAPPER_PASSWD: join(folder, 'passwd'), NSS_WRAPPER_GROUP: join(folder, 'group') };
      return { command: [], env: { LD_PRELOAD: found.split('\n')[0] ?? '', ...files } };
    },
  ];
}

/** Makes a new cluster in `<place>/data` whose one role needs `password`. An attempt that was cut short leaves nothing behind. */
export async function initCluster(
  binaries: Binaries,
  account: Account,
  place: string,
  password: string,
): Promise<void> {
  const draft = join(place, 'data.new');
  const secret = join(place, 'initdb.password');
  const locales =
    binaries.major >= 17
      ? [['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']]
      : [['--locale=C.UTF-8'], ['--locale=C']];
  const refusals: string[] = [];
  try {
    await writeFile(secret, password, { mode: 0o600 });
    if (account.uid !== undefined) await chown(secret, account.uid, account.gid ?? account.uid);
    for (const wrap of await wrappings(account, place)) {
      for (const locale of locales) {
        await rm(draft, { recursive: true, force: true });
        try {
          const { command, env } = await wrap();
          const [program, ...words] = [...command, binaries.initdb] as const;
          const flags = ['--pgdata', draft, '--username', owner, '--encoding=UTF8', ...locale];
          const access = ['--auth=scram-sha-256', `--pwfile=${secret}`];
          const options = {
            ...account,
            cwd: place,
            env: { ...environment, ...env },
            encoding: 'utf8',
          } as const;
          const answer = spawnSync(program, [...words, ...flags, ...access], options);
          if (answer.status === 0) return await rename(draft, join(place, 'data'));
          refusals.push(answer.error?.message ?? answer.stderr.trim().split('\n').slice(0, 4).join(' | '));
        } catch (error) {
          refusals.push(messageOf(error));
        }
      }
    }
  } finally {
    await rm(secret, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
  throw new ProvisionError(
    `initdb could not make a database in ${place}: ${refusals.join('; ')}.`,
    'Mend what it names (often a full disk or a folder that its user may not write), or set DATABASE_URL.',
  );
}

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it says that it accepts connections. */
  readonly ready: boolean;
}

/** The live server of `<place>/data` as its postmaster.pid says; null when there is none. A file left by a dead one is no obstacle. */
export async function findPostmaster(place: string): Promise<Postmaster | null> {
  const data = join(place, 'data');
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, folder, , port, , , , status] = text.split('\n').map((line) => line.trim());
  if (!pid || folder !== data || !isAlive(Number(pid))) return null;
  // The id may belong to another program by now: ours was started with the path of its data directory.
  if (!commandOf(Number(pid))?.includes(data)) return null;
  return { pid: Number(pid), port: Number(port), ready: status === 'ready' };
}

/**
 * PostgreSQL takes any live process with the id in postmaster.pid for its own. The file is not removed, because its other lines
 * let the new server see that children of the old one still run; only the id becomes that of this process, which a server ignores in its parent.
 * What the old one left of its socket says nothing more, and goes.
 */
async function disarmLocks(place: string): Promise<void> {
  const path = join(place, 'data', 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) await writeFile(path, text.replace(/^\d+/, String(process.pid)));
  const sockets = (await readdir(place)).filter((name) => name.startsWith('.s.PGSQL.'));
  await Promise.all(sockets.map((name) => rm(join(place, name), { force: true })));
}

/** Spawns; a refusal that Node throws at once (EPERM) arrives as the same kind of error as one that it reports later. */
function launch(program: string, words: readonly string[], options: SpawnOptions): ChildProcess {
  try {
    return spawn(program, words, options);
  } catch (error) {
    throw new ProvisionError(
      `${program} could not be started: ${messageOf(error)}.`,
      'Allow this process to start programs as another user, or run it as an ordinary user, or set DATABASE_URL.',
    );
  }
}

/** Starts the server of `<place>/data` on a port of the loopback address and waits until it accepts connections. */
export async function startPostmaster(
  binaries: Binaries,
  account: Account,
  place: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  const data = join(place, 'data');
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (version !== String(binaries.major)) {
    throw new ProvisionError(
      `The database in ${data} was made by PostgreSQL ${version}, and the one found here is ${binaries.major} (${binaries.postgres}).`,
      `Install PostgreSQL ${version}, or remove ${data} to start anew.`,
    );
  }
  await disarmLocks(place);
  const log = join(place, 'postgres.log');
  if (existsSync(log) && (await stat(log)).size > 10_000_000) await rename(log, `${log}.1`);
  // The path of a Unix socket is limited to about 100 bytes; without one the server is reached by TCP alone.
  const socket = place.length < 85 ? place : '';
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: socket,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = openSync(log, 'a', 0o600);
  try {
    const child = launch(binaries.postgres, ['-D', data, ...flags], {
      ...account,
      cwd: place,
      env: environment,
      detached: true,
      stdio: ['ignore', output, output],
    });
    const failure = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', () => resolve(tail(log)));
    });
    child.unref();
    const reason = await Promise.race([failure, untilReady(place, child.pid)]);
    if (typeof reason !== 'string') return reason;
    throw new ProvisionError(
      `PostgreSQL did not start in ${data}: ${reason}.`,
      `Mend what it says (the whole log is ${log}), or set DATABASE_URL.`,
    );
  } finally {
    closeSync(output);
  }
}

/** Waits until the server says it is ready; recovery of a large cluster may take minutes, so a live server is waited for. */
export async function untilReady(place: string, pid: number | undefined): Promise<Postmaster | string> {
  for (;;) {
    const found = await findPostmaster(place);
    if (found?.ready === true) return found;
    if (pid === undefined || !isAlive(pid)) return tail(join(place, 'postgres.log'));
    await sleep(20);
  }
}

/** Stops a server without waiting for its clients; what was committed is safe either way. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await hasEnded(pid, 15_000)) return;
  }
}
