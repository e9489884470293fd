import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import { type Assertion, type Call, cause, items, type Netsuite, startNetsuite } from './support/netsuite.ts';

const seed = { n: 40, seed: 7, today: '2026-10-01' };
const world = makeWorld(seed);
const records = '/services/rest/record/v1';
let erp: Netsuite;

beforeAll(async () => {
  erp = await startNetsuite(seed);
});

afterAll(() => erp.close());

describe('the token endpoint', () => {
  it('gives a token for an assertion signed with RSA or with an elliptic curve', async () => {
    const answers = [
      await erp.login(),
      await erp.login({
        alg: 'ES256',
        kid: erp.sim.credentials.ecCertificateId,
        pem: erp.sim.credentials.ecPrivateKey,
      }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ expires_in: '3600', token_type: 'bearer' });
    }
  });

  it.each<[string, Assertion]>([
    ['of another client', { issuer: 'somebody' }],
    ['for another audience', { audience: 'https://elsewhere.example/token' }],
    ['under a certificate that is not mapped', { kid: 'unknown' }],
    ['without the scope of the web services', { scope: 'restlets' }],
    ['that is valid for more than an hour', { life: '61m' }],
    ['that has ended', { life: '-1m' }],
    ['signed with RS256, which is not in the list', { alg: 'RS256' }],
  ])('refuses an assertion %s', async (_what, assertion) => {
    const answer = await erp.login(assertion);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('lets a token end after an hour of its own clock', async () => {
    expect((await erp.suiteql('SELECT id FROM currency')).status).toBe(200);
    await erp.control('clock', { advanceMs: 3_601_000 });
    const answer = await erp.suiteql('SELECT id FROM currency');
    expect(answer.status).toBe(401);
    expect(cause(answer).code).toBe('INVALID_LOGIN');
    await erp.renewToken();
    expect((await erp.suiteql('SELECT id FROM currency')).status).toBe(200);
  });
});

describe('the account', () => {
  it('refuses more than five requests at once, in the shape that only its details explain', async () => {
    await erp.control('state', { settings: { serviceMs: 30 } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => erp.suiteql('SELECT id FROM currency')),
    );
    await erp.control('state', { settings: { serviceMs: 2 } });
    const blocked = answers.filter((answer) => answer.status === 429);
    expect(blocked.length).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(5);
    expect(answers.length - blocked.length).toBe(answers.filter((answer) => answer.status === 200).length);
    expect(blocked[0]!.body).toMatchObject({
      title: 'Bad Request',
      status: 429,
      'o:errorCode': 'USER_ERROR',
    });
    expect(cause(blocked[0]!).code).toBe('CONCURRENCY_LIMIT_EXCEEDED');
    expect(blocked[0]!.headers.get('retry-after')).toBeNull();
    const journal = await erp.control<Call[]>('journal');
    expect(journal.filter((row) => row.outcome === 'THROTTLED').length).toBe(blocked.length);
  });

  it('holds as balance of each customer what billing left open', async () => {
    const q =
      'SELECT c.id, c.balancesearch, x.symbol FROM customer c JOIN currency x ON x.id = c.currency ORDER BY c.id';
    const known = world.companies.filter((company) => company.erp);
    const expected = known.map((company) => ({
      links: [],
      id: company.erp!.id,
      balancesearch: company.invoices
        .filter((invoice) => invoice.status === 'Posted')
        .reduce((total, invoice) => total.plus(invoice.balance), new Big(0))
        .toFixed(),
      symbol: company.currency,
    }));
    expect(items(await erp.suiteql(q))).toEqual(expected);
  });

  it('keeps books in which every entry balances, in its own currency and in that of the books', async () => {
    const q = `SELECT tl.transaction, SUM(tl.foreignamount) AS own, SUM(tal.amount) AS books FROM transactionline tl
      JOIN transactionaccountingline tal ON tal.transaction = tl.transaction AND tal.transactionline = tl.id GROUP BY tl.transaction`;
    const rows = items(await erp.suiteql(q));
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows)
      expect([row.transaction, row.own, row.books]).toEqual([row.transaction, '0', '0']);
  });
});

describe('the record API', () => {
  const lines = (debit: number, credit: number) => ({
    items: [
      { account: { id: '300' }, debit },
      { account: { id: '301' }, credit, department: { id: '1' } },
    ],
  });
  const entry = (fields: object) => ({
    subsidiary: { id: '1' },
    tranDate: '2026-10-01',
    line: lines(300.1, 300.1),
    ...fields,
  });

  it('lists ids and links only, filtered and in pages', async () => {
    const { erp: known } = world.companies.find((company) => company.erp)!;
    const q = encodeURIComponent(`companyName START_WITH "${known!.name.slice(0, 6)}" AND isPerson IS false`);
    const [found] = items(await erp.send('GET', `${records}/customer?q=${q}&limit=1`));
    expect(found).toEqual({
      id: known!.id,
      links: [{ rel: 'self', href: `${erp.sim.url}${records}/customer/${known!.id}` }],
    });
    const bad = await erp.send('GET', `${records}/customer?q=nope%20IS%20x`);
    expect(bad.status).toBe(400);
  });

  it('reads a record by id with references, typed values and exact amounts', async () => {
    const company = world.companies.find((each) => each.erp && each.taxId)!;
    const { body } = await erp.send('GET', `${records}/customer/${company.erp!.id}`);
    expect(body).toMatchObject({
      id: company.erp!.id,
      companyName: company.erp!.name,
      isPerson: false,
      creditLimit: Number(company.creditLimit),
      vatRegNumber: company.taxId,
      currency: { refName: expect.any(String) as string },
      terms: { refName: company.paymentTerms },
    });
    const some = await erp.send('GET', `${records}/customer/${company.erp!.id}?fields=entityId`);
    expect(Object.keys(some.body)).toEqual(['links', 'id', 'entityId']);
    expect((await erp.send('GET', `${records}/customer/999999`)).status).toBe(404);
    expect((await erp.send('GET', `${records}/unicorn/1`)).status).toBe(404);
  });

  it('reads many whole records at once', async () => {
    const ids = world.companies.flatMap((company) => company.erp?.id ?? []).slice(0, 3);
    const answer = await erp.send('GET', `${records}/customer?ids=${ids.join()},999999&expandRecords=true`);
    expect(items(answer).map((each) => each.id)).toEqual(ids);
  });

  it('makes a customer with 204 and its address, upserts by external id, and removes it', async () => {
    const made = await erp.send('PUT', `${records}/customer/eid:C-1`, {
      body: { companyName: 'Tallow Works', subsidiary: { id: '2' }, creditLimit: 1250.5 },
    });
    expect(made.status).toBe(204);
    const place = new URL(made.headers.get('location')!).pathname;
    const again = await erp.send('PUT', `${records}/customer/eid:c-1`, {
      body: { companyName: 'Tallow Works Ltd' },
    });
    expect(new URL(again.headers.get('location')!).pathname).toBe(place);
    const { body } = await erp.send('GET', place);
    expect(body).toMatchObject({
      companyName: 'Tallow Works Ltd',
      creditLimit: 1250.5,
      subsidiary: { id: '2' },
    });
    const twice = await erp.send('POST', `${records}/customer`, {
      body: { companyName: 'Other', subsidiary: { id: '1' }, externalId: 'C-1' },
    });
    expect([twice.status, cause(twice).code]).toEqual([400, 'USER_ERROR']);
    expect((await erp.send('DELETE', place)).status).toBe(204);
    expect((await erp.send('GET', place)).status).toBe(404);
    const gone = await erp.suiteql(
      `SELECT type FROM deletedrecord WHERE recordid = ${place.split('/').at(-1)}`,
    );
    expect(items(gone)).toEqual([{ links: [], type: 'customer' }]);
  });

  it('drops unknown names with a warning, and refuses them when asked to', async () => {
    const { id } = world.companies.find((company) => company.erp)!.erp!;
    const body = { email: 'books@halden.example', favouriteColour: 'red' };
    const lax = await erp.send('PATCH', `${records}/customer/${id}`, { body });
    expect(lax.status).toBe(204);
    expect(lax.headers.get('warning')).toContain('favouriteColour');
    const strict = await erp.send('PATCH', `${records}/customer/${id}`, {
      headers: { 'x-netsuite-propertynamevalidation': 'error' },
      body,
    });
    expect([strict.status, cause(strict).code]).toEqual([400, 'INVALID_CONTENT']);
    const wrong = await erp.send('PATCH', `${records}/customer/${id}`, { body: { terms: { id: '99' } } });
    expect(wrong.body['o:errorDetails']).toMatchObject([{ 'o:errorPath': 'terms' }]);
  });

  it('posts a balanced journal entry once, with what it is about', async () => {
    const { id } = world.companies.find((company) => company.erp)!.erp!;
    const body = entry({
      externalId: 'JE-TEST-1',
      memo: 'Accrual',
      custbody_customer: { id },
      custbody_source_document: 'INV00000001',
    });
    const made = await erp.send('POST', `${records}/journalEntry`, { body });
    expect([made.status, made.body]).toEqual([204, {}]);
    const place = new URL(made.headers.get('location')!).pathname;
    const { body: held } = await erp.send('GET', `${place}?expandSubResources=true`);
    expect(held).toMatchObject({
      memo: 'Accrual',
      approvalStatus: { id: '2', refName: 'Approved' },
      custbody_source_document: 'INV00000001',
      line: {
        items: [
          { account: { id: '300' }, debit: 300.1 },
          { credit: 300.1, department: { id: '1' } },
        ],
      },
    });
    expect((await erp.send('POST', `${records}/journalEntry`, { body })).status).toBe(400);
    const changed = await erp.send('PATCH', `${place}?replace=line`, { body: { line: lines(5, 5) } });
    expect(changed.status).toBe(204);
    const sum = await erp.suiteql(
      `SELECT SUM(debitforeignamount) AS d FROM transactionline WHERE transaction = ${place.split('/').at(-1)}`,
    );
    expect(items(sum)).toEqual([{ links: [], d: '5' }]);
  });

  it.each<[string, object, string]>([
    ['does not balance', { line: lines(300, 299.99) }, 'not in balance. Posting total = 0.01'],
    ['falls into a closed period', { tranDate: '2026-05-15' }, 'is closed'],
    ['falls into a locked period', { tranDate: '2026-09-15' }, 'is locked'],
    ['falls into no period', { tranDate: '1999-01-01' }, 'not within the date range'],
    ['lacks its lines', { line: undefined }, 'Please enter value(s) for: line'],
    [
      'names an account that is not there',
      { line: { items: [{ account: { id: '9' }, debit: 1 }] } },
      'Invalid Field Value 9',
    ],
  ])('refuses a journal entry that %s, and keeps nothing of it', async (_what, fields, why) => {
    const count = 'SELECT COUNT(*) AS n FROM transactionline';
    const before = items(await erp.suiteql(count));
    const answer = await erp.send('POST', `${records}/journalEntry`, { body: entry(fields) });
    expect(answer.status).toBe(400);
    expect(cause(answer).detail).toContain(why);
    expect(items(await erp.suiteql(count))).toEqual(before);
  });
});

describe('what the books keep of their own accord', () => {
  const post = (more: object) =>
    erp.send('POST', `${records}/journalEntry`, {
      body: {
        subsidiary: { id: '1' },
        tranDate: '2026-10-01',
        line: {
          items: [
            { account: { id: '300' }, debit: 12.5 },
            { account: { id: '301' }, credit: 12.5 },
          ],
        },
        ...more,
      },
    });

  it('reverses an entry on its reversal date by a further one', async () => {
    const made = await post({ externalId: 'JE-REVERSED', reversalDate: '2026-11-01' });
    const id = made.headers.get('location')!.split('/').at(-1)!;
    const q = `SELECT r.isreversal, TO_CHAR(r.trandate, 'YYYY-MM-DD') AS day, tl.creditforeignamount FROM transaction t
      JOIN transaction r ON r.id = t.reversal JOIN transactionline tl ON tl.transaction = r.id AND tl.id = 0 WHERE t.id = ${id}`;
    expect(items(await erp.suiteql(q))).toEqual([
      { links: [], isreversal: 'T', day: '2026-11-01', creditforeignamount: '12.5' },
    ]);
    const closed = await post({ externalId: 'JE-NOT-REVERSED', reversalDate: '2026-05-01' });
    expect(cause(closed).detail).toContain('is closed');
    expect((await erp.send('GET', `${records}/journalEntry/eid:JE-NOT-REVERSED`)).status).toBe(404);
  });

  it('asks for department and class where revenue is earned or deferred, unless that is switched off', async () => {
    const [deferred] = items(await erp.suiteql("SELECT id FROM account WHERE acctnumber = '2400'"));
    const line = {
      items: [
        { account: { id: '300' }, debit: 1 },
        { account: { id: deferred!.id }, credit: 1 },
      ],
    };
    const refused = await post({ line });
    expect(refused.body['o:errorDetails']).toMatchObject([{ 'o:errorPath': 'line.items[1].department' }]);
    await erp.control('state', { settings: { requireDimensions: false } });
    expect((await post({ line })).status).toBe(204);
    await erp.control('state', { settings: { requireDimensions: true } });
  });

  it('tells its rules in the language of the user', async () => {
    await erp.control('state', { settings: { language: 'de_DE' } });
    const refused = await post({ tranDate: '2026-05-15' });
    await erp.control('state', { settings: { language: 'en_US' } });
    expect(cause(refused)).toMatchObject({
      code: 'USER_ERROR',
      detail: expect.stringContaining('Buchungsperiode (May 2026) geschlossen') as string,
    });
  });

  it('holds the subsidiary and the currency of a customer once there are transactions', async () => {
    const { erp: known, legalEntity } = world.companies.find((company) => company.journals.length > 0)!;
    const other = world.legalEntities.find(({ code }) => code !== legalEntity)!.erpId;
    const moved = await erp.send('PATCH', `${records}/customer/${known!.id}`, {
      body: { subsidiary: { id: other } },
    });
    expect(moved.body['o:errorDetails']).toMatchObject([{ 'o:errorPath': 'subsidiary' }]);
  });
});

it('continues with the same state and the same keys after a restart', async () => {
  const before = items(await erp.suiteql('SELECT COUNT(*) AS n, SUM(balancesearch) AS owed FROM customer'));
  const { credentials } = erp.sim;
  await erp.restart();
  expect(erp.sim.credentials).toEqual(credentials);
  await erp.renewToken();
  expect(items(await erp.suiteql('SELECT COUNT(*) AS n, SUM(balancesearch) AS owed FROM customer'))).toEqual(
    before,
  );
});
