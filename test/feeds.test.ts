import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import type { Source } from '../src/sources/source.ts';
import { readFeeds } from '../src/store/feed.ts';
import { createTestDatabase } from './support/database.ts';
import { type FeedingNode, startFeeding } from './support/feeding.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';
import { heldAt } from './support/opened.ts';

const program = fileURLToPath(new URL('support/feeds-process.ts', import.meta.url));

let land: Landscape;
let client: pg.Pool;
const nodes: FeedingNode[] = [];
beforeAll(async () => {
  land = await startLandscape({ n: 12, seed: 31 });
  await land.backfill();
  client = new pg.Pool({ connectionString: land.databaseUrl });
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});
afterAll(async () => {
  await client?.end();
  await land?.close();
});

const rows = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await client.query<T>(sql, [...values])).rows;
const feed = async (instance: string, name: string) => {
  const [found] = await rows<{
    state: string;
    cursor: string | null;
    next_run_at: Date | null;
    last_success_at: Date | null;
    error_code: string | null;
    failures: number;
  }>('select * from feed where instance = $1 and name = $2', [instance, name]);
  return found;
};
/** Waits until polls of these kinds have succeeded from now on and are up to date. */
const isLive = (instance: string, ...kinds: string[]) => {
  const since = Date.now();
  return eventually(`the polls of ${instance} are up to date`, async () => {
    const states = await Promise.all(kinds.map((kind) => feed(instance, `poll:${kind}`)));
    return states.every((each) => each?.state === 'LIVE' && each.last_success_at!.getTime() > since);
  });
};
const start = (
  ...args: Parameters<typeof startFeeding> extends [unknown, unknown, ...infer R] ? R : never
) => {
  const node = startFeeding(land.config(), land.databaseUrl, ...args);
  nodes.push(node);
  return node;
};

interface EventRow {
  readonly type: string;
  readonly change: string;
  readonly source: string;
  readonly causation_id: string;
  readonly entity_version: number;
  readonly data: { readonly record: Readonly<Record<string, unknown>>; readonly changed?: readonly string[] };
}
/** The events that tell of versions of the record at a place, oldest first. */
const eventsOf = (instance: string, object: string, externalId: string) =>
  rows<EventRow>(
    `select e.* from event e join facet f on f.entity_id = e.subject_id
     where f.instance = $1 and f.object = $2 and f.external_id = $3 and e.entity_version is not null order by e.seq`,
    [instance, object, externalId],
  );
const named = async (...place: [instance: string, object: string, externalId: string]) => {
  const held = await heldAt(client, place);
  return held && { name: held.fields['name'], deleted_at: held.deleted_at };
};
/** The vendor's ids of some records that stand for customers. */
const accounts = async (count: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      `select external_id as id from facet where instance = 'salesforce' and object = 'Account' and deleted_at is null
       order by external_id limit $1`,
      [count],
    )
  ).map(({ id }) => id);
const rename = (id: string, name: string) => land.change('salesforce', 'Account', id, { Name: name });

describe('the feeds of four sources', () => {
  it('find what changed at a vendor that tells nobody, and tell it once', async () => {
    const [id] = await accounts(1);
    const node = start();
    await isLive('salesforce', 'Customer');
    await rename(id!, 'Renamed In Silence');
    await eventually(
      'the poll finds it',
      async () => (await named('salesforce', 'Account', id!))?.name === 'Renamed In Silence',
    );
    const events = await eventsOf('salesforce', 'Account', id!);
    expect(events.map(({ type, source, causation_id: cause }) => [type, source, cause])).toEqual([
      ['customer.updated', 'salesforce', 'salesforce/poll:Customer'],
    ]);
    // The overlap gives it again and again; nothing more is told of it.
    const before = (await feed('salesforce', 'poll:Customer'))!.cursor;
    await eventually(
      'polls go on',
      async () => (await feed('salesforce', 'poll:Customer'))!.cursor !== before,
    );
    expect((await eventsOf('salesforce', 'Account', id!)).length).toBe(1);
    expect(node.failures).toEqual([]);
    const [feeds] = await readFeeds(node.database, ['salesforce'], Date.now());
    const poll = feeds!.find(({ name }) => name === 'poll:Customer')!;
    expect(poll).toMatchObject({ mode: 'POLL', kind: 'Customer', state: 'LIVE', pending: 0, failures: 0 });
    expect(poll.lagMs).toBeGreaterThanOrEqual(0);
    expect(Date.parse(poll.lastChangeAt!)).toBeGreaterThan(0);
    const batch = feeds!.find(({ name }) => name === 'batch:User')!;
    expect(batch).toMatchObject({ mode: 'BATCH', state: 'LIVE', lagMs: 0 });
    expect(Date.parse(batch.nextRunAt!)).toBeGreaterThan(Date.now());
  });

  it('find what was deleted', async () => {
    const [deal] = await rows<{ id: string }>(
      `select external_id as id from facet where instance = 'salesforce' and object = 'Opportunity' and deleted_at is null
       order by external_id desc limit 1`,
    );
    start();
    await isLive('salesforce', 'Opportunity');
    await land.remove('salesforce', 'Opportunity', deal!.id);
    await eventually('the poll finds it gone', async () =>
      Boolean((await named('salesforce', 'Opportunity', deal!.id))?.deleted_at),
    );
    const events = await eventsOf('salesforce', 'Opportunity', deal!.id);
    expect(events.map(({ type, change }) => [type, change])).toEqual([['opportunity.deleted', 'DELETED']]);
  });

  it('lose nothing and tell nothing twice when their process is killed again and again', async () => {
    const ids = await accounts(8);
    const start = async () => {
      const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] });
      child.stdin.end(JSON.stringify({ config: land.config(), databaseUrl: land.databaseUrl }));
      return child;
    };
    const before = new Map(
      await Promise.all(ids.map(async (id) => [id, await eventsOf('salesforce', 'Account', id)] as const)),
    );
    for (let round = 0; round < 3; round++) {
      const child = await start();
      const moved = (await feed('salesforce', 'poll:Customer'))?.cursor;
      await eventually('it polls', async () => (await feed('salesforce', 'poll:Customer'))?.cursor !== moved);
      for (const id of ids) await rename(id, `Round ${round} of ${id}`);
      // Somewhere between asking, storing and moving the cursor.
      await eventually(
        'some are stored',
        async () =>
          (await named('salesforce', 'Account', ids[round]!))?.name === `Round ${round} of ${ids[round]}`,
      );
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await rename(ids[0]!, 'While nobody looked');
    const last = await start();
    await eventually('everything is there', async () => {
      const names = await Promise.all(
        ids.map(async (id) => (await named('salesforce', 'Account', id))?.name),
      );
      return names.every((name, i) => name === (i === 0 ? 'While nobody looked' : `Round 2 of ${ids[i]}`));
    });
    last.kill('SIGKILL');
    await once(last, 'exit');
    for (const id of ids) {
      const events = (await eventsOf('salesforce', 'Account', id)).slice(before.get(id)!.length);
      const versions = events.map(({ entity_version: version }) => version);
      expect(versions).toEqual(versions.map((_, i) => versions[0]! + i));
    }
  });

  it('are run by one node of two, and go on from the same place on the other', async () => {
    const polls: Record<'a' | 'b', string[]> = { a: [], b: [] };
    const noted =
      (node: 'a' | 'b') =>
      (source: Source): Source => ({
        ...source,
        changes(kind, cursor, options) {
          if (source.instance === 'zuora' && kind === 'Customer') polls[node].push(cursor);
          return source.changes(kind, cursor, options);
        },
      });
    const a = start({}, noted('a'));
    await eventually('a polls', async () => polls.a.length > 0);
    start({}, noted('b'));
    const count = polls.a.length;
    await eventually('a polls on', async () => polls.a.length > count + 5);
    expect(polls.b).toEqual([]);
    await a.close();
    nodes.splice(nodes.indexOf(a), 1);
    const { cursor } = (await feed('zuora', 'poll:Customer'))!;
    await eventually('b polls', async () => polls.b.length > 0);
    expect(polls.b[0]).toBe(cursor);
  });

  it('read a kind anew when the source no longer knows the cursor, through failures, and then poll on', async () => {
    const [kept, gone] = await rows<{ id: string }>(
      `select external_id as id from facet where instance = 'salesforce' and object = 'Opportunity' and deleted_at is null
       order by external_id limit 2`,
    );
    await rows(`update feed set cursor = null, state = 'PAUSED' where name = 'poll:Opportunity'`);
    let [expired, broken] = [false, 0];
    const node = start({}, (source) => ({
      ...source,
      changes(kind, cursor, options) {
        if (source.instance !== 'salesforce' || kind !== 'Opportunity' || expired)
          return source.changes(kind, cursor, options);
        expired = true;
        throw new Problem('CURSOR_EXPIRED', 'too old');
      },
      scan(kind, cursor, options) {
        if (source.instance === 'salesforce' && kind === 'Opportunity' && broken++ < 1)
          throw new Problem('SOURCE_UNAVAILABLE', 'broken off');
        return source.scan(kind, cursor, options);
      },
    }));
    await land.change('salesforce', 'Opportunity', kept!.id, { Name: 'Seen in the reading' });
    await land.remove('salesforce', 'Opportunity', gone!.id);
    await eventually(
      'it was found',
      async () => (await named('salesforce', 'Opportunity', kept!.id))?.name === 'Seen in the reading',
    );
    await eventually('what is gone is gone', async () =>
      Boolean((await named('salesforce', 'Opportunity', gone!.id))?.deleted_at),
    );
    await isLive('salesforce', 'Opportunity');
    expect(expired).toBe(true);
    expect(node.failures.map(({ feed: name, error }) => [name, (error as Problem).code])).toEqual([
      ['poll:Opportunity', 'SOURCE_UNAVAILABLE'],
    ]);
    expect((await eventsOf('salesforce', 'Opportunity', kept!.id)).map(({ change }) => change)).toEqual([
      'UPDATED',
    ]);
    expect((await eventsOf('salesforce', 'Opportunity', gone!.id)).map(({ change }) => change)).toEqual([
      'DELETED',
    ]);
    expect(await feed('salesforce', 'poll:Opportunity')).toMatchObject({ failures: 0, error_code: null });
    await land.change('salesforce', 'Opportunity', kept!.id, { Name: 'Seen by a poll' });
    await eventually(
      'polls go on',
      async () => (await named('salesforce', 'Opportunity', kept!.id))?.name === 'Seen by a poll',
    );
  });

  it('say that they fail after three failures in a row, and are live again after one success', async () => {
    let down = true;
    start({}, (source) => ({
      ...source,
      changes(kind, cursor, options) {
        if (down && source.instance === 'netsuite' && kind === 'LedgerPosting')
          throw new Problem('SOURCE_UNAVAILABLE', 'netsuite does not answer');
        return source.changes(kind, cursor, options);
      },
    }));
    await eventually(
      'it fails',
      async () => (await feed('netsuite', 'poll:LedgerPosting'))?.state === 'FAILED',
    );
    expect(await feed('netsuite', 'poll:LedgerPosting')).toMatchObject({ error_code: 'SOURCE_UNAVAILABLE' });
    await isLive('netsuite', 'Customer');
    down = false;
    await isLive('netsuite', 'LedgerPosting');
    expect(await feed('netsuite', 'poll:LedgerPosting')).toMatchObject({ failures: 0, error_code: null });
  });

  it('put a record that does not fit among the dead letters, go on, and take it out once it fits', async () => {
    const company = land.world.companies.find(({ billing, invoices }) => billing && invoices.length > 1)!;
    const [odd, other] = company.invoices;
    start();
    await isLive('zuora', 'Invoice');
    const letters = () =>
      rows<{ feed: string; resolved_at: Date | null }>(
        'select feed, resolved_at from dead_letter where external_id = $1',
        [odd!.billingId],
      );
    await land.change('zuora', 'Invoice', odd!.billingId, { currency: 'dollars' });
    await eventually('it is buried', async () => (await letters()).length > 0);
    expect(await letters()).toEqual([{ feed: 'poll:Invoice', resolved_at: null }]);
    await land.change('zuora', 'Invoice', other!.billingId, { comments: 'touched' });
    await isLive('zuora', 'Invoice');
    await land.change('zuora', 'Invoice', odd!.billingId, { currency: company.currency });
    await eventually('it is settled', async () => (await letters())[0]!.resolved_at !== null);
    const told = await rows<{ status: string }>(
      `select data->>'status' as status from event where type = 'sync.status_changed' and data->>'externalId' = $1 order by seq`,
      [odd!.billingId],
    );
    expect(told.map(({ status }) => status)).toEqual(['FAILED', 'IN_SYNC']);
  });

  it('read by the clock neither early after a restart nor twice, and make up for what was missed', async () => {
    const scans: string[] = [];
    const noted = (source: Source): Source => ({
      ...source,
      scan(kind, cursor, options) {
        scans.push(`${source.instance} ${kind}`);
        return source.scan(kind, cursor, options);
      },
    });
    const planned = async () => (await feed('salesforce', 'batch:User'))?.next_run_at?.toISOString();
    const first = start({}, noted);
    await isLive('salesforce', 'Customer');
    const at = await eventually('it is planned', planned);
    expect(at).toMatch(/-01-01T03:00:00.000Z$/);
    await first.close();
    nodes.splice(0);
    const second = start({}, noted);
    await isLive('salesforce', 'Customer');
    expect(await planned()).toBe(at);
    await second.close();
    nodes.splice(0);
    expect(scans).toEqual([]);
    const [user] = await rows<{ id: string }>(
      `select external_id as id from facet where instance = 'salesforce' and object = 'User' limit 1`,
    );
    await land.change('salesforce', 'User', user!.id, { FirstName: 'New', LastName: 'Colleague' });
    await rows(
      `update feed set next_run_at = now() - interval '3 days' where instance = 'salesforce' and name = 'batch:User'`,
    );
    start({}, noted);
    await eventually(
      'it ran',
      async () => (await named('salesforce', 'User', user!.id))?.name === 'New Colleague',
    );
    await eventually(
      'it is planned anew',
      async () => (await planned()) === at && (await feed('salesforce', 'batch:User'))!.state === 'LIVE',
    );
    await isLive('salesforce', 'Customer');
    expect([...new Set(scans)]).toEqual(['salesforce User']);
    expect((await eventsOf('salesforce', 'User', user!.id)).map(({ type }) => type)).toEqual([
      'user.updated',
    ]);
  });
});

describe('feeds of what was never imported', () => {
  it('wait, and begin by themselves once it is; the first import is no news', async () => {
    const { url, drop } = await createTestDatabase();
    const own = new pg.Client({ connectionString: url });
    await own.connect();
    let polls = 0;
    const { sources, ...rest } = land.config();
    // Two that share customers.
    const instances = ['salesforce', 'zendesk'];
    const config = { ...rest, sources: sources.filter(({ instance }) => instances.includes(instance)) };
    const node = startFeeding(config, url, {}, (source) => ({
      ...source,
      changes(kind, cursor, options) {
        polls++;
        return source.changes(kind, cursor, options);
      },
    }));
    const states = async () =>
      (
        await own.query<{ state: string }>(`select distinct state from feed where name <> 'webhook'`)
      ).rows.map(({ state }) => state);
    try {
      await eventually('they wait', async () => (await states()).join() === 'PAUSED');
      expect(polls).toBe(0);
      await land.backfill({ databaseUrl: url, instances });
      await eventually('they are live', async () => (await states()).join() === 'LIVE');
      expect(polls).toBeGreaterThan(0);
      expect((await own.query('select type, source, causation_id from event')).rows).toEqual([]);
    } finally {
      await node.close();
      await own.end();
      await drop();
    }
  });
});
