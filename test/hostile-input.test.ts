import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backfill } from '../src/sync/backfill.ts';
import { summariseAll } from '../src/sync/summary.ts';
import { createTestCopy, eur, record, type TestCopy, usd } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';
import { createShelf } from './support/shelf.ts';

let hub: TestHub;
let served: Served;
let robotics: string;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub);
  robotics = await hub.idOf('salesforce', 'Account', '002');
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const nul = 'a\0b';
const half = 'a\ud800b';
const customers = 'query ($f: CustomerFilter) { customers(filter: $f) { totalCount edges { node { id } } } }';
const nested = (depth: number): unknown => {
  let filter: unknown = { search: 'acme' };
  for (let n = 0; n < depth; n++) filter = { not: filter };
  return filter;
};

/** Asks three times, so that the compiled plan answers too; every answer must be the same but for its correlation id. */
async function ask(query: string, variables: Record<string, unknown> = {}) {
  const answers = [];
  for (let n = 0; n < 3; n++) answers.push(await served.post(query, variables));
  const last = answers.at(-1)!;
  for (const { status, body } of answers) {
    expect(status).toBeLessThan(500);
    expect(body.errors?.map((each) => each.extensions['code'])).toEqual(
      last.body.errors?.map((each) => each.extensions['code']),
    );
  }
  return last;
}

describe('text that nobody should send', () => {
  it.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['NUL in an id', 'query ($id: ID!) { node(id: $id) { id } }', { id: `cus_${nul}` }, ['INVALID_INPUT']],
    [
      'NUL in an event id',
      'query ($id: ID!) { node(id: $id) { id } }',
      { id: `evt_${nul}` },
      ['INVALID_INPUT'],
    ],
    [
      'NUL in a pair id',
      'query ($id: ID!) { node(id: $id) { id } }',
      { id: `mat_${nul}` },
      ['INVALID_INPUT'],
    ],
    [
      'NUL in one of many ids',
      'query ($id: ID!) { nodes(ids: [$id]) { id } }',
      { id: `inv_${nul}` },
      ['INVALID_INPUT'],
    ],
    [
      'NUL in a customer id',
      'query ($id: ID!) { customer(id: $id) { id } }',
      { id: `cus_${nul}` },
      ['INVALID_INPUT'],
    ],
    [
      'NUL in an external reference',
      'query ($r: ExternalRefInput!) { customer(externalRef: $r) { id } }',
      { r: { system: 'CRM', object: nul, externalId: nul } },
      ['INVALID_INPUT'],
    ],
    ['NUL in a region', customers, { f: { region: nul } }, ['INVALID_INPUT']],
    ['NUL in a legal entity', customers, { f: { legalEntity: nul } }, ['INVALID_INPUT']],
    [
      'NUL in the legal entity of invoices',
      'query ($l: ID) { invoices(legalEntity: $l) { totalCount } }',
      { l: nul },
      ['INVALID_INPUT'],
    ],
    [
      'NUL in a cursor',
      'query ($c: Cursor) { customers(after: $c) { totalCount } }',
      { c: nul },
      ['CURSOR_INVALID'],
    ],
    [
      'NUL inside a cursor',
      'query ($c: Cursor) { customers(after: $c) { totalCount } }',
      { c: Buffer.from(JSON.stringify(['customers:NAME.ASC', nul, 'x'])).toString('base64url') },
      ['CURSOR_INVALID'],
    ],
    ['a search longer than any name', customers, { f: { search: 'a'.repeat(5000) } }, ['INVALID_INPUT']],
    [
      'a filter with thousands of conditions',
      customers,
      { f: { or: Array.from({ length: 5000 }, (_, n) => ({ region: `${n}` })) } },
      ['INVALID_INPUT'],
    ],
    ['a filter nested too deep', customers, { f: nested(12) }, ['INVALID_INPUT']],
    [
      'more ids than a page',
      'query ($i: [ID!]!) { nodes(ids: $i) { id } }',
      { i: Array(10_000).fill('x') },
      ['INVALID_INPUT'],
    ],
    ['an amount that is none', customers, { f: { arrGte: 'abc' } }, ['INVALID_INPUT']],
    ['a day that no calendar has', customers, { f: { renewalBefore: '2026-13-45' } }, ['INVALID_INPUT']],
    ['a day of the year 0', customers, { f: { renewalBefore: '0000-01-01' } }, ['INVALID_INPUT']],
    ['a number too large', customers, { f: { overdueDaysGte: 2 ** 31 } }, ['BAD_USER_INPUT']],
    [
      'a negative page',
      'query ($n: Int) { customers(first: $n) { totalCount } }',
      { n: -1 },
      ['INVALID_INPUT'],
    ],
  ])('%s is the caller’s fault', async (_, query, variables, codes) => {
    const { body } = await ask(query, variables);
    expect(body.errors?.map((each) => each.extensions['code'])).toEqual(codes);
    expect(body.errors![0]!.extensions).toMatchObject({ retryable: false });
    expect(served.log.filter((line) => line['level'] === 50)).toEqual([]);
  });

  it('a filter nested thousands deep is refused before it can harm', async () => {
    const depth = 20_000;
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(customers)},"variables":{"f":${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}}}`,
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect([response.status, errors[0]!.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['half a character', { search: half, region: half, legalEntity: half }],
    ['nothing but punctuation', { search: `'); drop table entity; --`, region: `' or 1=1 --` }],
    ['operators of a text search', { search: 'zz & ! | ( <-> :* \\' }],
    ['the largest number of days', { overdueDaysGte: 2_147_483_647 }],
    ['an empty text', { region: '', legalEntity: '' }],
    ['a huge amount', { arrGte: `${'9'.repeat(30)}.${'9'.repeat(30)}` }],
    ['letters of many alphabets', { search: 'Ω हिन्दी ½ ﬁ İ 🤖' }],
  ])('finds nobody by %s, without complaint', async (_, filter) => {
    const { body } = await ask(customers, { f: filter });
    expect(body).toMatchObject({ data: { customers: { totalCount: 0, edges: [] } } });
  });

  it('an id of ours that nobody has, and one that is none, both find nothing', async () => {
    const ids = [
      '',
      ' ',
      'cus_',
      'cus_x',
      'evt_',
      'evt_x',
      'mat_',
      'src_',
      'src_nobody',
      '__proto__',
      half,
      '🤖',
    ];
    const { body } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(body).toEqual({ data: { nodes: ids.map(() => null) } });
  });

  it('the origin of fields that no record has is nothing', async () => {
    const paths = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', '.', nul, half];
    const { body } = await ask(
      'query ($id: ID!, $p: [String!]) { customer(id: $id) { provenance(paths: $p) { path } } }',
      { id: robotics, p: paths },
    );
    expect(body).toEqual({ data: { customer: { provenance: [] } } });
  });

  it.each<[string, string]>([
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1'],
    ['text that is no JSON', '{"query":'],
    ['a query that is a number', '{"query":1}'],
    ['variables that are a list', '{"query":"{sources{id}}","variables":[]}'],
    ['variables that are text', '{"query":"{sources{id}}","variables":"x"}'],
    ['an operation name that is an object', '{"query":"{sources{id}}","operationName":{}}'],
    ['extensions that are text', '{"query":"{sources{id}}","extensions":"x"}'],
    ['a key that means to spoil objects', '{"query":"{sources{id}}","__proto__":{"x":1}}'],
  ])('a body that is %s is answered with 4xx and a code', async (_, body) => {
    const answer = await served.send({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.errors?.[0]?.extensions['code'] ?? answer.text).not.toBe('INTERNAL');
    expect(served.log.filter((line) => line['level'] === 50)).toEqual([]);
  });

  it.each(['/assets/%E0%A4%A', '/assets/..%2f..%2fpackage.json', '/assets/%00', '/nowhere'])(
    'the address %s is answered with 4xx',
    async (path) => {
      const { status } = await served.send({ method: 'GET', path });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );
});

describe('records that no source should give', () => {
  let copy: TestCopy;
  beforeAll(async () => {
    copy = await createTestCopy();
  });
  afterAll(() => copy.close());
  const account = (id: string, fields: Record<string, unknown>, more: Parameters<typeof record>[3] = {}) =>
    record('Customer', `salesforce/${id}`, { status: 'ACTIVE', ...fields }, more);
  const found = async (id: string) =>
    (await copy.reader.records([(await copy.reader.byReference('CRM', 'Account', id))!]))[0];
  const invoice = (id: string, customer: string, more: Record<string, unknown>) =>
    record(
      'Invoice',
      `zuora/${id}`,
      { number: id, status: 'POSTED', issueDate: '2026-01-01', dueDate: '2026-02-01', ...more },
      { links: { customer: { kind: 'Customer', key: `ref:crm:Account:${customer}` } } },
    );

  it('keep their text with U+FFFD where the database cannot hold it', async () => {
    await copy.give('salesforce', 'Customer', [account('N1', { name: nul, industry: half })]);
    expect(await found('N1')).toMatchObject({ name: 'a\uFFFDb', industry: 'a\uFFFDb' });
  });

  it('are stored and listed even when a name is longer than an index can hold', async () => {
    let name = '';
    for (let n = 0; name.length < 20_000; n++) name += `${(n * 7919).toString(36)} `;
    await copy.give('salesforce', 'Customer', [account('L1', { name })]);
    expect(await found('L1')).toMatchObject({ name });
    expect(await summariseAll(copy)).toBeGreaterThan(0);
  });

  it.each(['2026-02-30', '2026-13-01', '0000-01-01'])(
    'are drift when an invoice is due on %s, and spoil nothing else',
    async (dueDate) => {
      await copy.give('salesforce', 'Customer', [account('D1', { name: 'D', currency: 'USD' })]);
      const wrong = invoice('X1', 'D1', { dueDate, balance: usd('1.00'), total: usd('1.00') });
      await expect(copy.give('zuora', 'Invoice', [wrong])).rejects.toMatchObject({ code: 'SOURCE_DRIFTED' });
      expect(await summariseAll(copy)).toBeGreaterThan(0);
    },
  );

  it('still show what is overdue when an invoice is not in the currency of the account', async () => {
    await copy.give('salesforce', 'Customer', [account('M1', { name: 'Mixed', currency: 'USD' })]);
    await copy.give('zuora', 'Invoice', [invoice('E1', 'M1', { total: eur('5.00'), balance: eur('5.00') })]);
    const id = (await copy.reader.byReference('CRM', 'Account', 'M1'))!;
    const [summary] = await copy.reader.summaries([id]);
    expect(summary!.overdueDays).toBeGreaterThan(0);
    expect(summary!.open).toEqual(usd('0.00'));
  });

  it('give no sum over a group whose currency the books have no rate for, and sums for the others', async () => {
    const under = { links: { parent: { kind: 'Customer', key: 'ref:crm:Account:J1' } } } as const;
    await copy.give('salesforce', 'Customer', [
      account('J1', { name: 'Group', currency: 'USD' }),
      account('J2', { name: 'Tokyo', currency: 'JPY' }, under),
      account('J3', { name: 'Alone', currency: 'USD' }),
    ]);
    await copy.give('zuora', 'Invoice', [
      invoice('J1', 'J1', { total: usd('5.00'), balance: usd('5.00') }),
      invoice('J2', 'J2', {
        total: { amount: '900', currency: 'JPY' },
        balance: { amount: '900', currency: 'JPY' },
      }),
    ]);
    const ids = await Promise.all(
      ['J1', 'J2', 'J3'].map((id) => copy.reader.byReference('CRM', 'Account', id)),
    );
    const rollups = await copy.reader.rollups(ids as string[]);
    expect(rollups.map((each) => each?.openAr ?? null)).toEqual([
      null,
      { amount: '900', currency: 'JPY' },
      usd('0.00'),
    ]);
  });

  it('are found by what their keys say, not by what keys are called', async () => {
    await copy.give('salesforce', 'Customer', [
      account('K1', { name: 'Kilo' }, { keys: ['number:billing:B-kilo77', 'domain:kilo.example'] }),
    ]);
    const search = async (text: string) =>
      (await copy.reader.customers({ search: text }, [], { first: 10 })).ids.length;
    expect([await search('B-kilo77'), await search('kilo.example'), await search('kilo')]).toEqual([1, 1, 1]);
    expect([await search('billing'), await search('domain'), await search('number')]).toEqual([0, 0, 0]);
  });

  it('that do not fit any more are not taken for deleted when everything is read again', async () => {
    const shelf = createShelf('netsuite', 'ERP', (kind) => kind);
    const posting = (number: unknown) => record('LedgerPosting', 'netsuite/P1', { number, status: 'POSTED' });
    shelf.records.push(posting('JE1'));
    await backfill(copy, [shelf]);
    shelf.records.splice(0, 1, posting(5));
    const problems: unknown[] = [];
    await backfill(copy, [shelf], { anew: true, onRejected: (problem) => problems.push(problem) });
    expect(problems).toHaveLength(1);
    const id = (await copy.reader.byReference('netsuite', 'LedgerPosting', 'P1'))!;
    expect((await copy.reader.records([id]))[0]).toMatchObject({ number: 'JE1' });
  });

  it('that a later reading no longer meets leave the list of customers', async () => {
    const shelf = createShelf('salesforce', 'CRM', () => 'Account');
    shelf.records.push(account('G1', { name: 'Gone Ltd' }), account('G2', { name: 'Gone too' }));
    await backfill(copy, [shelf]);
    const page = () => copy.reader.customers({ search: 'gone' }, [], { first: 10 });
    expect((await page()).ids).toHaveLength(2);
    shelf.records.pop();
    await backfill(copy, [shelf], { anew: true });
    expect([(await page()).ids.length, await (await page()).total()]).toEqual([1, 1]);
  });
});
