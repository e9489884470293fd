import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { Kind } from '../src/canonical/kind.ts';
import { Problem } from '../src/canonical/problem.ts';
import { type Copy, createCopy } from '../src/copy.ts';
import type { Source } from '../src/sources/source.ts';
import { forgetReading } from '../src/store/reading.ts';
import { takeChanges } from '../src/sync/changes.ts';
import { type Batch, ingest } from '../src/sync/ingest.ts';
import { readKind } from '../src/sync/reading.ts';
import type { Siftable } from '../src/sync/sift.ts';
import { createTestDatabase } from './support/database.ts';
import { type Landscape, startLandscape, type VendorCall } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

let land: Landscape;
let copy: Copy;
let client: pg.Pool;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  land = await startLandscape({ n: 12, seed: 17 });
  await land.backfill();
  copy = createCopy(land.config(), land.databaseUrl, testKeyring);
  client = new pg.Pool({ connectionString: land.databaseUrl });
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(async () => {
  await copy?.close();
  await client?.end();
  await land?.close();
});

const sourceOf = (instance: string, from = copy): Source =>
  from.sources.find((each) => each.instance === instance)!;
const rows = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await client.query<T>(sql, [...values])).rows;
const read = (source: Source, kind: Kind, onRejected?: (problem: Problem) => void) =>
  readKind(copy, source, kind, { feed: 'test', onRejected });
const readAnew = async (...args: Parameters<typeof read>) => {
  await forgetReading(copy.database, args[0].instance, args[1]);
  return read(...args);
};
/** Ids that the copy holds of an object and that are not deleted. */
const held = async (instance: string, object: string): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      `select external_id as id from facet where instance = $1 and object = $2 and deleted_at is null order by length(external_id), 1`,
      [instance, object],
    )
  ).map(({ id }) => id);
const deletions = async (): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      `select f.external_id as id from event e join facet f on f.entity_id = e.subject_id where e.change = 'DELETED' order by e.seq`,
    )
  ).map(({ id }) => id);
const byId = (calls: readonly VendorCall[]) => calls.filter(({ path }) => path.endsWith('/show_many'));

describe('a reading of a whole kind', () => {
  it('asks once more for what the vendor left out, and only what the vendor does not have is gone', async () => {
    const tickets = await held('zendesk', 'ticket');
    const [changed, gone] = tickets;
    // An export of Zendesk is silent about the last minute.
    await land.change('zendesk', 'ticket', changed!, { subject: 'Changed just now' });
    await land.remove('zendesk', 'ticket', gone!);
    const { result, calls } = await land.callsOf(() => readAnew(sourceOf('zendesk'), 'SupportCase'));
    expect(result.changed).toBe(2);
    expect(await held('zendesk', 'ticket')).toEqual(tickets.filter((id) => id !== gone));
    const [now] = await rows<{ subject: string }>(
      `select fields->>'subject' as subject from facet where instance = 'zendesk' and object = 'ticket' and external_id = $1`,
      [changed],
    );
    expect(now!.subject).toBe('Changed just now');
    expect(await deletions()).toEqual([gone]);
    expect(byId(calls.zendesk)).toHaveLength(1);
  });

  it('asks for nothing more when it met everything', async () => {
    const { calls } = await land.callsOf(() => readAnew(sourceOf('zendesk'), 'Contact'));
    expect(calls.zendesk.length).toBeGreaterThan(0);
    expect(byId(calls.zendesk)).toEqual([]);
  });

  it('asks for many in few calls, however often it is broken off, and does not read again what it has read', async () => {
    const source = sourceOf('zendesk');
    const contacts = await held('zendesk', 'user');
    expect(contacts.length).toBeGreaterThan(4);
    for (const id of contacts) await land.change('zendesk', 'user', id, { phone: '1' });
    await land.remove('zendesk', 'user', contacts[0]!);
    let [scans, fetches] = [0, 0];
    const breaking: Source = {
      ...source,
      scan(...args) {
        scans += 1;
        return source.scan(...args);
      },
      async fetch(...args) {
        if (++fetches <= 2) throw new Problem('SOURCE_UNAVAILABLE', 'broken off');
        return source.fetch(...args);
      },
    };
    // At least one record is met, as in any real account: the newest of an older minute.
    await land.simulator('zendesk').edit({ object: 'user', id: contacts[1]!, set: { generated_at: 1 } });
    await expect(readAnew(breaking, 'Contact')).rejects.toThrow('broken off');
    await expect(read(breaking, 'Contact')).rejects.toThrow('broken off');
    expect((await held('zendesk', 'user')).length).toBe(contacts.length);
    const before = scans;
    await read(breaking, 'Contact');
    expect(scans).toBe(before);
    expect(fetches).toBe(3);
    expect(await held('zendesk', 'user')).toEqual(contacts.slice(1));
  });

  it('buries what the vendor gives in a form that cannot be read, which is not gone for that', async () => {
    const [odd, fine] = (await held('zendesk', 'ticket')).slice(3);
    await land.change('zendesk', 'ticket', odd!, { priority: 'extreme' });
    await land.change('zendesk', 'ticket', fine!, { subject: 'Beside it' });
    const problems: Problem[] = [];
    await readAnew(sourceOf('zendesk'), 'SupportCase', (problem) => problems.push(problem));
    expect(problems.map(({ code, detail }) => [code, detail.record?.externalId])).toEqual([
      ['SOURCE_DRIFTED', odd],
    ]);
    expect(await held('zendesk', 'ticket')).toEqual(expect.arrayContaining([odd, fine]));
    const open = () =>
      rows<{ id: string; attempts: number }>(
        `select external_id as id, attempts from dead_letter where resolved_at is null`,
      );
    expect(await open()).toEqual([{ id: odd, attempts: 1 }]);
    // Once it can be read it is well again; a deleted one with a dead letter is gone.
    await land.change('zendesk', 'ticket', odd!, { priority: 'high' });
    await readAnew(sourceOf('zendesk'), 'SupportCase');
    expect(await open()).toEqual([]);
    await land.change('zendesk', 'ticket', odd!, { priority: 'extreme' });
    await readAnew(sourceOf('zendesk'), 'SupportCase');
    await land.remove('zendesk', 'ticket', odd!);
    await readAnew(sourceOf('zendesk'), 'SupportCase');
    expect(await open()).toEqual([]);
    expect(await held('zendesk', 'ticket')).not.toContain(odd);
    expect((await deletions()).filter((id) => id === odd)).toHaveLength(1);
  });

  it('leaves out what does not fit on a page, keeps it as a dead letter and calls nobody gone for it', async () => {
    const source = sourceOf('zuora');
    const invoices = await held('zuora', 'Invoice');
    const [odd, fine] = invoices;
    const before = await deletions();
    await land.change('zuora', 'Invoice', odd!, { status: 'Lost' });
    await land.change('zuora', 'Invoice', fine!, { comments: 'Beside it' });
    const problems: Problem[] = [];
    const { calls } = await land.callsOf(() =>
      readAnew(source, 'Invoice', (problem) => problems.push(problem)),
    );
    expect(problems.map(({ code, detail }) => [code, detail.record])).toEqual([
      ['SOURCE_DRIFTED', { object: 'Invoice', externalId: odd }],
    ]);
    expect(await held('zuora', 'Invoice')).toEqual(invoices);
    expect(await deletions()).toEqual(before);
    // It was met: nobody asks for it once more.
    expect(calls.zuora).toHaveLength(Math.ceil(invoices.length / 99));
    const letters = () =>
      rows<{ id: string; feed: string; attempts: number }>(
        `select external_id as id, feed, attempts from dead_letter where resolved_at is null and object = 'Invoice'`,
      );
    expect(await letters()).toEqual([{ id: odd, feed: 'test', attempts: 1 }]);
    const [stand] = await rows<{ rejected: number; finished: boolean }>(
      `select rejected, finished_at is not null as finished from backfill where instance = 'zuora' and kind = 'Invoice'`,
    );
    expect(stand).toEqual({ rejected: 1, finished: true });
    await land.change('zuora', 'Invoice', odd!, { status: 'Posted' });
    await readAnew(source, 'Invoice');
    expect(await letters()).toEqual([]);
  });

  it('for the first time is no news, of what it did not meet either', async () => {
    const { url, drop } = await createTestDatabase();
    ends.push(drop);
    const own = createCopy(land.config(), url, testKeyring);
    ends.push(() => own.close());
    const source = sourceOf('zendesk', own);
    const [early, gone] = (await held('zendesk', 'ticket')).slice(-2);
    // Known before the import, by a webhook or a person who asked.
    const known = await source.fetch('SupportCase', [early!, gone!]);
    const batch = { instance: 'zendesk', kind: 'SupportCase', records: known, silent: true } as const;
    await ingest(own, { ...batch, askedAt: new Date(Date.now() - 60_000).toISOString() });
    await land.change('zendesk', 'ticket', early!, { subject: 'Before the import' });
    await land.remove('zendesk', 'ticket', gone!);
    await readKind(own, source, 'SupportCase', { feed: 'import' });
    const { rows: facets } = await own.database.query(
      `select external_id as id, fields->>'subject' as subject, deleted_at is not null as deleted from facet
       where external_id = any($1) order by 1`,
      [[early, gone]],
    );
    expect(facets).toEqual([
      { id: early, subject: 'Before the import', deleted: false },
      { id: gone, subject: expect.any(String) as string, deleted: true },
    ]);
    const { rows: events } = await own.database.query(
      'select type from event where entity_version is not null',
    );
    expect(events).toEqual([]);
  });
});

describe('the list of a customer', () => {
  it('does not hold what moved to another customer, which is not gone for that; what is gone is', async () => {
    const hub = await land.serve();
    ends.push(() => hub.close());
    const [from, to] = land.world.companies.filter(({ support }) => support);
    const [moved, gone, ...rest] = await rows<{ id: string }>(
      `select f.external_id as id from facet f join entity e on e.id = f.entity_id
         join facet o on o.entity_id = e.customer_id and o.object = 'organization' and o.external_id = $1
       where f.object = 'ticket' and f.deleted_at is null order by 1`,
      [from!.support!.id],
    );
    const known = await held('zendesk', 'ticket');
    const before = await deletions();
    await land.change('zendesk', 'ticket', moved!.id, { organization_id: to!.support!.id });
    await land.remove('zendesk', 'ticket', gone!.id);
    const subjectsOf = async ({ support }: typeof from & object): Promise<number> => {
      const { customer } = await hub.data<{ customer: { cases: { edges: unknown[] } } }>(
        `query($ref: ExternalRefInput!) @freshness(maxAgeMs: 0, onError: FAIL) { customer(externalRef: $ref) { cases(first: 100) { edges { node { subject } } } } }`,
        { ref: { system: 'zendesk', object: 'organization', externalId: support!.id } },
      );
      return customer.cases.edges.length;
    };
    const { result, calls } = await land.callsOf(() => subjectsOf(from!));
    expect(result).toBe(rest.length);
    expect(calls.zendesk).toHaveLength(2);
    expect(await held('zendesk', 'ticket')).toEqual(known.filter((id) => id !== gone!.id));
    expect((await deletions()).slice(before.length)).toEqual([gone!.id]);
    const again = await land.callsOf(() => subjectsOf(from!));
    expect([again.result, again.calls.zendesk.length]).toEqual([rest.length, 1]);
  });
});

describe('a page of changes with a record that the copy cannot hold', () => {
  it('is taken in without it, and nobody is called gone who is not', async () => {
    const source = sourceOf('salesforce');
    const accounts = await held('salesforce', 'Account');
    const [gone, odd, ...fine] = accounts;
    const since = new Date().toISOString();
    // A key of an index of PostgreSQL holds at most 2,704 bytes, after compression.
    await land.change('salesforce', 'Account', odd!, { Tax_Id__c: randomBytes(4000).toString('hex') });
    await land.remove('salesforce', 'Account', gone!);
    for (const id of fine) await land.change('salesforce', 'Account', id, { Name: `New ${id}` });
    expect(fine.length).toBeGreaterThan(3);
    let taken = { changed: 0, rejected: 0 };
    for (let cursor = source.changesFrom('Customer', since), more = true; more;) {
      const { signal } = new AbortController();
      const page = await takeChanges(copy, source, 'Customer', cursor, { feed: 'test', signal });
      taken = { changed: taken.changed + page.changed, rejected: taken.rejected + page.rejected };
      ({ cursor, more } = page);
    }
    expect(taken.rejected).toBe(1);
    expect(await held('salesforce', 'Account')).toEqual(accounts.filter((id) => id !== gone));
    const named = await rows<{ id: string }>(
      `select external_id as id from facet where instance = 'salesforce' and object = 'Account' and fields->>'name' like '%New ' || external_id order by 1`,
    );
    expect(named.map(({ id }) => id)).toEqual(fine.toSorted());
    const letters = await rows('select external_id, reason from dead_letter where resolved_at is null');
    expect(letters).toEqual([
      { external_id: odd, reason: expect.stringContaining('cannot be stored') as string },
    ]);
  });

  it('cannot be halved when it says what is missing: the types do not allow it', () => {
    expectTypeOf<Batch>().not.toExtend<Siftable>();
    expectTypeOf<Pick<Batch, 'instance' | 'kind' | 'records' | 'askedAt'>>().toExtend<Siftable>();
  });
});
