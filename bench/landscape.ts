import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from 'nats';
import pg from 'pg';
import { stringify } from 'yaml';
import { nodeFlags } from '../src/cli/children.ts';
import type { Simulator } from '../src/cli/facts.ts';
import { subscribeSimulators } from '../src/cli/subscribe.ts';
import { developmentToken } from '../src/cli/token.ts';
import { credentialNames } from '../src/config.ts';
import { natsAddress } from '../src/events/address.ts';
import { placeOf } from '../src/events/message.ts';
import { ensureNats } from '../src/provision/nats.ts';
import { freePort } from '../src/provision/port.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { vendors } from '../src/sources/index.ts';
import { memory, pin } from './machine.ts';

/** Everything that a hub needs, each in a process of its own, with all that the systems hold imported. */
export interface Landscape {
  readonly dir: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** By instance. */
  readonly simulators: Readonly<Record<string, Simulator>>;
  /** How the import went: seconds, and the highest resident memory in megabytes of the process that did it. */
  readonly backfill: { readonly seconds: number; readonly peakMegabytes: number };
  /** Starts a hub on it; one at a time. It has core 0 to itself. */
  serve(wanted: Wanted): Promise<Hub>;
  /** Gives the hub core 0 and core 1 to all else, as it is at first; or lets everything run anywhere. */
  spread(hub: Pick<Hub, 'pid'>, how: 'apart' | 'anywhere'): void;
  stop(): Promise<void>;
}

export interface Hub {
  /** Of the graph. */
  readonly url: string;
  readonly wsUrl: string;
  readonly pid: number;
  /** What a request must carry: the token of an auditor, who may read everything. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the systems sign their webhooks with, by instance. */
  readonly secrets: Secrets;
  stop(): Promise<void>;
}

type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a measurement wants of the hub. */
export interface Wanted {
  readonly roles: readonly ('api' | 'ingest' | 'worker')[];
  /** Makes the systems send it their webhooks. */
  readonly webhooks?: boolean;
  /** Settings as `isthmus.yaml` has them. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

// Zendesk allows 10 incremental exports a minute, 30 with its high-volume add-on: the import is measured with the add-on.
const exportsPerMinute = 30;
// Of all calls it allows 2,500 a minute with the add-on; a flood of changes would be a measurement of that.
const perMinute = 1_000_000;
const namespace = 'isthmus_bench';

/** Starts database, broker and simulators anew in `dir` and imports everything. */
export async function startLandscape(dir: string, customers: number): Promise<Landscape> {
  await rm(join(dir, 'sandbox'), { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const children: ChildProcess[] = [];
  const postgres = await ensurePostgres({ dataDir: dir });
  const nats = await ensureNats({ dataDir: dir });
  for (const { pid } of [postgres, nats]) if (pid !== null) pin(pid, 1);

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
    const child = spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    children.push(child);
    return child;
  };
  const sandbox = run([
    'sandbox/main.ts',
    '--with-parent',
    '--port-base',
    '0',
    '--customers',
    String(customers),
    '--data',
    join(dir, 'sandbox'),
  ]);
  const { simulators } = JSON.parse(await firstLine(sandbox)) as { simulators: Record<string, Simulator> };
  for (const { pid } of Object.values(simulators)) pin(pid, 1);
  await control(simulators['zendesk']!.url, 'state', {
    settings: { incrementalPerMinute: exportsPerMinute, perMinute },
  });

  const database = new URL(postgres.url);
  database.pathname = '/isthmus_bench';
  await recreate(postgres.url, database.pathname.slice(1));
  await forgetEvents(nats.url);
  const file = join(dir, 'isthmus.yaml');
  const env = { ISTHMUS_CONFIG: file, NODE_ENV: 'production' };
  const configure = async (more: object, secrets: Secrets = {}): Promise<void> =>
    writeFile(
      file,
      stringify({
        dataDir: dir,
        logLevel: 'warn',
        database: { url: database.href },
        nats: { url: nats.url, namespace },
        // One account sends all the load there is.
        limits: { requestsPerSecond: 1_000_000, burst: 1_000_000, costPerMinute: 1_000_000_000 },
        ...more,
        sources: Object.values(simulators).map((each) => sourceOf(each, secrets[each.instance])),
      }),
      { mode: 0o600 },
    );
  await configure({});
  const headers = { authorization: `Bearer ${await developmentToken(dir, 'AUDITOR')}` };

  const started = performance.now();
  await ended(run(['src/cli/isthmus.ts', 'migrate'], env));
  const importer = run(['--max-semi-space-size=8', 'src/cli/isthmus.ts', 'backfill'], env);
  let peakMegabytes = 0;
  const watch = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, memory(importer.pid!).peak || 0);
  }, 100);
  await ended(importer);
  clearInterval(watch);
  const backfill = { seconds: (performance.now() - started) / 1000, peakMegabytes };

  const stop = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  };
  const others = [postgres.pid, nats.pid, process.pid, ...Object.values(simulators).map(({ pid }) => pid)];
  const spread: Landscape['spread'] = (hub, how) => {
    pin(hub.pid, how === 'apart' ? 0 : 'all');
    for (const pid of others) if (pid !== null) pin(pid, how === 'apart' ? 1 : 'all');
  };
  return {
    dir,
    databaseUrl: database.href,
    natsUrl: nats.url,
    simulators,
    backfill,
    spread,
    async serve({ roles, webhooks = false, settings = {} }) {
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      const secrets = webhooks ? await subscribeSimulators(simulators, origin) : {};
      await configure({ ...settings, http: { port }, roles }, secrets);
      const hub = run([...nodeFlags, 'src/main.ts'], env);
      hub.stdout!.resume();
      spread({ pid: hub.pid! }, 'apart');
      await ready(`${origin}/readyz`, hub);
      const [url, wsUrl] = [`${origin}/graphql`, `ws://127.0.0.1:${port}/graphql`];
      return { url, wsUrl, pid: hub.pid!, headers, secrets, stop: () => stop(hub) };
    },
    async stop() {
      for (const child of children.toReversed()) await stop(child);
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}

/** Sends a command to a simulator's own surface. */
export async function control(url: string, what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/__sim/${what}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}/__sim/${what} answered ${answer.status}: ${await answer.text()}`);
}

/** Lets a simulator answer as fast as it can again. */
export async function endFaults(url: string): Promise<void> {
  const answer = await fetch(`${url}/__sim/faults`, { method: 'DELETE' });
  if (!answer.ok) throw new Error(`${url}/__sim/faults answered ${answer.status}`);
}

function sourceOf({ instance, vendor, url, credentials }: Simulator, secrets: object = {}): object {
  const known = credentialNames(vendors.find((each) => each.vendor === vendor));
  return {
    instance,
    vendor,
    url,
    credentials: { ...Object.fromEntries(known.map((name) => [name, credentials[name]])), ...secrets },
    options: vendor === 'zendesk' ? { exportsPerMinute, perMinute } : {},
  };
}

/** The events of an earlier run, which the broker still holds. */
async function forgetEvents(natsUrl: string): Promise<void> {
  const connection = await connect(natsAddress(natsUrl));
  const { streams } = await connection.jetstreamManager();
  for await (const { config } of streams.list())
    if (config.name === placeOf(namespace).stream) await streams.delete(config.name);
  await connection.close();
}

async function recreate(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await client.end();
}

async function firstLine(child: ChildProcess): Promise<string> {
  const line = once(createInterface({ input: child.stdout! }), 'line').then(([text]) => String(text));
  const exit = once(child, 'exit').then(([code]): never => {
    throw new Error(`a process ended with ${code} before it was ready`);
  });
  return Promise.race([line, exit]);
}

async function ended(child: ChildProcess): Promise<void> {
  child.stdout!.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the hub ended with ${child.exitCode}`);
}
