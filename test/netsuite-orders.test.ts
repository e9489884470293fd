import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../sandbox/world/random.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { worthOf } from '../src/canonical/worth.ts';
import type { Ledger, LedgerOrder } from '../src/sources/ledger.ts';
import { netsuiteVendor } from '../src/sources/netsuite/index.ts';
import type { Source } from '../src/sources/source.ts';
import { newOrder, wellSet } from './support/ledger.ts';
import { cause, configure, items, type Netsuite, startNetsuite } from './support/netsuite.ts';
import { asTold, byDay, dayAfter, keeping, monthOf, text } from './support/recognise.ts';

const seed = { n: 40, seed: 7, today: '2026-10-01' };
const world = makeWorld(seed);
const { company, subscription } = wellSet(world)[0]!;
const records = '/services/rest/record/v1';
const order = `${records}/salesOrder`;
let erp: Netsuite;
let source: Source;
let ledger: Ledger;
let serial = 0;

const fresh = (): string => `A-S9${String((serial += 1)).padStart(7, '0')}`;

/** Revenue of an order that was made in this month, by month, computed day by day. */
const expected = async (lines: LedgerOrder['lines']) =>
  asTold(keeping(new Map(), byDay(lines), await monthOf(erp)));

const elements = async (externalId: string): Promise<Record<string, unknown>[]> =>
  items(
    await erp.suiteql(
      `SELECT e.id, e.salesamount, p.id AS plan, p.amount FROM transaction t
       JOIN transactionline tl ON tl.transaction = t.id JOIN revenueelement e ON e.referenceid = 'SalesOrd_' || tl.uniquekey
       LEFT JOIN revenueplan p ON p.createdfrom = e.id WHERE t.externalid = '${externalId}' ORDER BY e.id`,
    ),
  );

beforeAll(async () => {
  erp = await startNetsuite(seed);
  source = netsuiteVendor.create(configure(erp));
  ledger = source.roles!.ledger!;
});

afterEach(() => erp.control('state', { settings: { revenuePlanDelayMs: 0 } }));

afterAll(async () => {
  await source.close();
  await erp.close();
});

describe('the sales orders of the record API', () => {
  const body = (more: object = {}) => ({
    entity: { id: company.erp!.id },
    tranDate: '2026-10-01',
    otherRefNum: 'PO-1',
    item: { items: [{ item: { id: '201' }, quantity: 3, rate: 20.5 }] },
    ...more,
  });

  it('answer 204 with the place, take what follows from the customer, and show lines with numbers', async () => {
    const made = await erp.send('POST', order, { body: body({ externalId: fresh() }) });
    expect([made.status, made.body]).toEqual([204, {}]);
    const place = new URL(made.headers.get('location')!).pathname;
    expect(place).toMatch(/\/salesOrder\/\d+$/);
    const { body: held } = await erp.send('GET', `${place}?expandSubResources=true`);
    expect(held).toMatchObject({
      tranId: expect.stringMatching(/^SO\d{7}$/) as string,
      status: { id: 'F', refName: 'Pending Billing' },
      entity: { id: company.erp!.id },
      total: 61.5,
      otherRefNum: 'PO-1',
      item: { items: [{ line: 1, quantity: 3, rate: 20.5, amount: 61.5, isClosed: false }], totalResults: 1 },
    });
    const short = await erp.send('GET', place);
    expect(short.body.item).toEqual({ links: [{ rel: 'self', href: expect.any(String) as string }] });
  });

  it('keep quantities and amounts of lines negative in SuiteQL, behind a line that is the order', async () => {
    const q = `SELECT tl.mainline, tl.quantity, tl.foreignamount FROM transaction t JOIN transactionline tl ON tl.transaction = t.id
      WHERE t.externalid = '${subscription.number}' ORDER BY tl.id`;
    const [main, ...lines] = items(await erp.suiteql(q));
    expect(main).toMatchObject({ mainline: 'T' });
    expect(lines.map(({ quantity }) => quantity)).toEqual(
      subscription.items.map(({ quantity }) => `-${quantity}`),
    );
    const sum = lines.reduce((total, { foreignamount }) => total - Number(foreignamount) * 100, 0);
    expect(Math.round(sum)).toBe(Math.round(Number(main!.foreignamount) * 100));
  });

  it('change a line by its number, add one without, and with replace keep only what is given', async () => {
    const externalId = fresh();
    const place = `${order}/eid:${externalId}`;
    expect((await erp.send('PUT', place, { body: body() })).status).toBe(204);
    const patch = (lines: object[], query = '') =>
      erp.send('PATCH', `${place}${query}`, { body: { item: { items: lines } } });
    const shown = async () => {
      const { body: held } = await erp.send('GET', `${place}?expandSubResources=true`);
      const lines = (held.item as { items: Record<string, unknown>[] }).items;
      return lines.map(({ line, quantity, isClosed }) => [line, quantity, isClosed]);
    };
    await patch([
      { line: 1, quantity: 5 },
      { item: { id: '202' }, quantity: 1, amount: 9.99 },
    ]);
    expect(await shown()).toEqual([
      [1, 5, false],
      [2, 1, false],
    ]);
    expect((await patch([{ line: 7, quantity: 5 }])).status).toBe(400);
    await patch(
      [
        { line: 2, isClosed: true },
        { item: { id: '203' }, quantity: 4, amount: 1 },
      ],
      '?replace=item',
    );
    expect(await shown()).toEqual([
      [2, 1, true],
      [3, 4, false],
    ]);
    await patch([{ line: 3, isClosed: true }]);
    expect((await erp.send('GET', place)).body).toMatchObject({ status: { id: 'H', refName: 'Closed' } });
  });

  it.each<[string, object, string]>([
    ['without a customer', { entity: undefined }, 'entity'],
    ['without lines', { item: { items: [] } }, 'at least one line item'],
    ['whose line names no item', { item: { items: [{ quantity: 1, amount: 1 }] } }, 'Item'],
    [
      'whose line is worth nothing said',
      { item: { items: [{ item: { id: '201' }, quantity: 1 }] } },
      'Amount',
    ],
    ['under the external id of another transaction', { externalId: subscription.number }, 'already exists'],
    ['of a subsidiary that does not serve the customer', { subsidiary: { id: '9' } }, 'subsidiary'],
  ])('are not made %s', async (_what, more, why) => {
    const before = items(await erp.suiteql('SELECT COUNT(*) AS n FROM transactionline'));
    const answer = await erp.send('POST', order, { body: body(more) });
    expect(answer.status).toBe(400);
    expect(cause(answer).detail).toContain(why);
    expect(items(await erp.suiteql('SELECT COUNT(*) AS n FROM transactionline'))).toEqual(before);
  });

  it('refuse a name that orders do not have when asked to, and drop it otherwise', async () => {
    const item = { items: [{ item: { id: '201' }, amount: 1, custcol_nothing: 'x' }] };
    const strict = await erp.send('POST', order, {
      headers: { 'x-netsuite-propertynamevalidation': 'error' },
      body: body({ item }),
    });
    expect(strict.body['o:errorDetails']).toMatchObject([{ 'o:errorPath': 'item.items[0].custcol_nothing' }]);
    const lax = await erp.send('POST', order, { body: body({ item }) });
    expect(lax.headers.get('warning')).toContain('custcol_nothing');
  });

  it('can be removed until something of them was recognised', async () => {
    const externalId = fresh();
    await erp.send('PUT', `${order}/eid:${externalId}`, { body: body() });
    expect((await erp.send('DELETE', `${order}/eid:${externalId}`)).status).toBe(204);
    expect((await erp.send('DELETE', `${order}/eid:${subscription.number}`)).status).toBe(400);
  });
});

describe('the revenue of an order', () => {
  it('is planned for every order that was seeded, by the day, to the cent', async () => {
    for (const { subscription: each } of wellSet(world)) {
      const held = (await ledger.order(each.number))!;
      expect(await ledger.revenue(each.number)).toEqual(asTold(byDay(held.lines)));
    }
  });

  it('runs over what each line is worth from its first day to its last', async () => {
    const products = new Map(world.products.map((product) => [product.sku, product]));
    for (const {
      company: each,
      subscription: { number, start, end, items: charges },
    } of wellSet(world)) {
      const held = (await ledger.order(number))!;
      expect(held.lines.map(({ amount, end: last }) => [amount, last])).toEqual(
        charges.map(({ sku, quantity, unitPrice }) => {
          const intervalMonths = { MONTH: 1, YEAR: 12 }[products.get(sku)!.interval];
          return [
            worthOf({ unitPrice, quantity, intervalMonths }, start, end, each.currency),
            dayAfter(end, -1),
          ];
        }),
      );
    }
  });

  it('is what a computation day by day comes to, whatever the amounts and days', async () => {
    const random = randomOf(20_261_121, 'revenue');
    for (let round = 0; round < 40; round += 1) {
      const lines = Array.from({ length: random.int(1, 4) }, (_, index) => {
        const start = dayAfter('2025-01-01', random.int(0, 900));
        const amount = text(BigInt(random.int(1, random.pick([9, 5_000, 90_000_000]))));
        const end = dayAfter(start, random.pick([0, 1, 27, 30, 89, 364, 365, random.int(0, 1_000)]));
        const [first] = newOrder(world, company, '').lines;
        return { ...first!, lineId: `C-${round}-${index}@${start}`, amount, start, end };
      });
      const externalId = fresh();
      await ledger.putOrder.perform({ ...newOrder(world, company, externalId), lines }, { key: externalId });
      expect(await ledger.revenue(externalId)).toEqual(await expected(lines));
      expect((await ledger.order(externalId))!.lines).toEqual(lines.map((line) => ({ ...line, rate: '49' })));
    }
  });

  it('follows a change of the order: what goes on keeps its element, what goes is closed and worth nothing', async () => {
    const externalId = fresh();
    const before = newOrder(world, company, externalId);
    const [line] = before.lines;
    const second = { ...line!, lineId: 'C-90000002@2026-10-01', amount: '365.00' };
    await ledger.putOrder.perform({ ...before, lines: [line!, second] }, { key: '1' });
    const [first, removed] = await elements(externalId);
    const lines = [
      { ...line!, end: '2027-03-31', amount: '880.00' },
      { ...line!, lineId: 'C-90000001@2027-04-01', start: '2027-04-01', amount: '1470.50' },
    ];
    await ledger.putOrder.perform({ ...before, lines }, { key: '2' });
    const after = await elements(externalId);
    expect(after.map(({ id, salesamount, amount }) => [id, salesamount, amount])).toEqual([
      [first!.id, '880', '880'],
      [removed!.id, '0', undefined],
      [expect.any(String), '1470.5', '1470.5'],
    ]);
    expect((await ledger.order(externalId))!.lines).toHaveLength(2);
    expect(await ledger.revenue(externalId)).toEqual(await expected(lines));
    await ledger.putOrder.perform({ ...before, lines: [line!, second] }, { key: '2.undo' });
    expect(await ledger.revenue(externalId)).toEqual(await expected([line!, second]));
  });

  it('is nothing once the order was closed, and comes back when it is put again', async () => {
    const externalId = fresh();
    const given = newOrder(world, company, externalId);
    await ledger.putOrder.perform(given, { key: '1' });
    await ledger.closeOrder.perform({ externalId }, { key: '2' });
    expect(await ledger.revenue(externalId)).toEqual([]);
    expect((await ledger.order(externalId))!.lines).toEqual([]);
    expect((await ledger.putOrder.perform(given, { key: '3' })).found).toBe(false);
    expect(await ledger.revenue(externalId)).toEqual(await expected(given.lines));
  });

  it('is not there for an item without a rule, nor for a line without days', async () => {
    const externalId = fresh();
    const item = world.products[2]!.erpId!;
    const set = (revenuerecognitionrule: number | null) =>
      erp.control('state', { object: 'item', id: item, set: { revenuerecognitionrule } });
    await set(null);
    const given = newOrder(world, company, externalId);
    const lines = [{ ...given.lines[0]!, item }];
    await ledger.putOrder.perform({ ...given, lines }, { key: '1' });
    expect(await ledger.revenue(externalId)).toEqual([]);
    await set(1);
  });

  it('comes later where plans are updated by a job', async () => {
    await erp.control('state', { settings: { revenuePlanDelayMs: 10_800_000 } });
    const externalId = fresh();
    const given = newOrder(world, company, externalId);
    await ledger.putOrder.perform(given, { key: '1' });
    expect(await ledger.revenue(externalId)).toEqual([]);
    await erp.control('clock', { advanceMs: 10_801_000 });
    await erp.renewToken();
    expect(await ledger.revenue(externalId)).toEqual(await expected(given.lines));
  });

  it('is recognised in periods that are closed, and asked for in one query', async () => {
    const calls = await erp.callsOf(() => ledger.revenue(subscription.number));
    expect(calls.filter(({ path }) => path.includes('/query/')).length).toBe(1);
    const q = `SELECT ap.closed, pr.isrecognized, COUNT(*) AS n FROM revenueplanplannedrevenue pr
      JOIN accountingperiod ap ON ap.id = pr.plannedperiod GROUP BY ap.closed, pr.isrecognized ORDER BY ap.closed`;
    expect(items(await erp.suiteql(q)).map(({ closed, isrecognized }) => [closed, isrecognized])).toEqual([
      ['F', 'F'],
      ['T', 'T'],
    ]);
  });
});
