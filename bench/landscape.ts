import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { nodeFlags } from '../src/cli/children.ts';
import { credentialNames } from '../src/config.ts';
import { ensureNats } from '../src/provision/nats.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { vendors } from '../src/sources/index.ts';
import { memory, pin } from './machine.ts';

/** The hub and everything behind it, each in a process of its own: the hub alone on core 0, all else on core 1. */
export interface Landscape {
  readonly url: string;
  readonly hubPid: number;
  /** Every process of it. */
  readonly pids: readonly number[];
  readonly simulators: Readonly<Record<string, string>>;
  /** How the import went: seconds, and the highest resident memory in megabytes of the process that did it. */
  readonly backfill: { readonly seconds: number; readonly peakMegabytes: number };
  stop(): Promise<void>;
}

interface Simulator {
  readonly instance: string;
  readonly vendor: string;
  readonly url: string;
  readonly pid: number;
  readonly credentials: Readonly<Record<string, string>>;
}

// Zendesk allows 10 incremental exports a minute, 30 with its high-volume add-on: the import is measured with the add-on.
const exportsPerMinute = 30;

/** Starts database, broker and simulators anew in `dir`, imports everything, and starts the hub. */
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
    settings: { incrementalPerMinute: exportsPerMinute },
  });

  const database = new URL(postgres.url);
  database.pathname = '/isthmus_bench';
  await recreate(postgres.url, database.pathname.slice(1));
  const port = await freePort();
  const file = join(dir, 'isthmus.yaml');
  await writeFile(file, stringify(configOf(Object.values(simulators), database.href, nats.url, port, dir)), {
    mode: 0o600,
  });
  const env = { ISTHMUS_CONFIG: file };

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

  const hub = run([...nodeFlags, 'src/main.ts'], env);
  hub.stdout!.resume();
  pin(hub.pid!, 0);
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/readyz`, hub);
  return {
    url: `${url}/graphql`,
    hubPid: hub.pid!,
    pids: [postgres.pid, nats.pid, hub.pid!, ...Object.values(simulators).map((each) => each.pid)].filter(
      (pid) => pid !== null,
    ),
    simulators: Object.fromEntries(Object.values(simulators).map((each) => [each.instance, each.url])),
    backfill,
    async stop() {
      for (const child of children.toReversed()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}

/** Sends a command to a simulator's own surface. */
export async function control(url: string, what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/__sim/${what}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}/__sim/${what} answered ${answer.status}: ${await answer.text()}`);
}

function configOf(
  simulators: readonly Simulator[],
  databaseUrl: string,
  natsUrl: string,
  port: number,
  dataDir: string,
) {
  return {
    http: { port },
    dataDir,
    logLevel: 'warn',
    database: { url: databaseUrl },
    nats: { url: natsUrl },
    sources: simulators.map(({ instance, vendor, url, credentials }) => ({
      instance,
      vendor,
      url,
      credentials: Object.fromEntries(
        credentialNames(vendors.find((each) => each.vendor === vendor)).map((name) => [
          name,
          credentials[name],
        ]),
      ),
      options: vendor === 'zendesk' ? { exportsPerMinute } : {},
    })),
  };
}

async function recreate(adminUrl: string, name: string): Promise<void> {
  const { default: pg } = await import('pg');
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
