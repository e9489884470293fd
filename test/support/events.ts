import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from 'nats';
import type { CanonicalEvent } from '../../src/canonical/event.ts';
import { ulid } from '../../src/canonical/id.ts';
import { natsAddress } from '../../src/events/address.ts';
import { ensureNats } from '../../src/provision/nats.ts';
import { endProcess } from '../../src/provision/process.ts';
import type { Database } from '../../src/store/database.ts';
import { appendEvents } from '../../src/store/event.ts';

/** An event of the log as ingest would write it: about the nth version of a customer. */
export function anEvent(subjectId = `cus_${ulid()}`, version = 1, data: object = {}): CanonicalEvent {
  const at = new Date().toISOString();
  return {
    id: `evt_${ulid()}`,
    type: version === 1 ? 'customer.created' : 'customer.updated',
    schemaVersion: '1',
    change: version === 1 ? 'CREATED' : 'UPDATED',
    subjectId,
    customerId: subjectId,
    entityVersion: version,
    source: 'sfdc',
    correlationId: `cor_${ulid()}`,
    causationId: null,
    occurredAt: at,
    receivedAt: at,
    processedAt: at,
    attempts: 1,
    data: { record: { id: subjectId, version }, changed: [], previous: {}, ...data },
  };
}

/** Commits so many events, one transaction each, by so many writers at once; each writer tells of one subject. */
export async function write(database: Database, count: number, writers = 10): Promise<void> {
  let left = count;
  await inParallel(database, writers, () => left-- > 0);
}

/** Commits events until the returned function is called, which resolves with how many there are. */
export function keepWriting(database: Database, writers = 10): () => Promise<number> {
  let ended = false;
  const writing = inParallel(database, writers, () => !ended);
  return () => {
    ended = true;
    return writing;
  };
}

async function inParallel(database: Database, writers: number, goesOn: () => boolean): Promise<number> {
  let count = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const subject = `cus_${ulid()}`;
      for (let version = 1; goesOn(); version++) {
        await database.transaction((db) => appendEvents(db, [anEvent(subject, version)]));
        count++;
      }
    }),
  );
  return count;
}

/** A broker of a test's own, which it may kill. */
export interface TestBroker {
  readonly url: string;
  /** Ends it as a crash would; with `wipe` its disk is lost too. */
  kill(wipe?: boolean): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** What the stream holds: the position and the id of every message, in order. */
  held(stream?: string): Promise<readonly { position: number; id: string }[]>;
  /** Does something with a connection of its own. */
  using<T>(work: (link: NatsConnection) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

const binaryDir = fileURLToPath(new URL('../../.isthmus/nats/bin', import.meta.url));

/** Starts a real broker with a folder of its own. */
export async function startTestBroker(): Promise<TestBroker> {
  const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-broker-'));
  let server = await ensureNats({ dataDir, binaryDir });
  const using: TestBroker['using'] = async (work) => {
    const link = await connect(natsAddress(server.url));
    try {
      return await work(link);
    } finally {
      await link.close();
    }
  };
  return {
    url: server.url,
    using,
    async kill(wipe = false) {
      await endProcess(server.pid!, ['SIGKILL']);
      if (wipe) rmSync(join(dataDir, 'nats/store'), { recursive: true, force: true });
    },
    async start() {
      const before = server.url;
      server = await ensureNats({ dataDir, binaryDir });
      if (server.url !== before) throw new Error('the port of the broker was taken meanwhile');
    },
    held: (stream = 'ISTHMUS_EVENTS') =>
      using(async (link) => {
        const manager = await link.jetstreamManager();
        const { messages } = (await manager.streams.info(stream)).state;
        if (messages === 0) return [];
        const consumer = await link.jetstream().consumers.get(stream);
        const batch = await consumer.fetch({ max_messages: messages, expires: 30_000 });
        const held: { position: number; id: string }[] = [];
        for await (const message of batch) {
          const { id, position } = message.json<{ id: string; position: string }>();
          held.push({ position: Number(position), id });
          if (held.length === messages) break;
        }
        return held;
      }),
    async remove() {
      await endProcess(server.pid!, ['SIGKILL']);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A node in a process of its own. */
export interface TestNode {
  readonly pid: number;
  /** What its follower was handed, in order. */
  readonly seen: readonly { readonly position: number; readonly id: string }[];
  readonly leads: () => boolean;
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL('node-process.ts', import.meta.url));

/** Starts a node that relays, if no other does, and follows; resolves when it does follow. */
export async function startTestNode(databaseUrl: string, natsUrl: string): Promise<TestNode> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.write(`${JSON.stringify({ databaseUrl, natsUrl })}\n`);
  const seen: { position: number; id: string }[] = [];
  let leads = false;
  await new Promise<void>((resolve, reject) => {
    void ended.then(() => reject(new Error('the node ended')));
    createInterface(child.stdout).on('line', (line) => {
      const said = JSON.parse(line) as { position?: number; id?: string; leading?: true; ready?: number };
      if (said.leading) leads = true;
      if (said.ready !== undefined) resolve();
      if (said.position !== undefined && said.id) seen.push({ position: said.position, id: said.id });
    });
  });
  return {
    pid: child.pid!,
    seen,
    leads: () => leads,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
