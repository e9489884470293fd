import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../src/canonical/day.ts';
import { Problem } from '../src/canonical/problem.ts';
import type { BillingAccount, BillingOrder } from '../src/sources/billing.ts';
import { openBillingDesk, type BillingDesk } from './zuora-billing-desk.ts';

let desk: BillingDesk;

beforeAll(async () => {
  desk = await openBillingDesk(70);
});
afterEach(async () => {
  await desk.tenant.heal();
  await desk.tenant.control('POST', 'state', { settings: { lockedSubscriptions: [], autoPost: true } });
});
afterAll(() => desk.close());

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

/** What a write comes to when it is repeated for as long as it may pass. */
async function eventually<T>(write: () => Promise<T>): Promise<T> {
  for (;;) {
    const outcome = await write().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in outcome) return outcome.value;
    expect(outcome.error).toMatchObject({ retryable: true, detail: { outcome: 'NOT_APPLIED' } });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const told = ({ code, retryable, detail }: Problem): readonly unknown[] => [code, retryable, detail.outcome];

/** An order for some more storage, of a subscription that no other test has. */
function storage(quantity = '2'): BillingOrder {
  const running = desk.take();
  const priceId = desk.product('STOR-TB-M').chargeId;
  return desk.order(running, [{ type: 'ADD_ITEM', priceId, quantity, unitPrice: null }]);
}

const versionOf = async ({ subscriptionNumber }: BillingOrder): Promise<number> =>
  (await desk.billing.subscription(subscriptionNumber))!.version;

const posting = { method: 'POST', path: '/v1/orders$', count: 1 };

describe('an order whose answer is lost', () => {
  test.each<[string, object, readonly string[]]>([
    [
      'the connection broke before it was handled',
      { act: 'reset-before-apply' },
      ['POST /v1/orders null', 'POST /v1/orders APPLIED'],
    ],
    [
      'the connection broke after it was handled',
      { act: 'reset-after-apply' },
      ['POST /v1/orders APPLIED', 'POST /v1/orders REPLAYED'],
    ],
    [
      'the answer was cut off',
      { act: 'truncate', cut: true },
      ['POST /v1/orders APPLIED', 'POST /v1/orders REPLAYED'],
    ],
    ['half of the answer came', { act: 'truncate' }, ['POST /v1/orders APPLIED', 'POST /v1/orders REPLAYED']],
    [
      'the answer was garbage',
      { act: 'garbage', when: 'after' },
      ['POST /v1/orders APPLIED', 'POST /v1/orders REPLAYED'],
    ],
    [
      'a gateway failed after it was handled',
      { act: 'status', status: 502, when: 'after' },
      ['POST /v1/orders APPLIED', 'POST /v1/orders REPLAYED'],
    ],
  ])('is unknown, and known when it is sent again under its key: %s', async (_, act, writes) => {
    const order = storage();
    const version = await versionOf(order);
    const options = { key: `run.${order.orderNumber}.1` };
    await desk.tenant.mark();
    await desk.tenant.fault(posting, act);
    const problem = await problemOf(desk.billing.createOrder.perform(order, options));
    expect(problem.detail.outcome).toBe('UNKNOWN');
    const { result } = await desk.billing.createOrder.perform(order, options);
    expect((await desk.writes()).map((each) => each.replace(' undefined', ' null'))).toEqual(writes);
    expect(await versionOf(order)).toBe(version + 1);
    expect(await desk.billing.orderMade(order.orderNumber)).toEqual(result);
  });

  test('is given up when its time is over, and found by looking', async () => {
    const order = storage();
    const version = await versionOf(order);
    const options = { key: `run.${order.orderNumber}.1` };
    const { createOrder } = desk.another({ writeDeadlineMs: 1_500 });
    await desk.tenant.fault(posting, { act: 'hang-after-apply' });
    const problem = await problemOf(createOrder.perform(order, options));
    expect(told(problem)).toEqual(['SOURCE_UNAVAILABLE', true, 'UNKNOWN']);
    const found = await createOrder.look!(order, options);
    expect(found).toMatchObject({ object: 'Order', externalId: order.orderNumber, found: true });
    expect(await versionOf(order)).toBe(version + 1);
  });

  test('is found when its key is no longer kept, and has no second effect', async () => {
    const order = storage();
    const version = await versionOf(order);
    const options = { key: `run.${order.orderNumber}.1` };
    await desk.tenant.fault(posting, { act: 'reset-after-apply' });
    await problemOf(desk.billing.createOrder.perform(order, options));
    await desk.tenant.control('POST', 'clock', { advanceMs: 25 * 3_600_000 });
    await desk.tenant.mark();
    const again = await desk.another().createOrder.perform(order, options);
    expect([again.found, again.httpStatus]).toEqual([true, null]);
    expect(again.result).toEqual(await desk.billing.orderMade(order.orderNumber));
    expect(await desk.writes()).toEqual(['POST /v1/orders REJECTED']);
    expect(await versionOf(order)).toBe(version + 1);
  });

  test('is unknown while it is still under way', async () => {
    const order = storage();
    const options = { key: `run.${order.orderNumber}.1` };
    await desk.tenant.fault(posting, { act: 'hold', when: 'after' });
    const first = desk.billing.createOrder.perform(order, options);
    const second = await problemOf(
      (async () => {
        while ((await desk.writes()).length === 0) await desk.tenant.journal();
        return desk.another().createOrder.perform(order, options);
      })(),
    );
    expect([...told(second), second.detail.httpStatus]).toEqual(['SOURCE_UNAVAILABLE', true, 'UNKNOWN', 409]);
    expect(second.detail.retryAfterMs).toBeGreaterThan(0);
    await desk.tenant.heal();
    const { result } = await first;
    expect((await desk.billing.createOrder.perform(order, options)).result).toEqual(result);
  });
});

describe('an order that passes later', () => {
  test('is not kept from it by the failure that Zuora keeps under its key', async () => {
    const order = storage();
    const version = await versionOf(order);
    const options = { key: `run.${order.orderNumber}.1` };
    const lock = (numbers: readonly string[]) =>
      desk.tenant.control('POST', 'state', { settings: { lockedSubscriptions: numbers } });
    await lock([order.subscriptionNumber]);
    const problem = await problemOf(desk.billing.createOrder.perform(order, options));
    expect([...told(problem), problem.detail.httpStatus]).toEqual([
      'SOURCE_UNAVAILABLE',
      true,
      'NOT_APPLIED',
      200,
    ]);
    expect(problem.message).toContain('is locked by another request');
    await lock([]);
    // The next of the keys that follow is a matter of seconds; another node knows nothing of those that are spent, and finds out.
    const made = await eventually(() => desk.another().createOrder.perform(order, options));
    expect(await versionOf(order)).toBe(version + 1);
    const again = await eventually(() => desk.another().createOrder.perform(order, options));
    expect(again.result).toEqual(made.result);
    expect(await versionOf(order)).toBe(version + 1);
  }, 60_000);

  test('is sent anew when Zuora keeps a failure that tells nothing, and there is no order', async () => {
    const order = storage();
    const version = await versionOf(order);
    const options = { key: `run.${order.orderNumber}.1` };
    const internal = { success: false, reasons: [{ code: 53_100_360, message: 'Internal error' }] };
    await desk.tenant.fault({ ...posting, count: 2 }, { act: 'status', status: 200, body: internal });
    const codes = [
      await problemOf(desk.billing.createOrder.perform(order, options)),
      await problemOf(desk.billing.createOrder.perform(order, options)),
    ].map(({ detail }) => detail.outcome);
    expect(codes).toEqual(['UNKNOWN', 'UNKNOWN']);
    await desk.tenant.mark();
    const { found } = await desk.billing.createOrder.perform(order, options);
    expect(found).toBe(false);
    expect(await versionOf(order)).toBe(version + 1);
    expect(await desk.writes()).toEqual(['POST /v1/orders APPLIED']);
  });

  test('is sent as it was when Zuora throttles it', async () => {
    const order = storage();
    await desk.tenant.mark();
    await desk.tenant.fault(posting, {
      act: 'status',
      status: 429,
      headers: { 'retry-after': '0' },
      when: 'before',
    });
    const { found } = await desk.billing.createOrder.perform(order, { key: `run.${order.orderNumber}.1` });
    expect(found).toBe(false);
    expect((await desk.writes()).at(-1)).toBe('POST /v1/orders APPLIED');
  });
});

describe('a key', () => {
  test('under which another order was sent is a fault of ours, told as such', async () => {
    const [first, second] = [storage(), storage()];
    await desk.billing.createOrder.perform(first, { key: 'the.same.key' });
    const problem = await problemOf(desk.billing.createOrder.perform(second, { key: 'the.same.key' }));
    expect([problem.code, problem.detail.httpStatus]).toEqual(['INTERNAL', 422]);
    expect(problem.message).toContain('a fault of the hub');
    expect(await desk.billing.orderMade(second.orderNumber)).toBeNull();
  });

  test('and a body that is made anew is the same after the order has changed what it names', async () => {
    const running = desk.take();
    const { subscription } = running;
    const order = desk.order(running, [
      { type: 'REMOVE_ITEM', itemId: subscription.items[0]!.chargeNumber },
      { type: 'ADD_ITEM', priceId: desk.product('SEC-AUDIT-M').chargeId, quantity: null, unitPrice: '77.77' },
      { type: 'RENEW' },
      { type: 'TERMS', termEnd: addDays(subscription.end, 100), autoRenew: null, renewalMonths: null },
    ]);
    const options = { key: `run.${order.orderNumber}.1` };
    const { result } = await desk.billing.createOrder.perform(order, options);
    const again = await desk.another().createOrder.perform(order, options);
    expect(again.result).toEqual(result);
    expect((await desk.billing.subscription(subscription.number))!.version).toBe(subscription.version + 1);
  });
});

test('documents that the tenant leaves as drafts are posted, once, also after a failure', async () => {
  await desk.tenant.control('POST', 'state', { settings: { autoPost: false } });
  const order = storage();
  const options = { key: `run.${order.orderNumber}.1` };
  await desk.tenant.mark();
  await desk.tenant.fault({ method: 'PUT', path: '/post$', count: 1 }, { act: 'reset-before-apply' });
  const problem = await problemOf(desk.billing.createOrder.perform(order, options));
  expect(problem.detail.outcome).toBe('UNKNOWN');
  const { result } = await desk.billing.createOrder.perform(order, options);
  expect(result.documents).toHaveLength(1);
  const writes = await desk.writes();
  expect(writes.filter((each) => each.startsWith('PUT') && each.endsWith('APPLIED'))).toHaveLength(1);
  const number = result.documents[0]!.number!;
  const invoice = await desk.tenant.call('GET', `/v1/invoices/${number}`);
  expect(await invoice.json()).toMatchObject({ status: 'Posted' });
});

describe('an account', () => {
  let made = 0;
  const account = (): BillingAccount => ({
    accountNumber: `ISO-A${++made}`,
    name: `Foundry ${made}`,
    currency: 'EUR',
    paymentTerms: 'Net 30',
    crmId: `001000000000${String(made).padStart(3, '0')}AAA`,
    taxId: 'DE123456789',
    billTo: {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@foundry.example',
      address: {
        line1: 'Ring 1',
        city: 'Berlin',
        region: null,
        postalCode: '10115',
        country: 'Germany',
      },
    },
  });

  test('is made once however often it is asked for, and is a customer of the copy', async () => {
    const wanted = account();
    await desk.tenant.mark();
    await desk.tenant.fault(
      { method: 'POST', path: '/v1/accounts$', count: 1 },
      { act: 'reset-after-apply' },
    );
    expect((await problemOf(desk.billing.createAccount.perform(wanted, { key: 'a.1' }))).detail.outcome).toBe(
      'UNKNOWN',
    );
    const first = await desk.billing.createAccount.perform(wanted, { key: 'a.1' });
    const { result } = first;
    expect(result.accountNumber).toBe(wanted.accountNumber);
    expect(await desk.billing.createAccount.look!(wanted, { key: 'a.1' })).toMatchObject({
      result,
      found: true,
    });
    const underAnotherKey = await desk.another().createAccount.perform(wanted, { key: 'a.2' });
    expect(underAnotherKey).toMatchObject({ result, found: true });
    expect(await desk.writes()).toEqual([
      'POST /v1/accounts APPLIED',
      'POST /v1/accounts REPLAYED',
      'POST /v1/accounts REJECTED',
    ]);
    const [record] = await desk.source.fetch('Customer', [result.externalId]);
    expect(record!.fields).toMatchObject({
      name: wanted.name,
      status: 'ACTIVE',
      currency: 'EUR',
      paymentTerms: 'Net 30',
      taxIds: ['DE123456789'],
      billingAddress: { line1: 'Ring 1', city: 'Berlin', country: 'Germany' },
    });
    expect(record!.keys).toContain(`ref:crm:Account:${wanted.crmId}`);
  });

  test('of a number that another one has is refused', async () => {
    const wanted = account();
    await desk.billing.createAccount.perform(wanted, { key: 'b.1' });
    const other = { ...wanted, name: 'Somebody else' };
    const problem = await problemOf(desk.billing.createAccount.perform(other, { key: 'b.2' }));
    expect([problem.detail.outcome, problem.retryable]).toEqual(['NOT_APPLIED', false]);
    expect((await problemOf(desk.billing.createAccount.look!(other, { key: 'b.2' }))).code).toBe('CONFLICT');
  });

  test('that Zuora refuses is told without the person in it', async () => {
    const wanted = { ...account(), currency: 'Ada Lovelace' };
    await desk.tenant.fault(
      { method: 'POST', path: '/v1/accounts$', count: 1 },
      {
        act: 'status',
        status: 200,
        body: {
          success: false,
          reasons: [{ code: 50_000_020, message: 'Ada Lovelace of Ring 1, ada@foundry.example is odd' }],
        },
      },
    );
    const problem = await problemOf(desk.billing.createAccount.perform(wanted, { key: 'c.1' }));
    expect(problem.detail.outcome).toBe('NOT_APPLIED');
    expect(problem.message).toContain('[personal] of [personal], [personal] is odd');
    expect(problem.message).not.toMatch(/Ada|Lovelace|foundry/);
  });

  test('is closed, not deleted, and that once more changes nothing', async () => {
    const wanted = account();
    const { result } = await desk.billing.createAccount.perform(wanted, { key: 'd.1' });
    const { accountNumber } = wanted;
    await desk.tenant.mark();
    await desk.tenant.fault({ method: 'PUT', count: 1 }, { act: 'reset-after-apply' });
    const close = () => desk.billing.closeAccount.perform({ accountNumber }, { key: 'd.2' });
    expect((await problemOf(close())).detail.outcome).toBe('UNKNOWN');
    expect((await close()).result).toEqual({ accountNumber });
    expect(await desk.writes()).toHaveLength(1);
    const [record] = await desk.source.fetch('Customer', [result.externalId]);
    expect(record!.fields).toMatchObject({ status: 'CHURNED', rawStatus: 'Canceled' });
    const problem = await problemOf(
      desk.billing.closeAccount.perform({ accountNumber: 'ISO-nobody' }, { key: 'd.3' }),
    );
    expect([problem.code, problem.detail.outcome]).toEqual(['NOT_FOUND', 'NOT_APPLIED']);
  });
});
