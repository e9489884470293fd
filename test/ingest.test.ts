import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import { systemOfRecord } from '../src/canonical/authority.ts';
import { summariseAll } from '../src/sync/summary.ts';
import { createTestCopy, eur, record, type TestCopy, usd } from './support/copy.ts';

let copy: TestCopy;
beforeAll(async () => {
  copy = await createTestCopy({ now: () => Date.parse('2026-11-21T12:00:00Z') });
});
afterAll(() => copy.close());
beforeEach(() =>
  copy.database.query(
    'truncate entity, facet, identity_key, match_candidate, list_sync, customer_summary cascade',
  ),
);

const account = (
  fields: Record<string, unknown> = {},
  more: Parameters<typeof record>[3] = {},
): SourceRecord =>
  record(
    'Customer',
    'salesforce/001A',
    { name: 'Acme', status: 'ACTIVE', rawStatus: 'Customer', ...fields },
    more,
  );
const billingAccount = record(
  'Customer',
  'zuora/z1',
  { name: 'Acme Billing', currency: 'EUR' },
  { keys: ['ref:crm:Account:001A', 'number:billing:A1'] },
);
const ofZ1 = { customer: { kind: 'Customer', key: 'ref:zuora:Account:z1' } } as const;
const invoice = (
  id: string,
  balance: string,
  dueDate: string,
  more: Record<string, unknown> = {},
): SourceRecord =>
  record(
    'Invoice',
    `zuora/${id}`,
    {
      number: `INV-${id}`,
      status: 'POSTED',
      rawStatus: 'Posted',
      issueDate: '2026-09-01',
      dueDate,
      subtotal: eur(balance),
      tax: eur('0.00'),
      total: eur(balance),
      balance: eur(balance),
      lines: [],
      ...more,
    },
    { keys: [`number:billing:INV-${id}`], links: ofZ1 },
  );
const customerId = async (): Promise<string> => (await copy.reader.byReference('CRM', 'Account', '001A'))!;
const customer = async () => (await copy.reader.records([await customerId()]))[0]!;

describe('taking a source record into the copy', () => {
  it('changes nothing when the same record comes again, but notes that it was confirmed', async () => {
    await copy.give('salesforce', 'Customer', [account()], { askedAt: '2026-11-21T10:00:00.000Z' });
    const before = await customer();
    const again = await copy.give('salesforce', 'Customer', [account()], {
      askedAt: '2026-11-21T11:00:00.000Z',
    });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await customer()).toEqual(before);
    const [references] = await copy.reader.references([before.id]);
    expect(references![0]!.observedAt).toBe('2026-11-21T11:00:00.000Z');
  });

  it('raises the version by one for each change that can be seen', async () => {
    await copy.give('salesforce', 'Customer', [account()]);
    await copy.give('salesforce', 'Customer', [account({ name: 'Acme Robotics' })]);
    expect(await customer()).toMatchObject({ version: 2, name: 'Acme Robotics' });
  });

  it('ignores a state that is older than the one it has', async () => {
    await copy.give('salesforce', 'Customer', [
      account({ name: 'Newer' }, { sourceTime: '2026-11-20T10:00:00Z' }),
    ]);
    await copy.give('salesforce', 'Customer', [
      account({ name: 'Older' }, { sourceTime: '2026-11-19T10:00:00Z' }),
    ]);
    expect(await customer()).toMatchObject({ name: 'Newer', version: 1 });
  });

  it('refuses a batch whole when a record does not fit, and says which field of which record', async () => {
    const wrong = invoice('i2', '10.00', '2026-10-01', { balance: { amount: '1e3', currency: 'EUR' } });
    await expect(
      copy.give('zuora', 'Invoice', [invoice('i1', '10.00', '2026-10-01'), wrong]),
    ).rejects.toSatisfy(
      (error) =>
        error instanceof Problem &&
        error.code === 'SOURCE_DRIFTED' &&
        error.detail.path === 'Invoice.i2.balance.amount',
    );
    expect(await copy.reader.resolve([{ kind: 'Invoice', key: 'number:billing:INV-i1' }])).toEqual([null]);
  });

  it('gives an invoice that arrived before its customer to the customer when it comes', async () => {
    await copy.give('zuora', 'Invoice', [invoice('i1', '10.00', '2026-10-01')]);
    await copy.give('salesforce', 'Customer', [account()]);
    await copy.give('zuora', 'Customer', [billingAccount]);
    const [invoices] = await copy.reader.lists('Invoice', [await customerId()]);
    expect(invoices!.map((each) => (each as { number?: string }).number)).toEqual(['INV-i1']);
  });

  it('forgets what a complete list no longer holds', async () => {
    await copy.give('salesforce', 'Customer', [account()]);
    await copy.give('zuora', 'Customer', [billingAccount]);
    const id = await customerId();
    await copy.give(
      'zuora',
      'Invoice',
      [invoice('i1', '10.00', '2026-10-01'), invoice('i2', '20.00', '2026-10-01')],
      {
        askedAt: '2026-11-21T10:00:00.000Z',
      },
    );
    await copy.give('zuora', 'Invoice', [invoice('i2', '20.00', '2026-10-01')], {
      askedAt: '2026-11-21T11:00:00.000Z',
      listOf: [id],
      complete: true,
    });
    const [invoices] = await copy.reader.lists('Invoice', [id]);
    expect(invoices).toHaveLength(1);
    const [summary] = await copy.reader.summaries([id]);
    expect(summary!.open).toEqual(eur('20.00'));
  });

  it('keeps what an incomplete list does not show', async () => {
    await copy.give('salesforce', 'Customer', [account()]);
    await copy.give('zuora', 'Customer', [billingAccount]);
    const id = await customerId();
    await copy.give('zuora', 'Invoice', [invoice('i1', '10.00', '2026-10-01')], {
      askedAt: '2026-11-21T10:00:00.000Z',
    });
    await copy.give('zuora', 'Invoice', [], {
      askedAt: '2026-11-21T11:00:00.000Z',
      listOf: [id],
      complete: false,
    });
    const [invoices] = await copy.reader.lists('Invoice', [id]);
    expect(invoices).toHaveLength(1);
  });

  it('forgets a record that its source no longer has when asked for it by id', async () => {
    await copy.give('salesforce', 'Customer', [account()], { askedAt: '2026-11-21T10:00:00.000Z' });
    const id = await customerId();
    await copy.give('salesforce', 'Customer', [], {
      askedAt: '2026-11-21T11:00:00.000Z',
      askedFor: { object: 'Account', externalIds: ['001A'] },
    });
    expect(await copy.reader.records([id])).toEqual([null]);
  });
});

describe('golden records', () => {
  const books = record(
    'Customer',
    'netsuite/7',
    { name: 'ACME', legalName: 'Acme AG' },
    { keys: ['number:billing:A1'] },
  );

  it('take each field from its system of record and name the others as alternatives', async () => {
    await copy.give('salesforce', 'Customer', [account({ legalName: 'Acme A.G.' })]);
    await copy.give('zuora', 'Customer', [billingAccount]);
    await copy.give('netsuite', 'Customer', [books]);
    expect(await customer()).toMatchObject({ name: 'Acme', legalName: 'Acme AG' });
    const [origins] = await copy.reader.origins([await customerId()], ['name', 'legalName']);
    expect(origins).toMatchObject([
      { path: 'name', instance: 'salesforce', alternatives: [{ value: 'Acme Billing' }, { value: 'ACME' }] },
      {
        path: 'legalName',
        instance: 'netsuite',
        rule: 'ERP before CRM',
        alternatives: [{ value: 'Acme A.G.' }],
      },
    ]);
  });

  it('fall back to the next system where the first one is silent', async () => {
    await copy.give('salesforce', 'Customer', [account({ legalName: 'Acme A.G.' })]);
    expect(await customer()).toMatchObject({ legalName: 'Acme A.G.' });
  });

  it('follow a system-of-record table that the configuration changed', async () => {
    const other = await createTestCopy({
      overrides: { Customer: { ...systemOfRecord.Customer, legalName: ['CRM', 'ERP'] } },
    });
    try {
      await other.give('salesforce', 'Customer', [account({ legalName: 'Acme A.G.' })]);
      await other.give('zuora', 'Customer', [billingAccount]);
      await other.give('netsuite', 'Customer', [books]);
      const id = (await other.reader.byReference('CRM', 'Account', '001A'))!;
      expect((await other.reader.records([id]))[0]).toMatchObject({ legalName: 'Acme A.G.' });
    } finally {
      await other.close();
    }
  });
});

describe('the figures of a customer', () => {
  it('sum what is open and overdue to the cent, by due date', async () => {
    await copy.give('salesforce', 'Customer', [account()]);
    await copy.give('zuora', 'Customer', [billingAccount]);
    await copy.give('zuora', 'Invoice', [
      invoice('i1', '0.10', '2026-11-20'),
      invoice('i2', '0.20', '2026-11-21'),
      invoice('i3', '100.00', '2026-10-01', { status: 'VOID' }),
    ]);
    const [summary] = await copy.reader.summaries([await customerId()]);
    expect(summary).toMatchObject({
      open: eur('0.30'),
      overdue: eur('0.10'),
      overdueDays: 1,
      risk: 'MEDIUM',
    });
  });

  it('roll up a hierarchy exactly in its own currency, and in the reporting currency when it is mixed', async () => {
    const child = (place: string, name: string, parent: string): SourceRecord =>
      record(
        'Customer',
        place,
        { name, status: 'ACTIVE' },
        { links: { parent: { kind: 'Customer', key: parent } } },
      );
    await copy.give('netsuite', 'LegalEntity', [
      record('LegalEntity', 'netsuite/1', {
        code: 'US01',
        name: 'US',
        region: 'US',
        residency: 'US',
        functionalCurrency: 'USD',
        rates: [{ currency: 'EUR', rate: '1.1', date: '2026-10-31' }],
      }),
    ]);
    await copy.give('salesforce', 'Customer', [
      account(),
      child('salesforce/001B', 'Acme Labs', 'ref:salesforce:Account:001A'),
      child('salesforce/001C', 'Acme Labs East', 'ref:salesforce:Account:001B'),
    ]);
    const subscription = (
      id: string,
      account: string,
      arr: { amount: string; currency: string },
    ): SourceRecord =>
      record(
        'BillingSubscription',
        `zuora/${id}`,
        {
          number: id,
          status: 'ACTIVE',
          rawStatus: 'Active',
          arr,
          mrr: arr,
          termStart: '2026-01-01',
          termEnd: '2026-12-31',
        },
        { links: { customer: { kind: 'Customer', key: `ref:zuora:Account:${account}` } } },
      );
    const billed = (id: string, crmId: string, currency: string): SourceRecord =>
      record('Customer', `zuora/${id}`, { name: id, currency }, { keys: [`ref:crm:Account:${crmId}`] });
    await copy.give('zuora', 'Customer', [billed('z1', '001A', 'EUR'), billed('z2', '001B', 'EUR')]);
    await copy.give('zuora', 'BillingSubscription', [
      subscription('S1', 'z1', eur('100.01')),
      subscription('S2', 'z2', eur('0.02')),
    ]);
    const id = await customerId();
    expect((await copy.reader.rollups([id]))[0]).toMatchObject({ arr: eur('100.03'), customers: 3 });
    await copy.give('zuora', 'Customer', [billed('z3', '001C', 'USD')]);
    await copy.give('zuora', 'BillingSubscription', [subscription('S3', 'z3', usd('10.00'))]);
    // 100.03 EUR at 1.1 is 110.033 USD.
    expect((await copy.reader.rollups([id]))[0]).toMatchObject({ arr: usd('120.03'), customers: 3 });
    const [top] = await copy.reader.ultimateParents([
      (await copy.reader.byReference('CRM', 'Account', '001C'))!,
    ]);
    expect(top).toBe(id);
  });

  it('are the same whether they were kept up to date or computed anew', async () => {
    await copy.give('salesforce', 'Customer', [account()]);
    await copy.give('zuora', 'Customer', [billingAccount]);
    await copy.give('zuora', 'Invoice', [invoice('i1', '12.34', '2026-10-01')]);
    const kept = await copy.database.query('select * from customer_summary order by customer_id');
    await copy.database.query('delete from customer_summary');
    await summariseAll(copy);
    const anew = await copy.database.query('select * from customer_summary order by customer_id');
    expect(anew.rows).toEqual(kept.rows);
    expect(anew.rows).toHaveLength(1);
  });
});
