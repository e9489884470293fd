import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, openBroker } from '../src/events/broker.ts';
import { createLog, type FollowedLog } from '../src/events/log.ts';
import { createRelay } from '../src/events/relay.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents, eventsAfter } from '../src/store/event.ts';
import { createTestDatabase } from './support/database.ts';
import { anEvent, startTestBroker, type TestBroker } from './support/events.ts';
import { eventually } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

const [removed, kept] = ['cus_removed', 'cus_kept'];

let nats: TestBroker;
let created: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let broker: Broker;
let log: FollowedLog;
let relaying: Promise<void>;
const ending = new AbortController();
beforeAll(async () => {
  nats = await startTestBroker();
  created = await createTestDatabase();
  database = openDatabase(created.url, undefined, testKeyring);
  broker = openBroker(nats.url, () => {});
  log = createLog({ database, broker, onTrouble: () => {} });
  await log.ready;
  relaying = createRelay({
    databaseUrl: created.url,
    broker,
    brokerMessages: 1000,
    onTrouble: () => {},
  })(ending.signal);
});
afterAll(async () => {
  ending.abort();
  await relaying;
  await log.close();
  await broker.close();
  await database.close();
  await Promise.all([nats.remove(), created.drop()]);
});

/** What the broker holds; nothing until the relay has made the stream. */
const idsHeld = async (): Promise<readonly number[]> =>
  (await nats.held().catch(() => [])).map(({ position }) => position);

describe('what was removed', () => {
  it('goes from the broker too, wherever it is there, and the rest stays', async () => {
    const events = [anEvent(removed), anEvent(kept), anEvent(removed, 2)];
    await database.transaction((db) => appendEvents(db, events));
    await eventually('all at the broker', async () => (await idsHeld()).length === 3);
    await eventually('all in memory', async () => log.position() === 3);
    await database.query(`update event set data = '{}' where subject_id = $1`, [removed]);
    await database.query(`insert into removed_subject values ($1, now() - interval '1 hour')`, [removed]);
    await eventually('the removed ones gone', async () => (await idsHeld()).join() === '2');
    await eventually(
      'nothing left to do',
      async () => (await database.query('select from removed_subject')).rowCount === 0,
    );
    // The last one there was removed: what comes next is sent all the same.
    await database.transaction((db) => appendEvents(db, [anEvent(kept, 2)]));
    await eventually('the next one', async () => (await idsHeld()).includes(4));
  });

  it('goes from the memory of the log when that is told to forget', async () => {
    const held = async () => (await log.read(0, 10)).map(({ data }) => Object.keys(data).length > 0);
    await eventually('the last one in memory', async () => log.position() === 4);
    expect(await held()).toEqual([true, true, true, true]);
    log.forget();
    expect(await held()).toEqual([false, true, false, true]);
    expect(await log.read(0, 10)).toEqual(await eventsAfter(database, 0, 10));
  });
});
