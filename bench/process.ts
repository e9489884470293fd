import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A server of the benchmark, in a process of its own, on a core of its own where the machine lets us choose. */
export interface Server<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  /** Processor seconds used so far, user and system; NaN where /proc is missing. */
  cpuSeconds(): number;
  /** Resident memory in megabytes, now and at its highest; NaN where /proc is missing. */
  memory(): { readonly now: number; readonly peak: number };
  stop(): Promise<void>;
}

const ticksPerSecond = 100;

/** Whether processes can be bound to cores here. */
const canPin = ((): boolean => {
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Binds a running process and all its threads to a core. Without `taskset` nothing happens, and false is returned. */
export function pin(pid: number, core: number): boolean {
  if (!canPin) return false;
  execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' });
  return true;
}

/** Starts `node ...args`, waits for the JSON object it prints as its first line, and binds it to `core` when one is given. */
export async function start<Ready>(args: readonly string[], core: number | null, env: NodeJS.ProcessEnv = {}): Promise<Server<Ready>> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const pid = child.pid!;
  if (core !== null) pin(pid, core);
  const ready = await firstObject<Ready>(child, args);
  return {
    pid,
    ready,
    cpuSeconds: () => cpuSeconds(pid),
    memory: () => memory(pid),
    stop: () => stop(child),
  };
}

function firstObject<Ready>(child: ChildProcess, args: readonly string[]): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`node ${args.join(' ')} ended with ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('{"ready"') || line.startsWith('{"url"') || line.startsWith('{"simulators"')) resolve(JSON.parse(line) as Ready);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
}

/** Processor seconds of a process, all threads. Source: proc(5), fields utime and stime. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory of a process in megabytes. Source: proc(5), VmRSS and VmHWM. */
export function memory(pid: number): { readonly now: number; readonly peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
    return { now: of('VmRSS'), peak: of('VmHWM') };
  } catch {
    return { now: Number.NaN, peak: Number.NaN };
  }
}
