import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from './error.ts';

const run = promisify(execFile);

/** Package lists of our own, so that the system's are neither needed nor changed; no root is needed for them. */
function privateLists(folder: string): readonly string[] {
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * Unpacks a Debian package into `folder` without root and without installing it, from the package lists at hand, else from
 * freshly fetched private ones. Returns the folder. Throws the messages of apt and dpkg when neither works.
 */
export async function fetchPackage(name: string, folder: string): Promise<string> {
  const work = `${folder}.fetch`;
  const options = {
    cwd: work,
    timeout: 180_000,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  };
  const download = async (settings: readonly string[]): Promise<string> => {
    await run('apt-get', [...settings, '-qq', 'download', name], options);
    const file = (await readdir(work)).find((entry) => entry.endsWith('.deb'));
    if (file === undefined) throw new Error(`apt-get download ${name} left no file`);
    return join(work, file);
  };
  await rm(work, { recursive: true, force: true });
  for (const path of ['', 'state', 'lists/partial', 'cache/archives/partial']) {
    await mkdir(join(work, path), { recursive: true });
  }
  try {
    const settings = privateLists(work);
    const file = await download([]).catch(async (first: unknown) => {
      await run('apt-get', [...settings, '-qq', 'update'], options);
      return download(settings).catch((second: unknown) => {
        throw new Error(`${messageOf(first)}; ${messageOf(second)}`);
      });
    });
    await run('dpkg', ['-x', file, join(work, 'content')], options);
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(join(work, 'content'), folder);
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
