import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CanonicalEvent } from '../src/canonical/event.ts';
import { ulid } from '../src/canonical/id.ts';
import { openBroker } from '../src/events/broker.ts';
import { createLog } from '../src/events/log.ts';
import { createRelay } from '../src/events/relay.ts';
import { ensureNats } from '../src/provision/nats.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents, readHead } from '../src/store/event.ts';
import { migrate } from '../src/store/migrate.ts';

export interface RelayFigures {
  readonly writers: number;
  /** Events per second from the first commit to the last acknowledgement of the broker, one event a transaction. */
  readonly perSecond: number;
  /** Transactions per second of the same writers while nobody relays: what the relay could at most follow. */
  readonly writersAlonePerSecond: number;
  /** Events per second of a relay that finds all of them committed. */
  readonly backlogPerSecond: number;
  /** From the answer to the commit until a follower in another process than the relay has the event, at 100 events a second. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Place {
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly namespace: string;
}

const dir = join(import.meta.dirname, '../.isthmus/bench');
const writers = 100;
const brokerMessages = 100_000;
const trouble = (message: string, detail: object): void =>
  void process.stderr.write(`${message} ${JSON.stringify(detail)}\n`);

function anEvent(): CanonicalEvent {
  const at = new Date().toISOString();
  const id = `inv_${ulid()}`;
  return {
    id: `evt_${ulid()}`,
    type: 'invoice.paid',
    schemaVersion: '1',
    change: 'UPDATED',
    subjectId: id,
    customerId: `cus_${ulid()}`,
    entityVersion: 2,
    source: 'billing',
    correlationId: `cor_${ulid()}`,
    causationId: null,
    occurredAt: at,
    receivedAt: at,
    processedAt: at,
    attempts: 1,
    data: {
      record: { id, kind: 'Invoice', version: 2, number: 'INV-1', status: 'PAID', note: 'x'.repeat(800) },
      changed: ['status'],
      previous: { status: 'POSTED' },
    },
  };
}

async function write(database: Database, count: number): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (left-- > 0) await database.transaction((db) => appendEvents(db, [anEvent()]));
    }),
  );
}

/** Runs a relay in a process of its own; returns what ends it. */
async function startRelay(place: Place): Promise<() => Promise<void>> {
  const child = fork(import.meta.filename, ['relay'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(place);
  return async () => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
}

async function relayHere(): Promise<void> {
  const [{ databaseUrl, natsUrl, namespace }] = (await once(process, 'message')) as [Place];
  const ending = new AbortController();
  process.once('disconnect', () => ending.abort());
  const broker = openBroker(natsUrl, () => {});
  await createRelay({ databaseUrl, broker, brokerMessages, namespace, onTrouble: trouble })(ending.signal);
  await broker.close();
}

async function published(database: Database, position: number): Promise<void> {
  while ((await readHead(database)).published < position) await sleep(5);
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

async function measure(place: Place, count: number): Promise<RelayFigures> {
  const database = openDatabase(place.databaseUrl, 60);
  const broker = openBroker(place.natsUrl, () => {});
  let start = performance.now();
  await write(database, count);
  const alone = secondsSince(start);
  start = performance.now();
  let stopRelay = await startRelay(place);
  await published(database, 1);
  start = performance.now();
  const begun = (await readHead(database)).published;
  await published(database, count);
  const backlog = secondsSince(start);
  await write(database, 500);
  await published(database, count + 500);
  start = performance.now();
  await write(database, count);
  await published(database, 2 * count + 500);
  const together = secondsSince(start);

  const log = createLog({ database, broker, namespace: place.namespace, onTrouble: trouble });
  await log.ready;
  const committed = new Map<string, number>();
  const had = new Map<string, number>();
  log.follow((event) => had.set(event.id, performance.now()));
  for (let i = 0; i < 1000; i++) {
    const event = anEvent();
    void database
      .transaction((db) => appendEvents(db, [event]))
      .then(() => committed.set(event.id, performance.now()));
    await sleep(10);
  }
  while (had.size < 1000) await sleep(5);
  const latencies = [...committed]
    .map(([id, at]) => Math.max(0, had.get(id)! - at))
    .toSorted((a, b) => a - b);
  await log.close();
  await stopRelay();
  stopRelay = async () => {};
  await broker.close();
  await database.close();
  return {
    writers,
    perSecond: Math.round(count / together),
    writersAlonePerSecond: Math.round(count / alone),
    backlogPerSecond: Math.round((count - begun) / backlog),
    p50Ms: latencies[500]!,
    p99Ms: latencies[990]!,
  };
}

/** Measures the relay on a database and a stream of its own, on servers with the durability of production. */
export async function measureRelay(count = 10_000): Promise<RelayFigures> {
  const postgres = await ensurePostgres({ dataDir: dir });
  const nats = await ensureNats({ dataDir: dir });
  const name = `relay_${process.pid}`;
  const admin = openDatabase(postgres.url, 1);
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    await migrate(url.href);
    return await measure({ databaseUrl: url.href, natsUrl: nats.url, namespace: name }, count);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.close();
    const broker = openBroker(nats.url, () => {});
    while (!broker.link()) await sleep(5);
    const manager = await broker.link()!.jetstreamManager();
    await manager.streams.delete(`${name.toUpperCase()}_EVENTS`).catch(() => {});
    await broker.close();
    await Promise.all([postgres.stop(), nats.stop()]);
  }
}

if (process.argv[2] === 'relay') await relayHere();
else if (process.argv[1] === import.meta.filename)
  process.stdout.write(`${JSON.stringify(await measureRelay(), null, 2)}\n`);
