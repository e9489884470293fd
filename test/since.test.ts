import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { type Copy, createCopy } from '../src/copy.ts';
import { instantOf, syncSince, type SinceProgress } from '../src/sync/since.ts';
import { type Landscape, startLandscape } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

describe('how long ago', () => {
  const now = Date.parse('2026-03-31T12:00:00Z');
  it.each([
    ['2h', '2026-03-31T10:00:00.000Z'],
    ['3d', '2026-03-28T12:00:00.000Z'],
    ['90m', '2026-03-31T10:30:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T08:00:00+01:00', '2026-03-01T07:00:00.000Z'],
  ])('%s means %s', (text, instant) => expect(instantOf(text, now)).toBe(instant));

  it.each(['', 'yesterday', '2', 'h', '-2h', '2026-13-01', '2026-04-01', '999999d', '2w'])(
    '%j means nothing',
    (text) => expect(() => instantOf(text, now)).toThrow(Problem),
  );
});

describe('taking in what changed since an instant', () => {
  let land: Landscape;
  let copy: Copy;
  let database: pg.Pool;
  beforeAll(async () => {
    land = await startLandscape({ n: 6, seed: 43 });
    copy = createCopy(land.config(), land.databaseUrl, testKeyring);
    database = new pg.Pool({ connectionString: land.databaseUrl });
  });
  afterAll(async () => {
    await copy?.close();
    await database?.end();
    await land?.close();
  });
  const source = (instance: string) => copy.sources.find((each) => each.instance === instance)!;

  it('is refused for a source of which nothing was imported', async () => {
    await expect(syncSince(copy, source('zuora'), new Date().toISOString())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('finds it, tells how far it is for each kind, and finds nothing the second time', async () => {
    await land.backfill();
    const {
      rows: [account],
    } = await database.query<{ id: string }>(
      `select external_id as id from facet where instance = 'salesforce' and object = 'Account' order by 1 limit 1`,
    );
    const since = new Date().toISOString();
    await land.change('salesforce', 'Account', account!.id, { Name: 'Since' });
    const run = async () => {
      const progress: SinceProgress[] = [];
      await syncSince(copy, source('salesforce'), since, { onProgress: (each) => progress.push(each) });
      const done = progress.filter((each) => each.done);
      expect(done.map(({ kind }) => kind)).toEqual(source('salesforce').kinds);
      return done.filter(({ changed }) => changed > 0).map(({ kind, anew }) => [kind, anew]);
    };
    expect(await run()).toEqual([['Customer', false]]);
    expect(await run()).toEqual([]);
    const { rows } = await database.query<{ causation_id: string }>(
      'select causation_id from event where entity_version is not null',
    );
    expect(rows).toEqual([{ causation_id: 'salesforce/sync' }]);
  });

  it('reads a kind as a whole when the source no longer knows its changes', async () => {
    const progress: SinceProgress[] = [];
    const real = source('netsuite');
    const forgetful = {
      ...real,
      changes: async (...args: Parameters<typeof real.changes>) => {
        if (args[0] === 'Customer') throw new Problem('CURSOR_EXPIRED', 'too old');
        return real.changes(...args);
      },
    };
    await syncSince(copy, forgetful, new Date().toISOString(), { onProgress: (each) => progress.push(each) });
    const [customers] = progress.filter(({ kind, done }) => kind === 'Customer' && done);
    expect(customers).toMatchObject({ anew: true, rejected: 0, changed: 0 });
    expect(customers!.records).toBeGreaterThan(0);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(
      syncSince(copy, source('zuora'), new Date().toISOString(), { signal: stop.signal }),
    ).rejects.toThrow();
  });
});
