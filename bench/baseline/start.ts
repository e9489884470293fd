import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeWorld } from '../../sandbox/world/world.ts';
import { collections, type System, writeData } from './data.ts';

export interface Started {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts one program of this folder in a process of its own; resolves when it has said that it is ready. */
export async function startProgram(program: string, args: readonly string[]): Promise<Started> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  const line = new Promise<string>((resolve) =>
    createInterface({ input: child.stdout! }).once('line', resolve),
  );
  const first = await Promise.race([line, ended.then((how) => ({ how }))]);
  if (typeof first !== 'string') throw new Error(`${program} did not start: ${first.how}`);
  const { url, pid } = JSON.parse(first) as { url: string; pid: number };
  return {
    url,
    pid,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export interface Baseline {
  readonly apollo: Started;
  readonly upstreams: Readonly<Record<System, Started>>;
  /** Every customer id the baseline knows, in order of name. */
  readonly ids: readonly string[];
  stop(): Promise<void>;
}

/** Writes the data to `dir`, starts the four upstreams, each answering after `delayMs`, and the Apollo server over them. */
export async function startBaseline(options: {
  readonly customers: number;
  readonly seed: number;
  readonly today: string;
  readonly dir: string;
  readonly delayMs: number;
}): Promise<Baseline> {
  const { customers, seed, today, dir, delayMs } = options;
  const ids = await writeData(makeWorld({ n: customers, seed, today }), dir);
  const systems = Object.keys(collections) as System[];
  const started = await Promise.all(
    systems.map((system) =>
      startProgram('upstream.ts', ['--system', system, '--data', dir, '--delay', String(delayMs)]),
    ),
  );
  const upstreams = Object.fromEntries(systems.map((system, i) => [system, started[i]!])) as Record<
    System,
    Started
  >;
  const apollo = await startProgram(
    'apollo.ts',
    systems.flatMap((system) => [`--${system}`, upstreams[system].url]),
  );
  return {
    apollo,
    upstreams,
    ids,
    async stop() {
      await Promise.all([apollo, ...started].map((each) => each.stop()));
    },
  };
}
