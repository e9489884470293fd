import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { withLock } from '../../src/provision/lease.ts';
import { isAlive } from '../../src/provision/process.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const copies = join(project, '.isthmus/test/console');

/** Where the built pages of this run of the tests are, and the register of their operations. */
export interface Built {
  readonly pages: string;
  readonly operations: string;
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, ['console/build.ts', '--if-stale'], {
    cwd: project,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the console cannot be built: ${said.trim()}`);
}

/** Copies of runs that have ended; a run is named after its process. */
async function sweep(): Promise<void> {
  for (const name of await readdir(copies)) {
    const [, pid] = /^run_(\d+)_/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(copies, name), { recursive: true, force: true });
  }
}

/**
 * The console, built when it is stale by the first test of a run that needs it, and copied for that run: what somebody builds meanwhile
 * does not take the files away from under an open page.
 */
export async function builtConsole(): Promise<Built> {
  const folder = join(copies, inject('runPrefix'));
  await mkdir(copies, { recursive: true });
  await withLock(join(copies, 'lock'), async () => {
    if (existsSync(folder)) return;
    await sweep();
    await build();
    const draft = `${folder}.new`;
    await cp(join(project, 'dist/console'), join(draft, 'pages'), { recursive: true });
    await cp(join(project, 'dist/operations.json'), join(draft, 'operations.json'));
    await rename(draft, folder);
  });
  return { pages: join(folder, 'pages'), operations: join(folder, 'operations.json') };
}
