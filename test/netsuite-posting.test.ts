import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import type { Problem } from '../src/canonical/problem.ts';
import type { Ledger } from '../src/sources/ledger.ts';
import { netsuiteVendor } from '../src/sources/netsuite/index.ts';
import type { Applied, WriteOptions } from '../src/sources/operation.ts';
import type { Source } from '../src/sources/source.ts';
import { newEntry, newOrder, wellSet, writesOf } from './support/ledger.ts';
import { configure, items, type Netsuite, startNetsuite } from './support/netsuite.ts';

const seed = { n: 40, seed: 7, today: '2026-10-01' };
const world = makeWorld(seed);
const { company } = wellSet(world)[0]!;
let erp: Netsuite;
let source: Source;
let ledger: Ledger;
/** Gives a write up soon: used where no answer comes in any time. */
let hasty: Source;
let serial = 0;

const fresh = (): string => `run.${(serial += 1)}.1`;

beforeAll(async () => {
  erp = await startNetsuite(seed);
  // It takes many failures to stop calling.
  const breakerFailures = 1_000;
  source = netsuiteVendor.create(configure(erp, { options: { breakerFailures } }));
  ledger = source.roles!.ledger!;
  hasty = netsuiteVendor.create(configure(erp, { options: { breakerFailures, writeDeadlineMs: 500 } }));
});

afterEach(() => erp.control('faults', undefined, 'DELETE'));

afterAll(async () => {
  await source.close();
  await hasty.close();
  await erp.close();
});

type Made = { readonly id: string };

/** One operation on something of its own: what makes it ready, what is done, what it came to by looking. */
interface Case {
  readonly method: string;
  readonly type: string;
  prepare?(key: string): Promise<unknown>;
  perform(key: string, by?: Ledger): Promise<Applied<Made>>;
  look?(key: string): Promise<Applied<Made> | null>;
}

const options = (key: string): WriteOptions => ({ key });
const customer = (externalId: string) => ({
  externalId,
  name: 'Tallow Works',
  legalEntity: 'US01',
  currency: 'USD',
  paymentTerms: 'Net 30',
  taxId: null,
  billingAccount: null,
});
const reversal = (key: string) => ({
  entryExternalId: `${key}.entry`,
  externalId: key,
  date: '2026-10-02',
  memo: 'Taken back',
});

const cases: Readonly<Record<string, Case>> = {
  'customer.upsert': {
    method: 'PUT',
    type: 'customer',
    perform: (key, by = ledger) => by.upsertCustomer.perform(customer(key), options(key)),
  },
  'customer.close': {
    method: 'PATCH',
    type: 'customer',
    prepare: (key) => ledger.upsertCustomer.perform(customer(key), options(key)),
    perform: (key, by = ledger) => by.closeCustomer.perform({ externalId: key }, options(key)),
  },
  'order.put of a new order': {
    method: 'PUT',
    type: 'salesOrder',
    perform: (key, by = ledger) => by.putOrder.perform(newOrder(world, company, key), options(key)),
  },
  'order.put of an order that is there': {
    method: 'PUT',
    type: 'salesOrder',
    prepare: (key) => ledger.putOrder.perform(newOrder(world, company, key), options(key)),
    perform: (key, by = ledger) => {
      const order = newOrder(world, company, key);
      const [line] = order.lines;
      const lines = [
        { ...line!, end: '2027-03-31', amount: '880.00' },
        { ...line!, lineId: 'C-90000001@2027-04-01', start: '2027-04-01', quantity: '5', amount: '1470.5' },
      ];
      return by.putOrder.perform({ ...order, lines }, options(key));
    },
  },
  'order.close': {
    method: 'PATCH',
    type: 'salesOrder',
    prepare: (key) => ledger.putOrder.perform(newOrder(world, company, key), options(key)),
    perform: (key, by = ledger) => by.closeOrder.perform({ externalId: key }, options(key)),
  },
  'entry.post': {
    method: 'POST',
    type: 'journalEntry',
    perform: (key, by = ledger) => by.post.perform(newEntry(company, key), options(key)),
    look: (key) => ledger.post.look!(newEntry(company, key), options(key)),
  },
  'entry.reverse': {
    method: 'POST',
    type: 'journalEntry',
    prepare: (key) => ledger.post.perform(newEntry(company, `${key}.entry`), options(key)),
    perform: (key, by = ledger) => by.reverse.perform(reversal(key), options(key)),
    look: (key) => ledger.reverse.look!(reversal(key), options(key)),
  },
};

const hanging = 'it is never answered';
const afterwards: Readonly<Record<string, object>> = {
  'its answer is lost with the connection': { act: 'reset-after-apply' },
  [hanging]: { act: 'hang-after-apply' },
  'a failure is answered for it': { act: 'status', status: 500, when: 'after', body: {} },
  'its answer is cut short': { act: 'truncate', cut: true },
  'something else is answered for it': { act: 'garbage', when: 'after' },
};

const names = Object.keys(cases);

describe.each(names)('%s', (name) => {
  const each = cases[name]!;

  it('is done once, and found when it is asked for again', async () => {
    const key = fresh();
    await each.prepare?.(key);
    const writes = await writesOf(erp, async () => {
      const first = await each.perform(key);
      expect(first).toMatchObject({ found: false, httpStatus: 204, externalId: first.result.id });
      const again = await each.perform(key);
      expect(again).toMatchObject({ found: true, httpStatus: null, result: first.result });
    });
    expect(writes.map(({ method, objectType }) => [method, objectType])).toEqual([[each.method, each.type]]);
  });

  it.each(Object.keys(afterwards))('has one effect when %s', async (what) => {
    const key = fresh();
    await each.prepare?.(key);
    const writes = await writesOf(erp, async () => {
      await erp.control('faults', {
        match: { method: each.method, objectType: each.type, count: 1 },
        act: afterwards[what],
      });
      const by = new Map([[hanging, hasty]]).get(what) ?? source;
      const told = await each.perform(key, by.roles!.ledger).then(
        () => 'done',
        (problem: Problem) => problem.detail.outcome,
      );
      expect(told).toBe('UNKNOWN');
      const found = each.look ? await each.look(key) : await each.perform(key);
      expect(found).toMatchObject({ found: true, httpStatus: null });
      expect((await each.perform(key)).result).toEqual(found!.result);
    });
    expect(writes.length).toBe(1);
  });

  it('is not done, and is known not to be, when it never reached the vendor or was throttled for long', async () => {
    const key = fresh();
    await each.prepare?.(key);
    await erp.control('faults', {
      match: { method: each.method, objectType: each.type },
      act: { act: 'throttle', rate: 0.0001, burst: 0.5 },
    });
    const writes = await writesOf(erp, async () => {
      const problem = await each.perform(key).then(
        () => Promise.reject(new Error('it succeeded')),
        (error: Problem) => error,
      );
      expect(problem).toMatchObject({
        code: 'RATE_LIMITED',
        retryable: true,
        detail: { outcome: 'NOT_APPLIED' },
      });
    });
    expect(writes).toEqual([]);
  });
});

it('says that nothing was sent when what must be known first cannot be read', async () => {
  const unread = netsuiteVendor.create(configure(erp, { url: 'http://127.0.0.1:9', deadlineMs: 1_500 }));
  const other = unread.roles!.ledger!;
  const key = fresh();
  const asked = [
    () => other.putOrder.perform(newOrder(world, company, key), { key }),
    () => other.post.perform(newEntry(company, key), { key }),
    () => other.upsertCustomer.perform(customer(key), { key }),
  ];
  for (const ask of asked)
    await expect(ask()).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      detail: { outcome: 'NOT_APPLIED' },
    });
  await unread.close();
});

describe('an entry', () => {
  it('is posted to the cent, with its document, its customer and its dimensions', async () => {
    const key = fresh();
    const { result } = await ledger.post.perform(newEntry(company, key), { key });
    const [record] = await source.fetch('LedgerPosting', [result.id]);
    const { currency } = company;
    const side = (amount: string | null) => (amount === null ? null : { amount, currency });
    expect(record).toMatchObject({
      fields: {
        number: result.number,
        status: 'POSTED',
        date: '2026-10-01',
        lines: newEntry(company, key).lines.map(({ account, debit, credit, dimensions, memo }) => ({
          account,
          debit: side(debit),
          credit: side(credit),
          dimensions: { department: dimensions.department, class: dimensions.class },
          memo,
        })),
      },
      links: {
        invoice: { key: 'number:billing:INV90000001' },
        customer: { key: `ref:netsuite:customer:${company.erp!.id}` },
      },
    });
  });

  it('is taken back by a further entry that says the opposite, and stays', async () => {
    const key = fresh();
    const posted = await ledger.post.perform(newEntry(company, key), { key });
    const taken = { entryExternalId: key, externalId: `${key}.undo`, date: '2026-10-02', memo: 'Taken back' };
    const reversed = await ledger.reverse.perform(taken, { key: `${key}.undo` });
    const q = `SELECT tl.expenseaccount, SUM(tl.foreignamount) AS own FROM transactionline tl
      WHERE tl.transaction IN (${posted.result.id}, ${reversed.result.id}) GROUP BY tl.expenseaccount`;
    expect(items(await erp.suiteql(q)).map(({ own }) => own)).toEqual(['0', '0', '0']);
    const lost = { ...taken, entryExternalId: 'nothing', externalId: fresh() };
    await expect(ledger.reverse.perform(lost, { key })).rejects.toMatchObject({
      code: 'SOURCE_REJECTED',
      detail: { path: 'entryExternalId', outcome: 'NOT_APPLIED' },
    });
  });

  it('keeps amounts that no float can hold', async () => {
    const key = fresh();
    const entry = newEntry(company, key);
    const amount = '90071992547409.93';
    const [first, second] = entry.lines;
    const lines = [
      { ...first!, debit: amount },
      { ...second!, credit: amount },
    ];
    const { result } = await ledger.post.perform({ ...entry, lines }, { key });
    const [record] = await source.fetch('LedgerPosting', [result.id]);
    expect(record!.fields).toMatchObject({
      lines: [{ debit: { amount } }, { credit: { amount } }],
    });
  });
});
