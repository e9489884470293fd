import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const ticksPerSecond = 100;

/**
 * Binds a running process, its threads and the processes it started to a core, or frees them with `all`; what it starts later follows.
 * Without `taskset` nothing happens.
 */
export function pin(pid: number, core: number | 'all'): void {
  const cores = core === 'all' ? `0-${availableParallelism() - 1}` : String(core);
  try {
    execFileSync('taskset', ['-a', '-c', '-p', cores, String(pid)], { stdio: 'ignore' });
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean)) pin(Number(child), core);
  } catch {
    // Not Linux, or the process has just ended.
  }
}

/** Processor seconds a process has used, user and system, all threads; NaN where /proc is missing. Source: proc(5), utime and stime. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory of a process in megabytes, now and at its highest; NaN where /proc is missing. Source: proc(5), VmRSS and VmHWM. */
export function memory(pid: number): { readonly now: number; readonly peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
    return { now: of('VmRSS'), peak: of('VmHWM') };
  } catch {
    return { now: Number.NaN, peak: Number.NaN };
  }
}

/** Lets the highest memory of a process begin anew. Source: proc(5), clear_refs. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not Linux; then it counts from its start.
  }
}
