import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control, isEmpty, seed } from './control.ts';
import type { Controls, MakeWorld } from './control.ts';
import { openDatabase } from './database.ts';
import { exchange } from './exchange.ts';
import type { Station } from './exchange.ts';
import { openFaults } from './fault.ts';
import { openJournal } from './journal.ts';
import { openMeta } from './meta.ts';
import type { Change, Sim, SimRequest, Vendor } from './types.ts';
import { openWebhooks } from './webhooks.ts';

export interface SimulatorOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Made when missing; a second start on it continues with the same state. */
  readonly dataDir: string;
  readonly instance: string;
  /** Seeds an empty simulator before it answers. */
  readonly seed?: { readonly n: number; readonly seed: number; readonly today?: string | undefined };
  /** Replaces the generator of sandbox/world. */
  readonly makeWorld?: MakeWorld;
}

export interface Simulator {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const sharedWorld: MakeWorld = async (options) => {
  const { makeWorld } = await import('../world/world.ts');
  return makeWorld(options);
};

async function requestOf(incoming: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers,
    body: Buffer.concat(chunks),
  };
}

/**
 * Starts one vendor's simulator on 127.0.0.1: its protocol, and `/__sim` beside it.
 * The journal row of a request is written at receipt and completed later, so a crash leaves `answeredAt` null.
 */
export async function startSimulator(vendor: Vendor, options: SimulatorOptions): Promise<Simulator> {
  const db = openDatabase(options.dataDir, vendor.schema);
  const meta = openMeta(db);
  const journal = openJournal(db);
  const faults = openFaults(db);
  const closing = new AbortController();
  let inFlight = 0;
  const underway = new Set<SimRequest>();
  let waiting: (() => void)[] = [];
  let url = '';
  const sim: Sim = {
    db,
    instance: options.instance,
    dataDir: options.dataDir,
    get url() {
      return url;
    },
    get credentials() {
      return (meta.get('credentials') ?? {}) as Readonly<Record<string, string>>;
    },
    now: () => Date.now() + Number(meta.get('clockOffset') ?? 0),
    setting<T>(name: string, fallback: T): T {
      const settings = (meta.get('settings') ?? {}) as Record<string, unknown>;
      return (settings[name] as T | undefined) ?? fallback;
    },
    inFlight: () => inFlight,
    underway: () => underway,
    listeners: [(change) => vendor.onChange?.(sim, change), (change: Change) => webhooks.hear(change)],
  };
  const webhooks = openWebhooks(sim, vendor, meta);
  const station: Station = {
    sim,
    vendor,
    journal,
    faults,
    closing: closing.signal,
    released: () => new Promise((resolve) => waiting.push(resolve)),
  };
  const controls: Controls = {
    sim,
    vendor,
    journal,
    faults,
    meta,
    webhooks,
    makeWorld: options.makeWorld ?? sharedWorld,
    release() {
      const released = waiting;
      waiting = [];
      for (const go of released) go();
      return released.length;
    },
  };

  async function serve(incoming: IncomingMessage, out: ServerResponse): Promise<void> {
    const request = await requestOf(incoming);
    if (request.path.startsWith('/__sim/')) {
      const { status, body } = await control(controls, request);
      out.writeHead(status, { 'content-type': 'application/json' }).end(body);
      return;
    }
    inFlight += 1;
    underway.add(request);
    out.once('finish', () => underway.delete(request));
    out.once('close', () => {
      inFlight -= 1;
      underway.delete(request);
    });
    await exchange(station, request, incoming, out);
  }

  // A vendor refuses a long request line in its own words; Node's own 431 must not come before that.
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (incoming, out) => {
    serve(incoming, out).catch((error: unknown) => {
      // A broken connection and a closing simulator end here; both leave the journal row unanswered, as they should.
      if (!closing.signal.aborted && !incoming.destroyed) process.stderr.write(`${String(error)}\n`);
      out.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (!meta.get('credentials')) meta.set('credentials', vendor.credentials(sim));
  if (options.seed && isEmpty(controls)) await seed(controls, options.seed);
  const listener = await vendor.listen?.(sim);
  webhooks.start();
  return {
    url,
    credentials: { ...sim.credentials, ...listener?.credentials },
    async close() {
      closing.abort();
      webhooks.stop();
      listener?.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      db.close();
    },
  };
}
