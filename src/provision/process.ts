import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const onLinux = process.platform === 'linux';

function ps(pid: number, column: string): string | null {
  try {
    const text = execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text.trim() || null;
  } catch {
    return null;
  }
}

/** The fields of /proc/<pid>/stat after the command name, which may itself hold spaces and brackets. */
function stat(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Whether a process with this id runs; one that has ended and only waits to be collected does not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (onLinux) {
    const state = stat(pid)?.[0];
    return state !== undefined && state !== 'Z' && state !== 'X';
  }
  const state = ps(pid, 'stat');
  return state !== null && !state.startsWith('Z');
}

/** The command line of a process, words joined by spaces; null when there is no such process. */
export function commandOf(pid: number): string | null {
  if (!onLinux) return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
  } catch {
    return null;
  }
}

/** When a process was started, as the system writes it: tells a process from a later one with the same id. */
export function birthOf(pid: number): string | null {
  return onLinux ? (stat(pid)?.[19] ?? null) : ps(pid, 'lstart');
}

/** Waits until a process has ended; false when it still runs after `withinMs`. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Asks a process to end by each signal in turn, `graceMs` apart, and waits until it is gone; false when it outlives them all. */
export async function endProcess(
  pid: number,
  signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGKILL'],
  graceMs = 10_000,
): Promise<boolean> {
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
      throw error;
    }
    if (await hasEnded(pid, graceMs)) return true;
  }
  return false;
}
