import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, bodyOf, orderingAt, type Plain } from './zuora-ordering.ts';
import { openReceiver } from './support/webhook-receiver.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

let tenant: Tenant;
const zuora = orderingAt(() => tenant);
let owner = '';
let made: Awaited<ReturnType<typeof zuora.subscribe>>;

beforeEach(async () => {
  tenant = await openTenant(3);
  owner = await zuora.account();
  const items = [{ sku: 'PLAT-SEAT-M', quantity: 10, price: 20 }];
  made = await zuora.subscribe(owner, { start: '2026-11-01', months: 240 }, items, '2026-11-01');
  await tenant.mark();
});

afterEach(async () => {
  await tenant.heal();
  await tenant.close();
});

const change = (quantity: number, number?: string) =>
  bodyOf({
    account: owner,
    subscription: made.number,
    actions: [zuora.update(made.plans[0]!, made.charges[0]!, { sku: 'PLAT-SEAT-M', quantity }, '2026-11-21')],
    through: '2026-11-21',
    ...(number !== undefined && { number }),
  });

const post = (key: string, body: Plain): Promise<Response> =>
  tenant.call('POST', '/v1/orders', body, { 'idempotency-key': key });

const refused = (response: Response): Promise<string> =>
  response.json().then((body) => String((body as { reasons: [{ code: number }] }).reasons[0].code));

async function outcomes(): Promise<unknown[]> {
  return (await tenant.journal())
    .filter((row) => row.method === 'POST' && row.path === '/v1/orders')
    .map((row) => row.outcome);
}

const version = async (): Promise<unknown> => (await zuora.subscription(made.number)).version;

/** Resolves when the simulator has received so many orders, answered or not. */
async function received(count: number): Promise<void> {
  for (;;) {
    const rows = (await tenant.journal()).filter((row) => row.path.startsWith('/v1/orders'));
    if (rows.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('under an idempotency key an order', () => {
  test('is made once, and answered the same way for a day of the tenant\u2019s clock', async () => {
    const first = await (await post('k1', change(15))).text();
    expect(await (await post('k1', change(15))).text()).toBe(first);
    expect(await version()).toBe('2');
    await tenant.control('POST', 'clock', { advanceMs: 86_400_000 });
    tenant.logOut();
    expect(await (await post('k1', change(15))).text()).not.toBe(first);
    expect(await version()).toBe('3');
    expect(await outcomes()).toEqual(['APPLIED', 'REPLAYED', 'APPLIED']);
  });

  test('that failed fails the same way, although the trouble is over', async () => {
    await tenant.control('POST', 'state', { settings: { lockedSubscriptions: [made.number] } });
    expect(await refused(await post('k1', change(15)))).toBe('53100350');
    await tenant.control('POST', 'state', { settings: { lockedSubscriptions: [] } });
    expect(await refused(await post('k1', change(15)))).toBe('53100350');
    expect(await version()).toBe('1');
    expect(((await (await post('k2', change(15))).json()) as Answer).success).toBe(true);
  });

  test('is refused with 422 when the body is another one', async () => {
    await post('k1', change(15));
    const other = await post('k1', change(16));
    expect(other.status).toBe(422);
    expect(await version()).toBe('2');
  });

  test.each(['before', 'after'])(
    'is refused with 409 while the first is held %s it is applied',
    async (when) => {
      await tenant.fault({ path: '/v1/orders', count: 1 }, { act: 'hold', when });
      const first = post('k1', change(15));
      await received(1);
      const second = await post('k1', change(15));
      expect(second.status).toBe(409);
      await tenant.control('POST', 'release');
      const answered = await (await first).text();
      expect(JSON.parse(answered)).toMatchObject({ success: true });
      expect(await (await post('k1', change(15))).text()).toBe(answered);
      expect(await version()).toBe('2');
    },
  );

  test.each([
    ['the connection is lost', { act: 'reset-after-apply' }],
    ['the answer is cut', { act: 'truncate', cut: true }],
  ])('is there when %s after it was applied, and is then only told', async (_, act) => {
    await tenant.fault({ path: '/v1/orders', count: 1 }, act);
    await expect(post('k1', change(15)).then((response) => response.text())).rejects.toThrow();
    expect(await version()).toBe('2');
    expect(await (await post('k1', change(15))).json()).toMatchObject({ success: true });
    expect(await version()).toBe('2');
    expect((await outcomes()).at(-1)).toBe('REPLAYED');
  });

  test('that hangs after it was applied is told when it is asked for again', async () => {
    await tenant.fault({ path: '/v1/orders', count: 1 }, { act: 'hang-after-apply' });
    const gone = new AbortController();
    const first = fetch(`${tenant.url}/v1/orders`, {
      method: 'POST',
      signal: gone.signal,
      headers: { ...(await tenant.headers()), 'content-type': 'application/json', 'idempotency-key': 'k1' },
      body: JSON.stringify(change(15)),
    });
    const lost = first.then(
      () => 'answered',
      () => 'lost',
    );
    await received(1);
    expect(await version()).toBe('2');
    expect((await post('k1', change(15))).status).toBe(409);
    gone.abort();
    expect(await lost).toBe('lost');
    await expect.poll(async () => (await post('k1', change(15))).status).toBe(200);
    expect(await version()).toBe('2');
  });

  test('that met a failure before it was applied is not known, and is made the next time', async () => {
    await tenant.fault(
      { path: '/v1/orders', count: 1 },
      { act: 'status', status: 503, body: { message: 'no' } },
    );
    expect((await post('k1', change(15))).status).toBe(503);
    expect(await version()).toBe('1');
    expect(await (await post('k1', change(15))).json()).toMatchObject({ success: true });
    expect(await outcomes()).toEqual(['REJECTED', 'APPLIED']);
  });

  test('survives the end of the simulator', async () => {
    const first = await (await post('k1', change(15))).text();
    await tenant.stop();
    await tenant.start();
    expect(await (await post('k1', change(15))).text()).toBe(first);
    expect(await version()).toBe('2');
  });

  test('that would be put is refused', async () => {
    const [number] = made.answer.invoiceNumbers;
    const put = await tenant.call('PUT', `/v1/invoices/${number}/post`, {}, { 'idempotency-key': 'k1' });
    expect(put.status).toBe(400);
    expect(await put.text()).toContain("Request method 'PUT' not supported with Idempotency-Key header");
  });
});

test('of two orders on a subscription at once the second meets the lock, and can be tried again', async () => {
  await tenant.fault({ path: '/v1/orders', count: 1 }, { act: 'hold' });
  const first = post('k1', change(15));
  await received(1);
  expect(await refused(await post('k2', change(16)))).toBe('53100350');
  const elsewhere = await zuora.subscribe(owner, { start: '2026-11-01', months: 240 }, [
    { sku: 'PLAT-BASE-M' },
  ]);
  expect(elsewhere.answer.success).toBe(true);
  await tenant.control('POST', 'release');
  expect(await (await first).json()).toMatchObject({ success: true });
  expect(await (await post('k3', change(16))).json()).toMatchObject({ success: true });
  expect(await version()).toBe('3');
});

test('an order number is taken once, whatever the key', async () => {
  expect(await (await post('k1', change(15, 'ISO-1'))).json()).toMatchObject({ success: true });
  expect(await refused(await post('k2', change(15, 'ISO-1')))).toBe('53100330');
  expect(await version()).toBe('2');
});

test('a new subscription waits for the dates that the tenant asks for, and is not billed', async () => {
  await tenant.control('POST', 'state', { settings: { requireCustomerAcceptance: true } });
  const body = bodyOf({
    account: owner,
    actions: [
      {
        type: 'CreateSubscription',
        on: '2026-11-01',
        createSubscription: {
          terms: { initialTerm: { period: 12, periodType: 'Month', termType: 'TERMED' } },
          subscribeToRatePlans: [zuora.override({ sku: 'PLAT-BASE-M' })],
          subscriptionNumber: 'A-S-OURS-1',
        },
      },
    ],
    through: '2026-11-21',
  }) as { subscriptions: [{ orderActions: [{ triggerDates?: unknown }] }] };
  delete body.subscriptions[0].orderActions[0].triggerDates;
  expect(await zuora.send('POST', '/v1/orders', body)).toMatchObject({
    status: 'Pending',
    subscriptions: [{ subscriptionNumber: 'A-S-OURS-1', status: 'Pending Acceptance' }],
    invoiceNumbers: [],
  });
});

test('callouts go out for the new version, the invoice and the account', async () => {
  const receiver = await openReceiver();
  await tenant.control('POST', 'webhooks', {
    endpoint: { url: receiver.url, auth: { basic: { username: 'hub', password: 'word' } } },
  });
  const answer = (await (await post('k1', change(15))).json()) as Answer;
  await receiver.until((received) => received.length >= 3);
  const told = receiver.received.map(({ json }) => [json.event, json.number]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['SubscriptionAmended', made.number],
      ['InvoicePosted', answer.invoiceNumbers[0]],
      ['AccountEdited', owner],
    ]),
  );
  expect(told).toHaveLength(3);
  await receiver.close();
});

describe('an account', () => {
  test('keeps custom fields, and is taxed where it is sold to', async () => {
    const [bill, sold] = [
      { firstName: 'A', lastName: 'B', country: 'US', state: 'OR', city: 'Portland' },
      { firstName: 'C', lastName: 'D', country: 'Germany', city: 'Berlin' },
    ];
    const number = await zuora.account({ billToContact: bill, soldToContact: sold, Segment__c: 'SMB' });
    expect(await zuora.send('GET', `/v1/accounts/${number}`)).toMatchObject({
      basicInfo: { Segment__c: 'SMB' },
      soldToContact: { country: 'Germany' },
    });
    const item = { sku: 'PLAT-SEAT-M', quantity: 10, price: 20 };
    const german = await zuora.subscribe(number, { start: '2026-11-01', months: 240 }, [item], '2026-11-01');
    expect((await zuora.billed(german.answer)).lines[0]!.tax).toBe(3800);
    const exempt = await zuora.account({
      soldToContact: sold,
      taxInfo: { exemptStatus: 'Yes', VATId: 'DE1' },
    });
    const free = await zuora.subscribe(exempt, { start: '2026-11-01', months: 240 }, [item], '2026-11-01');
    expect((await zuora.billed(free.answer)).lines[0]!.tax).toBe(0);
  });

  test('is closed by the older API once nothing of it goes on', async () => {
    const idOf = async (number: string): Promise<string> => {
      const { basicInfo } = await zuora.send<{ basicInfo: { id: string } }>('GET', `/v1/accounts/${number}`);
      return basicInfo.id;
    };
    const close = async (number: string, body: unknown = { Status: 'Canceled' }): Promise<unknown> =>
      zuora.send('PUT', `/v1/object/account/${await idOf(number)}`, body);
    expect(await close(owner)).toMatchObject({ Success: false, Errors: [{ Code: 'INVALID_VALUE' }] });
    const empty = await zuora.account();
    expect(await close(empty, { Status: 'Gone' })).toMatchObject({ Success: false });
    expect(await close(empty)).toMatchObject({ Success: true });
    expect(await zuora.send('GET', `/v1/accounts/${empty}`)).toMatchObject({
      basicInfo: { status: 'Canceled' },
    });
    const late = await zuora.order({
      account: empty,
      actions: [{ type: 'CreateSubscription', on: '2026-11-01', createSubscription: {} }],
    });
    expect(late).toMatchObject({ success: false, reasons: [{ code: '53100330' }] });
  });
});
