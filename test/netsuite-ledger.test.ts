import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import type { Problem } from '../src/canonical/problem.ts';
import type { Ledger, LedgerCustomer } from '../src/sources/ledger.ts';
import { netsuiteVendor } from '../src/sources/netsuite/index.ts';
import type { Source } from '../src/sources/source.ts';
import { newEntry, newOrder, wellSet, type WellSet, writesOf } from './support/ledger.ts';
import { configure, type Netsuite, startNetsuite } from './support/netsuite.ts';

const seed = { n: 40, seed: 7, today: '2026-10-01' };
const world = makeWorld(seed);
const [{ company, subscription }, { company: other }] = wellSet(world) as [WellSet, WellSet];
let erp: Netsuite;
let source: Source;
let ledger: Ledger;
let serial = 0;

/** A key and external id of its own. */
const fresh = (): string => `run.${(serial += 1)}.1`;

function refusal(work: Promise<unknown>): Promise<Problem> {
  return work.then(
    () => Promise.reject(new Error('it succeeded')),
    (problem: Problem) => problem,
  );
}

const change = (object: string, id: string, set: object) => erp.control('state', { object, id, set });

beforeAll(async () => {
  erp = await startNetsuite(seed);
  source = netsuiteVendor.create(configure(erp, { options: { breakerFailures: 1_000 } }));
  ledger = source.roles!.ledger!;
});

afterEach(() => erp.control('state', { settings: { language: 'en_US', requireDimensions: true } }));

afterAll(async () => {
  await source.close();
  await erp.close();
});

it('declares of every operation how it can be repeated', () => {
  const { upsertCustomer, closeCustomer, putOrder, closeOrder, post, reverse } = ledger;
  const declared = [upsertCustomer, closeCustomer, putOrder, closeOrder, post, reverse].map((each) => [
    each.name,
    each.class,
    each.keyLifetimeMs,
    each.look !== undefined,
  ]);
  expect(declared).toEqual([
    ['customer.upsert', 'B', null, false],
    ['customer.close', 'B', null, false],
    ['order.put', 'B', null, false],
    ['order.close', 'B', null, false],
    ['entry.post', 'C', null, true],
    ['entry.reverse', 'C', null, true],
  ]);
});

describe('what the ledger knows', () => {
  it('tells of items their accounts and rule, all in one call, and leaves out what is not set up', async () => {
    const skus = world.products.map(({ sku }) => sku);
    const calls = await erp.callsOf(async () => {
      const items = await ledger.items(skus);
      const known = world.products.filter(({ erpId }) => erpId !== null);
      expect([...items.values()].toSorted((a, b) => Number(a.externalId) - Number(b.externalId))).toEqual(
        known.map(({ sku, erpId, glAccount }) => ({
          sku,
          externalId: erpId,
          incomeAccount: glAccount,
          deferredAccount: '2400',
          revenueRule: 'Straight line, exact days',
          active: true,
        })),
      );
    });
    expect(calls.filter(({ objectType }) => objectType === 'item').length).toBe(1);
  });

  it('offers active items for choice, and says what an item lacks', async () => {
    const [first, second] = world.products;
    await change('item', first!.erpId!, { deferredrevenueaccount: null, revenuerecognitionrule: null });
    await change('item', second!.erpId!, { isinactive: 'T' });
    expect((await ledger.items([first!.sku, second!.sku])).get(first!.sku)).toMatchObject({
      deferredAccount: null,
      revenueRule: null,
    });
    expect((await ledger.choices()).map(({ sku }) => sku)).not.toContain(second!.sku);
    expect((await ledger.items([second!.sku])).get(second!.sku)).toMatchObject({ active: false });
    await change('item', first!.erpId!, { deferredrevenueaccount: 304, revenuerecognitionrule: 1 });
    await change('item', second!.erpId!, { isinactive: 'F' });
    expect((await ledger.items([first!.sku])).get(first!.sku)).toMatchObject({ deferredAccount: '2400' });
  });

  it('tells accounts as configured, and refuses one that the books do not have', async () => {
    expect(await ledger.accounts('US01')).toEqual({ receivable: '1100', taxPayable: '2200' });
    const accountsOf = { EU01: { receivable: '1100', taxPayable: '2299' } };
    const wrong = netsuiteVendor.create(configure(erp, { options: { accountsOf } }));
    expect(await refusal(wrong.roles!.ledger!.accounts('EU01'))).toMatchObject({
      code: 'ACCOUNT_MAPPING_MISSING',
      detail: { path: 'taxPayable', source: 'netsuite' },
    });
    await wrong.close();
  });

  it.each([
    ['2026-10-31', { name: 'Oct 2026', start: '2026-10-01', end: '2026-10-31', closed: false }],
    ['2026-09-01', { name: 'Sep 2026', start: '2026-09-01', end: '2026-09-30', closed: true }],
    ['2026-05-15', { name: 'May 2026', start: '2026-05-01', end: '2026-05-31', closed: true }],
    ['1999-01-01', null],
  ])('tells the period of %s', async (date, period) => {
    expect(await ledger.period(date)).toEqual(period);
  });

  it('finds a customer by its id, its billing account, and under no name that is not its own', async () => {
    const known = { id: company.erp!.id, legalEntity: company.legalEntity, terms: company.paymentTerms };
    expect(await ledger.customer({ id: company.erp!.id })).toMatchObject(known);
    expect(await ledger.customer({ billingAccount: company.billing!.number })).toMatchObject({
      ...known,
      taxId: company.taxId,
    });
    for (const by of [{ externalId: "x' OR '1' = '1" }, { id: '1 OR 1=1' }, { billingAccount: "A'" }])
      expect(await ledger.customer(by)).toBeNull();
  });

  it('tells the order of a subscription as it was seeded, a line for each charge', async () => {
    const order = await ledger.order(subscription.number);
    expect(order).toMatchObject({
      externalId: subscription.number,
      customer: `id:${company.erp!.id}`,
      legalEntity: company.legalEntity,
      currency: company.currency,
      date: subscription.start,
    });
    expect(order!.lines.map(({ lineId, quantity, start }) => [lineId, quantity, start])).toEqual(
      subscription.items.map(({ chargeNumber, quantity }) => [
        `${chargeNumber}@${subscription.start}`,
        quantity,
        subscription.start,
      ]),
    );
    expect(new Set(order!.lines.map(({ dimensions }) => JSON.stringify(dimensions)))).toEqual(
      new Set([JSON.stringify({ department: 'Sales', class: company.segment, location: null })]),
    );
    expect(await ledger.order('A-S99999999')).toBeNull();
  });
});

describe('a customer', () => {
  const customer = (externalId: string, more: Partial<LedgerCustomer> = {}): LedgerCustomer => ({
    externalId,
    name: 'Tallow Works',
    legalEntity: 'EU01',
    currency: 'EUR',
    paymentTerms: 'Net 45',
    taxId: 'NL001234567B01',
    billingAccount: 'A90000001',
    ...more,
  });

  it('is made once however often it is asked for, is set, and is closed', async () => {
    const key = fresh();
    const ids: string[] = [];
    const writes = await writesOf(erp, async () => {
      for (const found of [false, true]) {
        const done = await ledger.upsertCustomer.perform(customer(key), { key });
        expect(done).toMatchObject({ object: 'customer', found });
        ids.push(done.result.id);
      }
      await ledger.upsertCustomer.perform(customer(key, { paymentTerms: 'Net 30' }), { key });
    });
    expect(new Set(ids).size).toBe(1);
    expect(writes.map(({ method, objectId }) => [method, objectId])).toEqual([
      ['PUT', ids[0]],
      ['PUT', ids[0]],
    ]);
    expect(await ledger.customer({ externalId: key })).toEqual({
      id: ids[0],
      legalEntity: 'EU01',
      taxId: 'NL001234567B01',
      terms: 'Net 30',
      active: true,
    });
    const closes = await writesOf(erp, async () => {
      expect((await ledger.closeCustomer.perform({ externalId: key }, { key })).found).toBe(false);
      expect((await ledger.closeCustomer.perform({ externalId: key }, { key })).found).toBe(true);
    });
    expect(closes.map(({ method }) => method)).toEqual(['PATCH']);
  });

  it.each([
    ['a legal entity', { legalEntity: 'XX01' }, 'LEGAL_ENTITY_MISSING'],
    ['terms', { paymentTerms: 'Net 7' }, 'TERMS_INVALID'],
    ['a currency', { currency: 'JPY' }, 'SOURCE_REJECTED'],
  ])(
    'with %s that the ledger does not have is refused before anything is sent',
    async (_what, more, code) => {
      const writes = await writesOf(erp, async () => {
        const problem = await refusal(
          ledger.upsertCustomer.perform(customer(fresh(), more), { key: fresh() }),
        );
        expect(problem).toMatchObject({ code, detail: { outcome: 'NOT_APPLIED' } });
      });
      expect(writes).toEqual([]);
    },
  );
});

describe('an order that the ledger refuses', () => {
  const order = newOrder(world, company, 'A-S90000000');
  const line = order.lines[0]!;

  it.each<[string, object, string, string]>([
    [
      'names an item that is not there',
      { lines: [{ ...line, item: '999' }] },
      'PRODUCT_UNMAPPED',
      'item.items[0].item',
    ],
    [
      'names a department that is not there',
      { lines: [{ ...line, dimensions: { ...line.dimensions, department: 'Moon' } }] },
      'ACCOUNT_MAPPING_MISSING',
      'lines[0].dimensions.department',
    ],
    ['is of no legal entity', { legalEntity: 'XX01' }, 'LEGAL_ENTITY_MISSING', 'legalEntity'],
    [
      'is of another legal entity than its customer',
      { legalEntity: company.legalEntity === 'US01' ? 'EU01' : 'US01' },
      'LEGAL_ENTITY_MISSING',
      'subsidiary',
    ],
    [
      'is in another currency than its customer',
      { currency: company.currency === 'USD' ? 'EUR' : 'USD' },
      'SOURCE_REJECTED',
      'currency',
    ],
    [
      'ends before it starts',
      { lines: [{ ...line, end: '2026-09-30' }] },
      'SOURCE_REJECTED',
      'item.items[0].revRecEndDate',
    ],
    ['is of nobody', { customer: 'nobody' }, 'SOURCE_REJECTED', 'customer'],
  ])('because it %s is not there, and the refusal names the field', async (_what, more, code, path) => {
    const key = fresh();
    const problem = await refusal(ledger.putOrder.perform({ ...order, externalId: key, ...more }, { key }));
    expect(problem).toMatchObject({
      code,
      retryable: false,
      detail: { path, outcome: 'NOT_APPLIED', source: 'netsuite', system: 'ERP' },
    });
    expect(await ledger.order(key)).toBeNull();
  });

  it('is one of another customer under the same number', async () => {
    const theirs = newOrder(world, other, subscription.number);
    const before = await ledger.order(subscription.number);
    expect(await refusal(ledger.putOrder.perform(theirs, { key: fresh() }))).toMatchObject({
      code: 'SOURCE_REJECTED',
      detail: { path: 'customer' },
    });
    expect(await ledger.order(subscription.number)).toEqual(before);
  });

  it('is one whose item was made inactive', async () => {
    const item = world.products[3]!.erpId!;
    await change('item', item, { isinactive: 'T' });
    const given = { ...order, externalId: fresh(), lines: [{ ...line, item }] };
    expect(await refusal(ledger.putOrder.perform(given, { key: fresh() }))).toMatchObject({
      code: 'PRODUCT_UNMAPPED',
    });
    await change('item', item, { isinactive: 'F' });
  });
});

describe('an entry that the ledger refuses', () => {
  const [first, second, third] = newEntry(company, 'x').lines;

  it.each<[string, object, string]>([
    ['does not balance', { lines: [first, second] }, 'SOURCE_REJECTED'],
    [
      'names an account that is not there',
      { lines: [first, { ...second, account: '9999' }, third] },
      'ACCOUNT_MAPPING_MISSING',
    ],
    [
      'lacks the dimensions of a deferred account',
      { lines: [first, { ...second, dimensions: first!.dimensions }, third] },
      'ACCOUNT_MAPPING_MISSING',
    ],
    ['falls into a closed period', { date: '2026-05-15' }, 'PERIOD_CLOSED'],
    ['falls into a locked period', { date: '2026-09-15' }, 'PERIOD_CLOSED'],
    ['falls into no period', { date: '1999-01-01' }, 'PERIOD_CLOSED'],
  ])('because it %s is not there, in whatever language it is refused', async (_what, more, code) => {
    for (const language of ['en_US', 'de_DE']) {
      await erp.control('state', { settings: { language } });
      const key = fresh();
      const entry = { ...newEntry(company, key), ...more };
      expect(await refusal(ledger.post.perform(entry, { key }))).toMatchObject({
        code,
        detail: { outcome: 'NOT_APPLIED' },
      });
      expect(await ledger.post.look!(newEntry(company, key), { key })).toBeNull();
    }
  });

  it('is taken once its period was opened again', async () => {
    const key = fresh();
    const entry = newEntry(company, key, '2026-05-15');
    const { erpId } = world.periods.find(({ start }) => start === '2026-05-01')!;
    await change('accountingperiod', erpId, { closed: 'F', alllocked: 'F' });
    expect((await ledger.post.perform(entry, { key })).result.number).toMatch(/^JE\d{7}$/);
    await change('accountingperiod', erpId, { closed: 'T', alllocked: 'T' });
    const late = { entryExternalId: key, externalId: fresh(), date: '2026-05-20', memo: 'undo' };
    expect(await refusal(ledger.reverse.perform(late, { key: fresh() }))).toMatchObject({
      code: 'PERIOD_CLOSED',
    });
    const { body } = await erp.send('GET', `/services/rest/record/v1/journalEntry/eid:${key}`);
    const gone = await erp.send('DELETE', `/services/rest/record/v1/journalEntry/${String(body.id)}`);
    expect(gone.status).toBe(400);
    const reversed = await ledger.reverse.perform({ ...late, date: '2026-10-01' }, { key: fresh() });
    expect(reversed.found).toBe(false);
  });

  it('is one whose external id another entry has: loudly, and nothing is taken for done', async () => {
    const key = fresh();
    await ledger.post.perform(newEntry(company, key), { key });
    const later = { ...newEntry(company, key), date: '2026-10-02' };
    const loud = { code: 'SOURCE_REJECTED', retryable: false, detail: { path: 'externalId' } };
    const writes = await writesOf(erp, async () => {
      expect(await refusal(ledger.post.perform(later, { key }))).toMatchObject(loud);
      expect(await refusal(ledger.post.look!(later, { key }))).toMatchObject(loud);
    });
    expect(writes).toEqual([]);
  });

  it('is one whose external id an order has', async () => {
    const entry = newEntry(company, subscription.number);
    expect(await refusal(ledger.post.perform(entry, { key: fresh() }))).toMatchObject({
      code: 'SOURCE_REJECTED',
      detail: { path: 'externalId', outcome: 'NOT_APPLIED' },
    });
  });
});

it('tells no name of a customer in a refusal', async () => {
  const key = fresh();
  await erp.control('faults', {
    match: { method: 'PUT' },
    act: {
      act: 'status',
      status: 400,
      body: { 'o:errorDetails': [{ detail: 'Tallow Works is not welcome', 'o:errorCode': 'USER_ERROR' }] },
    },
  });
  const given = {
    externalId: key,
    name: 'Tallow Works',
    legalEntity: 'US01',
    currency: 'USD',
    paymentTerms: 'Net 30',
    taxId: null,
    billingAccount: null,
  };
  const problem = await refusal(ledger.upsertCustomer.perform(given, { key }));
  await erp.control('faults', undefined, 'DELETE');
  expect(problem.message).toContain('is not welcome');
  expect(problem.message).not.toContain('Tallow');
});

it('never exceeds the limit of the account with many writes at once', async () => {
  const keys = Array.from({ length: 25 }, fresh);
  await erp.control('faults', {
    match: { method: 'POST', path: 'journalEntry' },
    act: { act: 'delay', ms: 20 },
  });
  const calls = await erp.callsOf(() =>
    Promise.all(keys.map((key) => ledger.post.perform(newEntry(company, key), { key, lane: 'money' }))),
  );
  await erp.control('faults', undefined, 'DELETE');
  expect(calls.filter(({ outcome }) => outcome === 'THROTTLED')).toEqual([]);
  expect(calls.filter(({ outcome }) => outcome === 'APPLIED').length).toBe(25);
});
