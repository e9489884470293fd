import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type DemoFacts, readFacts } from '../src/cli/facts.ts';
import { launchBrowser } from './support/browser.ts';

// Takes the pictures of the README and the documentation from a running demo: `npm run demo`, then `npm run screenshots`.

const project = join(import.meta.dirname, '..');
const folder = join(project, 'docs/images');

interface Shot {
  readonly name: string;
  readonly role: keyof DemoFacts['tokens'];
  readonly path: string | ((ask: Ask) => Promise<string>);
  readonly scheme?: 'dark';
  /** What is done on the page before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

type Ask = <T>(query: string) => Promise<T>;

const ofCode = (code: string) => async (ask: Ask) => {
  const { exceptions } = await ask<{
    exceptions: { edges: { node: { id: string; code: string; run: { id: string } } }[] };
  }>('{ exceptions(first: 20) { edges { node { id code run { id } } } } }');
  return exceptions.edges.find(({ node }) => node.code === code)!.node;
};

const customerOf = async (ask: Ask): Promise<{ id: string; subscription: string; item: string }> => {
  const { customers } = await ask<{
    customers: {
      edges: {
        node: { id: string; subscriptions: { edges: { node: { id: string; items: { id: string }[] } }[] } };
      }[];
    };
  }>(
    `{ customers(first: 1, orderBy: [{ by: ARR, direction: DESC }], filter: { subscriptionStatus: [ACTIVE], openCasePriority: [P1, P2] }) {
         edges { node { id subscriptions(first: 1, status: [ACTIVE]) { edges { node { id items { id } } } } } } } }`,
  );
  const { id, subscriptions } = customers.edges[0]!.node;
  const { node } = subscriptions.edges[0]!;
  return { id, subscription: node.id, item: node.items[0]!.id };
};

const shots: readonly Shot[] = [
  { name: 'tower', role: 'CONTROLLER', path: '/tower' },
  { name: 'tower-dark', role: 'CONTROLLER', path: '/tower', scheme: 'dark' },
  { name: 'exceptions', role: 'CONTROLLER', path: '/exceptions' },
  {
    name: 'exception',
    role: 'CONTROLLER',
    path: async (ask) => `/exceptions/${(await ofCode('PERIOD_CLOSED')(ask)).id}`,
  },
  {
    name: 'run',
    role: 'CONTROLLER',
    path: async (ask) => `/runs/${(await ofCode('PERIOD_CLOSED')(ask)).run.id}`,
  },
  { name: 'customer', role: 'CONTROLLER', path: async (ask) => `/customers/${(await customerOf(ask)).id}` },
  { name: 'approvals', role: 'FINANCE_APPROVER', path: '/approvals' },
  { name: 'sources', role: 'INTEGRATION', path: '/sources?source=src_zendesk' },
  { name: 'events', role: 'INTEGRATION', path: '/events' },
];

async function main(): Promise<void> {
  const facts = await readFacts(join(project, '.isthmus/demo.json'));
  if (!facts) throw new Error('no demo runs here; start one with: npm run demo');
  const ask: Ask = async <T>(query: string) => {
    const answer = await fetch(`${facts.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${facts.tokens.CONTROLLER}` },
      body: JSON.stringify({ query }),
    });
    return ((await answer.json()) as { data: T }).data;
  };
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const { name, role, path, scheme = 'light', act } of shots) {
      const context = await browser.newContext({
        viewport: { width: 1360, height: 850 },
        colorScheme: scheme,
        reducedMotion: 'reduce',
        timezoneId: 'UTC',
        locale: 'en-GB',
      });
      const page = await context.newPage();
      const address = typeof path === 'string' ? path : await path(ask);
      await page.goto(`${facts.url}${address}#token=${facts.tokens[role]}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await page.locator('[data-live="live"]').waitFor();
      await act?.(page);
      await page.screenshot({ path: join(folder, `${name}.png`) });
      process.stdout.write(`docs/images/${name}.png\n`);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

await main();
