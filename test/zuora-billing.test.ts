import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMonths } from '../src/canonical/day.ts';
import { Problem } from '../src/canonical/problem.ts';
import type { BilledDocument, BillingOrder, OrderAction } from '../src/sources/billing.ts';
import { money, net, openBillingDesk, type BillingDesk, type Running } from './zuora-billing-desk.ts';

let desk: BillingDesk;

beforeAll(async () => {
  desk = await openBillingDesk(70);
});
afterEach(() => desk.tenant.heal());
afterAll(() => desk.close());

const perUnit = (product: { readonly model: string }): boolean => product.model === 'PER_UNIT';
const flat = (product: { readonly model: string }): boolean => product.model === 'FLAT';

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

/** The numbers that the items of a subscription have before an order. */
const numbersOf = ({ subscription }: Running): ReadonlySet<string> =>
  new Set(subscription.items.map(({ chargeNumber }) => chargeNumber));

/** An item of the subscription whose product is such a one. */
const itemOf = (running: Running, wanted: (product: { readonly model: string }) => boolean) =>
  running.subscription.items.find(({ sku }) => wanted(desk.product(sku)))!;

describe('a subscription read live', () => {
  test('tells version, term, owner and what each item costs, exactly', async () => {
    const { subscription, accountNumber, company } = desk.take(perUnit);
    const now = await desk.billing.subscription(subscription.number);
    expect(now).toMatchObject({
      number: subscription.number,
      version: subscription.version,
      status: 'ACTIVE',
      currency: company.currency,
      accountNumber,
      termStart: subscription.start,
      termEnd: subscription.end,
    });
    const told = new Map(now!.items.map((item) => [item.itemId, item]));
    for (const { chargeNumber, sku, quantity, unitPrice } of subscription.items)
      expect(told.get(chargeNumber)).toMatchObject({
        priceId: desk.product(sku).chargeId,
        quantity,
        unitPrice,
        from: subscription.start,
        to: subscription.end,
      });
    expect(now!.items).toHaveLength(subscription.items.length);
  });

  test('is the same in a tenant that expands only what is documented', async () => {
    const { number } = desk.take().subscription;
    const now = await desk.billing.subscription(number);
    await desk.tenant.control('POST', 'state', { settings: { documentedExpandsOnly: true } });
    expect(await desk.another().subscription(number)).toEqual(now);
    await desk.tenant.control('POST', 'state', { settings: { documentedExpandsOnly: false } });
  });

  test('is null when there is none of the number', async () => {
    expect(await desk.billing.subscription('A-S99999999')).toBeNull();
    expect(await desk.billing.subscription('x] or 1')).toBeNull();
  });
});

describe('a preview is what the order then bills, to the cent, and stores nothing', () => {
  test.each<[string, (running: Running) => readonly OrderAction[]]>([
    [
      'another quantity',
      (running) => {
        const { chargeNumber, quantity } = itemOf(running, perUnit);
        return [
          {
            type: 'UPDATE_ITEM',
            itemId: chargeNumber,
            quantity: String(Number(quantity) + 7),
            unitPrice: null,
          },
        ];
      },
    ],
    [
      'another price',
      (running) => {
        const { chargeNumber } = itemOf(running, perUnit);
        return [{ type: 'UPDATE_ITEM', itemId: chargeNumber, quantity: null, unitPrice: '33.335' }];
      },
    ],
    [
      'a product more',
      () => [
        { type: 'ADD_ITEM', priceId: desk.product('STOR-TB-M').chargeId, quantity: '3', unitPrice: null },
      ],
    ],
    [
      'a product more at a price of its own',
      () => [
        { type: 'ADD_ITEM', priceId: desk.product('API-PACK-M').chargeId, quantity: '2', unitPrice: '80.05' },
      ],
    ],
    [
      'a product less',
      (running) => [{ type: 'REMOVE_ITEM', itemId: running.subscription.items[0]!.chargeNumber }],
    ],
    [
      'a product for another one',
      (running) => [
        { type: 'REMOVE_ITEM', itemId: running.subscription.items[0]!.chargeNumber },
        { type: 'ADD_ITEM', priceId: desk.product('SUPP-ENT-Y').chargeId, quantity: null, unitPrice: null },
      ],
    ],
    ['a further term', () => [{ type: 'RENEW' }]],
    ['the end of it', () => [{ type: 'CANCEL' }]],
    ['a pause', () => [{ type: 'SUSPEND' }]],
    [
      'a longer term',
      (running) => [
        {
          type: 'TERMS',
          termEnd: addDays(running.subscription.end, 45),
          autoRenew: false,
          renewalMonths: 6,
        },
      ],
    ],
  ])('%s', async (_, actions) => {
    const running = desk.take(perUnit);
    const order = desk.order(running, actions(running));
    const before = await desk.held();
    const preview = await desk.billing.preview(order);
    expect(await desk.held()).toEqual(before);
    const { result, found, object, externalId } = await desk.billing.createOrder.perform(order, {
      key: order.orderNumber,
    });
    expect([found, object, externalId]).toEqual([false, 'Order', order.orderNumber]);
    expect(preview.currency).toBe(running.company.currency);
    expect(money(result.documents, numbersOf(running))).toEqual(money(preview.documents, numbersOf(running)));
    expect(await desk.billing.orderMade(order.orderNumber)).toEqual(result);
    const now = await desk.billing.subscription(running.subscription.number);
    expect(now!.version).toBe(running.subscription.version + 1);
  });

  test('a new subscription, with its contract', async () => {
    const running = desk.take();
    const number = `A-S${process.pid}001`;
    const order: BillingOrder = {
      ...desk.order(running, [
        {
          type: 'CREATE',
          termStart: desk.today,
          termMonths: 12,
          autoRenew: true,
          contractNumber: '00012345',
          items: [
            { priceId: desk.product('PLAT-SEAT-M').chargeId, quantity: '11', unitPrice: '45.10' },
            { priceId: desk.product('SUPP-PREM-M').chargeId, quantity: null, unitPrice: null },
          ],
        },
      ]),
      subscriptionNumber: number,
    };
    const preview = await desk.billing.preview(order);
    expect(preview.documents).toHaveLength(1);
    expect(preview.documents[0]!.lines.map(({ amount }) => amount)).toContain('496.10');
    expect(await desk.billing.subscription(number)).toBeNull();
    const { result } = await desk.billing.createOrder.perform(order, { key: 'new-1' });
    expect(money(result.documents, new Set())).toEqual(money(preview.documents, new Set()));
    expect(await desk.billing.subscription(number)).toMatchObject({
      version: 1,
      status: 'ACTIVE',
      contractNumber: '00012345',
      termStart: desk.today,
      termEnd: addMonths(desk.today, 12),
      autoRenew: true,
      items: [
        { quantity: '11', unitPrice: '45.10', intervalMonths: 1, mrr: '496.10' },
        { quantity: '1', intervalMonths: 1 },
      ],
    });
    expect(preview.mrrDelta).toBe(
      (await desk.billing.subscription(number))!.items
        .reduce((sum, item) => sum + Number(item.mrr), 0)
        .toFixed(2),
    );
  });
});

describe('an order that is refused', () => {
  test.each<[string, string, string | null, (running: Running) => Partial<BillingOrder>]>([
    [
      'a price that nobody has',
      'PRICE_INELIGIBLE',
      null,
      () => ({ actions: [{ type: 'ADD_ITEM', priceId: 'f'.repeat(32), quantity: null, unitPrice: null }] }),
    ],
    [
      'an item that nobody has',
      'NOT_FOUND',
      null,
      () => ({ actions: [{ type: 'REMOVE_ITEM', itemId: 'C-99999999' }] }),
    ],
    [
      'a quantity of a flat fee',
      'PRICE_INELIGIBLE',
      null,
      (running) => ({
        actions: [
          {
            type: 'UPDATE_ITEM',
            itemId: itemOf(running, flat).chargeNumber,
            quantity: '2',
            unitPrice: null,
          },
        ],
      }),
    ],
    [
      'a quantity of nothing',
      'PRICE_INELIGIBLE',
      'quantity',
      () => ({
        actions: [
          { type: 'ADD_ITEM', priceId: desk.product('STOR-TB-M').chargeId, quantity: '0', unitPrice: null },
        ],
      }),
    ],
    [
      'a day after the term',
      'TERMS_INVALID',
      null,
      (running) => ({
        effectiveDate: addDays(running.subscription.end, 10),
        actions: [
          { type: 'ADD_ITEM', priceId: desk.product('STOR-TB-M').chargeId, quantity: '1', unitPrice: null },
        ],
      }),
    ],
    ['resuming what is not suspended', 'TERMS_INVALID', null, () => ({ actions: [{ type: 'RESUME' }] })],
    [
      'an end of term before its start',
      'TERMS_INVALID',
      null,
      (running) => ({
        actions: [
          { type: 'TERMS', termEnd: running.subscription.start, autoRenew: null, renewalMonths: null },
        ],
      }),
    ],
  ])('says why in our words: %s', async (_, code, path, of) => {
    const running = desk.take(flat);
    const order = { ...desk.order(running, []), ...of(running) };
    const problem = await problemOf(desk.billing.createOrder.perform(order, { key: order.orderNumber }));
    expect([problem.code, problem.detail.outcome, problem.retryable]).toEqual([code, 'NOT_APPLIED', false]);
    expect(problem.detail.path ?? null).toBe(path);
    expect((await problemOf(desk.billing.preview(order))).code).toBe(code);
    expect(await desk.billing.orderMade(order.orderNumber)).toBeNull();
    expect(await desk.billing.createOrder.look!(order, { key: order.orderNumber })).toBeNull();
    expect((await desk.billing.subscription(running.subscription.number))!.version).toBe(
      running.subscription.version,
    );
  });
});

describe('taking an order back', () => {
  const owes = async ({ accountNumber }: Running): Promise<unknown> =>
    ((await (await desk.tenant.call('GET', `/v1/accounts/${accountNumber}`)).json()) as { metrics: object })
      .metrics;

  const change = (running: Running, quantity: string): BillingOrder =>
    desk.order(running, [
      {
        type: 'UPDATE_ITEM',
        itemId: itemOf(running, perUnit).chargeNumber,
        quantity,
        unitPrice: null,
      },
    ]);

  const balances = async (documents: readonly BilledDocument[]): Promise<readonly number[]> =>
    Promise.all(
      documents.map(async ({ kind, number }) => {
        const path = kind === 'INVOICE' ? 'invoices' : 'credit-memos';
        const answer = await desk.tenant.call('GET', `/v1/${path}/${number}`);
        const told = (await answer.json()) as { balance?: number; unappliedAmount?: number };
        return Number(told.balance ?? told.unappliedAmount);
      }),
    );

  test.each([
    ['an invoice', '999', 'INVOICE'],
    ['a credit memo', '1', 'CREDIT_MEMO'],
  ])('that made %s leaves nothing due, and the account as it was', async (_, quantity, kind) => {
    const running = desk.take(perUnit);
    const earlier = change(running, '500');
    await desk.billing.createOrder.perform(earlier, { key: earlier.orderNumber });
    const before = await owes(running);
    const order = change(running, quantity);
    const made = await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    expect(made.result.documents.map((each) => each.kind)).toEqual([kind]);
    expect(await owes(running)).not.toEqual(before);
    const undo = { orderNumber: order.orderNumber, orderDate: desk.today };
    const undone = await desk.billing.revertOrder.perform(undo, { key: `${order.orderNumber}.undo` });
    expect(await balances([...made.result.documents, ...undone.result.documents])).toEqual([0, 0]);
    expect(await owes(running)).toEqual(before);
  });

  test('applies the credit once, also after a failure and where documents are left as drafts', async () => {
    const running = desk.take(perUnit);
    const before = await owes(running);
    const order = change(running, '888');
    await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    await desk.tenant.control('POST', 'state', { settings: { autoPost: false } });
    await desk.tenant.mark();
    await desk.tenant.fault({ method: 'PUT', path: '/apply$', count: 1 }, { act: 'reset-after-apply' });
    const undo = { orderNumber: order.orderNumber, orderDate: desk.today };
    const options = { key: `${order.orderNumber}.undo` };
    const problem = await problemOf(desk.billing.revertOrder.perform(undo, options));
    expect(problem.detail.outcome).toBe('UNKNOWN');
    await desk.billing.revertOrder.perform(undo, options);
    await desk.tenant.control('POST', 'state', { settings: { autoPost: true } });
    expect((await desk.writes()).filter((each) => each.includes('/apply'))).toHaveLength(1);
    expect(await owes(running)).toEqual(before);
  });
  test('nets to nothing, restores the items, and is done once', async () => {
    const running = desk.take(perUnit);
    const { number } = running.subscription;
    const before = await desk.billing.subscription(number);
    const { chargeNumber } = itemOf(running, perUnit);
    const order = desk.order(running, [
      { type: 'UPDATE_ITEM', itemId: chargeNumber, quantity: '123', unitPrice: '9.99' },
      { type: 'ADD_ITEM', priceId: desk.product('STOR-TB-M').chargeId, quantity: '5', unitPrice: null },
    ]);
    const made = await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    const undo = { orderNumber: order.orderNumber, orderDate: desk.today };
    expect(await desk.billing.revertOrder.look!(undo, { key: 'undo' })).toBeNull();
    const undone = await desk.billing.revertOrder.perform(undo, { key: `${order.orderNumber}.undo` });
    expect(undone.found).toBe(false);
    expect(undone.result.orderNumber).not.toBe(order.orderNumber);
    expect(net([...made.result.documents, ...undone.result.documents])).toBe('0.00');
    const after = await desk.billing.subscription(number);
    expect(after).toEqual({ ...before, version: before!.version + 2 });

    await desk.tenant.mark();
    for (const key of [`${order.orderNumber}.undo`, 'another.key'])
      expect((await desk.another().revertOrder.perform(undo, { key })).result).toEqual(undone.result);
    expect(await desk.writes()).toEqual([
      'POST /v1/orders/N/revert REPLAYED',
      'POST /v1/orders/N/revert REJECTED',
    ]);
    expect((await desk.billing.revertOrder.look!(undo, { key: 'undo' }))!.result).toEqual(undone.result);
  });

  test('is refused when the subscription was changed since', async () => {
    const running = desk.take();
    const add = { type: 'ADD_ITEM', quantity: '1', unitPrice: null } as const;
    const first = desk.order(running, [{ ...add, priceId: desk.product('STOR-TB-M').chargeId }]);
    const second = desk.order(running, [{ ...add, priceId: desk.product('API-PACK-M').chargeId }]);
    for (const order of [first, second])
      await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    const problem = await problemOf(
      desk.billing.revertOrder.perform(
        { orderNumber: first.orderNumber, orderDate: desk.today },
        { key: 'undo.first' },
      ),
    );
    expect([problem.detail.outcome, problem.retryable]).toEqual(['NOT_APPLIED', false]);
    expect(problem.message).toContain('is not the last one of its subscription');
  });

  test('of an order that is not there is told', async () => {
    const undo = { orderNumber: 'ISO-nobody', orderDate: desk.today };
    expect((await problemOf(desk.billing.revertOrder.look!(undo, { key: 'k' }))).code).toBe('NOT_FOUND');
    expect((await problemOf(desk.billing.revertOrder.perform(undo, { key: 'k' }))).detail.outcome).toBe(
      'NOT_APPLIED',
    );
  });
});

describe('what the hub reads after orders', () => {
  const read = async (number: string) => {
    const [record] = await desk.source.fetch('BillingSubscription', [number]);
    return record!.fields as {
      readonly status: string;
      readonly termEnd: string;
      readonly sourceVersion: number;
      readonly mrr: { readonly amount: string };
      readonly arr: { readonly amount: string };
      readonly items: readonly { readonly id: string; readonly quantity: string }[];
    };
  };

  test('is the state of today while a change is still to come', async () => {
    const running = desk.take(perUnit);
    const { number } = running.subscription;
    const { chargeNumber, quantity } = itemOf(running, perUnit);
    const before = await read(number);
    const order = desk.order(
      running,
      [
        { type: 'UPDATE_ITEM', itemId: chargeNumber, quantity: '999', unitPrice: null },
        { type: 'ADD_ITEM', priceId: desk.product('STOR-TB-M').chargeId, quantity: '4', unitPrice: null },
      ],
      addDays(desk.today, 30),
    );
    await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    const after = await read(number);
    expect(after).toMatchObject({
      items: before.items,
      status: 'ACTIVE',
      sourceVersion: before.sourceVersion + 1,
    });
    const stretches = (await desk.billing.subscription(number))!.items.filter(
      ({ itemId }) => itemId === chargeNumber,
    );
    expect(stretches.map((each) => [each.quantity, each.from, each.to])).toEqual([
      [quantity, running.subscription.start, addDays(desk.today, 30)],
      ['999', addDays(desk.today, 30), running.subscription.end],
    ]);
  });

  test('has the change, and no removed item, from its day on', async () => {
    const running = desk.take(({ sku }) => sku !== 'STOR-TB-M');
    const { chargeNumber } = running.subscription.items[0]!;
    const order = desk.order(running, [
      { type: 'REMOVE_ITEM', itemId: chargeNumber },
      { type: 'ADD_ITEM', priceId: desk.product('STOR-TB-M').chargeId, quantity: '4', unitPrice: null },
    ]);
    await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    const after = await read(running.subscription.number);
    expect(after.items.map(({ id }) => id)).not.toContain(chargeNumber);
    expect(after.items.map(({ quantity }) => quantity)).toContain('4');
    expect(after.items).toHaveLength(running.subscription.items.length);
  });

  test('goes on until the day on which it was agreed to end', async () => {
    const running = desk.take();
    const ends = addDays(desk.today, 40);
    const { mrr, arr } = await read(running.subscription.number);
    expect(Number(mrr.amount)).toBeGreaterThan(0);
    const order = desk.order(running, [{ type: 'CANCEL' }], ends);
    const { result } = await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    expect(await read(running.subscription.number)).toMatchObject({
      status: 'ACTIVE',
      termEnd: ends,
      mrr,
      arr,
    });
    expect(await desk.billing.subscription(running.subscription.number)).toMatchObject({
      status: 'ACTIVE',
      termEnd: ends,
    });
    // What was billed beyond that day is given back, and the memo is there to be read.
    const memos = result.documents.filter(({ kind }) => kind === 'CREDIT_MEMO');
    const accountId = running.company.billing!.id;
    const known = await desk.source.list('CreditMemo', [accountId]);
    const numbers = known.map(({ fields }) => fields['number']);
    for (const { number } of memos) expect(numbers).toContain(number);
  });

  test('is over on the day on which it ends, and then shows what it was', async () => {
    const running = desk.take();
    const order = desk.order(running, [{ type: 'CANCEL' }]);
    await desk.billing.createOrder.perform(order, { key: order.orderNumber });
    const after = await read(running.subscription.number);
    expect([after.status, after.termEnd]).toEqual(['CANCELLED', desk.today]);
    expect([after.mrr.amount, after.arr.amount]).toEqual(['0.00', '0.00']);
    expect(after.items).toHaveLength(running.subscription.items.length);
    expect((await desk.billing.subscription(running.subscription.number))!.items).toEqual([]);
  });

  test('brings nothing while it is suspended, and again what it brought once it is resumed', async () => {
    const running = desk.take();
    const { number } = running.subscription;
    const before = await read(number);
    const order = async (type: 'SUSPEND' | 'RESUME'): Promise<void> => {
      const each = desk.order(running, [{ type }]);
      await desk.billing.createOrder.perform(each, { key: each.orderNumber });
    };
    await order('SUSPEND');
    const paused = await read(number);
    expect([paused.status, paused.mrr.amount, paused.arr.amount]).toEqual(['SUSPENDED', '0.00', '0.00']);
    expect(paused.items).toEqual(before.items);
    await order('RESUME');
    expect(await read(number)).toMatchObject({ status: 'ACTIVE', mrr: before.mrr, arr: before.arr });
  });
});
