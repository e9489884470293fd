import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderingAt, type Plain } from './zuora-ordering.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

// The simulator's answer to "Apply a credit memo", PUT /v1/creditmemos/{creditMemoKey}/apply.

let tenant: Tenant;
const zuora = orderingAt(() => tenant);

/** An account with an invoice (its id) of 1000.00 and a credit memo of 500.00, both of today. */
interface Owing {
  readonly account: string;
  readonly invoice: string;
  readonly memo: string;
}
let owing: Owing;

async function owes(): Promise<Owing> {
  const account = await zuora.account();
  const term = { start: '2026-11-21', months: 12 };
  const item = { sku: 'PLAT-SEAT-M', quantity: 10, price: 100 };
  const made = await zuora.subscribe(account, term, [item], '2026-11-21');
  const lowered = await zuora.order({
    account,
    subscription: made.number,
    actions: [
      zuora.update(made.plans[0]!, made.charges[0]!, { sku: 'PLAT-SEAT-M', quantity: 5 }, '2026-11-21'),
    ],
    through: '2026-11-21',
  });
  const [number] = made.answer.invoiceNumbers;
  const { id } = await zuora.send<{ id: string }>('GET', `/v1/invoices/${number}`);
  return { account, invoice: id, memo: lowered.creditMemoNumbers[0]! };
}

beforeAll(async () => {
  tenant = await openTenant(5);
});
afterAll(async () => {
  await tenant.close();
});
beforeEach(async () => {
  owing = await owes();
});

const apply = (memo: string, body: unknown): Promise<Plain & { readonly success: boolean }> =>
  zuora.send('PUT', `/v1/creditmemos/${memo}/apply`, body);

/** What is due on the invoice, left of the memo, and owed by the account in all and on its invoices. */
async function balances({ account, invoice, memo }: Owing): Promise<readonly number[]> {
  const [due, left, { metrics }] = await Promise.all([
    zuora.send<Plain>('GET', `/v1/invoices/${invoice}`),
    zuora.send<Plain>('GET', `/v1/credit-memos/${memo}`),
    zuora.send<{ metrics: Plain }>('GET', `/v1/accounts/${account}`),
  ]);
  return [due.balance, left.unappliedAmount, metrics.balance, metrics.totalInvoiceBalance].map(Number);
}

describe('a credit memo', () => {
  test('pays part of an invoice, and the rest with the next call', async () => {
    const { invoice, memo } = owing;
    expect(await balances(owing)).toEqual([1000, 500, 500, 1000]);
    const first = await apply(memo, { invoices: [{ invoiceId: invoice, amount: 120.5 }] });
    expect(first).toMatchObject({ success: true, number: memo, appliedAmount: '120.5' });
    expect(await balances(owing)).toEqual([879.5, 379.5, 500, 879.5]);
    await apply(memo, { effectiveDate: '2026-11-21', invoices: [{ invoiceId: invoice, amount: 379.5 }] });
    expect(await balances(owing)).toEqual([500, 0, 500, 500]);
  });

  test.each<[string, (held: Owing, other: Owing) => unknown]>([
    ['more than what is left of it', ({ invoice }) => [{ invoiceId: invoice, amount: 500.01 }]],
    ['nothing', ({ invoice }) => [{ invoiceId: invoice, amount: 0 }]],
    ['no invoice', () => []],
    ['an invoice of somebody else', (_, { invoice }) => [{ invoiceId: invoice, amount: 1 }]],
    [
      'one invoice that it can pay and one that there is not',
      ({ invoice }) => [
        { invoiceId: invoice, amount: 1 },
        { invoiceId: 'f'.repeat(32), amount: 1 },
      ],
    ],
  ])('is not applied, nor any part of it, to %s', async (_, invoicesOf) => {
    const other = await owes();
    expect(await apply(owing.memo, { invoices: invoicesOf(owing, other) })).toMatchObject({ success: false });
    expect(await balances(owing)).toEqual([1000, 500, 500, 1000]);
    expect(await balances(other)).toEqual([1000, 500, 500, 1000]);
  });

  test('takes no idempotency key, as no PUT does', async () => {
    const body = { invoices: [{ invoiceId: owing.invoice, amount: 1 }] };
    const response = await tenant.call('PUT', `/v1/creditmemos/${owing.memo}/apply`, body, {
      'idempotency-key': 'k',
    });
    expect(response.status).toBe(400);
    expect(await balances(owing)).toEqual([1000, 500, 500, 1000]);
  });
});
