import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Positioned } from '../src/canonical/event.ts';
import { type Broker, openBroker } from '../src/events/broker.ts';
import { createLog } from '../src/events/log.ts';
import { createRelay } from '../src/events/relay.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents, eventsAfter, givePositions, readHead } from '../src/store/event.ts';
import { createTestDatabase } from './support/database.ts';
import {
  anEvent,
  keepWriting,
  startTestBroker,
  startTestNode,
  type TestBroker,
  write,
} from './support/events.ts';
import { eventually } from './support/hub.ts';

let nats: TestBroker;
beforeAll(async () => {
  nats = await startTestBroker();
});
afterAll(() => nats.remove());

let database: Database;
const endings: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const created = await createTestDatabase();
  database = openDatabase(created.url);
  return async () => {
    for (const end of endings.splice(0).toReversed()) await end();
    await database.close();
    await created.drop();
  };
});

const troubles: string[] = [];
const onTrouble = (message: string): void => void troubles.push(message);

function link(): Broker {
  const broker = openBroker(nats.url, () => {});
  endings.push(() => broker.close());
  return broker;
}

/** Relays in this process until the returned function is called, at the latest until the end of the test. */
function relay(brokerMessages = 100_000): () => Promise<void> {
  const ending = new AbortController();
  const work = createRelay({ databaseUrl: database.url, broker: link(), brokerMessages, onTrouble })(
    ending.signal,
  );
  const end = (): Promise<void> => {
    ending.abort();
    return work;
  };
  endings.push(end);
  return end;
}

/** A log that is followed from now on, and what its follower was handed. */
async function follow(): Promise<readonly Positioned[]> {
  const log = createLog({ database, broker: link(), onTrouble });
  endings.push(() => log.close());
  const seen: Positioned[] = [];
  log.follow((event) => seen.push(event));
  await log.ready;
  return seen;
}

async function node() {
  const started = await startTestNode(database.url, nats.url);
  endings.push(() => started.kill());
  return started;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const positionsOf = (events: readonly { position: number }[]): number[] =>
  events.map((event) => event.position);
const idsOf = (events: readonly { id: string }[]): string[] => events.map((event) => event.id);

/** Waits until every event has its place and the broker holds all of them; returns the log. */
async function published(count: number): Promise<readonly Positioned[]> {
  await eventually(`${count} events at the broker`, async () => {
    const head = await readHead(database);
    return head.position === count && head.published === count;
  });
  return eventsAfter(database, 0, count + 1);
}

describe('the relay', () => {
  it('gives each committed event one place, without gaps and in the order of each subject, whatever is rolled back', async () => {
    relay();
    const seen = await follow();
    await Promise.all(
      upTo(100).map(async (writer) => {
        for (let version = 1; version <= 10; version++)
          await database
            .transaction(async (db) => {
              await appendEvents(db, [anEvent(`cus_${writer}`, version)]);
              if ((writer + version) % 3 === 0) throw new Error('rolled back');
            })
            .catch(() => {});
      }),
    );
    const committed = upTo(100).flatMap((writer) =>
      upTo(10).filter((version) => (writer + version) % 3 !== 0),
    ).length;
    const log = await published(committed);
    expect(positionsOf(log)).toEqual(upTo(committed));
    const versions = new Map<string, number>();
    for (const { subjectId, entityVersion } of log) {
      expect(entityVersion).toBeGreaterThan(versions.get(subjectId) ?? 0);
      versions.set(subjectId, entityVersion!);
    }
    await eventually('the follower has all', async () => seen.length === committed);
    expect(seen).toEqual(log);
    expect(await nats.held()).toEqual(log.map(({ position, id }) => ({ position, id })));
  });

  it('relays every event once and in order though the relaying node is killed again and again', async () => {
    const seen = await follow();
    const finish = keepWriting(database, 10);
    let relaying = await node();
    for (let kill = 0; kill < 4; kill++) {
      const before = seen.length;
      const other = await node();
      await eventually('events are relayed', async () => seen.length > before + 100);
      await relaying.kill();
      relaying = other;
    }
    const count = await finish();
    const log = await published(count);
    await eventually('the follower has all', async () => seen.length >= count);
    expect(positionsOf(seen)).toEqual(upTo(count));
    expect(idsOf(seen)).toEqual(idsOf(log));
    expect(idsOf(await nats.held())).toEqual(idsOf(log));
    expect(relaying.leads()).toBe(true);
  });

  it('never gives a position twice though two nodes should relay at once', async () => {
    relay();
    relay();
    await write(database, 1000, 20);
    await eventually('the broker holds all', async () => (await nats.held().catch(() => [])).length === 1000);
    const log = await eventsAfter(database, 0, 1001);
    expect(positionsOf(log)).toEqual(upTo(1000));
    expect(idsOf(await nats.held())).toEqual(idsOf(log));
  });

  it('brings the broker what it lost: killed under load, its disk gone, it holds every event again', async () => {
    relay();
    const seen = await follow();
    const finish = keepWriting(database, 10);
    await eventually('events are relayed', async () => seen.length > 300);
    await nats.kill(true);
    const atKill = seen.length;
    await eventually('followers go on without a broker', async () => seen.length > atKill + 300);
    await nats.start();
    const count = await finish();
    const log = await published(count);
    await eventually('the follower has all', async () => seen.length >= count);
    expect(positionsOf(seen)).toEqual(upTo(count));
    expect(idsOf(await nats.held())).toEqual(idsOf(log));
  });

  it('goes on where it was when the broker is killed and comes back with its disk', async () => {
    relay();
    const seen = await follow();
    const finish = keepWriting(database, 10);
    for (let kill = 0; kill < 2; kill++) {
      const before = seen.length;
      await eventually('events are relayed', async () => seen.length > before + 300);
      await nats.kill();
      await nats.start();
    }
    const count = await finish();
    const log = await published(count);
    await eventually('the follower has all', async () => seen.length >= count);
    expect(positionsOf(seen)).toEqual(upTo(count));
    expect(idsOf(await nats.held())).toEqual(idsOf(log));
  });

  it('leaves only the latest events with the broker', async () => {
    await database.transaction((db) =>
      appendEvents(
        db,
        upTo(300).map(() => anEvent()),
      ),
    );
    await database.transaction((db) => givePositions(db, 300));
    relay(100);
    await published(300);
    expect(positionsOf(await nats.held())).toEqual(upTo(300).slice(200));
  });

  it('begins the stream anew when it holds another log, or one that our database never knew', async () => {
    const end = relay();
    await write(database, 20);
    await published(20);
    await end();
    // The database is put back to an earlier state, and goes on from there.
    await database.query(`delete from event where position > 10`);
    await database.query('update event_head set position = 10, published = 10');
    troubles.length = 0;
    relay();
    await write(database, 10);
    const log = await published(20);
    expect(troubles).toEqual(['the stream of events at the broker is begun anew']);
    expect(idsOf(await nats.held())).toEqual(idsOf(log));
  });

  it('sends an event that is too large for the broker without its data, and followers have it whole', async () => {
    relay();
    const seen = await follow();
    const large = anEvent(undefined, 1, { text: 'x'.repeat(1_100_000) });
    await database.transaction((db) => appendEvents(db, [anEvent(), large, anEvent()]));
    const log = await published(3);
    await eventually('the follower has all', async () => seen.length === 3);
    expect(seen).toEqual(log);
    expect(seen[1]!.data).toEqual(large.data);
    expect(positionsOf(await nats.held())).toEqual([1, 2, 3]);
  });
});
