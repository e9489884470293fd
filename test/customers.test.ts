import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from '../src/canonical/kind.ts';
import { Problem } from '../src/canonical/problem.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import type { CustomerFilter, CustomerOrder, CustomerOrderField, PageArgs } from '../src/store/read.ts';
import { createTestCopy, record, type TestCopy, usd } from './support/copy.ts';

// Twenty customers whose figures follow from their number, so that every answer can be computed by hand.
const count = 20;
const today = '2026-11-21';
let copy: TestCopy;
const idOf = new Map<number, string>();

const dueDate = (n: number): string =>
  new Date(Date.parse(today) - n * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  copy = await createTestCopy({ now: () => Date.parse(`${today}T12:00:00Z`) });
  // As the first import does: what was there before is no news.
  const give = (instance: string, kind: Kind, records: readonly SourceRecord[]) =>
    copy.give(instance, kind, records, { silent: true });
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  await give('netsuite', 'LegalEntity', [entity('1', 'US01', 'US'), entity('2', 'EU01', 'EU')]);
  await give('salesforce', 'Customer', numbers.map(account));
  await give('zuora', 'Customer', numbers.map(billed));
  await give('netsuite', 'Customer', numbers.map(booked));
  await give('zuora', 'BillingSubscription', numbers.map(subscribed));
  await give('zuora', 'Invoice', numbers.map(invoiced));
  await give('zendesk', 'SupportCase', numbers.filter((n) => n % 5 === 0).map(complained));
  for (const n of numbers) idOf.set(n, (await copy.reader.byReference('CRM', 'Account', `001${n}`))!);
});
afterAll(() => copy.close());

const entity = (id: string, code: string, region: string): SourceRecord =>
  record('LegalEntity', `netsuite/${id}`, {
    code,
    name: code,
    region,
    residency: region,
    functionalCurrency: 'USD',
    rates: [],
  });
const account = (n: number): SourceRecord =>
  record('Customer', `salesforce/001${n}`, {
    name: `Company ${String(n).padStart(2, '0')}`,
    status: n % 7 === 0 ? 'CHURNED' : 'ACTIVE',
    domain: `c${n}.example`,
  });
const billed = (n: number): SourceRecord =>
  record(
    'Customer',
    `zuora/z${n}`,
    { name: `C${n}`, currency: 'USD' },
    { keys: [`ref:crm:Account:001${n}`, `number:billing:A${n}`] },
  );
const booked = (n: number): SourceRecord =>
  record(
    'Customer',
    `netsuite/${n}`,
    { name: `C${n}` },
    {
      keys: [`number:billing:A${n}`, `tax:XX770${n}`],
      links: { legalEntity: { kind: 'LegalEntity', key: `ref:netsuite:LegalEntity:${n % 2 === 0 ? 2 : 1}` } },
    },
  );
const of = (n: number) => ({ customer: { kind: 'Customer', key: `number:billing:A${n}` } }) as const;
const subscribed = (n: number): SourceRecord =>
  record(
    'BillingSubscription',
    `zuora/S${n}`,
    {
      number: `S${n}`,
      status: n % 4 === 0 ? 'SUSPENDED' : 'ACTIVE',
      arr: usd(`${(n % 6) * 1000}.00`),
      mrr: usd('1.00'),
      termEnd: `2027-0${(n % 9) + 1}-01`,
    },
    { links: of(n) },
  );
const invoiced = (n: number): SourceRecord =>
  record(
    'Invoice',
    `zuora/i${n}`,
    {
      number: `INV${n}`,
      status: 'POSTED',
      issueDate: '2026-01-01',
      dueDate: dueDate(n),
      total: usd('5.00'),
      balance: usd('5.00'),
    },
    { links: of(n) },
  );
const complained = (n: number): SourceRecord =>
  record(
    'SupportCase',
    `zendesk/t${n}`,
    {
      number: `${n}`,
      status: 'OPEN',
      priority: n % 10 === 0 ? 'P1' : 'P3',
      openedAt: '2026-11-01T00:00:00Z',
    },
    { links: of(n) },
  );

const numbersOf = (ids: readonly string[]): number[] => {
  const byId = new Map([...idOf].map(([n, id]) => [id, n]));
  return ids.map((id) => byId.get(id)!);
};
const matching = async (filter: CustomerFilter): Promise<number[]> =>
  numbersOf((await copy.reader.customers(filter, [], { first: 200 })).ids).toSorted((a, b) => a - b);
const where = (test: (n: number) => boolean): number[] =>
  Array.from({ length: count }, (_, i) => i + 1).filter(test);

describe('filtering customers', () => {
  it.each<[string, CustomerFilter, (n: number) => boolean]>([
    ['by words of the name', { search: 'company 07' }, (n) => n === 7],
    ['by the beginning of a domain', { search: 'c12.exa' }, (n) => n === 12],
    ['by a number of another system', { search: 'A15' }, (n) => n === 15],
    [
      'not by a tax id, which beginnings would tell to whoever may not read it',
      { search: 'XX7' },
      () => false,
    ],
    ['by status', { status: ['CHURNED'] }, (n) => n % 7 === 0],
    ['by region', { region: 'EU' }, (n) => n % 2 === 0],
    ['by days overdue', { overdueDaysGte: 11 }, (n) => n >= 11],
    ['by the priority of open cases', { openCasePriority: ['P1', 'P2'] }, (n) => n % 10 === 0],
    ['by recurring revenue', { arrGte: '4000' }, (n) => n % 4 !== 0 && n % 6 >= 4],
    ['by subscription status', { subscriptionStatus: ['SUSPENDED'] }, (n) => n % 4 === 0],
    ['by renewal', { renewalBefore: '2027-03-01' }, (n) => n % 4 !== 0 && n % 9 < 2],
    ['by two conditions at once', { region: 'US', overdueDaysGte: 11 }, (n) => n % 2 === 1 && n >= 11],
    ['by either of two', { or: [{ search: '03' }, { status: ['CHURNED'] }] }, (n) => n === 3 || n % 7 === 0],
    ['by what they are not', { not: { region: 'US' } }, (n) => n % 2 === 0],
    [
      'by nested combinations',
      { and: [{ not: { search: '03' } }, { or: [{ search: '03' }, { region: 'US' }] }] },
      (n) => n % 2 === 1 && n !== 3,
    ],
    ['by an empty choice: nobody', { or: [] }, () => false],
  ])('%s', async (_, filter, test) => {
    expect(await matching(filter)).toEqual(where(test));
    expect(where(test).length === 0 || where(test).length < count).toBe(true);
  });

  it('by legal entity', async () => {
    const [us] = await copy.reader.resolve([{ kind: 'LegalEntity', key: 'ref:netsuite:LegalEntity:1' }]);
    expect(await matching({ legalEntity: us! })).toEqual(where((n) => n % 2 === 1));
  });
});

it('a copy that was searched by tax ids before is put right with its tables', async () => {
  const { database } = copy;
  await database.query(`update customer_summary set words = words || to_tsvector('simple', 'XX770')`);
  const search = async (): Promise<number[]> => {
    const { rows } = await database.query<{ found: number }>(
      `select count(*)::int as found from unnest(array['xx770', 'company', 'a1']) with ordinality as w (word, nth)
       left join customer_summary s on s.words @@ to_tsquery('simple', w.word || ':*') and s.name like 'Company%'
       where s.customer_id is not null group by w.nth order by w.nth`,
    );
    return rows.map(({ found }) => found);
  };
  const before = await search();
  expect(before).toHaveLength(3);
  const migration = new URL('../src/store/migrations/0010_search.sql', import.meta.url);
  await database.query(await readFile(migration, 'utf8'));
  expect(await search()).toEqual(before.slice(1));
});

describe('paging through customers', () => {
  const fields: CustomerOrderField[] = [
    'NAME',
    'ARR',
    'OPEN_AR',
    'OVERDUE_DAYS',
    'OPEN_CASES',
    'RENEWAL_DATE',
    'UPDATED_AT',
    'RISK',
  ];
  const order = fc.uniqueArray(
    fc.record({
      by: fc.constantFrom(...fields),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    }),
    {
      minLength: 1,
      maxLength: 3,
      selector: (each) => each.by,
    },
  );
  const walk = async (by: CustomerOrder[], size: number, backwards: boolean): Promise<string[]> => {
    const ids: string[] = [];
    for (let args: PageArgs = backwards ? { last: size } : { first: size }; ;) {
      const page = await copy.reader.customers(null, by, args);
      if (backwards) ids.unshift(...page.ids);
      else ids.push(...page.ids);
      if (!(backwards ? page.hasPreviousPage : page.hasNextPage)) return ids;
      args = backwards
        ? { last: size, before: page.cursors[0]! }
        : { first: size, after: page.cursors.at(-1)! };
    }
  };

  it('meets every customer once, in one order, whatever the order, the page size and the direction', async () => {
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (by, size, backwards) => {
        const whole = (await copy.reader.customers(null, by, { first: 200 })).ids;
        expect(await walk(by, size, backwards)).toEqual(whole);
        expect(new Set(whole).size).toBe(count);
      }),
      { numRuns: 40 },
    );
  });

  it('sorts by days overdue, the longest first', async () => {
    const page = await copy.reader.customers(null, [{ by: 'OVERDUE_DAYS', direction: 'DESC' }], { first: 3 });
    expect(numbersOf(page.ids)).toEqual([20, 19, 18]);
    expect(await page.total()).toBe(count);
  });

  it.each<[string, PageArgs, string]>([
    ['an empty page', { first: 0 }, 'INVALID_INPUT'],
    ['a page larger than the bound', { first: 201 }, 'INVALID_INPUT'],
    ['both ends at once', { first: 1, last: 1 }, 'INVALID_INPUT'],
    ['a cursor that is no cursor', { first: 1, after: 'bm9uc2Vuc2U' }, 'CURSOR_INVALID'],
    [
      'a cursor with a value that does not fit',
      { first: 1, after: Buffer.from('["customers:ARR.ASC","x","y"]').toString('base64url') },
      'CURSOR_INVALID',
    ],
  ])('refuses %s', async (_, args, code) => {
    await expect(copy.reader.customers(null, [{ by: 'ARR', direction: 'ASC' }], args)).rejects.toSatisfy(
      (error) => error instanceof Problem && error.code === code,
    );
  });

  it('refuses the cursor of another order', async () => {
    const { cursors } = await copy.reader.customers(null, [{ by: 'NAME', direction: 'ASC' }], { first: 1 });
    await expect(
      copy.reader.customers(null, [{ by: 'ARR', direction: 'ASC' }], { first: 1, after: cursors[0]! }),
    ).rejects.toThrow('cursor');
  });
});

describe('the histories of many customers', () => {
  it('are read together as they are read one by one, page after page', async () => {
    const ids = [...idOf.values()];
    const together = await copy.reader.timelines(ids, { first: 2 });
    for (const [index, id] of ids.entries()) {
      const [alone] = await copy.reader.timelines([id], { first: 2 });
      expect(together[index]!.entries).toEqual(alone!.entries);
      expect(together[index]!.page.hasNextPage).toBe((await alone!.page.total()) > 2);
      expect(await together[index]!.page.total()).toBe(await alone!.page.total());
    }
    const fifth = idOf.get(5)!;
    const [first] = await copy.reader.timelines([fifth], { first: 1 });
    const [rest] = await copy.reader.timelines([fifth], { first: 9, after: first!.page.cursors[0]! });
    const types = [...first!.entries, ...rest!.entries].map((entry) => entry!.type);
    expect(types).toEqual(['case.opened', 'invoice.issued']);
  });
});
