import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findInaccessible } from './support/axe.ts';
import { launchBrowser } from './support/browser.ts';
import { watch } from './support/watched.ts';

const pages: Readonly<Record<string, string>> = {
  '/': `<!doctype html><title>before</title><h1>A page</h1><script>document.title = 'after';</script>`,
  '/faint': `<!doctype html><html lang="en"><title>Faint</title><style>
    :root { color-scheme: light dark; }
    @media (prefers-color-scheme: dark) { p { color: #222; background: #000; } }
    </style><main><h1>Faint</h1><p>In the dark nobody reads this</p></main>`,
  '/faulty': `<!doctype html><title>Faulty</title><script>
    void fetch('/none').then(() => fetch('http://127.0.0.1:9/elsewhere').catch(() => { throw new Error('thrown'); }));
    </script>`,
};
const folder = mkdtempSync(join(tmpdir(), 'isthmus-browser-'));
let server: Server;
let url: string;
let browser: Browser | undefined;

beforeAll(async () => {
  server = createServer(({ url: path = '' }, response) => {
    response.writeHead(path in pages ? 200 : 404, { 'content-type': 'text/html' }).end(pages[path]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => browser?.close());
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the browser of the tests', () => {
  it('opens a page of this machine and runs its scripts', async () => {
    browser = await launchBrowser();
    const tab = await browser.newPage();
    await tab.goto(url);
    expect(await tab.title()).toBe('after');
    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('A page');
  });

  it('is there where the system has none on its path', async () => {
    browser = await launchBrowser({ PATH: folder });
    const tab = await browser.newPage();
    await tab.goto(url);
    expect(await tab.title()).toBe('after');
    // Text has a width only where there is a font.
    const box = await tab.getByText('A page').boundingBox();
    expect(box?.height).toBeGreaterThan(10);
  });

  it.each(['http://example.com/', 'http://192.0.2.1/', 'http://[2001:db8::1]/'])(
    'does not reach %s',
    async (elsewhere) => {
      browser = await launchBrowser();
      const tab = await browser.newPage();
      await expect(tab.goto(elsewhere)).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    },
  );

  it('that was named and does not start is refused, and the way out is told', async () => {
    const missing = join(folder, 'no-chromium');
    await expect(launchBrowser({ CHROMIUM_PATH: missing })).rejects.toThrow(
      /no-chromium.*set CHROMIUM_PATH to its program/s,
    );
  });
});

describe('what tests look for in a page', () => {
  it('is what cannot be read, in light and in dark', async () => {
    browser = await launchBrowser();
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${url}faint`);
    const found = await findInaccessible(tab);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^dark color-contrast: p /);
  });

  it('is what it throws, what is not answered, and what it asks elsewhere', async () => {
    browser = await launchBrowser();
    const tab = await browser.newPage();
    const watched = watch(tab, url);
    await tab.goto(`${url}faulty`);
    await expect.poll(() => watched.errors.join(' '), { timeout: 30_000 }).toContain('thrown');
    expect(watched.failed).toContain(`404 ${url}none`);
    expect(watched.elsewhere).toEqual(['http://127.0.0.1:9/elsewhere']);
    expect(() => watched.expectClean()).toThrow();
    watched.forgive();
    watched.expectClean();
  });
});
