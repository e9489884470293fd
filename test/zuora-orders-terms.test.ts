import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Action, type Answer, bodyOf, type Line, orderingAt, type Plain } from './zuora-ordering.ts';
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
      revertOrders: true,
    },
  });
});

afterAll(async () => {
  await tenant.close();
});

const seats = { sku: 'PLAT-SEAT-M', quantity: 10, price: 20 };
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
// Long enough not to end before these tests do.
const term = { start: '2026-11-01', months: 240 };

/** Ten seats at 20.00 a month, billed for November. */
const tenSeats = () => zuora.subscribe(chicago, term, [seats], '2026-11-01');

const brief = (lines: readonly Line[]): unknown =>
  lines.map(({ quantity, from, to, cents, tax }) => [quantity, from, to, cents, tax]);

const refusal = (code: string) => ({ success: false, reasons: [{ code }] });

test('an order of two subscriptions makes one document, and cannot be reverted', async () => {
  const owner = await zuora.account();
  const made = [
    await zuora.subscribe(owner, term, [seats], '2026-11-01'),
    await zuora.subscribe(owner, term, [{ ...seats, quantity: 3 }], '2026-11-01'),
  ];
  const [first, second] = made.map(({ number, plans }) => {
    const removeProduct = { subscriptionRatePlanNumber: plans[0] };
    const actions = [{ type: 'RemoveProduct', on: '2026-11-21', removeProduct }];
    return bodyOf({ account: owner, subscription: number, actions, through: '2026-11-21' });
  });
  const answer = await zuora.send<Answer>('POST', '/v1/orders', {
    ...first,
    subscriptions: [first, second].flatMap((body) => body!.subscriptions as Plain[]),
  });
  expect(answer.creditMemoNumbers).toHaveLength(1);
  expect((await zuora.billed(answer)).lines.map((line) => line.cents)).toEqual([-6667, -2000]);
  const revert = `/v1/orders/${answer.orderNumber}/revert`;
  expect(await zuora.send('POST', revert, { orderDate: '2026-11-21' })).toMatchObject(refusal('70770030'));
});

test('a subscription without an end is billed, changed and cancelled', async () => {
  const owner = await zuora.account();
  const { subscriptions } = await zuora.order({
    account: owner,
    actions: [
      {
        type: 'CreateSubscription',
        on: '2026-11-01',
        createSubscription: {
          terms: { initialTerm: { termType: 'EVERGREEN', startDate: '2026-11-01' } },
          subscribeToRatePlans: [zuora.override(seats)],
        },
      },
    ],
    through: '2026-12-01',
  });
  const subscription = subscriptions[0]!.subscriptionNumber;
  const before = await zuora.subscription(subscription);
  expect(before).toMatchObject({ termType: 'EVERGREEN', termEndDate: null, cMRR: '200.0' });
  const cancel = { cancellationPolicy: 'SpecificDate', cancellationEffectiveDate: '2026-11-16' };
  const answer = await zuora.order({
    account: owner,
    subscription,
    actions: [{ type: 'CancelSubscription', on: '2026-11-16', cancelSubscription: cancel }],
    through: '2026-12-01',
  });
  expect((await zuora.billed(answer)).lines.map((line) => line.cents)).toEqual([-10_000, -20_000]);
});

describe('terms', () => {
  test('renew for as long as was agreed, in periods of their own', async () => {
    const owner = await zuora.account();
    const made = await zuora.subscribe(owner, { start: '2026-01-31', months: 13 }, [seats], '2027-02-01');
    const renewed = await zuora.order({
      account: owner,
      subscription: made.number,
      actions: [{ type: 'RenewSubscription', on: '2027-02-28' }],
      through: '2027-03-01',
    });
    expect(await zuora.subscription(made.number)).toMatchObject({
      termStartDate: '2027-02-28',
      termEndDate: '2028-03-28',
    });
    expect(brief((await zuora.billed(renewed)).lines)).toEqual([
      ['10', '2027-02-28', '2027-03-27', 20_000, 0],
    ]);
  });

  test('end with another subscription when they are given its end, and the last period is charged by days', async () => {
    const owner = await zuora.account();
    const made = await zuora.subscribe(owner, { start: '2026-11-01', months: 24 }, [seats], '2026-11-01');
    const answer = await zuora.order({
      account: owner,
      subscription: made.number,
      actions: [
        {
          type: 'TermsAndConditions',
          on: '2026-11-21',
          termsAndConditions: {
            lastTerm: { termType: 'TERMED', period: 40, periodType: 'Day' },
            autoRenew: false,
          },
        },
      ],
      through: '2026-12-01',
    });
    expect(await zuora.subscription(made.number)).toMatchObject({
      termEndDate: '2026-12-11',
      autoRenew: false,
    });
    // Ten of the 31 days of December.
    expect(brief((await zuora.billed(answer)).lines)).toEqual([['10', '2026-12-01', '2026-12-10', 6452, 0]]);
  });

  test.each([
    ['EndOfCurrentTerm', undefined, '2046-11-01', []],
    ['EndOfLastInvoicePeriod', undefined, '2026-12-01', []],
    [
      'SpecificDate',
      '2026-11-16',
      '2026-11-16',
      [
        ['2026-11-16', -14_950],
        ['2026-11-16', -8900],
      ],
    ],
  ])('are cancelled by the policy %s', async (cancellationPolicy, cancellationEffectiveDate, end, given) => {
    const owner = await zuora.account();
    // At the list price, which the catalogue writes with two decimals.
    const [item, others] = [{ sku: 'PLAT-BASE-M' }, { sku: 'API-PACK-M', quantity: 2 }];
    const made = await zuora.subscribe(owner, term, [item, others], '2026-11-01');
    const answer = await zuora.order({
      account: owner,
      subscription: made.number,
      actions: [
        {
          type: 'CancelSubscription',
          on: '2026-11-10',
          cancelSubscription: { cancellationPolicy, cancellationEffectiveDate },
        },
      ],
      through: '2026-11-21',
    });
    expect((await zuora.billed(answer)).lines.map(({ from, cents }) => [from, cents])).toEqual(given);
    expect(await zuora.subscription(made.number)).toMatchObject({
      cancelledDate: end,
      termEndDate: end,
      cMRR: '0.0',
    });
    const more = await zuora.order({
      account: owner,
      subscription: made.number,
      actions: [{ type: 'RenewSubscription', on: end }],
    });
    expect(more).toMatchObject(refusal('53100330'));
  });

  test('pass into suspension, out of it and to their end on the days of the tenant\u2019s clock', async () => {
    const own = await openTenant(3);
    const at = orderingAt(() => own);
    const owner = await at.account();
    const made = await at.subscribe(owner, term, [seats]);
    const order = (...actions: Action[]) => at.order({ account: owner, subscription: made.number, actions });
    const policy = { suspendPolicy: 'SpecificDate', suspendSpecificDate: day(2) };
    const suspended = await order({ type: 'Suspend', on: day(0), suspend: policy });
    expect(suspended.subscriptions[0]!.status).toBe('Active');
    const change = at.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity: 15 }, day(4));
    expect(await order(change)).toMatchObject(refusal('53100330'));
    const status = async (): Promise<unknown> => (await at.subscription(made.number)).status;
    const revenue = async (): Promise<unknown> =>
      (await at.send<{ data: Plain[] }>('GET', `/object-query/accounts?filter[]=accountNumber.EQ:${owner}`))
        .data[0]!.mrr;
    const later = async (days: number): Promise<void> => {
      await own.control('POST', 'clock', { advanceMs: days * 86_400_000 });
      own.logOut();
    };
    expect(await revenue()).toBe('200.0');
    await later(2);
    expect([await status(), await revenue()]).toEqual(['Suspended', '0.0']);
    const resume = { resumePolicy: 'SpecificDate', resumeSpecificDate: day(4) };
    await order({ type: 'Resume', on: day(2), resume });
    const cancel = { cancellationPolicy: 'SpecificDate', cancellationEffectiveDate: day(6) };
    await order({ type: 'CancelSubscription', on: day(4), cancelSubscription: cancel });
    expect(await status()).toBe('Suspended');
    await later(2);
    expect([await status(), await revenue()]).toEqual(['Active', '200.0']);
    await later(2);
    expect([await status(), await revenue()]).toEqual(['Cancelled', '0.0']);
    await own.close();
  });
});

describe('reverting an order', () => {
  const changed = async (quantity: number, made: Awaited<ReturnType<typeof tenSeats>>) =>
    zuora.order({
      account: chicago,
      subscription: made.number,
      actions: [zuora.update(made.plans[0]!, made.charges[0]!, { ...seats, quantity }, '2026-11-21')],
      through: '2026-11-21',
    });
  const revert = (number: string) =>
    zuora.send('POST', `/v1/orders/${number}/revert`, { orderDate: '2026-11-21' });

  test('puts back what was before by a further version, once, and the last order first', async () => {
    const made = await tenSeats();
    const [first, second] = [await changed(15, made), await changed(7, made)];
    expect(await revert(first.orderNumber)).toMatchObject(refusal('70770030'));
    const back = await revert(second.orderNumber);
    expect(back).toMatchObject({ success: true, status: 'Completed', subscriptions: [{ status: 'Active' }] });
    expect(await zuora.subscription(made.number)).toMatchObject({ version: '4', cMRR: '300.0' });
    expect((await zuora.billed(back)).total).toBe(-(await zuora.billed(second)).total);
    const { order } = await zuora.send<{ order: Plain }>('GET', `/v1/orders/${second.orderNumber}`);
    expect(order.status).toBe('Reverted');
    expect(await revert(second.orderNumber)).toMatchObject(refusal('70770030'));
    expect(await revert(back.orderNumber)).toMatchObject(refusal('70770030'));
    expect(await revert(first.orderNumber)).toMatchObject({ success: true });
    expect(await zuora.subscription(made.number)).toMatchObject({ version: '5', cMRR: '200.0' });
  });

  test('ends a subscription that the order created on its first day', async () => {
    const made = await tenSeats();
    const back = await revert(made.answer.orderNumber);
    expect((await zuora.billed(back)).total).toBe(-22_050);
    expect(await zuora.subscription(made.number)).toMatchObject({
      version: '2',
      status: 'Cancelled',
      cMRR: '0.0',
    });
  });

  test('asks for a date and for the feature', async () => {
    const made = await tenSeats();
    const { orderNumber } = made.answer;
    expect(await zuora.send('POST', `/v1/orders/${orderNumber}/revert`, {})).toMatchObject(
      refusal('70770022'),
    );
    await tenant.control('POST', 'state', { settings: { revertOrders: false } });
    expect(await revert(orderNumber)).toMatchObject(refusal('70770030'));
    expect(await revert('nowhere')).toMatchObject(refusal('70770030'));
  });
});
