import { connect, type Socket } from 'node:net';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Subscribers over WebSocket that do nothing with what they are told but count it. */
export interface Crowd {
  /** Waits until every one has been told at least once and nothing more comes, and counts from there on. */
  settle(): Promise<void>;
  /** Resolves when every client has been told so many results since `settle`. */
  told(count: number): Promise<void>;
  /** From now on takes the time between the moment that `dueAt` gives for the nth result and its arrival at each client. */
  time(dueAt: (nth: number) => number): void;
  /** Milliseconds, over all clients and results since `time`. */
  latency(): { readonly p50Ms: number; readonly p99Ms: number; readonly count: number };
  /** Bytes of one client's results since `settle`. */
  bytes(): number;
  close(): void;
}

interface Client {
  readonly socket: Socket;
  results: number;
  bytes: number;
  /** Of the frame that is being read. */
  left: number;
  isText: boolean;
  head: number[];
}

const [text, ping] = [1, 9];
/** Opened at a time; more and the listen queue overflows. */
const atOnce = 50;
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** A masked text frame; the mask is zero, which leaves the text as it is. Source: RFC 6455, 5.2. */
function frame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const size = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...size, 0, 0, 0, 0]), body]);
}

/**
 * Connects and subscribes `count` clients. They read into one shared buffer and parse nothing but the heads of frames, so that one core
 * can take what the other sends.
 */
export async function openCrowd(wsUrl: string, query: string, count: number): Promise<Crowd> {
  const { hostname, port, pathname } = new URL(wsUrl);
  const buffer = Buffer.alloc(65_536);
  const clients: Client[] = [];
  const histogram = createHistogram();
  let reached = new Map<number, number>();
  let waiting: { readonly count: number; readonly resolve: () => void } | undefined;
  let dueAt: ((nth: number) => number) | undefined;
  let lastAt = 0;
  let failure: Error | undefined;

  function result(client: Client): void {
    const nth = client.results++;
    lastAt = performance.now();
    if (dueAt) histogram.record(Math.max(1, Math.round((lastAt - dueAt(nth)) * 1000)));
    const reachedBy = (reached.get(client.results) ?? 0) + 1;
    reached.set(client.results, reachedBy);
    if (reachedBy === clients.length && waiting?.count === client.results) waiting.resolve();
  }

  function take(client: Client, length: number): void {
    for (let i = 0; i < length;) {
      if (client.left > 0) {
        const step = Math.min(client.left, length - i);
        client.left -= step;
        i += step;
        if (client.isText) client.bytes += step;
      } else {
        client.head.push(buffer[i++]!);
        const size = sizeOf(client.head);
        if (size === undefined) continue;
        const opcode = client.head[0]! & 15;
        client.left = size;
        client.isText = opcode === text;
        client.head = [];
        if (opcode === ping) client.socket.write(pong);
      }
      if (client.left === 0 && client.head.length === 0 && client.isText) {
        client.isText = false;
        result(client);
      }
    }
  }

  async function open(): Promise<void> {
    const upgrade =
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    await new Promise<void>((resolve, reject) => {
      let stage = 0;
      let begun = '';
      const socket = connect({
        host: hostname,
        port: Number(port),
        noDelay: true,
        onread: {
          buffer,
          callback(length) {
            if (stage === 2) take(client, length);
            else {
              begun += buffer.toString('latin1', 0, length);
              if (stage === 0 && begun.includes('\r\n\r\n')) {
                stage = 1;
                begun = begun.slice(begun.indexOf('\r\n\r\n') + 4);
                socket.write(frame({ type: 'connection_init' }));
              }
              if (stage === 1 && begun.includes('connection_ack')) {
                stage = 2;
                // Ids differ from client to client, as real ones do.
                socket.write(frame({ id: `sub-${clients.length}`, type: 'subscribe', payload: { query } }));
                clients.push(client);
                resolve();
              }
            }
            return true;
          },
        },
      });
      const client: Client = { socket, results: 0, bytes: 0, left: 0, isText: false, head: [] };
      socket.write(upgrade);
      socket.on('error', reject);
      socket.on('close', () => {
        failure = new Error('the server closed a connection');
      });
    });
  }

  for (let i = 0; i < count; i += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, count - i) }, open));

  return {
    async settle() {
      while (!failure && (clients.some(({ results }) => results === 0) || performance.now() - lastAt < 1000))
        await sleep(100);
      if (failure) throw failure;
      for (const client of clients) client.results = client.bytes = 0;
      reached = new Map();
    },
    async told(results) {
      if (failure) throw failure;
      if (reached.get(results) === clients.length) return;
      await new Promise<void>((resolve) => (waiting = { count: results, resolve }));
    },
    time(due) {
      dueAt = due;
      histogram.reset();
    },
    latency: () => ({
      p50Ms: histogram.percentile(50) / 1000,
      p99Ms: histogram.percentile(99) / 1000,
      count: histogram.count,
    }),
    bytes: () => clients[0]!.bytes,
    close() {
      for (const { socket } of clients) socket.destroy();
    },
  };
}

/** The size of a frame from the server whose first bytes these are; undefined while they are too few to say. */
function sizeOf(head: readonly number[]): number | undefined {
  if (head.length < 2) return undefined;
  const short = head[1]! & 127;
  if (short < 126) return short;
  const more = short === 126 ? 2 : 8;
  if (head.length < 2 + more) return undefined;
  return head.slice(2).reduce((size, byte) => size * 256 + byte, 0);
}
