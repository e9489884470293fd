import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { partialFieldsOf } from '../src/canonical/fields.ts';
import { money } from '../src/canonical/money.ts';
import { Problem } from '../src/canonical/problem.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import { salesforceVendor } from '../src/sources/salesforce/index.ts';
import type { Source } from '../src/sources/source.ts';
import { startSimulator } from '../sandbox/kit/server.ts';
import type { Simulator } from '../sandbox/kit/server.ts';
import { salesforce } from '../sandbox/salesforce/vendor.ts';
import { makeWorld } from '../sandbox/world/world.ts';

const world = makeWorld({ n: 700, seed: 11, today: '2026-11-21' });
const companies = world.companies.filter((company) => company.crm);
const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-salesforce-source-'));
let simulator: Simulator;
let source: Source;

function connect(options: Record<string, unknown> = {}, deadlineMs = 30_000): Source {
  return salesforceVendor.create({
    instance: 'crm-us',
    vendor: 'salesforce',
    url: simulator.url,
    region: 'US',
    credentials: salesforceVendor.credentials.parse(simulator.credentials),
    deadlineMs,
    limits: {},
    options: salesforceVendor.options.parse(options),
  });
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${simulator.url}/__sim/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.json();
}

/** What the calls of `act` looked like to the vendor. */
async function callsOf(act: () => Promise<unknown>): Promise<string[]> {
  const before = (await control('GET', 'journal')) as { seq: number }[];
  await act();
  const rows = (await control('GET', `journal?after=${before.at(-1)?.seq ?? 0}`)) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => `${String(row.method)} ${String(row.path)} ${String(row.status)}`);
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

async function one(kind: Parameters<Source['fetch']>[0], id: string): Promise<SourceRecord> {
  const [record] = await source.fetch(kind, [id]);
  expect(() => partialFieldsOf(kind).parse(record!.fields)).not.toThrow();
  return record!;
}

beforeAll(async () => {
  simulator = await startSimulator(salesforce, {
    port: 0,
    dataDir,
    instance: 'crm-us',
    seed: { n: world.n, seed: world.seed },
    makeWorld: () => world,
  });
  source = connect();
  await source.probe();
});

afterEach(async () => {
  await control('DELETE', 'faults');
  await control('POST', 'state', { settings: { dailyLimit: 100_000 } });
});

afterAll(async () => {
  await source.close();
  await simulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('an account in canonical words', () => {
  test('says what the CRM knows of a customer, by what it is recognised and whose it is', async () => {
    const company = companies.find((each) => each.parent !== null && each.taxId && each.crm!.domain)!;
    const record = await one('Customer', company.crm!.id);
    const { address } = company;
    expect(record).toMatchObject({ kind: 'Customer', object: 'Account', externalId: company.crm!.id });
    expect(record.fields).toEqual({
      name: company.crm!.name,
      legalName: company.legalName,
      status: company.status,
      rawStatus: {
        PROSPECT: 'Prospect',
        ACTIVE: 'Customer',
        SUSPENDED: 'On Hold',
        CHURNED: 'Former Customer',
      }[company.status],
      segment: company.segment,
      industry: company.industry,
      domain: company.crm!.domain,
      taxIds: [company.taxId],
      billingAddress: { ...address, line2: null },
      currency: company.currency,
    });
    expect(record.keys).toEqual([
      `tax:${company.taxId!.toUpperCase().replaceAll(/[\s.-]/g, '')}`,
      `domain:${company.crm!.domain}`,
    ]);
    expect(record.links.accountOwner).toEqual({
      kind: 'User',
      key: `ref:crm-us:User:${world.reps[company.owner]!.crmId}`,
    });
    expect(record.sourceTime).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  });

  test('links to its parent where the CRM knows the parent', async () => {
    const child = companies.find((each) => each.parent !== null && world.companies[each.parent - 1]!.crm)!;
    const record = await one('Customer', child.crm!.id);
    expect(record.links.parent).toEqual({
      kind: 'Customer',
      key: `ref:crm-us:Account:${world.companies[child.parent! - 1]!.crm!.id}`,
    });
    const root = companies.find((each) => each.parent === null)!;
    expect((await one('Customer', root.crm!.id)).links).not.toHaveProperty('parent');
  });

  test('a status that nobody mapped is shown as it is, and not guessed', async () => {
    const [{ crm }] = companies as [(typeof companies)[number]];
    const set = (Type: string | null) =>
      control('POST', 'state', { object: 'Account', id: crm!.id, set: { Type } });
    const before = (await one('Customer', crm!.id)).fields.rawStatus as string;
    await set('Partner');
    expect((await one('Customer', crm!.id)).fields).toMatchObject({ rawStatus: 'Partner' });
    expect((await one('Customer', crm!.id)).fields).not.toHaveProperty('status');
    await set(null);
    expect((await one('Customer', crm!.id)).fields).not.toHaveProperty('rawStatus');
    await set(before);
  });
});

describe('what belongs to an account', () => {
  test('contacts, opportunities and contracts agree with the world to the cent', async () => {
    const ids = companies.map((company) => company.crm!.id);
    const byId = async (kind: 'Contact' | 'Opportunity' | 'Contract') =>
      new Map((await source.list(kind, ids)).map((record) => [record.externalId, record]));
    const [contacts, opportunities, contracts] = [
      await byId('Contact'),
      await byId('Opportunity'),
      await byId('Contract'),
    ];
    let compared = 0;
    for (const { crm, currency, ...company } of companies) {
      const customer = { kind: 'Customer', key: `ref:crm-us:Account:${crm!.id}` };
      for (const contact of company.contacts) {
        if (!contact.crmId) continue;
        const { fields, keys, links } = contacts.get(contact.crmId)!;
        const email = contact.email.toLowerCase();
        expect({ fields, keys, links }).toEqual({
          fields: { name: `${contact.firstName} ${contact.lastName}`, email, role: contact.title },
          keys: [`email:${email}`],
          links: { customer },
        });
        compared += 1;
      }
      for (const contract of company.contracts) {
        const { fields, keys, links } = contracts.get(contract.crmId)!;
        expect(fields).toMatchObject({
          number: contract.number,
          rawStatus: contract.status,
          termStart: contract.start,
          autoRenew: contract.autoRenew,
          paymentTerms: contract.paymentTerms,
          tcv: money(contract.tcv, currency),
        });
        expect([keys, links]).toEqual([[`number:crm:${contract.number}`], { customer }]);
        compared += 1;
      }
      for (const deal of company.opportunities) {
        const { fields, links } = opportunities.get(deal.crmId)!;
        expect(fields).toMatchObject({
          name: deal.name,
          rawStage: deal.stage,
          amount: money(deal.amount, currency),
          closeDate: deal.closeDate,
        });
        const won = deal.contract === null ? null : company.contracts[deal.contract]!.crmId;
        expect(links).toEqual({
          customer,
          ...(won && { contract: { kind: 'Contract', key: `ref:crm-us:Contract:${won}` } }),
        });
        compared += 1;
      }
    }
    expect(compared).toBe(contacts.size + contracts.size + opportunities.size);
    expect(compared).toBeGreaterThan(2000);
  });

  test('is read in one call for fifty accounts, and in as few as fit into URLs for more', async () => {
    const ids = companies.map((company) => company.crm!.id);
    const fifty = await callsOf(() => source.list('Contact', ids.slice(0, 50)));
    expect(fifty).toEqual(['GET /services/data/v68.0/query 200']);
    const all = await callsOf(() => source.list('Contact', ids));
    expect(all).toEqual(Array.from({ length: 2 }, () => 'GET /services/data/v68.0/query 200'));
  });
});

describe('reading', () => {
  test('records by id come in one call of up to two thousand, holes left out', async () => {
    const ids = companies.map((company) => company.crm!.id);
    const wanted = [...ids, '0015g0000ZZZZZZ', 'no id at all', ids[0]!];
    let found: readonly SourceRecord[] = [];
    const calls = await callsOf(async () => (found = await source.fetch('Customer', wanted)));
    expect(calls).toEqual(['POST /services/data/v68.0/composite/sobjects/Account 200']);
    expect(found.map((record) => record.externalId)).toEqual(ids);
  });

  test('a scan goes on where another one stopped, and leaves out users that are no people', async () => {
    const small = connect({ pageSize: 300 });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await small.scan('Customer', cursor);
      seen.push(...page.records.map((record) => record.externalId));
      cursor = page.next;
    } while (cursor !== null);
    await small.close();
    const doubles = companies.filter((company) => company.crmDuplicate).length;
    expect(new Set(seen).size).toBe(companies.length + doubles);
    expect(seen).toHaveLength(companies.length + doubles);
    const users = await source.scan('User', null);
    expect(users.records.map((record) => String(record.fields.name)).toSorted()).toEqual(
      world.reps.map((rep) => rep.name).toSorted(),
    );
  });

  test('a deleted account is absent', async () => {
    const company = companies.at(-1)!;
    const { id } = company.crm!;
    await control('POST', 'state', { object: 'Account', id, delete: true });
    expect(await source.fetch('Customer', [id])).toEqual([]);
    await control('POST', 'state', { object: 'Account', id, set: { IsDeleted: false } });
    expect(await source.fetch('Customer', [id])).toHaveLength(1);
  });
});

describe('trouble', () => {
  const [first] = companies as [(typeof companies)[number]];
  const id = first.crm!.id;

  test('a session that ended is renewed once, and the call repeated', async () => {
    await control('POST', 'clock', { advanceMs: 3 * 3_600_000 });
    const calls = await callsOf(() => source.fetch('Customer', [id]));
    expect(calls.map((call) => call.split(' ').slice(1).join(' '))).toEqual([
      '/services/data/v68.0/composite/sobjects/Account 401',
      '/services/oauth2/token 200',
      '/services/data/v68.0/composite/sobjects/Account 200',
    ]);
  });

  test('the daily limit is seen as a quota, and passing it as RATE_LIMITED although it is a 403', async () => {
    const limited = connect();
    await limited.probe();
    const quota = limited.status().quotas.find((each) => each.name === 'DailyApiRequests')!;
    expect(quota).toEqual({
      name: 'DailyApiRequests',
      used: expect.any(Number),
      limit: 100_000,
      resetAt: null,
    });
    await control('POST', 'state', { settings: { dailyLimit: quota.used } });
    const short = connect({}, 3000);
    const problem = await problemOf(short.fetch('Customer', [id]));
    expect(problem).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(problem.detail.retryAfterMs).toBeGreaterThan(0);
    const held = await callsOf(() => problemOf(short.fetch('Customer', [id])));
    expect(held).toEqual([]);
    await limited.close();
    await short.close();
  });

  test.each([
    [400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'],
    [400, 'QUERY_TIMEOUT', 'Your query request was running for too long.'],
    [
      503,
      'SERVER_UNAVAILABLE',
      'Too many requests are waiting for connections. An operation needs to be retried.',
    ],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
  ])('%i %s passes by itself when the call is made again', async (status, errorCode, message) => {
    await control('POST', 'faults', {
      match: { objectType: 'Account', count: 1 },
      act: { act: 'status', status, body: [{ message, errorCode }] },
    });
    const calls = await callsOf(() => source.fetch('Customer', [id]));
    expect(calls.map((call) => call.split(' ')[2])).toEqual([String(status), '200']);
  });

  test.each([
    [403, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'SOURCE_REJECTED'],
    [403, 'API_DISABLED_FOR_ORG', 'SOURCE_REJECTED'],
    [400, 'MALFORMED_QUERY', 'SOURCE_REJECTED'],
    [300, 'whatever', 'SOURCE_REJECTED'],
    [302, 'whatever', 'SOURCE_DRIFTED'],
  ])('%i %s is not tried again', async (status, errorCode, code) => {
    await control('POST', 'faults', {
      match: { objectType: 'Account' },
      act: { act: 'status', status, body: [{ message: 'no', errorCode }] },
    });
    const calls = await callsOf(async () => {
      const problem = await problemOf(source.fetch('Customer', [id]));
      expect(problem).toMatchObject({ code, retryable: false, detail: { source: 'crm-us', system: 'CRM' } });
    });
    expect(calls).toHaveLength(1);
  });

  test('a field that is hidden from us or gone is drift, and named', async () => {
    await control('POST', 'faults', {
      match: { objectType: 'Account' },
      act: {
        act: 'status',
        status: 400,
        body: [
          {
            message:
              "\nId,Tax_Id__c\n   ^\nERROR at Row:1:Column:11\nNo such column 'Tax_Id__c' on entity 'Account'. If",
            errorCode: 'INVALID_FIELD',
          },
        ],
      },
    });
    const problem = await problemOf(source.scan('Customer', null));
    expect(problem).toMatchObject({ code: 'SOURCE_DRIFTED', detail: { path: 'Tax_Id__c' } });
  });

  test('a page address that is no path is not followed', async () => {
    await control('POST', 'faults', {
      match: { objectType: 'Contact' },
      act: { act: 'patch', set: { done: false } },
    });
    await control('POST', 'faults', {
      match: { objectType: 'Contact' },
      act: { act: 'patch', rename: { totalSize: 'nextRecordsUrl' } },
    });
    expect(await problemOf(source.list('Contact', [id]))).toMatchObject({ code: 'SOURCE_DRIFTED' });
  });

  test('what Salesforce has no word for is refused before any call', async () => {
    const calls = await callsOf(async () => {
      expect((await problemOf(source.fetch('Invoice', ['1']))).code).toBe('SOURCE_REJECTED');
      expect((await problemOf(source.list('Product', [id]))).code).toBe('SOURCE_REJECTED');
      expect((await problemOf(source.scan('Customer', "' OR Id != '"))).code).toBe('SOURCE_REJECTED');
    });
    expect(calls).toEqual([]);
    expect(salesforceVendor.credentials.safeParse({ clientId: 'x' }).success).toBe(false);
  });
});
