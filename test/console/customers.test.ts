import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '../../sandbox/world/types.ts';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';
import { wellKnown } from '../support/edit.ts';

let stage: ConsoleStage;
let opened: ConsolePage[] = [];
let company: Company;
let customerId: string;

/** A company that every system knows, by its id of the hub. */
const idOf = async (externalId: string): Promise<string> => {
  const { customer } = await stage.ask<{ customer: { id: string } }>(
    'CONTROLLER',
    'query ($ref: ExternalRefInput!) { customer(externalRef: $ref) { id } }',
    { ref: { system: 'salesforce', object: 'Account', externalId } },
  );
  return customer.id;
};

/** A bound that only a standstill reaches. */
const patient = { timeout: 60_000 };

beforeAll(async () => {
  stage = await openConsole({ customers: 24, samples: true });
  company = wellKnown(stage.land.world);
  customerId = await idOf(company.crm!.id);
});
afterEach(async () => {
  await Promise.all(opened.map(({ page }) => page.context().close()));
  opened = [];
});
afterAll(() => stage.close());

type Role = Parameters<ConsoleStage['page']>[0];

async function open(role: Role, path: string): Promise<ConsolePage> {
  const one = await stage.page(role, path);
  opened.push(one);
  return one;
}

const addressOf = (page: ConsolePage['page']): string => page.url().slice(stage.url.length);
/** The text of the first cell of each row that is shown, the head left out. */
const namesIn = (page: ConsolePage['page']): Promise<string[]> =>
  page.getByRole('grid').getByRole('row').locator('[role=gridcell]:first-child').allInnerTexts();

interface Named {
  readonly customers: { readonly edges: readonly { readonly node: { readonly name: string } }[] };
}

describe('the list of customers', () => {
  it('is read by whoever wants to know whom we do business with, in light and in dark', async () => {
    const { page, expectClean } = await open('CONTROLLER', '/customers');
    await page.getByRole('grid', { name: 'Customers' }).getByRole('row').nth(5).waitFor();
    await expectAccessible(page);
    expectClean();
  });

  it('finds by the beginning of a name, and a link shows the same', async () => {
    const { page, expectClean } = await open('CONTROLLER', '/customers');
    const { customer } = await stage.ask<{ customer: { name: string } }>(
      'CONTROLLER',
      'query ($id: ID!) { customer(id: $id) { name } }',
      { id: customerId },
    );
    const { customers } = await stage.ask<Named>(
      'CONTROLLER',
      `query ($text: String!) { customers(first: 100, filter: { search: $text }, orderBy: [{ by: ARR, direction: DESC }]) {
           edges { node { name } } } }`,
      { text: customer.name },
    );
    const found = customers.edges.map(({ node }) => node.name);
    await page.getByLabel('Search', { exact: true }).fill(customer.name);
    await expect.poll(() => namesIn(page), patient).toEqual(found);
    await expect
      .poll(() => new URLSearchParams(addressOf(page).split('?')[1]).get('q'), patient)
      .toBe(customer.name);
    await page.reload();
    await expect.poll(() => namesIn(page), patient).toEqual(found);
    await page.getByRole('link', { name: customer.name, exact: true }).click();
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    expectClean();
  });

  it('goes straight to the customer that has exactly this id at a vendor', async () => {
    const { page, expectClean } = await open('CONTROLLER', '/customers');
    await page.getByLabel('Search', { exact: true }).fill(company.support!.id);
    await page.getByLabel('Search', { exact: true }).press('Enter');
    await page.waitForURL(`**/customers/${customerId}`);
    expectClean();
  });

  it('is narrowed and ordered by its address', async () => {
    const { customers } = await stage.ask<Named>(
      'CONTROLLER',
      `{ customers(first: 100, filter: { overdueDaysGte: 20 }, orderBy: [{ by: OVERDUE_DAYS, direction: DESC }]) {
           edges { node { name } } } }`,
    );
    expect(customers.edges.length).toBeGreaterThan(1);
    const { page, expectClean } = await open('CONTROLLER', '/customers?overdue=20&by=OVERDUE_DAYS');
    await expect.poll(() => namesIn(page), patient).toEqual(customers.edges.map(({ node }) => node.name));
    expect(await page.getByLabel('Overdue at least, days').inputValue()).toBe('20');
    expectClean();
  });

  it('says what to do where nobody fits', async () => {
    const { page, expectClean } = await open('SALES_OPS', '/customers?q=nobodyofthatname');
    await page.getByText('No customer fits these filters').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.getByRole('row').nth(3).waitFor();
    expect(addressOf(page)).toBe('/customers');
    expectClean();
  });
});

describe('match candidates', () => {
  it('are for stewards to see side by side, and to decide', async () => {
    const { page, expectClean } = await open('STEWARD', '/customers?tab=matches');
    const pair = page.getByRole('article').first();
    await pair.getByRole('row', { name: /Tax id/ }).waitFor();
    await expectAccessible(page);
    await pair.getByRole('button', { name: 'They are two' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('never suggested again').waitFor();
    await dialog.getByRole('button', { name: 'They are two' }).click();
    await page.getByText('Nobody waits for a decision').waitFor();
    expectClean();
    const { matchCandidates } = await stage.ask<{ matchCandidates: { totalCount: number } }>(
      'STEWARD',
      '{ matchCandidates(status: [REJECTED]) { totalCount } }',
    );
    expect(matchCandidates.totalCount).toBe(1);
  });

  it('are not shown to whoever has no part in them', async () => {
    const { page, expectClean } = await open('SUPPORT', '/customers?tab=matches');
    await page.getByRole('row').nth(3).waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    expectClean();
  });
});

describe('the page of a customer', () => {
  it('shows its figures, its master data and every part of it', async () => {
    const { page, expectClean } = await open('CONTROLLER', `/customers/${customerId}`);
    const figures = page.getByRole('list', { name: 'Figures' });
    const { customer } = await stage.ask<{
      customer: { name: string; legalName: string; health: { renewalDate: string } };
    }>('CONTROLLER', 'query ($id: ID!) { customer(id: $id) { name legalName health { renewalDate } } }', {
      id: customerId,
    });
    await page.getByRole('heading', { level: 1, name: customer.name }).waitFor();
    expect(await figures.innerText()).toContain(customer.health.renewalDate);
    await page.getByRole('table', { name: 'Master data' }).getByText(customer.legalName).first().waitFor();
    await expectAccessible(page);
    const shows: readonly (readonly [tab: RegExp, role: 'grid' | 'table', name: string])[] = [
      [/^Subscriptions/, 'table', 'Subscriptions'],
      [/^Invoices/, 'grid', 'Invoices'],
      [/^Payments/, 'grid', 'Payments'],
      [/^Cases/, 'grid', 'Cases'],
      [/^Contacts/, 'grid', 'Contacts'],
      [/^Contracts/, 'table', 'Contracts'],
      [/^Hierarchy/, 'table', 'Companies above and below'],
      [/^Timeline/, 'grid', 'Timeline'],
      [/^Ids/, 'table', 'Records in the systems'],
    ];
    for (const [tab, role, name] of shows) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole(role, { name, exact: true }).getByRole('row').nth(1).waitFor();
    }
    expect(addressOf(page)).toBe(`/customers/${customerId}?tab=ids`);
    await expectAccessible(page);
    expectClean();
  });

  it('leads from a figure to what it is made of, and from there to the record', async () => {
    const { page, expectClean } = await open('CONTROLLER', `/customers/${customerId}`);
    await page.getByRole('link', { name: /^Open balance/ }).click();
    const [first] = company.invoices;
    await page.getByRole('link', { name: first!.number }).click();
    await page.getByRole('heading', { level: 1, name: first!.number }).waitFor();
    await page.getByRole('table', { name: 'Lines' }).waitFor();
    expectClean();
  });

  it('says of a value where it comes from, and where the systems do not agree', async () => {
    await stage.land.change('salesforce', 'Account', company.crm!.id, { Name: 'Renamed in the CRM' });
    const { page, expectClean } = await open('CONTROLLER', `/customers/${customerId}`);
    const name = page.getByRole('row', { name: /^Name/ }).getByRole('link');
    await expect.poll(() => name.innerText(), patient).toContain('Renamed in the CRM');
    await expect.poll(() => name.innerText(), patient).toContain('systems differ');
    await name.focus();
    const told = page.getByRole('tooltip');
    await told.getByText(`From Salesforce, record ${company.crm!.id}`).waitFor();
    await told.getByText('Rule: CRM before BILLING').waitFor();
    expect(await told.innerText()).toMatch(/Zuora: .*, differs/);
    expectClean();
  });

  it('shows a change at a vendor while it is open', async () => {
    const { page, expectClean } = await open('CONTROLLER', `/customers/${customerId}`);
    await page.getByRole('row', { name: /^Industry/ }).waitFor();
    await page.getByText(/^Live/).waitFor();
    await stage.land.change('salesforce', 'Account', company.crm!.id, { Industry: 'Beekeeping' });
    await page.getByRole('row', { name: 'Industry Beekeeping' }).waitFor();
    expectClean();
  });

  it('keeps the old value, marked stale, while its source does not answer', async () => {
    const { page, expectClean } = await open('CONTROLLER', `/customers/${customerId}`);
    const legalName = page.getByRole('row', { name: /^Legal name/ });
    const before = await legalName.innerText();
    expect(before).not.toContain('stale');
    await stage.land.kill('netsuite');
    await page.getByRole('button', { name: 'Ask the systems now' }).click();
    await expect.poll(() => legalName.innerText(), patient).toMatch(/stale$/);
    expect(await legalName.innerText()).toContain(before);
    await page
      .getByRole('note')
      .getByText(/NetSuite/)
      .first()
      .waitFor();
    expect(await page.getByRole('row', { name: /^Industry/ }).innerText()).not.toContain('stale');
    await expectAccessible(page);
    await stage.land.mend();
    await expect.poll(() => legalName.innerText(), patient).toBe(before);
    expectClean();
  });

  it('shows support no amounts, and lacks nothing that it has asked for', async () => {
    const { page, expectClean } = await open('SUPPORT', `/customers/${customerId}?tab=invoices`);
    await page.getByRole('grid', { name: 'Invoices' }).getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('columnheader').allInnerTexts()).not.toContain('Total');
    await page.getByRole('tab', { name: /^Subscriptions/ }).click();
    const amend = page.getByRole('button', { name: 'Amend' }).first();
    expect(await amend.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('row', { name: /^Legal name/ }).waitFor();
    const text = await page.getByRole('main').innerText();
    expect(text).not.toMatch(/\b(USD|EUR|GBP) \d/);
    expect(text).not.toContain('not shown to your role');
    expect(await page.getByRole('alert').count()).toBe(0);
    expectClean();
  });

  it('is merged with another only when somebody else agrees, and says so', async () => {
    const other = stage.land.world.companies.find(
      (each) => each.crm && each.crm.id !== company.crm!.id && each.billing,
    )!;
    const { page, expectClean } = await open('STEWARD', `/customers/${customerId}?tab=ids`);
    await page.getByRole('button', { name: 'Merge with another customer' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Merge', exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel('The other customer').fill(other.billing!.id);
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('It happens when somebody else has approved it').first().waitFor();
    await page.getByRole('link', { name: 'See the approval' }).waitFor();
    expectClean();
  });

  it('does not exist for an id that nobody has', async () => {
    const { page, expectClean } = await open('CONTROLLER', '/customers/cus_01aaaaaaaaaaaaaaaaaaaaaaaa');
    await page.getByText('There is no such record').waitFor();
    expectClean();
  });
});
