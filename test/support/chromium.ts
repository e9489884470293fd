import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withLock } from '../../src/provision/lease.ts';
import { type Chromium, packedChromium } from './chromium-packed.ts';

const run = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Where unpacked browsers are kept, beside the fetched nats-server. */
export const chromiumCache = fileURLToPath(new URL('../../.isthmus/chromium', import.meta.url));

/** What of the environment says where a chromium is. */
export type Whereabouts = Readonly<Record<string, string | undefined>>;

/** A way to come by a chromium; null where it leads to none, and an error where it should have. */
export type Way = () => Promise<Chromium | null>;

/** The system's package, installed when the process may do so: with it come the libraries that it needs. */
async function installedChromium(): Promise<Chromium | null> {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return null;
  const options = {
    timeout: 300_000,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
  };
  const install = (): Promise<unknown> =>
    run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'chromium'], options);
  await mkdir(chromiumCache, { recursive: true });
  await withLock(
    join(chromiumCache, 'apt.lock'),
    async () => {
      if (existsSync('/usr/bin/chromium')) return;
      await install().catch(async () => {
        await run('apt-get', ['update', '-qq'], options);
        await install();
      });
    },
    600_000,
  );
  return { path: '/usr/bin/chromium' };
}

/**
 * The ways to a chromium, cheapest first: `CHROMIUM_PATH` alone when it is set, else the programs on `PATH`, the applications of
 * macOS, the one inside the npm package (unpacked into `cache`), and the package of Debian and Ubuntu where root may install it.
 */
export function waysToChromium(where: Whereabouts, cache = chromiumCache): readonly Way[] {
  const named = where['CHROMIUM_PATH'];
  if (named) return [async () => ({ path: named })];
  const folders = (where['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications]
    .filter((path) => existsSync(path))
    .map((path): Way => async () => ({ path }));
  return [...found, () => packedChromium(cache), installedChromium];
}
