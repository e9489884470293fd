import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The vendors there are simulators of; the place in the list is the distance of the port from the port base. */
export const vendors = ['salesforce', 'zuora', 'zendesk', 'netsuite'] as const;

export type VendorName = (typeof vendors)[number];

export interface SimulatorProcess {
  readonly instance: string;
  readonly vendor: VendorName;
  readonly url: string;
  readonly pid: number;
  readonly credentials: Readonly<Record<string, string>>;
  /** Resolves, once, with how the process ended. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL when that is not heeded. */
  stop(): Promise<void>;
}

export interface SimulatorSettings {
  readonly vendor: VendorName;
  /** 0: any free one. A port that is taken becomes any free one too. */
  readonly port: number;
  /** The directory of this simulator's own state. */
  readonly dataDir: string;
  readonly customers: number;
  readonly seed: number;
  /** YYYY-MM-DD, the day the seeded histories end. */
  readonly today: string;
}

const patienceMs = 5_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(timer);
}

interface Ready {
  readonly instance: string;
  readonly url: string;
  readonly pid: number;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Starts one simulator as a process of its own, which ends with this one; resolves when it is ready, rejects when it ends before. */
export async function startSimulatorProcess(settings: SimulatorSettings): Promise<SimulatorProcess> {
  const { vendor, dataDir, customers, seed, today } = settings;
  const port = settings.port !== 0 && (await isFree(settings.port)) ? settings.port : 0;
  const options = { port, data: dataDir, instance: vendor, customers, seed, today };
  const child = spawn(
    process.execPath,
    [
      '--import',
      new URL('leash.ts', import.meta.url).href,
      join(import.meta.dirname, vendor, 'main.ts'),
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const line = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', resolve);
  });
  const first = await Promise.race([line, ended.then((how) => ({ how }))]);
  if (typeof first !== 'string') throw new Error(`the ${vendor} simulator did not start: ${first.how}`);
  const { instance, url, pid, credentials } = JSON.parse(first) as Ready;
  return { instance, vendor, url, pid, credentials, ended, stop: () => stop(child, ended) };
}
