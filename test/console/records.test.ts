import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '../../sandbox/world/types.ts';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';
import { wellKnown } from '../support/edit.ts';

let stage: ConsoleStage;
let opened: ConsolePage;
let company: Company;

interface Listed {
  readonly edges: readonly { readonly node: { readonly id: string; readonly number: string } }[];
}
interface Lists {
  readonly customer: Record<'invoices' | 'subscriptions' | 'payments' | 'cases' | 'contracts', Listed>;
}
let lists: Lists['customer'];

/** A bound that only a standstill reaches. */
const patient = { timeout: 60_000 };

beforeAll(async () => {
  stage = await openConsole({ customers: 16, samples: true });
  company = wellKnown(stage.land.world);
  const part = (name: string, more = 'number'): string =>
    `${name}(first: 100) { edges { node { id ${more} } } }`;
  const found = await stage.ask<Lists>(
    'CONTROLLER',
    `query ($ref: ExternalRefInput!) { customer(externalRef: $ref) {
       ${part('invoices')} ${part('subscriptions')} ${part('payments', '')} ${part('cases')} ${part('contracts')} } }`,
    { ref: { system: 'salesforce', object: 'Account', externalId: company.crm!.id } },
  );
  lists = found.customer;
});
afterEach(() => opened.page.context().close());
afterAll(() => stage.close());

async function open(role: Parameters<ConsoleStage['page']>[0], path: string): Promise<ConsolePage['page']> {
  opened = await stage.page(role, path);
  return opened.page;
}

const invoiceId = (number: string): string =>
  lists.invoices.edges.find(({ node }) => node.number === number)!.node.id;

describe('the page of a record', () => {
  it('shows an invoice with its lines, its payments and where every value comes from', async () => {
    const paid = company.invoices.find(({ status, balance }) => status === 'Posted' && balance === '0.00')!;
    const page = await open('CONTROLLER', `/records/${invoiceId(paid.number)}`);
    await page.getByRole('table', { name: 'Lines' }).getByRole('row').nth(1).waitFor();
    await page.getByRole('table', { name: 'Paid by' }).waitFor();
    await page
      .getByRole('table', { name: 'Where each value comes from' })
      .getByText('Zuora')
      .first()
      .waitFor();
    await page.getByRole('heading', { level: 2, name: 'Journal entries' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('table', { name: 'Paid by' }).getByRole('link').first().click();
    await page.getByRole('table', { name: 'Pays' }).getByRole('link', { name: paid.number }).waitFor();
    opened.expectClean();
  });

  it('shows a subscription with its items, and leads to what it sells and to amending it', async () => {
    const page = await open('CONTROLLER', `/records/${lists.subscriptions.edges[0]!.node.id}`);
    await page.getByRole('button', { name: 'Amend' }).waitFor();
    await page.getByRole('table', { name: 'Items' }).getByRole('link').first().click();
    await page.getByRole('table', { name: 'Known to the systems as' }).getByText('NetSuite').waitFor();
    await page.getByRole('table', { name: 'Prices' }).getByRole('row').nth(1).waitFor();
    opened.expectClean();
  });

  it('shows contracts and cases', async () => {
    const page = await open('SUPPORT', `/records/${lists.contracts.edges[0]!.node.id}`);
    await page.getByRole('row', { name: /^Term starts/ }).waitFor();
    await page.goto(`${stage.url}/records/${lists.cases.edges[0]!.node.id}`);
    await page.getByRole('row', { name: /^Subject/ }).waitFor();
    opened.expectClean();
  });

  it('tells a change at the vendor while it is open', async () => {
    const [invoice] = company.invoices;
    const page = await open('CONTROLLER', `/records/${invoiceId(invoice!.number)}`);
    await page.getByText(/^Live/).waitFor();
    await stage.land.change('zuora', 'Invoice', invoice!.billingId, { dueDate: '2031-02-03' });
    await page.getByRole('row', { name: 'Due 2031-02-03' }).waitFor();
    opened.expectClean();
  });

  it('has a won deal carried out once, and leads to the run', async () => {
    interface Deals {
      readonly customers: {
        readonly edges: readonly {
          readonly node: {
            readonly opportunities: {
              readonly edges: readonly {
                readonly node: { readonly id: string; readonly stage: string; readonly run: unknown };
              }[];
            };
          };
        }[];
      };
    }
    const { customers } = await stage.ask<Deals>(
      'SALES_OPS',
      '{ customers(first: 20) { edges { node { opportunities(first: 10) { edges { node { id stage run { id } } } } } } } }',
    );
    const deals = customers.edges.flatMap(({ node }) => node.opportunities.edges.map((edge) => edge.node));
    const won = deals.find((deal) => deal.stage === 'CLOSED_WON' && deal.run === null)!;
    const page = await open('SALES_OPS', `/records/${won.id}`);
    await page.getByRole('button', { name: 'Carry out the deal' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('steps already done are not done again').waitFor();
    await dialog.getByRole('button', { name: 'Start the run' }).click();
    await page.waitForURL('**/runs/run_*');
    await page.goto(`${stage.url}/records/${won.id}`);
    await page.getByRole('row', { name: /^Its run/ }).waitFor();
    await page.locator('[aria-disabled=true]').getByText('Carry out the deal').waitFor();
    opened.expectClean();
  });

  it('shows sales nothing of payments, and says why', async () => {
    const page = await open('SALES_OPS', `/records/${lists.payments.edges[0]!.node.id}`);
    await expect
      .poll(() => page.getByRole('main').innerText(), patient)
      .toContain('not for your role to see');
  });

  it('leads customers to their own page', async () => {
    const id = await stage.ask<{ customers: Listed }>(
      'CONTROLLER',
      '{ customers(first: 1) { edges { node { id } } } }',
    );
    const page = await open('CONTROLLER', `/records/${id.customers.edges[0]!.node.id}`);
    await page.waitForURL(`**/customers/${id.customers.edges[0]!.node.id}`);
    opened.expectClean();
  });

  it('does not exist for an id that nobody has', async () => {
    const page = await open('CONTROLLER', '/records/inv_01aaaaaaaaaaaaaaaaaaaaaaaa');
    await page.getByText('There is no such record').waitFor();
    opened.expectClean();
  });
});
