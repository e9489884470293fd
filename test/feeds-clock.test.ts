import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from '../src/canonical/kind.ts';
import type { Source } from '../src/sources/source.ts';
import { demandReading } from '../src/store/feed.ts';
import { createQueue } from '../src/sync/queue.ts';
import { type FeedingNode, type quickFeeds, startFeeding } from './support/feeding.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';

let land: Landscape;
let client: pg.Pool;
const nodes: FeedingNode[] = [];
beforeAll(async () => {
  land = await startLandscape({ n: 8, seed: 37 });
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
const start = (feeds: Partial<typeof quickFeeds> = {}, outfit?: (source: Source) => Source): FeedingNode => {
  const node = startFeeding(land.config(), land.databaseUrl, feeds, outfit);
  nodes.push(node);
  return node;
};
const planned = async (instance: string, name: string): Promise<string | null> => {
  const [found] = await rows<{ state: string; next_run_at: Date | null }>(
    'select state, next_run_at from feed where instance = $1 and name = $2',
    [instance, name],
  );
  return found?.state === 'LIVE' ? (found.next_run_at?.toISOString() ?? null) : null;
};
const isPlanned = (instance: string, name: string, pattern: RegExp) =>
  eventually(`${name} is planned`, async () => pattern.test((await planned(instance, name)) ?? ''));
const makeDue = (instance: string, name: string) =>
  rows(`update feed set next_run_at = now() - interval '1 hour' where instance = $1 and name like $2`, [
    instance,
    name,
  ]);

describe('a reading by the clock', () => {
  it('follows a schedule that was changed, and is still made up for when the old one made it due', async () => {
    const first = start({ batchSchedule: '0 3 1 1 *', wholeSchedule: '0 4 1 1 *' });
    await isPlanned('salesforce', 'batch:User', /-01-01T03:00/);
    await isPlanned('salesforce', 'whole:Customer', /-01-01T04:00/);
    await first.close();
    nodes.splice(0);
    const scans: string[] = [];
    const noted = (source: Source): Source => ({
      ...source,
      scan(kind, cursor, options) {
        scans.push(`${source.instance} ${kind}`);
        return source.scan(kind, cursor, options);
      },
    });
    await makeDue('zuora', 'batch:Product');
    start({ batchSchedule: '30 2 1 2 *', wholeSchedule: '0 5 1 3 *', timeZone: 'Asia/Tokyo' }, noted);
    await isPlanned('salesforce', 'batch:User', /-01-31T17:30/);
    await isPlanned('salesforce', 'whole:Customer', /-02-28T20:00/);
    await isPlanned('zuora', 'batch:Product', /-01-31T17:30/);
    expect([...new Set(scans)]).toEqual(['zuora Product']);
  });

  it('finds what a vendor deleted and never tells, in the bulk lane, one kind after the other', async () => {
    const [invoice] = await rows<{ id: string }>(
      `select external_id as id from facet where instance = 'zuora' and object = 'Invoice' and deleted_at is null order by 1 limit 1`,
    );
    const scans: { kind: Kind; lane: string | undefined }[] = [];
    const noted = (source: Source): Source => ({
      ...source,
      scan(kind, cursor, options) {
        if (source.instance === 'zuora') scans.push({ kind, lane: options?.lane });
        return source.scan(kind, cursor, options);
      },
    });
    const whole = '0 6 1 1 *';
    const before = start({ wholeSchedule: whole });
    await isPlanned('zuora', 'whole:Payment', /T06:00/);
    await before.close();
    nodes.splice(0);
    await land.remove('zuora', 'Invoice', invoice!.id);
    await makeDue('zuora', 'whole:%');
    start({ wholeSchedule: whole }, noted);
    const wholes = ['Customer', 'BillingSubscription', 'Invoice', 'CreditMemo', 'Payment'] as const;
    for (const kind of wholes) await isPlanned('zuora', `whole:${kind}`, /T06:00/);
    const events = await rows<{ type: string; causation_id: string }>(
      `select e.type, e.causation_id from event e join facet f on f.entity_id = e.subject_id
       where f.instance = 'zuora' and f.object = 'Invoice' and f.external_id = $1 and e.entity_version is not null`,
      [invoice!.id],
    );
    expect(events).toEqual([{ type: 'invoice.deleted', causation_id: 'zuora/whole:Invoice' }]);
    expect(new Set(scans.map(({ lane }) => lane))).toEqual(new Set(['bulk']));
    const inARow = scans.map(({ kind }) => kind).filter((kind, i, all) => kind !== all[i - 1]);
    expect(inARow.toSorted()).toEqual(wholes.toSorted());
  });

  it('is brought forward by a demand for what is read by the clock alone: what is polled reads itself anew', async () => {
    const node = start();
    await isPlanned('salesforce', 'batch:User', /T03:00/);
    await isPlanned('salesforce', 'whole:Opportunity', /T04:00/);
    await node.close();
    nodes.splice(0);
    await demandReading(client, 'salesforce', ['User', 'Opportunity'], new Date().toISOString());
    const due = await rows<{ name: string }>(
      `select name from feed where instance = 'salesforce' and (next_run_at <= now() or state = 'RESYNCING') order by name`,
    );
    expect(due.map(({ name }) => name)).toEqual(['batch:User', 'poll:Opportunity']);
  });
});

describe('readings of whole kinds', () => {
  it('come one at a time in order, the urgent ones first, whatever fails', async () => {
    const inTurn = createQueue();
    const done: string[] = [];
    let running = 0;
    const work = (name: string) => async (): Promise<string> => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done.push(name);
      if (name === 'b') throw new Error('b fails');
      return name;
    };
    const results = await Promise.allSettled([
      inTurn(work('a')),
      inTurn(work('b')),
      inTurn(work('c')),
      inTurn(work('d'), true),
      inTurn(work('e'), true),
    ]);
    expect(done).toEqual(['a', 'd', 'e', 'b', 'c']);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await inTurn(work('f'))).toBe('f');
  });
});
