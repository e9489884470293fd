import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole, type PageOptions } from '../support/console.ts';
import { cuttable } from '../support/cut.ts';

// A bound that only a standstill reaches.
const patient = { timeout: 60_000 };
let stage: ConsoleStage;
let opened: ConsolePage;
beforeAll(async () => {
  stage = await openConsole({
    customers: 16,
    samples: true,
    sources: { zendesk: { options: { breakerOpenMs: 500 } } },
  });
});
afterEach(() => opened.page.context().close());
afterAll(() => stage.close());

type Role = Parameters<ConsoleStage['page']>[0];
async function come(role: Role, path: string, options?: PageOptions): Promise<ConsolePage['page']> {
  opened = await stage.page(role, path, options);
  return opened.page;
}

const verdict = 'Is anything wrong now?';
const sentence = (page: ConsolePage['page']): Promise<string> =>
  page.getByRole('region', { name: verdict }).locator('p').innerText();
const figure = (page: ConsolePage['page'], table: string, row: string): Promise<string> =>
  page
    .getByRole('table', { name: table })
    .getByRole('row', { name: row })
    .getByRole('link')
    .last()
    .innerText();
const down = { match: {}, act: { act: 'status', status: 503 } };

interface Money {
  readonly amount: string;
}
interface Standing {
  readonly exceptions: { readonly totalCount: number; readonly moneyAtRisk: Money };
  readonly medium: { readonly totalCount: number };
  readonly paused: { readonly totalCount: number };
  readonly period: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly code: string } }[];
  };
}
/** How things stand by the graph. */
const standing = (): Promise<Standing> =>
  stage.ask<Standing>(
    'CONTROLLER',
    `{ exceptions { totalCount moneyAtRisk { amount } }
       medium: exceptions(filter: { severity: [MEDIUM] }) { totalCount }
       paused: workflowRuns(status: [PAUSED]) { totalCount }
       period: exceptions { edges { node { id code } } } }`,
  );

describe('the control tower', () => {
  it('says in one sentence what is wrong, and each number leads to what it counts', async () => {
    const page = await come('CONTROLLER', '/tower');
    const { exceptions, medium, paused } = await standing();
    const amount = Number(exceptions.moneyAtRisk.amount).toLocaleString('en', { minimumFractionDigits: 2 });
    await expect
      .poll(() => sentence(page), patient)
      .toContain(`${exceptions.totalCount} exceptions hold up USD ${amount}`);
    expect(await figure(page, 'Runs under way by state', 'Paused')).toBe(String(paused.totalCount));
    const severity = page.getByRole('table', { name: 'Open exceptions by severity' });
    await severity.getByRole('link', { name: `${medium.totalCount} Medium` }).click();
    await page.waitForURL('**/exceptions?severity=MEDIUM');
    await page.goBack();
    await page.getByRole('table', { name: 'Open exceptions by cause' }).getByText('Period closed').click();
    await page.waitForURL(/\/exceptions\?rootCauseKey=PERIOD_CLOSED/);
    opened.expectClean();
  });

  it('can be used by everybody, in light and dark', async () => {
    const page = await come('CONTROLLER', '/tower');
    await page.getByRole('region', { name: 'Events per second' }).waitFor();
    await page.getByRole('table', { name: 'Sources and how they are' }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });

  it('has its time in the address, and hides the frame for a screen on the wall', async () => {
    const page = await come('CONTROLLER', '/tower?range=7d');
    await page.getByRole('heading', { name: 'Last 7 days' }).waitFor();
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.waitForURL('**/tower?range=7d&kiosk=1');
    await page.getByRole('navigation').waitFor({ state: 'detached' });
    await page.locator('[data-live=live]').waitFor();
    await expect.poll(() => sentence(page), patient).toContain('hold up');
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await page.getByRole('navigation').waitFor();
    opened.expectClean();
  });

  it('fits a narrow screen', async () => {
    const page = await come('CONTROLLER', '/tower', { viewport: { width: 390, height: 800 } });
    await expect.poll(() => sentence(page), patient).toContain('hold up');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  it('shows a role without amounts a whole page', async () => {
    const page = await come('SUPPORT', '/tower');
    await expect.poll(() => sentence(page), patient).toMatch(/exceptions hold their runs up/);
    await page.getByRole('heading', { name: 'Causes' }).waitFor();
    expect(await page.getByText('USD').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Events per second' }).count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('note').count()).toBe(0);
    opened.expectClean();
  });

  it('says that a source does not answer while it does not, and since when', async () => {
    const page = await come('INTEGRATION', '/tower');
    const row = page.getByRole('row', { name: /^Zendesk/ }).first();
    await row.getByText('Up', { exact: true }).waitFor();
    await stage.land.simulator('zendesk').fault(down);
    try {
      await expect.poll(() => sentence(page), patient).toMatch(/Zendesk does not answer since/);
      await row.getByText('Down', { exact: true }).waitFor();
      const outages = page.getByRole('table', { name: /did not answer/ });
      await outages.getByText(/, and goes on$/).waitFor();
    } finally {
      await stage.land.simulator('zendesk').calm();
    }
    await row.getByText('Up', { exact: true }).waitFor();
    await expect.poll(() => sentence(page), patient).not.toContain('Zendesk');
    await expect.poll(() => page.getByText(/, and goes on$/).count(), patient).toBe(0);
    opened.expectClean();
  });

  it('loses nothing with its connection: what happened meanwhile is there when it is back, and it says so', async () => {
    const page = await come('CONTROLLER', '/tower');
    const line = await cuttable(page);
    const before = await standing();
    const open = (count: number): string => `${count} exceptions hold up`;
    await expect.poll(() => sentence(page), patient).toContain(open(before.exceptions.totalCount));
    await page.locator('[data-live=live]').waitFor();
    await line.cut();
    await page.getByRole('status', { name: /^Reconnecting/ }).waitFor();
    const stuck = before.period.edges.find(({ node }) => node.code === 'PERIOD_CLOSED')!.node.id;
    await stage.ask(
      'CONTROLLER',
      'mutation ($id: ID!) { retryException(input: { idempotencyKey: "tower", exceptionIds: [$id] }) { results { ok } } }',
      { id: stuck },
    );
    const left = before.exceptions.totalCount - 1;
    await expect.poll(async () => (await standing()).exceptions.totalCount, patient).toBe(left);
    expect(await sentence(page)).toContain(open(before.exceptions.totalCount));
    line.mend();
    await page.getByText(/changes? (was|were) caught up. Nothing was missed/).waitFor();
    await expect.poll(() => sentence(page), patient).toContain(open(left));
    await page.locator('[data-live=live]').waitFor();
  });

  it('counts events as they come', async () => {
    const page = await come('INTEGRATION', '/tower');
    const told = page.getByText(/events? in five minutes/);
    const count = async (): Promise<number> =>
      Number(/([\d,]+) events?/.exec(await told.innerText())![1]!.replaceAll(',', ''));
    await page.locator('[data-ready]').waitFor();
    const before = await count();
    const netsuite = stage.land.simulator('netsuite');
    const [customer] = await netsuite.rows('customer');
    await netsuite.edit({ object: 'customer', id: customer!['id'], set: { creditlimit: '4321' } });
    await expect.poll(count, patient).toBeGreaterThan(before);
    opened.expectClean();
  });
});
