import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from '../src/canonical/kind.ts';
import { Problem } from '../src/canonical/problem.ts';
import type { Changes, Source } from '../src/sources/source.ts';
import { startOrganisation } from './support/salesforce-stream.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
let organisation: Awaited<ReturnType<typeof startOrganisation>>;
let source: Source;
let accounts: string[];

/** The time by Salesforce's clock. */
async function now(): Promise<string> {
  return (await organisation.ask<{ now: string }>('POST', 'clock', { advanceMs: 0 })).now;
}

/** A cursor from which nothing is to be found yet: all that happened lies further back than a poll looks. */
async function quietStart(kind: Kind): Promise<string> {
  await organisation.ask('POST', 'clock', { advanceMs: 20 * minute });
  return source.changesFrom(kind, (await now()).replace(/\.\d+Z$/, '.000Z'));
}

/** Asks until there is no more: the pages of one round. */
async function round(kind: Kind, cursor: string, from: Source = source): Promise<Changes[]> {
  const pages: Changes[] = [];
  for (let at = cursor; ;) {
    const page = await from.changes(kind, at, { lane: 'bulk' });
    pages.push(page);
    if (!page.more) return pages;
    expect(page.cursor).not.toBe(at);
    at = page.cursor;
  }
}

const idsOf = (pages: readonly Changes[]): string[] =>
  pages.flatMap((page) => page.records.map((record) => record.externalId));
const goneOf = (pages: readonly Changes[]): string[] =>
  pages.flatMap((page) => page.gone.map((gone) => gone.externalId));

beforeAll(async () => {
  organisation = await startOrganisation();
  source = organisation.connect();
  accounts = await organisation.ids('Account');
}, 60_000);
afterAll(() => organisation.close());

describe('a poll', () => {
  it('gives what changed, as it is now, and what was deleted', async () => {
    const cursor = await quietStart('Customer');
    const [changed, deleted, both] = accounts;
    await organisation.change('Account', changed!, { Industry: 'Mining' });
    await organisation.change('Account', changed!, { Industry: 'Shipping' });
    await organisation.change('Account', both!, { Industry: 'Mining' });
    await organisation.remove('Account', both!);
    await organisation.remove('Account', deleted!);
    const pages = await round('Customer', cursor);
    expect(idsOf(pages)).toEqual([changed]);
    expect(pages[0]!.records[0]).toMatchObject({ kind: 'Customer', fields: { industry: 'Shipping' } });
    expect(goneOf(pages).toSorted()).toEqual([deleted, both].toSorted());
    expect(pages[0]!.gone[0]!.object).toBe('Account');
    await organisation.change('Account', deleted!, { IsDeleted: false });
    const again = await round('Customer', pages.at(-1)!.cursor);
    expect(idsOf(again)).toContain(deleted);
    expect(goneOf(again)).toEqual([both]);
  });

  it('tells up to when it has seen everything, by the clock of the source, though nothing happened', async () => {
    let cursor = await quietStart('Contract');
    let position = '';
    for (let nth = 0; nth < 3; nth++) {
      const before = await now();
      const page = await source.changes('Contract', cursor);
      expect(page).toMatchObject({ records: [], gone: [], more: false });
      expect(page.position > position).toBe(true);
      expect(Math.abs(Date.parse(page.position) - Date.parse(before))).toBeLessThan(minute);
      ({ cursor, position } = page);
      await organisation.ask('POST', 'clock', { advanceMs: minute });
    }
  });

  it('looks back over the overlap, because a stamp is older than its commit', async () => {
    const cursor = await quietStart('Customer');
    const { position } = (await round('Customer', cursor)).at(-1)!;
    const [late, later] = accounts.slice(5);
    const before = (ms: number): string => new Date(Date.parse(position) - ms).toISOString();
    await organisation.change('Account', late!, { SystemModstamp: before(4 * minute) });
    await organisation.change('Account', later!, { SystemModstamp: before(6 * minute) });
    expect(idsOf(await round('Customer', cursor))).toEqual([late]);
    const patient = organisation.connect({ options: { overlapMs: 7 * minute } });
    expect(idsOf(await round('Customer', cursor, patient))).toEqual([later, late]);
  });

  it('gives every row once over many pages, and goes on in another process', async () => {
    const cursor = await quietStart('Customer');
    const { position } = (await round('Customer', cursor)).at(-1)!;
    const changed = accounts.slice(8, 20);
    for (const [nth, id] of changed.entries()) {
      const at = new Date(Date.parse(position) + Math.floor(nth / 7) * 1000).toISOString();
      await organisation.change('Account', id, { SystemModstamp: at });
    }
    const seen: string[] = [];
    let page: Changes | undefined;
    let at = cursor;
    do {
      page = await organisation.connect({ options: { pageSize: 3 } }).changes('Customer', at);
      expect(page.records.length).toBeLessThanOrEqual(3);
      seen.push(...idsOf([page]));
      at = page.cursor;
      if (seen.length === 6) await organisation.change('Account', changed[0]!, { Phone: 'in between' });
    } while (page.more);
    // What changed while the round was under way comes at its end, or with the next round.
    const next = await round('Customer', at);
    expect(seen.slice(0, 12).toSorted()).toEqual(changed.toSorted());
    expect([...seen.slice(12), ...idsOf(next)]).toContain(changed[0]);
  });

  it('says that it does not get on, rather than to ask for the same page for ever', async () => {
    const cursor = await quietStart('Customer');
    // Salesforce tells whole seconds; a stamp that hides a fraction is behind its own place for ever.
    const hidden = new Date(
      Date.parse((await round('Customer', cursor)).at(-1)!.position) + 500,
    ).toISOString();
    for (const id of accounts.slice(8, 12))
      await organisation.change('Account', id, { SystemModstamp: hidden });
    const stuck = round('Customer', cursor, organisation.connect({ options: { pageSize: 2 } }));
    await expect(stuck).rejects.toMatchObject({ code: 'SOURCE_DRIFTED' });
    for (const id of accounts.slice(8, 12)) await organisation.change('Account', id, { Phone: '1' });
  });

  it('finds what the change stream lost', async () => {
    const cursor = await quietStart('Opportunity');
    const stream = await organisation.follow(organisation.connect(), null);
    const [lost, told] = await organisation.ids('Opportunity');
    await organisation.steer({ drop: 1 });
    await organisation.change('Opportunity', lost!, { Description: 'lost' });
    await organisation.steer({ drop: 0 });
    await organisation.change('Opportunity', told!, { Description: 'told' });
    await stream.toldOf(told!);
    await stream.stop();
    expect(stream.hints().map((hint) => hint.externalId)).toEqual([told]);
    expect(idsOf(await round('Opportunity', cursor)).toSorted()).toEqual([lost, told].toSorted());
  });

  it('knows people only as people: what runs as a user is not one', async () => {
    const cursor = await quietStart('User');
    const people = (await source.scan('User', null)).records.map((record) => record.externalId);
    const [person, process] = people;
    await organisation.change('User', process!, { UserType: 'AutomatedProcess' });
    await organisation.change('User', person!, { Title: 'Chief' });
    expect(idsOf(await round('User', cursor))).toEqual([person]);
    const fetched = await source.fetch('User', [person!, process!]);
    expect(fetched.map((record) => record.externalId)).toEqual([person]);
  });
});

describe('the cursor of a poll', () => {
  const codeOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'none',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );
  const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('has expired when deleted rows have left the recycle bin since', async () => {
    const ago = async (ms: number): Promise<string> => new Date(Date.parse(await now()) - ms).toISOString();
    const [near, far] = [await ago(14 * day), await ago(16 * day)];
    expect(await codeOf(source.changes('Customer', source.changesFrom('Customer', near)))).toBe('none');
    expect(await codeOf(source.changes('Customer', source.changesFrom('Customer', far)))).toBe(
      'CURSOR_EXPIRED',
    );
    // Users cannot be deleted: nothing of them can be missed.
    expect(await codeOf(source.changes('User', source.changesFrom('User', far)))).toBe('none');
  });

  it.each([
    ['', 'CURSOR_EXPIRED'],
    ['nonsense', 'CURSOR_EXPIRED'],
    [cursorOf({ since: 'yesterday' }), 'CURSOR_EXPIRED'],
    [
      cursorOf({ since: '2026-11-21T00:00:00Z', after: ['2026-11-21T00:00:00Z', "' OR Id != '"] }),
      'CURSOR_EXPIRED',
    ],
  ])('is refused when it is not ours: %s', async (cursor, code) => {
    expect(await codeOf(source.changes('Customer', cursor))).toBe(code);
  });

  it('begins at an instant and at nothing else', () => {
    expect(() => source.changesFrom('Customer', 'last week')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});
