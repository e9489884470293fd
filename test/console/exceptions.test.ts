import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';

let stage: ConsoleStage;
let opened: ConsolePage[] = [];

beforeAll(async () => {
  stage = await openConsole({
    customers: 20,
    samples: true,
    more: { access: { required: true, clockToleranceSeconds: 0 } },
  });
});
afterEach(async () => {
  await Promise.all(opened.map(({ page }) => page.context().close()));
  opened = [];
});
afterAll(() => stage?.close());

interface Known {
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly assignee: { readonly name: string } | null;
  readonly run: { readonly id: string; readonly status: string };
}

/** The open exceptions, as the hub has them. */
async function openOnes(): Promise<readonly Known[]> {
  const { exceptions } = await stage.ask<{ exceptions: { edges: readonly { node: Known }[] } }>(
    'CONTROLLER',
    '{ exceptions { edges { node { id code status assignee { name } run { id status } } } } }',
  );
  return exceptions.edges.map(({ node }) => node);
}

/** One that is open and of this code. */
async function openOf(code: string): Promise<Known> {
  const found = (await openOnes()).find((each) => each.code === code);
  expect(found).toBeDefined();
  return found!;
}

async function open(...given: Parameters<ConsoleStage['page']>): Promise<ConsolePage> {
  const one = await stage.page(...given);
  opened.push(one);
  return one;
}

const rows = (page: Page) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
const state = (page: Page) => page.getByRole('status', { name: 'Severity and state' });
const addressOf = (page: Page): string => page.url().slice(stage.url.length);

/** Chooses a value of a field that offers some. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).or(page.getByLabel(label)).first().click();
  await page.getByRole('option', { name: option }).click();
}

describe('the list of exceptions', () => {
  it('shows what is open with what it holds up, and can be used by everybody', async () => {
    const { page, expectClean } = await open('FINANCE_OPS', '/exceptions');
    const known = await openOnes();
    await expect.poll(() => rows(page).count()).toBe(known.length);
    await page
      .getByRole('status')
      .filter({ hasText: `${known.length} exceptions` })
      .waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /USD [\d,]+\.\d\d at risk/ })
      .waitFor();
    await expectAccessible(page);
    expectClean();
  });

  it('is narrowed by what its address says, and leads by its causes to those of one', async () => {
    const { page, expectClean } = await open('CONTROLLER', '/exceptions?category=PROCESS');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
    await page.getByRole('tab', { name: 'By cause' }).click();
    const causes = page.getByRole('grid', { name: 'Causes' });
    await causes.getByText('Product unmapped · ERP').waitFor();
    await expectAccessible(page);
    await causes.getByText('Product unmapped · ERP').click();
    await page.getByRole('tab', { name: 'Open', selected: true }).waitFor();
    expect(addressOf(page)).toContain('rootCauseKey=PRODUCT_UNMAPPED');
    const ofCause = (await openOnes()).filter(({ code }) => code === 'PRODUCT_UNMAPPED').length;
    await expect.poll(() => rows(page).count()).toBe(ofCause);
    expectClean();
  });

  it('is kept as a view, and given as a file with all of it', async () => {
    const { page } = await open('CONTROLLER', '/exceptions?category=DATA');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save or share a view' }).click();
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('Matters of data');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Matters of data' }).click();
    await page.waitForURL('**/exceptions?category=DATA');
    await page.getByRole('button', { name: 'Download' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'as CSV' }).click();
    const lines = (await readFile(await (await coming).path(), 'utf8')).trim().split('\r\n');
    const data = (await openOnes()).filter(({ code }) => code === 'PRODUCT_UNMAPPED').length;
    expect(lines).toHaveLength(data + 1);
    expect(lines[0]).toMatch(/^id,severity,status,code,category,message,customer,/);
  });

  it('is worked through by the keyboard, and shows at once who has taken what', async () => {
    const one = await open('FINANCE_OPS', '/exceptions?category=PROCESS');
    const other = await open('CONTROLLER', '/exceptions?category=PROCESS');
    await rows(other.page).first().waitFor();
    await rows(one.page).first().focus();
    await one.page.keyboard.press('a');
    await rows(other.page).filter({ hasText: 'finance-ops@example.com' }).waitFor();
    await rows(one.page).first().focus();
    await one.page.keyboard.press('r');
    await one.page.getByRole('dialog', { name: 'Retry 1 exception' }).waitFor();
    await one.page.keyboard.press('Escape');
    await rows(one.page).first().focus();
    await one.page.keyboard.press('Enter');
    await one.page.getByRole('heading', { level: 1, name: 'Period closed' }).waitFor();
    one.expectClean();
    other.expectClean();
  });
});

describe('an exception that cannot be mended here and now', () => {
  it('says to whoever may not decide why, and shows them no amounts', async () => {
    const { id } = await openOf('PRODUCT_UNMAPPED');
    const { page, expectClean } = await open('SUPPORT', `/exceptions/${id}`);
    const fix = page.getByRole('button', { name: 'Fix and resume' });
    await expect.poll(() => fix.getAttribute('aria-disabled')).toBe('true');
    await fix.focus();
    await page.getByRole('tooltip').getByText('Your role may not do this (Support)').waitFor();
    expect(await page.getByRole('table', { name: 'About it' }).getByText('At risk').count()).toBe(0);
    await page.goto('/exceptions');
    await rows(page).first().waitFor();
    expect(await page.getByRole('columnheader', { name: 'At risk' }).count()).toBe(0);
    expect(await page.getByText('not shown to your role').count()).toBe(0);
    expectClean();
  });

  it('says so where somebody else was faster, and shows how it stands now', async () => {
    const { id, run } = await openOf('PRODUCT_UNMAPPED');
    const { page } = await open('CONTROLLER', `/exceptions/${id}`);
    await choose(page, 'Ledger item of STOR-TB-M', 'API-PACK-M');
    await page.getByRole('button', { name: 'Fix and resume' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Fix and resume' });
    const { cancelRun } = await stage.ask<{ cancelRun: { userErrors: readonly unknown[] } }>(
      'FINANCE_OPS',
      'mutation Off($input: RunActionInput!) { cancelRun(input: $input) { userErrors { message } } }',
      {
        input: { idempotencyKey: 'faster', runId: run.id, reason: 'The customer does not want it any more.' },
      },
    );
    expect(cancelRun.userErrors).toEqual([]);
    await state(page).getByText('Compensated', { exact: true }).waitFor();
    await dialogue.getByRole('button', { name: 'Fix and resume' }).click();
    await dialogue.getByRole('alert').getByText('It is COMPENSATED already.').waitFor();
    await dialogue.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('There is nothing left to do: compensated.').waitFor();
  });

  it('waits for whoever must sign in again in the middle of it, with what they had entered', async () => {
    const { id } = await openOf('PRODUCT_UNMAPPED');
    const { page } = await open('CONTROLLER', `/exceptions/${id}`);
    await choose(page, 'Ledger item of STOR-TB-M', 'API-PACK-M');
    await page.getByRole('button', { name: 'Fix and resume' }).click();
    // From now on the session is one that has just ended.
    const authorization = `Bearer ${await stage.token('CONTROLLER', { forMs: -1000 })}`;
    await page.route('**/graphql', (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization } }),
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Fix and resume' }).click();
    await page.getByText('Your session has expired').waitFor();
    expect(addressOf(page)).toBe(`/exceptions/${id}`);
    await page.unroute('**/graphql');
    await page
      .getByLabel('Access token')
      .first()
      .fill(await stage.token('CONTROLLER'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Product unmapped' }).waitFor();
    await page.getByRole('table', { name: 'What will change' }).getByText('API-PACK-M').waitFor();
    expect([addressOf(page), (await openOf('PRODUCT_UNMAPPED')).status]).toEqual([
      `/exceptions/${id}`,
      'OPEN',
    ]);
  });

  it('is said to be none where there is none', async () => {
    const { page } = await open('CONTROLLER', '/exceptions/exc_00000000000000000000000000');
    await page.getByText('There is no such record').waitFor();
  });
});

describe('work on many at once', () => {
  it('assigns all that are open, with a reason, and says what came of each', async () => {
    const { page, expectClean } = await open('CONTROLLER', '/exceptions');
    const known = await openOnes();
    await expect.poll(() => rows(page).count()).toBe(known.length);
    await page.getByRole('checkbox', { name: 'Select all', exact: true }).click();
    const bar = page.getByRole('group', { name: 'What is selected' });
    await bar.getByText(`${known.length} exceptions selected`).waitFor();
    await expect
      .poll(() => bar.getByRole('button', { name: 'Fix' }).getAttribute('aria-disabled'))
      .toBe('true');
    await bar.getByRole('button', { name: 'Assign' }).click();
    const dialogue = page.getByRole('dialog', { name: `Assign ${known.length} exceptions` });
    await dialogue.getByRole('textbox', { name: 'Reason' }).fill('Month end: mine until noon.');
    await expectAccessible(page);
    await dialogue.getByRole('button', { name: `Assign ${known.length} exceptions` }).click();
    const jobs = page.getByRole('dialog', { name: 'Bulk jobs' });
    await jobs.getByText(`${known.length} done, 0 failed`).waitFor();
    await jobs.getByText('Finished').waitFor();
    const names = new Set((await openOnes()).map(({ assignee }) => assignee?.name));
    expect([...names]).toEqual(['controller@example.com']);
    expectClean();
  });

  it('mends all of one cause with the same value, and each run goes on', async () => {
    const { page } = await open('CONTROLLER', '/exceptions?category=DATA');
    const ids = (await openOnes()).filter(({ code }) => code === 'PRODUCT_UNMAPPED').map(({ id }) => id);
    await expect.poll(() => rows(page).count()).toBe(ids.length);
    await page.getByRole('checkbox', { name: 'Select all', exact: true }).click();
    await page.getByRole('button', { name: 'Fix…' }).click();
    const dialogue = page.getByRole('dialog', { name: `Fix ${ids.length} exceptions` });
    await choose(page, 'Ledger item of STOR-TB-M', 'API-PACK-M');
    await dialogue.getByRole('textbox', { name: 'Reason' }).fill('Storage is posted as API packs for now.');
    await dialogue.getByRole('button', { name: `Fix ${ids.length} exceptions` }).click();
    await page.getByText(`${ids.length} done, 0 failed`).waitFor();
    await expect
      .poll(async () => (await openOnes()).filter(({ id }) => ids.includes(id)), { timeout: 60_000 })
      .toEqual([]);
    await page.getByRole('button', { name: `${ids.length} gone from here` }).waitFor();
  });
});

describe('an exception', () => {
  it('is mended by a suggestion, and one watches its run go on to the end', async () => {
    const { id, run } = await openOf('PERIOD_CLOSED');
    const { page, expectClean } = await open('FINANCE_OPS', `/exceptions/${id}`);
    await page.getByText('Steps 1 to 3 are done and are not done again').waitFor();
    await page.getByRole('button', { name: /^Post on/ }).click();
    await page.getByRole('table', { name: 'What will change' }).getByText('Posting date').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Fix and resume' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Fix and resume' });
    await dialogue.getByText(/is tried again with Posting date/).waitFor();
    await dialogue.getByRole('textbox', { name: 'Reason' }).fill('November is closed; December it is.');
    await dialogue.getByRole('button', { name: 'Fix and resume' }).click();
    await state(page).getByText('Resolved', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'About it' }).getByText('Completed').waitFor();
    await page.getByRole('table', { name: 'History' }).getByText('Fixed and resumed').waitFor();
    await page.getByText('November is closed; December it is.').waitFor();
    const { node } = await stage.ask<{ node: { status: string } }>(
      'CONTROLLER',
      'query Run($id: ID!) { node(id: $id) { ... on WorkflowRun { status } } }',
      { id: run.id },
    );
    expect(node.status).toBe('COMPLETED');
    await page.getByRole('link', { name: 'All exceptions' }).click();
    await page.getByRole('tab', { name: 'Resolved' }).click();
    await rows(page).filter({ hasText: 'Period closed' }).waitFor();
    expectClean();
  });
});
