import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../src/sources/source.ts';
import { readFeeds } from '../src/store/feed.ts';
import { type FeedingNode, startFeeding } from './support/feeding.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';

let land: Landscape;
let database: pg.Pool;
let account: string;
const nodes: FeedingNode[] = [];
beforeAll(async () => {
  land = await startLandscape({ n: 6, seed: 37 });
  await land.backfill();
  database = new pg.Pool({ connectionString: land.databaseUrl });
  const [row] = await rows<{ id: string }>(
    `select external_id as id from facet where instance = 'salesforce' and object = 'Account' order by external_id limit 1`,
  );
  account = row!.id;
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});
afterAll(async () => {
  await database?.end();
  await land?.close();
});

interface FeedRow {
  readonly state: string;
  readonly cursor: string | null;
  readonly error_code: string | null;
  readonly last_success_at: Date | null;
}
const rows = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await database.query<T>(sql, [...values])).rows;
const feed = async (name: string): Promise<FeedRow | undefined> =>
  (await rows<FeedRow>(`select * from feed where instance = 'salesforce' and name = $1`, [name]))[0];
const is = (name: string, ...states: string[]) =>
  eventually(`${name} is ${states.join(' or ')}`, async () =>
    states.includes((await feed(name))?.state ?? ''),
  );
/** Waits until the stream has stood or told something from now on. */
const stands = () => {
  const since = Date.now();
  return eventually('the stream stands', async () => {
    const found = await feed('push');
    return found?.state === 'LIVE' && found.last_success_at!.getTime() > since;
  });
};
const steer = async (order: object): Promise<void> => {
  const { url } = land.simulator('salesforce');
  const response = await fetch(`${url}/__sim/webhooks`, { method: 'POST', body: JSON.stringify(order) });
  expect(response.status, await response.text()).toBe(200);
};
/** How many changes of the account the stream has put into the inbox. */
const told = async (): Promise<number> =>
  (
    await rows<{ count: number }>(
      `select count(distinct delivery_id)::int as count from inbox where feed = 'push' and kind = 'Customer' and external_id = $1`,
      [account],
    )
  )[0]!.count;
let names = 0;
const rename = () => land.change('salesforce', 'Account', account, { Name: `Account ${names++}` });
/** A node that polls so seldom that whatever comes, comes by the stream. */
const start = (outfit?: (source: Source) => Source): FeedingNode => {
  const node = startFeeding(land.config(), land.databaseUrl, { pollEveryMs: 600_000 }, outfit);
  nodes.push(node);
  return node;
};
const close = (node: FeedingNode) => {
  nodes.splice(nodes.indexOf(node), 1);
  return node.close();
};

describe('a push stream', () => {
  it('is live when it stands, puts changes into the inbox, and goes on behind the last one on another node', async () => {
    const first = start();
    await stands();
    await rename();
    await eventually('it is told', async () => (await told()) === 1);
    const { cursor } = (await feed('push'))!;
    expect(cursor).not.toBeNull();
    const [feeds] = await readFeeds(first.database, ['salesforce'], Date.now());
    expect(feeds!.find(({ name }) => name === 'push')).toMatchObject({
      mode: 'PUSH',
      kind: null,
      state: 'LIVE',
    });
    expect(feeds!.find(({ name }) => name === 'push')!.pending).toBeGreaterThan(0);
    await close(first);
    await rename();
    await rename();
    start();
    await eventually('what came meanwhile is told', async () => (await told()) === 3);
    expect((await feed('push'))!.cursor).not.toBe(cursor);
  });

  it('is connected again after it was cut, and misses nothing', async () => {
    const node = start();
    await stands();
    const before = await told();
    await steer({ disconnect: true });
    await eventually('it was cut', async () => node.failures.length > 0);
    await rename();
    await eventually('it is told', async () => (await told()) === before + 1);
    await is('push', 'LIVE');
    expect((await feed('push'))!.error_code).toBeNull();
  });

  it('that lost changes of a kind has it read anew, also when the node dies over it', async () => {
    const scans: string[] = [];
    let hang = true;
    const noted = (source: Source): Source => ({
      ...source,
      async scan(kind, cursor, options) {
        scans.push(`${source.instance} ${kind}`);
        if (hang) await new Promise((resolve) => options!.signal!.addEventListener('abort', resolve));
        return source.scan(kind, cursor, options);
      },
    });
    const first = start(noted);
    await stands();
    await is('poll:Opportunity', 'LIVE');
    await steer({ overflow: { object: 'Opportunity' } });
    await is('poll:Opportunity', 'RESYNCING');
    await eventually('the reading has begun', async () => scans.length > 0);
    await close(first);
    expect((await feed('poll:Opportunity'))!.state).toBe('RESYNCING');
    // A change that neither the stream nor a poll will tell of.
    await rows(
      `update facet set fields = fields || '{"name": "Lost"}', hash = 'lost' where object = 'Opportunity'`,
    );
    hang = false;
    start(noted);
    await is('poll:Opportunity', 'LIVE');
    expect(
      await rows(`select 1 from facet where object = 'Opportunity' and fields->>'name' = 'Lost'`),
    ).toEqual([]);
    expect(new Set(scans)).toEqual(new Set(['salesforce Opportunity']));
  });

  it('that names a record by what is no id is not stopped by it: the kind is read anew', async () => {
    const scans: string[] = [];
    let sent = false;
    start((source) => ({
      ...source,
      scan(kind, cursor, options) {
        scans.push(`${source.instance} ${kind}`);
        return source.scan(kind, cursor, options);
      },
      push: (options) =>
        source.push!({
          ...options,
          async onPushed(pushed) {
            if (sent) return options.onPushed(pushed);
            sent = true;
            const odd = pushed.hints.map((hint) => ({ ...hint, externalId: '\0' }));
            await options.onPushed({ ...pushed, hints: [...odd, ...pushed.hints] });
          },
        }),
    }));
    await stands();
    await is('poll:Customer', 'LIVE');
    const before = await told();
    await rename();
    await eventually('the rest is told', async () => (await told()) === before + 1);
    await eventually('the kind is read', async () => scans.length > 0);
    await is('poll:Customer', 'LIVE');
    expect(new Set(scans)).toEqual(new Set(['salesforce Customer']));
  });

  it('whose cursor is too old goes on from now, and what is not polled is read anew', async () => {
    const scans: string[] = [];
    const first = start();
    await stands();
    await close(first);
    await rows(`update feed set cursor = $1 where instance = 'salesforce' and name = 'push'`, [
      Buffer.from('0000000000000001', 'hex').toString('base64url'),
    ]);
    await land.simulator('salesforce').advanceClock(5 * 86_400_000);
    const node = start((source) => ({
      ...source,
      scan(kind, cursor, options) {
        scans.push(`${source.instance} ${kind}`);
        return source.scan(kind, cursor, options);
      },
    }));
    await eventually('the catalogue is read anew', async () => scans.includes('salesforce Product'));
    await is('push', 'LIVE');
    await is('batch:Product', 'LIVE');
    const before = await told();
    await rename();
    await eventually('it is told', async () => (await told()) === before + 1);
    expect(scans.every((scan) => /^salesforce (User|Product|Price)$/.test(scan))).toBe(true);
    expect(node.failures).toEqual([]);
  });
});
