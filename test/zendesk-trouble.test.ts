import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import { zendeskVendor } from '../src/sources/zendesk/index.ts';
import { connectorsTo, problemOf, type Connectors } from './support/zendesk-source.ts';
import { openAccount, type Account } from './support/zendesk.ts';

const world = makeWorld({ n: 20, seed: 5, today: new Date().toISOString().slice(0, 10) });
const companies = world.companies.filter((each) => each.support !== null && each.cases.length > 0);
const customers = companies.map((each) => each.support!.id);
const caseId = companies[0]!.cases[0]!.supportId;
let zd: Account;
let hub: Connectors;

beforeAll(async () => {
  zd = await openAccount(world);
  hub = connectorsTo(zd);
  await hub.tidy();
});
afterEach(() => hub.tidy());
afterAll(() => zd.close());

describe('when Zendesk is in trouble', () => {
  test('a call that is told to wait a second waits and succeeds', async () => {
    await zd.fault(
      {
        act: 'status',
        status: 429,
        headers: { 'retry-after': '1' },
        body: { error: 'APIRateLimitExceeded' },
      },
      { count: 1 },
    );
    const { result, calls } = await hub.callsOf(() => hub.open().fetch('SupportCase', [caseId]));
    expect([result.length, calls.length]).toEqual([1, 2]);
  });

  test('a longer wait than the caller has is reported with the time, and the other calls are held back', async () => {
    await zd.fault({ act: 'throttle', rate: 0.001, burst: 1, retryAfter: 30 });
    const source = hub.open();
    await source.probe();
    const problem = await problemOf(source.fetch('SupportCase', [caseId]));
    expect(problem).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      detail: { retryAfterMs: 30_000 },
    });
    const { result, calls } = await hub.callsOf(() => problemOf(source.probe()));
    expect([result.code, calls]).toEqual(['RATE_LIMITED', []]);
    expect(source.status().state).toBe('DEGRADED');
  });

  test('the limit of one endpoint does not hold back the others', async () => {
    await zd.settings({ incrementalPerMinute: 0 });
    // At the beginning of a minute the vendor asks for a wait that is longer than the deadline of any call here.
    await zd.freshMinute();
    const source = hub.open({ options: { bulkDeadlineMs: 5_000 } });
    const problem = await problemOf(source.scan('Contact', null));
    expect(problem.code).toBe('RATE_LIMITED');
    expect(problem.message).toContain('incremental export API requests per minute exceeded');
    expect(await source.fetch('SupportCase', [caseId])).toHaveLength(1);
  });

  test('the allowance of the account is known from its headers', async () => {
    const source = hub.open();
    await source.probe();
    const told = source.status().quotas.find((each) => each.name === 'calls per minute')!;
    expect(told.limit).toBe(100_000);
    expect(told.used).toBeGreaterThan(0);
    expect(Date.parse(told.resetAt!)).toBeGreaterThan(Date.now() - 60_000);
  });

  test.each([
    [
      'a string',
      { error: 'RecordInvalid', description: 'Record validation errors' },
      'RecordInvalid: Record validation errors',
    ],
    ['an object', { error: { title: 'Forbidden', message: 'No access' } }, 'Forbidden: No access'],
  ])('an error that is %s is told in the words of the vendor', async (_shape, body, words) => {
    await zd.fault({ act: 'status', status: 403, body });
    const problem = await problemOf(hub.open().probe());
    expect(problem).toMatchObject({ code: 'SOURCE_REJECTED', retryable: false });
    expect(problem.message).toContain(words);
  });

  test('garbage and half an answer are drift, and nothing of them is taken', async () => {
    await zd.fault({ act: 'garbage' }, { count: 1 });
    expect(await problemOf(hub.open().fetch('Customer', [customers[0]!]))).toMatchObject({
      code: 'SOURCE_DRIFTED',
      retryable: false,
    });
    await zd.fault({ act: 'truncate' }, { count: 1 });
    expect((await problemOf(hub.open().fetch('Customer', [customers[0]!]))).code).toBe('SOURCE_DRIFTED');
  });

  test('a broken connection is tried again, and reported when it stays broken', async () => {
    await zd.fault({ act: 'reset-before-apply' }, { count: 1 });
    expect(await hub.open().fetch('Customer', [customers[0]!])).toHaveLength(1);
    await zd.fault({ act: 'reset-before-apply' });
    expect((await problemOf(hub.open().fetch('Customer', [customers[0]!]))).code).toBe('SOURCE_UNAVAILABLE');
  });

  test.each([
    ['SupportCase', 'priority', '$.results[0].priority'],
    ['Contact', 'role', '$.results[0].role'],
    ['Entitlement', 'tier_status', '$.organizations[0].organization_fields.tier_status'],
  ] as const)('a renamed field of %s is drift and is named', async (kind, field, path) => {
    await zd.fault({ act: 'patch', rename: { [field]: `${field}_v2` } });
    const problem = await problemOf(hub.open().list(kind, customers.slice(0, 5)));
    expect(problem).toMatchObject({ code: 'SOURCE_DRIFTED', retryable: false, detail: { path } });
  });

  test('an unknown status of a case is drift', async () => {
    await zd.fault({ act: 'patch', set: { status: 'snoozed' } });
    const problem = await problemOf(hub.open().fetch('SupportCase', [caseId]));
    expect([problem.code, problem.detail.path]).toEqual(['SOURCE_DRIFTED', '$.tickets[0].status']);
  });
});

describe('logging in', () => {
  test('an OAuth client logs in once for many calls, and again when its token has ended', async () => {
    const { clientId, clientSecret } = zd.credentials;
    const source = hub.open({ credentials: { clientId: clientId!, clientSecret: clientSecret! } });
    const first = await hub.callsOf(() => Promise.all([source.probe(), source.probe(), source.probe()]));
    expect(first.calls.filter((row) => row.path === '/oauth/tokens')).toHaveLength(1);
    await zd.advance(2 * 3_600_000);
    const second = await hub.callsOf(() => source.probe());
    expect(second.calls.map((row) => [row.path, row.outcome])).toEqual([
      ['/api/v2/organizations', 'REJECTED'],
      ['/oauth/tokens', 'READ'],
      ['/api/v2/organizations', 'READ'],
    ]);
  });

  test('wrong credentials are refused without a retry', async () => {
    const source = hub.open({ credentials: { email: 'a@b.example', apiToken: 'wrong' } });
    const { result, calls } = await hub.callsOf(() => problemOf(source.probe()));
    expect([result.code, result.retryable, calls.length]).toEqual(['SOURCE_REJECTED', false, 1]);
    expect(result.message).not.toContain('wrong');
  });

  test('either an API token or an OAuth client is needed', () => {
    const { success } = zendeskVendor.credentials.safeParse({ email: 'a@b.example' });
    expect(success).toBe(false);
    // What webhooks are signed with may be left out, and is nothing then.
    const unsigned = { webhookSecret: '', webhookSecretPrevious: '' };
    expect(zendeskVendor.credentials.parse({ clientId: 'c', clientSecret: 's' })).toEqual({
      clientId: 'c',
      clientSecret: 's',
      ...unsigned,
    });
    const { email, apiToken } = zd.credentials;
    expect(zendeskVendor.credentials.parse(zd.credentials)).toEqual({ email, apiToken, ...unsigned });
  });

  test('people reach the record in the pages of the vendor', () => {
    const source = hub.open();
    expect(source.url('ticket', '1001')).toBe(`${zd.url}/agent/tickets/1001`);
    expect(source.url('organization_entitlement', '7')).toBe(`${zd.url}/agent/organizations/7`);
    expect(source.url('Account', '7')).toBeNull();
  });
});
