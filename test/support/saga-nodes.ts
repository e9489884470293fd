import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SagaNodeOptions } from './saga.ts';

const program = fileURLToPath(new URL('saga-process.ts', import.meta.url));

/** A node in a process of its own. */
export interface SagaProcess {
  readonly child: ChildProcess;
  /** How long it took until what was due had been given to the engine. */
  readonly readyMs: number;
  /** What it told, as it told it. */
  readonly told: readonly Readonly<Record<string, unknown>>[];
  /** How it ends: `exit code 0`, or the name of a signal. */
  readonly ended: Promise<string>;
  kill(): Promise<void>;
}

/** Starts a node; rejects when it ends before it is ready. */
export async function spawnSagaNode(
  options: Omit<SagaNodeOptions, 'sagas' | 'onTrouble'> & { readonly versions: readonly string[] },
): Promise<SagaProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told: Record<string, unknown>[] = [];
  const ended = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  // Whoever is killed reads no more.
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(options)}\n`);
  const ready = new Promise<void>((resolve) =>
    createInterface(child.stdout).on('line', (line) => {
      const what = JSON.parse(line) as Record<string, unknown>;
      told.push(what);
      if (what['ready'] === true) resolve();
    }),
  );
  const early = await Promise.race([ready, ended]);
  if (early !== undefined) throw new Error(`the node ended: ${early}`);
  return {
    child,
    readyMs: performance.now() - begun,
    told,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
