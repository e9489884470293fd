import { type Browser, chromium } from 'playwright-core';
import { messageOf, ProvisionError } from '../../src/provision/error.ts';
import type { Chromium } from './chromium-packed.ts';
import { chromiumCache, type Whereabouts, waysToChromium } from './chromium.ts';

// Nothing beyond loopback: names and addresses are not resolved, and no proxy is asked to.
const switches = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

const isRoot = process.getuid?.() === 0;

function launch({ path, env = {} }: Chromium, sandboxed: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: switches,
    chromiumSandbox: sandboxed,
    env: { ...process.env, ...env },
  });
}

/** As root chromium has no sandbox; other users may be denied the name spaces of one (containers, AppArmor), and then do without. */
async function open(found: Chromium): Promise<Browser> {
  if (isRoot) return launch(found, false);
  return launch(found, true).catch((error: unknown) => {
    if (!/sandbox/i.test(messageOf(error))) throw error;
    return launch(found, false);
  });
}

/** The line that says what went wrong; what follows it is the log of the browser. */
const firstLine = (error: unknown): string => messageOf(error).trim().split('\n', 1)[0] ?? '';

/** The first way that led to a browser that starts: what failed once is not tried again by this process. */
let known: Chromium | null = null;

async function firstBrowser(where: Whereabouts, cache: string): Promise<readonly [Chromium, Browser]> {
  const refusals: string[] = [];
  for (const way of waysToChromium(where, cache)) {
    try {
      const found = await way();
      if (found) return [found, await open(found)];
    } catch (error) {
      refusals.push(firstLine(error));
    }
  }
  throw new ProvisionError(
    `No chromium was found or could be fetched: ${refusals.join('; ')}.`,
    'Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium), or set CHROMIUM_PATH to its program.',
  );
}

/**
 * A headless chromium that reaches nothing but this machine: the one that is here, else one that is unpacked or installed
 * (chromium.ts). Given `where`, it is looked for anew. Throws a ProvisionError that names what was tried. The caller closes it.
 */
export async function launchBrowser(where?: Whereabouts, cache = chromiumCache): Promise<Browser> {
  if (known && !where) return open(known);
  const [found, browser] = await firstBrowser(where ?? process.env, cache);
  if (!where) known = found;
  return browser;
}
