import Big from 'big.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Company } from '../sandbox/world/types.ts';
import { partialFieldsOf } from '../src/canonical/fields.ts';
import type { Kind } from '../src/canonical/kind.ts';
import type { Money } from '../src/canonical/money.ts';
import { Problem } from '../src/canonical/problem.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import type { Source, SourceConfig } from '../src/sources/source.ts';
import { zuoraVendor } from '../src/sources/zuora/index.ts';
import { fetchApart } from '../src/sync/apart.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

/** The parts of a record's fields that these tests look into. */
interface Fields {
  readonly status: string;
  readonly balance: Money;
  readonly lines: readonly { readonly id: string; readonly taxes: readonly { readonly amount: Money }[] }[];
  readonly items: readonly object[];
  readonly applications: readonly object[];
}

let tenant: Tenant;
let billed: readonly Company[];
let fifty: readonly string[];
const open: Source[] = [];

beforeAll(async () => {
  tenant = await openTenant(70);
  billed = tenant.world.companies.filter((company) => company.billing !== null);
  fifty = billed.slice(0, 50).map((company) => company.billing!.id);
});

afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
  await tenant.heal();
  await tenant.control('POST', 'state', {
    settings: { documentedExpandsOnly: false, objectQueryConcurrency: 80, concurrency: 40 },
  });
});

afterAll(async () => {
  await tenant.close();
});

function connect(options: Record<string, unknown> = {}, config: Partial<SourceConfig> = {}): Source {
  const source = zuoraVendor.create({
    instance: 'zuora',
    vendor: 'zuora',
    url: tenant.url,
    region: 'US',
    credentials: tenant.credentials,
    deadlineMs: 20_000,
    limits: {},
    options: zuoraVendor.options.parse(options),
    ...config,
  });
  open.push(source);
  return source;
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

async function scanAll(source: Source, kind: Kind): Promise<readonly SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await source.scan(kind, cursor);
    records.push(...page.records);
    if (page.next === null) return records;
    cursor = page.next;
  }
}

function byId(records: readonly SourceRecord[]): ReadonlyMap<string, SourceRecord> {
  const map = new Map(records.map((record) => [record.externalId, record]));
  expect(map.size).toBe(records.length);
  return map;
}

const usd = (amount: string, currency: string): object => ({ amount, currency });

function expectInvoices(records: readonly SourceRecord[], companies: readonly Company[]): void {
  const found = byId(records);
  expect(found.size).toBe(companies.flatMap((company) => company.invoices).length);
  for (const company of companies)
    for (const invoice of company.invoices) {
      const record = found.get(invoice.billingId)!;
      const fields = record.fields as unknown as Fields;
      const c = company.currency;
      expect(fields).toMatchObject({
        number: invoice.number,
        rawStatus: invoice.status,
        issueDate: invoice.issueDate,
        dueDate: invoice.dueDate,
        subtotal: usd(invoice.subtotal, c),
        tax: usd(invoice.tax, c),
        total: usd(invoice.total, c),
        balance: usd(invoice.balance, c),
      });
      expect(record.links.customer).toEqual({
        kind: 'Customer',
        key: `ref:zuora:Account:${company.billing!.id}`,
      });
      expect(record.links.subscription).toEqual({
        kind: 'BillingSubscription',
        key: `number:billing:${company.subscriptions[invoice.subscription]!.number}`,
      });
      const lines = new Map(fields.lines.map((line) => [line.id, line]));
      expect(lines.size).toBe(invoice.lines.length);
      for (const line of invoice.lines) {
        expect(lines.get(line.billingId)).toMatchObject({
          amount: usd(line.amount, c),
          periodStart: line.periodStart,
          periodEnd: line.periodEnd,
        });
        const taxes = lines.get(line.billingId)!.taxes;
        expect(taxes.map((tax) => tax.amount.amount).toSorted()).toEqual(
          line.taxes.map((tax) => tax.amount).toSorted(),
        );
        for (const tax of line.taxes)
          expect(taxes).toContainEqual({
            jurisdiction: tax.jurisdiction,
            rate: tax.rate,
            amount: usd(tax.amount, c),
          });
      }
    }
}

describe('a page of fifty customers', () => {
  test.each(['Invoice', 'Payment', 'CreditMemo', 'BillingSubscription'] as const)(
    'costs one call for all their records of kind %s',
    async (kind) => {
      const source = connect();
      await tenant.mark();
      const records = await source.list(kind, fifty);
      const rows = await tenant.journal();
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ method: 'GET', path: '/object-query/accounts', outcome: 'READ' });
      expect(records.length).toBeGreaterThan(0);
      for (const record of records)
        expect(partialFieldsOf(kind).safeParse(record.fields).error).toBeUndefined();
    },
  );

  test('gets every invoice with its lines and taxes, equal to the books to the cent', async () => {
    expectInvoices(await connect().list('Invoice', fifty), billed.slice(0, 50));
  });

  test('gets payments with what they were applied to, and failures with their reason', async () => {
    const companies = billed.slice(0, 50);
    const found = byId(await connect().list('Payment', fifty));
    expect(found.size).toBe(companies.flatMap((company) => company.payments).length);
    for (const company of companies)
      for (const payment of company.payments) {
        const fields = found.get(payment.billingId)!.fields as unknown as Fields;
        expect(fields).toMatchObject({
          number: payment.number,
          status: { Processed: 'SETTLED', Processing: 'PENDING', Error: 'FAILED' }[payment.status],
          method: payment.method,
          amount: usd(payment.amount, company.currency),
          unapplied: usd(payment.unapplied, company.currency),
          failure: payment.failure,
        });
        for (const application of payment.applications)
          expect(fields.applications).toContainEqual({
            id: application.billingId,
            invoice: {
              kind: 'Invoice',
              key: `ref:zuora:Invoice:${company.invoices[application.invoice]!.billingId}`,
            },
            amount: usd(application.amount, company.currency),
          });
      }
  });

  test('gets credit memos with the invoice they were applied to', async () => {
    const companies = billed.slice(0, 50);
    const found = byId(await connect().list('CreditMemo', fifty));
    expect(found.size).toBe(companies.flatMap((company) => company.creditMemos).length);
    for (const company of companies)
      for (const memo of company.creditMemos) {
        const record = found.get(memo.billingId)!;
        expect(record.fields).toMatchObject({
          number: memo.number,
          reason: memo.reason,
          amount: usd(memo.amount, company.currency),
          balance: usd(memo.unapplied, company.currency),
        });
        if (memo.invoice !== null)
          expect(record.links.invoice!.key).toBe(
            `ref:zuora:Invoice:${company.invoices[memo.invoice]!.billingId}`,
          );
      }
  });

  test('gets the newest version of each subscription, its revenue exact', async () => {
    const companies = billed.slice(0, 50);
    const found = byId(await connect().list('BillingSubscription', fifty));
    expect(found.size).toBe(companies.flatMap((company) => company.subscriptions).length);
    const interval = new Map(tenant.world.products.map((product) => [product.sku, product.interval]));
    for (const company of companies)
      for (const subscription of company.subscriptions) {
        const record = found.get(subscription.number)!;
        const fields = record.fields as unknown as Fields;
        // What is over or suspended brings nothing.
        const charged = subscription.items.filter(() => ['ACTIVE', 'PENDING'].includes(fields.status));
        const annual = charged.reduce(
          (sum, item) => sum.plus(new Big(item.amount).times(interval.get(item.sku) === 'MONTH' ? 12 : 1)),
          new Big(0),
        );
        expect(fields).toMatchObject({
          sourceVersion: subscription.version,
          termStart: subscription.start,
          termEnd: subscription.end,
          arr: usd(annual.toFixed(2), company.currency),
          mrr: usd(annual.div(12).round(2, Big.roundHalfUp).toFixed(2), company.currency),
        });
        for (const item of subscription.items)
          expect(fields.items).toContainEqual(
            expect.objectContaining({ id: item.chargeNumber, amount: usd(item.amount, company.currency) }),
          );
        const contract =
          subscription.contract === null ? undefined : company.contracts[subscription.contract];
        expect(record.links.contract?.key).toBe(contract && `number:crm:${contract.number}`);
      }
  });

  test('an account with more invoices than one call can bring gets them all', async () => {
    const [company] = billed;
    const account = company!.billing!.id;
    for (let i = 0; i < 120; i++)
      await tenant.control('POST', 'state', {
        object: 'Invoice',
        id: `8affffffffffffffffffffffffff${String(1000 + i)}`,
        set: {
          accountId: account,
          invoiceNumber: `INV9${String(i).padStart(7, '0')}`,
          status: 'Posted',
          currency: 'USD',
          invoiceDate: '2026-01-01',
          dueDate: '2026-01-31',
          amount: '10.10',
          amountWithoutTax: '10.10',
          taxAmount: '0.00',
          balance: '10.10',
          reversed: 0,
        },
      });
    await tenant.mark();
    const records = await connect().list('Invoice', fifty);
    expect(
      records.filter((record) => record.links.customer!.key === `ref:zuora:Account:${account}`),
    ).toHaveLength(120 + company!.invoices.length);
    expect(byId(records).size).toBe(records.length);
    expect((await tenant.journal()).map((row) => row.path)).toEqual([
      '/object-query/accounts',
      '/object-query/invoices',
      '/object-query/invoices',
    ]);
    for (let i = 0; i < 120; i++)
      await tenant.control('POST', 'state', {
        object: 'Invoice',
        id: `8affffffffffffffffffffffffff${String(1000 + i)}`,
        delete: true,
      });
  });

  test('a tenant that expands only what is documented is asked level by level, with the same result', async () => {
    await tenant.control('POST', 'state', { settings: { documentedExpandsOnly: true } });
    const source = connect();
    expectInvoices(await source.list('Invoice', fifty), billed.slice(0, 50));
    const invoice = billed[0]!.invoices[0]!;
    expectInvoices((await source.fetch('Invoice', [invoice.billingId])).slice(0, 1), [
      { ...billed[0]!, invoices: [invoice] },
    ]);
    expect((await source.list('Payment', fifty)).length).toBe(
      billed.slice(0, 50).flatMap((company) => company.payments).length,
    );
  });
});

describe('reading by id and page by page', () => {
  test('every kind is scanned whole, fits its canonical shape, and a scan goes on after a restart', async () => {
    const first = connect();
    for (const kind of first.kinds) {
      const whole = await scanAll(first, kind);
      expect(whole.length).toBeGreaterThan(0);
      byId(whole);
      for (const record of whole) {
        expect(partialFieldsOf(kind).safeParse(record.fields).error).toBeUndefined();
        expect(record.object).toBe(first.objectOf(kind));
      }
      const page = await first.scan(kind, null);
      if (page.next === null) continue;
      const rest: SourceRecord[] = [];
      for (let cursor: string | null = page.next; cursor !== null;) {
        const more = await connect().scan(kind, cursor);
        rest.push(...more.records);
        cursor = more.next;
      }
      expect([...page.records, ...rest].map((record) => record.externalId)).toEqual(
        whole.map((record) => record.externalId),
      );
    }
  });

  test('all invoices of the tenant are those of the world', async () => {
    expectInvoices(await scanAll(connect(), 'Invoice'), billed);
  });

  test('records are fetched by id, ninety-nine a call, and what does not exist is absent', async () => {
    const ids = billed
      .flatMap((company) => company.invoices.map((invoice) => invoice.billingId))
      .slice(0, 120);
    await tenant.mark();
    const records = await connect().fetch('Invoice', [...ids, 'no-such-invoice', 'x],id.IN:[y']);
    expect(records.map((record) => record.externalId).toSorted()).toEqual(ids.toSorted());
    expect((await tenant.journal()).length).toBeLessThanOrEqual(4);
  });

  test('a subscription is fetched by its number', async () => {
    const { number, version } = billed[0]!.subscriptions[0]!;
    const [record] = await connect().fetch('BillingSubscription', [number]);
    expect(record).toMatchObject({ externalId: number, fields: { sourceVersion: version } });
  });

  test('a subscription whose number cannot be asked for is refused, not absent, and costs nobody else', async () => {
    const { number } = billed[0]!.subscriptions[0]!;
    const source = connect();
    for (const odd of ['A-S 001', 'S,1', 'x],name.IN:[y', '']) {
      const record = { object: 'Subscription', externalId: odd };
      const problem = await problemOf(source.fetch('BillingSubscription', [number, odd]));
      expect(problem).toMatchObject({ code: 'SOURCE_REJECTED', retryable: false, detail: { record } });
      const found = await fetchApart(
        source,
        'BillingSubscription',
        'Subscription',
        [number, odd, 'none'],
        {},
      );
      expect(found.records.map(({ externalId }) => externalId)).toEqual([number]);
      expect(found.gone).toEqual([{ object: 'Subscription', externalId: 'none' }]);
      expect(found.refused.map(({ detail }) => detail.record)).toEqual([record]);
    }
  });

  test('a subscription without its plans costs itself only', async () => {
    const { number } = billed[0]!.subscriptions[0]!;
    const { records } = await connect().scan('BillingSubscription', null);
    await tenant.fault({}, { act: 'patch', where: { name: number }, remove: ['ratePlans'] });
    const page = await connect().scan('BillingSubscription', null);
    expect(page.records).toEqual(records.filter(({ externalId }) => externalId !== number));
    expect(page.unfit?.map(({ detail }) => detail.record?.externalId)).toEqual([number]);
  });

  test('a customer carries what links it to other systems', async () => {
    const source = connect();
    for (const company of billed.slice(0, 30)) {
      const [record] = await source.fetch('Customer', [company.billing!.id]);
      const { keys, fields } = record!;
      expect(keys).toContain(`number:billing:${company.billing!.number}`);
      expect(keys.includes(`ref:crm:Account:${company.billing!.crmId}`)).toBe(
        company.billing!.crmId !== null,
      );
      expect(keys.filter((key) => key.startsWith('tax:'))).toHaveLength(company.taxId === null ? 0 : 1);
      expect(fields).toMatchObject({
        name: company.billing!.name,
        currency: company.currency,
        billingAddress: { line1: company.address.line1, country: company.address.country },
      });
    }
  });

  test('prices name their product and its first currency', async () => {
    const records = byId(await scanAll(connect(), 'Price'));
    for (const product of tenant.world.products)
      expect(records.get(product.chargeId)).toMatchObject({
        links: { product: { kind: 'Product', key: `ref:zuora:Product:${product.billingId}` } },
        fields: {
          model: product.model,
          interval: product.interval,
          amount: usd(product.prices.USD!, 'USD'),
        },
      });
  });

  test('amounts larger than a float can hold arrive unchanged', async () => {
    const invoice = billed[1]!.invoices[0]!;
    await tenant.control('POST', 'state', {
      object: 'Invoice',
      id: invoice.billingId,
      set: { balance: '90071992547409931.07' },
    });
    const [record] = await connect().fetch('Invoice', [invoice.billingId]);
    expect((record!.fields as unknown as Fields).balance.amount).toBe('90071992547409931.07');
    await tenant.control('POST', 'state', {
      object: 'Invoice',
      id: invoice.billingId,
      set: { balance: invoice.balance },
    });
  });
});

describe('when Zuora has trouble', () => {
  const invoices = { path: '/object-query/accounts' };
  const refusal = (code: number) => ({ success: false, reasons: [{ code, message: 'Not possible now.' }] });

  test('a failure inside HTTP 200 that may pass is tried again', async () => {
    await tenant.fault({ ...invoices, count: 2 }, { act: 'status', status: 200, body: refusal(53_400_050) });
    await tenant.mark();
    expect((await connect().list('Invoice', fifty.slice(0, 1))).length).toBeGreaterThan(0);
    expect(await tenant.journal()).toHaveLength(3);
  });

  test('a failure inside HTTP 200 that will not pass is refused with its reason', async () => {
    await tenant.fault(invoices, { act: 'status', status: 200, body: refusal(53_400_030) });
    await tenant.mark();
    const problem = await problemOf(connect().list('Invoice', fifty.slice(0, 1)));
    expect(problem).toMatchObject({
      code: 'SOURCE_REJECTED',
      retryable: false,
      detail: { source: 'zuora', system: 'BILLING' },
    });
    expect(problem.message).toContain('Not possible now. (53400030)');
    expect(await tenant.journal()).toHaveLength(1);
  });

  test('one lasting reason among passing ones is enough not to try again', async () => {
    const reasons = [...refusal(53_400_050).reasons, ...refusal(53_400_030).reasons];
    await tenant.fault(invoices, { act: 'status', status: 200, body: { success: false, reasons } });
    await tenant.mark();
    expect((await problemOf(connect().list('Invoice', fifty.slice(0, 1)))).code).toBe('SOURCE_REJECTED');
    expect(await tenant.journal()).toHaveLength(1);
  });

  test('a full tenant is waited for when there is time, and told when there is not', async () => {
    await tenant.fault({ ...invoices, count: 1 }, { act: 'throttle', rate: 0.001, burst: 1, retryAfter: 1 });
    const patient = connect();
    await patient.list('Invoice', fifty.slice(0, 1));
    await tenant.heal();
    await tenant.fault(invoices, {
      act: 'status',
      status: 429,
      headers: { 'retry-after': '30' },
      body: { message: 'Too many requests' },
    });
    await tenant.mark();
    const problem = await problemOf(connect({}, { deadlineMs: 2_000 }).list('Invoice', fifty));
    expect(problem).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      detail: { retryAfterMs: 30_000 },
    });
    expect(await tenant.journal()).toHaveLength(1);
  });

  test('concurrency beyond the tenant\u2019s limit is throttled by Zuora and absorbed', async () => {
    await tenant.control('POST', 'state', { settings: { objectQueryConcurrency: 3 } });
    await tenant.fault(invoices, { act: 'delay', ms: 30 });
    await tenant.mark();
    const source = connect({}, { limits: { concurrency: 6 } });
    const lists = await Promise.all(
      fifty.slice(0, 12).map((id) => source.list('Invoice', [id], { lane: 'bulk' })),
    );
    expect(lists).toHaveLength(12);
    expect((await tenant.journal()).some((row) => row.outcome === 'THROTTLED')).toBe(true);
  });

  test('a token that expires under twenty calls is renewed by one login', async () => {
    const source = connect();
    await source.probe();
    await tenant.control('POST', 'clock', { advanceMs: 3_600_000 });
    await tenant.mark();
    const lists = await Promise.all(fifty.slice(0, 20).map((id) => source.list('Invoice', [id])));
    expect(lists.flat().length).toBeGreaterThan(0);
    const all = await tenant.control<{ rows: { path: string; seq: number }[] }>(
      'GET',
      'journal?after=0&limit=10000',
    );
    const since = (await tenant.journal())[0]!.seq;
    const rows = (Array.isArray(all) ? all : all.rows) as { path: string; seq: number }[];
    expect(rows.filter((row) => row.seq >= since && row.path === '/oauth/token')).toHaveLength(1);
  });

  test('a wrong secret is said to be refused, and is not in the message', async () => {
    const source = connect({}, { credentials: { ...tenant.credentials, clientSecret: 'not-the-secret' } });
    const problem = await problemOf(source.probe());
    expect(problem.code).toBe('SOURCE_REJECTED');
    expect(`${problem.message}${JSON.stringify(problem)}`).not.toContain('not-the-secret');
  });

  test.each([
    ['an answer that is not JSON', { act: 'garbage' }, undefined],
    ['half an answer', { act: 'truncate' }, undefined],
    ['a renamed amount', { act: 'patch', rename: { balance: 'openBalance' } }, /\.balance$/],
    ['a tax without its amount', { act: 'patch', remove: ['taxAmount'] }, /\.taxAmount$/],
    ['a date that is none', { act: 'patch', rename: { invoiceDate: 'dueDate' } }, /\.(invoiceDate|dueDate)$/],
    ['a missing list', { act: 'patch', remove: ['invoiceItems'] }, /\.invoiceItems$/],
  ])('%s is drift that names the place, and gives nothing', async (_, act, path) => {
    await tenant.fault(invoices, act);
    const problem = await problemOf(connect().list('Invoice', fifty));
    expect(problem).toMatchObject({
      code: 'SOURCE_DRIFTED',
      retryable: false,
      detail: { source: 'zuora', system: 'BILLING' },
    });
    if (path) expect(problem.detail.path).toMatch(path);
  });

  test('an unknown status word is drift', async () => {
    const { billingId, status } = billed[2]!.invoices[0]!;
    const set = (word: string): Promise<unknown> =>
      tenant.control('POST', 'state', { object: 'Invoice', id: billingId, set: { status: word } });
    await set('Evaporated');
    const problem = await problemOf(connect().fetch('Invoice', [billingId]));
    await set(status);
    expect(problem).toMatchObject({ code: 'SOURCE_DRIFTED', detail: { path: 'invoices.data[0].status' } });
  });

  test('a source slower than the deadline is unavailable, in about that time', async () => {
    await tenant.fault(invoices, { act: 'hold' });
    const source = connect({}, { deadlineMs: 150 });
    const problem = await problemOf(source.list('Invoice', fifty));
    expect(problem).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true });
    expect(source.status().inFlight).toBe(0);
  });

  test('a dead source opens the circuit, which closes after it is back', async () => {
    const source = connect({ breakerFailures: 3, breakerOpenMs: 150 });
    await source.probe();
    await tenant.stop();
    const failed = await problemOf(source.list('Invoice', fifty, { lane: 'interactive' }));
    expect(failed).toMatchObject({ code: 'SOURCE_UNAVAILABLE', detail: { source: 'zuora' } });
    for (let i = 0; i < 3; i++) await problemOf(source.probe());
    expect(source.status()).toMatchObject({ state: 'DOWN', circuit: 'OPEN' });
    await tenant.start();
    const records = await source.list('Invoice', fifty, { lane: 'bulk' });
    expect(records.length).toBeGreaterThan(0);
    expect(source.status()).toMatchObject({ circuit: 'CLOSED' });
    expect(source.status().lastSuccessAt).not.toBeNull();
  });

  test('the account\u2019s limits are in its status', async () => {
    const source = connect();
    await source.probe();
    const names = source.status().quotas.map((quota) => [quota.name, quota.limit]);
    expect(names).toEqual([
      ['concurrent calls', 80],
      ['calls per minute', 50_000],
    ]);
  });
});
