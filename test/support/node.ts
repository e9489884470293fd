import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/config.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const preflight = fileURLToPath(new URL('../../src/cli/preflight.mjs', import.meta.url));

/** A hub in a process of its own: what tests kill. */
export interface HubNode {
  readonly url: string;
  readonly wsUrl: string;
  readonly pid: number;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after a kill, where it was. */
  restart(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** How it ends: `exit code 0`, or the name of a signal. */
  ended(): Promise<string>;
  /** The lines of its log. */
  log(): string;
  close(): Promise<void>;
}

/** Starts `src/main.ts` on a configuration, a database and a broker, as `npm start` does; it keeps its port through restarts. */
export async function startNode(
  config: Config,
  databaseUrl: string,
  natsUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<HubNode> {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-node-'));
  const file = join(folder, 'isthmus.yaml');
  const log = join(folder, 'log');
  // Whatever is JSON is YAML.
  writeFileSync(file, JSON.stringify({ ...config, dataDir: folder }));
  writeFileSync(log, '');
  let child: ChildProcess;
  let ended: Promise<string>;
  let address = { url: '', wsUrl: '' };
  const start = async (port: number): Promise<void> => {
    child = spawn(process.execPath, ['--import', preflight, main], {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ISTHMUS_CONFIG: file,
        ISTHMUS_HTTP_PORT: String(port),
        DATABASE_URL: databaseUrl,
        NATS_URL: natsUrl,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => writeFileSync(log, chunk, { flag: 'a' }));
    const exit = new Promise<string>((resolve) =>
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
    );
    ended = exit;
    const ready = new Promise<typeof address>((resolve) =>
      child.once('message', (message) => resolve(message as typeof address)),
    );
    const first = await Promise.race([ready, exit]);
    if (typeof first === 'string')
      throw new Error(`the hub ended (${first}): ${readFileSync(log, 'utf8').slice(-2000)}`);
    address = first;
  };
  await start(config.http.port);
  return {
    get url() {
      return address.url;
    },
    get wsUrl() {
      return address.wsUrl;
    },
    get pid() {
      return child.pid!;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    restart: () => start(Number(new URL(address.url).port)),
    signal: (name) => void child.kill(name),
    ended: () => ended,
    log: () => readFileSync(log, 'utf8'),
    async close() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
