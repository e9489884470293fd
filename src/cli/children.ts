import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Simulator } from './facts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program that the demo started. */
export interface Child {
  readonly pid: number;
  /** Resolves, once, with how it ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const tail = (file: string): string => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');

function childOf(process: ChildProcess, name: string, log: string): Child {
  const ended = new Promise<string>((resolve) => {
    process.once('error', (error) => resolve(`${name} could not be started: ${error.message}`));
    process.once('exit', (code, signal) =>
      resolve(`${name} ended (${signal ?? `exit code ${code}`}):\n${tail(log)}`),
    );
  });
  return {
    pid: process.pid ?? 0,
    ended,
    async stop() {
      process.kill('SIGTERM');
      const timer = setTimeout(() => process.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Resolves with what `ready` gives; rejects when the child ends before. */
async function untilReady<T>(child: Child, ready: Promise<T>): Promise<T> {
  const first = await Promise.race([ready.then((value) => ({ value })), child.ended]);
  if (typeof first === 'string') throw new Error(first);
  return first.value;
}

/** Starts the simulators; they end when this process does, however it ends. */
export async function startSandbox(
  folder: string,
  words: readonly string[],
): Promise<Child & { readonly simulators: Readonly<Record<string, Simulator>> }> {
  const log = join(folder, 'sandbox.log');
  const output = openSync(log, 'w', 0o600);
  const process_ = spawn(process.execPath, [join(root, 'sandbox/main.ts'), '--with-parent', ...words], {
    stdio: ['pipe', 'pipe', output],
  });
  closeSync(output);
  const child = childOf(process_, 'the sandbox', log);
  const line = new Promise<string>((resolve) =>
    createInterface({ input: process_.stdout! }).once('line', resolve),
  );
  const { simulators } = JSON.parse(await untilReady(child, line)) as {
    simulators: Record<string, Simulator>;
  };
  return { ...child, simulators };
}

/**
 * How Node runs the hub (package.json says the same of `npm start`). Left alone, V8 lets short-lived objects take 128 MB and the old
 * ones four times what lives before it collects; with these the hub stays small (docs/benchmarks.md).
 */
export const nodeFlags: readonly string[] = [
  '--max-semi-space-size=8',
  '--heap-growing-percent=40',
  '--import',
  new URL('preflight.mjs', import.meta.url).href,
];

/** Starts the hub; it ends when this process does, however it ends. */
export async function startHub(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Child & { readonly url: string; readonly wsUrl: string }> {
  const log = join(folder, 'hub.log');
  const output = openSync(log, 'w', 0o600);
  const process_ = spawn(process.execPath, [...nodeFlags, join(root, 'src/main.ts')], {
    env,
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const child = childOf(process_, 'the hub', log);
  const message = new Promise<unknown>((resolve) => process_.once('message', resolve));
  const { url, wsUrl } = (await untilReady(child, message)) as { url: string; wsUrl: string };
  return { ...child, url, wsUrl };
}
