import { execute, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { loadSchema } from '../src/http/schema.ts';
import { graphContext } from '../src/resolvers/request.ts';
import { declareFeeds, readFeed, writeFeed } from '../src/store/feed.ts';
import { accept } from '../src/sync/inbox.ts';
import { today } from './support/acme.ts';
import { createTestHub, type TestHub } from './support/graph.ts';

const schema = loadSchema();
let hub: TestHub;
beforeAll(async () => {
  hub = await createTestHub();
});
afterAll(() => hub.close());

interface FeedAnswer {
  readonly name: string;
  readonly state: string;
  readonly lagMs: number | null;
  readonly pending: number;
}
async function feeds(): Promise<Record<string, { feeds: FeedAnswer[]; health: { lagMs: number } }>> {
  const document = parse(
    '{ sources { name feeds { name mode state kind cursor position lastChangeAt lagMs pending error } health { lagMs } } }',
  );
  expect(validate(schema, document)).toEqual([]);
  const { data, errors } = await execute({ schema, document, contextValue: graphContext(hub, today) });
  expect(errors).toBeUndefined();
  const { sources } = data as unknown as {
    sources: { name: string; feeds: FeedAnswer[]; health: { lagMs: number } }[];
  };
  return Object.fromEntries(sources.map((source) => [source.name, source]));
}
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const hour = 3_600_000;

describe('the feeds of a source in the graph', () => {
  it('are none before the hub has kept the copy true for the first time', async () => {
    expect((await feeds())['zuora']).toMatchObject({ feeds: [], health: { lagMs: 0 } });
  });

  it('show how each is doing, and how far the source is behind as a whole', async () => {
    const { database } = hub.copy;
    const plan = [
      { name: 'poll:Invoice', mode: 'POLL', kind: 'Invoice', state: 'LIVE' },
      { name: 'poll:Payment', mode: 'POLL', kind: 'Payment', state: 'PAUSED' },
      { name: 'batch:Product', mode: 'BATCH', kind: 'Product', state: 'LIVE' },
      { name: 'push', mode: 'PUSH', kind: null, state: 'CATCHING_UP' },
      { name: 'webhook', mode: 'PUSH', kind: null, state: 'LIVE' },
    ] as const;
    await declareFeeds(database, 'zuora', plan);
    const set = async (name: string, change: Parameters<typeof writeFeed>[2]) =>
      expect(await writeFeed(database, (await readFeed(database, 'zuora', name))!, change)).toBeDefined();
    await set('poll:Invoice', {
      positionAt: ago(hour),
      cursor: 'c1',
      failures: 1,
      error: 'zuora did not answer',
    });
    await set('batch:Product', { positionAt: ago(20 * hour), nextRunAt: ago(-hour) });
    await set('push', { positionAt: ago(2 * hour) });
    const change = {
      kind: 'Invoice',
      object: 'Invoice',
      externalId: '2',
      deliveryId: 'd1',
      deleted: false,
      own: false,
      changedAt: null,
    } as const;
    await accept(database, {
      instance: 'zuora',
      feed: 'webhook',
      hints: [change],
      receivedAt: ago(3 * hour),
    });
    const { zuora } = await feeds();
    const byName = Object.fromEntries(zuora!.feeds.map((each) => [each.name, each]));
    expect(zuora!.feeds.map(({ name }) => name)).toEqual(plan.map(({ name }) => name).toSorted());
    const about = (hours: number) => (lagMs: number | null) =>
      lagMs !== null && lagMs >= hours * hour && lagMs < (hours + 0.5) * hour;
    expect(byName['poll:Invoice']).toMatchObject({
      mode: 'POLL',
      kind: 'Invoice',
      state: 'LIVE',
      cursor: 'c1',
      error: 'zuora did not answer',
    });
    expect(byName['poll:Invoice']!.lagMs).toSatisfy(about(1));
    // The age of what is read by the clock is no lag; being late would be.
    expect(byName['batch:Product']!.lagMs).toBe(0);
    expect(byName['poll:Payment']!.lagMs).toBeNull();
    expect(byName['push']!.lagMs).toSatisfy(about(2));
    expect(byName['webhook']).toMatchObject({ pending: 1, state: 'LIVE' });
    expect(byName['webhook']!.lagMs).toSatisfy(about(3));
    expect(zuora!.health.lagMs).toSatisfy(about(3));
  });

  it('are FAILED while their source does not answer, unless they are paused', async () => {
    const { status } = hub.sources.find(({ instance }) => instance === 'zuora')!;
    const byName = async () =>
      Object.fromEntries((await feeds())['zuora']!.feeds.map((each) => [each.name, each]));
    const lagBefore = (await byName())['webhook']!.lagMs!;
    hub.shelves.zuora.fault = new Problem('SOURCE_UNAVAILABLE', 'down');
    expect(status().state).toBe('DOWN');
    const cutOff = await byName();
    expect(cutOff['webhook']).toMatchObject({ state: 'FAILED', error: 'zuora does not answer' });
    expect(cutOff['webhook']!.lagMs).toBeGreaterThanOrEqual(lagBefore);
    expect(cutOff['push']).toMatchObject({ state: 'FAILED', error: 'zuora does not answer' });
    expect(cutOff['poll:Invoice']).toMatchObject({ state: 'FAILED', error: 'zuora did not answer' });
    expect(cutOff['poll:Payment']).toMatchObject({ state: 'PAUSED', error: null });
    hub.shelves.zuora.fault = null;
    expect((await byName())['webhook']).toMatchObject({ state: 'LIVE', error: null });
  });

  it('do not overwrite what another node wrote meanwhile, and go when the source has them no more', async () => {
    const { database } = hub.copy;
    const read = (await readFeed(database, 'zuora', 'poll:Invoice'))!;
    expect(await writeFeed(database, read, { cursor: 'c2' })).toBeDefined();
    expect(await writeFeed(database, read, { cursor: 'c3' })).toBeUndefined();
    expect((await readFeed(database, 'zuora', 'poll:Invoice'))!.cursor).toBe('c2');
    await declareFeeds(database, 'zuora', [
      { name: 'poll:Invoice', mode: 'POLL', kind: 'Invoice', state: 'PAUSED' },
    ]);
    expect((await feeds())['zuora']!.feeds).toMatchObject([
      { name: 'poll:Invoice', state: 'LIVE', cursor: 'c2' },
    ]);
  });
});
