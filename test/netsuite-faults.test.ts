import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import type { Problem } from '../src/canonical/problem.ts';
import { netsuiteVendor } from '../src/sources/netsuite/index.ts';
import type { Source } from '../src/sources/source.ts';
import { configure, type Netsuite, startNetsuite, suiteqlPath } from './support/netsuite.ts';

const seed = { n: 60, seed: 3, today: '2026-10-01' };
const world = makeWorld(seed);
const known = world.companies.filter((company) => company.erp);
const ids = known.map((company) => company.erp!.id);
let erp: Netsuite;
let source: Source;

function fault(act: object, match: object = {}): Promise<unknown> {
  return erp.control('faults', { match: { path: suiteqlPath, ...match }, act });
}

function failure(work: Promise<unknown>): Promise<Problem> {
  return work.then(
    () => Promise.reject(new Error('it succeeded')),
    (problem: Problem) => problem,
  );
}

beforeAll(async () => {
  erp = await startNetsuite(seed);
  source = netsuiteVendor.create(configure(erp));
});

afterEach(() => erp.control('faults', undefined, 'DELETE'));

afterAll(async () => {
  await source.close();
  await erp.close();
});

describe('under the limits of the account', () => {
  it('never exceeds the limit of the account under 50 reads at once', async () => {
    await erp.control('state', { settings: { serviceMs: 15 } });
    const calls = await erp.callsOf(() =>
      Promise.all(Array.from({ length: 50 }, (_, index) => source.fetch('Customer', [ids[index]!]))),
    );
    await erp.control('state', { settings: { serviceMs: 2 } });
    expect(calls.filter((call) => call.path === suiteqlPath).length).toBe(50);
    expect(calls.filter((call) => call.outcome === 'THROTTLED')).toEqual([]);
  });

  it('waits and asks again when others use the account up', async () => {
    await fault({ act: 'throttle', rate: 0.001, burst: 1 }, { nth: 1, count: 3 });
    const calls = await erp.callsOf(async () => {
      expect((await source.fetch('Customer', [ids[0]!])).length).toBe(1);
      expect((await source.fetch('Customer', [ids[1]!])).length).toBe(1);
    });
    expect(calls.filter((call) => call.outcome === 'THROTTLED').length).toBe(2);
  });

  it('tells the caller when the account stays used up', async () => {
    await erp.control('state', { settings: { concurrency: 0 } });
    const problem = await failure(source.fetch('Customer', [ids[0]!]));
    await erp.control('state', { settings: { concurrency: 5 } });
    expect(problem).toMatchObject({ code: 'RATE_LIMITED', retryable: true, detail: { source: 'netsuite' } });
  });
});

describe('logging in', () => {
  it('logs in once for many calls, and once more when the token ended before its time', async () => {
    const fresh = netsuiteVendor.create(configure(erp));
    const read = () => Promise.all(ids.slice(0, 10).map((id) => fresh.fetch('Customer', [id])));
    const first = await erp.callsOf(read);
    expect(first.filter((call) => call.objectType === 'token').length).toBe(1);
    await erp.control('clock', { advanceMs: 7_200_000 });
    const second = await erp.callsOf(read);
    await fresh.close();
    expect(second.filter((call) => call.objectType === 'token').length).toBe(1);
  });

  it('signs with an elliptic curve key as well, written on one line', async () => {
    const { ecPrivateKey, ecCertificateId, ...rest } = erp.sim.credentials;
    const credentials = netsuiteVendor.credentials.parse({
      ...rest,
      privateKey: ecPrivateKey!.replaceAll('\n', String.raw`\n`),
      certificateId: ecCertificateId,
    });
    const other = netsuiteVendor.create(configure(erp, { credentials }));
    await other.probe();
    expect(other.status()).toMatchObject({ state: 'UP', circuit: 'CLOSED' });
    await other.close();
  });

  it('says that credentials are refused, and which are malformed', async () => {
    const other = netsuiteVendor.create(
      configure(erp, { credentials: { ...erp.sim.credentials, clientId: 'nobody' } }),
    );
    expect(await failure(other.probe())).toMatchObject({ code: 'SOURCE_REJECTED', retryable: false });
    await other.close();
    const parsed = netsuiteVendor.credentials.safeParse({
      ...erp.sim.credentials,
      privateKey: 'secret words',
    });
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['privateKey'] });
    expect(JSON.stringify(parsed.error)).not.toContain('secret words');
  });
});

describe('when an answer does not fit', () => {
  const one = () => source.fetch('Customer', [ids[3]!]);
  const posting = () => source.fetch('LedgerPosting', [known[0]!.journals[4]!.erpId]);

  it.each<[string, object, () => Promise<unknown>, string]>([
    ['a renamed balance', { rename: { balancesearch: 'balance' } }, one, 'result.items[0].balancesearch'],
    ['a missing currency', { remove: ['currency'] }, one, 'result.items[0].currency'],
    ['a balance in words', { set: { balancesearch: 'much' } }, one, 'result.items[0].balancesearch'],
    ['a renamed hasMore', { rename: { hasMore: 'more' } }, one, 'result.hasMore'],
    ['a flag that is neither T nor F', { set: { isinactive: 'false' } }, one, 'result.items[0].isinactive'],
    ['lines without credits', { remove: ['credit1'] }, posting, 'result.items[0].debit1'],
    ['an entry that does not balance', { set: { debit0: '0.01' } }, posting, 'result.items[0].debit0'],
  ])('calls %s drift and names the place', async (_what, patch, act, path) => {
    await fault({ act: 'patch', ...patch });
    expect(await failure(act())).toMatchObject({
      code: 'SOURCE_DRIFTED',
      retryable: false,
      detail: { source: 'netsuite', system: 'ERP', path },
    });
  });

  it('calls a column that the account does not have drift, though NetSuite says bad request', async () => {
    const other = netsuiteVendor.create(configure(erp, { options: { billingAccount: 'custentity_gone' } }));
    const problem = await failure(other.fetch('Customer', [ids[0]!]));
    await other.close();
    expect(problem).toMatchObject({ code: 'SOURCE_DRIFTED', detail: { path: 'custentity_gone' } });
  });

  it('calls garbage and half an answer drift, and a broken connection unavailable', async () => {
    await fault({ act: 'garbage' });
    expect(await failure(one())).toMatchObject({ code: 'SOURCE_DRIFTED' });
    await erp.control('faults', undefined, 'DELETE');
    await fault({ act: 'truncate' });
    expect(await failure(one())).toMatchObject({ code: 'SOURCE_DRIFTED' });
    await erp.control('faults', undefined, 'DELETE');
    await fault({ act: 'truncate', cut: true });
    const patient = netsuiteVendor.create(configure(erp, { options: { breakerFailures: 100 } }));
    expect(await failure(patient.probe())).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true });
    await patient.close();
  });

  it('asks again after a passing failure of the vendor', async () => {
    await fault({ act: 'status', status: 500, body: {} }, { count: 1 });
    const calls = await erp.callsOf(one);
    expect(calls.length).toBe(2);
  });
});
