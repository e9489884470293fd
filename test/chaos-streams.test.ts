import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CanonicalEvent } from '../src/canonical/event.ts';
import { ulid } from '../src/canonical/id.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents } from '../src/store/event.ts';
import { settings } from '../src/settings.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { testMasterKey } from './support/keyring.ts';
import { type HubNode, startNode } from './support/node.ts';
import { anEvent, startTestBroker, type TestBroker } from './support/events.ts';
import { follow, streamQuery } from './support/stream-client.ts';

// CHAOS_EVENTS=50000 for the long one.
const total = Number(process.env['CHAOS_EVENTS'] ?? 16_000);
const clients = 2;
const cutsEach = 100;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let broker: TestBroker;
let nodes: HubNode[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  broker = await startTestBroker();
  const secrets = { masterKey: testMasterKey };
  const access = { required: false };
  const config = { ...settings.parse({ http: { port: 0 }, access, secrets, sources: [] }), sources: [] };
  nodes = await Promise.all([1, 2].map(() => startNode(config as never, database.url, broker.url)));
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await broker.remove();
  await db.close();
  await database.drop();
});

const versions = new Map<string, number>();
function eventOf(subjectId: string): CanonicalEvent {
  const version = (versions.get(subjectId) ?? 0) + 1;
  versions.set(subjectId, version);
  return anEvent(subjectId, version);
}

/** Writes events about subjects of its own until its share is done; some transactions are rolled back. */
async function writer(index: number, share: number): Promise<void> {
  const subjects = Array.from({ length: 10 }, () => `cus_${index}${ulid().slice(1)}`);
  for (let written = 0; written < share;) {
    const count = Math.min(1 + Math.floor(Math.random() * 20), share - written);
    const before = new Map(versions);
    const lost = Math.random() < 0.1;
    try {
      await db.transaction(async (client) => {
        const events = Array.from({ length: count }, () =>
          eventOf(subjects[Math.floor(Math.random() * 10)]!),
        );
        await appendEvents(client, events);
        if (lost) throw new Error('given up on purpose');
      });
      written += count;
    } catch (error) {
      if (!lost) throw error;
      for (const subject of subjects) versions.set(subject, before.get(subject) ?? 0);
    }
  }
}

test('thousands of events reach every client once and in order through 200 cuts, killed nodes and a broker that lost its store', async () => {
  const followers = Array.from({ length: clients }, () =>
    follow(nodes, streamQuery('eventAppended'), (cuts) =>
      cuts < cutsEach ? 1 + Math.floor((Math.random() * total) / cutsEach) : Infinity,
    ),
  );
  await Promise.all(
    followers.map((follower) => eventually('the stream has begun', async () => follower.cursor !== null)),
  );

  const misfortunes = (async () => {
    const reached = (share: number) =>
      eventually('the run goes on', async () => followers[0]!.changes.length >= total * share, 120_000);
    await reached(0.2);
    await nodes[0]!.kill();
    await reached(0.4);
    await nodes[0]!.restart();
    await broker.kill(true);
    await reached(0.6);
    await broker.start();
    await nodes[1]!.kill();
    await nodes[1]!.restart();
  })();
  await Promise.all(Array.from({ length: 8 }, (_, i) => writer(i, total / 8)));
  await misfortunes;
  await Promise.all(
    followers.map((follower) =>
      eventually('every event has come', async () => follower.changes.length >= total && true, 120_000),
    ),
  );
  for (const follower of followers) follower.stop();

  const { rows } = await db.query<{ id: string; position: string }>(
    'select id, position from event order by position',
  );
  expect(rows.map((row) => Number(row.position))).toEqual(rows.map((_, i) => i + 1));
  const ids = rows.map((row) => row.id);
  expect(ids).toHaveLength(total);
  for (const follower of followers) {
    expect(follower.troubles).toEqual([]);
    expect(follower.cuts).toBeGreaterThanOrEqual(cutsEach);
    expect(follower.changes.map((change) => change.eventId)).toEqual(ids);
    const last = new Map<string, number>();
    for (const { event } of follower.changes) {
      expect(event.entityVersion).toBe((last.get(event.subjectId) ?? 0) + 1);
      last.set(event.subjectId, event.entityVersion!);
    }
  }
});
