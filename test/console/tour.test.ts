import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { breakSystem, mendSystem } from '../../src/cli/fault.ts';
import { changeable } from '../support/changeable.ts';
import { type ConsoleStage, openConsole } from '../support/console.ts';

// The five minutes of the README, as somebody who has never seen the console goes about them.

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await openConsole({ customers: 30 });
}, 240_000);
afterAll(() => stage.close());

const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click();
const headed = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

it('NetSuite breaks, a change of a contract stands still, its exception says why, and the run finishes once it is mended', async () => {
  const [subject] = await changeable(stage, 1);
  const { customer, seats } = subject!;
  const netsuite = { ...stage.land.simulator('netsuite') } as Parameters<typeof breakSystem>[0];
  const entries = async () =>
    (await stage.land.simulator('netsuite').rows('transaction')).filter(({ type }) => type === 'Journal');
  const before = await entries();
  const { page, expectClean } = await stage.page('CONTROLLER');
  await headed(page, 'Control tower');

  // npm run break -- netsuite writes
  await breakSystem(netsuite, 'writes');

  await goTo(page, 'Customers');
  await headed(page, 'Customers');
  await page.goto(`/customers/${customer.id}`);
  await headed(page, customer.name);
  await page.getByRole('tab', { name: /^Subscriptions/ }).click();
  await page.getByRole('button', { name: 'Amend', exact: true }).first().click();
  await page.getByRole('radio', { name: 'Change quantities' }).check();
  await page
    .getByRole('textbox', { name: `New quantity of ${seats.product.name}` })
    .pressSequentially(String(Number(seats.quantity) + 1));
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByText('Nobody else needs to agree.').waitFor();
  await page.getByRole('button', { name: 'Commit…' }).click();
  await page.getByRole('button', { name: 'Commit', exact: true }).click();
  await page
    .getByRole('status', { name: 'Progress of the run' })
    .getByText('Paused', { exact: true })
    .waitFor();

  await goTo(page, 'Exceptions');
  await page.getByRole('grid').getByRole('row').filter({ hasText: customer.name }).first().click();
  await headed(page, 'Source unavailable');
  await page
    .getByText(/could not do ledger-order/)
    .first()
    .waitFor();
  await page.getByText('503').first().waitFor();

  // npm run mend -- netsuite
  await mendSystem(netsuite);

  const state = page.getByRole('status', { name: 'Severity and state' });
  await state.getByText(/^Resolved/).waitFor();
  await page
    .getByRole('link', { name: new RegExp(`for ${customer.name}`) })
    .first()
    .click();
  await headed(page, new RegExp(`for ${customer.name}`));
  await page.getByText('Completed', { exact: true }).first().waitFor();
  expect(await entries()).toHaveLength(before.length + 1);
  expectClean();
});
