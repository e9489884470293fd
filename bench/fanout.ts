import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { CanonicalEvent } from '../src/canonical/event.ts';
import { ulid } from '../src/canonical/id.ts';
import { nodeFlags } from '../src/cli/children.ts';
import { openBroker } from '../src/events/broker.ts';
import { placeOf } from '../src/events/message.ts';
import { createRelay } from '../src/events/relay.ts';
import { ensureNats } from '../src/provision/nats.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents } from '../src/store/event.ts';
import { migrate } from '../src/store/migrate.ts';
import { startProgram } from './baseline/start.ts';
import { openCrowd } from './fanout-clients.ts';
import { cpuSeconds, forgetPeak, memory, pin } from './machine.ts';

/** How one server told so many clients of so many events. */
export interface FanoutFigures {
  /** Results sent to clients in a second, as many events under way as it likes. */
  readonly deliveriesPerSecond: number;
  readonly eventsPerSecond: number;
  /** The same for each second that the server was given a core, whatever else ran on the machine. */
  readonly deliveriesPerCpuSecond: number;
  /** At ten events a second, from the commit until a client has it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The server's resident memory at its highest, up to then and in all. */
  readonly megabytes: number;
  readonly megabytesAtMost: number;
  /** Bytes of one result. */
  readonly bytes: number;
  /** How busy the server and its opposite were while deliveries were counted: 1 is a whole core. */
  readonly serverCpu: number;
  readonly clientsCpu: number;
}

const dir = join(import.meta.dirname, '../.isthmus/bench');
const namespace = `fanout_${process.pid}`;
const query = `subscription { eventAppended { __typename ... on StreamChange {
  cursor previous eventId kind event { id type subjectId occurredAt sequence data }
} } }`;
/** Events under way while deliveries are counted. */
const window = 64;

function anEvent(): CanonicalEvent {
  const at = new Date().toISOString();
  return {
    id: `evt_${ulid()}`,
    type: 'invoice.paid',
    schemaVersion: '1',
    change: 'UPDATED',
    subjectId: `inv_${ulid()}`,
    customerId: null,
    entityVersion: null,
    source: null,
    correlationId: `cor_${ulid()}`,
    causationId: null,
    occurredAt: at,
    receivedAt: at,
    processedAt: at,
    attempts: 1,
    data: {
      record: { number: 'INV-1', status: 'PAID' },
      changed: ['status'],
      previous: { status: 'POSTED' },
    },
  };
}

const append = (database: Database): Promise<void> =>
  database.transaction((db) => appendEvents(db, [anEvent()]));

/** Measures one server that listens at `wsUrl` as process `pid`. */
async function measureOne(
  database: Database,
  { url, pid }: { readonly url: string; readonly pid: number },
  clients: number,
  seconds: number,
): Promise<FanoutFigures> {
  forgetPeak(pid);
  const crowd = await openCrowd(url, query, clients);
  // Whoever is there is told of these.
  for (let i = 0; i < 5; i++) {
    await append(database);
    await sleep(400);
  }
  await crowd.settle();

  const committed: number[] = [];
  crowd.time((nth) => committed[nth] ?? performance.now());
  const count = seconds * 10;
  for (let i = 0; i < count; i++) {
    const due = performance.now() + 100;
    committed.push(performance.now());
    await append(database);
    committed[i] = performance.now();
    await sleep(Math.max(0, due - performance.now()));
  }
  await Promise.race([crowd.told(count), sleep(60_000)]);
  const { p50Ms, p99Ms } = crowd.latency();
  const megabytes = Math.round(memory(pid).peak);
  await crowd.settle();

  const cpu = [cpuSeconds(pid), cpuSeconds(process.pid)] as const;
  const begun = performance.now();
  let sent = 0;
  let told = 0;
  while (performance.now() - begun < seconds * 1000) {
    for (; sent < told + window; sent++) await append(database);
    await crowd.told(++told);
  }
  await crowd.told(sent);
  const took = (performance.now() - begun) / 1000;
  const [serverCpu, clientsCpu] = [cpuSeconds(pid) - cpu[0], cpuSeconds(process.pid) - cpu[1]];
  const bytes = crowd.bytes() / sent;
  const figures = {
    deliveriesPerSecond: Math.round((sent * clients) / took),
    eventsPerSecond: Math.round((sent / took) * 10) / 10,
    deliveriesPerCpuSecond: Math.round((sent * clients) / serverCpu),
    p50Ms,
    p99Ms,
    megabytes,
    megabytesAtMost: Math.round(memory(pid).peak),
    bytes: Math.round(bytes),
    serverCpu: Math.round((serverCpu / took) * 100) / 100,
    clientsCpu: Math.round((clientsCpu / took) * 100) / 100,
  };
  crowd.close();
  return figures;
}

/** A node of the hub that serves and does nothing else. */
async function startHub(databaseUrl: string, natsUrl: string) {
  const file = join(dir, 'fanout.yaml');
  const config = {
    // A thousand clients and more, whom nobody gave a token: what is measured is the fan-out.
    access: { required: false },
    roles: ['api'],
    dataDir: dir,
    http: { port: 0 },
    logLevel: 'warn',
    database: { url: databaseUrl },
    nats: { url: natsUrl, namespace },
    streams: { heartbeatMs: 3_600_000 },
    sources: [],
  };
  // Whatever is JSON is YAML.
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const hub: ChildProcess = spawn(process.execPath, [...nodeFlags, 'src/main.ts'], {
    env: { ...process.env, ISTHMUS_CONFIG: file, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(hub, 'exit').then((): never => {
    throw new Error('the hub ended');
  });
  const [{ wsUrl }] = (await Promise.race([once(hub, 'message'), ended])) as [{ wsUrl: string }];
  ended.catch(() => {});
  return {
    url: wsUrl,
    pid: hub.pid!,
    async stop() {
      hub.kill('SIGTERM');
      await ended.catch(() => {});
    },
  };
}

/**
 * Measures how the hub tells many clients of the same events, and how a server does that has one subscription at the broker and one
 * execution for each client: the server alone on one core, the clients and everything else on the other.
 */
export async function measureFanout(
  counts: readonly number[],
  seconds: number,
): Promise<Readonly<Record<string, { readonly hub: FanoutFigures; readonly naive: FanoutFigures }>>> {
  await mkdir(dir, { recursive: true });
  const postgres = await ensurePostgres({ dataDir: dir });
  const nats = await ensureNats({ dataDir: dir });
  for (const pid of [postgres.pid, nats.pid, process.pid]) if (pid !== null) pin(pid, 1);
  const admin = openDatabase(postgres.url, 1);
  await admin.query(`create database ${namespace}`);
  const url = new URL(postgres.url);
  url.pathname = `/${namespace}`;
  await migrate(url.href);
  const database = openDatabase(url.href, 10);
  const broker = openBroker(nats.url, () => {});
  const ending = new AbortController();
  const onTrouble = (message: string, detail: object): void =>
    void process.stderr.write(`${message} ${JSON.stringify(detail)}\n`);
  const relay = createRelay({ databaseUrl: url.href, broker, brokerMessages: 10_000, namespace, onTrouble })(
    ending.signal,
  );
  const figures: Record<string, { hub: FanoutFigures; naive: FanoutFigures }> = {};
  try {
    for (const clients of counts) {
      const starts = {
        hub: () => startHub(url.href, nats.url),
        naive: () =>
          startProgram('naive-fanout.ts', ['--nats', nats.url, '--subjects', placeOf(namespace).subjects]),
      };
      const measured: Partial<Record<'hub' | 'naive', FanoutFigures>> = {};
      for (const way of ['hub', 'naive'] as const) {
        const server = await starts[way]();
        pin(server.pid, 0);
        measured[way] = await measureOne(database, server, clients, seconds);
        process.stderr.write(`${clients} clients, ${way}: ${JSON.stringify(measured[way])}\n`);
        await server.stop();
      }
      figures[clients] = { hub: measured.hub!, naive: measured.naive! };
    }
    return figures;
  } finally {
    ending.abort();
    await relay;
    const manager = await broker.link()?.jetstreamManager();
    await manager?.streams.delete(placeOf(namespace).stream).catch(() => {});
    await Promise.all([broker.close(), database.close()]);
    await admin.query(`drop database if exists ${namespace} with (force)`);
    await admin.close();
    await Promise.all([postgres.stop(), nats.stop()]);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '1000,5000' },
      seconds: { type: 'string', default: '10' },
    },
  });
  const counts = values.clients.split(',').map(Number);
  process.stdout.write(`${JSON.stringify(await measureFanout(counts, Number(values.seconds)), null, 2)}\n`);
}
