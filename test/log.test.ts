import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headers } from 'nats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Positioned } from '../src/canonical/event.ts';
import { openBroker } from '../src/events/broker.ts';
import { envelopeOf } from '../src/events/envelope.ts';
import { createLog } from '../src/events/log.ts';
import { createRelay } from '../src/events/relay.ts';
import { expire } from '../src/events/retention.ts';
import { createRing } from '../src/events/ring.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents, eventsAfter, givePositions, logIdentity, readHead } from '../src/store/event.ts';
import { createLeadership } from '../src/store/lead.ts';
import { migrate } from '../src/store/migrate.ts';
import { createTestDatabase } from './support/database.ts';
import { anEvent, startTestBroker, startTestNode, type TestBroker, write } from './support/events.ts';
import { eventually } from './support/hub.ts';

let nats: TestBroker;
beforeAll(async () => {
  nats = await startTestBroker();
});
afterAll(() => nats.remove());

let database: Database;
const endings: (() => Promise<unknown>)[] = [];
const troubles: string[] = [];
const onTrouble = (message: string): void => void troubles.push(message);
beforeEach(async () => {
  const created = await createTestDatabase();
  database = openDatabase(created.url);
  troubles.length = 0;
  return async () => {
    for (const end of endings.splice(0).toReversed()) await end();
    await database.close();
    await created.drop();
  };
});

/** Relays under leadership, as a node does. */
function relay(databaseUrl = database.url): void {
  const broker = openBroker(nats.url, () => {});
  const leadership = createLeadership(databaseUrl);
  leadership.lead('relay', createRelay({ databaseUrl, broker, brokerMessages: 100_000, onTrouble }));
  endings.push(async () => {
    await leadership.close();
    await broker.close();
  });
}

async function openLog(from = database) {
  const broker = openBroker(nats.url, () => {});
  const log = createLog({ database: from, broker, onTrouble });
  endings.push(async () => {
    await log.close();
    await broker.close();
  });
  const seen: Positioned[] = [];
  log.follow((event) => seen.push(event));
  await log.ready;
  return { log, seen, broker };
}

/** Writes so many events that have their positions but were published by nobody. */
async function writeUnpublished(count: number): Promise<void> {
  await write(database, count);
  await database.transaction((db) => givePositions(db, count));
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const positionsOf = (events: readonly { position: number }[]): number[] =>
  events.map((event) => event.position);

describe('the log', () => {
  it('begins where the log is, reads what was before, and hands on what follows', async () => {
    relay();
    await write(database, 50);
    await eventually('all have their place', async () => (await readHead(database)).position === 50);
    const { log, seen } = await openLog();
    expect(log.position()).toBe(50);
    await write(database, 30);
    await eventually('the follower has all', async () => seen.length === 30);
    expect(positionsOf(seen)).toEqual(range(51, 80));
    expect(log.position()).toBe(80);
    const all = await eventsAfter(database, 0, 100);
    expect(seen).toEqual(all.slice(50));
    expect(await log.read(40, 15)).toEqual(all.slice(40, 55));
    expect(await log.read(60, 5)).toEqual(all.slice(60, 65));
    expect(await log.read(80, 5)).toEqual([]);
    expect(await log.oldest()).toBe(1);
  });

  it('hears of an event from the broker, without asking the database for it', async () => {
    const asked: string[] = [];
    relay();
    const { seen, broker } = await openLog({
      ...database,
      query: ((...args: unknown[]) => {
        asked.push(JSON.stringify(args));
        return (database.query as (...all: unknown[]) => unknown)(...args);
      }) as Database['query'],
    });
    await eventually('the link is up', async () => broker.link() !== null);
    // The relay's stream is there once a first event has come through it.
    await write(database, 1);
    await eventually('it is handed on', async () => seen.length === 1);
    asked.length = 0;
    await write(database, 200, 1);
    await eventually('they are handed on', async () => seen.length === 201);
    expect(asked.filter((query) => query.includes('event-after')).length).toBeLessThan(20);
  });

  it('goes on without a broker, and finds out by itself what no message told', async () => {
    const { log, seen } = await openLog();
    await writeUnpublished(1200);
    await eventually('the follower has all', async () => seen.length === 1200);
    expect(positionsOf(seen)).toEqual(range(1, 1200));
    const { position } = log;
    const checked = log.verifiedAt();
    await eventually('it looks again', async () => log.verifiedAt() > checked);
    expect(position()).toBe(1200);
  });

  it('believes no message of another log, none that is malformed, and none beyond what was committed', async () => {
    const { log, seen, broker } = await openLog();
    await eventually('the link is up', async () => broker.link() !== null);
    const identity = await logIdentity(database);
    const forge = (position: string, of: string, body: string): void => {
      const marks = headers();
      marks.set('Isthmus-Position', position);
      marks.set('Isthmus-Log', of);
      broker.link()!.publish('isthmus.events.customer.created.cus_1', body, { headers: marks });
    };
    const body = (position: number): string => JSON.stringify(envelopeOf({ ...anEvent(), position }));
    forge('1', 'another', body(1));
    forge('1', identity, '{not json');
    forge('1', identity, 'null');
    forge('1', identity, body(2));
    forge('1000000', identity, body(1_000_000));
    forge('-1', identity, body(1));
    forge('1e3', identity, body(1000));
    broker.link()!.publish('isthmus.events.customer.created.cus_1');
    await broker.link()!.flush();
    await writeUnpublished(3);
    await eventually('the follower has all', async () => seen.length === 3);
    expect(seen).toEqual(await eventsAfter(database, 0, 10));
    expect(log.position()).toBe(3);
    expect(troubles).toEqual([]);
  });

  it('drops a follower that fails and goes on with the others', async () => {
    const { log, seen } = await openLog();
    let calls = 0;
    log.follow(() => {
      calls++;
      throw new Error('broken');
    });
    const after: Positioned[] = [];
    const end = log.follow((event) => after.push(event));
    await writeUnpublished(2);
    await eventually('the others have all', async () => after.length === 2);
    end();
    await write(database, 1);
    await database.transaction((db) => givePositions(db, 1));
    await eventually('the others have all', async () => seen.length === 3);
    expect([calls, after.length]).toEqual([1, 2]);
    expect(troubles).toEqual(['a follower of the log failed and follows no more']);
  });

  it('gives a process that was stopped for a while everything it missed', async () => {
    relay();
    const node = await startTestNode(database.url, nats.url);
    endings.push(() => node.kill());
    await write(database, 100);
    await eventually('the node has all', async () => node.seen.length === 100);
    process.kill(node.pid, 'SIGSTOP');
    await write(database, 1500);
    process.kill(node.pid, 'SIGCONT');
    await write(database, 100);
    await eventually('the node has all', async () => node.seen.length >= 1700);
    expect(positionsOf(node.seen)).toEqual(range(1, 1700));
  });

  it('outlives a restart of the database under load', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-postgres-'));
    let server = await ensurePostgres({ dataDir, fsync: false });
    const own = openDatabase(server.url);
    try {
      await migrate(server.url);
      relay(server.url);
      const { seen } = await openLog(own);
      let committed = 0;
      let writing = true;
      const writers = range(1, 10).map(async (writer) => {
        for (let version = 1; writing; version++)
          await own
            .transaction((db) => appendEvents(db, [anEvent(`cus_${writer}_${version}`)]))
            .then(
              () => committed++,
              () => new Promise((resolve) => setTimeout(resolve, 50)),
            );
      });
      await eventually('events are relayed', async () => seen.length > 300);
      await server.stop();
      server = await ensurePostgres({ dataDir, fsync: false });
      const atRestart = seen.length;
      await eventually('events are relayed again', async () => seen.length > atRestart + 300);
      writing = false;
      await Promise.all(writers);
      const { rows } = await own.query<{ count: number }>('select count(*)::int as count from event');
      await eventually('the follower has all', async () => seen.length >= rows[0]!.count);
      expect(rows[0]!.count).toBeGreaterThanOrEqual(committed);
      expect(positionsOf(seen)).toEqual(range(1, rows[0]!.count));
      expect(await nats.held()).toHaveLength(rows[0]!.count);
    } finally {
      for (const end of endings.splice(0).toReversed()) await end();
      await own.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('the memory of the latest events', () => {
  const event = (position: number): Positioned => ({ ...anEvent(), position });

  it('is bounded in number and in bytes, and says what it does not hold', () => {
    const ring = createRing(3000, 3_000_000);
    expect(ring.after(0, 10)).toBeNull();
    ring.restart(0);
    for (const position of range(1, 5000)) ring.push(event(position), 10);
    expect(ring.after(1999, 10)).toBeNull();
    expect(positionsOf(ring.after(2000, 3)!)).toEqual([2001, 2002, 2003]);
    expect(positionsOf(ring.after(2000, 9000)!)).toEqual(range(2001, 5000));
    expect(ring.after(5000, 3)).toEqual([]);
    ring.push(event(5001), 2_980_000);
    expect(ring.after(2999, 1)).toBeNull();
    expect(positionsOf(ring.after(3001, 9000)!)).toEqual(range(3002, 5001));
  });
});

describe('the age of events', () => {
  it('deletes what is too old but never what tells of money, and says from where on nothing is deleted', async () => {
    const old = (type: string) => ({ ...anEvent(), type, processedAt: '2020-01-01T00:00:00.000Z' });
    await database.transaction(async (db) => {
      await appendEvents(
        db,
        range(1, 1500).flatMap(() => [
          old('customer.updated'),
          old('invoice.paid'),
          old('credit_memo.applied'),
        ]),
      );
      await appendEvents(db, [old('posting.posted'), anEvent(), old('customer.updated')]);
      await givePositions(db, 5000);
    });
    expect(await expire(database, '2021-01-01T00:00:00.000Z')).toBe(1500);
    const left = await eventsAfter(database, 0, 5000);
    expect(left).toHaveLength(3003);
    expect(left.filter(({ type }) => type === 'customer.updated')).toHaveLength(1);
    const { oldest, position } = await readHead(database);
    expect([oldest, position]).toEqual([4499, 4503]);
    expect(positionsOf(await eventsAfter(database, oldest - 1, 10))).toEqual(range(4499, 4503));
    expect(await expire(database, '2021-01-01T00:00:00.000Z')).toBe(0);
    expect(await expire(database, new Date(Date.now() + 1000).toISOString())).toBe(2);
    expect((await readHead(database)).oldest).toBe(4504);
  });
});
