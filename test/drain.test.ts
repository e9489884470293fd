import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { openDatabase } from '../src/store/database.ts';
import { inboxDepth } from './support/depth.ts';
import { accept } from '../src/sync/inbox.ts';
import type { Drain } from '../src/sync/drain.ts';
import { createTestCopy, record, type TestCopy } from './support/copy.ts';
import { type Account, drainOf, drift, openAccount, quick, tell } from './support/drain.ts';
import { eventually } from './support/hub.ts';
import { hint, inboxOf, statusesOf } from './support/inbox.ts';
import { layWire } from './support/wire.ts';

const drainProcess = fileURLToPath(new URL('./support/drain-process.ts', import.meta.url));

let copy: TestCopy;
let zuora: Account;
let netsuite: Account;
let drains: Drain[] = [];
beforeAll(async () => {
  copy = await createTestCopy();
});
afterAll(() => copy.close());
beforeEach(() => {
  zuora = openAccount('zuora');
  netsuite = openAccount('netsuite');
});
afterEach(async () => {
  await Promise.all(drains.map((drain) => drain.close()));
  drains = [];
  await copy.database.query(
    'truncate inbox, dead_letter, sync_state, event, entity, facet, identity_key, match_candidate, list_sync, customer_summary cascade',
  );
});

const drain = (more: Parameters<typeof drainOf>[2] = {}): Drain => {
  const made = drainOf(copy, [zuora, netsuite], more);
  drains.push(made);
  return made;
};
const acme = (id: string, name: string, sourceTime?: string) =>
  record('Customer', `zuora/${id}`, { name }, sourceTime === undefined ? {} : { sourceTime });
const put = (account: Account, ...records: ReturnType<typeof record>[]): void => {
  for (const each of records) {
    const at = account.records.findIndex((known) => known.externalId === each.externalId);
    if (at === -1) account.records.push(each);
    else account.records[at] = each;
  }
};
const names = async (): Promise<Record<string, string | null>> => {
  const { rows } = await copy.database.query<{ id: string; name: string | null }>(
    `select f.external_id as id, case when e.deleted_at is null then e.body->>'name' end as name
     from facet f join entity e on e.id = f.entity_id order by 1`,
  );
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
};
const drained = () =>
  eventually('the inbox is empty', async () =>
    (await inboxOf(copy.database)).every((each) => each.state !== 'PENDING'),
  );
const events = async () =>
  (
    await copy.database.query<{
      type: string;
      name: string;
      correlation: string;
      causation: string;
      attempts: number;
    }>(
      `select type, data->'record'->>'name' as name, correlation_id as correlation, causation_id as causation, attempts
       from event where type like 'customer.%' order by seq`,
    )
  ).rows;

describe('emptying the inbox', () => {
  test('a record is fetched as it is now, taken in, and told with the delivery that spoke of it', async () => {
    put(zuora, ...Array.from({ length: 30 }, (_, i) => acme(`A${i}`, `Acme ${i}`)));
    for (let i = 0; i < 30; i++)
      await accept(copy.database, {
        instance: 'zuora',
        feed: 'webhook',
        hints: [hint(`A${i}`)],
        receivedAt: '2026-11-21T10:00:00.000Z',
        correlationId: `order-${i}`,
      });
    drain();
    await drained();
    const told = await events();
    const kept = new Map((await inboxOf(copy.database)).map((each) => [each.correlation_id, each]));
    expect(told).toHaveLength(30);
    for (const { type, name, correlation, causation, attempts } of told) {
      expect([type, attempts]).toEqual(['customer.created', 1]);
      expect(name).toBe(`Acme ${correlation.split('-')[1]}`);
      expect(causation).toBe(kept.get(correlation)!.id);
    }
    const { rows } = await copy.database.query('select distinct received_at, occurred_at from event');
    expect(rows).toEqual([
      { received_at: '2026-11-21T10:00:00.000Z', occurred_at: '2026-11-21T10:00:00.000Z' },
    ]);
    // Few calls for many records.
    expect(zuora.fetches.length).toBeLessThan(5);
  });

  test('a hint is only a hint: what the source no longer has is deleted, whatever was said of it', async () => {
    put(zuora, acme('A', 'Acme'));
    drain();
    await tell(copy, 'zuora', [hint('A', { deleted: true })]);
    await drained();
    expect(await names()).toEqual({ A: 'Acme' });
    zuora.records.length = 0;
    await tell(copy, 'zuora', [hint('A'), hint('never-known')]);
    await drained();
    expect(await names()).toEqual({ A: null });
    expect((await events()).map((each) => each.type)).toEqual(['customer.created', 'customer.deleted']);
  });

  test('many messages about one record are one fetch, and no two fetches of a record are under way at once', async () => {
    put(zuora, acme('A', 'first'), acme('B', 'Bee'));
    const releases: (() => void)[] = [];
    zuora.pause = () => new Promise((resolve) => releases.push(resolve));
    drain();
    drain();
    await tell(copy, 'zuora', [hint('A')]);
    await eventually('a fetch is under way', async () => zuora.fetches.length === 1);
    put(zuora, acme('A', 'last'));
    await tell(
      copy,
      'zuora',
      Array.from({ length: 20 }, () => hint('A')),
    );
    // The other node does not wait for the record, but leaves it alone.
    await tell(copy, 'zuora', [hint('B')]);
    await eventually('B is fetched', async () => zuora.fetches.length === 2);
    expect(zuora.fetches[1]).toEqual(['B']);
    zuora.pause = async () => undefined;
    for (const release of releases) release();
    await drained();
    expect(zuora.mostAtOnce()).toBe(1);
    expect(zuora.fetches.filter((ids) => ids.includes('A'))).toHaveLength(2);
    expect(await names()).toMatchObject({ A: 'last' });
  });

  test('an echo of our own change costs no call', async () => {
    await copy.give('zuora', 'Customer', [acme('A', 'Acme', '2026-11-21T09:00:00.000Z')]);
    await tell(copy, 'zuora', [hint('A', { own: true, changedAt: '2026-11-21T09:00:00.000Z' })]);
    drain();
    await drained();
    expect(zuora.fetches).toEqual([]);
  });

  test('an older poll never overwrites a newer webhook, and does not bring back what it found deleted', async () => {
    drain();
    put(zuora, acme('A', 'old', '2026-11-21T09:00:00.000Z'), acme('B', 'Bee', '2026-11-21T09:00:00.000Z'));
    await tell(copy, 'zuora', [hint('A'), hint('B')]);
    await drained();
    const polledAt = new Date().toISOString();
    const polled = [
      acme('A', 'polled', '2026-11-21T09:10:00.000Z'),
      acme('B', 'polled', '2026-11-21T09:10:00.000Z'),
    ];
    await new Promise((resolve) => setTimeout(resolve, 5));
    zuora.records.length = 0;
    put(zuora, acme('A', 'newest', '2026-11-21T09:20:00.000Z'));
    await tell(copy, 'zuora', [hint('A'), hint('B')]);
    await drained();
    // The poll was asked before, and answers after.
    await copy.give('zuora', 'Customer', polled, { askedAt: polledAt });
    expect(await names()).toEqual({ A: 'newest', B: null });
  });
});

describe('records that cannot be taken in', () => {
  test('one that the source cannot give is found among the others, tried again, and becomes a dead letter; the rest flows', async () => {
    put(zuora, ...Array.from({ length: 50 }, (_, i) => acme(`A${i}`, `Acme ${i}`)));
    zuora.poison.set('A7', drift('Account.A7.name'));
    await tell(
      copy,
      'zuora',
      Array.from({ length: 50 }, (_, i) => hint(`A${i}`)),
    );
    drain();
    await drained();
    expect(Object.keys(await names())).toHaveLength(49);
    const dead = (await inboxOf(copy.database)).filter((each) => each.state === 'DEAD');
    expect(dead).toMatchObject([{ external_id: 'A7', attempts: 3 }]);
    const { rows } = await copy.database.query('select * from dead_letter');
    expect(rows).toMatchObject([
      {
        external_id: 'A7',
        code: 'SOURCE_DRIFTED',
        reason: 'gave what does not fit: Account.A7.name',
        attempts: 3,
        feed: 'webhook',
        correlation_id: dead[0]!.correlation_id,
        resolved_at: null,
      },
    ]);
    expect(await statusesOf(copy.database)).toEqual(['A7 PENDING<IN_SYNC', 'A7 FAILED<PENDING']);

    zuora.poison.clear();
    await tell(copy, 'zuora', [hint('A7')]);
    await drained();
    expect(await names()).toMatchObject({ A7: 'Acme 7' });
    expect((await statusesOf(copy.database)).at(-1)).toBe('A7 IN_SYNC<FAILED');
    expect((await inboxDepth(copy.database)).deadLetters).toBe(0);
  });

  test('one that does not fit the canonical shape costs its neighbours no further call', async () => {
    const wrong = record('Customer', 'zuora/A3', { name: 7 });
    put(zuora, ...Array.from({ length: 20 }, (_, i) => (i === 3 ? wrong : acme(`A${i}`, `Acme ${i}`))));
    await tell(
      copy,
      'zuora',
      Array.from({ length: 20 }, (_, i) => hint(`A${i}`)),
    );
    drain();
    await drained();
    expect(Object.keys(await names())).toHaveLength(19);
    expect(zuora.fetches.map((ids) => ids.length)).toEqual([20, 1, 1]);
    expect((await inboxDepth(copy.database)).deadLetters).toBe(1);
  });

  test('one that recovers before its last attempt leaves no dead letter, and its event tells how often it was tried', async () => {
    put(zuora, acme('A', 'Acme'));
    zuora.poison.set('A', drift('Account.A.name'));
    drain({ patience: { maxAttempts: 50, retryAfterMs: 20 } });
    await tell(copy, 'zuora', [hint('A')]);
    await eventually('it failed twice', async () => (await inboxOf(copy.database))[0]!.attempts >= 2);
    zuora.poison.clear();
    await drained();
    expect(await statusesOf(copy.database)).toEqual(['A PENDING<IN_SYNC', 'A IN_SYNC<PENDING']);
    const [created] = await events();
    expect(created!.attempts).toBeGreaterThanOrEqual(3);
    expect((await copy.database.query('select 1 from dead_letter')).rows).toEqual([]);
  });

  test('a fault of the hub on one record is a dead letter too, and is told to the log', async () => {
    put(zuora, acme('A', 'Acme'), acme('B', 'Bee'));
    zuora.poison.set('A', new TypeError('a bug') as unknown as Problem);
    const troubles: unknown[] = [];
    drain({ onTrouble: ({ error }) => troubles.push(error) });
    await tell(copy, 'zuora', [hint('A'), hint('B')]);
    await drained();
    expect(await names()).toEqual({ B: 'Bee' });
    const { rows } = await copy.database.query('select code, reason from dead_letter');
    expect(rows).toEqual([{ code: 'INTERNAL', reason: 'A fault of the hub; its log says more.' }]);
    expect(troubles).toHaveLength(3);
  });

  test('a source that refuses everything, its probe too, buries nothing: its records wait', async () => {
    put(zuora, acme('A', 'Acme'), acme('B', 'Bee'));
    const refused = new Problem('SOURCE_REJECTED', 'our credentials are refused');
    zuora.fault = refused;
    drain();
    await tell(copy, 'zuora', [hint('A'), hint('B')]);
    await eventually('it was probed three times', async () => zuora.probes >= 3);
    const kept = await inboxOf(copy.database);
    expect(kept.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['PENDING', 0],
      ['PENDING', 0],
    ]);
    zuora.fault = null;
    await drained();
    expect(await names()).toEqual({ A: 'Acme', B: 'Bee' });
    expect(await statusesOf(copy.database)).toEqual([]);
  });

  test('a request that the source refuses for one record alone is that record’s trouble', async () => {
    put(zuora, acme('A', 'Acme'), acme('B', 'Bee'));
    zuora.poison.set('A', new Problem('SOURCE_REJECTED', 'not this one'));
    drain();
    await tell(copy, 'zuora', [hint('A'), hint('B')]);
    await drained();
    expect(await names()).toEqual({ B: 'Bee' });
    expect((await inboxDepth(copy.database)).deadLetters).toBe(1);
  });
});

describe('sources and nodes in trouble', () => {
  test('a source that is down keeps its messages without counting attempts, and does not slow another', async () => {
    netsuite.fault = new Problem('SOURCE_UNAVAILABLE', 'down');
    drain();
    await tell(
      copy,
      'netsuite',
      Array.from({ length: 150 }, (_, i) => hint(`N${i}`, { object: 'customer' })),
    );
    put(zuora, ...Array.from({ length: 300 }, (_, i) => acme(`A${i}`, `Acme ${i}`)));
    await tell(
      copy,
      'zuora',
      Array.from({ length: 300 }, (_, i) => hint(`A${i}`)),
    );
    await eventually('the other source is drained', async () => Object.keys(await names()).length === 300);
    const waiting = (await inboxOf(copy.database)).filter((each) => each.instance === 'netsuite');
    expect(waiting.every(({ state, attempts }) => state === 'PENDING' && attempts === 0)).toBe(true);
    // It is left alone for longer and longer.
    expect(netsuite.fetches.length).toBeLessThan(60);
    netsuite.fault = null;
    netsuite.records.push(record('Customer', 'netsuite/N1', { name: 'En' }));
    await drained();
    expect(await names()).toMatchObject({ N1: 'En' });
    expect(await statusesOf(copy.database)).toEqual([]);
  });

  test('a source that says when to come again is left alone until then', async () => {
    put(zuora, acme('A', 'Acme'));
    zuora.fault = new Problem('RATE_LIMITED', 'slow down', { retryAfterMs: 700 });
    drain();
    await tell(copy, 'zuora', [hint('A')]);
    await eventually('it was asked', async () => zuora.fetches.length === 1);
    const began = performance.now();
    await tell(
      copy,
      'zuora',
      Array.from({ length: 10 }, () => hint('A')),
    );
    zuora.fault = null;
    await drained();
    expect(performance.now() - began).toBeGreaterThan(500);
    expect(zuora.fetches).toHaveLength(2);
  });

  test('what a killed node had in hand is taken over when its lease ends, and is taken in once', async () => {
    put(zuora, acme('A', 'Acme'), acme('B', 'Bee'));
    const other = spawn(process.execPath, [drainProcess], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(other, 'exit');
    try {
      await tell(copy, 'zuora', [hint('A')]);
      other.stdin.write(`${JSON.stringify({ databaseUrl: copy.database.url, leaseMs: 1500 })}\n`);
      await once(other.stdout, 'data');
      drain();
      // The living one goes on with what the other one does not hold.
      await tell(copy, 'zuora', [hint('B')]);
      await eventually('B is taken in', async () => 'B' in (await names()));
      expect(zuora.fetches.flat()).not.toContain('A');
    } finally {
      other.kill('SIGKILL');
      await ended;
    }
    await drained();
    expect(await names()).toEqual({ A: 'Acme', B: 'Bee' });
    expect((await events()).filter((each) => each.name === 'Acme')).toHaveLength(1);
    expect((await inboxOf(copy.database)).every((each) => each.state === 'DONE')).toBe(true);
  });

  test('a drain goes on where it was when the database comes back', async () => {
    const wire = await layWire(copy.database.url);
    const database = openDatabase(wire.url);
    put(zuora, ...Array.from({ length: 40 }, (_, i) => acme(`A${i}`, `Acme ${i}`)));
    const cut = drain({ database });
    try {
      zuora.pause = () => new Promise((resolve) => setTimeout(resolve, 50));
      await tell(copy, 'zuora', [hint('A0')]);
      await eventually('it works', async () => zuora.fetches.length > 0);
      await wire.cut();
      await tell(
        copy,
        'zuora',
        Array.from({ length: 40 }, (_, i) => hint(`A${i}`)),
      );
      await wire.mend();
      // What it had in hand would come back when its lease ends.
      await copy.database.query('update inbox set claimed_until = now() where claimed_until > now()');
      await drained();
    } finally {
      await cut.close();
      await database.close();
      await wire.close();
    }
    expect(Object.keys(await names())).toHaveLength(40);
    expect(await statusesOf(copy.database)).toEqual([]);
  });

  test('a wake-up call that nobody understands makes it look for itself', async () => {
    put(zuora, acme('A', 'Acme'));
    drain({ timing: { ...quick.timing, lookEveryMs: 3_600_000 } });
    await tell(copy, 'zuora', [hint('A')]);
    await drained();
    await copy.database.query(`update inbox set state = 'PENDING', done_at = null`);
    await copy.database.query(`select pg_notify('isthmus_inbox', 'what is this')`);
    await drained();
    expect(zuora.fetches).toHaveLength(2);
  });

  test('a drain that closes gives back what it has in hand', async () => {
    put(zuora, acme('A', 'Acme'));
    zuora.fetch = async (_kind, ids, options) => {
      zuora.fetches.push([...ids]);
      await new Promise((_, reject) =>
        options?.signal?.addEventListener('abort', () =>
          reject(new Problem('SOURCE_UNAVAILABLE', 'given up')),
        ),
      );
      return [];
    };
    const closing = drain();
    await tell(copy, 'zuora', [hint('A')]);
    await eventually('it is fetched', async () => zuora.fetches.length === 1);
    await closing.close();
    expect(await inboxOf(copy.database)).toMatchObject([{ state: 'PENDING', attempts: 0, claimed_by: null }]);
  });

  test('work that takes longer than a lease stays with who does it', async () => {
    put(zuora, acme('A', 'Acme'));
    zuora.pause = () => new Promise((resolve) => setTimeout(resolve, 1500));
    for (let i = 0; i < 2; i++) drain({ timing: { ...quick.timing, leaseMs: 400 } });
    await tell(copy, 'zuora', [hint('A')]);
    await drained();
    expect(zuora.fetches).toHaveLength(1);
  });
});
