import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '../sandbox/world/types.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { type PartialFieldsOf, partialFieldsOf } from '../src/canonical/fields.ts';
import type { Kind } from '../src/canonical/kind.ts';
import { money, sum } from '../src/canonical/money.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import { netsuiteVendor } from '../src/sources/netsuite/index.ts';
import type { Page, Source } from '../src/sources/source.ts';
import { configure, type Netsuite, startNetsuite, suiteqlPath } from './support/netsuite.ts';

const seed = { n: 150, seed: 11, today: '2026-10-01' };
const world = makeWorld(seed);
const known = world.companies.filter((company) => company.erp);
const ids = known.map((company) => company.erp!.id);
let erp: Netsuite;
let source: Source;

async function everything(kind: Kind): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await source.scan(kind, cursor, { lane: 'bulk' });
    records.push(...page.records);
    cursor = page.next;
  } while (cursor !== null);
  return records;
}

beforeAll(async () => {
  erp = await startNetsuite(seed);
  source = netsuiteVendor.create(configure(erp));
});

afterAll(async () => {
  await source.close();
  await erp.close();
});

describe('what the ERP says', () => {
  it.each<[Kind, string, number]>([
    ['LegalEntity', 'subsidiary', 2],
    ['AccountingPeriod', 'accountingperiod', world.periods.length],
    ['Product', 'item', world.products.filter((product) => product.erpId).length],
    ['Customer', 'customer', known.length],
    ['LedgerPosting', 'journalentry', known.flatMap((company) => company.journals).length],
  ])('reads every %s as canonical fields, each once, by scan and by id', async (kind, object, count) => {
    const records = await everything(kind);
    expect(new Set(records.map((record) => record.externalId)).size).toBe(count);
    expect(records.length).toBe(count);
    for (const record of records) {
      expect(record).toMatchObject({ kind, object, sourceTime: expect.stringMatching(/Z$/) as string });
      partialFieldsOf(kind).parse(record.fields);
    }
    expect(source.objectOf(kind)).toBe(object);
    const some = records.filter((_, index) => index % 7 === 0);
    expect(
      await source.fetch(
        kind,
        some.map((record) => record.externalId),
      ),
    ).toEqual(some);
  });

  it('tells of each customer who bills it, where it is taxed and what it owes, to the cent', async () => {
    const records = new Map(
      (await source.fetch('Customer', ids)).map((record) => [record.externalId, record]),
    );
    const statuses = { PROSPECT: 'PROSPECT', ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED', CHURNED: 'CHURNED' };
    for (const company of known) {
      const { fields, keys, links } = records.get(company.erp!.id)!;
      const { currency, address } = company;
      const owed = company.invoices.filter((invoice) => invoice.status === 'Posted');
      expect(fields).toMatchObject({
        name: company.erp!.name,
        legalName: company.legalName,
        status: statuses[company.status],
        paymentTerms: company.paymentTerms,
        currency,
        creditLimit: money(company.creditLimit, currency),
        creditHold: company.creditHold,
        taxIds: company.taxId === null ? [] : [company.taxId],
        taxExemption: company.taxExempt ? 'Exempt organisation' : null,
        taxJurisdictions: [address.country === 'US' ? `US-${address.region}` : address.country],
        billingAddress: { ...address, line2: null },
        ledgerBalance: sum(
          owed.map((invoice) => money(invoice.balance, currency)),
          currency,
        ),
      });
      const { billingNumber } = company.erp!;
      const tax = company.taxId?.toUpperCase().replaceAll(/[\s.-]/g, '');
      expect(keys).toEqual([
        ...(billingNumber === null ? [] : [`number:billing:${billingNumber}`]),
        ...(tax === undefined ? [] : [`tax:${tax}`]),
      ]);
      const entity = world.legalEntities.find((each) => each.code === company.legalEntity)!;
      expect(links.legalEntity).toEqual({
        kind: 'LegalEntity',
        key: `ref:netsuite:subsidiary:${entity.erpId}`,
      });
    }
  });

  it('tells of each journal entry its lines, its document and its period, to the cent', async () => {
    const records = await source.list('LedgerPosting', ids);
    const byId = new Map(records.map((record) => [record.externalId, record]));
    const numberOf = (company: Company, journal: Company['journals'][number]) =>
      ({
        INVOICE: { invoice: { kind: 'Invoice', number: company.invoices[journal.document]?.number } },
        PAYMENT: { payment: { kind: 'Payment', number: company.payments[journal.document]?.number } },
        CREDIT_MEMO: {
          creditMemo: { kind: 'CreditMemo', number: company.creditMemos[journal.document]?.number },
        },
      })[journal.kind];
    for (const company of known) {
      for (const journal of company.journals) {
        const { fields, keys, links } = byId.get(journal.erpId)!;
        const amount = (text: string | null) => (text === null ? null : money(text, company.currency));
        expect(fields).toMatchObject({
          number: journal.number,
          status: 'POSTED',
          rawStatus: 'Journal : Approved for Posting',
          date: journal.date,
          lines: journal.lines.map((line) => ({
            account: line.account,
            debit: amount(line.debit),
            credit: amount(line.credit),
            dimensions: { department: line.department, class: line.class },
          })),
        });
        expect(keys).toEqual([`number:erp:${journal.number}`]);
        expect(links).toMatchObject({
          customer: { kind: 'Customer', key: `ref:netsuite:customer:${company.erp!.id}` },
          period: { kind: 'AccountingPeriod', key: `ref:netsuite:accountingperiod:${journal.periodErpId}` },
        });
        const [name, document] = Object.entries(numberOf(company, journal))[0]!;
        expect(links[name]).toEqual({ kind: document.kind, key: `number:billing:${document.number}` });
      }
    }
  });

  it('tells of each legal entity its market and the newest rate of each other currency', async () => {
    const records = await everything('LegalEntity');
    for (const entity of world.legalEntities) {
      const newest = world.rates
        .filter((rate) => rate.base === entity.currency && rate.date === '2026-09-30')
        .map(({ currency, rate, date }) => ({ currency, rate: String(Number(rate)), date }));
      expect(newest.length).toBe(2);
      expect(records.find((record) => record.externalId === entity.erpId)).toMatchObject({
        keys: [`number:erp:${entity.code}`],
        fields: {
          code: entity.code,
          name: entity.name,
          region: entity.region,
          residency: entity.region,
          functionalCurrency: entity.currency,
          rates: newest.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
        },
      });
    }
  });

  it('tells which periods are open and which accounts products earn on', async () => {
    const periods = await everything('AccountingPeriod');
    const expected = world.periods.map(({ name, start, end, status }) => ({ name, start, end, status }));
    expect(periods.map((record) => record.fields)).toEqual(expected);
    const products = await everything('Product');
    const sold = world.products.filter((product) => product.erpId);
    expect(products.map((record) => [record.keys[0], record.fields])).toEqual(
      sold.map(({ sku, name, glAccount }) => [
        `sku:${sku}`,
        { sku, name, active: true, glAccount, revenueRule: 'Straight line, exact days' },
      ]),
    );
  });

  it('tells an entry that waits, was refused or was reversed from a posted one', async () => {
    const [first, second, third] = known.flatMap((company) => company.journals);
    const change = (id: string, set: object) => erp.control('state', { object: 'transaction', id, set });
    await change(first!.erpId, { approvalstatus: 1, status: 'A', posting: 'F' });
    await change(second!.erpId, { approvalstatus: 3, status: 'R', posting: 'F' });
    await change(third!.erpId, { reversal: Number(first!.erpId) });
    const asked = [first, second, third].map((journal) => journal!.erpId);
    const records = await source.fetch('LedgerPosting', asked);
    expect(records.map((record) => [record.fields.status, record.fields.rawStatus])).toEqual([
      ['PENDING', 'Journal : Pending Approval'],
      ['REJECTED', 'Journal : Rejected'],
      ['REVERSED', 'Journal : Approved for Posting'],
    ]);
  });

  it('stamps a record anew when only a derived value changed', async () => {
    const id = ids[0]!;
    const [before] = await source.fetch('Customer', [id]);
    const set = { balance: '1', lastmodifieddate: before!.version!.slice(0, 20) };
    await erp.control('state', { object: 'customer', id, set });
    const [after] = await source.fetch('Customer', [id]);
    expect(after!.sourceTime).toBe(before!.sourceTime);
    expect(after!.version).not.toBe(before!.version);
    expect(after!.fields.ledgerBalance).toEqual(money('1', known[0]!.currency));
  });
});

describe('how it asks', () => {
  it('reads 50 customers, and all their journal entries, in one call each', async () => {
    const page = ids.slice(0, 50);
    const customers = await erp.callsOf(() => source.fetch('Customer', page));
    expect(customers.map((call) => [call.path, call.objectType])).toEqual([[suiteqlPath, 'customer']]);
    const postings = await erp.callsOf(() => source.list('LedgerPosting', page));
    expect(postings.map((call) => call.objectType)).toEqual(['transaction']);
  });

  it('goes on by key when there are more than 1,000 rows, and loses none', async () => {
    const journals = known.flatMap((company) => company.journals);
    const lines = journals.flatMap((journal) => journal.lines).length;
    expect(journals.length).toBeGreaterThan(1_000);
    let listed: readonly SourceRecord[] = [];
    const calls = await erp.callsOf(async () => {
      listed = await source.list('LedgerPosting', ids);
    });
    expect(calls.length).toBe(Math.ceil(journals.length / 1000));
    let scanned: readonly SourceRecord[] = [];
    const scans = await erp.callsOf(async () => {
      scanned = await everything('LedgerPosting');
    });
    expect(scans.length).toBeGreaterThanOrEqual(Math.ceil(lines / 1000));
    expect(scans.length).toBeLessThanOrEqual(Math.ceil(lines / 990));
    for (const records of [listed, scanned]) {
      const counts = records.map(
        (record) => (record.fields as PartialFieldsOf<'LedgerPosting'>).lines!.length,
      );
      expect(counts.reduce((total, count) => total + count, 0)).toBe(lines);
    }
  });

  it('scans on from a cursor with another connection, as after a restart', async () => {
    const first = await source.scan('LedgerPosting', null);
    expect(first.next).not.toBeNull();
    const other = netsuiteVendor.create(configure(erp));
    const again = await other.scan('LedgerPosting', first.next);
    await other.close();
    const seen = new Set(first.records.map((record) => record.externalId));
    expect(again.records.length).toBeGreaterThan(0);
    expect(again.records.some((record) => seen.has(record.externalId))).toBe(false);
    expect(first.records.at(-1)!.externalId).toBe(first.next);
    await expect(source.scan('LedgerPosting', '1 OR 1=1')).rejects.toMatchObject({ code: 'SOURCE_REJECTED' });
  });

  it('makes no call for ids that cannot be of NetSuite', async () => {
    const calls = await erp.callsOf(async () => {
      expect(await source.fetch('Customer', ['0015g000004raH8AAI', "1') OR ('1'='1"])).toEqual([]);
      expect(await source.list('LedgerPosting', [])).toEqual([]);
    });
    expect(calls).toEqual([]);
  });
});

it('reads an entry of more than 1,000 lines whole, in a list and in a scan', async () => {
  const items = Array.from({ length: 2_300 }, (_, index) => ({
    account: { id: index % 2 === 0 ? '300' : '301' },
    [index % 2 === 0 ? 'debit' : 'credit']: 0.1,
  }));
  const made = await erp.send('POST', '/services/rest/record/v1/journalEntry', {
    body: {
      subsidiary: { id: '1' },
      tranDate: '2026-10-01',
      custbody_customer: { id: ids[0] },
      line: { items },
    },
  });
  expect(made.status).toBe(204);
  const id = made.headers.get('location')!.split('/').at(-1)!;
  const scanned = await everything('LedgerPosting');
  const listed = await source.list('LedgerPosting', [ids[0]!]);
  for (const records of [scanned, listed]) {
    const found = records.filter((record) => record.externalId === id);
    expect(found.length).toBe(1);
    expect((found[0]!.fields as PartialFieldsOf<'LedgerPosting'>).lines!.length).toBe(2_300);
  }
  expect(scanned.length).toBe(known.flatMap((company) => company.journals).length + 1);
});

it('shows where a person sees the record in NetSuite', () => {
  const account = erp.sim.credentials.accountId!.toLowerCase();
  expect(source.url('customer', '1001')).toBe(
    `https://${account}.app.netsuite.com/app/common/entity/custjob.nl?id=1001`,
  );
  expect(source.url('accountingperiod', '101')).toBeNull();
});
