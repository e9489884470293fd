import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackstage } from '../support/amending.ts';
import { expectAccessible } from '../support/axe.ts';
import { type Changeable, changeable } from '../support/changeable.ts';
import { type ConsoleStage, openConsole } from '../support/console.ts';

let stage: ConsoleStage;
let subjects: Changeable[];

beforeAll(async () => {
  stage = await openConsole({ customers: 30 });
  subjects = [...(await changeable(stage, 6))];
}, 240_000);
afterAll(() => stage?.close());

const addressOf = ({ id }: Changeable): string => `/subscriptions/${id}/amend`;
const moreOf = ({ seats }: Changeable, more: number): string => String(Number(seats.quantity) + more);
/** The address of a change that somebody has prepared. */
const prepared = (subject: Changeable, more: number): string =>
  `${addressOf(subject)}?type=QUANTITY&item=${subject.seats.id}~~${moreOf(subject, more)}`;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** Has the prepared change previewed, and waits until everything that it would do is there. */
async function preview(page: Page): Promise<void> {
  await button(page, 'Preview').click();
  await heading(page, 'Writes, in their order').waitFor();
}

/** An amount of the preview as decimal text: `USD 18,173.63` is `18173.63`. */
async function amount(page: Page, name: string): Promise<string> {
  const figure = page
    .getByRole('list', { name: 'What it comes to' })
    .getByRole('listitem')
    .filter({ hasText: name });
  const [, digits = ''] = /[A-Z]{3}\s([−\d,.]+)/.exec((await figure.textContent()) ?? '') ?? [];
  return digits.replaceAll(',', '').replace('−', '-');
}

/** Commits what is previewed. */
async function commit(page: Page): Promise<void> {
  await button(page, 'Commit…').click();
  await button(page, 'Commit').click();
}

const progress = (page: Page, state: string) =>
  page.getByRole('status', { name: 'Progress of the run' }).getByText(state, { exact: true });

const invoicesOf = async ({ number }: Changeable) =>
  (await stage.land.simulator('zuora').rows('Invoice')).filter(
    (row) => row['SubscriptionNumber__c'] === number,
  );

interface Ordered {
  readonly order: object;
}

/** Somebody at the billing vendor has a subscription end without renewal. */
async function endRenewalAtTheVendor({ id, version }: Changeable): Promise<void> {
  const input = {
    subscriptionId: id,
    type: 'TERMS',
    effectiveDate: new Date().toISOString().slice(0, 10),
    expectedVersion: version,
    autoRenew: false,
  };
  const { previewAmendment } = await stage.ask<{ previewAmendment: { id: string } }>(
    'SALES_OPS',
    'query ($input: AmendmentInput!) { previewAmendment(input: $input) { id } }',
    { input },
  );
  const behind = openBackstage(stage.land);
  try {
    const { rows } = await behind.database.query<Ordered>(
      `select content->'plan'->'order' as order from amendment_preview where id = $1`,
      [previewAmendment.id],
    );
    await behind
      .source('zuora')
      .roles!.billing!.createOrder.perform({ ...rows[0]!.order, orderNumber: 'BY-HAND-1' } as never, {
        key: 'by-hand',
      });
  } finally {
    await behind.close();
  }
}

describe('a subscription is amended', () => {
  it('by a change that is filled in, previewed beside the state of today, committed and watched; billing charges to the cent what was shown', async () => {
    const subject = subjects[0]!;
    const opened = await stage.page('FINANCE_OPS', addressOf(subject));
    const { page } = opened;
    await page.getByRole('radio', { name: 'Change quantities' }).check();
    await page
      .getByRole('textbox', { name: `New quantity of ${subject.seats.product.name}` })
      .pressSequentially(moreOf(subject, 3));
    await page.getByLabel('Reason').pressSequentially('They hired');
    await preview(page);
    await page.getByRole('table', { name: 'Postings in the ledger' }).getByText('Balanced').waitFor();
    await page.getByText('Nobody else needs to agree.').waitFor();
    await expectAccessible(page);
    const [net, tax] = [await amount(page, 'Charged now'), await amount(page, 'Tax')];
    const before = (await invoicesOf(subject)).map(({ id }) => id);
    await commit(page);
    await progress(page, 'Completed').waitFor();
    const billed = (await invoicesOf(subject)).filter(({ id }) => !before.includes(id));
    expect(billed).toMatchObject([{ amountWithoutTax: net, taxAmount: tax, status: 'Posted' }]);
    await page
      .getByRole('table', { name: 'Items' })
      .getByRole('row', { name: new RegExp(`${subject.seats.product.name}.*${moreOf(subject, 3)}`) })
      .waitFor();
    opened.expectClean();
  });

  it('as a link that a colleague was sent says it', async () => {
    const subject = subjects[1]!;
    const { page, expectClean } = await stage.page('SALES_OPS', prepared(subject, 4));
    const quantity = page.getByRole('textbox', { name: `New quantity of ${subject.seats.product.name}` });
    expect(await quantity.inputValue()).toBe(moreOf(subject, 4));
    expect(await page.getByRole('radio', { name: 'Resume' }).isDisabled()).toBe(true);
    await preview(page);
    // Postings are not for sales.
    expect(await heading(page, 'Postings in the ledger').count()).toBe(0);
    await quantity.fill(moreOf(subject, 5));
    await page.getByText('The inputs are not those of the preview any more.').waitFor();
    expect(await button(page, 'Commit…').count()).toBe(0);
    expectClean();
  });

  it('anew from what was typed, when somebody at the vendor has changed it after the preview', async () => {
    const subject = subjects[2]!;
    const { page, expectClean } = await stage.page('CONTROLLER', prepared(subject, 2));
    await preview(page);
    await button(page, 'Commit…').click();
    await endRenewalAtTheVendor(subject);
    const versionOf = () =>
      stage.ask<{ subscription: { version: number } }>(
        'CONTROLLER',
        'query ($id: ID!) { subscription(id: $id) { version } }',
        {
          id: subject.id,
        },
      );
    await expect
      .poll(async () => (await versionOf()).subscription.version, { timeout: 60_000 })
      .toBeGreaterThan(subject.version);
    await button(page, 'Commit').click();
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'The subscription has changed since this preview' });
    await alert.getByRole('row', { name: 'Renews by itself Yes No' }).waitFor();
    await expect.poll(() => button(page, 'Commit…').getAttribute('aria-disabled')).toBe('true');
    await alert.getByRole('button', { name: 'Preview again' }).click();
    await alert.waitFor({ state: 'detached' });
    const [net, before] = [await amount(page, 'Charged now'), (await invoicesOf(subject)).length];
    await commit(page);
    await progress(page, 'Completed').waitFor();
    const billed = await invoicesOf(subject);
    expect([billed.length, billed.map(({ amountWithoutTax }) => amountWithoutTax)]).toEqual([
      before + 1,
      expect.arrayContaining([net]),
    ]);
    expectClean();
  });

  it('not by a role that may not, which is told so', async () => {
    const subject = subjects[3]!;
    const support = await stage.page('SUPPORT', prepared(subject, 2));
    await support.page.getByText('Items and amounts are not shown to your role.').waitFor();
    expect(await button(support.page, 'Preview').getAttribute('aria-disabled')).toBe('true');
    await button(support.page, 'Preview').focus();
    await support.page.getByRole('tooltip', { name: 'Your role may not do this (Support)' }).waitFor();
    support.expectClean();
    const steward = await stage.page('STEWARD', addressOf(subject));
    await steward.page.getByText('Not shown to your role').waitFor();
    steward.expectClean();
  });
});

describe('an amendment that others must agree to', () => {
  const maker = { person: 'maker@example.com', name: 'Mia Maker' };

  it('waits, is not approved by its maker, and goes on before the eyes of the maker when another person has approved it', async () => {
    const subject = subjects[4]!;
    const made = await stage.page('CONTROLLER', prepared(subject, 400), { claims: maker });
    await preview(made.page);
    await heading(made.page, 'Others must agree first').waitFor();
    await commit(made.page);
    await progress(made.page, 'Waits for approval').waitFor();

    // The same person, as somebody whose role could approve.
    const own = await stage.page('FINANCE_APPROVER', '/approvals', { claims: maker });
    await own.page.getByText('Nothing waits for you').waitFor();
    await own.page.getByRole('tab', { name: 'Waiting', exact: true }).click();
    await expectAccessible(own.page);
    await own.page.getByRole('link', { name: new RegExp(subject.number) }).click();
    await own.page
      .getByText('You asked for this: somebody else must decide.')
      .filter({ visible: true })
      .waitFor();
    expect(await button(own.page, 'Approve…').getAttribute('aria-disabled')).toBe('true');

    const other = await stage.page('FINANCE_APPROVER', '/approvals');
    await other.page.getByRole('link', { name: new RegExp(subject.number) }).click();
    await heading(other.page, 'Writes, in their order').waitFor();
    await other.page
      .getByRole('table', { name: 'What becomes of each product' })
      .getByText(moreOf(subject, 400))
      .waitFor();
    await expectAccessible(other.page);
    await button(other.page, 'Approve…').click();
    await other.page.getByLabel('Reason').fill('Checked with the customer');
    await button(other.page, 'Approve').click();
    await progress(other.page, 'Completed').waitFor();

    // Nobody has touched these two.
    await own.page.getByText('Checked with the customer').waitFor();
    await progress(made.page, 'Completed').waitFor();
    for (const { expectClean } of [made, own, other]) expectClean();
  });

  it('is called off by its maker while it waits; whoever was about to approve it is told so', async () => {
    const subject = subjects[5]!;
    const made = await stage.page('FINANCE_OPS', prepared(subject, 400), { claims: maker });
    await preview(made.page);
    await commit(made.page);
    const other = await stage.page('CONTROLLER', '/approvals');
    await other.page.getByRole('link', { name: new RegExp(subject.number) }).click();
    await button(other.page, 'Approve…').click();
    await button(made.page, 'Call off…').click();
    await made.page.getByLabel('Reason').last().fill('A mistake');
    await button(made.page, 'Call off').click();
    await progress(made.page, 'Cancelled').waitFor();
    await button(other.page, 'Approve').click();
    await other.page.getByRole('alert').getByText('It is cancelled already.').waitFor();
    await button(other.page, 'Cancel').click();
    await expect.poll(() => button(other.page, 'Approve…').getAttribute('aria-disabled')).toBe('true');
    // What was filled in is still there.
    await button(made.page, 'Preview').waitFor();
    for (const { expectClean } of [made, other]) expectClean();
  });

  it('is rejected with a reason, and found among what was decided', async () => {
    const subject = subjects[5]!;
    const made = await stage.page('CONTROLLER', prepared(subject, 401), { claims: maker });
    await preview(made.page);
    await commit(made.page);
    await progress(made.page, 'Waits for approval').waitFor();
    const other = await stage.page('FINANCE_APPROVER', '/approvals');
    await other.page.getByRole('link', { name: new RegExp(subject.number) }).click();
    await button(other.page, 'Reject…').click();
    expect(await button(other.page, 'Reject').isDisabled()).toBe(true);
    await other.page.getByLabel('Reason').fill('Too dear');
    await button(other.page, 'Reject').click();
    await progress(made.page, 'Cancelled').waitFor();
    await other.page.goto(`${stage.url}/approvals?tab=decided&kind=AMENDMENT`);
    const row = other.page.getByRole('row').filter({ hasText: 'Rejected' });
    await row.filter({ hasText: subject.number }).waitFor();
    for (const { expectClean } of [made, other]) expectClean();
  });

  it('is shown without amounts to a role that sees none elsewhere, and to others not at all', async () => {
    const steward = await stage.page('STEWARD', '/approvals?tab=decided&kind=AMENDMENT');
    await steward.page.getByRole('row').filter({ hasText: 'Rejected' }).getByRole('link').click();
    await steward.page.getByText('Amounts, prices and quantities are not shown to your role.').waitFor();
    await steward.page.getByText('Too dear').waitFor();
    expect(await steward.page.getByText(/USD|EUR|GBP/).count()).toBe(0);
    steward.expectClean();
    const sales = await stage.page('SALES_OPS', '/approvals');
    await sales.page.getByText('Not shown to your role').waitFor();
    sales.expectClean();
  });
});

describe('customers who are to become one', () => {
  it('are shown side by side to whoever decides, and are one then', async () => {
    const [survivor, absorbed] = [subjects[0]!.customer, subjects[1]!.customer];
    await stage.ask(
      'STEWARD',
      'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { userErrors { message } } }',
      { input: { idempotencyKey: 'merge', survivorId: survivor.id, absorbedId: absorbed.id } },
    );
    const { page, expectClean } = await stage.page('CONTROLLER', '/approvals?kind=MERGE');
    await page.getByRole('link', { name: survivor.name }).click();
    const sides = page.getByRole('table', { name: 'The two customers' });
    await sides.getByRole('row', { name: `Name ${survivor.name} ${absorbed.name}` }).waitFor();
    await expectAccessible(page);
    await button(page, 'Approve…').click();
    await button(page, 'Approve').click();
    await page.getByText('Approved', { exact: true }).first().waitFor();
    const { customer } = await stage.ask<{ customer: { id: string } }>(
      'CONTROLLER',
      'query ($id: ID!) { customer(id: $id) { id } }',
      { id: absorbed.id },
    );
    expect(customer.id).toBe(survivor.id);
    expectClean();
  });
});

describe('a system that is down', () => {
  it('is named by a preview, of which nothing can be committed', async () => {
    const subject = subjects[3]!;
    const { page, expectClean } = await stage.page('CONTROLLER', prepared(subject, 2));
    await stage.land.kill('netsuite');
    try {
      await button(page, 'Preview').click();
      await page.getByRole('alert').filter({ hasText: 'ERP did not answer' }).waitFor();
      await expectAccessible(page);
      expect(await button(page, 'Commit…').getAttribute('aria-disabled')).toBe('true');
      await button(page, 'Commit…').hover();
      await page.getByRole('tooltip', { name: 'A system did not answer' }).waitFor();
    } finally {
      await stage.land.mend();
    }
    expectClean();
  });
});
