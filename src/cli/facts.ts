import { readFile, rename, writeFile } from 'node:fs/promises';
import { commandOf, endProcess, isAlive } from '../provision/process.ts';
import type { Role } from './token.ts';

/** One running simulator, as the sandbox prints it. */
export interface Simulator {
  readonly instance: string;
  readonly vendor: string;
  readonly url: string;
  readonly pid: number;
  readonly credentials: Readonly<Record<string, string>>;
}

/** What `.isthmus/demo.json` says of a running demo, for people and programs that want to use it. */
export interface DemoFacts {
  readonly url: string;
  readonly wsUrl: string;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly simulators: Readonly<Record<string, Simulator>>;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** `demo` is the process in the foreground; null for a server that was named and not started. */
  readonly pids: Readonly<Record<string, number | null>>;
  /** Queries to paste, by name. */
  readonly queries: Readonly<Record<string, string>>;
  /** Where changes can be watched, and a change to cause: what is sent to which address. */
  readonly watch: Sending;
  readonly cause: Sending;
}

/** A POST with a JSON body. */
export interface Sending {
  readonly url: string;
  /** Besides the content type. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The facts that the last demo wrote; null when there are none, or only a part of them. */
export async function readFacts(file: string): Promise<DemoFacts | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return JSON.parse(text) as DemoFacts;
  } catch {
    return null;
  }
}

/** Writes the facts whole or not at all; they hold secrets, so only their user may read them. */
export async function writeFacts(file: string, facts: Partial<DemoFacts>): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** What the command line of each process of a demo has in it: proves that a process id is still ours. */
function markOf(name: string): string | null {
  if (name === 'demo') return 'src/cli/demo.ts';
  if (name === 'hub') return 'src/main.ts';
  if (name === 'sandbox') return 'sandbox/main.ts';
  return name === 'postgres' || name === 'nats' ? null : `sandbox/${name}/main.ts`;
}

function isOurs(name: string, pid: number): boolean {
  const mark = markOf(name);
  return mark !== null && isAlive(pid) && commandOf(pid)?.includes(mark) === true;
}

/** Whether everything of a demo runs and its hub answers. */
export async function isHealthy(facts: DemoFacts): Promise<boolean> {
  const processes = Object.entries(facts.pids);
  const all = processes.every(
    ([name, pid]) => pid === null || (markOf(name) === null ? isAlive(pid) : isOurs(name, pid)),
  );
  if (!all || facts.url === undefined) return false;
  return fetch(`${facts.url}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Longer than a demo takes to stop its own children, the slowest of which is given 15 s. */
const graceMs = 40_000;

/** Ends what is left of a demo, its foreground process first; the database and the broker are left to be adopted. */
export async function endProcesses(pids: DemoFacts['pids']): Promise<void> {
  const names = ['demo', ...Object.keys(pids).filter((name) => name !== 'demo')];
  for (const name of names) {
    const pid = pids[name];
    if (typeof pid === 'number' && pid !== process.pid && isOurs(name, pid))
      await endProcess(pid, ['SIGTERM', 'SIGKILL'], graceMs);
  }
}
