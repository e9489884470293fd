import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProvisionError } from './error.ts';
import { birthOf, isAlive } from './process.ts';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const me = (): string => `${process.pid} ${birthOf(process.pid) ?? ''}`;

/** Whether the process that wrote its id and birth still runs. */
function isHeld(owner: string): boolean {
  const [pid = '', ...birth] = owner.split(' ');
  return isAlive(Number(pid)) && birthOf(Number(pid)) === birth.join(' ');
}

async function removeStale(path: string, owner: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    // Another process may have taken the lock between our look and the rename: then it goes back.
    if ((await readFile(aside, 'utf8')) !== owner) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Runs `work` while no other live process holds the lock file; a lock whose holder died is taken over. */
export async function withLock<T>(path: string, work: () => Promise<T>, withinMs = 180_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    // Written aside and linked, so that the lock never exists without its owner in it.
    const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      await writeFile(draft, me(), { mode: 0o600 });
      await link(draft, path);
      break;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const owner = await readFile(path, 'utf8').catch(() => '');
    if (owner !== '' && !isHeld(owner)) await removeStale(path, owner);
    else if (Date.now() > deadline) {
      throw new ProvisionError(
        `Process ${owner.split(' ')[0]} has held ${path} for ${Math.round(withinMs / 1000)} s.`,
        'End that process, or remove the file if it is not a part of Isthmus.',
      );
    } else await sleep(50);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** A claim of this process on something that several share; `release` says whether it was the last one. */
export interface Lease {
  release(): Promise<boolean>;
}

/** Writes a claim into `folder`; claims of processes that died no longer count. */
export async function takeLease(folder: string): Promise<Lease> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${Math.random().toString(36).slice(2)}`);
  await writeFile(file, me(), { mode: 0o600 });
  return {
    async release() {
      await rm(file, { force: true });
      let last = true;
      for (const name of await readdir(folder)) {
        const owner = await readFile(join(folder, name), 'utf8').catch(() => '');
        if (isHeld(owner)) last = false;
        else await rm(join(folder, name), { force: true });
      }
      return last;
    },
  };
}
