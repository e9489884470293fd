import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type SimulatorProcess,
  startSimulatorProcess,
  type VendorName,
  vendors,
} from '../../sandbox/simulator.ts';

/** One row of a simulator's journal, as far as tests look at it. */
export interface JournalRow {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly objectType: string | null;
  readonly outcome: string;
}

/** A running simulator with its `/__sim` surface as functions. */
export interface SandboxSimulator extends SimulatorProcess {
  readonly dataDir: string;
  /** Requests of the vendor's protocol since a position, logins left out. */
  calls(after: number): Promise<readonly JournalRow[]>;
  /** The journal's last position. */
  position(): Promise<number>;
  fault(...rules: readonly object[]): Promise<void>;
  /** Ends all faults and lets held calls go. */
  calm(): Promise<void>;
  advanceClock(ms: number): Promise<void>;
  /** Puts other credentials in the place of those of before; sessions go on. */
  rotate(credentials: Readonly<Record<string, string>>): Promise<void>;
  /** Logins since a position. */
  logins(after: number): Promise<readonly JournalRow[]>;
  /** Changes a row as a person would in the vendor's own pages: `{object, id, set}` or `{object, id, delete: true}`, or `{settings}`. */
  edit(change: object): Promise<void>;
  /** The rows of an object. */
  rows(object: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  remove(): Promise<void>;
}

const isVendor = (name: string): name is VendorName => vendors.includes(name as VendorName);
const isLogin = (path: string): boolean => /oauth|token/i.test(path);

async function ask(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${url}/__sim${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  if (!response.ok) throw new Error(`${method} /__sim${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Starts a vendor's simulator in a process of its own, on a free port and a directory of its own unless both are given. */
export async function startSandboxSimulator(
  vendor: string,
  world: { readonly n: number; readonly seed: number; readonly today: string },
  place?: { readonly dataDir: string; readonly port: number },
): Promise<SandboxSimulator> {
  const dataDir = place?.dataDir ?? (await mkdtemp(join(tmpdir(), `isthmus-${vendor}-`)));
  if (!isVendor(vendor)) throw new Error(`there is no simulator of ${vendor}`);
  const { n: customers, seed, today } = world;
  const simulator = await startSimulatorProcess({
    vendor,
    port: place?.port ?? 0,
    dataDir,
    customers,
    seed,
    today,
  });
  const { url } = simulator;
  const journal = async (after: number) => (await ask(url, 'GET', `/journal?after=${after}`)) as JournalRow[];
  return {
    ...simulator,
    dataDir,
    calls: async (after) => (await journal(after)).filter((row) => !isLogin(row.path)),
    position: async () => (await journal(0)).at(-1)?.seq ?? 0,
    fault: async (...rules) => void (await ask(url, 'POST', '/faults', { rules })),
    async calm() {
      await ask(url, 'DELETE', '/faults');
      await ask(url, 'POST', '/release');
    },
    rotate: async (credentials) => void (await ask(url, 'POST', '/credentials', credentials)),
    logins: async (after) => (await journal(after)).filter((row) => isLogin(row.path)),
    advanceClock: async (advanceMs) => void (await ask(url, 'POST', '/clock', { advanceMs })),
    edit: async (change) => void (await ask(url, 'POST', '/state', change)),
    rows: async (object) =>
      ((await ask(url, 'GET', `/state?object=${object}`)) as { rows: Record<string, unknown>[] }).rows,
    async remove() {
      await simulator.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The URL of a port that nobody listens on. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
