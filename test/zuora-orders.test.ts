import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Action, bodyOf, type Line, orderingAt, type Plain } from './zuora-ordering.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

let tenant: Tenant;
const zuora = orderingAt(() => tenant);
let chicago = '';

beforeAll(async () => {
  tenant = await openTenant(12);
  chicago = await zuora.account({
    billToContact: { firstName: 'Ann', lastName: 'Lee', country: 'US', state: 'IL', city: 'Chicago' },
  });
});

afterEach(async () => {
  await tenant.heal();
  await tenant.control('POST', 'state', {
    settings: {
      autoPost: true,
      revertOrders: true,
      requireServiceActivation: false,
      requireCustomerAcceptance: false,
    },
  });
});

afterAll(async () => {
  await tenant.close();
});

const seats = { sku: 'PLAT-SEAT-M', quantity: 10, price: 20 };
// Long enough not to end before these tests do.
const term = { start: '2026-11-01', months: 240 };

/** Ten seats at 20.00 a month, billed for November. */
const tenSeats = () => zuora.subscribe(chicago, term, [seats], '2026-11-01');

const brief = (lines: readonly Line[]): unknown =>
  lines.map(({ quantity, from, to, cents, tax }) => [quantity, from, to, cents, tax]);

/** Every table but those of calls and logins. */
function fingerprint(): string {
  const db = new DatabaseSync(join(tenant.dataDir, 'state.sqlite'), { readOnly: true });
  const hash = createHash('sha256');
  const tables = db.prepare(`select name from sqlite_schema where type = 'table' order by name`).all();
  const left = tables
    .map((row) => String(row.name))
    .filter((name) => !['sim_journal', 'sqlite_sequence', 'minute', 'oauth_token'].includes(name));
  for (const name of left)
    hash.update(JSON.stringify([name, db.prepare(`select * from "${name}" order by rowid`).all()]));
  db.close();
  return hash.digest('hex');
}

const refusal = (code: string) => ({ success: false, reasons: [{ code }] });

describe('an order', () => {
  test('bills the worked example of the decision to the cent, taxes by jurisdiction', async () => {
    const made = await tenSeats();
    expect(brief((await zuora.billed(made.answer)).lines)).toEqual([
      ['10', '2026-11-01', '2026-11-30', 20_000, 2050],
    ]);
    const asked = {
      account: chicago,
      subscription: made.number,
      actions: [zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2026-11-21')],
      through: '2026-11-21',
    };
    const answer = await zuora.order(asked);
    const { lines, total } = await zuora.billed(answer);
    expect(brief(lines)).toEqual([
      ['10', '2026-11-21', '2026-11-30', -6667, -684],
      ['15', '2026-11-21', '2026-11-30', 10_000, 1025],
    ]);
    expect(total).toBe(3674);
    const [invoice] = answer.invoiceNumbers;
    const query = `/object-query/invoices?filter[]=invoiceNumber.EQ:${invoice}&expand[]=invoiceitems.taxationitems`;
    const { data } = await zuora.send<{ data: Plain[] }>('GET', query);
    expect(data[0]).toMatchObject({
      status: 'Posted',
      invoiceDate: '2026-11-21',
      dueDate: '2026-12-21',
      targetDate: '2026-11-21',
      amount: '36.74',
      balance: '36.74',
      subscriptionNumber__c: made.number,
    });
    const taxes = (data[0]!.invoiceItems as { chargeAmount: string; taxationItems: Plain[] }[])
      .toSorted((a, b) => Number(a.chargeAmount) - Number(b.chargeAmount))
      .map((item) => item.taxationItems.map((tax) => tax.taxAmount).toSorted());
    expect(taxes).toEqual([
      ['-2.67', '-4.17'],
      ['4.0', '6.25'],
    ]);
    const { metrics } = await zuora.send<{ metrics: Plain }>('GET', `/v1/accounts/${chicago}`);
    expect(metrics).toMatchObject({ balance: '257.24', totalInvoiceBalance: '257.24' });
  });

  test('makes a new version with new ids and the same numbers, and the old one can still be read', async () => {
    const made = await tenSeats();
    const before = await zuora.subscription(made.number);
    await zuora.order({
      account: chicago,
      subscription: made.number,
      actions: [zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2027-03-01')],
    });
    const after = await zuora.subscription(made.number);
    const [[old], [first, second]] = [before, after].map((each) => each.ratePlans[0]!.ratePlanCharges) as [
      (typeof before.ratePlans)[0]['ratePlanCharges'],
      (typeof before.ratePlans)[0]['ratePlanCharges'],
    ];
    expect(after).toMatchObject({ version: '2', status: 'Active', previousSubscriptionId: before.id });
    expect(new Set([before.id, before.ratePlans[0]!.id, old!.id]).has(after.id)).toBe(false);
    expect(after.ratePlans[0]).toMatchObject({
      subscriptionRatePlanNumber: made.plans[0],
      lastChangeType: 'Update',
    });
    expect([first, second]).toMatchObject([
      {
        number: old!.number,
        segment: '1',
        quantity: '10.0',
        effectiveEndDate: '2027-03-01',
        chargedThroughDate: '2026-12-01',
      },
      {
        number: old!.number,
        segment: '2',
        quantity: '15.0',
        effectiveStartDate: '2027-03-01',
        chargedThroughDate: null,
      },
    ]);
    expect(new Set([old!.id, first!.id, second!.id]).size).toBe(3);
    const versions = await zuora.send<{ data: Plain[] }>(
      'GET',
      `/object-query/subscriptions?filter[]=name.EQ:${made.number}&sort[]=version.ASC&expand[]=rateplans.rateplancharges`,
    );
    expect(versions.data).toMatchObject([
      {
        version: '1',
        isLatestVersion: false,
        status: 'Expired',
        ratePlans: [{ ratePlanCharges: [{ quantity: '10.0' }] }],
      },
      { version: '2', isLatestVersion: true, status: 'Active', cMRR: '300.0' },
    ]);
    // An id of an older version still names the rate plan.
    const removed = await zuora.order({
      account: chicago,
      subscription: made.number,
      actions: [
        { type: 'RemoveProduct', on: '2027-06-01', removeProduct: { ratePlanId: before.ratePlans[0]!.id } },
      ],
    });
    expect(removed).toMatchObject({ success: true });
    expect((await zuora.subscription(made.number, 'last-segment')).ratePlans[0]).toMatchObject({
      lastChangeType: 'Remove',
      ratePlanCharges: [{ segment: '2', effectiveEndDate: '2027-06-01' }],
    });
  });

  test('is read back with its actions and versions, alone and by subscription', async () => {
    const made = await tenSeats();
    const number = `ISO-${made.number}-1`;
    const asked = {
      account: chicago,
      subscription: made.number,
      number,
      actions: [zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, price: 21.5 }, '2026-12-01')],
      more: { description: 'Price of next year', customFields: { IsthmusRequest__c: 'r1' } },
    };
    await zuora.order(asked);
    const { order } = await zuora.send<{ order: Plain }>('GET', `/v1/orders/${number}`);
    expect(order).toMatchObject({
      orderNumber: number,
      status: 'Completed',
      existingAccountNumber: chicago,
      description: 'Price of next year',
      customFields: { IsthmusRequest__c: 'r1' },
      subscriptions: [
        {
          subscriptionNumber: made.number,
          baseVersion: '1',
          newVersion: '2',
          orderActions: [
            {
              type: 'UpdateProduct',
              updateProduct: { chargeUpdates: [{ pricing: { recurringPerUnit: { listPrice: '21.5' } } }] },
            },
          ],
        },
      ],
    });
    const { orders } = await zuora.send<{ orders: Plain[] }>('GET', `/v1/orders/subscription/${made.number}`);
    expect(orders.map((each) => each.orderNumber)).toEqual([number, made.answer.orderNumber]);
    const { data } = await zuora.send<{ data: Plain[] }>(
      'GET',
      `/object-query/orders?filter[]=orderNumber.EQ:${number}`,
    );
    expect(data).toMatchObject([{ orderDate: '2026-11-21', status: 'Completed' }]);
    expect(await zuora.send('GET', '/v1/orders/nowhere')).toMatchObject(refusal('53100340'));
    const again = await zuora.order(asked);
    expect(again).toMatchObject(refusal('53100330'));
  });

  test('answers ids in the place of numbers when it is asked to', async () => {
    const made = await tenSeats();
    const body = bodyOf({
      account: chicago,
      subscription: made.number,
      actions: [
        {
          type: 'RemoveProduct',
          on: '2026-11-21',
          removeProduct: { subscriptionRatePlanNumber: made.plans[0] },
        },
      ],
      through: '2026-11-21',
    });
    const answer = await zuora.send<{ creditMemoIds: string[]; orderNumber?: string }>(
      'POST',
      '/v1/orders?returnIds=true',
      body,
    );
    expect(answer.orderNumber).toBeUndefined();
    const { data } = await zuora.send<{ data: Plain[] }>(
      'GET',
      `/object-query/credit-memo-items?filter[]=creditMemoId.EQ:${answer.creditMemoIds[0]}&expand[]=credittaxationitems`,
    );
    expect(data).toMatchObject([
      {
        chargeNumber: made.charges[0],
        amountWithoutTax: '66.67',
        taxAmount: '6.84',
        quantity: '10.0',
        unitPrice: '20.0',
        creditTaxationItems: [{ taxMode: 'TaxExclusive' }, { taxMode: 'TaxExclusive' }],
      },
    ]);
    const memo = await zuora.send('GET', `/v1/creditmemos/${answer.creditMemoIds[0]}`);
    expect(memo).toMatchObject({ status: 'Posted', amount: '73.51', unappliedAmount: '73.51' });
    expect(memo).not.toHaveProperty('balance');
  });

  test('does all of its actions or none', async () => {
    const made = await tenSeats();
    const before = fingerprint();
    const answer = await zuora.order({
      account: chicago,
      subscription: made.number,
      actions: [
        zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2026-11-21'),
        {
          type: 'AddProduct',
          on: '2026-11-21',
          addProduct: zuora.override({ sku: 'STOR-TB-M', quantity: 2 }),
        },
        {
          type: 'RemoveProduct',
          on: '2026-11-21',
          removeProduct: { subscriptionRatePlanNumber: 'SRP-99999999' },
        },
      ],
      through: '2026-11-21',
    });
    expect(answer).toMatchObject(refusal('53100340'));
    expect(fingerprint()).toBe(before);
  });

  test('of a draft or without auto-post leaves the balance until it is posted', async () => {
    const owner = await zuora.account();
    const balance = async () =>
      (await zuora.send<{ metrics: Plain }>('GET', `/v1/accounts/${owner}`)).metrics.balance;
    await tenant.control('POST', 'state', { settings: { autoPost: false } });
    const made = await zuora.subscribe(owner, term, [seats], '2026-11-01');
    const [number] = made.answer.invoiceNumbers;
    expect(await zuora.send('GET', `/v1/invoices/${number}`)).toMatchObject({
      status: 'Draft',
      amount: '200.0',
    });
    expect(await balance()).toBe('0.0');
    const post = (body?: object) => tenant.call('PUT', `/v1/invoices/${number}/post`, body);
    expect((await post()).status).toBe(415);
    expect(await balance()).toBe('0.0');
    expect(await (await post({})).json()).toMatchObject({ success: true });
    expect(await balance()).toBe('200.0');
    expect(await (await post({})).json()).toMatchObject({ success: false });
  });

  test('is not the tenant\u2019s before the dates that it asks for are there', async () => {
    const made = await tenSeats();
    await tenant.control('POST', 'state', { settings: { requireServiceActivation: true } });
    const body = bodyOf({
      account: chicago,
      subscription: made.number,
      actions: [zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2026-11-21')],
      through: '2026-11-21',
    }) as { subscriptions: [{ orderActions: [{ triggerDates: { name: string }[] }] }] };
    const [action] = body.subscriptions[0].orderActions;
    action.triggerDates = action.triggerDates.filter(({ name }) => name !== 'ServiceActivation');
    const answer = await zuora.send('POST', '/v1/orders', body);
    expect(answer).toMatchObject({ success: true, status: 'Pending', invoiceNumbers: [] });
    expect(await zuora.subscription(made.number)).toMatchObject({ version: '1', status: 'Active' });
  });
});

describe('what an order says must fit', () => {
  const told = async (change: (body: Record<string, unknown>, action: Record<string, unknown>) => void) => {
    const made = await tenSeats();
    const body = structuredClone(
      bodyOf({
        account: chicago,
        subscription: made.number,
        actions: [zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2026-11-21')],
      }),
    ) as Record<string, unknown>;
    const [subscription] = body.subscriptions as [{ orderActions: [Record<string, unknown>] }];
    change(body, subscription.orderActions[0]);
    return zuora.send('POST', '/v1/orders', body);
  };
  type Updates = { chargeUpdates: [{ chargeNumber: string; pricing: Record<string, unknown> }] };

  test.each([
    [
      'the member of another type',
      '20',
      (_: unknown, action: Plain) => Object.assign(action, { addProduct: {} }),
    ],
    ['no member', '22', (_: unknown, action: Plain) => Object.assign(action, { updateProduct: null })],
    [
      'a type that there is not',
      '20',
      (_: unknown, action: Plain) => Object.assign(action, { type: 'Improve' }),
    ],
    [
      'a type that is not supported',
      '45',
      (_: unknown, action: Plain) =>
        Object.assign(action, { type: 'ChangePlan', updateProduct: null, changePlan: {} }),
    ],
    ['no date', '22', (body: Plain) => Object.assign(body, { orderDate: undefined })],
    ['a date that is none', '20', (body: Plain) => Object.assign(body, { orderDate: '2026-02-30' })],
    [
      'an unknown account',
      '40',
      (body: Plain) => Object.assign(body, { existingAccountNumber: 'A99999999' }),
    ],
    ['a number with a slash', '20', (body: Plain) => Object.assign(body, { orderNumber: 'a/b' })],
    ['no subscription', '22', (body: Plain) => Object.assign(body, { subscriptions: [] })],
    [
      'a payment to collect',
      '30',
      (body: Plain) => Object.assign(body, { processingOptions: { runBilling: true, collectPayment: true } }),
    ],
    [
      'a charge of another plan',
      '40',
      (_: unknown, action: { updateProduct: Updates }) => {
        action.updateProduct.chargeUpdates[0].chargeNumber = 'C-00000001';
      },
    ],
    [
      'the pricing of another model',
      '20',
      (_: unknown, action: { updateProduct: Updates }) => {
        action.updateProduct.chargeUpdates[0].pricing = { recurringFlatFee: { listPrice: 5 } };
      },
    ],
    [
      'an amount that is text',
      '20',
      (_: unknown, action: { updateProduct: Updates }) => {
        action.updateProduct.chargeUpdates[0].pricing = { recurringPerUnit: { quantity: '15' } };
      },
    ],
    [
      'a negative amount',
      '20',
      (_: unknown, action: { updateProduct: Updates }) => {
        action.updateProduct.chargeUpdates[0].pricing = { recurringPerUnit: { quantity: -1 } };
      },
    ],
  ] as const)('%s is refused', async (_, category, change) => {
    expect(await told(change as never)).toMatchObject(refusal(`531003${category}`));
  });

  test('more than fifty actions are refused, and a subscription of somebody else', async () => {
    const made = await tenSeats();
    const action = zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2026-11-21');
    const many = Array.from({ length: 51 }, () => action);
    const asked = { account: chicago, subscription: made.number };
    expect(await zuora.order({ ...asked, actions: many })).toMatchObject(refusal('53100330'));
    const other = await zuora.account();
    expect(await zuora.order({ ...asked, account: other, actions: [action] })).toMatchObject(
      refusal('53100330'),
    );
    expect(await zuora.order({ account: chicago, actions: [action] })).toMatchObject(refusal('53100322'));
    const late = zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2048-01-01');
    expect(await zuora.order({ ...asked, actions: [late] })).toMatchObject(refusal('53100330'));
    const plain = await tenant.call('POST', '/v1/orders');
    expect(plain.status).toBe(415);
  });
});

describe('a preview', () => {
  test('leaves no trace, tells what changes, and names nothing that is not there yet', async () => {
    const made = await tenSeats();
    const before = fingerprint();
    const actions: Action[] = [
      zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, '2026-11-21'),
      { type: 'AddProduct', on: '2026-11-21', addProduct: zuora.override({ sku: 'PLAT-BASE-M' }) },
    ];
    const asked = { account: chicago, subscription: made.number, actions };
    const { lines, total, raw } = await zuora.preview(asked, '2026-11-21');
    expect(fingerprint()).toBe(before);
    expect(lines.map((line) => line.charge)).toEqual([made.charges[0], made.charges[0], null]);
    expect(raw).toMatchObject({
      previewResult: {
        chargeMetrics: [
          {
            subscriptionNumber: made.number,
            charges: [
              { chargeNumber: made.charges[0], cmrr: { regular: '300.0', regularDelta: '100.0' } },
              { cmrr: { regular: '299.0', regularDelta: '299.0' } },
            ],
          },
        ],
        orderDeltaMetrics: {
          orderDeltaMrr: [
            {
              chargeNumber: made.charges[0],
              orderActionType: 'UpdateProduct',
              startDate: '2026-11-21',
              endDate: '2046-11-01',
              netAmount: '100.0',
              currency: 'USD',
            },
            { orderActionType: 'AddProduct', orderActionSequence: '1', netAmount: '299.0' },
          ],
        },
      },
    });
    const billed = await zuora.billed(await zuora.order({ ...asked, through: '2026-11-21' }));
    expect(brief(billed.lines)).toEqual(brief(lines));
    expect(billed.total).toBe(total);
  });

  test('reaches to a day, through a number of periods or to the end of the term', async () => {
    const owner = await zuora.account();
    const made = await zuora.subscribe(owner, { start: '2026-11-01', months: 240 }, [seats], '2026-11-01');
    const shorter: Action = {
      type: 'TermsAndConditions',
      on: '2026-11-21',
      termsAndConditions: { lastTerm: { termType: 'TERMED', period: 12, periodType: 'Month' } },
    };
    const through = async (previewOptions: object) => {
      const body = {
        ...bodyOf({ account: owner, subscription: made.number, actions: [shorter] }),
        previewOptions,
      };
      return zuora.send<{ previewResult: { invoices: { targetDate: string; amount: string }[] } }>(
        'POST',
        '/v1/orders/preview',
        body,
      );
    };
    const previewTypes = ['BillingDocs'];
    const end = await through({ previewThruType: 'TermEnd', previewTypes });
    expect(end.previewResult.invoices).toMatchObject([{ targetDate: '2027-10-31', amount: '2200.0' }]);
    const three = await through({
      previewThruType: 'NumberOfPeriods',
      previewNumberOfPeriods: 3,
      previewTypes,
    });
    expect(three.previewResult.invoices).toMatchObject([{ targetDate: '2027-01-01', amount: '400.0' }]);
    expect(await through({ previewThruType: 'SpecificDate', previewTypes })).toMatchObject(
      refusal('53100322'),
    );
    expect(await through({ previewThruType: 'TermEnd' })).toMatchObject(refusal('53100322'));
  });
});

describe('subscriptions that were there before orders were', () => {
  test.each([
    ['are changed from what was billed of them, drafts included', 0, () => Promise.resolve()],
    [
      'are changed at their price where only their revenue tells it',
      1,
      async (chargeId: string) => {
        const rows = await tenant.control<{ rows: { id: string; ratePlanChargeId: string }[] }>(
          'GET',
          'state?object=RatePlanChargeTier',
        );
        const { id } = rows.rows.find((row) => row.ratePlanChargeId === chargeId)!;
        await tenant.control('POST', 'state', { object: 'RatePlanChargeTier', id, delete: true });
      },
    ],
  ])('%s', async (_, which, prepare) => {
    const company = tenant.world.companies[which];
    const [subscription] = company!.subscriptions;
    const [item] = subscription!.items;
    await prepare(item!.chargeId);
    const line = company!.invoices
      .flatMap((invoice) => invoice.lines)
      .findLast((each) => each.chargeNumber === item!.chargeNumber)!;
    const answer = await zuora.order({
      account: company!.billing!.number,
      subscription: subscription!.number,
      actions: [
        zuora.update(
          item!.chargeNumber.replace('C-', 'SRP-'),
          item!.chargeNumber,
          { sku: item!.sku, quantity: Number(item!.quantity) + 5 },
          line.periodStart,
        ),
      ],
      through: line.periodStart,
    });
    const { lines } = await zuora.billed(answer);
    const price = Math.round(Number(item!.unitPrice) * 100);
    expect(lines.map(({ from, to, cents }) => [from, to, cents])).toEqual([
      [line.periodStart, line.periodEnd, -price * Number(item!.quantity)],
      [line.periodStart, line.periodEnd, price * (Number(item!.quantity) + 5)],
    ]);
    const rates = line.taxes.map((tax) => Math.round(Number(tax.rate) * 100_000));
    expect(lines[0]!.tax).toBe(
      -rates.reduce((sum, rate) => sum + Math.round((price * Number(item!.quantity) * rate) / 100_000), 0),
    );
  });
});
