import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseJson, plain } from '../src/sources/http/json.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

interface Failure {
  readonly success: boolean;
  readonly reasons: readonly { readonly code: number; readonly message: string }[];
}

interface Listed {
  readonly data: readonly Record<string, unknown>[];
  readonly nextPage?: string | null;
}

let tenant: Tenant;

beforeAll(async () => {
  tenant = await openTenant(60);
});

afterEach(async () => {
  await tenant.heal();
  await tenant.control('POST', 'state', {
    settings: {
      documentedExpandsOnly: false,
      objectQueryConcurrency: 80,
      concurrency: 40,
      perMinute: 50_000,
    },
  });
});

afterAll(async () => {
  await tenant.close();
});

async function query(path: string, ...parameters: readonly (readonly [string, string])[]): Promise<Listed> {
  const response = await tenant.call(
    'GET',
    `/object-query/${path}?${new URLSearchParams(parameters as [string, string][])}`,
  );
  expect(response.status).toBe(200);
  return (await response.json()) as Listed;
}

async function refused(
  path: string,
  ...parameters: readonly (readonly [string, string])[]
): Promise<Failure> {
  const response = await tenant.call(
    'GET',
    `/object-query/${path}?${new URLSearchParams(parameters as [string, string][])}`,
  );
  expect(response.status).toBe(400);
  return (await response.json()) as Failure;
}

const billed = () => tenant.world.companies.filter((company) => company.billing !== null);

describe('logging in', () => {
  const login = (form: Record<string, string>): Promise<Response> =>
    fetch(`${tenant.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });

  test('gives a token for 3598 seconds of the tenant\u2019s clock', async () => {
    const { clientId, clientSecret } = tenant.credentials;
    const form = { client_id: clientId!, client_secret: clientSecret!, grant_type: 'client_credentials' };
    const token = (await (await login(form)).json()) as { access_token: string; expires_in: number };
    expect(token.expires_in).toBe(3598);
    const ask = (): Promise<Response> =>
      fetch(`${tenant.url}/object-query/products`, {
        headers: { authorization: `Bearer ${token.access_token}` },
      });
    expect((await ask()).status).toBe(200);
    await tenant.control('POST', 'clock', { advanceMs: 3_599_000 });
    const expired = await ask();
    expect(expired.status).toBe(401);
    expect(await expired.json()).toMatchObject({ success: false, reasons: [{ code: 90_000_011 }] });
  });

  test('refuses a wrong secret and another grant', async () => {
    const { clientId, clientSecret } = tenant.credentials;
    const wrong = { client_id: clientId!, client_secret: 'x', grant_type: 'client_credentials' };
    expect((await login(wrong)).status).toBe(401);
    expect((await login({ ...wrong, client_secret: clientSecret!, grant_type: 'password' })).status).toBe(
      400,
    );
    expect((await fetch(`${tenant.url}/v1/accounts/x`)).status).toBe(401);
  });
});

describe('an object query', () => {
  // Tokens made before the clock was moved are void.
  beforeAll(async () => {
    await tenant.close();
    tenant = await openTenant(60);
  });

  test('filters by every operator, with and between filters, without regard to case', async () => {
    const accounts = billed();
    const eur = accounts.filter((company) => company.currency === 'EUR');
    const some = accounts.slice(0, 3).map((company) => company.billing!.number);
    expect((await query('accounts', ['pageSize', '99'], ['filter[]', 'currency.EQ:eur'])).data).toHaveLength(
      eur.length,
    );
    expect((await query('accounts', ['pageSize', '99'], ['filter[]', 'Currency.NE:EUR'])).data).toHaveLength(
      accounts.length - eur.length,
    );
    expect((await query('accounts', ['filter[]', `accountNumber.IN:[${some}]`])).data).toHaveLength(3);
    expect(
      (
        await query(
          'accounts',
          ['filter[]', `accountnumber.IN:[${some}]`],
          ['filter[]', `accountNumber.GT:${some[0]}`],
        )
      ).data,
    ).toHaveLength(2);
    expect(
      (await query('accounts', ['pageSize', '99'], ['filter[]', 'accountNumber.SW:a0000000'])).data,
    ).toHaveLength(accounts.filter((company) => company.billing!.number.startsWith('A0000000')).length);
    expect((await query('accounts', ['pageSize', '99'], ['filter[]', 'crmId.EQ:null'])).data).toHaveLength(
      accounts.filter((company) => company.billing!.crmId === null).length,
    );
    const invoices = accounts.flatMap((company) => company.invoices);
    const large = invoices.filter((invoice) => Number(invoice.total) >= 100_000);
    expect(large.length).toBeGreaterThan(0);
    expect((await query('invoices', ['pageSize', '99'], ['filter[]', 'amount.GE:100000'])).data).toHaveLength(
      Math.min(99, large.length),
    );
    const old = invoices.filter((invoice) => invoice.issueDate < '2025-12-01' && invoice.status === 'Posted');
    expect(
      (
        await query(
          'invoices',
          ['pageSize', '99'],
          ['filter[]', 'invoiceDate.LT:2025-12-01'],
          ['filter[]', 'status.EQ:posted'],
        )
      ).data,
    ).toHaveLength(Math.min(99, old.length));
  });

  test('pages with a cursor that sees every row once, whatever the order', async () => {
    for (const sort of ['id.ASC', 'balance.DESC', 'name.asc', 'updatedDate.DESC']) {
      const seen: unknown[] = [];
      for (let cursor: string | null | undefined; ;) {
        const page: Listed = await query(
          'accounts',
          ['pageSize', '7'],
          ['sort[]', sort],
          ...(cursor ? ([['cursor', cursor]] as const) : []),
        );
        seen.push(...page.data.map((row) => row.id));
        expect(page.data.length).toBeLessThanOrEqual(7);
        cursor = page.nextPage;
        if (!cursor) break;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(billed().length);
    }
  });

  test('brings ten rows when nothing is said, and never more than ninety-nine', async () => {
    expect((await query('invoices')).data).toHaveLength(10);
    expect((await query('invoices', ['pageSize', '99'])).data).toHaveLength(99);
    await refused('invoices', ['pageSize', '100']);
    await refused('invoices', ['pageSize', '0']);
  });

  test.each([
    ['a field that is not indexed', 'accounts', ['filter[]', 'notes.EQ:x'], 53_400_023],
    ['sorting by such a field', 'accounts', ['sort[]', 'notes.ASC'], 53_400_023],
    ['an unknown operator', 'accounts', ['filter[]', 'name.XX:x'], 53_400_023],
    ['a date that is none', 'invoices', ['filter[]', 'invoiceDate.GE:yesterday'], 53_400_023],
    ['an unknown relation', 'accounts', ['expand[]', 'cats'], 53_400_023],
    ['four levels', 'accounts', ['expand[]', 'invoices.invoiceitems.subscription.account'], 53_400_023],
    ['an unknown field', 'accounts', ['fields[]', 'id,colour'], 53_400_021],
    ['a broken cursor', 'accounts', ['cursor', 'xyz'], 53_400_023],
    ['all invoice items at once', 'invoice-items', ['pageSize', '5'], 53_400_023],
  ] as const)('refuses %s in its own shape', async (_, path, parameter, code) => {
    expect(await refused(path, parameter)).toMatchObject({ success: false, reasons: [{ code }] });
  });

  test('shows the fields asked for, and null ones only when asked to', async () => {
    const without = billed().find((company) => company.billing!.crmId === null)!.billing!.id;
    const one = (more: readonly (readonly [string, string])[]) =>
      query('accounts', ['filter[]', `id.EQ:${without}`], ['account.fields[]', 'id,CrmId,currency'], ...more);
    expect(Object.keys((await one([])).data[0]!)).toEqual(['id', 'currency']);
    expect(Object.keys((await one([['includeNullFields', 'true']])).data[0]!)).toEqual([
      'id',
      'currency',
      'crmId',
    ]);
  });

  test('expands what hangs below, each level with its own fields, at most ninety-nine rows', async () => {
    const company = billed().find((each) =>
      each.invoices.some((invoice) => invoice.lines[0]!.taxes.length > 0),
    )!;
    const { data } = await query(
      'accounts',
      ['filter[]', `id.EQ:${company.billing!.id}`],
      ['expand[]', 'invoices.invoiceitems.taxationitems'],
      ['invoices.fields[]', 'id'],
      ['invoiceitems.fields[]', 'chargeamount'],
      ['taxationitems.fields[]', 'taxamount'],
    );
    const invoices = data[0]!.invoices as { id: string; invoiceItems: { taxationItems: object[] }[] }[];
    expect(invoices.map((each) => each.id).toSorted()).toEqual(
      company.invoices.map((invoice) => invoice.billingId).toSorted(),
    );
    for (const item of invoices.flatMap((each) => each.invoiceItems))
      expect(Object.keys(item)).toEqual(['chargeAmount', 'taxationItems']);
    for (let i = 0; i < 110; i++)
      await tenant.control('POST', 'state', {
        object: 'CreditMemo',
        id: `8aeeeeeeeeeeeeeeeeeeeeeeeeee${1000 + i}`,
        set: { accountId: company.billing!.id, memoNumber: `CM9${i}` },
      });
    const many = await query(
      'accounts',
      ['filter[]', `id.EQ:${company.billing!.id}`],
      ['expand[]', 'creditmemos'],
    );
    expect(many.data[0]!.creditMemos).toHaveLength(99);
  });

  test('can be held to the expands of the published reference', async () => {
    await tenant.control('POST', 'state', { settings: { documentedExpandsOnly: true } });
    await query('accounts', ['expand[]', 'subscriptions.rateplans.rateplancharges']);
    await refused('accounts', ['expand[]', 'invoices.invoiceitems']);
    await refused('invoices', ['expand[]', 'invoiceitems.taxationitems']);
  });

  test('writes amounts as numbers that are exact to the cent', async () => {
    const { billingId } = billed()[0]!.invoices[0]!;
    await tenant.control('POST', 'state', {
      object: 'Invoice',
      id: billingId,
      set: { balance: '90071992547409931.07', amount: '12.50' },
    });
    const response = await tenant.call('GET', `/object-query/invoices/${billingId}?fields[]=balance,amount`);
    expect(plain(parseJson(await response.text()))).toEqual({
      balance: '90071992547409931.07',
      amount: '12.5',
    });
  });

  test('finds a single object by id or number; a subscription\u2019s number is its newest version', async () => {
    const subscription = billed()
      .flatMap((company) => company.subscriptions)
      .find((each) => each.version > 1)!;
    const versions = await query('subscriptions', ['filter[]', `name.EQ:${subscription.number}`]);
    expect(versions.data.map((row) => row.version).toSorted()).toEqual(
      Array.from({ length: subscription.version }, (_, index) => index + 1),
    );
    expect(new Set(versions.data.map((row) => row.id)).size).toBe(subscription.version);
    const response = await tenant.call('GET', `/object-query/subscriptions/${subscription.number}`);
    expect(await response.json()).toMatchObject({
      id: subscription.billingId,
      version: subscription.version,
      isLatestVersion: true,
    });
    expect((await tenant.call('GET', '/object-query/subscriptions/nope')).status).toBe(404);
  });
});

describe('every answer', () => {
  test('has a request id, the caller\u2019s track id and the limits of the tenant', async () => {
    const { headers } = await tenant.call('GET', '/object-query/products', undefined, {
      'zuora-track-id': 'trace-1',
    });
    expect(headers.get('zuora-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(headers.get('zuora-track-id')).toBe('trace-1');
    expect(headers.get('concurrency-limit-limit')).toBe('80');
    expect(headers.get('rate-limit-limit')).toBe('50000');
  });

  test('beyond the concurrency limit is 429 with Retry-After', async () => {
    await tenant.control('POST', 'state', { settings: { objectQueryConcurrency: 2 } });
    await tenant.fault({ path: 'products' }, { act: 'delay', ms: 50 });
    const all = await Promise.all(
      Array.from({ length: 8 }, () => tenant.call('GET', '/object-query/products')),
    );
    const refusals = all.filter((response) => response.status === 429);
    expect(refusals.length).toBeGreaterThan(0);
    expect(all.some((response) => response.status === 200)).toBe(true);
    expect(refusals[0]!.headers.get('retry-after')).toBe('1');
    expect(await refusals[0]!.json()).toMatchObject({ success: false, reasons: [{ code: 50_000_070 }] });
  });

  test('beyond the calls of a minute is 429 until the minute is over', async () => {
    await tenant.control('POST', 'state', { settings: { perMinute: 0 } });
    const response = await tenant.call('GET', '/object-query/products');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the classic API', () => {
  test('answers accounts, invoices and subscriptions by id and by number, and fails inside HTTP 200', async () => {
    const [company] = billed();
    const get = async (path: string): Promise<unknown> => (await tenant.call('GET', path)).json();
    for (const key of [company!.billing!.id, company!.billing!.number]) {
      expect(await get(`/v1/accounts/${key}`)).toMatchObject({
        success: true,
        basicInfo: { id: company!.billing!.id },
        billingAndPayment: { currency: company!.currency },
      });
      expect(await get(`/v1/accounts/${key}/summary`)).toMatchObject({
        success: true,
        subscriptions: company!.subscriptions.map(() => ({
          subscriptionNumber: expect.stringMatching(/^A-S/),
        })),
      });
    }
    expect(await get(`/v1/invoices/${company!.invoices[1]!.number}`)).toMatchObject({
      success: true,
      id: company!.invoices[1]!.billingId,
    });
    const subscription = await get(`/v1/subscriptions/${company!.subscriptions[0]!.number}`);
    expect(subscription).toMatchObject({
      success: true,
      subscriptionNumber: company!.subscriptions[0]!.number,
    });
    expect(subscription).not.toHaveProperty('name');
    const missing = await tenant.call('GET', '/v1/accounts/nobody');
    expect(missing.status).toBe(200);
    expect(await missing.json()).toMatchObject({ success: false, reasons: [{ code: 50_000_040 }] });
  });

  const newcomer = {
    name: 'Newcomer Ltd',
    currency: 'EUR',
    billToContact: { firstName: 'Ada', lastName: 'Byron', country: 'IE' },
  };

  test('creates an account once under one idempotency key, and replays failures too', async () => {
    const create = (body: unknown, key: string): Promise<Response> =>
      tenant.call('POST', '/v1/accounts', body, { 'idempotency-key': key });
    const first = (await (await create(newcomer, 'k1')).json()) as { accountId: string };
    expect(await (await create(newcomer, 'k1')).json()).toEqual(first);
    const other = await create({ ...newcomer, name: 'Other' }, 'k1');
    expect(other.status).toBe(422);
    const broken = { ...newcomer, currency: 'euro' };
    const failed = await (await create(broken, 'k2')).text();
    expect(failed).toContain('50000020');
    expect(await (await create(broken, 'k2')).text()).toBe(failed);
    expect((await query('accounts', ['filter[]', 'name.EQ:Newcomer Ltd'])).data).toHaveLength(1);
    const rows = (await tenant.journal())
      .filter((row) => row.path === '/v1/accounts')
      .map((row) => row.outcome);
    expect(rows).toEqual(['APPLIED', 'REPLAYED', 'CONFLICT', 'REJECTED', 'REPLAYED']);
  });

  test('changes an account by PUT, which takes no idempotency key and no empty body', async () => {
    const { id } = billed()[3]!.billing!;
    const put = (body: unknown, headers = {}): Promise<Response> =>
      tenant.call('PUT', `/v1/accounts/${id}`, body, headers);
    expect((await put({ notes: 'x' }, { 'idempotency-key': 'k3' })).status).toBe(400);
    expect((await put(undefined)).status).toBe(415);
    expect(await (await put({ colour: 'red' })).json()).toMatchObject({ reasons: [{ code: 50_000_021 }] });
    expect(await (await put({ notes: 'Call first.' })).json()).toEqual({ success: true });
    const account = (await (await tenant.call('GET', `/v1/accounts/${id}`)).json()) as { basicInfo: object };
    expect(account.basicInfo).toMatchObject({ notes: 'Call first.' });
  });

  test('answers ZOQL in batches, without null fields, and refuses what ZOQL cannot say', async () => {
    const zoql = (path: string, body: object): Promise<Response> =>
      tenant.call('POST', `/v1/action/${path}`, body);
    const ask = {
      queryString: "select Id, CrmId from Account where Status = 'Active'",
      conf: { batchSize: 20 },
    };
    const first = (await (await zoql('query', ask)).json()) as {
      size: number;
      done: boolean;
      queryLocator: string;
      records: Record<string, unknown>[];
    };
    expect(first).toMatchObject({ done: false, records: { length: 20 } });
    let { queryLocator, done } = first;
    const records = [...first.records];
    while (!done) {
      const more = (await (await zoql('queryMore', { queryLocator })).json()) as typeof first;
      records.push(...more.records);
      ({ queryLocator, done } = more);
    }
    expect(records).toHaveLength(first.size);
    expect(records.every((record) => record.CrmId !== null)).toBe(true);
    for (const queryString of [
      'select id from Account',
      'select Id from CreditMemo',
      'select Id from Account order by Id',
      "select Id from Account where Id in ('a')",
    ])
      expect((await zoql('query', { queryString })).status).toBe(400);
  });
});

test('what was written survives the tenant\u2019s restart', async () => {
  const created = (await (
    await tenant.call('POST', '/v1/accounts', {
      name: 'Lasting SA',
      currency: 'EUR',
      billToContact: { firstName: 'A', lastName: 'B', country: 'FR' },
    })
  ).json()) as { accountNumber: string };
  await tenant.stop();
  await tenant.start();
  const response = await tenant.call('GET', `/v1/accounts/${created.accountNumber}`);
  expect(await response.json()).toMatchObject({ success: true, basicInfo: { name: 'Lasting SA' } });
});
